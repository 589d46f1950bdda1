using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Calls.Rules;

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
    TimeSpan Grace,
    IReadOnlyList<TimeSpan> Reminders,
    MissedComplements MissedComplements,
    IReadOnlyList<FormSection> Sections,
    IReadOnlyList<CallRule> Rules,
    MarkScale Scale,
    IReadOnlyList<Criterion> Criteria,
    IReadOnlyList<WaveSeed> Waves
)
{
    /// <exception cref="SeedException">Something is missing, misspelt or contradicts itself.</exception>
    public static CallSeed Read(string path, Programme programme)
    {
        var root = SeedNode
            .Read(path)
            .Only(
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
                "steps",
                "eligibility",
                "documents",
                "questions",
                "form",
                "rules",
                "grid",
                "waves"
            );
        var sections = FormSeed.Sections(root.At("form").Only("sections"), programme);
        var grid = root.At("grid").Only("scale", "criteria");
        var grace = GraceOf(root);
        if (root.At("waves").Items().Count == 0)
            throw root.At("waves").Wrong("a call has a wave at least");
        return new CallSeed(
            root,
            root.Text("slug"),
            root.Text("code"),
            root.At("kind").OneOf<CallKind>(),
            Known(root.At("operator"), programme.Operators),
            PresentationOf(root),
            [.. root.List("themes").Select(theme => Known(theme, programme.Themes))],
            [.. root.List("regimes").Select(regime => Known(regime, programme.Regimes))],
            grace,
            [.. root.List("reminders").Select(span => span.Span())],
            root.At("missed-complements").OneOf<MissedComplements>(),
            sections,
            [.. root.List("rules", by: "key").Select(rule => RuleSeed.Read(rule, sections))],
            GridSeed.Scale(grid.At("scale")),
            GridSeed.Criteria(grid),
            [.. root.At("waves").Items(by: "number").Select(wave => WaveSeed.Read(wave, grace))]
        );
    }

    /// <summary>A grace is the call's own rule, so it quotes the clause that grants it.</summary>
    private static TimeSpan GraceOf(SeedNode root)
    {
        if (root.MayAt("grace-seconds") is not { } grace || grace.Integer() == 0)
            return TimeSpan.Zero;
        if (grace.Integer() < 0)
            throw grace.Wrong("a grace is no negative time");
        return root.Has("grace-clause")
            ? TimeSpan.FromSeconds(grace.Integer())
            : throw grace.Wrong("a grace needs its 'grace-clause'");
    }

    private static CallPresentation PresentationOf(SeedNode root) =>
        new()
        {
            Title = root.Localized("title"),
            Summary = root.Localized("summary"),
            Description = root.Localized("description"),
            Audience = root.Localized("audience"),
            Envelope = root.Localized("envelope"),
            Contact = EmailOf(root, "contact"),
            Service = ServiceOf(root.At("service").Only("designation", "postal-address", "e-mail", "phone")),
            Silence = SilenceOf(root.At("silence").Only("means", "after-months", "source", "appeal")),
            Source = root.Localized("source"),
            GraceClause = root.MayLocalized("grace-clause"),
            Steps = [.. root.List("steps").Select(step => step.Localized())],
            Eligibility = [.. root.List("eligibility").Select(one => one.Localized())],
            Documents = [.. root.List("documents").Select(DocumentOf)],
            Questions =
            [
                .. root.List("questions")
                    .Select(one => new CallQuestion(
                        one.Only("question", "answer").Localized("question"),
                        one.Localized("answer")
                    )),
            ],
        };

    private static ServiceInCharge ServiceOf(SeedNode node) =>
        new(node.Localized("designation"), node.Text("postal-address"), EmailOf(node, "e-mail"), node.Text("phone"));

    private static Silence SilenceOf(SeedNode node)
    {
        var means = node.At("means").OneOf<SilenceMeaning>();
        if (node.At("after-months").Integer() <= 0)
            throw node.At("after-months").Wrong("silence means something after a month at the earliest");
        if (means == SilenceMeaning.Rejected && !node.Has("appeal"))
            throw node.Wrong("silence that rejects needs its 'appeal': the time limits and the ways");
        return new Silence(
            means,
            node.At("after-months").Integer(),
            node.Localized("source"),
            node.MayLocalized("appeal")
        );
    }

    private static string EmailOf(SeedNode node, string key) =>
        EmailAddress.TryParse(node.Text(key), out var address)
            ? address.Value
            : throw node.At(key).Wrong("an e-mail address is expected");

    private static CallDocument DocumentOf(SeedNode node)
    {
        var url = node.Only("title", "url").Text("url");
        return url.StartsWith("https://", StringComparison.Ordinal) || url.StartsWith('/')
            ? new CallDocument(node.Localized("title"), url)
            : throw node.At("url").Wrong($"'{url}' is no address that begins with https:// or with /");
    }

    private static string Known(SeedNode node, IReadOnlyList<ProgrammeTerm> terms) =>
        terms.Any(term => term.Key == node.Text())
            ? node.Text()
            : throw node.Wrong($"'{node.Text()}' is not in programme.yaml");
}
