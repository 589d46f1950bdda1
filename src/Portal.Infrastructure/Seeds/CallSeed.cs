using Portal.Domain;
using Portal.Domain.Admissions;
using Portal.Domain.Calls;
using Portal.Domain.Calls.Rules;
using Portal.Domain.FollowUp;
using Portal.Domain.Orientation;
using Portal.Infrastructure.Programme;

namespace Portal.Infrastructure.Seeds;

/// <summary>A call as one file of the seeds describes it, read and checked.</summary>
/// <param name="Place">Where it stands, for what only the database can refuse.</param>
internal sealed record CallSeed(
    SeedNode Place,
    string Slug,
    string Code,
    CallKind Kind,
    string Operator,
    CallPresentation Presentation,
    IReadOnlyList<string> Themes,
    IReadOnlyList<string> Regimes,
    IReadOnlyList<CallStep> Steps,
    IReadOnlyList<EligibilityQuestion> Orientation,
    TimeSpan Grace,
    IReadOnlyList<ReminderRule> Reminders,
    MissedComplements MissedComplements,
    IReadOnlyList<ApprovalStep> Approvals,
    IReadOnlyList<LetterTemplate> Letters,
    FollowUpPlan FollowUp,
    AdmissionPlan? Admission,
    IReadOnlyList<FormSection> Sections,
    IReadOnlyList<CallRule> Rules,
    MarkScale? Scale,
    IReadOnlyList<Criterion> Criteria,
    GridExtras Extras,
    IReadOnlyList<Keyword> Thesaurus,
    IReadOnlyList<WaveSeed> Waves
)
{
    private static readonly string[] Keys =
    [
        "slug",
        "code",
        "kind",
        "operator",
        "themes",
        "regimes",
        "title",
        "summary",
        "description",
        "audience",
        "envelope",
        "contact",
        "source",
        "service",
        "silence",
        "grace-seconds",
        "grace-clause",
        "reminders",
        "missed-complements",
        "approvals",
        "letters",
        "follow-up",
        "admission",
        "course",
        "steps",
        "eligibility",
        "orientation",
        "documents",
        "questions",
        "form",
        "rules",
        "grid",
        "thesaurus",
        "waves",
    ];

    /// <exception cref="SeedException">Something is missing, misspelt or contradicts itself.</exception>
    public static CallSeed Read(string path, ProgrammeTerms programme) => Of(SeedNode.Read(path), programme);

    /// <summary>Reads a call that is being prepared: texts, dates, form and grid may still be missing.</summary>
    /// <param name="file">The name by which what is wrong is told.</param>
    /// <exception cref="SeedException">Something is misspelt or contradicts itself.</exception>
    public static CallSeed ReadDraft(string file, string text, ProgrammeTerms programme) =>
        Of(SeedNode.Parse(file, text, isDraft: true), programme);

    private static CallSeed Of(SeedNode root, ProgrammeTerms programme)
    {
        root.Only(Keys);
        var hasForm = !root.IsDraft || root.Has("form");
        var (sections, rules) = hasForm
            ? FormSeed.Read(
                root.At("form").Only("sections"),
                root.List("rules", by: "key"),
                root.List("steps").Count,
                programme
            )
            : ([], []);
        var (scale, criteria, extras) =
            !root.IsDraft || root.Has("grid") ? GridSeed.Read(root.At("grid")) : (null, [], GridExtras.None);
        var grace = GraceOf(root);
        return new CallSeed(
            root,
            MayLack(root, "slug") is { } slug ? SlugOf(slug) : "",
            MayLack(root, "code") is { } code ? CodeOf(code) : "",
            root.At("kind").OneOf<CallKind>(),
            MayLack(root, "operator") is { } its ? Known(its, programme.Operators) : "",
            PresentationSeed.Read(root),
            [.. root.List("themes").Select(theme => Known(theme, programme.Themes))],
            [.. root.List("regimes").Select(regime => Known(regime, programme.Regimes))],
            [.. root.List("steps", by: "key").Select(StepSeed.Read)],
            OrientationSeed.Read(root.List("orientation", by: "key")),
            grace,
            [.. root.List("reminders", by: "date").Select(ReminderOf)],
            root.MayAt("missed-complements")?.OneOf<MissedComplements>() ?? default,
            [.. root.List("approvals", by: "key").Select(ApprovalSeed.Read)],
            [.. root.List("letters", by: "outcome").Select(LetterSeed.Read)],
            FollowUpSeed.Read(root.MayAt("follow-up"), programme),
            AdmissionSeed.Read(root.MayAt("admission")),
            sections,
            rules,
            scale,
            criteria,
            extras,
            [.. root.List("thesaurus", by: "key").Select(KeywordOf)],
            WavesOf(root, grace)
        );
    }

    private static ReminderRule ReminderOf(SeedNode node) =>
        new(
            node.Only("date", "before", "office-hours").At("date").OneOf<DateKind>(),
            [.. node.List("before").Select(span => span.Span())],
            node.MayAt("office-hours")?.Truth() ?? true
        );

    private static Keyword KeywordOf(SeedNode node) =>
        new(node.Only("key", "name").Text("key"), node.Localized("name"));

    /// <summary>What a template leaves to whoever makes a call of it.</summary>
    private static SeedNode? MayLack(SeedNode root, string key) => root.IsDraft ? root.MayAt(key) : root.At(key);

    private static List<WaveSeed> WavesOf(SeedNode root, TimeSpan grace)
    {
        var waves = root.List("waves", by: "number").Select(wave => WaveSeed.Read(wave, grace)).ToList();
        return waves.Count == 0 && !root.IsDraft
            ? throw (root.MayAt("waves") ?? root).Wrong(SeedRefusals.NoWave)
            : waves;
    }

    private static string SlugOf(SeedNode node) =>
        CallNames.IsSlug(node.Text()) ? node.Text() : throw node.Wrong(SeedRefusals.NoSlug(node.Text()));

    private static string CodeOf(SeedNode node) =>
        CallNames.IsCode(node.Text()) ? node.Text() : throw node.Wrong(SeedRefusals.NoCode(node.Text()));

    /// <summary>A grace is the call's own rule, so it quotes the clause that grants it.</summary>
    private static TimeSpan GraceOf(SeedNode root)
    {
        if (root.MayAt("grace-seconds") is not { } grace || grace.Integer() == 0)
            return TimeSpan.Zero;
        if (grace.Integer() is < 0 or > Call.LongestGrace)
            throw grace.Wrong(SeedRefusals.GraceOutOfRange(Call.LongestGrace));
        return root.Has("grace-clause")
            ? TimeSpan.FromSeconds(grace.Integer())
            : throw grace.Wrong(SeedRefusals.GraceWithoutClause);
    }

    private static string Known(SeedNode node, IReadOnlyList<ProgrammeTerm> terms) =>
        terms.Any(term => term.Key == node.Text())
            ? node.Text()
            : throw node.Wrong(SeedRefusals.NotInProgramme(node.Text()));
}
