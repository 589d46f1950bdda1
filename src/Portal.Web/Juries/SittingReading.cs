using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Domain.People;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Juries;

/// <summary>Reads a sitting and its agenda, without what the reader must not hear of.</summary>
public sealed class SittingReading(PortalDbContext db, JuryReading juries)
{
    public async Task<SittingPage?> PageAsync(SittingId id, Viewer viewer, CancellationToken cancellation)
    {
        var found = await (
            from sitting in db.SittingsReadBy(viewer).Include(one => one.Items)
            where sitting.Id == id
            join jury in db.Juries on sitting.JuryId equals jury.Id
            select new
            {
                Sitting = sitting,
                Jury = jury.Name,
                MayAct = db.SittingsInChargeOf(viewer).Any(one => one.Id == sitting.Id),
                MayEnter = db.SittingsOf(viewer).Any(one => one.Id == sitting.Id),
                MustDeclare = db.AgendaItems.Any(item =>
                    item.SittingId == sitting.Id
                    && db.DossiersToDeclareOn(viewer).Any(dossier => dossier.Id == item.DossierId)
                ),
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var one = found.Sitting;
        var mayChange = found.MayAct && one is { Opening: null, Cancellation: null };
        return new SittingPage(
            id,
            one.JuryId,
            found.Jury,
            one.Start,
            one.Place,
            one.State,
            mayChange,
            found.MayEnter,
            found.MustDeclare,
            await AgendaAsync(one, viewer, cancellation),
            mayChange ? await NotOnAgendaAsync(one, viewer, cancellation) : []
        );
    }

    /// <summary>The agenda as a person reads it: of what they must not hear of, its number and its time alone.</summary>
    public async Task<IReadOnlyList<AgendaRow>> AgendaAsync(
        Sitting sitting,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var heard = await (
            from item in db.ItemsHeardBy(viewer)
            where item.SittingId == sitting.Id
            join dossier in db.Dossiers on item.DossierId equals dossier.Id
            join filing in db.Filings on dossier.FilingId equals filing.Id
            select new
            {
                item.Id,
                Dossier = dossier.Id,
                Number = dossier.Number!,
                filing.Title,
                Lead = db.WavesHiddenFrom(viewer).Any(wave => wave.Id == dossier.WaveId) ? "" : filing.Lead,
            }
        ).ToDictionaryAsync(one => one.Id, cancellation);
        var rows = new List<AgendaRow>();
        var at = sitting.Start.At;
        foreach (var item in sitting.Items)
        {
            rows.Add(
                heard.TryGetValue(item.Id, out var one)
                    ? new AgendaRow(
                        item.Id,
                        item.Place,
                        item.Minutes,
                        at,
                        item.CalledAt is not null,
                        IsHeard: true,
                        one.Dossier,
                        one.Number,
                        one.Title,
                        one.Lead
                    )
                    : new AgendaRow(item.Id, item.Place, item.Minutes, at, item.CalledAt is not null, IsHeard: false)
            );
            at = at.AddMinutes(item.Minutes);
        }
        return rows;
    }

    private async Task<IReadOnlyList<TitleRow>> NotOnAgendaAsync(
        Sitting sitting,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var there = sitting.Items.Select(item => item.DossierId).ToHashSet();
        return
        [
            .. (await juries.TitlesAsync(sitting.WaveId, viewer, cancellation)).Where(one =>
                !one.IsKnown && !there.Contains(one.Dossier)
            ),
        ];
    }
}
