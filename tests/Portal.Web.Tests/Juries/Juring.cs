using Portal.Domain.Juries;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Tests.Juries;

/// <summary>The demonstration's jury after a sitting that is over, in the middle of another one, with a third to come.</summary>
internal sealed record Juring(
    JuryId Jury,
    SittingId Over,
    SittingId Open,
    SittingId Planned,
    AgendaItemId Item,
    PollId Vote,
    AuditionId Audition
)
{
    private static readonly TimeSpan AnHour = TimeSpan.FromHours(1);

    public static async Task<Juring> HoldAsync(PortalDbContext db)
    {
        var now = await db.NowAsync();
        var jury = await db.Juries.Include(one => one.Members).SingleAsync();
        var open = await db.Sittings.Include(one => one.Items).SingleAsync();
        var (odile, dossiers) = (jury.FoundedBy, open.Items.Select(item => item.DossierId).ToList());
        var over = Sitting.Plan(jury, open.Start, "Salle fictive 1", odile, now);
        over.PutOnAgenda(dossiers, minutes: 10, odile, now);
        db.Sittings.Add(over);
        await BeginAsync(db, over, jury, now);
        over.WriteDown(over.Items[1].Id, 0, "Discussion fictive.", "Avis fictif.", odile, now);
        over.Close(jury, odile, now + AnHour);
        var minutes = new DrawUpMinutes(db);
        await minutes.RunAsync(new SittingNow(over, jury, Poll: null, now + AnHour), odile, CancellationToken.None);
        var audition = await db.Auditions.SingleAsync(one => one.DossierId == dossiers[0]);
        await BeginAsync(db, open, jury, now);
        var kept = await db.KeptFromAsync(dossiers[1], CancellationToken.None);
        var terms = new PollTerms(PollKind.Mark, IsSecret: true, PollTerms.Longest, new(1, 6, []));
        var poll = Poll.Open(open, jury, terms, kept, odile, now);
        db.Polls.Add(poll);
        var planned = Sitting.Plan(jury, open.Start, "", odile, now);
        db.Sittings.Add(planned);
        await db.SaveChangesAsync();
        return new Juring(jury.Id, over.Id, open.Id, planned.Id, open.Items[1].Id, poll.Id, audition.Id);
    }

    /// <summary>Everybody comes in, and the second item is called: of the first one, Élise must not hear.</summary>
    private static async Task BeginAsync(PortalDbContext db, Sitting sitting, Jury jury, DateTimeOffset now)
    {
        sitting.Open(jury, jury.FoundedBy, now);
        var door = await db.AtDoorAsync(sitting, CancellationToken.None);
        foreach (var member in jury.Members)
            sitting.Enter(jury, member.Person, door, member.Person, now);
        foreach (var item in sitting.Items.Take(2))
        {
            var kept = await db.KeptFromAsync(item.DossierId, CancellationToken.None);
            sitting.Call(item.Id, kept, jury.FoundedBy, now);
        }
    }
}
