using Portal.Domain.Dossiers;
using Portal.Domain.Reviews.Pool;
using Portal.Domain.Waves;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Pool;

namespace Portal.Infrastructure.Tests.Reviews.Pool;

/// <summary>What each kind of finding rests on is the domain's to test; here, that it is read, kept, and let go.</summary>
[TestFixture, NonParallelizable]
internal sealed class LookForConflictsTests : OnDatabase
{
    private static readonly DateTimeOffset Now = DemoTime.Start;
    private Account _carrier = null!;
    private Wave _wave = null!;
    private Dossier _filed = null!;
    private Dossier _other = null!;

    [SetUp]
    public async Task TwoDossiers()
    {
        await Database.SetClockAsync(Now);
        _carrier = await Stage.PersonAsync("Jeanne Martin");
        _wave = await Stage.WaveAsync("tiers-lieux", 2);
        var at = _wave.ClosesAt!.EndsAt.AddDays(-1);
        _filed = await Stage.FiledAsync(_carrier, "tiers-lieux", 2, at);
        _other = await Stage.FiledAsync(await Stage.PersonAsync("Autre Porteur"), "tiers-lieux", 2, at);
    }

    [Test]
    public async Task They_are_found_before_anybody_is_invited_and_once()
    {
        var siren = await SirenOfAsync(_filed.Id);
        var id = await PoolAsync(Facts() with { Siren = siren, Texts = [new("Avec Martin Jeanne", "")] });
        await LookAsync(id);
        Assert.That(
            await KindsAsync(id, _filed.Id),
            Is.EqualTo(new[] { ConflictKind.SirenFamily, ConflictKind.CoAuthor })
        );
        Assert.That(await KindsAsync(id, _other.Id), Is.Empty);
        var told = await ToldAsync(id);
        await LookAsync(id);
        Assert.That(await ToldAsync(id), Is.EqualTo(told), "looking again finds nothing new");
    }

    [Test]
    public async Task What_a_dossier_of_another_wave_tells_is_found_too()
    {
        var expert = await Stage.PersonAsync("Experte");
        var earlier = await Stage.FiledAsync(_carrier, "evaluation-dmn", 1, Now.AddDays(-3));
        await JoinAsync(earlier.Id, expert);
        var id = await PoolAsync(Facts() with { Email = EmailAddress.Parse(expert.Email!) });
        await LookAsync(id);
        await using var db = Database.Open();
        var found = await db.Conflicts.SingleAsync(one => one.PoolExpertId == id && one.DossierId == _filed.Id);
        Assert.That(
            (found.Kind, found.Evidence),
            Is.EqualTo((ConflictKind.PastConsortium, $"Jeanne Martin ({earlier.Number})"))
        );
    }

    [Test]
    public async Task What_was_corrected_is_no_longer_found()
    {
        var id = await PoolAsync(Facts() with { Siren = await SirenOfAsync(_filed.Id) });
        await LookAsync(id);
        await using (var db = Database.Open())
        {
            var expert = await db.PoolExperts.SingleAsync(one => one.Id == id);
            expert.Describe(expert.Facts! with { Siren = null }, by: null, Now);
            await db.SaveChangesAsync();
        }
        await LookAsync(id);
        await using var after = Database.Open();
        Assert.That(await after.StandingConflicts().AnyAsync(one => one.PoolExpertId == id), Is.False);
        Assert.That(
            await after.Conflicts.AnyAsync(one => one.PoolExpertId == id),
            Is.True,
            "that it was found is kept"
        );
    }

    [Test]
    public async Task One_dossier_alone_is_looked_at_where_it_alone_is_new()
    {
        var id = await PoolAsync(Facts() with { Siren = await SirenOfAsync(_filed.Id) });
        await LookAsync(id, _other.Id);
        Assert.That(await KindsAsync(id, _filed.Id), Is.Empty);
        await LookAsync(id, _filed.Id);
        Assert.That(await KindsAsync(id, _filed.Id), Is.EqualTo(new[] { ConflictKind.SirenFamily }));
        await LookAsync(id, _other.Id);
        Assert.That(await KindsAsync(id, _filed.Id), Is.EqualTo(new[] { ConflictKind.SirenFamily }), "and kept");
    }

    private static ExpertFacts Facts() =>
        new(
            "Experte",
            EmailAddress.Parse($"{Guid.NewGuid():N}@nowhere.example"),
            ExpertRole.Medical,
            "Organisme que nul dossier ne nomme",
            Siren: null,
            Region: null,
            6,
            "fr"
        );

    private async Task<PoolExpertId> PoolAsync(ExpertFacts facts)
    {
        await using var db = Database.Open();
        var expert = new PoolExpert(_wave.Id, facts, by: null, Now);
        db.PoolExperts.Add(expert);
        await db.SaveChangesAsync();
        return expert.Id;
    }

    private async Task LookAsync(PoolExpertId id, DossierId? dossier = null)
    {
        await using var db = Database.Open();
        await new LookForConflicts(db).RunAsync(_wave.Id, [id], dossier, CancellationToken.None);
        await db.SaveChangesAsync();
    }

    private async Task<Siren> SirenOfAsync(DossierId id)
    {
        await using var db = Database.Open();
        return await (
            from dossier in db.Dossiers
            where dossier.Id == id
            join named in db.FiledOrganisations on dossier.FilingId equals named.FilingId
            orderby named.Role
            select named.Siret.Siren
        ).FirstAsync();
    }

    private async Task JoinAsync(DossierId id, Account account)
    {
        await using var db = Database.Open();
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == id);
        var (address, hash) = (EmailAddress.Parse(account.Email!), LinkSecret.HashOf(LinkSecret.New()));
        var sent = TeamInvitation.Send(dossier, address, MemberRole.Reader, hash, dossier.Carrier, Now);
        sent.Accept(dossier, account.Person, Now);
        db.TeamInvitations.Add(sent);
        await db.SaveChangesAsync();
    }

    private async Task<List<ConflictKind>> KindsAsync(PoolExpertId id, DossierId dossier)
    {
        await using var db = Database.Open();
        var found = await db.StandingConflicts()
            .Where(one => one.PoolExpertId == id && one.DossierId == dossier)
            .Select(one => one.Kind)
            .ToListAsync();
        return [.. found.Order()];
    }

    private async Task<int> ToldAsync(PoolExpertId id)
    {
        await using var db = Database.Open();
        return await db.History.CountAsync(one => one.SubjectId == id.Value);
    }
}
