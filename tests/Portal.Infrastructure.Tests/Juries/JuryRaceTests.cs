using Portal.Domain.Dossiers;
using Portal.Domain.Juries;
using Portal.Domain.People;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Tests.Juries;

/// <summary>What two people do at one moment in a jury.</summary>
[TestFixture, NonParallelizable]
internal sealed class JuryRaceTests : OnDatabase
{
    private static readonly AtDoor Door = new(new HashSet<PersonId>(), null);
    private Account _officer = null!;

    [OneTimeSetUp]
    public async Task SetClock()
    {
        await Database.SetClockAsync(new DateTimeOffset(2024, 1, 18, 9, 0, 0, TimeSpan.Zero));
        _officer = await Stage.PersonAsync("Officier", role: PortalRole.Officer);
    }

    [Test]
    public async Task Two_carriers_who_take_one_slot_at_once_never_share_it()
    {
        var (ada, bea) = (await Stage.PersonAsync("Ada"), await Stage.PersonAsync("Béa"));
        var sitting = await PlanAsync(ada, bea);
        await using (var db = Database.Open())
        {
            var planned = await db
                .Sittings.Include(one => one.Items)
                .Include(one => one.Slots)
                .SingleAsync(one => one.Id == sitting);
            var now = await db.NowAsync();
            planned.OfferSlots(now.AddDays(10), 30, 2, _officer.Person, now);
            var until = new Deadline(new DateTime(2024, 1, 25, 12, 0, 0, DateTimeKind.Unspecified));
            foreach (var item in planned.Items)
                db.Auditions.Add(Audition.Propose(planned, item.DossierId, until, _officer.Person, now));
            await db.SaveChangesAsync();
        }
        var takes = new[] { ada, bea, ada, bea }.Select(carrier => TakeAsync(sitting, carrier)).ToList();
        await Task.WhenAll(takes.Select(take => Task.WhenAny(take)));

        await using var after = Database.Open();
        Assert.That(
            await after.Auditions.CountAsync(one => one.SittingId == sitting && one.SlotId != null),
            Is.EqualTo(1)
        );
        Assert.That(
            takes
                .Where(take => take.IsFaulted)
                .Select(take => ((RefusedException)take.Exception!.InnerException!).Refusals.Single()),
            Is.Not.Empty.And.All.EqualTo(JuryRefusals.SlotTaken)
        );
        EmailAddress[] carriers = [EmailAddress.Parse(ada.Email!), EmailAddress.Parse(bea.Email!)];
        var told = await after
            .Outbox.Where(mail => mail.Appointment != null && carriers.Contains(mail.Recipient))
            .ToListAsync();
        Assert.That(told.Select(mail => mail.Appointment!.Method), Is.EqualTo(new[] { "REQUEST" }));
        Assert.That(
            async () =>
                await after.Database.ExecuteSqlAsync(
                    $"update auditions set slot_id = (select slot_id from auditions where sitting_id = {sitting.Value} and slot_id is not null) where sitting_id = {sitting.Value} and slot_id is null"
                ),
            Throws.InstanceOf<Npgsql.PostgresException>().With.Property("SqlState").EqualTo("23505"),
            "the database itself gives a slot once"
        );
    }

    [Test]
    public async Task Four_clicks_vote_once_and_of_a_secret_vote_no_row_says_what()
    {
        var (ada, bea) = (await Stage.PersonAsync("Ada"), await Stage.PersonAsync("Béa"));
        var (sitting, _, _) = await InSessionAsync(ada, bea);
        var poll = await VoteAsync(sitting);
        var clicks = Enumerable.Range(0, 4).Select(_ => CastAsync(sitting, ada, "5")).ToList();
        await Task.WhenAll(clicks.Select(click => Task.WhenAny(click)));
        Assert.That(clicks.Count(click => click.IsCompletedSuccessfully), Is.EqualTo(1));
        await CastAsync(sitting, bea, "2");

        await using var db = Database.Open();
        var kept = await db.Polls.Include(one => one.Voters).SingleAsync(one => one.Id == poll);
        Assert.That((kept.Tally["5"], kept.Tally["2"], kept.ClosedAt is not null), Is.EqualTo((1, 1, true)));
        Assert.That(kept.Voters.Select(voter => (voter.HasVoted, voter.Choice)), Is.All.EqualTo((true, (string?)null)));
        var told = await db
            .History.Where(entry => entry.Name == "poll.ballot-cast")
            .Select(entry => entry.Data)
            .ToListAsync();
        Assert.That(told, Has.Count.EqualTo(2).And.All.Not.Contains("\"5\"").And.All.Not.Contains("\"2\""));
    }

    [Test]
    public async Task A_vote_whose_time_is_over_is_closed_by_itself_as_of_that_time()
    {
        var (ada, bea) = (await Stage.PersonAsync("Ada"), await Stage.PersonAsync("Béa"));
        var (sitting, _, _) = await InSessionAsync(ada, bea);
        var poll = await VoteAsync(sitting);
        await using var db = Database.Open();
        var closes = (await db.Polls.SingleAsync(one => one.Id == poll)).ClosesAt;
        await Database.SetClockAsync(closes.AddMinutes(3));
        await new ClosePolls(db, new SittingDesk(db)).RunAsync(CancellationToken.None);
        db.ChangeTracker.Clear();
        Assert.That((await db.Polls.SingleAsync(one => one.Id == poll)).ClosedAt, Is.EqualTo(closes));
        Assert.That((await db.Sittings.SingleAsync(one => one.Id == sitting)).Polling, Is.Null);
    }

    [Test]
    public async Task A_reminder_goes_out_the_day_before_and_once()
    {
        var ada = await Stage.PersonAsync("Ada");
        var sitting = await PlanAsync(ada);
        await using var db = Database.Open();
        var planned = await db
            .Sittings.Include(one => one.Items)
            .Include(one => one.Slots)
            .SingleAsync(one => one.Id == sitting);
        var now = await db.NowAsync();
        planned.OfferSlots(now.AddDays(3), 30, 1, _officer.Person, now);
        var audition = Audition.Propose(planned, planned.Items[0].DossierId, planned.Start, _officer.Person, now);
        audition.Choose(planned.Slots[0], isTaken: false, ada.Person, now);
        db.Auditions.Add(audition);
        await db.SaveChangesAsync();
        Assert.That(await RemindedAsync(db), Is.Zero);
        await Database.SetClockAsync(now.AddDays(2).AddMinutes(1));
        Assert.That(await RemindedAsync(db), Is.EqualTo(1));
        Assert.That(await RemindedAsync(db), Is.EqualTo(1), "once");
    }

    private static async Task<int> RemindedAsync(PortalDbContext db)
    {
        await Stage.RemindersOn(db).RunAsync(CancellationToken.None);
        return await db.Outbox.CountAsync(mail => mail.Template == "audition-reminder");
    }

    private async Task TakeAsync(SittingId sitting, Account carrier)
    {
        await using var db = Database.Open();
        var own = await db
            .Auditions.Where(one => one.SittingId == sitting)
            .Where(one =>
                db.Members.Any(member => member.DossierId == one.DossierId && member.Person == carrier.Person)
            )
            .Select(one => one.Id)
            .SingleAsync();
        var first = await db
            .AuditionSlots.Where(one => one.SittingId == sitting)
            .OrderBy(one => one.StartsAt)
            .Select(one => one.Id)
            .FirstAsync();
        await new ChooseSlot(db, new SittingDesk(db)).RunAsync(
            own,
            first,
            Stage.ViewerOf(carrier),
            CancellationToken.None
        );
    }

    private async Task CastAsync(SittingId sitting, Account person, string choice)
    {
        await using var db = Database.Open();
        await new SittingDesk(db).ActAsync(
            db.Sittings,
            sitting,
            at => at.Poll!.CastBallot(at.Sitting, person.Person, choice, at.Now),
            CancellationToken.None
        );
    }

    [Test]
    public async Task Whoever_is_given_a_seat_while_a_sitting_is_opened_is_on_its_roll_or_is_refused()
    {
        var (chair, late) = (await Stage.PersonAsync("Présidente"), await Stage.PersonAsync("Dernière"));
        for (var trial = 0; trial < 4; trial++)
        {
            var sitting = await PlanAsync(await Stage.PersonAsync($"Porteuse {trial}"));
            var jury = await SeatAsync(sitting, (chair, JuryRole.Chair), (_officer, JuryRole.Secretary));
            var seating = SeatLateAsync(jury, late);
            var opening = OpenAsync(sitting);
            await Task.WhenAny(Task.WhenAll(seating, opening), Task.Delay(TimeSpan.FromSeconds(30)));
            await opening;
            await using var db = Database.Open();
            var roll = (await db.Sittings.SingleAsync(one => one.Id == sitting)).Roll.Select(seat => seat.Person);
            Assert.That(roll.Contains(late.Person), Is.EqualTo(seating.IsCompletedSuccessfully));
        }
    }

    [Test]
    public async Task Who_declares_a_conflict_while_its_item_is_called_leaves_the_room_for_it()
    {
        var (ada, bea) = (await Stage.PersonAsync("Ada"), await Stage.PersonAsync("Béa"));
        for (var trial = 0; trial < 4; trial++)
        {
            var (sitting, jury, dossier) = await InSessionAsync(ada, bea);
            var opening = VoteAsync(sitting);
            await Task.WhenAll(opening, DeclareAsync(jury, ada, dossier));
            await using var db = Database.Open();
            var away = await db
                .AgendaItems.Where(one => one.SittingId == sitting)
                .Select(one => one.Away)
                .SingleAsync();
            Assert.That(away, Does.Contain(ada.Person));
        }
    }

    [Test]
    public async Task A_vote_that_waited_for_a_declaration_is_not_cast()
    {
        var (ada, bea) = (await Stage.PersonAsync("Ada"), await Stage.PersonAsync("Béa"));
        var (sitting, jury, dossier) = await InSessionAsync(ada, bea);
        await VoteAsync(sitting);
        await using var db = Database.Open();
        Task<SittingNow?>? casting = null;
        await new JuryDesk(db).ActAsync(
            db.Juries,
            jury,
            async (one, now) =>
            {
                casting = CastHeardAsync(sitting, ada);
                // Time enough to have asked whether she may, and to wait.
                await Task.WhenAny(casting, Task.Delay(TimeSpan.FromSeconds(2)));
                one.DeclareConflicts(ada.Person, Reasons(dossier), now);
            },
            CancellationToken.None
        );
        Assert.That(await casting!, Is.Null);
        var cast = db.Polls.Where(one => one.SittingId == sitting).SelectMany(one => one.Voters);
        Assert.That(await cast.AnyAsync(one => one.HasVoted), Is.False);
    }

    private static Dictionary<DossierId, string> Reasons(DossierId dossier) => new() { [dossier] = "Famille" };

    private async Task<SittingNow?> CastHeardAsync(SittingId sitting, Account person)
    {
        await using var db = Database.Open();
        var viewer = Stage.ViewerOf(person);
        return await new SittingDesk(db).ActAsync(
            db.SittingsWithSeatFor(viewer).Where(one => db.ItemsHeardBy(viewer).Any(item => item.Id == one.Current)),
            sitting,
            at => at.Poll!.CastBallot(at.Sitting, person.Person, "5", at.Now),
            CancellationToken.None
        );
    }

    private async Task DeclareAsync(JuryId jury, Account person, DossierId dossier)
    {
        await using var db = Database.Open();
        var declare = new DeclareConflicts(db, new JuryDesk(db));
        await declare.RunAsync(jury, person.Person, Reasons(dossier), CancellationToken.None);
    }

    private async Task<JuryId> SeatAsync(SittingId sitting, params (Account Person, JuryRole Role)[] seats)
    {
        await using var db = Database.Open();
        var at = await new SittingDesk(db).ActAsync(
            db.Sittings,
            sitting,
            at =>
            {
                foreach (var (person, role) in seats)
                    at.Jury.Seat(person.Person, role, _officer.Person, at.Now);
            },
            CancellationToken.None
        );
        return at!.Jury.Id;
    }

    private async Task SeatLateAsync(JuryId jury, Account person)
    {
        await using var db = Database.Open();
        await new JuryDesk(db).ActAsync(
            db.Juries,
            jury,
            (one, now) => one.Seat(person.Person, JuryRole.Member, _officer.Person, now),
            CancellationToken.None
        );
    }

    private async Task OpenAsync(SittingId sitting)
    {
        await using var db = Database.Open();
        await new SittingDesk(db).ActAsync(
            db.Sittings,
            sitting,
            at => at.Sitting.Open(at.Jury, _officer.Person, at.Now),
            CancellationToken.None
        );
    }

    /// <summary>A jury of two voters and a secretary, all of whom are there.</summary>
    private async Task<(SittingId Sitting, JuryId Jury, DossierId Dossier)> InSessionAsync(
        Account chair,
        Account member
    )
    {
        var sitting = await PlanAsync(await Stage.PersonAsync("Porteuse"));
        var jury = await SeatAsync(
            sitting,
            (chair, JuryRole.Chair),
            (member, JuryRole.Member),
            (_officer, JuryRole.Secretary)
        );
        await using var db = Database.Open();
        var at = await new SittingDesk(db).ActAsync(
            db.Sittings,
            sitting,
            at =>
            {
                foreach (var one in at.Jury.Members)
                    at.Jury.DeclareConflicts(one.Person, new Dictionary<DossierId, string>(), at.Now);
                at.Sitting.Open(at.Jury, _officer.Person, at.Now);
                foreach (var one in at.Jury.Members)
                    at.Sitting.Enter(at.Jury, one.Person, Door, one.Person, at.Now);
            },
            CancellationToken.None
        );
        return (sitting, jury, at!.Sitting.Items[0].DossierId);
    }

    /// <summary>Calls the item of a sitting, where somebody who may hear of it has it voted on in secret, by marks.</summary>
    private async Task<PollId> VoteAsync(SittingId id)
    {
        await using var db = Database.Open();
        PollId poll = default;
        await new SittingDesk(db).ActAsync(
            db.Sittings,
            id,
            async at =>
            {
                var item = at.Sitting.Items[0];
                var kept = await db.KeptFromAsync(item.DossierId, CancellationToken.None);
                at.Sitting.Call(item.Id, kept, _officer.Person, at.Now);
                var terms = new PollTerms(PollKind.Mark, IsSecret: true, 60, new(1, 6, []));
                var opened = Poll.Open(at.Sitting, at.Jury, terms, kept, _officer.Person, at.Now);
                db.Polls.Add(opened);
                poll = opened.Id;
            },
            CancellationToken.None
        );
        return poll;
    }

    private async Task<SittingId> PlanAsync(params Account[] carriers)
    {
        var wave = await Stage.WaveAsync("tiers-lieux", 2);
        var dossiers = new List<Dossier>();
        foreach (var carrier in carriers)
            dossiers.Add(await Stage.FiledAsync(carrier, "tiers-lieux", 2, wave.ClosesAt!.EndsAt.AddDays(-3)));
        await using var db = Database.Open();
        var now = await db.NowAsync();
        var jury = Jury.Found(wave.Id, "Jury", quorum: 50, _officer.Person, now);
        var start = new Deadline(new DateTime(2024, 2, 6, 14, 0, 0, DateTimeKind.Unspecified));
        var sitting = Sitting.Plan(jury, start, "Salle", _officer.Person, now);
        sitting.PutOnAgenda(dossiers.Select(dossier => dossier.Id), 20, _officer.Person, now);
        db.Juries.Add(jury);
        db.Sittings.Add(sitting);
        await db.SaveChangesAsync();
        return sitting.Id;
    }
}
