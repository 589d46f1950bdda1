extern alias cli;

using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Dossiers;
using Portal.Web.Tests.Reviews;

namespace Portal.Web.Tests.Decisions;

/// <summary>The ranking of a wave of the demonstration whose reviews are all in.</summary>
[TestFixture, NonParallelizable]
internal sealed class RankingsTests : OnPortal
{
    private WaveId _id;
    private string _wave = "";

    [OneTimeSetUp]
    public async Task Find()
    {
        await using var db = Database.Open();
        var wave = await db.Waves.SingleAsync(one =>
            one.Number == 1 && db.Calls.Any(call => call.Id == one.CallId && call.Slug == "tiers-lieux")
        );
        _id = wave.Id;
        _wave = $"/staff/waves/{wave.Id.Value}/ranking";
    }

    [Test]
    public async Task Raw_and_adjusted_stand_side_by_side_with_the_picture_and_the_order_in_a_sentence()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var run = await ComputedAsync(olivier, ("Dossiers", "5"));
        foreach (var path in new[] { run, _wave })
        {
            var page = await PageAsync(olivier, path);
            Assert.That(page, Does.Contain("dans l’ordre du rang attendu"));
            Assert.That(
                page,
                Does.Contain("Note moyenne").And.Contain("Rang attendu").And.Contain("Intervalle à 90 %")
            );
            Assert.That(page, Does.Contain("<svg").And.Contain("class=\"funding-line\"").And.Not.Contain("style="));
        }
        Assert.That(await PageAsync(olivier, $"{run}?by=mean"), Does.Contain("telles que données ; le rang corrigé"));
    }

    [Test]
    public async Task The_same_reviews_are_computed_once_and_a_change_is_told_beside_the_ranking_as_it_was()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var run = await ComputedAsync(olivier, ("Dossiers", "4"));
        Assert.That(await ComputedAsync(olivier, ("Dossiers", "4")), Is.EqualTo(run), "asked for again");
        await using var db = Database.OpenAsOwner();
        var id = Guid.Parse(run.Split('/')[^1]);
        Assert.That(
            await db.History.CountAsync(one => one.SubjectId == id && one.Name == "ranking.computed"),
            Is.EqualTo(1)
        );
        var before = await PageAsync(olivier, run);
        Assert.That(await PageAsync(olivier, _wave), Does.Not.Contain("ont changé"));
        var review = await db.Reviews.FirstAsync(one => one.WaveId == _id);
        await ScoreAsync(db, review.Id, 1.25m);
        try
        {
            Assert.That(await PageAsync(olivier, _wave), Does.Contain("ont changé"));
            Assert.That(TableOf(await PageAsync(olivier, run)), Is.EqualTo(TableOf(before)), "shown again as it was");
            Assert.That((await olivier.PostAsync(_wave, ("Dossiers", "4"))).Location, Is.Not.EqualTo(run));
        }
        finally
        {
            await ScoreAsync(db, review.Id, review.Score!.Value);
        }
    }

    [Test]
    public async Task A_review_whose_expert_turns_out_to_be_in_conflict_counts_nowhere_until_that_is_lifted()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        await using var db = Database.OpenAsOwner();
        var review = await db.Reviews.AsNoTracking().FirstAsync(one => one.WaveId == _id && one.SubmittedAt != null);
        await ScoreAsync(db, review.Id, 1.25m);
        var run = await ComputedAsync(olivier, ("Dossiers", "3"));
        var name = (await db.Experts.SingleAsync(one => one.Id == review.ExpertId)).Name;
        using var expert = await Host.SignInAsync(name.Split(' ')[0]);
        var dossier = $"/staff/dossiers/{review.DossierId.Value}";
        var progress = _wave.Replace("/ranking", "/progress", StringComparison.Ordinal);
        async Task<(int Submitted, decimal? Score)> LineAsync()
        {
            var nobody = new Viewer(Id: null, new HashSet<PortalRole>());
            var lines = await db.FiledInAsync(_id, nobody).ToListAsync();
            return lines
                .Where(one => one.Id == review.DossierId.Value)
                .Select(one => (one.Submitted, one.Score))
                .Single();
        }
        var before = await LineAsync();

        await LateConflicts.NoteAsync(Database, review.Id);
        try
        {
            var now = await LineAsync();
            Assert.That(now.Submitted, Is.EqualTo(before.Submitted - 1));
            Assert.That(now.Score, Is.Not.EqualTo(before.Score));
            foreach (var path in new[] { _wave, run })
                Assert.That(await PageAsync(olivier, path), Does.Contain("ont changé"), path);
            Assert.That(
                await PageAsync(olivier, _wave.Replace("/ranking", "/portfolio", StringComparison.Ordinal)),
                Does.Contain("Aucun classement sur lequel s’appuyer")
            );
            Assert.That(await PageAsync(olivier, dossier), Does.Contain("cette évaluation ne compte pas"));
            Assert.That(await PageAsync(olivier, progress), Does.Contain("Décider quoi en faire"));
            Assert.That(await PageAsync(expert, "/reviews"), Does.Contain("Un conflit d’intérêts est noté"));
            var handedBack = ($"/staff/reviews/{review.Id.Value}/hand-back", ("word", "Reprenez."));
            Assert.That((await olivier.PostAsync(handedBack.Item1, handedBack.Item2)).Code, Is.EqualTo(409));

            await LateConflicts.LiftAsync(Database, review.Id);

            Assert.That(await LineAsync(), Is.EqualTo(before));
            Assert.That(await PageAsync(olivier, run), Does.Not.Contain("ont changé"));
            Assert.That((await expert.GetAsync($"/reviews/{review.Id.Value}")).Code, Is.EqualTo(200));
        }
        finally
        {
            await ScoreAsync(db, review.Id, review.Score!.Value);
            await LateConflicts.ForgetAsync(Database);
        }
    }

    [Test]
    public async Task What_was_asked_computed_and_fetched_stands_in_the_history()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var run = await ComputedAsync(olivier, ("Envelope", "2 000 000"));
        await olivier.GetAsync($"{run}/votes.csv");
        var id = Guid.Parse(run.Split('/')[^1]);
        await using var db = Database.Open();
        var told = await db.History.Where(one => one.SubjectId == id).OrderBy(one => one.Id).ToListAsync();
        Assert.That(told.Select(one => one.Name), Is.EqualTo(["ranking.asked", "ranking.computed", "ranking.fetched"]));
        var kept = await db.RankingRuns.SingleAsync(one => one.Id == new RankingRunId(id));
        Assert.That(told[0].Data, Does.Contain(kept.InputsSha256).And.Contain("2000000"));
        Assert.That(
            kept.Matter.Sha256For(kept.Terms),
            Is.EqualTo(kept.InputsSha256),
            "what is kept is what was hashed"
        );
    }

    [Test]
    public async Task The_votes_of_a_ranking_make_its_ranks_again_with_bin_rank()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var run = await ComputedAsync(olivier, ("Dossiers", "6"));
        var votes = (await olivier.GetAsync($"{run}/votes.csv")).Body;
        var ranks = (await olivier.GetAsync($"{run}/ranks.csv")).Body;
        Assert.That(votes, Does.StartWith("proposal,voter,section,score\n").And.Contain(",expert-1,"));
        Assert.That(votes, Does.Not.Contain("Emma").And.Not.Contain("Éric"), "codes, no names");

        var (name, made) = (Path.GetTempFileName(), Path.GetTempFileName());
        await File.WriteAllTextAsync(name, votes);
        var code = cli::Portal.Cli.FileCommands.Run(
            ["rank", "--votes", name, "--funded", "6", "--out", made],
            TextWriter.Null,
            TextWriter.Null
        );
        Assert.That((code, await File.ReadAllTextAsync(made)), Is.EqualTo((0, ranks)));
    }

    [Test]
    public async Task Staff_reads_how_severe_each_expert_is_and_what_changes_without_them()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var run = await ComputedAsync(olivier, ("Dossiers", "5"));
        var page = await PageAsync(olivier, $"{run}/sensitivity");
        Assert.That(page, Does.Contain("Emma").And.Contain("Intervalle à 90 % de la sévérité"));
        Assert.That(page, Does.Match("change(nt)? de côté"));
        Assert.That(page, Does.Contain("Au double de son poids"));
    }

    [Test]
    public async Task A_wrong_line_is_told_at_its_field()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        Assert.That((await olivier.PostAsync(_wave, ("Dossiers", "-1"))).Body, Does.Contain("nombre entier"));
        Assert.That(
            (await olivier.PostAsync(_wave, ("Envelope", "beaucoup"))).Body,
            Does.Contain("enveloppe en euros")
        );
        var both = await olivier.PostAsync(_wave, ("Dossiers", "1"), ("Envelope", "1"));
        Assert.That((both.Code, both.Body.Contains("soit", StringComparison.Ordinal)), Is.EqualTo((409, true)));
    }

    [Test]
    public async Task Who_is_in_a_team_of_the_wave_meets_no_ranking_of_it_whatever_their_role()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var run = await ComputedAsync(olivier, ("Dossiers", "5"));
        using var auguste = await Host.SignInAsync("Auguste");
        Assert.That((await auguste.GetAsync(run)).Code, Is.EqualTo(200));

        await using var db = Database.OpenAsOwner();
        var auditor = await db.Users.SingleAsync(one => one.Email == "auguste@demo.example");
        var dossier = await db.Dossiers.FirstAsync(one => one.WaveId == _id && one.FiledAt != null);
        await db.Database.ExecuteSqlAsync(
            $"insert into dossier_members (dossier_id, person, role, partner) values ({dossier.Id.Value}, {auditor.Id}, 'Reader', 'lead')"
        );
        try
        {
            foreach (var path in new[] { "", "/sensitivity", "/votes.csv", "/ranks.csv", "/ranking.xlsx" })
                Assert.That((await auguste.GetAsync(run + path)).Code, Is.EqualTo(404), path);
            var page = await PageAsync(auguste, _wave);
            Assert.That(page, Does.Contain("celui de votre équipe").And.Not.Contain("<svg").And.Not.Contain(run));
            Assert.That(page, Does.Not.Contain(dossier.Number!));
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"delete from dossier_members where person = {auditor.Id}");
        }
    }

    [Test]
    public async Task What_failed_is_told_and_computed_once_somebody_has_it_tried_again()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var run = (await olivier.PostAsync(_wave, ("Dossiers", "7"))).Location!;
        await using var db = Database.OpenAsOwner();
        // What it starts from can't be read: each try fails.
        await db.Database.ExecuteSqlAsync($"update ranking_runs set matter = '{{}}' where computed_at is null");
        for (var attempt = 0; attempt < 4; attempt++)
            await SweepAsync();
        var failed = await PageAsync(olivier, run);
        Assert.That(failed, Does.Contain("a échoué trois fois").And.Contain($"{run}/again"));

        await olivier.PostAsync($"{run}/again");

        Assert.That(await PageAsync(olivier, run), Does.Contain("en cours de calcul"));
        await db.Database.ExecuteSqlAsync($"delete from ranking_runs where computed_at is null");
    }

    [Test]
    public async Task Who_reads_and_is_not_in_charge_asks_for_nothing()
    {
        using var auguste = await Host.SignInAsync("Auguste");
        Assert.That((await auguste.GetAsync(_wave)).Body, Does.Not.Contain($"action=\"{_wave}\""));
        Assert.That((await auguste.PostAsync(_wave, ("Dossiers", "5"))).Code, Is.EqualTo(404));
    }

    private async Task<string> ComputedAsync(Visitor officer, (string, string) line)
    {
        var run = (await officer.PostAsync(_wave, line)).Location!;
        Assert.That(run, Does.StartWith("/staff/rankings/"));
        await SweepAsync();
        return run;
    }

    private async Task SweepAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RunRankings>().RunAsync(CancellationToken.None);
    }

    private static async Task<string> PageAsync(Visitor person, string path)
    {
        var answer = await person.GetAsync(path);
        Assert.That(answer.Code, Is.EqualTo(200), path);
        return WebUtility.HtmlDecode(answer.Body).Replace('\u00a0', ' ');
    }

    private static string TableOf(string page) =>
        page[page.IndexOf("<svg", StringComparison.Ordinal)..page.IndexOf("</table>", StringComparison.Ordinal)];

    private static Task ScoreAsync(Infrastructure.Persistence.PortalDbContext db, ReviewId review, decimal score) =>
        db.Reviews.Where(one => one.Id == review).ExecuteUpdateAsync(set => set.SetProperty(one => one.Score, score));
}
