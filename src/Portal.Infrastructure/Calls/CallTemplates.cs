using Portal.Domain.Calls;

namespace Portal.Infrastructure.Calls;

/// <summary>What a new call can begin with: a file of the same kind as any call's, its own words left empty.</summary>
/// <param name="Key">Names its file, and its words in the texts.</param>
public sealed record CallTemplate(string Key, CallKind Kind)
{
    public static IReadOnlyList<CallTemplate> All { get; } =
    [
        new("call-for-projects", CallKind.CallForProjects),
        new("call-in-two-steps", CallKind.CallForProjects),
        new("expressions-of-interest", CallKind.CallForExpressionsOfInterest),
        new("challenge", CallKind.Challenge),
        new("accelerator-cohort", CallKind.AcceleratorCohort),
        new("award-by-category", CallKind.AwardByCategory),
        new("support-programme", CallKind.SupportProgramme),
        new("referencing", CallKind.Referencing),
    ];

    public string File => $"{Key}.yaml";

    internal string Text()
    {
        var name = $"Portal.Infrastructure.Calls.Templates.{File}";
        using var reader = new StreamReader(typeof(CallTemplate).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
