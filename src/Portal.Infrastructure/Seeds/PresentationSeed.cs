using Portal.Domain;
using Portal.Domain.Calls;

namespace Portal.Infrastructure.Seeds;

/// <summary>Reads what the public is told of a call.</summary>
internal static class PresentationSeed
{
    public static CallPresentation Read(SeedNode root) =>
        new()
        {
            Title = root.Written("title"),
            Summary = root.Written("summary"),
            Description = root.Written("description"),
            Audience = root.Written("audience"),
            Envelope = root.Written("envelope"),
            Contact = ContactOf(root.At("contact")),
            Service = Part(root, "service") is { } service ? ServiceOf(service) : null,
            Silence = Part(root, "silence") is { } silence ? SilenceOf(silence) : null,
            Source = root.Written("source"),
            GraceClause = root.MayWritten("grace-clause"),
            Course = [.. root.List("course").Select(one => one.Written())],
            Eligibility = [.. root.List("eligibility").Select(one => one.Written())],
            Documents = [.. root.List("documents").Select(DocumentOf)],
            Questions = [.. root.List("questions").Select(QuestionOf)],
        };

    /// <summary>A part that only a call that is being prepared may lack.</summary>
    private static SeedNode? Part(SeedNode root, string key) => root.IsDraft ? root.MayAt(key) : root.At(key);

    private static ServiceInCharge ServiceOf(SeedNode node)
    {
        node.Only("designation", "postal-address", "e-mail", "phone");
        return new ServiceInCharge(
            node.Localized("designation"),
            node.Text("postal-address"),
            EmailOf(node.At("e-mail")),
            node.Text("phone")
        );
    }

    private static Silence SilenceOf(SeedNode node)
    {
        node.Only("means", "after-months", "source", "appeal");
        var means = node.At("means").OneOf<SilenceMeaning>();
        if (node.At("after-months").Integer() <= 0)
            throw node.At("after-months").Wrong(SeedRefusals.SilenceTooSoon);
        if (means == SilenceMeaning.Rejected && !node.Has("appeal"))
            throw node.Wrong(SeedRefusals.SilenceWithoutAppeal);
        return new Silence(
            means,
            node.At("after-months").Integer(),
            node.Localized("source"),
            node.MayLocalized("appeal")
        );
    }

    private static CallDocument DocumentOf(SeedNode node)
    {
        var url = node.Only("title", "url").Text("url");
        return CallDocument.IsAddress(url)
            ? new CallDocument(node.Written("title"), url)
            : throw node.At("url").Wrong(SeedRefusals.NoUrl(url));
    }

    private static CallQuestion QuestionOf(SeedNode node) =>
        new(node.Only("question", "answer").Written("question"), node.Written("answer"));

    private static string ContactOf(SeedNode node) =>
        node.IsDraft && node.TextOrNone().Length == 0 ? "" : EmailOf(node);

    private static string EmailOf(SeedNode node) =>
        EmailAddress.TryParse(node.Text(), out var address) ? address.Value : throw node.Wrong(SeedRefusals.NoAddress);
}
