namespace Portal.Web.Tests.Dossiers;

/// <summary>A dossier is started on a page of its own.</summary>
[TestFixture]
internal sealed class StartTests : OnPortal
{
    [Test]
    public async Task One_page_sent_twice_starts_one_dossier_and_another_page_another()
    {
        using var camille = await Host.SignInAsync("Camille");
        var wave = (await new Stage(Database).WaveAsync("evaluation-dmn")).Id.Value;
        var page = $"/dossiers/new?wave={wave}";
        var shown = Calls.OfficersDesk.Fields((await camille.GetAsync(page)).Body);
        (string, string)[] typed = [.. shown.Where(one => one.Name != "Title"), ("Title", "Deux fois")];
        var clicks = await Task.WhenAll(
            camille.PostAsync("/dossiers/new", typed),
            camille.PostAsync("/dossiers/new", typed)
        );
        Assert.That(clicks.Select(one => one.Code), Is.All.EqualTo(302));
        Assert.That(clicks[0].Location, Is.EqualTo(clicks[1].Location));
        var another = Calls.OfficersDesk.Fields((await camille.GetAsync(page)).Body);
        var other = await camille.PostAsync(
            "/dossiers/new",
            [.. another.Where(one => one.Name != "Title"), ("Title", "Deux fois")]
        );
        Assert.That(other.Location, Is.Not.EqualTo(clicks[0].Location));
    }

    [Test]
    public async Task What_was_wrong_in_a_title_is_typed_anew_on_the_same_page()
    {
        using var camille = await Host.SignInAsync("Camille");
        var wave = (await new Stage(Database).WaveAsync("evaluation-dmn")).Id.Value;
        var token = Guid.CreateVersion7().ToString();
        var again = await camille.PostAsync("/dossiers/new", ("Wave", $"{wave}"), ("Token", token), ("Title", " "));
        Assert.That(again.Body, Does.Contain(token));
    }
}
