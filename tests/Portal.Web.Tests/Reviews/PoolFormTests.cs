using System.Net;
using Portal.Domain.Reviews.Pool;

namespace Portal.Web.Tests.Reviews;

/// <summary>What is posted on an expert of the pool is taken as far as the pages offer it.</summary>
[TestFixture, NonParallelizable]
internal sealed class PoolFormTests : OnPortal
{
    [Test]
    public async Task An_expert_is_described_by_the_programmes_regions_and_the_calls_keywords_alone()
    {
        await using var db = Database.Open();
        var path = $"/staff/waves/{(await Reviewing.OfEmmaAsync(db)).Wave.Value}/experts/new";
        using var officer = await Host.SignInAsync("Olivier");
        foreach (var wrong in new[] { ("Region", new string('r', 61)), ("Skills", "no-such-keyword") })
        {
            var told = await officer.PostAsync(path, [.. Form("Ada"), wrong]);
            Assert.That(told.Code, Is.EqualTo(200), wrong.Item1);
            Assert.That(WebUtility.HtmlDecode(told.Body), Does.Contain("Cette valeur n’est pas comprise."));
        }
    }

    [Test]
    public async Task A_conflict_of_no_kind_is_not_found_and_a_lifting_is_confirmed_as_it_was_read()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        var expert = await db.PoolExperts.Where(other => other.WaveId == one.Wave).FirstAsync();
        using var officer = await Host.SignInAsync("Olivier");
        var conflicts = $"/staff/experts/{expert.Id.Value}/conflicts";
        var noted = $"{conflicts}/{one.Dossier.Value}/NotedByStaff";
        foreach (var act in new[] { "propose", "confirm" })
            Assert.That(
                (await officer.PostAsync($"{conflicts}/{one.Dossier.Value}/nonsense/{act}", ("reason", "Si"))).Code,
                Is.EqualTo(404)
            );
        await officer.PostAsync(conflicts, ("dossier", one.Dossier.Value.ToString()), ("reason", "Famille"));
        Assert.That((await officer.PostAsync($"{noted}/propose", ("reason", "Homonyme"))).Code, Is.EqualTo(302));
        var read = await ProposedAsync(one, expert.Id);
        await officer.PostAsync($"{noted}/propose", ("reason", "Autre raison"));
        using var second = await Host.SignInAsync("Pauline");
        Assert.That((await second.PostAsync($"{noted}/confirm", ("proposed", read))).Code, Is.EqualTo(409));
        var anew = await ProposedAsync(one, expert.Id);
        var page = await second.GetAsync($"/staff/experts/{expert.Id.Value}");
        Assert.That(page.Body, Does.Contain($"name=\"proposed\" value=\"{anew}\""));
        Assert.That((await second.PostAsync($"{noted}/confirm", ("proposed", anew))).Code, Is.EqualTo(302));
    }

    private async Task<string> ProposedAsync(Reviewing one, PoolExpertId id)
    {
        await using var db = Database.Open();
        var expert = await db.PoolExperts.Include(other => other.Conflicts).SingleAsync(other => other.Id == id);
        var conflict = expert.Conflicts.Single(other =>
            other.DossierId == one.Dossier && other.Kind == ConflictKind.NotedByStaff
        );
        return conflict.Proposal!.At.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static (string Name, string Value)[] Form(string name) =>
        [("Name", name), ("Email", "new@test.example"), ("Role", "Other"), ("Capacity", "4"), ("Language", "fr")];
}
