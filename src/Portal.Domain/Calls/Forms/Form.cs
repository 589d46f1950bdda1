using Portal.Domain.Calls.Rules;

namespace Portal.Domain.Calls;

/// <summary>
/// One version of a call's form: its sections, and the rules of the call that are decided on its answers. A
/// published version never changes.
/// </summary>
public sealed class Form
{
    private readonly bool _isCut;

    private Form() { }

    private Form(Form whole, int step)
    {
        (Id, CallId, Version, PublishedAt, _isCut) = (whole.Id, whole.CallId, whole.Version, whole.PublishedAt, true);
        Sections = [.. whole.Sections.Where(section => section.Step <= step)];
        Rules = [.. whole.Rules.Where(rule => IsAsked(rule, Fields))];
    }

    internal Form(
        CallId call,
        int version,
        IReadOnlyList<FormSection> sections,
        IReadOnlyList<CallRule> rules,
        DateTimeOffset now
    )
    {
        (Id, CallId, Version, PublishedAt) = (FormId.New(), call, version, now);
        (Sections, Rules) = ([.. sections], [.. rules]);
    }

    public FormId Id { get; private set; }

    public CallId CallId { get; private set; }

    /// <summary>1 for the first version of a call's form.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<FormSection> Sections { get; private set; } = [];

    public IReadOnlyList<CallRule> Rules { get; private set; } = [];

    public DateTimeOffset PublishedAt { get; private set; }

    /// <summary>All questions, in the order in which they are asked.</summary>
    public IEnumerable<FormField> Fields => Sections.SelectMany(section => section.Fields);

    public FormSection? Section(string key) => Sections.FirstOrDefault(section => section.Key == key);

    /// <summary>The last step that something is asked in.</summary>
    public int LastStep => Sections.Select(section => section.Step).DefaultIfEmpty(1).Max();

    /// <summary>Whether it was cut to a step that others follow.</summary>
    public bool HasStepsAhead => _isCut;

    /// <summary>Whether each partner signs what is filed: only what is filed at the last step.</summary>
    public bool IsSignedByEach => !_isCut && Dossiers.Consortium.FieldOf(this) is { SignedByEach: true };

    /// <summary>What a dossier is asked until a step: its sections, and the rules that look at nothing else.</summary>
    public Form UpTo(int step) => step >= LastStep ? this : new Form(this, step);

    private static bool IsAsked(CallRule rule, IEnumerable<FormField> fields) =>
        rule
            .Paths.Concat(rule.When.Select(condition => condition.Field))
            .All(path => FormShape.FieldAt(path, fields) is not null);
}

/// <summary>A part of a form that is written and saved on its own.</summary>
public sealed record FormSection(string Key, LocalizedText Title, IReadOnlyList<FormField> Fields)
{
    public LocalizedText? Help { get; init; }

    /// <summary>The step of the call's dossiers in which it is asked first, counted from 1.</summary>
    public int Step { get; init; } = 1;

    /// <summary>The part of the work that the section is, beside the others': what progress counts, and authors share.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Asked only where all of these hold.</summary>
    public IReadOnlyList<Condition> When { get; init; } = [];

    public FormField? Field(string key) => Fields.FirstOrDefault(field => field.Key == key);
}
