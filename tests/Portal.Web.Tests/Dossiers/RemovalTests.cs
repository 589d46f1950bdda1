using System.Net;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Waves;

namespace Portal.Web.Tests.Dossiers;

/// <summary>A draft begun by mistake is removed with what belongs to it, and can be brought back as it was.</summary>
[TestFixture]
internal sealed class RemovalTests : OnPortal
{
    [Test]
    public async Task A_removed_draft_is_seen_by_nobody_until_it_is_brought_back()
    {
        var (root, secret) = await DraftAsync();
        using var camille = await Host.SignInAsync("Camille");
        using var paul = await Host.SignInAsync("Paul");
        Assert.That((await camille.GetAsync(root)).Body, Does.Contain($"{root}/remove"));
        Assert.That((await paul.GetAsync(root)).Body, Does.Not.Contain($"{root}/remove"));
        var asked = Plain((await camille.GetAsync($"{root}/remove")).Body);
        Assert.That(
            asked,
            Does.Contain("disparaît pour toute l’équipe").And.Contain("rubriques").And.Contain("un fichier")
        );
        Assert.That(asked, Does.Contain("une invitation sans réponse").And.Contain("l’autre personne de l’équipe"));
        Assert.That(asked, Does.Contain("17 février 2024"), "thirty days from the demonstration's");
        var file = await FileAsync(root);

        await camille.PostAsync($"{root}/remove");
        foreach (var person in new[] { camille, paul })
        foreach (var path in new[] { root, $"{root}/check", $"{root}/team", $"{root}/dossier.pdf?draft=true", file })
            Assert.That((await person.GetAsync(path)).Code, Is.EqualTo(404), path);
        Assert.That((await paul.GetAsync($"/team/{secret}")).Code, Is.EqualTo(404));
        Assert.That((await paul.GetAsync("/dossiers")).Body, Does.Not.Contain(root));
        Assert.That((await paul.PostAsync($"{root}/restore")).Code, Is.EqualTo(404));

        Assert.That(Plain((await camille.GetAsync("/dossiers")).Body), Does.Contain("Brouillons supprimés"));
        await camille.PostAsync($"{root}/restore");
        Assert.That((await paul.GetAsync(root)).Code, Is.EqualTo(200));
        Assert.That((await paul.GetAsync($"/team/{secret}")).Code, Is.EqualTo(200));
    }

    [Test]
    public async Task The_others_of_its_team_are_told_and_no_reminder_or_figure_counts_it()
    {
        var (root, _) = await DraftAsync();
        var id = Guid.Parse(root[^36..]);
        using var camille = await Host.SignInAsync("Camille");
        var before = await DraftsAsync();
        await camille.PostAsync($"{root}/remove");
        Assert.That(await DraftsAsync(), Is.EqualTo(before - 1));
        await using var db = Database.Open();
        var mail = await db.Outbox.SingleAsync(one =>
            one.Template == "draft-removed" && one.Occasion.Contains(id.ToString())
        );
        Assert.That(mail.Recipient.Value, Is.EqualTo("paul@demo.example"));
        Assert.That(mail.Data["until"], Does.Contain("17 février 2024"));
        await Database.SetClockAsync(Infrastructure.Persistence.DemoTime.Start.AddDays(80));
        try
        {
            await Stage.RemindersOn(db).RunAsync(CancellationToken.None);
        }
        finally
        {
            await Database.SetClockAsync(Infrastructure.Persistence.DemoTime.Start);
        }
        Assert.That(
            await db.Outbox.AnyAsync(one =>
                one.Template.StartsWith("reminder") && one.Occasion.Contains(id.ToString())
            ),
            Is.False
        );
    }

    private async Task<(string Root, string Secret)> DraftAsync()
    {
        await using var db = Database.Open();
        var (camille, paul) = (await AccountAsync("camille"), await AccountAsync("paul"));
        var dossier = await new Stage(Database).DraftAsync(camille);
        var tracked = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == dossier.Id);
        var now = await db.NowAsync();
        var secret = LinkSecret.New();
        foreach (
            var (email, hash) in new[]
            {
                ("paul@demo.example", LinkSecret.HashOf(LinkSecret.New())),
                ("x@test.example", LinkSecret.HashOf(secret)),
            }
        )
            db.TeamInvitations.Add(
                TeamInvitation.Send(tracked, EmailAddress.Parse(email), MemberRole.Writer, hash, camille.Person, now)
            );
        await db.SaveChangesAsync();
        db.TeamInvitations.Local.First().Accept(tracked, paul.Person, now);
        await db.SaveChangesAsync();
        return ($"/dossiers/{dossier.Id.Value}", secret);
    }

    private async Task<Account> AccountAsync(string name)
    {
        await using var db = Database.Open();
        return await db.Users.AsNoTracking().SingleAsync(one => one.Email == $"{name}@demo.example");
    }

    private async Task<int> DraftsAsync()
    {
        await using var db = Database.Open();
        var wave = (await new Stage(Database).WaveAsync("evaluation-dmn")).Id;
        return (await db.ProgressOfAsync([wave], Domain.People.Viewer.Visitor, CancellationToken.None))[wave].Drafts;
    }

    private async Task<string> FileAsync(string root)
    {
        await using var db = Database.Open();
        var id = new DossierId(Guid.Parse(root[^36..]));
        return $"/files/{(await db.Attachments.FirstAsync(one => one.DossierId == id)).Id.Value}";
    }

    private static string Plain(string html) => WebUtility.HtmlDecode(html);
}
