using System.Net;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Tests.Reviews;

/// <summary>What an expert reads of their panels.</summary>
[TestFixture, NonParallelizable]
internal sealed class PanelsTests : OnPortal
{
    [TestCase(-1, true)]
    [TestCase(1, false)]
    public async Task A_date_to_submit_reviews_says_once_it_has_passed(int days, bool passed)
    {
        await using (var db = Database.OpenAsOwner())
        {
            var emma = await db.Users.SingleAsync(one => one.Email == "emma@demo.example");
            var person = emma.Person;
            var due = new Deadline(DemoTime.Start.AddDays(days).DateTime);
            var waves = await db
                .Waves.Where(wave => db.Experts.Any(expert => expert.WaveId == wave.Id && expert.Person == person))
                .ToListAsync();
            foreach (var wave in waves)
                wave.SetReviewsDue(due, by: null, DemoTime.Start);
            await db.SaveChangesAsync();
        }
        using var expert = await Host.SignInAsync("Emma");
        var page = WebUtility.HtmlDecode((await expert.GetAsync("/reviews")).Body);
        Assert.That(page, Does.Contain(passed ? "Date dépassée" : "À remettre avant le"));
        Assert.That(page, Does.Not.Contain(passed ? "À remettre avant le" : "Date dépassée"));
    }

    [Test]
    public async Task Who_declares_a_conflict_with_a_dossier_that_they_hold_gives_it_back()
    {
        await using var db = Database.Open();
        var held = await db.Reviews.FirstAsync(one =>
            one.SubmittedAt == null
            && db.Users.Any(account => account.Id == one.ExpertPerson.Value && account.Email == "emma@demo.example")
        );
        using var expert = await Host.SignInAsync("Emma");

        await expert.PostAsync(
            $"/reviews/panels/{held.ExpertId.Value}/conflicts",
            ("conflicts", $"{held.DossierId.Value}")
        );

        await using var after = Database.Open();
        Assert.That((await after.Reviews.SingleAsync(one => one.Id == held.Id)).Recusal, Is.Not.Null);
    }
}
