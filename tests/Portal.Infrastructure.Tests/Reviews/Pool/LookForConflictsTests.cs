using Portal.Domain.Contacts;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews.Pool;
using Portal.Domain.Waves;
using Portal.Infrastructure.Dossiers;
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
    public async Task Who_helped_to_write_it_as_a_contact_of_its_region_is_found()
    {
        var expert = await Stage.PersonAsync("Experte");
        var id = await PoolAsync(Facts() with { Email = EmailAddress.Parse(expert.Email!) });
        var (dossier, body) = (_filed.Id.Value, new ContactBody(ContactKind.Grades, "bretagne", Words, null, Now));
        await using (var db = Database.OpenAsOwner())
        {
            db.ContactBodies.Add(body);
            await db.SaveChangesAsync();
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into contact_comments (id, dossier_id, body_id, text, written_by, written_at)
                values (gen_random_uuid(), {dossier}, {body.Id.Value}, 'Un avis.', {expert.Id}, {Now})
                """
            );
        }
        await LookAsync(id);
        Assert.That(await KindsAsync(id, _filed.Id), Is.EqualTo(new[] { ConflictKind.Advised }));
        Assert.That(await KindsAsync(id, _other.Id), Is.Empty);
    }

    private static readonly ContactWords Words = new(
        "GRADeS",
        EmailAddress.Parse("g@x.example"),
        "",
        new LocalizedText("Aide", "Help")
    );

    [Test]
    public async Task What_a_corrected_record_no_longer_shows_stands_until_two_people_lift_it()
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
        Assert.That(await KindsAsync(id, _filed.Id), Is.EqualTo(new[] { ConflictKind.SirenFamily }));
        Assert.That((await after.Conflicts.SingleAsync(one => one.PoolExpertId == id)).GoneAt, Is.Not.Null);
    }

    [Test]
    public async Task Each_account_of_a_person_is_looked_for_and_who_joins_a_filed_dossier_is_found_at_once()
    {
        var (first, second) = (await Stage.PersonAsync("Experte"), await Stage.PersonAsync("Experte bis"));
        var id = await PoolAsync(
            Facts() with
            {
                Email = EmailAddress.Parse(first.Email!),
                Aliases = [EmailAddress.Parse(second.Email!)],
            }
        );
        var earlier = await Stage.FiledAsync(_carrier, "evaluation-dmn", 1, Now.AddDays(-3));
        foreach (var account in new[] { first, second })
        {
            await JoinAsync(account == first ? earlier.Id : _other.Id, account);
            await LookAsync(id);
        }
        Assert.That(await KindsAsync(id, _filed.Id), Is.EqualTo(new[] { ConflictKind.PastConsortium }));
        Assert.That(await KindsAsync(id, _other.Id), Is.EqualTo(new[] { ConflictKind.InTeam }));

        var third = await Stage.PersonAsync("Autre experte");
        var other = await PoolAsync(Facts() with { Email = EmailAddress.Parse(third.Email!) });
        await AcceptAsync(_filed.Id, third);
        Assert.That(await KindsAsync(other, _filed.Id), Is.EqualTo(new[] { ConflictKind.InTeam }));
    }

    [Test]
    public async Task A_wave_may_bar_its_partners_from_all_of_it_and_that_is_not_undone_by_one_click()
    {
        var id = await PoolAsync(Facts() with { Siren = await SirenOfAsync(_filed.Id) });
        await LookAsync(id);
        Assert.That(await KindsAsync(id, _other.Id), Is.Empty);
        await BarAsync(bars: true);
        Assert.That(await KindsAsync(id, _other.Id), Is.EqualTo(new[] { ConflictKind.TakesPart }));
        var refused = Assert.ThrowsAsync<RefusedException>(() => BarAsync(bars: false));
        Assert.That(refused!.Refusals.Single().Code, Is.EqualTo("wave.bar-has-kept"));
        await OwnerAsync($"delete from conflicts where pool_expert_id = '{id.Value}'");
        await BarAsync(bars: false);
    }

    private async Task BarAsync(bool bars)
    {
        await using var db = Database.Open();
        var partners = new BarPartners(db, new LookForConflicts(db));
        if (bars)
            await partners.BarAsync(_wave.Id, _carrier.Person, CancellationToken.None);
        else
            await partners.AdmitAsync(_wave.Id, _carrier.Person, CancellationToken.None);
    }

    private async Task OwnerAsync(string sql)
    {
        await using var db = Database.OpenAsOwner();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    /// <summary>Comes into a team as people do.</summary>
    private async Task AcceptAsync(DossierId id, Account account)
    {
        await using var db = Database.Open();
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == id);
        var (address, hash) = (EmailAddress.Parse(account.Email!), LinkSecret.HashOf(LinkSecret.New()));
        var sent = TeamInvitation.Send(dossier, address, MemberRole.Reader, hash, dossier.Carrier, Now);
        db.TeamInvitations.Add(sent);
        await db.SaveChangesAsync();
        Assert.That(
            await new Team(db, new LookForConflicts(db)).JoinAsync(sent, account, CancellationToken.None),
            Is.True
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
        await new LookForConflicts(db).RecordAsync(_wave.Id, [id], dossier, CancellationToken.None);
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
