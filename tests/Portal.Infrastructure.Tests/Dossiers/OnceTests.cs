using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Reviews.Assignment;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Pool;

namespace Portal.Infrastructure.Tests.Dossiers;

/// <summary>What is asked for twice by accident, at once or one after the other, is done once.</summary>
[TestFixture, NonParallelizable]
internal sealed class OnceTests : OnDatabase
{
    private Account _carrier = null!;

    [SetUp]
    public async Task ACarrier()
    {
        await Database.SetClockAsync(DemoTime.Start);
        _carrier = await Stage.PersonAsync("Porteuse");
    }

    [Test]
    public async Task Ten_clicks_on_one_page_start_one_dossier_and_another_page_starts_another()
    {
        var page = Guid.CreateVersion7();
        var started = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => StartAsync(page)));
        Assert.That(started.Distinct().Count(), Is.EqualTo(1));
        Assert.That(await StartAsync(page), Is.EqualTo(started[0]), "nor does a late retry start another");
        Assert.That(await StartAsync(Guid.CreateVersion7()), Is.Not.EqualTo(started[0]));
        Assert.That(await StartAsync(page: null), Is.Not.EqualTo(await StartAsync(page: null)));
    }

    [Test]
    public async Task The_page_of_one_person_gives_nobody_else_their_dossier()
    {
        var page = Guid.CreateVersion7();
        var own = await StartAsync(page);
        var other = await Stage.PersonAsync("Autre");
        Assert.That(await StartAsync(page, other), Is.Not.EqualTo(own));
    }

    [Test]
    public async Task Ten_clicks_invite_once_and_send_one_mail()
    {
        var dossier = new DossierId(await StartAsync(Guid.CreateVersion7()));
        await using var owner = Database.OpenAsOwner();
        await using var transaction = await owner.Database.BeginTransactionAsync();
        // Whoever has found nobody invited yet waits for the mail to be written.
        await owner.Database.ExecuteSqlRawAsync("lock table outbox in share mode");
        var clicks = Enumerable.Range(0, 10).Select(_ => InviteAsync(dossier, "twice@nowhere.example")).ToList();
        await Task.Delay(TimeSpan.FromSeconds(1));
        await transaction.RollbackAsync();
        await Task.WhenAll(clicks);
        await InviteAsync(dossier, "TWICE@nowhere.example");
        await using var db = Database.Open();
        Assert.That(await db.TeamInvitations.CountAsync(one => one.DossierId == dossier), Is.EqualTo(1));
        Assert.That(
            await db.Outbox.CountAsync(mail => mail.Recipient == EmailAddress.Parse("twice@nowhere.example")),
            Is.EqualTo(1)
        );
        Assert.That(
            Assert
                .ThrowsAsync<RefusedException>(() => InviteAsync(dossier, "twice@nowhere.example", MemberRole.Reader))!
                .Refusals.Single(),
            Is.EqualTo(DossierRefusals.AlreadyInvited),
            "to another place it is another invitation"
        );
    }

    [Test]
    public async Task Who_invites_the_same_address_again_learns_since_when_it_is_invited()
    {
        var dossier = new DossierId(await StartAsync(Guid.CreateVersion7()));
        var first = await InviteAsync(dossier, "again@nowhere.example");
        await Database.SetClockAsync(DemoTime.Start.AddDays(2));
        var again = await InviteAsync(dossier, "again@nowhere.example");
        Assert.That((first.IsNew, again.IsNew), Is.EqualTo((true, false)));
        Assert.That(again.At, Is.EqualTo(first.At).Within(TimeSpan.FromMilliseconds(1)));
    }

    [Test]
    public async Task Whoever_cannot_see_a_dossier_does_not_wait_for_those_who_work_on_it()
    {
        var dossier = new DossierId(await StartAsync(Guid.CreateVersion7()));
        var stranger = Stage.ViewerOf(await Stage.PersonAsync("Autre", role: PortalRole.Officer), PortalRole.Officer);
        await using var owner = Database.OpenAsOwner();
        await using var transaction = await owner.Database.BeginTransactionAsync();
        await owner.HoldDossierAsync(dossier, CancellationToken.None);
        await using var db = Database.Open();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var address = EmailAddress.Parse("stranger@nowhere.example");
        var invite = new InviteMember(
            db,
            new Partners(db, new FormCache()),
            new Texts.Texts(typeof(Texts.Texts).Assembly)
        );
        Assert.That(
            await invite.RunAsync(dossier, address, MemberRole.Writer, Consortium.Lead, stranger, patience.Token),
            Is.Null
        );
        await using var another = Database.Open();
        Assert.That(
            await new AssignReview(another, new LookForConflicts(another)).RunAsync(
                new AssignedPair(dossier, ExpertId.New()),
                reason: "",
                stranger,
                patience.Token
            ),
            Is.Null
        );
        await using var remover = Database.Open();
        var remove = new RemoveDraft(remover);
        Assert.That(await remove.RunAsync(dossier, stranger, patience.Token), Is.False);
        Assert.That(await remove.RestoreAsync(dossier, stranger, patience.Token), Is.False);
    }

    [Test]
    public async Task Invitations_taken_back_count_among_those_of_a_day()
    {
        var dossier = new DossierId(await StartAsync(Guid.CreateVersion7()));
        for (var number = 0; number < TeamInvitation.MaxADay; number++)
        {
            await InviteAsync(dossier, $"p{number}@nowhere.example");
            await TakeBackAsync(dossier);
        }
        Assert.That(
            Assert
                .ThrowsAsync<RefusedException>(() => InviteAsync(dossier, "one.more@nowhere.example"))!
                .Refusals.Single(),
            Is.EqualTo(DossierRefusals.InvitesEnough(TeamInvitation.MaxADay))
        );
        await Database.SetClockAsync(DemoTime.Start.AddDays(1).AddMinutes(1));
        await InviteAsync(dossier, "one.more@nowhere.example");
    }

    [Test]
    public async Task Another_title_written_on_a_page_that_was_gone_back_to_is_another_dossier()
    {
        var page = Guid.NewGuid();
        var first = await StartAsync(page);
        Assert.That(await StartAsync(page, title: "Un autre projet"), Is.Not.EqualTo(first));
        Assert.That(await StartAsync(page), Is.EqualTo(first));
    }

    [Test]
    public async Task The_page_whose_draft_was_removed_starts_another()
    {
        var page = Guid.NewGuid();
        var first = await StartAsync(page);
        await using var db = Database.Open();
        var remove = new RemoveDraft(db);
        await remove.RunAsync(new DossierId(first), Stage.ViewerOf(_carrier), CancellationToken.None);
        Assert.That(await StartAsync(page), Is.Not.EqualTo(first));
        await remove.RestoreAsync(new DossierId(first), Stage.ViewerOf(_carrier), CancellationToken.None);
        Assert.That(await StartAsync(page), Is.EqualTo(first), "brought back, it is the one that is there");
    }

    [Test]
    public async Task Who_joins_a_dossier_that_is_removed_in_the_same_moment_finds_none()
    {
        var dossier = new DossierId(await StartAsync(Guid.NewGuid()));
        var invited = await Stage.PersonAsync("Invitée");
        await InviteAsync(dossier, invited.Email!);
        await using var db = Database.Open();
        var invitation = await db.TeamInvitations.SingleAsync(one => one.DossierId == dossier);
        await using (var another = Database.Open())
            await new RemoveDraft(another).RunAsync(dossier, Stage.ViewerOf(_carrier), CancellationToken.None);
        Assert.That(
            await new Team(db, new LookForConflicts(db)).JoinAsync(invitation, invited, CancellationToken.None),
            Is.False
        );
    }

    private async Task<Guid> StartAsync(Guid? page, Account? by = null, string title = "Un projet")
    {
        var wave = await Stage.WaveAsync("evaluation-dmn");
        await using var db = Database.Open();
        var dossier = await new StartDossier(db).RunAsync(
            wave.Id,
            title,
            (by ?? _carrier).Person,
            page,
            CancellationToken.None
        );
        return dossier!.Id.Value;
    }

    private async Task<Invited> InviteAsync(DossierId dossier, string address, MemberRole role = MemberRole.Writer)
    {
        await using var db = Database.Open();
        var invited = await new InviteMember(
            db,
            new Partners(db, new FormCache()),
            new Texts.Texts(typeof(Texts.Texts).Assembly)
        ).RunAsync(
            dossier,
            EmailAddress.Parse(address),
            role,
            Consortium.Lead,
            Stage.ViewerOf(_carrier),
            CancellationToken.None
        );
        return invited!;
    }

    private async Task TakeBackAsync(DossierId dossier)
    {
        await using var db = Database.Open();
        var open = await db.TeamInvitations.Where(one => one.DossierId == dossier).Select(one => one.Id).SingleAsync();
        var acts = new TeamActs(db, new Partners(db, new FormCache()));
        Assert.That(await acts.TakeBackAsync(dossier, open, Stage.ViewerOf(_carrier), CancellationToken.None), Is.True);
    }
}
