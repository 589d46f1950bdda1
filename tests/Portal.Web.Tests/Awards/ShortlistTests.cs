using System.Net;

namespace Portal.Web.Tests.Awards;

/// <summary>Officers announce a shortlist once, and not by mistake.</summary>
[TestFixture]
internal sealed class ShortlistTests : OnPortal
{
    [Test]
    public async Task A_shortlist_waits_for_the_deadline_and_a_mistyped_end_of_the_vote_announces_nothing()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var (wave, entry) = await UnannouncedAsync();
        var page = $"/staff/waves/{wave}/awards";
        var mistyped = await olivier.PostAsync(page, ("ids", entry.ToString()), ("votesUntil", "le 15 février"));
        Assert.That(mistyped.Code, Is.EqualTo(409));
        Assert.That(
            Text(mistyped.Body),
            Does.Contain("""id="votesUntil-error">Indiquez le jour et l’heure""")
                .And.Contain("value=\"le 15 février\"")
                .And.Match($"value=\"{entry}\"[^>]*checked")
        );
        Assert.That((await olivier.PostAsync(page)).Code, Is.EqualTo(409), "nothing is ticked");
        await MoveCutOffAsync(wave, new DateTime(2024, 3, 15, 18, 0, 0, DateTimeKind.Unspecified));
        var early = await olivier.PostAsync(page, ("ids", entry.ToString()));
        Assert.That(Text(early.Body), Does.Contain("Les candidatures sont encore ouvertes"));
        await MoveCutOffAsync(wave, new DateTime(2023, 12, 22, 18, 0, 0, DateTimeKind.Unspecified));
        Assert.That((await olivier.PostAsync(page, ("ids", entry.ToString()))).Location, Is.EqualTo(page));
        await using var db = Database.Open();
        var edition = await db.AwardEditions.SingleAsync(one => one.WaveId == new WaveId(wave));
        Assert.That((edition.Shortlist.Count, edition.VotesUntil), Is.EqualTo((1, (Deadline?)null)));
    }

    /// <summary>The demonstration's edition before its shortlist.</summary>
    private async Task<(Guid Wave, Guid Entry)> UnannouncedAsync()
    {
        await using var db = Database.Open();
        var edition = await db.AwardEditions.SingleAsync();
        await db.Votes.ExecuteDeleteAsync();
        await db.AwardEditions.ExecuteDeleteAsync();
        return (edition.WaveId.Value, edition.Shortlist[0].Dossier.Value);
    }

    private async Task MoveCutOffAsync(Guid wave, DateTime civil)
    {
        await using var db = Database.Open();
        var at = new Deadline(civil);
        await db.Database.ExecuteSqlAsync(
            $"update cut_offs set deadline_at = {at.At}, deadline_ends_at = {at.EndsAt} where wave_id = {wave}"
        );
    }

    private static string Text(string body) =>
        WebUtility.HtmlDecode(body).Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
