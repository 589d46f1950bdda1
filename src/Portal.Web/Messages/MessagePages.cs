using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Messages;
using Portal.Web.Staff;

namespace Portal.Web.Messages;

/// <summary>A thread, as either side reads it.</summary>
/// <param name="Post">Where a message goes; null where the reader may only read.</param>
/// <param name="Typed">What was typed and not taken.</param>
public sealed record ThreadPart(IReadOnlyList<ReadMessage> Messages, string? Post, string? Typed)
{
    /// <summary>Where the messages before these are read; null where the thread begins with them.</summary>
    public string? Older { get; private init; }

    /// <summary>Where the newest messages are read; null where these are.</summary>
    public string? Newest { get; private init; }

    public static ThreadPart Of(MessageThread thread, string path, MessageId? before, string? post, string? typed) =>
        new(thread.Messages, post, typed)
        {
            Older = thread.Older is { } first ? $"{path}?before={first.Value}" : null,
            Newest = before is null ? null : path,
        };
}

public sealed record MessagesPage(DossierId Dossier, string Title, CallPresentation Call, ThreadPart Thread);

/// <summary>The thread of a dossier for staff: of one that isn't filed, its title and call are all there is to see.</summary>
/// <param name="Number">Null while the dossier isn't filed.</param>
/// <param name="Wave">The wave.</param>
/// <param name="Dossier">The dossier.</param>
/// <param name="Title">Its title, as filed where it is filed.</param>
/// <param name="Thread">What was written.</param>
public sealed record StaffMessagesPage(
    WaveHead Wave,
    DossierId Dossier,
    string? Number,
    string Title,
    ThreadPart Thread
);

public sealed record StaffThreadsPage(WaveHead Wave, IReadOnlyList<ThreadLine> Lines);

/// <param name="Last">When the last message was written, UTC.</param>
/// <param name="Unread">Messages that nobody of the service has read.</param>
/// <param name="FromCarrier">Whether the last word is the carrier's.</param>
public sealed record ThreadLine(
    Guid Dossier,
    string? Number,
    string Title,
    DateTimeOffset Last,
    int Unread,
    bool FromCarrier
);

public sealed class MessageForm
{
    public string? Text { get; set; }
}
