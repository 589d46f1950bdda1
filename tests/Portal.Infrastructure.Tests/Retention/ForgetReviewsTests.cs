using Npgsql;
using Portal.Domain.Decisions;
using Portal.Domain.FollowUp;
using Portal.Domain.Retention;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Retention;

namespace Portal.Infrastructure.Tests.Retention;

/// <summary>On the demonstration's wave that was reviewed, decided and told.</summary>
[TestFixture, NonParallelizable]
internal sealed class ForgetReviewsTests
{
    private static readonly DateTimeOffset LongAfter = new(2031, 3, 3, 12, 0, 0, TimeSpan.Zero);

    private TestDatabase _database = null!;
    private WaveId _wave;

    [SetUp]
    public async Task Start()
    {
        _database = await TestDatabase.CreateDemonstrationAsync();
        await using var db = _database.Open();
        var now = await db.NowAsync();
        _wave = await db
            .Reviews.Where(one =>
                one.SubmittedAt != null && db.DecisionsRevealedAt(now).Any(told => told.DossierId == one.DossierId)
            )
            .Select(one => one.WaveId)
            .FirstAsync();
        var rule = RetentionRule.DefaultOf(RetainedKind.Review);
        rule.NoteVisa("2026-115", PersonId.New(), now);
        db.RetentionRules.Add(rule);
        await db.SaveChangesAsync();
        await EndProjectsAsync();
    }

    [TearDown]
    public async Task Stop() => await _database.DisposeAsync();

    [Test]
    public async Task A_month_after_the_notice_marks_are_left_and_nobody_who_gave_them()
    {
        var marks = await MarksAsync();
        var secrets = await SecretsAsync();
        Assert.That(marks, Is.Not.Empty);
        await SweepAsync(LongAfter);
        await SweepAsync(LongAfter.AddDays(29));
        Assert.That(await ForgottenAsync(), Is.Null, "its experts have thirty days");
        await using (var db = _database.Open())
            Assert.That(await db.Outbox.CountAsync(mail => mail.Template == "reviews-forgotten-soon"), Is.Positive);

        await SweepAsync(LongAfter.AddDays(31));
        Assert.That(await ForgottenAsync(), Is.Not.Null);
        Assert.That(await MarksAsync(), Is.EqualTo(marks));
        await using var owner = _database.OpenAsOwner();
        foreach (var table in new[] { "reviews", "experts", "pool_experts", "expert_invitations", "conflicts" })
        foreach (var secret in secrets)
        {
            var sql = $$"""
                select count(*)::int as "Value" from {{table}} one
                where strpos(one::text, {0}) > 0 and ({{OfWave(table)}})
                """;
            Assert.That(
                await owner.Database.SqlQueryRaw<int>(sql, secret, _wave.Value).SingleAsync(),
                Is.Zero,
                $"{table}: {secret}"
            );
        }
        Assert.That(
            await owner.ReviewVersions.CountAsync(one =>
                owner.Reviews.IgnoreQueryFilters().Any(review => review.Id == one.ReviewId && review.WaveId == _wave)
            ),
            Is.Zero
        );
    }

    [Test]
    public async Task While_a_project_of_the_wave_goes_on_its_experts_are_known()
    {
        await using var db = _database.Open();
        var now = await db.NowAsync();
        var won = await db.DecisionsRevealedAt(now)
            .Where(one => one.WaveId == _wave && one.Outcome == Outcome.Funded)
            .Where(one => !db.Projects.Any(project => project.DossierId == one.DossierId))
            .FirstAsync();
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == won.DossierId);
        db.Projects.Add(Project.Open(dossier, won, now));
        await db.SaveChangesAsync();
        await SweepAsync(LongAfter);
        Assert.That(
            await db.History.AnyAsync(one => one.Name == "wave.forgetting-announced" && one.SubjectId == _wave.Value),
            Is.False
        );
        Assert.That(
            () => db.Database.ExecuteSqlAsync($"select erase_discussions({_wave.Value})"),
            Throws.TypeOf<PostgresException>().With.Property("SqlState").EqualTo("42501")
        );
    }

    /// <summary>The service asks experts of any wave of the call.</summary>
    [Test]
    public async Task An_opinion_on_a_project_of_the_wave_is_forgotten_whichever_wave_its_author_served_in()
    {
        var stranger = PersonId.New();
        await using var owner = _database.OpenAsOwner();
        await FollowedAsync(owner, stranger);
        await EndProjectsAsync();
        await SweepAsync(LongAfter);
        await SweepAsync(LongAfter.AddDays(31));
        Assert.That(await ForgottenAsync(), Is.Not.Null);
        var left = await owner
            .Database.SqlQuery<string>(
                $"""select one::text as "Value" from interim_opinions one where project_id in (select id from projects where wave_id = {_wave.Value})"""
            )
            .ToListAsync();
        Assert.That(string.Concat(left), Is.Not.Empty.And.Not.Contain($"{stranger.Value}"));
    }

    [Test]
    public async Task What_an_expert_was_told_as_a_carrier_stays_and_what_has_not_left_yet_leaves()
    {
        await using var owner = _database.OpenAsOwner();
        var expert = await owner.Experts.AsNoTracking().FirstAsync(one => one.WaveId == _wave);
        var (mine, other) = (
            await owner.Dossiers.FirstAsync(one => one.WaveId == _wave && one.FilingId != null),
            await owner.Dossiers.FirstAsync(one => one.WaveId != _wave && one.FilingId != null)
        );
        var email = expert.Email.Value;
        // The wave of the other one is over as well.
        await owner.Database.ExecuteSqlAsync(
            $"insert into dossier_members (dossier_id, person, role) values ({other.Id.Value}, {expert.Person.Value}, 'Writer')"
        );
        async Task<Guid> OweAsync(string template, Guid? dossier, bool isSent)
        {
            var id = Guid.NewGuid();
            await owner.Database.ExecuteSqlAsync(
                $$"""
                insert into outbox (id, recipient, occasion, template, language, data, created_at, attempts, holds_secret, dossier_id, call_id, sent_at, way, sorted_at)
                select {{id}}, {{email}}, 'test:' || {{id}}::text, {{template}}, 'fr', '{"name": ""}', portal_now(), 1, false, {{dossier}}, call_id,
                       case when {{isSent}} then portal_now() end, 'AtOnce', portal_now()
                from waves where id = {{_wave.Value}}
                """
            );
            return id;
        }
        var (asExpert, ofWave) = (
            await OweAsync("review-assigned", mine.Id.Value, isSent: true),
            await OweAsync("reviews-assigned", null, isSent: true)
        );
        Guid[] kept =
        [
            await OweAsync("dossier-filed", other.Id.Value, isSent: true),
            await OweAsync("reviews-assigned", null, isSent: false),
        ];
        await SweepAsync(LongAfter);
        await SweepAsync(LongAfter.AddDays(31));
        Assert.That(await ForgottenAsync(), Is.Not.Null);
        Assert.That(await owner.Outbox.CountAsync(one => one.Id == asExpert || one.Id == ofWave), Is.Zero);
        Assert.That(await owner.Outbox.CountAsync(one => kept.Contains(one.Id)), Is.EqualTo(2));
    }

    [Test]
    public async Task A_person_is_held_while_an_opinion_can_be_given_and_a_report_or_aid_is_owed()
    {
        var stranger = PersonId.New();
        await using var owner = _database.OpenAsOwner();
        var (project, dossier) = await FollowedAsync(owner, stranger);
        var coordinator = (await owner.Dossiers.SingleAsync(one => one.Id == dossier)).Carrier;
        async Task<bool> IsHeldAsync(PersonId person) =>
            (await new ErasureStops(owner).OfAsync(person, default)).Any(stop =>
                person == stranger || stop.Path == $"/dossiers/{dossier.Value}"
            );
        Assert.That((await IsHeldAsync(stranger), await IsHeldAsync(coordinator)), Is.EqualTo((true, true)));
        await EndProjectsAsync();
        Assert.That(await IsHeldAsync(stranger), Is.False, "nobody could give the opinion any more");
        Assert.That(await IsHeldAsync(coordinator), Is.True, "the final report is still owed");
        await owner.Database.ExecuteSqlAsync(
            $"update milestones set waived_at = portal_now() where project_id = {project.Value} and accepted_at is null"
        );
        Assert.That(await IsHeldAsync(coordinator), Is.False);
        var recovery = await Following.RecoveryAsync(owner, project, PersonId.New());
        await owner.Database.ExecuteSqlAsync(
            $"update recoveries set order_by = {Guid.NewGuid()}, order_at = portal_now() where id = {recovery.Value}"
        );
        Assert.That(await IsHeldAsync(coordinator), Is.True, "aid is to be given back");
    }

    /// <summary>A winner's project at its interim review, about which somebody is asked.</summary>
    private async Task<(ProjectId Project, DossierId Dossier)> FollowedAsync(PortalDbContext db, PersonId expert)
    {
        var now = await db.NowAsync();
        var won = await db.DecisionsRevealedAt(now)
            .Where(one => one.WaveId == _wave && one.Outcome == Outcome.Funded)
            .Select(one => one.DossierId)
            .FirstAsync();
        return ((await Following.ProjectAsync(db, won, PersonId.New(), PersonId.New(), expert)).Project, won);
    }

    private static string OfWave(string table) =>
        table == "conflicts" ? "pool_expert_id in (select id from pool_experts where wave_id = {1})" : "wave_id = {1}";

    private async Task EndProjectsAsync()
    {
        await using var owner = _database.OpenAsOwner();
        await owner.Database.ExecuteSqlAsync(
            $"update projects set ending_at = portal_now(), ending_kind = 'Completed', ending_reason = '' where wave_id = {_wave.Value}"
        );
    }

    private async Task SweepAsync(DateTimeOffset at)
    {
        await _database.SetClockAsync(at);
        await using var db = _database.Open();
        var rules = new RetentionRules(db);
        await new ForgetReviews(db, new HeldReviews(db, rules), Stage.OneByOneOn(db)).RunAsync(default);
    }

    private async Task<DateTimeOffset?> ForgottenAsync()
    {
        await using var db = _database.Open();
        return (await db.Waves.SingleAsync(one => one.Id == _wave)).ExpertsForgottenAt;
    }

    /// <summary>By dossier and expert, without a name.</summary>
    private async Task<List<string>> MarksAsync()
    {
        await using var db = _database.Open();
        var reviews = await db
            .Reviews.AsNoTracking()
            .IgnoreQueryFilters()
            .Where(one => one.WaveId == _wave)
            .ToListAsync();
        return
        [
            .. reviews
                .Select(one =>
                    $"{one.DossierId.Value} {one.ExpertId.Value} {one.Score} {string.Join(',', one.Sheet.Marks.OrderBy(mark => mark.Key, StringComparer.Ordinal))}"
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Accounts, addresses and names of the experts, and what one of them wrote.</summary>
    private async Task<List<string>> SecretsAsync()
    {
        await using var db = _database.Open();
        var experts = await db.Experts.AsNoTracking().Where(one => one.WaveId == _wave).ToListAsync();
        var written = await db
            .Reviews.AsNoTracking()
            .Where(one => one.WaveId == _wave && one.SubmittedAt != null)
            .FirstAsync();
        return
        [
            .. experts.SelectMany(one => new[] { $"{one.Person.Value}", one.Email.Value, one.Name }),
            written.Sheet.ToCarrier,
        ];
    }
}
