using System.Net;
using Portal.Domain.Calls;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;

namespace Portal.Web.Tests.Calls;

/// <summary>Who looks after a call, as its officers and the administrators say it.</summary>
[TestFixture]
internal sealed class OfficersTests : OnPortal
{
    private const string Page = "/staff/calls/evaluation-dmn/officers";

    [Test]
    public async Task A_call_is_entrusted_by_address_and_taken_back_at_the_next_page()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var odile = await Host.SignInAsync("Odile");
        var entrusted = await HistoryAsync("call.entrusted");
        Assert.That((await odile.GetAsync("/staff/calls/evaluation-dmn")).Code, Is.EqualTo(404));
        Assert.That(Text(await olivier.GetAsync(Page)), Does.Contain("Quelqu’un doit toujours suivre l’appel"));

        Assert.That(Text(await EntrustAsync(olivier, "personne")), Does.Contain("Cette adresse n’est pas complète"));
        var stranger = Text(await EntrustAsync(olivier, "camille@demo.example"));
        Assert.That(stranger, Does.Contain("Aucun compte de chargé d’instruction").And.Contain("camille@demo.example"));
        Assert.That((await EntrustAsync(olivier, " ODILE@demo.example ")).Location, Is.EqualTo(Page));
        Assert.That(Text(await EntrustAsync(olivier, "odile@demo.example")), Does.Contain("suit déjà l’appel"));
        Assert.That((await odile.GetAsync("/staff/calls/evaluation-dmn")).Code, Is.EqualTo(200));
        Assert.That(await HistoryAsync("call.entrusted"), Is.EqualTo(entrusted + 1));

        Assert.That((await ReleaseAsync(olivier, "odile")).Location, Is.EqualTo(Page));
        Assert.That((await odile.GetAsync("/staff/calls/evaluation-dmn")).Code, Is.EqualTo(404));
        Assert.That((await odile.GetAsync(Page)).Code, Is.EqualTo(404));
        Assert.That(await HistoryAsync("call.released"), Is.EqualTo(1));
        var again = await ReleaseAsync(olivier, "odile");
        Assert.That((again.Code, await HistoryAsync("call.released")), Is.EqualTo((409, 1)));
        Assert.That(Text(again), Does.Contain("n’est pas, ou n’est plus, chargée de l’appel"));
        var last = await ReleaseAsync(olivier, "olivier");
        Assert.That(last.Code, Is.EqualTo(409));
        Assert.That(Text(last), Does.Contain("Quelqu’un doit toujours suivre l’appel"));
    }

    [Test]
    public async Task An_administrator_says_it_of_any_call_and_sees_no_more_of_it()
    {
        const string any = "/staff/calls/tiers-lieux/officers";
        using var alice = await Host.SignInAsync("Alice");
        Assert.That((await alice.GetAsync("/admin/calls")).Body, Does.Contain(any));
        Assert.That((await alice.GetAsync(any)).Code, Is.EqualTo(200));
        Assert.That((await alice.GetAsync("/staff/calls/tiers-lieux")).Code, Is.Not.EqualTo(200));
        Assert.That((await alice.GetAsync("/staff/calls/nowhere/officers")).Code, Is.EqualTo(404));
    }

    [Test]
    public async Task Two_officers_who_take_the_call_from_each_other_leave_one()
    {
        var stage = new Stage(Database);
        var people = new[]
        {
            await stage.PersonAsync("Une", role: PortalRole.Officer),
            await stage.PersonAsync("Deux", role: PortalRole.Officer),
        };
        await using (var db = Database.Open())
        {
            var call = await db
                .Calls.Include(one => one.Officers)
                .SingleAsync(one => one.Slug == "competences-metiers");
            foreach (var person in people)
                call.Entrust(person.Person, by: null, await db.NowAsync());
            foreach (
                var other in call.Officers.Where(one => people.All(person => person.Person != one.Person)).ToList()
            )
            {
                db.CallOfficers.Remove(other);
                call.Release(other.Person, by: null, await db.NowAsync());
            }
            await db.SaveChangesAsync();
        }
        await using var owner = Database.OpenAsOwner();
        await using var transaction = await owner.Database.BeginTransactionAsync();
        // Both have read who looks after the call before either writes.
        await owner.Database.ExecuteSqlRawAsync("lock table call_officers in share mode");
        var releases = people.Select((person, index) => ReleasesAsync(person, people[1 - index].Person)).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(1));
        await transaction.RollbackAsync();
        var outcomes = await Task.WhenAll(releases);
        Assert.That(outcomes, Is.EquivalentTo(new[] { true, false }));
    }

    private async Task<bool> ReleasesAsync(Infrastructure.Identity.Account by, PersonId whom)
    {
        await using var db = Database.Open();
        var viewer = Stage.ViewerOf(by, PortalRole.Officer);
        try
        {
            return await new EntrustCall(db).ReleaseAsync("competences-metiers", whom, viewer, CancellationToken.None);
        }
        catch (RefusedException)
        {
            return false;
        }
    }

    private static Task<Answer> EntrustAsync(Visitor who, string address) => who.PostAsync(Page, ("address", address));

    private async Task<Answer> ReleaseAsync(Visitor who, string whom)
    {
        await using var db = Database.Open();
        var account = await db.Users.SingleAsync(one => one.Email == $"{whom}@demo.example");
        return await who.PostAsync($"{Page}/{account.Id}/release");
    }

    private async Task<int> HistoryAsync(string name)
    {
        await using var db = Database.Open();
        var call = await db.Calls.Where(one => one.Slug == "evaluation-dmn").Select(one => one.Id).SingleAsync();
        return await db.History.CountAsync(line =>
            line.SubjectId == call.Value && line.Name == name && line.By != null
        );
    }

    private static string Text(Answer answer) => WebUtility.HtmlDecode(answer.Body);
}
