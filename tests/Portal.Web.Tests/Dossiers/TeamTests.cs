using Portal.Domain.Dossiers;

namespace Portal.Web.Tests.Dossiers;

/// <summary>A partner arrives from a mail.</summary>
[TestFixture]
internal sealed class TeamTests : OnPortal
{
    [Test]
    public async Task A_partner_is_invited_by_mail_and_joins_with_an_account_of_that_address()
    {
        using var camille = await Host.SignInAsync("Camille");
        var draft = await DraftAsync();
        var link = await InviteAsync(camille, draft, "auguste@demo.example");

        using var visitor = Host.NewVisitor();
        Assert.That((await visitor.GetAsync(link)).Body, Does.Contain("Camille Démo").And.Contain("/account/sign-in"));
        using var emma = await Host.SignInAsync("Emma");
        Assert.That((await emma.PostAsync(link + "/accept")).Code, Is.EqualTo(404), "it isn't theirs");

        using var auguste = await Host.SignInAsync("Auguste");
        Assert.That((await auguste.GetAsync($"/dossiers/{draft}")).Code, Is.EqualTo(404), "invited is not joined");
        Assert.That((await auguste.PostAsync(link + "/accept")).Location, Is.EqualTo($"/dossiers/{draft}"));
        Assert.That((await auguste.GetAsync($"/dossiers/{draft}")).Code, Is.EqualTo(200));
    }

    [Test]
    public async Task Whoever_has_the_link_can_say_no_without_an_account()
    {
        using var camille = await Host.SignInAsync("Camille");
        var link = await InviteAsync(camille, await DraftAsync(), "decline@nowhere.example");
        using var visitor = Host.NewVisitor();
        Assert.That((await visitor.PostAsync(link + "/decline")).Location, Is.EqualTo(link));
        await using var db = Database.Open();
        Assert.That(await db.Outbox.CountAsync(mail => mail.Template == "team-declined"), Is.EqualTo(1));
    }

    [Test]
    public async Task Inviting_never_tells_whether_an_address_has_an_account()
    {
        using var camille = await Host.SignInAsync("Camille");
        var draft = await DraftAsync();
        var known = await camille.PostAsync($"/dossiers/{draft}/team", ("Email", "olivier@demo.example"));
        var unknown = await camille.PostAsync($"/dossiers/{draft}/team", ("Email", "nobody@nowhere.example"));
        Assert.That((known.Code, known.Location), Is.EqualTo((unknown.Code, unknown.Location)));
        var page = (await camille.GetAsync($"/dossiers/{draft}")).Body;
        Assert.That(page, Does.Contain("olivier@demo.example").And.Contain("nobody@nowhere.example"));
        Assert.That(page, Does.Not.Contain("Olivier Démo (olivier"));
    }

    [Test]
    public async Task Nobody_is_invited_twice_and_no_flood_of_mails_leaves()
    {
        using var camille = await Host.SignInAsync("Camille");
        var started = await camille.PostAsync(
            "/dossiers/new",
            ("Wave", (await WaveAsync()).ToString()),
            ("Title", "Un projet à plusieurs")
        );
        var path = started.Location + "/team";
        for (var number = 0; number < TeamInvitation.MaxOpen; number++)
            Assert.That((await camille.PostAsync(path, ("Email", $"p{number}@flood.example"))).Code, Is.EqualTo(302));
        Assert.That(
            (await camille.PostAsync(path, ("Email", "P1@flood.example"))).Code,
            Is.EqualTo(302),
            "a second click is the first one"
        );
        Assert.That((await camille.GetAsync(path)).Body, Does.Contain("aucun nouveau courriel"));
        Assert.That(
            (await camille.PostAsync(path, ("Email", "P1@flood.example"), ("Role", "Reader"))).Body,
            Does.Contain("déjà invitée")
        );
        Assert.That((await camille.PostAsync(path, ("Email", "one@more.example"))).Code, Is.EqualTo(409));
    }

    [Test]
    public async Task One_address_is_invited_three_times_a_day_those_taken_back_among_them()
    {
        using var camille = await Host.SignInAsync("Camille");
        var draft = await DraftAsync();
        for (var time = 0; time < TeamInvitation.MaxToOneADay; time++)
        {
            Assert.That(
                (await camille.PostAsync($"/dossiers/{draft}/team", ("Email", "often@nowhere.example"))).Code,
                Is.EqualTo(302)
            );
            await using var db = Database.Open();
            var open = await db.TeamInvitations.SingleAsync(one =>
                one.Email == EmailAddress.Parse("often@nowhere.example") && one.Answer == null
            );
            await camille.PostAsync($"/dossiers/{draft}/team/invitations/{open.Id.Value}/take-back");
        }
        var refused = await camille.PostAsync($"/dossiers/{draft}/team", ("Email", "often@nowhere.example"));
        Assert.That(refused.Code, Is.EqualTo(409));
        Assert.That(System.Net.WebUtility.HtmlDecode(refused.Body), Does.Contain("plusieurs invitations aujourd’hui"));
    }

    [Test]
    public async Task An_invitation_that_is_taken_back_opens_nothing()
    {
        using var camille = await Host.SignInAsync("Camille");
        var draft = await DraftAsync();
        var link = await InviteAsync(camille, draft, "mistaken@nowhere.example");
        await using var db = Database.Open();
        var invitation = await db.TeamInvitations.SingleAsync(one =>
            one.Email == EmailAddress.Parse("mistaken@nowhere.example")
        );
        await camille.PostAsync($"/dossiers/{draft}/team/invitations/{invitation.Id.Value}/take-back");
        using var visitor = Host.NewVisitor();
        Assert.That((await visitor.GetAsync(link)).Code, Is.EqualTo(404));
    }

    [Test]
    public async Task The_coordinator_changes_who_is_in_the_team_and_each_whom_it_concerns_is_told()
    {
        using var camille = await Host.SignInAsync("Camille");
        var draft = await DraftAsync();
        var (root, elise) = ($"/dossiers/{draft}", await PersonAsync("elise"));
        using var her = await Host.SignInAsync("Élise");
        await her.PostAsync(await InviteAsync(camille, draft, "elise@demo.example") + "/accept");

        Assert.That((await her.PostAsync($"{root}/team/{elise}", ("Role", "Writer"))).Code, Is.EqualTo(409));
        await camille.PostAsync($"{root}/team/{elise}", ("Role", "Signatory"), ("Partner", "lead"));
        Assert.That((await camille.GetAsync($"{root}/team")).Body, Does.Contain("Signataire"));
        Assert.That(
            (await camille.PostAsync($"{root}/team/{elise}", ("Role", "Reader"), ("Partner", "nowhere"))).Body,
            Does.Contain("ce partenaire")
        );
        await camille.PostAsync($"{root}/team/{elise}/remove");
        Assert.That((await her.GetAsync(root)).Code, Is.EqualTo(404));
        await using var db = Database.Open();
        var told = await db
            .Outbox.Where(mail => mail.Recipient == EmailAddress.Parse("elise@demo.example"))
            .Select(mail => mail.Template)
            .ToListAsync();
        Assert.That(told, Is.SupersetOf(new[] { "team-placed", "team-removed" }));
    }

    [Test]
    public async Task The_coordination_passes_to_who_accepts_it_and_only_while_it_is_offered()
    {
        using var camille = await Host.SignInAsync("Camille");
        using var paul = await Host.SignInAsync("Paul");
        var root = $"/dossiers/{await DraftAsync()}";
        var (coordinator, writer) = (await PersonAsync("camille"), await PersonAsync("paul"));
        await camille.PostAsync($"{root}/coordination/offer", ("to", writer));
        await camille.PostAsync($"{root}/coordination/take-back");
        Assert.That((await paul.PostAsync($"{root}/coordination/accept")).Code, Is.EqualTo(409));
        await camille.PostAsync($"{root}/coordination/offer", ("to", writer));
        Assert.That((await paul.GetAsync($"{root}/team")).Body, Does.Contain("On vous propose de coordonner"));
        Assert.That((await paul.PostAsync($"{root}/coordination/accept")).Location, Is.EqualTo($"{root}/team"));

        var refused = await camille.PostAsync($"{root}/team", ("Email", "late@nowhere.example"));
        Assert.That(refused.Code, Is.EqualTo(409), "she is a writer now");
        Assert.That((await paul.PostAsync($"{root}/team/{writer}/remove")).Body, Does.Contain("ne quitte pas"));
        await using var db = Database.Open();
        var told = await db
            .Outbox.Where(mail => mail.Template == "coordination-passed")
            .Select(mail => mail.Recipient)
            .ToListAsync();
        Assert.That(
            told.Select(one => one.Value),
            Is.SupersetOf(new[] { "camille@demo.example", "paul@demo.example" })
        );

        await paul.PostAsync($"{root}/coordination/offer", ("to", coordinator));
        await camille.PostAsync($"{root}/coordination/accept");
    }

    private async Task<string> PersonAsync(string key)
    {
        await using var db = Database.Open();
        return await db
            .Users.Where(one => one.Email == $"{key}@demo.example")
            .Select(one => one.Id.ToString())
            .SingleAsync();
    }

    private async Task<string> InviteAsync(Visitor by, string dossier, string address)
    {
        var invited = await by.PostAsync($"/dossiers/{dossier}/team", ("Email", address), ("Role", "Reader"));
        Assert.That(invited.Location, Is.EqualTo($"/dossiers/{dossier}/team"));
        await using var db = Database.Open();
        var mail = await db.Outbox.SingleAsync(one =>
            one.Recipient == EmailAddress.Parse(address) && one.Template == "team-invited"
        );
        return mail.Data["link"];
    }

    private async Task<Guid> WaveAsync()
    {
        await using var db = Database.Open();
        var draft = new DossierId(Guid.Parse(await DraftAsync()));
        return await db.Dossiers.Where(one => one.Id == draft).Select(one => one.WaveId.Value).SingleAsync();
    }

    /// <summary>Camille's draft that is ready, whose team she began with Paul.</summary>
    private async Task<string> DraftAsync()
    {
        await using var db = Database.Open();
        var drafts = db.Dossiers.Where(one =>
            one.FiledAt == null
            && db.TeamInvitations.Any(invitation =>
                invitation.DossierId == one.Id && invitation.Email == EmailAddress.Parse("paul@demo.example")
            )
        );
        return (await drafts.Select(one => one.Id.Value).SingleAsync()).ToString();
    }
}
