using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Reviews.Assignment;
using Portal.Domain.Reviews.Pool;
using Portal.Domain.Reviews.Wishes;
using Portal.Infrastructure.Notifications.Reminding;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Assignment;
using Portal.Infrastructure.Reviews.Wishes;
using Portal.Web.Tests.Pages;

namespace Portal.Web.Tests.Reviews.Assignment;

/// <summary>An officer has the experts of a wave assigned: asked for, corrected, accepted.</summary>
[TestFixture, NonParallelizable]
internal sealed partial class AssignmentTests : OnPortal
{
    private static readonly (string, string)[] OneEach =
    [
        ("PerDossier", "1"),
        ("MaxLoad", "10"),
        ("MinLoad", "0"),
        ("Objective", "Fair"),
        ("Seed", "1"),
    ];

    private static readonly (string, string)[] TwoEach = [("PerDossier", "2"), .. OneEach[1..]];

    private WaveId _wave;

    private string Page => $"/staff/waves/{_wave.Value}/assignments";

    [OneTimeSetUp]
    public async Task Prepare()
    {
        await using var db = Database.Open();
        var wave = await db.Waves.SingleAsync(one =>
            one.Number == 2 && db.Calls.Any(call => call.Id == one.CallId && call.Slug == "entrepots-donnees")
        );
        _wave = wave.Id;
    }

    [SetUp]
    public async Task StartAnew()
    {
        await using var db = Database.OpenAsOwner();
        await db.AssignmentProposals.ExecuteDeleteAsync();
        await db.Wishes.ExecuteDeleteAsync();
        await db.Outbox.Where(one => one.Template.StartsWith("wishes")).ExecuteDeleteAsync();
        await db.Database.ExecuteSqlAsync(
            $"update waves set wishes_asked_at = null, wishes_until_at = null, wishes_until_ends_at = null, wishes_until_civil = null, wishes_until_zone = null, wishes_until_grace_seconds = null"
        );
        await db
            .Reviews.Where(one => one.WaveId == _wave && one.SavedAt == null && one.Recusal == null)
            .ExecuteDeleteAsync();
    }

    [Test]
    public async Task What_is_proposed_is_assigned_once_it_is_accepted_and_each_expert_gets_one_mail()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var proposal = await ProposedAsync(olivier, OneEach);
        var shown = await olivier.GetAsync($"/staff/assignments/{proposal.Id.Value}");
        Assert.That(shown.Body, Does.Contain("Prête").And.Contain("textes"));
        Assert.That(proposal.Added, Is.Not.Empty);
        var mails = await MailsAsync();

        await olivier.PostAsync($"/staff/assignments/{proposal.Id.Value}/accept", ("revision", "0"));

        await using var db = Database.Open();
        var given = await db
            .Reviews.Where(one => one.WaveId == _wave)
            .Select(one => new { one.DossierId, one.ExpertId })
            .ToListAsync();
        foreach (var pair in proposal.Added)
            Assert.That(given, Does.Contain(new { DossierId = pair.Dossier, ExpertId = pair.Expert }));
        var experts = proposal.Added.Select(one => one.Expert).Distinct().Count();
        Assert.That(await MailsAsync(), Is.EqualTo((mails.Lists + experts, mails.Singles)));
        var again = await olivier.PostAsync($"/staff/assignments/{proposal.Id.Value}/accept", ("revision", "0"));
        Assert.That(again.Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(await MailsAsync(), Is.EqualTo((mails.Lists + experts, mails.Singles)));
    }

    [Test]
    public async Task A_conflict_that_is_declared_meanwhile_is_told_and_the_rest_stands()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var proposal = await ProposedAsync(olivier, OneEach);
        var late = proposal.Added[0];
        await using (var db = Database.Open())
        {
            var expert = await db.Experts.Include(one => one.Pool.Conflicts).SingleAsync(one => one.Id == late.Expert);
            expert.Pool.NoteConflict(late.Dossier, "Un lien trouvé tard", expert.Person, await db.NowAsync());
            await db.SaveChangesAsync();
        }

        await olivier.PostAsync($"/staff/assignments/{proposal.Id.Value}/accept", ("revision", "0"));

        await using var after = Database.Open();
        Assert.That(
            await after.Reviews.AnyAsync(one => one.DossierId == late.Dossier && one.ExpertId == late.Expert),
            Is.False
        );
        foreach (var pair in proposal.Added.Skip(1))
            Assert.That(
                await after.Reviews.AnyAsync(one => one.DossierId == pair.Dossier && one.ExpertId == pair.Expert)
            );
        var page = await olivier.GetAsync($"/staff/assignments/{proposal.Id.Value}");
        Assert.That(page.Body, Does.Contain("Un lien trouvé tard"));
        await using var owner = Database.OpenAsOwner();
        await owner.Conflicts.Where(one => one.Evidence == "Un lien trouvé tard").ExecuteDeleteAsync();
    }

    [Test]
    public async Task What_somebody_changed_meanwhile_is_not_accepted_as_it_was_seen()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var proposal = await ProposedAsync(olivier, OneEach);
        var (dossier, gives) = proposal.Added[0];
        var path = $"/staff/assignments/{proposal.Id.Value}";
        await olivier.PostAsync($"{path}/dossiers/{dossier.Value}", ("gives", $"{gives.Value}"), ("revision", "0"));

        var seen = await olivier.PostAsync($"{path}/accept", ("revision", "0"));

        Assert.That(seen.Code, Is.EqualTo(409));
        Assert.That(seen.Body, Does.Contain("depuis que vous l’avez ouverte"));
        Assert.That((await LoadAsync()).Acceptance, Is.Null);
        Assert.That((await olivier.GetAsync(path)).Body, Does.Contain("name=\"revision\" value=\"1\""));
    }

    [Test]
    public async Task Accepting_asks_the_database_as_often_for_one_dossier_as_for_all()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var all = await ProposedAsync(olivier, TwoEach);
        Assert.That(all.Added, Has.Count.GreaterThan(1));
        var many = await AcceptedAsync(olivier, all);
        await using var db = Database.OpenAsOwner();
        var last = await db.Reviews.FirstAsync(one =>
            one.DossierId == all.Added[0].Dossier && one.ExpertId == all.Added[0].Expert
        );
        await db.Reviews.Where(one => one.Id == last.Id).ExecuteDeleteAsync();
        var single = await ProposedAsync(olivier, TwoEach);
        Assert.That(single.Added, Has.Count.EqualTo(1));

        Assert.That(await AcceptedAsync(olivier, single), Is.EqualTo(many));
    }

    [Test]
    public async Task More_than_an_expert_can_take_needs_a_reason_which_the_history_keeps()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var proposal = await ProposedAsync(olivier, OneEach);
        var (dossier, expert) = proposal.Added[0];
        await using var db = Database.OpenAsOwner();
        var pooled = (await db.Experts.Include(one => one.Pool).SingleAsync(one => one.Id == expert)).Pool;
        var capacity = pooled.Capacity;
        await CapacityAsync(pooled.Id, 0);
        var path = $"/staff/dossiers/{dossier.Value}";

        var refused = await olivier.PostAsync($"{path}/assign", ("expert", $"{expert.Value}"));
        var page = await olivier.GetAsync(path);
        await olivier.PostAsync($"{path}/assign", ("expert", $"{expert.Value}"), ("reason", "Seul à savoir."));

        await CapacityAsync(pooled.Id, capacity);
        Assert.That(
            (refused.Code, refused.Body.Contains("capacité (0)", StringComparison.Ordinal)),
            Is.EqualTo((409, true))
        );
        Assert.That(page.Body, Does.Contain($"id=\"reason-{expert.Value}\""));
        var review = await db.Reviews.SingleAsync(one => one.DossierId == dossier && one.ExpertId == expert);
        Assert.That(
            (
                await db.History.SingleAsync(one => one.Name == "review.assigned" && one.SubjectId == review.Id.Value)
            ).Data,
            Does.Contain("Seul à savoir.")
        );
    }

    [Test]
    public async Task A_change_by_hand_shows_its_effects_before_it_is_saved()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var proposal = await ProposedAsync(olivier, OneEach);
        var (dossier, gives) = proposal.Added[0];
        var place = proposal.Panel!.Dossiers.Single(one => one.Id == dossier);
        var takes = proposal
            .Panel
            .Experts[place.Candidates.First(one => proposal.Panel.Experts[one.Expert].Id != gives).Expert]
            .Id;
        var path = $"/staff/assignments/{proposal.Id.Value}/dossiers/{dossier.Value}";

        var effects = await olivier.GetAsync($"{path}?gives={gives.Value}&takes={takes.Value}");

        Assert.That(effects.Body, Does.Contain("Effets avant d’enregistrer"));
        Assert.That((await LoadAsync()).Pairs, Is.EqualTo(proposal.Pairs));
        await olivier.PostAsync(path, ("gives", $"{gives.Value}"), ("takes", $"{takes.Value}"), ("revision", "0"));
        Assert.That(
            (await LoadAsync()).Added,
            Does.Contain(new AssignedPair(dossier, takes)).And.Not.Contain(proposal.Added[0])
        );
    }

    [Test]
    public async Task A_wish_that_an_expert_says_is_kept_and_explains_each_of_their_pairs()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var emma = await Host.SignInAsync("Emma");
        var path = await AskedAsync(olivier, DemoTime.Start.AddDays(10));
        await using var db = Database.Open();
        var experts = await db.Experts.CountAsync(one => one.WaveId == _wave);
        Assert.That(await db.Outbox.CountAsync(one => one.Template == "wishes-asked"), Is.EqualTo(experts));
        Assert.That((await emma.GetAsync("/reviews")).Body, Does.Contain(path));
        var dossier = new DossierId(
            Guid.Parse(Wished().Match((await emma.GetAsync(path)).Body).Groups["dossier"].Value)
        );

        var said = await emma.PostForJsonAsync(path, ($"wish.{dossier.Value}", "RatherNot"));

        Assert.That(said.Code, Is.EqualTo(204));
        Assert.That((await emma.GetAsync($"{path}?unsaid=true")).Body, Does.Not.Contain($"wish.{dossier.Value}"));
        var proposal = await ProposedAsync(olivier, OneEach);
        var emmas = await db.Wishes.Select(one => one.ExpertId).SingleAsync();
        var place = proposal.Panel!.Experts.Index().Single(one => one.Item.Id == emmas).Index;
        foreach (var served in proposal.Panel.Dossiers)
        foreach (var candidate in served.Candidates)
            Assert.That(
                candidate.Affinity.Wish,
                Is.EqualTo(candidate.Expert == place && served.Id == dossier ? 0 : 0.5)
            );
    }

    [Test]
    public async Task A_conflict_takes_a_dossier_out_of_what_an_expert_may_wish_for()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var emma = await Host.SignInAsync("Emma");
        var path = await AskedAsync(olivier, DemoTime.Start.AddDays(10));
        await using var db = Database.OpenAsOwner();
        var reviewed = await db.Reviews.Where(one => one.WaveId == _wave).Select(one => one.DossierId).ToListAsync();
        var offered = Wished()
            .Matches((await emma.GetAsync(path)).Body)
            .Select(one => new DossierId(Guid.Parse(one.Groups["dossier"].Value)))
            .ToList();
        var dossier = offered.First(one => !reviewed.Contains(one));
        var other = offered.First(one => one != dossier);

        await emma.PostAsync(
            $"{path}/conflict",
            ("dossier", $"{dossier.Value}"),
            ($"reason.{dossier.Value}", "Un cousin"),
            ($"wish.{dossier.Value}", "Eager"),
            ($"wish.{other.Value}", "Willing")
        );

        Assert.That((await emma.GetAsync(path)).Body, Does.Not.Contain($"wish.{dossier.Value}"));
        var noted = await db.Conflicts.SingleAsync(one => one.Evidence == "Un cousin");
        Assert.That((noted.DossierId, noted.Kind), Is.EqualTo((dossier, ConflictKind.Declared)));
        var late = await emma.PostForJsonAsync(path, ($"wish.{dossier.Value}", "Eager"));
        Assert.That(late.Code, Is.EqualTo(409));
        Assert.That(late.Body, Does.Contain("vous écarte de ce dossier"));
        await emma.PostAsync(path, ($"wish.{dossier.Value}", "Eager"));
        Assert.That((await emma.GetAsync(path)).Body, Does.Contain("sauf pour des dossiers"));
        var kept = await db.Wishes.SingleAsync();
        Assert.That(kept.DossierId, Is.EqualTo(other), "what else was chosen on the page is saved with it");
        await db.Conflicts.Where(one => one.Evidence == "Un cousin").ExecuteDeleteAsync();
    }

    [Test]
    public async Task What_the_person_left_as_a_stale_page_shows_it_is_not_said_anew()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var emma = await Host.SignInAsync("Emma");
        var path = await AskedAsync(olivier, DemoTime.Start.AddDays(10));
        var (one, other) = Wished()
            .Matches((await emma.GetAsync(path)).Body)
            .Select(found => found.Groups["dossier"].Value)
            .Distinct()
            .Take(2)
            .ToArray()
            is [var first, var second]
            ? (first, second)
            : throw new InvalidOperationException("Two dossiers are needed.");
        await emma.PostForJsonAsync(path, ($"wish.{one}", "Eager"));

        await emma.PostAsync(
            path,
            ($"shown.{one}", ""),
            ($"wish.{one}", ""),
            ($"shown.{other}", ""),
            ($"wish.{other}", "Willing")
        );

        await using var db = Database.Open();
        Assert.That(
            await db.Wishes.ToDictionaryAsync(wish => wish.DossierId.Value.ToString(), wish => wish.Kind),
            Is.EquivalentTo(new Dictionary<string, WishKind?> { [one] = WishKind.Eager, [other] = WishKind.Willing })
        );
        var page = (await emma.GetAsync(path)).Body;
        Assert.That(page, Does.Contain($"name=\"shown.{one}\" value=\"Eager\""));
    }

    [Test]
    public async Task Who_joins_while_wishes_are_asked_for_is_asked_as_well()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        await AskedAsync(olivier, DemoTime.Start.AddDays(10));
        var account = await new Stage(Database).PersonAsync("Tardive", role: Portal.Domain.People.PortalRole.Expert);
        await using var db = Database.Open();
        var officer = await db.Users.SingleAsync(one => one.Email == "olivier@demo.example");
        var (invitation, expert) = Experts.Joined(_wave, account, officer.Person, await db.NowAsync());
        db.AddRange(invitation, expert);

        await db.SaveChangesAsync();

        var address = EmailAddress.Parse(account.Email!);
        Assert.That(
            await db.Outbox.CountAsync(one => one.Template == "wishes-asked" && one.Recipient == address),
            Is.EqualTo(1)
        );
    }

    [Test]
    public async Task Who_said_nothing_is_reminded_once_before_wishes_end_and_then_none_is_taken()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var emma = await Host.SignInAsync("Emma");
        var path = await AskedAsync(olivier, DemoTime.Start.AddHours(80));
        var dossier = Wished().Match((await emma.GetAsync(path)).Body).Groups["dossier"].Value;
        await emma.PostAsync(path, ($"wish.{dossier}", "Eager"));
        await using var db = Database.Open();
        var others = await db.Experts.CountAsync(one => one.WaveId == _wave) - 1;

        await RemindAsync();
        var atOnce = await db.Outbox.CountAsync(one => one.Template == "wishes-reminder");
        Assert.That(atOnce, Is.Zero, "it is too early");
        await Database.SetClockAsync(DemoTime.Start.AddHours(33));
        await RemindAsync();
        await RemindAsync();

        Assert.That(await db.Outbox.CountAsync(one => one.Template == "wishes-reminder"), Is.EqualTo(others));
        await Database.SetClockAsync(DemoTime.Start);
        await olivier.PostAsync($"/staff/waves/{_wave.Value}/wishes/end");
        Assert.That((await emma.PostForJsonAsync(path, ($"wish.{dossier}", "Willing"))).Code, Is.EqualTo(409));
        Assert.That((await db.Wishes.SingleAsync()).Kind, Is.EqualTo(WishKind.Eager));
    }

    [Test]
    public async Task The_matrix_tells_each_pair_in_words_and_an_exchange_that_can_t_be_is_refused()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var proposal = await ProposedAsync(olivier, OneEach);
        var (dossier, expert) = proposal.Added[0];
        var path = $"/staff/assignments/{proposal.Id.Value}";

        var page = await olivier.GetAsync($"{path}/matrix");
        var filtered = await olivier.GetAsync($"{path}/matrix?search=rien-de-tel");

        Assert.That(page.Body, Does.Contain($"fromDossier={dossier.Value}&amp;fromExpert={expert.Value}"));
        Assert.That(filtered.Body, Does.Not.Contain($"fromDossier={dossier.Value}"));
        var itself = await olivier.GetAsync(
            $"{path}/exchange?dossier={dossier.Value}&expert={expert.Value}&withDossier={dossier.Value}&withExpert={expert.Value}"
        );
        Assert.That(itself.Code, Is.EqualTo(409));
    }

    [Test]
    public async Task A_drawn_assignment_keeps_what_it_was_drawn_from_for_whoever_checks_it()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        (string, string)[] drawn = [.. OneEach.Where(one => one.Item1 != "Objective"), ("MostProbability", "60")];

        var refused = await olivier.PostAsync(Page, [.. drawn, ("Objective", "Fair")]);
        var proposal = await ProposedAsync(olivier, [.. drawn, ("Objective", "Sum")]);

        Assert.That(refused.Body, Does.Contain("Un tirage au sort va avec"));
        Assert.That(proposal.Terms.Seed, Is.Not.EqualTo(1), "the officer doesn't choose it");
        var page = await olivier.GetAsync($"/staff/assignments/{proposal.Id.Value}");
        Assert.That(page.Body, Does.Contain($"graine {proposal.Terms.Seed}, tirée par le portail"));
        var drawnFrom = proposal.Panel!.Probabilities().ToDictionary(one => one.Pair, one => one.Hundredths);
        Assert.That(proposal.Added.Select(pair => drawnFrom[pair]), Is.All.InRange(1, 60));
        var file = await olivier.GetAsync($"/staff/assignments/{proposal.Id.Value}/probabilities.csv");
        Assert.That(
            file.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Has.Length.EqualTo(drawnFrom.Count + 1)
        );
        await using var db = Database.Open();
        var solved = await db.History.Where(one => one.Name == "assignment.solved").OrderBy(one => one.Id).LastAsync();
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Body)));
        Assert.That(solved.Data, Does.Contain(sha256), "the hash of what is downloaded");
        var asked = await db.History.Where(one => one.Name == "assignment.asked").OrderBy(one => one.Id).LastAsync();
        Assert.That(asked.Data, Does.Match($"\"seed\": ?{proposal.Terms.Seed}\\D"));
    }

    [Test]
    public async Task What_can_t_be_is_told_with_what_would_have_to_give()
    {
        using var olivier = await Host.SignInAsync("Olivier");

        var proposal = await ProposedAsync(
            olivier,
            ("PerDossier", "9"),
            ("MaxLoad", "10"),
            ("MinLoad", "0"),
            ("Objective", "Sum"),
            ("Seed", "1")
        );

        Assert.That(proposal.State, Is.EqualTo(ProposalState.Impossible));
        var page = await olivier.GetAsync($"/staff/assignments/{proposal.Id.Value}");
        Assert.That(page.Body, Does.Contain("a trop peu d’experts sans conflit"));
    }

    [Test]
    public async Task Two_are_compared_and_a_later_one_keeps_what_it_can()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var first = await ProposedAsync(olivier, OneEach);
        var second = await ProposedAsync(olivier, [.. OneEach, ("Keeps", $"{first.Id.Value}")]);

        Assert.That(second.DifferencesTo(first), Is.Empty);
        var page = await olivier.GetAsync($"/staff/assignments/{first.Id.Value}/with/{second.Id.Value}");
        Assert.That(page.Body, Does.Contain("Les deux confient les mêmes dossiers aux mêmes experts."));
    }

    [Test]
    public async Task Who_is_in_the_team_of_a_dossier_of_the_wave_sees_no_proposal()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var proposal = await ProposedAsync(olivier, OneEach);
        var (own, page) = (proposal.Added[0].Dossier, $"/staff/assignments/{proposal.Id.Value}");
        await using var db = Database.OpenAsOwner();
        var auguste = await db.Users.SingleAsync(one => one.Email == "auguste@demo.example");
        using var auditor = await Host.SignInAsync("Auguste");
        Assert.That((await auditor.GetAsync(page)).Code, Is.EqualTo(200));
        await db.Database.ExecuteSqlAsync(
            $"insert into dossier_members (dossier_id, person, role) values ({own.Value}, {auguste.Id}, 'Reader')"
        );
        try
        {
            Assert.That((await auditor.GetAsync(page)).Code, Is.EqualTo(404));
            Assert.That((await auditor.GetAsync(Page)).Body, Does.Not.Contain(page));
        }
        finally
        {
            await db.Database.ExecuteSqlAsync(
                $"delete from dossier_members where dossier_id = {own.Value} and person = {auguste.Id}"
            );
        }
    }

    [Test]
    public async Task Who_came_into_conflict_is_not_kept_on_the_dossier()
    {
        await using var db = Database.OpenAsOwner();
        var held = await db.Reviews.FirstAsync(one => one.WaveId == _wave && one.SubmittedAt != null);
        var expert = await db.Experts.Include(one => one.Pool.Conflicts).SingleAsync(one => one.Id == held.ExpertId);
        expert.Pool.NoteConflict(held.DossierId, "Un lien trouvé tard", expert.Person, await db.NowAsync());
        await db.SaveChangesAsync();
        using var olivier = await Host.SignInAsync("Olivier");

        var proposal = await ProposedAsync(olivier, OneEach);

        await db.Conflicts.Where(one => one.Evidence == "Un lien trouvé tard").ExecuteDeleteAsync();
        Assert.That(ExpertsOf(proposal, held.DossierId), Is.Not.Empty.And.Not.Contain(held.ExpertId));
    }

    [Test]
    public async Task Who_has_to_declare_anew_keeps_what_they_review_and_is_given_nothing()
    {
        await using var db = Database.OpenAsOwner();
        var held = await db.Reviews.FirstAsync(one => one.WaveId == _wave && one.SubmittedAt != null);
        var declared = await db
            .Experts.Where(one => one.Id == held.ExpertId)
            .Select(one => one.ConflictsDeclaredAt)
            .SingleAsync();
        await DeclareAsync(held.ExpertId, DateTimeOffset.UnixEpoch);
        using var olivier = await Host.SignInAsync("Olivier");

        var proposal = await ProposedAsync(olivier, OneEach);

        await DeclareAsync(held.ExpertId, declared);
        Assert.That(ExpertsOf(proposal, held.DossierId), Does.Contain(held.ExpertId));
        Assert.That(proposal.Added.Select(one => one.Expert), Has.None.EqualTo(held.ExpertId));
    }

    [Test]
    public async Task Once_the_panel_is_closed_nothing_is_assigned()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var proposal = await ProposedAsync(olivier, OneEach);
        await using var db = Database.OpenAsOwner();
        await db.Database.ExecuteSqlAsync(
            $"update waves set panel_closed_at = portal_now(), panel_closed_by = {Guid.NewGuid()} where id = {_wave.Value}"
        );

        var accepted = await olivier.PostAsync($"/staff/assignments/{proposal.Id.Value}/accept", ("revision", "0"));

        await db.Database.ExecuteSqlAsync(
            $"update waves set panel_closed_at = null, panel_closed_by = null where id = {_wave.Value}"
        );
        Assert.That(accepted.Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((await LoadAsync()).Acceptance, Is.Null);
    }

    [Test]
    public async Task What_is_cancelled_is_not_calculated()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        await olivier.PostAsync(Page, OneEach);
        var asked = await LoadAsync();

        await olivier.PostAsync($"/staff/assignments/{asked.Id.Value}/cancel");
        await RunAsync();

        Assert.That((await LoadAsync()).State, Is.EqualTo(ProposalState.Cancelled));
    }

    [Test]
    public async Task A_try_that_died_is_taken_over_and_one_that_lives_is_not()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        await olivier.PostAsync(Page, OneEach);
        await using var db = Database.OpenAsOwner();
        await db.Database.ExecuteSqlAsync($"update assignment_proposals set try = 1, beat_at = clock_timestamp()");
        await RunAsync();
        Assert.That((await LoadAsync()).State, Is.EqualTo(ProposalState.UnderWay), "another process is at it");

        await db.Database.ExecuteSqlAsync(
            $"update assignment_proposals set beat_at = clock_timestamp() - interval '3 minutes'"
        );
        await RunAsync();

        Assert.That((await LoadAsync()).State, Is.EqualTo(ProposalState.Ready));
    }

    private async Task RemindAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SendReminders>().RunAsync(CancellationToken.None);
    }

    /// <summary>Asks for wishes; where Emma says hers.</summary>
    private async Task<string> AskedAsync(Visitor officer, DateTimeOffset until)
    {
        await officer.PostAsync(
            $"/staff/waves/{_wave.Value}/wishes",
            ("until", until.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture))
        );
        await using var db = Database.Open();
        var emma = await db.Experts.SingleAsync(one =>
            one.WaveId == _wave
            && db.Users.Any(account => account.Id == one.Person.Value && account.Email == "emma@demo.example")
        );
        return $"/reviews/panels/{emma.Id.Value}/wishes";
    }

    [GeneratedRegex(
        "name=\"wish\\.(?<dossier>[0-9a-f-]{36})\"",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Wished();

    private static IEnumerable<ExpertId> ExpertsOf(AssignmentProposal proposal, DossierId dossier) =>
        from pair in proposal.Pairs
        where proposal.Panel!.Dossiers[pair.Dossier].Id == dossier
        select proposal.Panel!.Experts[pair.Expert].Id;

    private async Task<int> AcceptedAsync(Visitor officer, AssignmentProposal proposal) =>
        await StatementCounter.CountAsync(
            Database,
            async () =>
                Assert.That(
                    (
                        await officer.PostAsync($"/staff/assignments/{proposal.Id.Value}/accept", ("revision", "0"))
                    ).Location,
                    Is.Not.Null
                )
        );

    private async Task CapacityAsync(PoolExpertId pooled, int capacity)
    {
        await using var db = Database.OpenAsOwner();
        await db
            .PoolExperts.Where(one => one.Id == pooled)
            .ExecuteUpdateAsync(change => change.SetProperty(one => one.Capacity, capacity));
    }

    private async Task DeclareAsync(ExpertId expert, DateTimeOffset? at)
    {
        await using var db = Database.OpenAsOwner();
        await db
            .Experts.Where(one => one.Id == expert)
            .ExecuteUpdateAsync(change => change.SetProperty(one => one.ConflictsDeclaredAt, at));
    }

    private async Task<AssignmentProposal> ProposedAsync(Visitor officer, params (string, string)[] terms)
    {
        await officer.PostAsync(Page, terms);
        await RunAsync();
        return await LoadAsync();
    }

    private async Task RunAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RunAssignments>().RunAsync(CancellationToken.None);
    }

    private async Task<AssignmentProposal> LoadAsync()
    {
        await using var db = Database.Open();
        return await db
            .AssignmentProposals.AsNoTracking()
            .OrderByDescending(one => one.AskedAt)
            .ThenByDescending(one => one.Id)
            .FirstAsync();
    }

    private async Task<(int Lists, int Singles)> MailsAsync()
    {
        await using var db = Database.Open();
        return (
            await db.Outbox.CountAsync(one => one.Template == "reviews-assigned"),
            await db.Outbox.CountAsync(one => one.Template == "review-assigned")
        );
    }
}
