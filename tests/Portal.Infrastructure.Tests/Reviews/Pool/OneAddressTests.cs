using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Domain.Waves;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Pool;

namespace Portal.Infrastructure.Tests.Reviews.Pool;

/// <summary>An address is one, in whatever case its letters are.</summary>
[TestFixture, NonParallelizable]
internal sealed class OneAddressTests : OnDatabase
{
    private const string Before = "20261127030926_EvaluationDeepened";

    [Test]
    public async Task Who_is_invited_in_other_letters_is_the_expert_who_is_in_the_pool()
    {
        await Database.SetClockAsync(DemoTime.Start);
        var (officer, wave) = (await Stage.PersonAsync("Officier"), await Stage.WaveAsync("tiers-lieux", 1));
        await AddAsync(wave, officer, "Odile.Premiere@Nowhere.example");
        await using var db = Database.Open();
        var known = await db.PoolExperts.SingleAsync(one => one.WaveId == wave.Id);

        await new Invitations(db, new Roles(db), new LookForConflicts(db)).InviteAsync(
            wave,
            known.Facts! with
            {
                Email = EmailAddress.Parse("odile.premiere@nowhere.example"),
            },
            officer.Person,
            ExpertInvitation.UsualDays,
            CancellationToken.None
        );

        Assert.That(await db.PoolExperts.CountAsync(one => one.WaveId == wave.Id), Is.EqualTo(1));
        Assert.That(await db.ExpertInvitations.CountAsync(one => one.PoolExpertId == known.Id), Is.EqualTo(1));
        Assert.That(
            () => AddAsync(wave, officer, "ODILE.PREMIERE@nowhere.example"),
            Throws.InstanceOf<DbUpdateException>(),
            "the database is the last wall"
        );
    }

    [Test]
    public async Task Names_are_sorted_as_French_readers_expect()
    {
        var (officer, wave) = (await Stage.PersonAsync("Officier"), await Stage.WaveAsync("tiers-lieux", 2));
        foreach (var name in new[] { "Zoé Un", "Édith Deux", "Eva Trois", "amélie Quatre", "Œdipe Cinq", "Olga Six" })
            await AddAsync(wave, officer, $"{Guid.NewGuid():N}@nowhere.example", name);
        await using var db = Database.Open();

        Assert.That(
            await db
                .PoolExperts.Where(one => one.WaveId == wave.Id)
                .OrderBy(one => one.Name)
                .Select(one => one.Name)
                .ToListAsync(),
            Is.EqualTo(new[] { "amélie Quatre", "Édith Deux", "Eva Trois", "Œdipe Cinq", "Olga Six", "Zoé Un" })
        );
    }

    [Test]
    public async Task Of_two_who_clash_at_an_upgrade_the_one_who_came_farthest_keeps_the_address_and_the_place()
    {
        await Database.SetClockAsync(DemoTime.Start);
        var (officer, wave) = (await Stage.PersonAsync("Officier"), await Stage.WaveAsync("tiers-lieux", 3));
        await using var owner = Database.OpenAsOwner();
        await owner.GetService<IMigrator>().MigrateAsync(Before);
        try
        {
            foreach (
                var (letters, place) in new (string, int?)[]
                {
                    ("Deux.Fois@nowhere.example", null),
                    ("deux.fois@nowhere.example", 3),
                }
            )
                await owner.Database.ExecuteSqlAsync(
                    $"""
                    insert into pool_experts (id, wave_id, name, email, role, organisation, capacity, language, skills, texts, links, aliases, added_at, standby)
                      values (gen_random_uuid(), {wave.Id.Value}, 'Deux Fois', {letters}, 'Other', '', 6, 'fr', array[]::text[], '[]', '[]', '[]', now(), {place})
                    """
                );
        }
        finally
        {
            // Tables that are made anew get their grants anew.
            await Portal.Infrastructure.Persistence.Migrator.MigrateAsync(Database.Owner);
        }
        await using var db = Database.Open();
        var both = await db.PoolExperts.Where(one => one.WaveId == wave.Id).ToListAsync();
        Assert.That(
            both.Select(one => (one.Email?.Value, one.Standby)),
            Is.EquivalentTo(new (string?, int?)[] { ("Deux.Fois@nowhere.example", 3), (null, null) })
        );
    }

    private async Task AddAsync(Wave wave, Account officer, string address, string name = "Experte")
    {
        await using var db = Database.Open();
        db.PoolExperts.Add(Experts.Pooled(wave.Id, address, officer.Person, DemoTime.Start, name));
        await db.SaveChangesAsync();
    }
}
