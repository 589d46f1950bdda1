using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Tests.Dossiers;

/// <summary>What mails tell a team, as it reads them.</summary>
[TestFixture]
internal sealed class MailTests : OnPortal
{
    private Account _camille = null!;
    private Account _paul = null!;

    [SetUp]
    public async Task Know()
    {
        await using var db = Database.Open();
        await db.Outbox.ExecuteDeleteAsync();
        _camille = await db.Users.AsNoTracking().SingleAsync(one => one.Email == "camille@demo.example");
        _paul = await db.Users.AsNoTracking().SingleAsync(one => one.Email == "paul@demo.example");
    }

    [Test]
    public async Task A_mail_of_what_happened_in_a_team_or_to_a_dossier_says_on_what_day_and_at_what_time()
    {
        var (camille, paul) = (_camille.Person, _paul.Person);
        var draft = await new Stage(Database).DraftAsync(_camille);
        await JoinAsync(draft.Id, paul);
        await DoAsync(draft.Id, (its, now) => its.Place(paul, MemberRole.Reader, Consortium.Lead, camille, now));
        await DoAsync(draft.Id, (its, now) => its.OfferCoordination(paul, camille, now));
        await DoAsync(draft.Id, (its, now) => its.TakeCoordinationBack(camille, now));
        await DoAsync(draft.Id, (its, now) => its.OfferCoordination(paul, camille, now));
        await DoAsync(draft.Id, (its, now) => its.DeclineCoordination(paul, now));
        await DoAsync(draft.Id, (its, now) => its.OfferCoordination(paul, camille, now));
        await DoAsync(draft.Id, (its, now) => its.AcceptCoordination(paul, now));
        await DoAsync(draft.Id, (its, now) => its.Remove(camille, paul, now));
        await JoinAsync(draft.Id, camille);
        await DoAsync(draft.Id, (its, now) => its.Remove(camille, camille, now));
        await new Stage(Database).FileAsync(draft, _paul);
        await DoAsync(draft.Id, (its, now) => its.Withdraw("", paul, now));

        var told = await ComposedAsync();
        Assert.That(told, Has.Count.GreaterThan(9));
        foreach (var (template, text) in told)
            Assert.That(text, Does.Match("18 (janvier|January) 2024 (à|at) "), template);
    }

    [Test]
    public async Task An_invitation_says_who_invites_to_what_in_which_role_and_until_when_and_greets_no_address()
    {
        using var camille = await Host.SignInAsync("Camille");
        var draft = await new Stage(Database).DraftAsync(_camille);
        await camille.PostAsync(
            $"/dossiers/{draft.Id.Value}/team",
            ("Email", "invitee@test.example"),
            ("Role", "Reader")
        );
        var (_, text) = (await ComposedAsync()).Single(one => one.Template == "team-invited");
        Assert.That(text, Does.Contain("Camille Démo").And.Contain(draft.Title).And.Contain("Votre rôle : Lecteur"));
        Assert.That(text, Does.Match("pour l’appel « .+ »").And.Match("jusqu’au .+ 2024 à "));
        Assert.That(text, Does.Contain("Bonjour,").And.Not.Contain("invitee@"));
    }

    private async Task JoinAsync(DossierId id, PersonId person)
    {
        await using var db = Database.Open();
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == id);
        var hash = LinkSecret.HashOf(LinkSecret.New());
        var address = EmailAddress.Parse("somebody@test.example");
        var now = await db.NowAsync();
        var sent = TeamInvitation.Send(dossier, address, MemberRole.Writer, hash, dossier.Coordinator, now);
        db.TeamInvitations.Add(sent);
        await db.SaveChangesAsync();
        sent.Accept(dossier, person, now);
        await db.SaveChangesAsync();
    }

    private async Task DoAsync(DossierId id, Action<Dossier, DateTimeOffset> act)
    {
        await using var db = Database.Open();
        act(await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == id), await db.NowAsync());
        await db.SaveChangesAsync();
    }

    private async Task<List<(string Template, string Text)>> ComposedAsync()
    {
        await using var db = Database.Open();
        var composer = Host.Services.GetRequiredService<MailComposer>();
        var mails = await db.Outbox.AsNoTracking().ToListAsync();
        return [.. mails.Select(mail => (mail.Template, composer.Compose(mail).Text.Replace('\u00a0', ' ')))];
    }
}
