using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Juries;
using Portal.Domain.People;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Juries;

/// <summary>Reads auditions: all of a sitting for staff, their own for carriers, who learn who sits from neither page nor order.</summary>
public sealed class AuditionReading(PortalDbContext db, PortalClock clock, SittingReading sittings)
{
    public async Task<AuditionsPage?> SittingAsync(SittingId id, Viewer viewer, CancellationToken cancellation)
    {
        var sitting = await db.SittingsInChargeOf(viewer)
            .AsNoTracking()
            .Include(one => one.Items)
            .Include(one => one.Slots)
            .AsSplitQuery()
            .SingleOrDefaultAsync(one => one.Id == id, cancellation);
        if (sitting is null)
            return null;
        var agenda = await sittings.AgendaAsync(sitting, viewer, cancellation);
        var auditions = await db
            .Auditions.AsNoTracking()
            .Where(one => one.SittingId == id)
            .ToDictionaryAsync(one => one.DossierId, cancellation);
        var slots = sitting.Slots.ToDictionary(slot => slot.Id);
        return new AuditionsPage(
            id,
            sitting.Start,
            [.. sitting.Slots.Select(slot => new SlotRow(slot.Id, slot.StartsAt, slot.Minutes, IsOwn: false))],
            [
                .. agenda
                    .Where(row => row.IsHeard)
                    .Select(row => RowOf(row, auditions.GetValueOrDefault(row.Dossier!.Value), slots)),
            ]
        );
    }

    public async Task<AuditionPage?> PageAsync(AuditionId id, Viewer viewer, CancellationToken cancellation)
    {
        var found = await (
            from audition in db.AuditionsOf(viewer)
            where audition.Id == id
            join sitting in db.Sittings on audition.SittingId equals sitting.Id
            join dossier in db.Dossiers on audition.DossierId equals dossier.Id
            join filing in db.Filings on dossier.FilingId equals filing.Id
            select new
            {
                Audition = audition,
                sitting.Place,
                filing.Title,
                dossier.Number,
                MayChoose = db.AuditionsCoordinatedBy(viewer).Any(own => own.Id == audition.Id),
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var (one, now) = (found.Audition, clock.GetUtcNow());
        var slots = await db
            .AuditionSlots.Where(slot => slot.SittingId == one.SittingId)
            .Where(slot => !db.Auditions.Any(other => other.SlotId == slot.Id && other.Id != id))
            .Where(slot => slot.StartsAt > now || slot.Id == one.SlotId)
            .OrderBy(slot => slot.StartsAt)
            .Select(slot => new SlotRow(slot.Id, slot.StartsAt, slot.Minutes, slot.Id == one.SlotId))
            .ToListAsync(cancellation);
        return new AuditionPage(
            id,
            one.DossierId,
            found.Number!,
            found.Title,
            found.Place,
            one.Until,
            one.CancelledAt is not null,
            found.MayChoose && one.CancelledAt is null && one.Until.Accepts(now),
            slots
        );
    }

    private static AuditionRow RowOf(
        AgendaRow row,
        Audition? audition,
        IReadOnlyDictionary<SlotId, AuditionSlot> slots
    ) =>
        new(
            row.Id,
            row.Number,
            row.Title,
            audition?.Id,
            audition?.SlotId is { } slot ? slots[slot].StartsAt : null,
            audition?.CancelledAt is not null
        );
}

public sealed record AuditionsPage(
    SittingId Sitting,
    Deadline Start,
    IReadOnlyList<SlotRow> Slots,
    IReadOnlyList<AuditionRow> Rows
);

public sealed record SlotRow(SlotId Id, DateTimeOffset StartsAt, int Minutes, bool IsOwn);

/// <param name="Id">Null where none was proposed.</param>
public sealed record AuditionRow(
    AgendaItemId Item,
    string Number,
    string Title,
    AuditionId? Id,
    DateTimeOffset? At,
    bool IsCancelled
);

/// <summary>What a carrier sees: their own audition, and the slots that are free.</summary>
public sealed record AuditionPage(
    AuditionId Id,
    DossierId Dossier,
    string Number,
    string Title,
    string Place,
    Deadline Until,
    bool IsCancelled,
    bool MayChoose,
    IReadOnlyList<SlotRow> Slots
)
{
    public SlotRow? Own => Slots.FirstOrDefault(slot => slot.IsOwn);
}
