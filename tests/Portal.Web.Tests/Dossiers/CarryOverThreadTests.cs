using System.Net;
using Portal.Domain.Dossiers;
using Portal.Domain.Waves;

namespace Portal.Web.Tests.Dossiers;

/// <summary>A dossier that ended is carried over in one click, beside what was said of it; by its team alone.</summary>
[TestFixture]
internal sealed class CarryOverThreadTests : OnPortal
{
    private const string Reason = "Hors du champ de l’appel, point 9.";

    [Test]
    public async Task A_dossier_that_was_not_eligible_goes_on_at_the_next_cut_off_with_what_was_said_of_it()
    {
        var earlier = await IneligibleAsync("Camille");
        using var camille = await Host.SignInAsync("Camille");
        using var olivier = await Host.SignInAsync("Olivier");
        var page = Plain((await camille.GetAsync($"/dossiers/{earlier.Value}")).Body);
        Assert.That(page, Does.Contain("Reporter le dossier").And.Contain("/carry-over"));

        var root = (await camille.PostAsync($"/dossiers/{earlier.Value}/carry-over")).Location!;
        Assert.That((await camille.PostAsync($"/dossiers/{earlier.Value}/carry-over")).Location, Is.EqualTo(root));
        page = Plain((await camille.GetAsync(root)).Body);
        Assert.That(page, Does.Contain("Ce dossier fait suite à").And.Contain($"{root}/changes"));
        Assert.That(page, Does.Contain("NON déposé"));
        page = Plain((await camille.GetAsync($"/dossiers/{earlier.Value}")).Body);
        Assert.That(page, Does.Contain("Ce dossier continue ici").And.Contain(root).And.Not.Contain("/carry-over\""));

        var changes = Plain((await camille.GetAsync($"{root}/changes")).Body);
        Assert.That(changes, Does.Contain(Reason).And.Contain("Rien n’a changé"));
        var revision = await RevisionAsync(root);
        await camille.PostAsync(
            $"{root}/sections/study",
            ("revision", revision),
            ("changed", "innovation"),
            ("f.innovation", "Tout autre chose.")
        );
        changes = Plain((await camille.GetAsync($"{root}/changes")).Body);
        Assert.That(changes, Does.Contain("Tout autre chose.").And.Contain("Avant").And.Not.Contain("Rien n’a changé"));

        var staff = $"/staff{root}";
        Assert.That((await olivier.GetAsync($"{staff}/changes")).Code, Is.EqualTo(404), "a draft is its team's alone");
        var filed = await camille.PostAsync($"{root}/file");
        Assert.That(filed.Location, Is.EqualTo($"{root}/receipt"), Plain(filed.Body));
        changes = Plain((await camille.GetAsync($"{root}/changes")).Body);
        Assert.That(
            changes,
            Does.Contain(Reason).And.Contain("Tout autre chose."),
            "what is filed, beside what was said before"
        );
        Assert.That(
            (await olivier.GetAsync(staff)).Body,
            Does.Contain($"{staff}/changes").And.Contain($"/staff/dossiers/{earlier.Value}")
        );
        Assert.That(Plain((await olivier.GetAsync($"{staff}/changes")).Body), Does.Contain("Tout autre chose."));
    }

    [Test]
    public async Task Who_joins_later_learns_nothing_of_what_was_said_before()
    {
        var earlier = await IneligibleAsync("Camille");
        using var camille = await Host.SignInAsync("Camille");
        using var paul = await Host.SignInAsync("Paul");
        var root = (await camille.PostAsync($"/dossiers/{earlier.Value}/carry-over")).Location!;
        await JoinAsync(new DossierId(Guid.Parse(root[^36..])), "Paul");
        var page = await paul.GetAsync(root);
        Assert.That(page.Code, Is.EqualTo(200));
        Assert.That(Plain(page.Body), Does.Not.Contain("Ce dossier fait suite à").And.Not.Contain(Reason));
        Assert.That((await paul.GetAsync($"{root}/changes")).Code, Is.EqualTo(404));
        Assert.That((await paul.GetAsync($"/dossiers/{earlier.Value}")).Code, Is.EqualTo(404));
    }

    [Test]
    public async Task Who_had_a_part_of_their_own_then_sees_no_more_of_the_earlier_dossier_by_coordinating_now()
    {
        var earlier = await IneligibleAsync("Camille", await BeforeAnotherWaveAsync("entrepots-donnees", 2));
        await JoinAsync(earlier, "Paul", partner: "another");
        using var camille = await Host.SignInAsync("Camille");
        using var paul = await Host.SignInAsync("Paul");
        var root = (await camille.PostAsync($"/dossiers/{earlier.Value}/carry-over")).Location!;
        var id = Guid.Parse(root[^36..]);
        await using (var db = Database.OpenAsOwner())
            await db.Database.ExecuteSqlAsync(
                $"update dossier_members set partner = {Consortium.Lead} where dossier_id = {id} and partner = 'another'"
            );
        var own = Plain((await paul.GetAsync($"{root}/changes")).Body);
        var all = Plain((await camille.GetAsync($"{root}/changes")).Body);
        Assert.That(all, Does.Contain("Rien n’a changé"));
        Assert.That(
            own,
            Does.Contain("Budget").And.Not.Contain("Rien n’a changé"),
            "then, nothing of it was theirs to see"
        );
    }

    [Test]
    public async Task What_was_taken_up_again_is_told_as_not_filed_until_it_is()
    {
        await using var db = Database.Open();
        using var camille = await Host.SignInAsync("Camille");
        var id = await db.Dossiers.Where(one => one.Dismissal!.MayRefile).Select(one => one.Id).SingleAsync();
        await camille.PostAsync($"/dossiers/{id.Value}/take-up-again");
        var check = Plain((await camille.GetAsync($"/dossiers/{id.Value}/check")).Body);
        Assert.That(check, Does.Contain("Déposer le dossier").And.Not.Contain("Ce que vous voyez est déposé"));
    }

    [Test]
    public async Task The_list_promises_a_next_cut_off_only_where_a_wave_of_the_call_is_open()
    {
        using var camille = await Host.SignInAsync("Camille");
        async Task<int> PromisesAsync() =>
            Plain((await camille.GetAsync("/dossiers")).Body).Split("Il peut être reporté").Length;
        var before = await PromisesAsync();
        await IneligibleAsync("Camille", await OfACallWithoutOpenWaveAsync());
        Assert.That(await PromisesAsync(), Is.EqualTo(before));
        await IneligibleAsync("Camille");
        Assert.That(await PromisesAsync(), Is.EqualTo(before + 1));
    }

    private async Task<(string Slug, int Wave, DateTimeOffset At)> OfACallWithoutOpenWaveAsync()
    {
        await using var db = Database.Open();
        var now = await db.NowAsync();
        var ofCalls = (await db.Waves.AsNoTracking().ToListAsync()).GroupBy(wave => wave.CallId);
        var filed = await db.Dossiers.Where(one => one.FiledAt != null).Select(one => one.WaveId).ToListAsync();
        var over = ofCalls
            .Where(waves => waves.All(wave => wave.CutOffFor(now) is null))
            .SelectMany(waves => waves)
            .First(wave => filed.Contains(wave.Id));
        var slug = await db.Calls.Where(call => call.Id == over.CallId).Select(call => call.Slug).SingleAsync();
        return (slug, over.Number, over.CutOffs[^1].Deadline.At.AddHours(-1));
    }

    /// <summary>A synopsis of the cut-off before, found not eligible.</summary>
    private async Task<DossierId> IneligibleAsync(
        string carrier,
        (string Slug, int Wave, DateTimeOffset At)? filed = null
    )
    {
        var stage = new Stage(Database);
        var spring = Deadline.InstantOf(new DateTime(2023, 4, 1, 12, 0, 0, DateTimeKind.Unspecified));
        var (slug, number, at) = filed ?? ("evaluation-dmn", 1, spring);
        var dossier = await stage.FiledAsync(await stage.PersonAsync(), slug, number, at);
        await using var db = Database.OpenAsOwner();
        var tracked = await db.Dossiers.SingleAsync(one => one.Id == dossier.Id);
        var wave = await db.Waves.SingleAsync(one => one.Id == dossier.WaveId);
        tracked.CheckEligibility(wave, eligible: false, Reason, PersonId.New(), await db.NowAsync());
        await db.SaveChangesAsync();
        var person = await IdOfAsync(db, carrier);
        await db.Database.ExecuteSqlAsync(
            $"update dossier_members set person = {person} where dossier_id = {dossier.Id.Value}"
        );
        return dossier.Id;
    }

    /// <summary>The last day of a wave that is over, where another one of its call is open since.</summary>
    private async Task<(string Slug, int Wave, DateTimeOffset At)> BeforeAnotherWaveAsync(string slug, int number)
    {
        await using var db = Database.OpenAsOwner();
        var wave = await db.Waves.SingleAsync(one =>
            one.Number == number && db.Calls.Any(call => call.Id == one.CallId && call.Slug == slug)
        );
        var now = await db.NowAsync();
        db.Waves.Add(new Wave(wave.CallId, 9, now.AddDays(-1), [new Deadline(now.AddDays(90).DateTime)]));
        await db.SaveChangesAsync();
        return (slug, number, wave.CutOffs[^1].Deadline.At.AddDays(-1));
    }

    private async Task JoinAsync(DossierId dossier, string name, string partner = Consortium.Lead)
    {
        await using var db = Database.OpenAsOwner();
        var person = await IdOfAsync(db, name);
        var role = MemberRole.Writer.ToString();
        await db.Database.ExecuteSqlAsync(
            $"insert into dossier_members (dossier_id, person, role, partner) values ({dossier.Value}, {person}, {role}, {partner})"
        );
    }

    private async Task<string> RevisionAsync(string root)
    {
        await using var db = Database.Open();
        var id = new DossierId(Guid.Parse(root[^36..]));
        return (await db.Sections.SingleAsync(one => one.DossierId == id && one.Key == "study")).Revision.ToString(
            System.Globalization.CultureInfo.InvariantCulture
        );
    }

    private static Task<Guid> IdOfAsync(Infrastructure.Persistence.PortalDbContext db, string name) =>
        db.Users.Where(one => one.Name == $"{name} Démo").Select(one => one.Id).SingleAsync();

    private static string Plain(string body) =>
        WebUtility.HtmlDecode(body).Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
