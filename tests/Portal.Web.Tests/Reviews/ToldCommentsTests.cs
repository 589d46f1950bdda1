using System.Net;
using System.Text.RegularExpressions;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;

namespace Portal.Web.Tests.Reviews;

/// <summary>What a carrier was told with the decision, when it turns out later that one of the experts was in conflict.</summary>
[TestFixture]
internal sealed partial class ToldCommentsTests : OnPortal
{
    private const string Words = "Un mot de cet expert au porteur.";

    [Test]
    public async Task What_was_told_stays_byte_for_byte_until_staff_sets_the_review_aside()
    {
        await using var db = Database.OpenAsOwner();
        var told = await ToldAsync(db);
        using var camille = await Host.SignInAsync("Camille");
        var before = await ReadAsync(camille, told.Dossier);
        Assert.That(before, Does.Contain(Words));
        await LateConflicts.NoteAsync(Database, told.Review);
        Assert.That(await db.ReviewsThatCount().AnyAsync(one => one.Id == told.Review), Is.False, "it weighs nowhere");
        Assert.That(await ReadAsync(camille, told.Dossier), Is.EqualTo(before));

        // Noted while the list was still under embargo.
        await db
            .Conflicts.Where(one => one.Evidence == LateConflicts.Evidence)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.FoundAt, told.At.AddSeconds(-1)));
        Assert.That(await ReadAsync(camille, told.Dossier), Does.Not.Contain(Words), "it was never told");
        await db
            .Conflicts.Where(one => one.Evidence == LateConflicts.Evidence)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.FoundAt, told.At));
        Assert.That(await ReadAsync(camille, told.Dossier), Is.EqualTo(before));

        using var olivier = await Host.SignInAsync("Olivier");
        var page = WebUtility.HtmlDecode((await olivier.GetAsync($"/staff/dossiers/{told.Dossier.Value}")).Body);
        Assert.That(page, Does.Contain("sauf si vous mettez l’évaluation de côté"));
        await olivier.PostAsync($"/staff/reviews/{told.Review.Value}/take-away", ("word", "Conflit d’intérêts."));
        Assert.That(await ReadAsync(camille, told.Dossier), Does.Not.Contain(Words));
    }

    /// <summary>A dossier of Camille’s whose decision is public, with a review whose words tell it from the others.</summary>
    private static async Task<(DossierId Dossier, ReviewId Review, DateTimeOffset At)> ToldAsync(PortalDbContext db)
    {
        var now = await db.NowAsync();
        var found = await (
            from review in db.Reviews
            where review.SubmittedAt != null
            join decision in db.Decisions on review.DossierId equals decision.DossierId
            join list in db.WinnerListsPublicAt(now) on decision.ListId equals list.Id
            join dossier in db.Dossiers on review.DossierId equals dossier.Id
            where db.Users.Any(one => one.Name == "Camille Démo" && one.Id == dossier.Carrier.Value)
            orderby review.Id
            select new { review, list.PublishAt }
        ).FirstAsync();
        var sheet = found.review.Sheet with { ToCarrier = Words };
        await db
            .Reviews.Where(one => one.Id == found.review.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Sheet, sheet));
        return (found.review.DossierId, found.review.Id, found.PublishAt);
    }

    /// <summary>Below the bar that moves the demonstration's clock, and tells it.</summary>
    private static async Task<string> ReadAsync(Visitor carrier, DossierId dossier)
    {
        var page = WebUtility.HtmlDecode((await carrier.GetAsync($"/dossiers/{dossier.Value}")).Body);
        return Token().Replace(page[page.IndexOf("<main", StringComparison.Ordinal)..], "");
    }

    /// <summary>What differs from one answer to the next, whatever they tell.</summary>
    [GeneratedRegex("CfDJ8[\\w-]+|nonce=\"[^\"]+\"", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Token();
}
