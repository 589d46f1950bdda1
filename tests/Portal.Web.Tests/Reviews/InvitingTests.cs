using System.Net;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Web.Tests.Pages;

namespace Portal.Web.Tests.Reviews;

/// <summary>Experts are invited, one or several, and say who could come in their place.</summary>
[TestFixture]
internal sealed class InvitingTests : OnPortal
{
    [Test]
    public async Task Who_suggests_somebody_is_told_at_the_field_what_is_wrong_with_it_and_what_is_right_is_kept()
    {
        await using var db = Database.Open();
        var secret = LinkSecret.New();
        var pooled = await PooledAsync(db);
        var officer = await db.Users.SingleAsync(one => one.Email == "olivier@demo.example");
        db.Add(new ExpertInvitation(pooled, LinkSecret.HashOf(secret), officer.Person, await db.NowAsync()));
        await db.SaveChangesAsync();
        using var invited = Host.NewVisitor();
        var path = $"/invitations/{secret}";
        foreach (
            var (name, address, field, word) in new[]
            {
                ("Ada", "ada at nowhere", "SubstituteEmail", "adresse"),
                ("Ada", "", "SubstituteEmail", "Donnez aussi l’adresse"),
                ("", "ada@nowhere.example", "SubstituteName", "Donnez aussi le nom"),
            }
        )
        {
            var wrong = await invited.PostAsync(
                $"{path}/decline",
                ("Reason", "Absente"),
                ("SubstituteName", name),
                ("SubstituteEmail", address)
            );
            Assert.That(WebUtility.HtmlDecode(wrong.Body), Does.Contain($"href=\"#{field}\"").And.Contain(word));
        }
        Assert.That(
            (await db.ExpertInvitations.AsNoTracking().SingleAsync(one => one.PoolExpertId == pooled.Id)).Answer,
            Is.Null
        );

        await invited.PostAsync(
            $"{path}/decline",
            ("Reason", "Absente"),
            ("SubstituteName", "Ada"),
            ("SubstituteEmail", " Ada@Nowhere.example ")
        );

        var kept = await db.ExpertInvitations.AsNoTracking().SingleAsync(one => one.PoolExpertId == pooled.Id);
        Assert.That(kept.Substitute?.Email, Is.EqualTo(EmailAddress.Parse("ada@nowhere.example")));
        using var olivier = await Host.SignInAsync("Olivier");
        Assert.That((await olivier.PostAsync($"/staff/experts/{pooled.Id.Value}/substitute")).Code, Is.EqualTo(302));
        var again = await olivier.PostAsync($"/staff/experts/{pooled.Id.Value}/substitute");
        Assert.That(again.Code, Is.EqualTo(409), "the same address in other letters is in the pool");
    }

    [Test]
    public async Task Several_are_invited_at_once_after_one_search_of_their_conflicts_and_each_once()
    {
        await using var db = Database.Open();
        using var olivier = await Host.SignInAsync("Olivier");
        var few = await SentAsync(olivier, [await PooledAsync(db)]);
        List<PoolExpert> five = [];
        for (var number = 0; number < 5; number++)
            five.Add(await PooledAsync(db));

        var many = await SentAsync(olivier, five);

        Assert.That(
            (many - few) / 4,
            Is.LessThanOrEqualTo(MostForOneMore),
            "the wave is searched once for all of them"
        );
        await SentAsync(olivier, five);
        var ids = five.Select(one => one.Id).ToList();
        Assert.That(await db.ExpertInvitations.CountAsync(one => ids.Contains(one.PoolExpertId)), Is.EqualTo(5));
        foreach (var one in five)
            Assert.That(await db.Outbox.CountAsync(mail => mail.Recipient == one.Email!), Is.EqualTo(1));
    }

    private const int MostForOneMore = 9;

    private Task<int> SentAsync(Visitor officer, IReadOnlyList<PoolExpert> chosen) =>
        StatementCounter.CountAsync(
            Database,
            async () =>
                Assert.That(
                    (
                        await officer.PostAsync(
                            $"/staff/waves/{chosen[0].WaveId.Value}/experts/invitations/send",
                            [.. chosen.Select(one => ("experts", $"{one.Id.Value}")), ("days", "10")]
                        )
                    ).Code,
                    Is.EqualTo(302)
                )
        );

    private static async Task<PoolExpert> PooledAsync(PortalDbContext db)
    {
        var wave = (await Reviewing.OfEmmaAsync(db)).Wave;
        var officer = await db.Users.SingleAsync(one => one.Email == "olivier@demo.example");
        var pooled = Experts.Pooled(wave, $"{Guid.NewGuid():N}@nowhere.example", officer.Person, await db.NowAsync());
        db.PoolExperts.Add(pooled);
        await db.SaveChangesAsync();
        return pooled;
    }
}
