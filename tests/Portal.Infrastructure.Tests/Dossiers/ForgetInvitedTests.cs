using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Pool;

namespace Portal.Infrastructure.Tests.Dossiers;

/// <summary>Addresses of people who never came are kept for a month after their invitation ended.</summary>
[TestFixture, NonParallelizable]
internal sealed class ForgetInvitedTests : OnDatabase
{
    private static readonly DateTimeOffset Ended = DemoTime.Start + TeamInvitation.Validity;

    private static readonly TimeSpan Soon = TimeSpan.FromHours(1);

    private Account _carrier = null!;
    private Dossier _dossier = null!;

    [SetUp]
    public async Task ADraft()
    {
        await Database.SetClockAsync(DemoTime.Start);
        _carrier = await Stage.PersonAsync("Porteuse");
        _dossier = await Stage.DraftAsync(_carrier);
    }

    [Test]
    public async Task Taken_back_or_expired_it_loses_its_address_after_a_month_and_not_before()
    {
        var (back, expired, declined) = (await SendAsync(), await SendAsync(), await SendAsync());
        await ActAsync(back, (one, dossier) => one.TakeBack(dossier, _carrier.Person, DemoTime.Start));
        await ActAsync(declined, (one, _) => one.Decline(DemoTime.Start));
        await ForgetAsync(DemoTime.Start + TeamInvitation.AddressKept - Soon);
        Assert.That(await NamedAsync(back, expired, declined), Is.EqualTo(new[] { true, true, true }));
        await ForgetAsync(DemoTime.Start + TeamInvitation.AddressKept + Soon);
        Assert.That(await NamedAsync(back, expired, declined), Is.EqualTo(new[] { false, true, true }));
        await ForgetAsync(Ended + TeamInvitation.AddressKept + Soon);
        Assert.That(await NamedAsync(back, expired, declined), Is.EqualTo(new[] { false, false, true }));
    }

    [Test]
    public async Task The_mails_that_invited_are_forgotten_with_the_address()
    {
        var (team, expert) = ($"{Guid.NewGuid():N}@nowhere.example", $"{Guid.NewGuid():N}@nowhere.example");
        await using (var db = Database.Open())
        {
            await new InviteMember(
                db,
                new Partners(db, new FormCache()),
                new Texts.Texts(typeof(Texts.Texts).Assembly)
            ).RunAsync(
                _dossier.Id,
                EmailAddress.Parse(team),
                MemberRole.Writer,
                Consortium.Lead,
                Stage.ViewerOf(_carrier),
                CancellationToken.None
            );
            var wave = await Stage.WaveAsync("evaluation-dmn");
            var pooled = Experts.Pooled(wave.Id, expert, _carrier.Person, DemoTime.Start, "Jamais");
            await new Invitations(db, new Roles(db), new LookForConflicts(db)).InviteAsync(
                wave,
                pooled.Facts!,
                _carrier.Person,
                ExpertInvitation.UsualDays,
                CancellationToken.None
            );
        }
        await ForgetAsync(DemoTime.Start + Soon);
        Assert.That((await MailsToAsync(team), await MailsToAsync(expert)), Is.EqualTo((1, 1)));
        await ForgetAsync(Ended + TeamInvitation.AddressKept + Soon);
        Assert.That((await MailsToAsync(team), await MailsToAsync(expert)), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task So_does_an_experts_who_never_answered()
    {
        var wave = await Stage.WaveAsync("evaluation-dmn");
        var pooled = Experts.Pooled(wave.Id, "jamais@nowhere.example", _carrier.Person, DemoTime.Start, "Jamais");
        var sent = Experts.Invited(pooled, _carrier.Person, DemoTime.Start);
        await using (var db = Database.OpenAsOwner())
        {
            db.AddRange(pooled, sent);
            await db.SaveChangesAsync();
        }
        var ended = sent.ExpiresAt + ExpertInvitation.AddressKept;
        await ForgetAsync(ended - Soon);
        Assert.That((await ExpertAsync(sent)).Email, Is.EqualTo(pooled.Email));
        await ForgetAsync(ended + Soon);
        Assert.That((await ExpertAsync(sent)).Email, Is.Null);
        await using (var db = Database.Open())
            Assert.That(
                (await db.PoolExperts.SingleAsync(one => one.Id == pooled.Id)).Email,
                Is.Null,
                "nor in the pool"
            );
        Assert.That((await ExpertAsync(sent)).InvitedAt, Is.EqualTo(DemoTime.Start), "that it was sent is kept");
    }

    private async Task<TeamInvitation> SendAsync()
    {
        await using var db = Database.OpenAsOwner();
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == _dossier.Id);
        var address = EmailAddress.Parse($"{Guid.NewGuid():N}@nowhere.example");
        var hash = LinkSecret.HashOf(LinkSecret.New());
        var sent = TeamInvitation.Send(dossier, address, MemberRole.Writer, hash, _carrier.Person, DemoTime.Start);
        db.TeamInvitations.Add(sent);
        await db.SaveChangesAsync();
        return sent;
    }

    private async Task ActAsync(TeamInvitation sent, Action<TeamInvitation, Dossier> act)
    {
        await using var db = Database.OpenAsOwner();
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == _dossier.Id);
        act(await db.TeamInvitations.SingleAsync(one => one.Id == sent.Id), dossier);
        await db.SaveChangesAsync();
    }

    private async Task ForgetAsync(DateTimeOffset at)
    {
        await Database.SetClockAsync(at);
        await using var db = Database.Open();
        var clock = new PortalClock();
        await clock.RefreshAsync(db);
        await new ForgetInvited(db, clock).RunAsync(CancellationToken.None);
    }

    private async Task<int> MailsToAsync(string address)
    {
        await using var db = Database.Open();
        return await db.Outbox.CountAsync(mail => mail.Recipient == EmailAddress.Parse(address));
    }

    private async Task<bool[]> NamedAsync(params TeamInvitation[] sent)
    {
        await using var db = Database.Open();
        var all = await db
            .TeamInvitations.IgnoreQueryFilters()
            .Where(one => one.DossierId == _dossier.Id)
            .ToDictionaryAsync(one => one.Id, one => one.Email is not null);
        return [.. sent.Select(one => all[one.Id])];
    }

    private async Task<ExpertInvitation> ExpertAsync(ExpertInvitation sent)
    {
        await using var db = Database.Open();
        return await db.ExpertInvitations.SingleAsync(one => one.Id == sent.Id);
    }
}
