using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using Portal.Domain.Notifications;

namespace Portal.Infrastructure.Notifications.Bounces;

/// <summary>
/// Reads the mailbox to which mails come back, where the operator has one. A report of a mail that did not arrive is noted
/// and marked as read; what is no report is marked for somebody to read, too, and left where it is.
/// </summary>
public sealed class ReadMailbox(IConfiguration configuration, NoteBounces note)
{
    private const int Batch = 200;

    /// <summary>In bytes: a report with the mail that it is about.</summary>
    private const int Longest = 5 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private IConfigurationSection Settings => configuration.GetSection("Mails:Mailbox");

    /// <returns>How many reports were noted.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (Settings["Host"] is not { Length: > 0 } host)
            return 0;
        using var imap = new ImapClient { Timeout = (int)Patience.TotalMilliseconds };
        await imap.ConnectAsync(host, Settings.GetValue("Port", 993), Security, cancellation);
        await imap.AuthenticateAsync(Settings["User"] ?? "", Settings["Password"] ?? "", cancellation);
        var folder = Settings["Folder"] is { Length: > 0 } name
            ? await imap.GetFolderAsync(name, cancellation)
            : imap.Inbox!;
        await folder.OpenAsync(FolderAccess.ReadWrite, cancellation);
        var unread = await folder.SearchAsync(SearchQuery.NotSeen, cancellation);
        var noted = 0;
        foreach (var mail in unread.Take(Batch))
            noted += await ReadAsync(folder, mail, cancellation) ? 1 : 0;
        await imap.DisconnectAsync(quit: true, cancellation);
        return noted;
    }

    /// <summary>A password goes over nothing that others read, but where the operator says so.</summary>
    private SecureSocketOptions Security =>
        Settings.GetValue("Plain", defaultValue: false) ? SecureSocketOptions.None
        : Settings.GetValue("Port", 993) == 993 ? SecureSocketOptions.SslOnConnect
        : SecureSocketOptions.StartTls;

    /// <summary>Cut off before the mark, it is read once more, which changes nothing.</summary>
    private async Task<bool> ReadAsync(IMailFolder folder, UniqueId mail, CancellationToken cancellation)
    {
        var bounces = await BouncesInAsync(folder, mail, cancellation);
        await note.RunAsync(bounces, cancellation);
        var marks = bounces.Count > 0 ? MessageFlags.Seen : MessageFlags.Seen | MessageFlags.Flagged;
        await folder.AddFlagsAsync(mail, marks, silent: true, cancellation);
        return bounces.Count > 0;
    }

    private static async Task<IReadOnlyList<Bounce>> BouncesInAsync(
        IMailFolder folder,
        UniqueId mail,
        CancellationToken cancellation
    )
    {
        var sizes = await folder.FetchAsync([mail], MessageSummaryItems.Size, cancellation);
        if (sizes is not [{ Size: <= Longest }])
            return [];
        try
        {
            return DeliveryStatusReports.BouncesIn(await folder.GetMessageAsync(mail, cancellation));
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
