using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Web.Attachments;

namespace Portal.Web.Dossiers;

/// <summary>Reads the receipt of the filing that counts, for whoever sees the dossier.</summary>
internal static class Receipts
{
    /// <param name="db">The database.</param>
    /// <param name="forms">The forms.</param>
    /// <param name="visible">The dossiers that the reader sees.</param>
    /// <param name="id">The dossier.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Null where nothing is filed, or the reader doesn't see it.</returns>
    public static async Task<ReceiptPage?> ReadAsync(
        PortalDbContext db,
        FormCache forms,
        IQueryable<Dossier> visible,
        DossierId id,
        CancellationToken cancellation
    )
    {
        var found = await (
            from dossier in visible
            where dossier.Id == id
            join filing in db.Filings on dossier.FilingId equals filing.Id
            join call in db.Calls on dossier.CallId equals call.Id
            join wave in db.Waves.IgnoreAutoIncludes() on dossier.WaveId equals wave.Id
            join cutOff in db.CutOffs on filing.CutOffId equals cutOff.Id
            join account in db.Users on filing.FiledBy.Value equals account.Id
            select new
            {
                Dossier = dossier,
                FilingId = filing.Id,
                filing.Title,
                filing.Version,
                filing.FiledAt,
                filing.Sha256,
                filing.SignOffs,
                filing.FormId,
                filing.Step,
                filing.StepDue,
                call.Presentation,
                call.Steps,
                Wave = wave.Number,
                CutOff = cutOff,
                account.Name,
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var files = await FilePart.Query(db.AttachmentsFiledIn(found.FilingId)).ToListAsync(cancellation);
        var now = await db.NowAsync(cancellation);
        var signed = found.SignOffs;
        SignedBefore? before = null;
        if (signed.Count == 0 && await SignedAsync(db, id, found.Version, cancellation) is { } earlier)
            (signed, before) = earlier;
        var due = found.StepDue ?? found.CutOff.Deadline;
        return new ReceiptPage(
            id,
            found.Title,
            found.Presentation,
            found.Wave,
            found.Dossier.Number!,
            found.Version,
            found.FiledAt,
            found.Name,
            found.Sha256,
            due,
            due.IsInGrace(found.FiledAt),
            !due.Accepts(now),
            files,
            found.Dossier.Withdrawal is not null,
            found.Dossier.IsDemonstration
        )
        {
            Step = StepNames.Of(await forms.GetAsync(db, found.FormId, cancellation), found.Steps, found.Step),
            Complements = await db
                .ComplementRequests.Where(request => request.Answer!.FilingId == found.FilingId)
                .Select(request => new ReceiptComplements(request.AskedAt, request.Due))
                .SingleOrDefaultAsync(cancellation),
            Signatures = await SignaturesAsync(db, signed, cancellation),
            SignedBefore = before,
        };
    }

    /// <summary>Complements are filed by the coordinator alone: what the partners signed is the version before them.</summary>
    private static async Task<(IReadOnlyList<FiledSignOff>, SignedBefore)?> SignedAsync(
        PortalDbContext db,
        DossierId dossier,
        int version,
        CancellationToken cancellation
    )
    {
        if (version == 1)
            return null;
        var earlier = await db
            .Filings.Where(one => one.DossierId == dossier && one.Version < version)
            .OrderByDescending(one => one.Version)
            .Select(one => new
            {
                one.Version,
                one.ContentSha256,
                one.SignOffs,
            })
            .ToListAsync(cancellation);
        return earlier.Find(one => one.SignOffs.Count > 0) is { } signed
            ? (signed.SignOffs, new SignedBefore(signed.Version, signed.ContentSha256))
            : null;
    }

    private static async Task<IReadOnlyList<ReceiptSignature>> SignaturesAsync(
        PortalDbContext db,
        IReadOnlyList<FiledSignOff> signed,
        CancellationToken cancellation
    )
    {
        if (signed.Count == 0)
            return [];
        var people = signed.Select(one => one.By.Value).ToList();
        var names = await db
            .Users.Where(account => people.Contains(account.Id))
            .ToDictionaryAsync(account => account.Id, account => account.Name, cancellation);
        return [.. signed.Select(one => new ReceiptSignature(one.Name, names[one.By.Value], one.At))];
    }
}
