using Portal.Domain.Notifications;

namespace Portal.Infrastructure.Notifications.Bounces;

/// <summary>What somebody posted as a report, as it came.</summary>
/// <param name="Header">The value of a header by its name; empty where there is none.</param>
public sealed record PostedReport(Func<string, string> Header, byte[] Body);

/// <summary>One way in which mails that did not arrive are reported.</summary>
public interface IBounceReports
{
    /// <summary>In the address to which they are posted.</summary>
    string Source { get; }

    /// <summary>Whether the operator set it up; else it isn't there.</summary>
    bool IsSetUp { get; }

    /// <summary>In bytes.</summary>
    int Longest { get; }

    /// <summary>Whether its headers are those of who may post here: nothing of what is posted is read before.</summary>
    bool IsExpected(Func<string, string> header, DateTimeOffset now);

    /// <returns>Null where it isn't proven who posts it, or it can't be read.</returns>
    IReadOnlyList<Bounce>? Read(PostedReport report, DateTimeOffset now);
}
