using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Juries;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Demo;

/// <summary>The demonstration's jury: founded, seated, its first sitting planned for a day to come.</summary>
internal static class DemoJury
{
    public static void Found(
        PortalDbContext db,
        Wave wave,
        IEnumerable<Dossier> dossiers,
        PersonId by,
        IReadOnlyList<(PersonId Person, JuryRole Role)> seats
    )
    {
        var founded = DemoTime.Start.AddDays(-6);
        var jury = Jury.Found(wave.Id, "Jury fictif des entrepôts", quorum: 60, by, founded);
        foreach (var (person, role) in seats)
        {
            jury.Seat(person, role, by, founded.AddHours(1));
            jury.DeclareConflicts(person, new Dictionary<DossierId, string>(), founded.AddDays(1));
        }
        var start = new Deadline(new DateTime(2024, 2, 6, 14, 0, 0, DateTimeKind.Unspecified));
        var sitting = Sitting.Plan(jury, start, "Salle fictive 3, 2e étage", by, founded.AddDays(2));
        sitting.PutOnAgenda(dossiers.Select(dossier => dossier.Id), minutes: 30, by, founded.AddDays(3));
        sitting.OfferSlots(start.At, minutes: 30, count: 6, by, founded.AddDays(3));
        var until = new Deadline(new DateTime(2024, 1, 31, 18, 0, 0, DateTimeKind.Unspecified));
        db.Auditions.Add(Audition.Propose(sitting, sitting.Items[0].DossierId, until, by, founded.AddDays(4)));
        db.Juries.Add(jury);
        db.Sittings.Add(sitting);
    }
}
