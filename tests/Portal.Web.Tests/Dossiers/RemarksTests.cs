using System.Net;
using Portal.Domain.Calls;

namespace Portal.Web.Tests.Dossiers;

/// <summary>What carriers read of their experts' remarks, once the winners are public.</summary>
[TestFixture]
internal sealed class RemarksTests : OnPortal
{
    [Test]
    public async Task Remarks_on_what_a_newer_grid_dropped_are_read_too_and_the_page_says_what_their_order_tells()
    {
        await using var db = Database.OpenAsOwner();
        var camille = await db.Users.SingleAsync(one => one.Email == "camille@demo.example");
        var dossier = await db.Dossiers.FirstAsync(one =>
            one.Carrier == camille.Person
            && db.Reviews.Count(review => review.DossierId == one.Id && review.SubmittedAt != null) > 1
            && db.Decisions.Any(decision => decision.DossierId == one.Id && decision.ListId != null)
        );
        var call = await db.Calls.Include(one => one.Grids).SingleAsync(one => one.Id == dossier.CallId);
        var (old, later) = (call.CurrentGrid, call.CurrentGrid.Criteria.Skip(1).ToList());
        var weights = later.Select((one, place) => one with { Weight = place == 0 ? 100 - later.Count + 1 : 1 });
        var grid = call.PublishGrid(old.Scale, [.. weights.Reverse()], by: null, await db.NowAsync());
        await db.SaveChangesAsync();
        using var visitor = await Host.SignInAsync("Camille");
        var reviews = await db.Reviews.Where(one => one.DossierId == dossier.Id).ToListAsync();
        // Whichever of the reviews comes first, one of them was on the newer grid.
        foreach (var review in reviews)
        {
            await SetGridAsync(dossier.Id, old);
            await db.Database.ExecuteSqlAsync(
                $"update reviews set grid_id = {grid.Id.Value} where id = {review.Id.Value}"
            );
            var page = WebUtility.HtmlDecode((await visitor.GetAsync($"/dossiers/{dossier.Id.Value}")).Body);
            Assert.That(page, Does.Contain("par ordre alphabétique"));
            string[] titles = [.. grid.Criteria.Select(one => one.Title.Fr), old.Criteria[0].Title.Fr];
            var places = titles.Select(title => page.IndexOf($"<h3>{title}", StringComparison.Ordinal)).ToList();
            Assert.That(places, Has.All.Positive, string.Join(", ", titles));
            Assert.That(places, Is.Ordered, string.Join(", ", titles));
        }

        async Task SetGridAsync(DossierId id, Grid its) =>
            await db.Database.ExecuteSqlAsync(
                $"update reviews set grid_id = {its.Id.Value} where dossier_id = {id.Value}"
            );
    }
}
