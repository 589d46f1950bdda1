using System.Net;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Decisions;
using Portal.Domain.Juries;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Notifications;
using Portal.Web.Juries;
using Portal.Web.Tests.Reviews;
using UglyToad.PdfPig;

namespace Portal.Web.Tests.Juries;

/// <summary>The demonstration's jury, from its agenda to signed minutes, as everybody sees it.</summary>
[TestFixture]
internal sealed class JuryThreadTests : OnPortal
{
    private string _sitting = "";
    private string _conflicted = "";
    private List<Guid> _items = [];

    protected override Printing Printing => Printing.Real;

    [OneTimeSetUp]
    public async Task FindSitting()
    {
        await using var db = Database.Open();
        var sitting = await db.Sittings.Include(one => one.Items).SingleAsync();
        _sitting = $"/juries/sittings/{sitting.Id.Value}";
        _items = [.. sitting.Items.Select(item => item.Id.Value)];
        var first = sitting.Items[0].DossierId;
        _conflicted = await db.Dossiers.Where(one => one.Id == first).Select(one => one.Number!).SingleAsync();
    }

    [Test, Order(0)]
    public async Task Who_may_not_see_a_room_does_not_listen_at_its_door_and_who_may_is_told_nothing_but_that_it_changed()
    {
        var (eric, _) = await Hubs.ConnectAsync(Host, "Éric", RoomHub.Path);
        var (elise, visitor) = await Hubs.ConnectAsync(Host, "Élise", RoomHub.Path);
        await using var outside = eric;
        await using var inside = elise;
        using var member = visitor;
        var id = Guid.Parse(_sitting.Split('/')[^1]);
        await eric.StartAsync();
        Assert.ThrowsAsync<HubException>(() => eric.InvokeAsync("Watch", id));
        var heard = new TaskCompletionSource();
        // A message that said more would not be taken.
        elise.On("changed", heard.SetResult);
        await elise.StartAsync();
        await elise.InvokeAsync("Watch", id);
        await Host.Services.GetRequiredService<RoomBell>().RingAsync(new SittingId(id));
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Test, Order(0)]
    public async Task A_reason_beside_a_box_that_is_not_ticked_is_asked_about()
    {
        await using var db = Database.Open();
        var jury = await db.Juries.Select(one => one.Id).SingleAsync();
        var dossier = await db.Dossiers.Where(one => one.Number == _conflicted).Select(one => one.Id).SingleAsync();
        using var pauline = await Host.SignInAsync("Pauline");
        var typed = await pauline.PostAsync($"/juries/{jury.Value}/conflicts", ($"reason.{dossier.Value}", "Un ami"));
        var page = WebUtility.HtmlDecode(typed.Body);
        Assert.That(page, Does.Match($"{_conflicted}.:.cochez-le").And.Contain("value=\"Un ami\""));
    }

    [Test, Order(0)]
    public async Task A_dossier_is_read_on_screen_but_by_who_is_in_conflict_and_no_review_before_ones_own_is_in()
    {
        using var pauline = await Host.SignInAsync("Pauline");
        using var emma = await Host.SignInAsync("Emma");
        using var elise = await Host.SignInAsync("Élise");
        var first = $"{_sitting}/items/{_items[0]}";
        Assert.That((await pauline.GetAsync(first)).Body, Does.Contain("Avis fictif pour le comité."));
        var hers = await emma.GetAsync(first);
        Assert.That(hers.Body, Does.Contain(_conflicted).And.Not.Contain("Avis fictif"), "her own is not in");
        foreach (var path in new[] { first, $"{first}/pack.pdf" })
            Assert.That((await elise.GetAsync(path)).Code, Is.EqualTo(404), path);
        var pack = await elise.Client.GetByteArrayAsync($"{_sitting}/pack.pdf");
        using var printed = PdfDocument.Open(pack);
        var text = string.Join(' ', printed.GetPages().Select(page => page.Text));
        Assert.That(text, Does.Contain("vous quittez la salle").And.Not.Contain(_conflicted).And.Not.Contain("Emma"));
        await using var db = Database.Open();
        var number = _conflicted;
        var file = await db
            .FiledFiles.Where(one => db.Dossiers.Any(its => its.Number == number && its.FilingId == one.FilingId))
            .Select(one => one.AttachmentId.Value)
            .FirstAsync();
        Assert.That((await pauline.GetAsync($"/files/{file}")).Code, Is.EqualTo(200));
        Assert.That((await elise.GetAsync($"/files/{file}")).Code, Is.EqualTo(404));
    }

    [Test, Order(0)]
    public async Task Who_has_not_declared_since_a_dossier_was_eligible_reads_neither_it_nor_its_reviews()
    {
        using var pauline = await Host.SignInAsync("Pauline");
        await using var db = Database.Open();
        var account = await db.Users.SingleAsync(one => one.Name == "Pauline Démo");
        var own = db.JuryMembers.Where(one => one.Person == account.Person);
        var declared = await own.Select(one => one.ConflictsDeclaredAt).SingleAsync();
        var item = $"{_sitting}/items/{_items[0]}";
        var number = _conflicted;
        var reviews = db.ReviewsBeforeJury(Stage.ViewerOf(account))
            .Where(review => db.Dossiers.Any(one => one.Number == number && one.Id == review.DossierId));
        foreach (var at in new DateTimeOffset?[] { null, DateTimeOffset.UnixEpoch })
        {
            await own.ExecuteUpdateAsync(set => set.SetProperty(one => one.ConflictsDeclaredAt, at));
            Assert.That((await pauline.GetAsync(item)).Code, Is.EqualTo(404));
            Assert.That(await reviews.AnyAsync(), Is.False);
            foreach (var page in new[] { _sitting, $"{_sitting}/room" })
                Assert.That(
                    (await pauline.GetAsync(page)).Body,
                    Does.Contain("/conflicts").And.Not.Contain(_conflicted)
                );
        }
        await own.ExecuteUpdateAsync(set => set.SetProperty(one => one.ConflictsDeclaredAt, declared));
        Assert.That((await pauline.GetAsync(item)).Code, Is.EqualTo(200));
        Assert.That(await reviews.AnyAsync(), Is.True);
    }

    [Test, Order(0)]
    public async Task A_carrier_chooses_a_slot_and_gets_it_for_their_calendar_without_anybodys_name()
    {
        using var camille = await Host.SignInAsync("Camille");
        await using var db = Database.Open();
        var audition = await db
            .Auditions.OrderBy(one => one.Id)
            .FirstAsync(one =>
                db.Members.Any(member =>
                    member.DossierId == one.DossierId
                    && db.Users.Any(account => account.Id == member.Person.Value && account.Name == "Camille Démo")
                )
            );
        var path = $"/auditions/{audition.Id.Value}";
        Assert.That((await camille.GetAsync($"/dossiers/{audition.DossierId.Value}")).Body, Does.Contain(path));
        var slots = await db
            .AuditionSlots.Where(one => one.SittingId == audition.SittingId)
            .OrderBy(one => one.StartsAt)
            .Select(one => one.Id.Value)
            .ToListAsync();
        foreach (var slot in slots.Take(2))
            Assert.That((await camille.PostAsync($"{path}/slot", ("slot", $"{slot}"))).Code, Is.EqualTo(302));
        var mails = await db
            .Outbox.Where(mail => mail.Appointment != null && mail.Template.StartsWith("audition-"))
            .OrderBy(mail => mail.CreatedAt)
            .ToListAsync();
        Assert.That(mails.Select(mail => mail.Template), Is.EqualTo(new[] { "audition-chosen", "audition-moved" }));
        Assert.That(mails.Select(mail => mail.Appointment!.Sequence), Is.EqualTo(new[] { 0, 1 }));
        var sent = Host
            .Services.GetRequiredService<MailComposer>()
            .Message(mails[1], "portail@portail.example")
            .ToString();
        Assert.That(sent, Does.Contain("method=REQUEST"));
        var page = (await camille.GetAsync(path)).Body;
        var appointment = mails[1].Appointment!.Write("h", "a@b.example", mails[1].Recipient, mails[1].CreatedAt);
        // The demonstration's own bar names everybody.
        var shown = page[page.IndexOf("<main", StringComparison.Ordinal)..] + sent + appointment;
        foreach (var name in new[] { "Emma", "Élise", "Pauline", "Odile", "Jury fictif" })
            Assert.That(shown, Does.Not.Contain(name));
    }

    [Test, Order(1)]
    public async Task A_sitting_is_held_voted_in_and_signed_while_who_is_in_conflict_sees_none_of_it()
    {
        using var odile = await Host.SignInAsync("Odile");
        using var pauline = await Host.SignInAsync("Pauline");
        using var emma = await Host.SignInAsync("Emma");
        using var elise = await Host.SignInAsync("Élise");
        Assert.That((await elise.GetAsync(_sitting)).Body, Does.Not.Contain(_conflicted));
        Assert.That((await emma.GetAsync(_sitting)).Body, Does.Contain(_conflicted));

        await DoneAsync(odile, "open");
        foreach (var member in new[] { odile, pauline, emma })
            await DoneAsync(member, "enter");
        var hers = await PersonAsync("Élise");
        Assert.That((await emma.PostAsync($"{_sitting}/enter?person={hers}")).Code, Is.EqualTo(404), "she leads not");
        Assert.That(await RoomAsync(odile), Does.Contain("Élise Démo est là"));
        await DoneAsync(odile, $"enter?person={hers}");
        await DoneAsync(pauline, $"items/{_items[0]}/call");
        await DoneAsync(
            pauline,
            $"items/{_items[0]}/polls",
            ("Kind", "Opinion"),
            ("Secret", "false"),
            ("Seconds", "600")
        );
        var poll = await PollAsync();
        Assert.That(
            (await elise.PostAsync($"{_sitting}/polls/{poll}/ballots", ("choice", Poll.For))).Code,
            Is.EqualTo(404)
        );
        await DoneAsync(emma, $"polls/{poll}/ballots", ("choice", Poll.For));
        Assert.That((await RoomAsync(emma)), Does.Contain("1 sur 2"));
        await DoneAsync(pauline, $"polls/{poll}/ballots", ("choice", Poll.For));
        await DoneAsync(
            odile,
            $"items/{_items[0]}/notes",
            ("Revision", "0"),
            ("Notes", "Le jury salue le projet."),
            ("Proposal", "Retenir le dossier.")
        );
        var late = await pauline.PostAsync(
            $"{_sitting}/items/{_items[0]}/notes",
            ("Revision", "0"),
            ("Notes", "Écrit en même temps.")
        );
        Assert.That(late.Code, Is.EqualTo(409));
        Assert.That(late.Body, Does.Contain("Le jury salue").And.Contain("en même temps").And.Contain("value=\"1\""));
        Assert.That((await elise.GetAsync($"{_sitting}/items/{_items[0]}/notes")).Code, Is.EqualTo(404));
        Assert.That(await RoomAsync(emma), Does.Contain("Adopté.").And.Contain(_conflicted));
        var hidden = await RoomAsync(elise);
        Assert.That(
            hidden,
            Does.Not.Contain(_conflicted).And.Not.Contain("Adopté").And.Not.Contain("salue").And.Not.Contain("Retenir")
        );
        Assert.That(
            hidden,
            Does.Contain("Point 1 : vous quittez la salle").Or.Contain("Point 1\u00a0: vous quittez la salle")
        );

        await DoneAsync(odile, $"items/{_items[1]}/call");
        await DoneAsync(odile, $"items/{_items[1]}/polls", ("Kind", "Mark"), ("Secret", "true"), ("Seconds", "600"));
        poll = await PollAsync();
        foreach (var (member, mark) in new[] { (pauline, "5"), (emma, "6"), (elise, "4") })
            await DoneAsync(member, $"polls/{poll}/ballots", ("choice", mark));
        await DoneAsync(odile, $"leave?person={await PersonAsync("Pauline")}");
        await DoneAsync(pauline, "enter");
        Assert.That(await RoomAsync(elise), Does.Contain("Note moyenne").And.Contain("5,00"));
        Assert.That((await emma.GetAsync($"{_sitting}/close")).Code, Is.EqualTo(404));
        Assert.That((await odile.GetAsync($"{_sitting}/close")).Body, Does.Contain("pas été appelé"));
        await DoneAsync(odile, "close");
    }

    [Test, Order(2)]
    public async Task Minutes_name_who_left_are_signed_by_two_and_never_change_after()
    {
        using var odile = await Host.SignInAsync("Odile");
        using var pauline = await Host.SignInAsync("Pauline");
        using var emma = await Host.SignInAsync("Emma");
        using var elise = await Host.SignInAsync("Élise");
        await DoneAsync(odile, "minutes");
        Assert.That(
            await MinutesAsync(emma),
            Does.Contain(_conflicted).And.Contain("Élise Démo").And.Contain("Retenir le dossier.")
        );
        Assert.That(await MinutesAsync(elise), Does.Not.Contain(_conflicted).And.Not.Contain("Retenir"));
        var read = await MinutesAsync(emma);
        Assert.That(
            read,
            Does.Match("Élise Démo[^<]*arrivée notée par Odile Démo").And.Not.Match("Emma Démo[^<]*noté")
        );
        Assert.That(read, Does.Match("Pauline Démo[^<]*départ noté par Odile Démo"));
        await using var db = Database.Open();
        var sha256 = await db.SittingMinutes.Select(one => one.Sha256).SingleAsync();
        Assert.That((await emma.PostAsync($"{_sitting}/minutes/1/sign", ("sha256", sha256))).Code, Is.EqualTo(409));
        await DoneAsync(pauline, "minutes/1/sign", ("sha256", sha256));
        await DoneAsync(odile, "minutes/1/sign", ("sha256", sha256));
        Assert.That((await db.SittingMinutes.AsNoTracking().SingleAsync()).IsSigned, Is.True);
        var correct = $"items/{_items[0]}/notes";
        Assert.That(await MinutesAsync(odile), Does.Contain($"{_sitting}/{correct}"));
        Assert.That(await MinutesAsync(elise), Does.Not.Contain($"{_sitting}/{correct}"));
        await DoneAsync(odile, correct, ("Revision", "1"), ("Notes", "Corrigé."), ("Proposal", "Retenir le dossier."));
        await DoneAsync(odile, "minutes");
        Assert.That(await MinutesAsync(emma), Does.Contain("Corrigé.").And.Not.Contain("salue"));
        var versions = await db.SittingMinutes.AsNoTracking().OrderBy(one => one.Version).ToListAsync();
        Assert.That(versions.Select(one => one.IsSigned), Is.EqualTo(new[] { true, false }), "another needs both anew");
        Assert.That(
            async () => await db.Database.ExecuteSqlAsync($"update minutes set content = ''"),
            Throws.InstanceOf<Npgsql.PostgresException>().With.Property("SqlState").EqualTo("42501")
        );
    }

    [Test, Order(3)]
    public async Task Expected_ranks_are_kept_from_who_must_not_hear_of_one_dossier_or_has_a_review_to_write()
    {
        await using var db = Database.Open();
        var jury = await db.Juries.SingleAsync();
        var now = await db.NowAsync();
        var run = RankingRun.Ask(jury.WaveId, new([], [], [], 1), new FundingTerms(1, null), jury.FoundedBy, now);
        run.Take(run.Try, run.Compute(), now);
        db.RankingRuns.Add(run);
        await db.SaveChangesAsync();
        await ExpectAsync(run.Id, jury.WaveId);
        foreach (var (name, sees) in new[] { ("Pauline", true), ("Odile", true), ("Élise", false), ("Emma", false) })
        {
            var account = await db.Users.SingleAsync(one => one.Name == $"{name} Démo");
            var rankings = db.RankingsBeforeJury(jury.WaveId, Stage.ViewerOf(account));
            Assert.That(await rankings.AnyAsync(), Is.EqualTo(sees), name);
        }
    }

    /// <summary>
    /// What the room shows of a ranking it reads as two columns of it: here all else of what is kept can't be read. No
    /// rank is shown of one that weighed a review whose expert is in conflict.
    /// </summary>
    private async Task ExpectAsync(RankingRunId run, WaveId wave)
    {
        await using var owner = Database.OpenAsOwner();
        var review = await owner
            .Reviews.Where(one => one.WaveId == wave && one.SubmittedAt != null)
            .OrderBy(one => one.Id)
            .FirstAsync();
        var item = new AgendaItemId(_items[1]);
        var heard = await owner.AgendaItems.Where(one => one.Id == item).Select(one => one.DossierId).SingleAsync();
        await owner.Database.ExecuteSqlAsync(
            $$$"""
            update ranking_runs set
              result = jsonb_build_object('line', 'not a number', 'dossiers', jsonb_build_array(jsonb_build_object(
                'dossier', jsonb_build_object('value', {{{heard.Value}}}), 'adjusted', '{"expected": 3.25}'::jsonb))),
              matter = jsonb_build_object('scales', 'not a number', 'reviews', jsonb_build_array(jsonb_build_object(
                'dossier', jsonb_build_object('value', {{{review.DossierId.Value}}}),
                'expert', jsonb_build_object('value', {{{review.ExpertId.Value}}}))))
            where id = {{{run.Value}}}
            """
        );
        using var pauline = await Host.SignInAsync("Pauline");
        Assert.That(await RoomAsync(pauline), Does.Contain(">3,25<"));
        await LateConflicts.NoteAsync(Database, review.Id);
        Assert.That(await RoomAsync(pauline), Does.Not.Contain(">3,25<"));
        await LateConflicts.ForgetAsync(Database);
    }

    [Test, Order(4)]
    public async Task Members_hear_of_a_sitting_that_is_planned_moved_and_cancelled_each_time_once()
    {
        using var odile = await Host.SignInAsync("Odile");
        await using var db = Database.Open();
        var jury = (await db.Juries.SingleAsync()).Id.Value;
        var planned = await odile.PostAsync(
            $"/juries/{jury}/sittings",
            ("start", "2030-05-02T14:00"),
            ("place", "Ici")
        );
        var path = planned.Location!;
        var id = Guid.Parse(path.Split('/')[^1]);
        Assert.That(
            (await odile.PostAsync($"{path}/move", ("start", "2030-05-03T10:00"), ("place", "Là"))).Code,
            Is.EqualTo(302)
        );
        Assert.That((await odile.PostAsync($"{path}/move", ("start", "n’importe"))).Body, Does.Contain("aria-invalid"));
        Assert.That((await odile.GetAsync($"{path}/cancel")).Body, Does.Contain("ne sera pas tenue"));
        Assert.That((await odile.PostAsync($"{path}/cancel")).Code, Is.EqualTo(302));
        Assert.That((await odile.PostAsync($"{path}/cancel")).Code, Is.EqualTo(409));
        var mails = await db
            .Outbox.AsNoTracking()
            .Where(mail => mail.Template.StartsWith("sitting-") && mail.Occasion.Contains(id.ToString()))
            .OrderBy(mail => mail.CreatedAt)
            .ToListAsync();
        var members = await db.JuryMembers.CountAsync();
        Assert.That(
            mails
                .GroupBy(mail => (mail.Template, mail.Appointment!.Sequence, mail.Appointment.Method))
                .Select(group => (group.Key, group.Count())),
            Is.EqualTo(
                new[]
                {
                    (("sitting-planned", 0, "REQUEST"), members),
                    (("sitting-moved", 1, "REQUEST"), members),
                    (("sitting-cancelled", 2, "CANCEL"), members),
                }
            )
        );
        Assert.That((await odile.GetAsync($"/juries/{jury}")).Body, Does.Contain("Annulée"));
    }

    [Test, Order(5)]
    public async Task Who_is_given_a_seat_later_gets_the_sittings_that_are_still_to_come_as_they_stand_and_once()
    {
        using var odile = await Host.SignInAsync("Odile");
        await using var db = Database.Open();
        var jury = $"/juries/{(await db.Juries.SingleAsync()).Id.Value}";
        var plan = await odile.PostAsync($"{jury}/sittings", ("start", "2030-06-02T14:00"), ("place", "Ici"));
        await odile.PostAsync($"{plan.Location}/move", ("start", "2030-06-03T10:00"), ("place", "Là"));
        var olivier = await PersonAsync("Olivier");
        foreach (var _ in new[] { "given a seat", "and once more" })
        {
            var seated = await odile.PostAsync($"{jury}/members", ("person", $"{olivier}"), ("role", "Observer"));
            Assert.That(seated.Code, Is.EqualTo(302));
            Assert.That((await odile.PostAsync($"{jury}/members/{olivier}/release")).Code, Is.EqualTo(302));
        }
        var address = await db.Users.Where(one => one.Id == olivier).Select(one => one.Email!).SingleAsync();
        var recipient = EmailAddress.Parse(address);
        var mail = await db.Outbox.SingleAsync(one => one.Recipient == recipient && one.Appointment != null);
        Assert.That(
            (mail.Template, mail.Appointment!.Sequence, mail.Appointment.Place),
            Is.EqualTo(("sitting-planned", 1, "Là")),
            "neither the one that is over nor the one that was cancelled"
        );
        Assert.That(mail.Appointment.Id, Is.EqualTo(Guid.Parse(plan.Location!.Split('/')[^1])));
    }

    private async Task<Guid> PersonAsync(string name)
    {
        await using var db = Database.Open();
        return await db.Users.Where(one => one.Name == name + " Démo").Select(one => one.Id).SingleAsync();
    }

    private async Task DoneAsync(Visitor person, string act, params (string, string)[] fields)
    {
        var answer = await person.PostAsync($"{_sitting}/{act}", fields);
        Assert.That(answer.Code, Is.EqualTo(302), $"{act}: {answer.Body}");
    }

    private async Task<string> RoomAsync(Visitor person) =>
        WebUtility.HtmlDecode((await person.GetAsync($"{_sitting}/room")).Body);

    private async Task<string> MinutesAsync(Visitor person) =>
        WebUtility.HtmlDecode((await person.GetAsync($"{_sitting}/minutes")).Body);

    private async Task<Guid> PollAsync()
    {
        await using var db = Database.Open();
        return (await db.Polls.Where(one => one.ClosedAt == null).SingleAsync()).Id.Value;
    }
}
