using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Exports;

/// <summary>A filed dossier as exports show it: the filing that counts, and nothing of reviewers.</summary>
internal sealed record ExportedDossier(
    DossierId Id,
    FilingId Filing,
    string Number,
    string Title,
    string Lead,
    DateTimeOffset FiledAt,
    DossierState State,
    int Step,
    int Version,
    string Sha256,
    Form Form,
    Answers Answers,
    string CanonicalCopy
);

/// <summary>
/// The dossiers of a wave that a person is in charge of. Which filings they are is settled at the beginning, so that
/// each sheet holds the same; what is in them is read a page at a time.
/// </summary>
internal sealed class ExportedDossiers(
    PortalDbContext db,
    FormCache forms,
    Viewer viewer,
    IReadOnlyList<(DossierId Dossier, FilingId Filing)> filed
)
{
    private const int PageSize = 100;

    public int Count => filed.Count;

    public static async Task<ExportedDossiers> SettleAsync(
        PortalDbContext db,
        FormCache forms,
        WaveId wave,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var filed = await db.DossiersInChargeOf(viewer)
            .Where(dossier => dossier.WaveId == wave && dossier.FilingId != null)
            .OrderBy(dossier => dossier.Number)
            .Select(dossier => new { dossier.Id, Filing = dossier.FilingId!.Value })
            .ToListAsync(cancellation);
        return new ExportedDossiers(db, forms, viewer, [.. filed.Select(one => (one.Id, one.Filing))]);
    }

    /// <summary>The forms that the dossiers were written on, the newest first.</summary>
    public async Task<IReadOnlyList<Form>> FormsAsync(WaveId wave, CancellationToken cancellation)
    {
        var ids = await db.DossiersInChargeOf(viewer)
            .Where(dossier => dossier.WaveId == wave)
            .Join(db.Filings, dossier => dossier.FilingId, filing => filing.Id, (_, filing) => filing.FormId)
            .Distinct()
            .ToListAsync(cancellation);
        var found = new List<Form>();
        foreach (var id in ids)
            found.Add(await forms.GetAsync(db, id, cancellation));
        return [.. found.OrderByDescending(form => form.Version)];
    }

    /// <param name="withCopy">Whether the canonical copies are needed.</param>
    /// <param name="cancellation">Gives up.</param>
    public async IAsyncEnumerable<IReadOnlyList<ExportedDossier>> PagesAsync(
        bool withCopy,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        foreach (var page in filed.Chunk(PageSize))
            yield return await PageAsync(page, withCopy, cancellation);
    }

    private async Task<IReadOnlyList<ExportedDossier>> PageAsync(
        (DossierId Dossier, FilingId Filing)[] page,
        bool withCopy,
        CancellationToken cancellation
    )
    {
        var (ids, filings) = (page.Select(one => one.Dossier).ToList(), page.Select(one => one.Filing).ToList());
        var found = await (
            from dossier in db.DossiersInChargeOf(viewer)
            where ids.Contains(dossier.Id)
            join filing in db.Filings on dossier.Id equals filing.DossierId
            where filings.Contains(filing.Id)
            orderby dossier.Number
            select new
            {
                Dossier = dossier,
                filing.Id,
                filing.FormId,
                filing.Title,
                filing.Lead,
                filing.FiledAt,
                filing.Version,
                filing.Sha256,
                filing.Answers,
                filing.Step,
                CanonicalCopy = withCopy ? filing.CanonicalCopy : "",
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        var dossiers = new List<ExportedDossier>(found.Count);
        foreach (var one in found)
            dossiers.Add(
                new ExportedDossier(
                    one.Dossier.Id,
                    one.Id,
                    one.Dossier.Number!,
                    one.Title,
                    one.Lead,
                    one.FiledAt,
                    one.Dossier.State,
                    one.Step,
                    one.Version,
                    one.Sha256,
                    (await forms.GetAsync(db, one.FormId, cancellation)).UpTo(one.Step),
                    one.Answers,
                    one.CanonicalCopy
                )
            );
        return dossiers;
    }
}
