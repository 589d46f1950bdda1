using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.Organisations;
using Portal.Infrastructure.Demo;
using Portal.Infrastructure.Organisations;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Tests.Organisations;

/// <summary>Looking up: kept, queued, asked again, never in the way.</summary>
[TestFixture, NonParallelizable]
internal sealed class LookUpTests : OnDatabase
{
    private StandInDirectory _standIn = null!;
    private DirectoryGate _gate = null!;
    private HttpClient _http = null!;
    private DirectorySettings _settings = null!;
    private DateTimeOffset _now;
    private int _number = 600_000;

    [SetUp]
    public async Task Open()
    {
        _now = DemoTime.Start;
        await Database.SetClockAsync(_now);
        await using var owner = Database.OpenAsOwner();
        await owner.Database.ExecuteSqlAsync($"truncate organisations, organisation_look_ups, filed_organisations");
        _standIn = new StandInDirectory();
        _settings = DirectorySettings.Read(
            Stage.Settings(
                ("Organisations:Address", _standIn.Address.ToString()),
                ("Organisations:PatienceMilliseconds", "400"),
                ("Organisations:PerSecond", "50")
            )
        );
        _gate = new DirectoryGate(50, TimeProvider.System);
        _http = new HttpClient(OrganisationsSetup.Handler());
        OrganisationsSetup.Prepare(_http, _settings);
    }

    [TearDown]
    public void Close()
    {
        _http.Dispose();
        _gate.Dispose();
        _standIn.Dispose();
    }

    [Test]
    public async Task What_was_read_is_kept_and_not_asked_for_again_for_thirty_days()
    {
        var siret = Next();
        _standIn.Knows(siret.Value, "CENTRE HOSPITALIER");
        Assert.That((await LookUpAsync(siret) as LookedUp.Found)?.Organisation.Name, Is.EqualTo("CENTRE HOSPITALIER"));
        await MoveAsync(TimeSpan.FromDays(29));
        Assert.That((await LookUpAsync(siret) as LookedUp.Found)?.Organisation.City, Is.EqualTo("RENNES"));
        Assert.That(_standIn.Asked, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_has_aged_serves_at_once_and_is_read_anew_in_the_background()
    {
        var siret = Next();
        _standIn.Knows(siret.Value, "ANCIEN NOM");
        await LookUpAsync(siret);
        await MoveAsync(TimeSpan.FromDays(31));
        _standIn.Knows(siret.Value, "NOUVEAU NOM");
        Assert.That((await LookUpAsync(siret) as LookedUp.Found)?.Organisation.Name, Is.EqualTo("ANCIEN NOM"));
        Assert.That(_standIn.Asked, Has.Count.EqualTo(1), "nobody waited for it");
        await SweepAsync();
        Assert.That((await LookUpAsync(siret) as LookedUp.Found)?.Organisation.Name, Is.EqualTo("NOUVEAU NOM"));
    }

    [Test]
    public async Task What_nobody_knew_is_not_asked_for_again_for_a_day()
    {
        var siret = Next();
        Assert.That(await LookUpAsync(siret), Is.TypeOf<LookedUp.Unknown>());
        Assert.That(await LookUpAsync(siret), Is.TypeOf<LookedUp.Unknown>());
        await SweepAsync();
        Assert.That(_standIn.Asked, Has.Count.EqualTo(1));
        await MoveAsync(TimeSpan.FromHours(25));
        _standIn.Knows(siret.Value, "TOUT NEUF");
        Assert.That(await LookUpAsync(siret), Is.TypeOf<LookedUp.Found>());
    }

    [Test]
    public async Task A_directory_that_is_away_holds_nobody_up_and_the_answer_comes_later()
    {
        var siret = Next();
        _standIn.Delay = TimeSpan.FromSeconds(20);
        var begun = System.Diagnostics.Stopwatch.StartNew();
        Assert.That(await LookUpAsync(siret), Is.TypeOf<LookedUp.NotYet>());
        Assert.That(begun.ElapsedMilliseconds, Is.LessThan(1_500));
        begun.Restart();
        Assert.That(await LookUpAsync(siret), Is.TypeOf<LookedUp.NotYet>(), "and the second page does not even ask");
        Assert.That(begun.ElapsedMilliseconds, Is.LessThan(300));
        Assert.That(_standIn.Asked, Has.Count.EqualTo(1));

        _standIn.Delay = TimeSpan.Zero;
        _standIn.Knows(siret.Value, "REVENU");
        Assert.That(await SweepAsync(), Is.Zero, "not before the pause is over");
        await MoveAsync(TimeSpan.FromSeconds(31));
        Assert.That(await SweepAsync(), Is.EqualTo(1));
        Assert.That((await LookUpAsync(siret) as LookedUp.Found)?.Organisation.Name, Is.EqualTo("REVENU"));
    }

    [Test]
    public async Task A_sweep_stops_where_the_directory_is_away_and_each_attempt_waits_longer()
    {
        var sirets = new[] { Next(), Next(), Next() };
        await using (var db = Database.Open())
            foreach (var siret in sirets)
                await new KnownOrganisations(db).QueueAsync(siret, _now, CancellationToken.None);
        _standIn.Status = HttpStatusCode.InternalServerError;
        Assert.That(await SweepAsync(), Is.EqualTo(1));
        await MoveAsync(TimeSpan.FromMinutes(2));
        Assert.That(await SweepAsync(), Is.EqualTo(1));

        (_standIn.Status, _standIn.Body) = (HttpStatusCode.OK, """{"results": []}""");
        await MoveAsync(TimeSpan.FromMinutes(10));
        Assert.That(await SweepAsync(), Is.EqualTo(3));
        await using var after = Database.Open();
        Assert.That(await after.LookUps.CountAsync(one => one.IsUnknown), Is.EqualTo(3));
    }

    [Test]
    public async Task Four_sweeps_at_once_ask_for_each_establishment_once()
    {
        await using (var db = Database.Open())
            for (var count = 0; count < 40; count++)
                await new KnownOrganisations(db).QueueAsync(Next(), _now, CancellationToken.None);
        var asked = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SweepAsync()));
        Assert.That(asked.Sum(), Is.EqualTo(40));
        Assert.That(_standIn.Asked.Distinct().Count(), Is.EqualTo(40));
        Assert.That(_standIn.Asked, Has.Count.EqualTo(40));
    }

    [Test]
    public async Task Ten_who_look_up_the_same_at_once_all_get_an_answer()
    {
        var siret = Next();
        _standIn.Knows(siret.Value, "LE MÊME");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => LookUpAsync(siret)));
        Assert.That(answers, Has.All.TypeOf<LookedUp.Found>());
    }

    [Test]
    public async Task What_is_filed_is_noted_for_good_and_looked_up_in_the_background()
    {
        var carrier = await Stage.PersonAsync();
        var dossier = await Stage.DraftAsync(carrier);
        var filing = await Stage.FileAsync(dossier, carrier);
        await using var db = Database.Open();
        var named = await db.FiledOrganisations.SingleAsync(one => one.FilingId == filing!.Id);
        Assert.That(
            (named.Role, named.Siret.Value),
            Is.EqualTo((OrganisationRole.Lead, filing!.Answers.Text("lead_siret")))
        );
        await SweepAsync();
        Assert.That(_standIn.Asked, Has.Some.Contain(named.Siret.Value));
        Assert.That(
            async () => await db.Database.ExecuteSqlAsync($"update filed_organisations set role = 'Member'"),
            Throws.TypeOf<Npgsql.PostgresException>().With.Property("SqlState").EqualTo("42501")
        );
    }

    [Test]
    public async Task What_was_filed_before_filings_noted_it_is_read_out_of_the_answers()
    {
        await using var own = await TestDatabase.CreateDemonstrationAsync();
        await using var owner = own.OpenAsOwner();
        var noted = await NotedAsync(owner);
        Assert.That(noted, Has.Count.GreaterThan(100));
        await owner.Database.ExecuteSqlAsync($"truncate filed_organisations");
        await Migrator.MigrateAsync(own.Owner);
        Assert.That(await NotedAsync(owner), Is.EqualTo(noted));
    }

    private static Task<List<string>> NotedAsync(PortalDbContext db) =>
        db
            .Database.SqlQuery<string>(
                $"""
                select filing_id || siret || role || name as "Value" from filed_organisations order by filing_id, siret
                """
            )
            .ToListAsync();

    private Siret Next() => Siret.Parse(SampleAnswers.Siret(_number++));

    private async Task MoveAsync(TimeSpan by)
    {
        _now += by;
        await Database.SetClockAsync(_now);
    }

    private async Task<LookedUp> LookUpAsync(Siret siret)
    {
        await using var db = Database.Open();
        return await (await LookUpOnAsync(db)).LookUp.RunAsync(siret, CancellationToken.None);
    }

    private async Task<int> SweepAsync()
    {
        await using var db = Database.Open();
        var (lookUp, clock) = await LookUpOnAsync(db);
        return await new LookUpQueued(db, lookUp, clock).RunAsync(CancellationToken.None);
    }

    private async Task<(LookUpOrganisation LookUp, PortalClock Clock)> LookUpOnAsync(PortalDbContext db)
    {
        var clock = new PortalClock();
        await clock.RefreshAsync(db);
        var directory = new PublicCompanyDirectory(
            _http,
            _settings,
            _gate,
            NullLogger<PublicCompanyDirectory>.Instance
        );
        return (new LookUpOrganisation(new KnownOrganisations(db), directory, clock), clock);
    }
}
