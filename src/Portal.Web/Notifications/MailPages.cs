using System.Globalization;
using Portal.Domain.Calls;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Notifications.Reminding;
using Portal.Web.Calls.Preparation;

namespace Portal.Web.Notifications;

public enum MailState
{
    Owed,
    Sent,

    /// <summary>In the summary that its reader has in the morning.</summary>
    WithOthers,

    /// <summary>As its reader chose, or because its date was past.</summary>
    PortalOnly,

    /// <summary>Its delivery was begun and never confirmed, or refused.</summary>
    InDoubt,

    /// <summary>It left, and was reported not to have reached its mailbox.</summary>
    Returned,
}

/// <summary>What is looked for among a call's mails.</summary>
/// <param name="Before">From which mail on the page goes; null for the newest.</param>
public sealed record MailFilter(MailState? State, string? To, string? Before)
{
    /// <summary>The address of the page that follows a mail.</summary>
    public string After(string mail) =>
        $"?state={State}&to={Uri.EscapeDataString(To ?? "")}&before={Uri.EscapeDataString(mail)}";
}

/// <summary>A mail's place in the order of time, as an address holds it.</summary>
public sealed record MailPlace(DateTimeOffset At, Guid Id)
{
    public static MailPlace? Parse(string? text) =>
        text?.Split('.') is [var ticks, var id]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= DateTimeOffset.MaxValue.UtcTicks
        && Guid.TryParse(id, out var mail)
            ? new MailPlace(new DateTimeOffset(at, TimeSpan.Zero), mail)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}.{Id}");
}

/// <param name="Subject">Null where it can't be written again.</param>
/// <param name="To">Null where it isn't for the reader of the page to know.</param>
public sealed record MailLine(
    Guid Id,
    string? Subject,
    string? To,
    DateTimeOffset At,
    DateTimeOffset? SentAt,
    MailState State
)
{
    /// <summary>That it came back; null where nobody said so.</summary>
    public ReturnedMail? Returned { get; init; }

    /// <summary>Whether it went to somebody who asked for news of calls.</summary>
    public bool IsNews { get; init; }
}

/// <param name="Said">The words of the server that did not take it; null where they aren't for the reader of the page to know.</param>
public sealed record ReturnedMail(DateTimeOffset At, BounceKind Kind, string? Said);

/// <summary>An address to which nothing is sent until its owner confirms it again.</summary>
public sealed record RefusedAddress(string Address, DateTimeOffset At, string Status)
{
    /// <summary>Whether nobody is there; else somebody is, and their mailbox takes nothing.</summary>
    public bool IsUnknown => Status is "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10";
}

/// <param name="Root">The address under which each is opened.</param>
public sealed record MailLines(string Caption, string Root, bool NamesReaders, IReadOnlyList<MailLine> Lines);

/// <param name="Hours">How long before the date the rule says.</param>
public sealed record PastReminder(DateKind Kind, DateTimeOffset DueAt, int Hours, DateTimeOffset DerivedAt, int Mails);

/// <param name="Older">The address of the next page; null on the last one.</param>
public sealed record CallMailsPage(
    CallHead Call,
    MailFilter Filter,
    IReadOnlyList<MailLine> Mails,
    string? Older,
    IReadOnlyList<ComingReminder> Coming,
    IReadOnlyList<PastReminder> Past,
    IReadOnlyList<RefusedAddress> Refused
)
{
    public string Root => $"{Call.Root}/mails";
}

/// <param name="Mails">One a language.</param>
public sealed record SamplePage(
    CallHead Call,
    DateKind Kind,
    IReadOnlyList<(string Language, ComposedMail Mail)> Mails
);

/// <param name="Refused">That one's own address takes no mail; null where it does.</param>
public sealed record OwnMailsPage(
    IReadOnlyList<MailLine> Mails,
    string? Older,
    IReadOnlyList<OwnReminder> Coming,
    RefusedAddress? Refused
)
{
    public const string Root = "/account/mails";
}

/// <param name="Mail">Null where its words ask by now for what it wasn't given.</param>
/// <param name="Line">When it was owed and sent; null for one that is still to come.</param>
/// <param name="InFull">Whether names and titles stand in it.</param>
/// <param name="Html">Where it is seen as HTML.</param>
public sealed record MailPage(CallHead? Call, MailLine? Line, ComposedMail? Mail, bool InFull, string Html)
{
    public string Root => Call is null ? OwnMailsPage.Root : $"{Call.Root}/mails";
}
