using Portal.Domain.Calls;

namespace Portal.Domain.FollowUp;

/// <summary>
/// What an agreement (convention) says, with fields that each project fills in, such as <c>{{aid}}</c>. Only the French
/// text is signed.
/// </summary>
public sealed record AgreementTemplate(LocalizedText Title, LocalizedText Body)
{
    public const int BodyLength = 30_000;

    /// <summary>The names that it may use.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "number",
        "title",
        "carrier",
        "call",
        "aid",
        "start",
        "end",
        "months",
        "tranches",
        "milestones",
        "conditions",
        "date",
    ];

    /// <summary>What keeps it from being an agreement.</summary>
    internal IReadOnlyList<Refusal> Obstacles =>
        [
            .. When(!Title.IsWhole || !Body.IsWhole, FollowUpRefusals.AgreementNotWhole),
            .. When(Texts.Any(text => text.Length > BodyLength), FollowUpRefusals.AgreementTooLong(BodyLength)),
            .. When(Texts.Any(TextFields.HasLooseBraces), CallRefusals.LetterBraces),
            .. Texts
                .SelectMany(TextFields.In)
                .Distinct(StringComparer.Ordinal)
                .Except(Fields, StringComparer.Ordinal)
                .Select(FollowUpRefusals.AgreementFieldUnknown),
        ];

    private IEnumerable<string> Texts => [Title.Fr, Title.En, Body.Fr, Body.En];

    private static IEnumerable<Refusal> When(bool lacking, Refusal reason) => lacking ? [reason] : [];
}
