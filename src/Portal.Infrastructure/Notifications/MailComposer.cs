using MimeKit;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Notifications;

/// <summary>A mail as its reader sees it: subject, and the same body as text and as HTML.</summary>
public sealed record ComposedMail(string Subject, string Text, string Html);

/// <summary>What a mail is written with, beside what is owed.</summary>
public sealed record MailSetting
{
    public static MailSetting Plain { get; } = new();

    /// <summary>The words that staff gave the mails.</summary>
    public MailWordings Words { get; init; } = MailWordings.Own;

    /// <summary>The path of the page that stops mails of its class; null where none does.</summary>
    public string? Stop { get; init; }

    /// <summary>The mails that it brings, where it brings others.</summary>
    public IReadOnlyList<OutboxMail>? Carried { get; init; }

    public Enclosure? Enclosed { get; init; }
}

/// <summary>
/// Writes mails from the texts <c>mail.{template}.subject</c> and <c>mail.{template}.body</c>, or from the words that staff
/// gave them: paragraphs parted by empty lines, facts in braces; a paragraph that is a link alone becomes a button, with the
/// words of <c>mail.{template}.button</c> where there are any. A paragraph that begins with a question
/// mark is left out where none of its facts is known.
/// </summary>
public sealed class MailComposer(Texts.Texts texts, PortalAddress address)
{
    public ComposedMail Compose(OutboxMail mail, MailSetting? setting = null)
    {
        var (its, language) = (setting ?? MailSetting.Plain, mail.Language);
        var facts = FactsOf(mail, its);
        var words = WordingOf(mail.Template, its.Words);
        var subject = MailWords.OneLine(MailWords.Fill(words.Subject.In(language), facts));
        // Who is invited by an address has no name yet.
        var greeting = facts.GetValueOrDefault("name", "") is "" ? "mail.greeting-nameless" : "mail.greeting";
        string[] told =
        [
            texts.In(language, greeting),
            .. words
                .Body.In(language)
                .Split("\n\n")
                .Where(one => MailWords.IsTold(one, facts))
                .Select(one => one.TrimStart('?')),
        ];
        var button = words.Button?.In(language) ?? texts.In(language, "mail.open");
        var paragraphs = told.Select(one =>
                one == "{link}"
                    ? new MailParagraph(button, MailWords.Fill(one, facts))
                    : new MailParagraph(MailWords.Fill(one, facts))
            )
            .ToList();
        var foot = FootOf(language, facts);
        var ofWords = told.SelectMany(MailHtml.LinksIn).ToHashSet(StringComparer.Ordinal);
        return new ComposedMail(
            subject,
            string.Join("\n\n", paragraphs.Select(one => one.Link ?? one.Text).Concat(foot)) + "\n",
            MailHtml.Write(
                language,
                texts.In(language, "mail.sender"),
                subject,
                paragraphs,
                foot,
                // The portal's own, and those that stand in the words.
                link => link.StartsWith(address.Of("/"), StringComparison.Ordinal) || ofWords.Contains(link)
            )
        );
    }

    /// <summary>The message to send; its id is the mail's own, so that a doubtful delivery can be recognised.</summary>
    public MimeMessage Message(OutboxMail mail, string from, MailSetting? setting = null)
    {
        var message = MailEnvelope.Of(mail, Compose(mail, setting), address.Host, from, setting?.Enclosed);
        (message.From[0].Name, message.MessageId) = (texts.In(mail.Language, "mail.sender"), MessageIdOf(mail.Id));
        if (SubscriptionOf(mail, setting) is { } subscription)
            MailEnvelope.OfferToEnd(message, address.Of($"{subscription}/end"));
        else if (setting?.Stop is { } stop)
            MailEnvelope.OfferToEnd(message, address.Of(stop));
        return message;
    }

    public string MessageIdOf(Guid mail) => $"{mail}@{address.Host}";

    /// <summary>The portal's own words of a mail.</summary>
    public MailWording OwnWordingOf(string template)
    {
        var button = $"mail.{template}.button";
        return new MailWording(
            texts.Both($"mail.{template}.subject"),
            texts.Both($"mail.{template}.body"),
            texts.Has(button) ? texts.Both(button) : null
        );
    }

    private MailWording WordingOf(string template, MailWordings words) => words.Of(template) ?? OwnWordingOf(template);

    private Dictionary<string, string> FactsOf(OutboxMail mail, MailSetting setting)
    {
        var facts = mail.Data.ToDictionary(
            fact => fact.Key,
            fact => MailWords.Told(fact.Key, fact.Value),
            StringComparer.Ordinal
        );
        foreach (var link in new[] { "link", "unsubscribe" })
            if (facts.TryGetValue(link, out var path) && path.StartsWith('/'))
                facts[link] = address.Of(path);
        if (setting.Stop is { } stop)
            facts["stop"] = address.Of(stop);
        if (setting.Carried is { } carried)
        {
            if (SubscriptionOf(mail, setting) is { } subscription)
                facts["stop"] = address.Of(subscription);
            facts["mails"] = string.Join("\n\n", carried.Select(one => LineOf(one, setting.Words)));
        }
        return facts;
    }

    /// <summary>The subscription that it comes from: of several that a mail brings to a mere subscriber, the first.</summary>
    private static string? SubscriptionOf(OutboxMail mail, MailSetting? setting) =>
        setting is { Stop: null, Carried: { } carried }
            ? carried.Select(one => one.Data.GetValueOrDefault("unsubscribe")).FirstOrDefault(path => path is not null)
            : mail.Data.GetValueOrDefault("unsubscribe");

    private List<string> FootOf(string language, Dictionary<string, string> facts)
    {
        var foot = texts.In(language, "mail.foot");
        return facts.ContainsKey("stop") ? [MailWords.Fill(texts.In(language, "mail.stop"), facts), foot] : [foot];
    }

    /// <summary>What a mail is about, and where to read it.</summary>
    private string LineOf(OutboxMail mail, MailWordings words)
    {
        var facts = FactsOf(mail, MailSetting.Plain);
        var subject = SubjectOf(mail, words, facts);
        return facts.TryGetValue("link", out var link) ? $"{subject}\n{link}" : subject;
    }

    /// <summary>One that can't be written keeps back no other that leaves with it.</summary>
    private string SubjectOf(OutboxMail mail, MailWordings words, Dictionary<string, string> facts)
    {
        try
        {
            return MailWords.OneLine(MailWords.Fill(WordingOf(mail.Template, words).Subject.In(mail.Language), facts));
        }
        catch (KeyNotFoundException)
        {
            return texts.In(mail.Language, "mail.untitled");
        }
    }
}
