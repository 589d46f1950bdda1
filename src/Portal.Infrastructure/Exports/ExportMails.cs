using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Exports;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Exports;

/// <summary>Tells who waited for an export that it is there, or that it won't be.</summary>
internal sealed class ExportMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            ExportFinished { IsLate: true } finished => TellAsync(finished, "export-ready", finished.Export),
            ExportFailed failed => TellAsync(failed, "export-failed", failed.Export),
            _ => Letters.None,
        };

    private async Task<IReadOnlyList<OutboxMail>> TellAsync(ExportEvent happened, string template, ExportId export)
    {
        var wave = await (
            from one in letters.Db.Waves.IgnoreAutoIncludes()
            where one.Id == happened.Wave
            join call in letters.Db.Calls on one.CallId equals call.Id
            select new { one.Number, call.Presentation }
        ).SingleAsync(letters.Cancellation);
        var facts = new Facts()
            .Text("call", wave.Presentation.Title)
            .Text("wave", wave.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Link($"/staff/waves/{happened.Wave.Value}/exports");
        return await letters.OweAsync(
            letters.One(happened.By!.Value),
            template,
            $"{template}:{export.Value}",
            facts,
            happened.At
        );
    }
}
