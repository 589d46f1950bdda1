using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Organisations;
using Portal.Infrastructure.Organisations;
using Portal.Infrastructure.Seeds;

namespace Portal.Infrastructure.Tests.Organisations;

/// <summary>The public directory's client, against a stand-in that answers well, badly, late or not at all.</summary>
[TestFixture]
internal sealed class PublicDirectoryTests
{
    private static readonly Siret Its = Siret.Parse("73282932000074");

    private StandInDirectory _standIn = null!;
    private FakeTimeProvider _time = null!;
    private DirectoryGate _gate = null!;
    private HttpClient _http = null!;
    private PublicCompanyDirectory _directory = null!;

    [SetUp]
    public void Open()
    {
        _standIn = new StandInDirectory();
        _time = new FakeTimeProvider();
        Open(perSecond: 100, patience: 500);
    }

    [TearDown]
    public void Close()
    {
        _http.Dispose();
        _gate.Dispose();
        _standIn.Dispose();
    }

    [Test]
    public async Task An_establishment_is_read_with_its_own_address_and_region_not_with_its_seats()
    {
        _standIn.Knows(Its.Value, "CENTRE HOSPITALIER");
        var found = await AskAsync() as DirectoryAnswer.Found;
        Assert.That(
            found?.Facts,
            Is.EqualTo(
                new OrganisationFacts(
                    "CENTRE HOSPITALIER",
                    "7364",
                    "86.10Z",
                    "12 RUE DE L'EXEMPLE",
                    "35000",
                    "RENNES",
                    "35238",
                    "bretagne",
                    IsActive: true
                )
            )
        );
        Assert.That(_standIn.Asked, Is.EqualTo(new[] { $"/search?q={Its.Value}&page=1&per_page=1" }));
    }

    [Test]
    public async Task A_closed_establishment_is_told_to_be_closed()
    {
        _standIn.Knows(Its.Value, "CENTRE HOSPITALIER", state: "F");
        Assert.That((await AskAsync() as DirectoryAnswer.Found)?.Facts.IsActive, Is.False);
    }

    [Test]
    public async Task One_that_is_not_there_not_public_or_another_one_is_unknown()
    {
        Assert.That(await AskAsync(), Is.TypeOf<DirectoryAnswer.Unknown>());
        _standIn.Knows("35600000000048", "UN AUTRE");
        Assert.That(await AskAsync(), Is.TypeOf<DirectoryAnswer.Unknown>());
        _standIn.Knows(Its.Value, "[NON-DIFFUSIBLE]", diffusion: "P");
        Assert.That(await AskAsync(), Is.TypeOf<DirectoryAnswer.Unknown>());
    }

    [TestCase("")]
    [TestCase("<html>maintenance</html>")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"results": "many"}""")]
    [TestCase("""{"results": [{"siege": 3}]}""")]
    public async Task Garbage_is_no_answer(string body)
    {
        _standIn.Body = body;
        Assert.That(await AskAsync(), Is.TypeOf<DirectoryAnswer.Away>());
    }

    [TestCase("""{"results": [null, {}, {"nom_complet": null, "matching_etablissements": [null]}]}""")]
    public async Task Holes_in_an_answer_are_stepped_over(string body)
    {
        _standIn.Body = body;
        Assert.That(await AskAsync(), Is.TypeOf<DirectoryAnswer.Unknown>());
    }

    [Test]
    public async Task An_answer_without_an_end_is_no_answer()
    {
        _standIn.Body = "{\"results\": [], \"filler\": \"" + new string('x', PublicCompanyDirectory.MaxAnswer) + "\"}";
        Assert.That(await AskAsync(), Is.TypeOf<DirectoryAnswer.Away>());
    }

    [TestCase(HttpStatusCode.InternalServerError)]
    [TestCase(HttpStatusCode.BadRequest)]
    [TestCase(HttpStatusCode.NoContent)]
    public async Task Another_status_is_no_answer(HttpStatusCode status)
    {
        (_standIn.Status, _standIn.Body) = (status, "");
        Assert.That(await AskAsync(), Is.TypeOf<DirectoryAnswer.Away>());
    }

    [Test]
    public async Task No_redirect_is_followed()
    {
        using var elsewhere = new StandInDirectory();
        elsewhere.Knows(Its.Value, "AILLEURS");
        _standIn.Status = HttpStatusCode.Found;
        _standIn.Headers["Location"] = $"{elsewhere.Address}search?q={Its.Value}";
        Assert.That(await AskAsync(), Is.TypeOf<DirectoryAnswer.Away>());
        Assert.That(elsewhere.Asked, Is.Empty);
    }

    [Test]
    public async Task Nobody_waits_longer_than_the_patience_for_an_answer()
    {
        _standIn.Delay = TimeSpan.FromSeconds(20);
        var begun = System.Diagnostics.Stopwatch.StartNew();
        Assert.That(await AskAsync(), Is.TypeOf<DirectoryAnswer.Away>());
        Assert.That(begun.ElapsedMilliseconds, Is.InRange(400, 1_500));
    }

    [Test]
    public async Task After_failures_in_a_row_it_is_left_alone_for_a_while_and_then_asked_again()
    {
        _standIn.Status = HttpStatusCode.InternalServerError;
        for (var time = 0; time < DirectoryGate.Failures + 3; time++)
            await AskAsync();
        Assert.That(_standIn.Asked, Has.Count.EqualTo(DirectoryGate.Failures));

        _time.Advance(DirectoryGate.ClosedFor);
        (_standIn.Status, _standIn.Body) = (HttpStatusCode.OK, """{"results": []}""");
        Assert.That(await AskAsync(), Is.TypeOf<DirectoryAnswer.Unknown>());
    }

    [Test]
    public async Task Too_many_questions_leave_it_alone_for_as_long_as_it_asks()
    {
        (_standIn.Status, _standIn.Body) = (HttpStatusCode.TooManyRequests, "");
        _standIn.Headers["Retry-After"] = "7";
        Assert.That(await AskAsync(), Is.EqualTo(new DirectoryAnswer.Away("429")));
        _standIn.Status = HttpStatusCode.OK;
        _standIn.Knows(Its.Value, "CENTRE HOSPITALIER");
        _time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.That(await AskAsync(), Is.EqualTo(new DirectoryAnswer.Away("closed")));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.That(await AskAsync(), Is.TypeOf<DirectoryAnswer.Found>());
    }

    [Test]
    public async Task No_more_questions_a_second_go_out_than_are_allowed()
    {
        Reopen(perSecond: 5, patience: 300);
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => AskAsync()));
        Assert.That(_standIn.Asked, Has.Count.InRange(5, 10));
        Assert.That(answers.OfType<DirectoryAnswer.Away>().Select(one => one.Why), Has.All.EqualTo("busy"));
        Assert.That(_gate.IsClosed, Is.False, "one's own haste is no failure of the directory");
    }

    [TestCase("http://directory.example/")]
    [TestCase("ftp://127.0.0.1/")]
    [TestCase("/search")]
    [TestCase("")]
    public void An_address_that_is_not_under_tls_outside_of_this_machine_is_refused(string address) =>
        Assert.Throws<InvalidOperationException>(() =>
            DirectorySettings.Read(Stage.Settings(("Organisations:Address", address)))
        );

    [Test]
    public void Every_region_of_the_programme_has_its_code() =>
        Assert.That(
            RegionCodes.Keys.Values,
            Is.EquivalentTo(ProgrammeSeed.Read(Repository.Seeds).Regions.Select(region => region.Key))
        );

    private Task<DirectoryAnswer> AskAsync() => _directory.AskAsync(Its, CancellationToken.None);

    private void Reopen(int perSecond, int patience)
    {
        _http.Dispose();
        _gate.Dispose();
        Open(perSecond, patience);
    }

    private void Open(int perSecond, int patience)
    {
        var settings = DirectorySettings.Read(
            Stage.Settings(
                ("Organisations:Address", _standIn.Address.ToString()),
                ("Organisations:PatienceMilliseconds", $"{patience}"),
                ("Organisations:PerSecond", $"{perSecond}")
            )
        );
        _gate = new DirectoryGate(settings.PerSecond, _time);
        _http = new HttpClient(OrganisationsSetup.Handler());
        OrganisationsSetup.Prepare(_http, settings);
        _directory = new PublicCompanyDirectory(_http, settings, _gate, NullLogger<PublicCompanyDirectory>.Instance);
    }
}
