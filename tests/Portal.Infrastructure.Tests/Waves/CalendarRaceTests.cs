using Portal.Domain.Dossiers;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Tests.Waves;

/// <summary>An officer changes the cut-offs of a wave in the moment in which somebody files for one of them.</summary>
[TestFixture, NonParallelizable]
internal sealed class CalendarRaceTests : OnDatabase
{
    private const string Call = "evaluation-dmn";

    /// <summary>Long enough for whatever doesn't wait to be done.</summary>
    private static readonly TimeSpan AWhile = TimeSpan.FromSeconds(1);

    private static readonly PersonId Officer = PersonId.New();

    private int _number = 10;
    private Wave _wave = null!;

    private CutOffId First => _wave.CutOffs[0].Id;

    [SetUp]
    public async Task AWaveForWhichNothingIsFiled()
    {
        await Database.SetClockAsync(DemoTime.Start);
        var call = (await Stage.WaveAsync(Call)).CallId;
        _wave = new Wave(call, ++_number, DemoTime.Start.AddDays(-30), [March(15), March(30)]);
        await using var db = Database.Open();
        db.Waves.Add(_wave);
        await db.SaveChangesAsync();
    }

    [Test]
    public async Task What_is_filed_while_its_cut_off_is_taken_out_counts_for_the_next()
    {
        var filing = await FileAroundAsync(announced: null, () => RemoveAsync(First));
        Assert.That(filing.CountsFor, Is.EqualTo(_wave.CutOffs[1].Id));
    }

    [Test]
    public async Task What_is_filed_for_an_earlier_cut_off_that_comes_counts_for_that()
    {
        var filing = await FileAroundAsync(announced: null, () => AddAsync(March(1)));
        await using var db = Database.Open();
        var first = (await db.Waves.SingleAsync(wave => wave.Id == _wave.Id)).CutOffs[0];
        Assert.That((filing.CountsFor, first.Deadline.Civil), Is.EqualTo(((CutOffId?)first.Id, March(1).Civil)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Nothing_is_filed_for_a_cut_off_that_the_page_did_not_name(bool itWasTakenOut)
    {
        var filing = await FileAroundAsync(First, () => itWasTakenOut ? RemoveAsync(First) : AddAsync(March(1)));
        Assert.That(filing.Refused, Is.EqualTo(DossierRefusals.CalendarChanged));
    }

    [Test]
    public async Task A_cut_off_for_which_somebody_is_just_filing_stays()
    {
        var carrier = await Stage.PersonAsync();
        var dossier = await Stage.DraftAsync(carrier, Call, _wave.Number);
        await using var owner = Database.OpenAsOwner();
        await using var transaction = await owner.Database.BeginTransactionAsync();
        // The filing has its place, and waits for its mail to be written.
        await owner.Database.ExecuteSqlRawAsync("lock table outbox in share mode");
        var filing = Stage.FileAsync(dossier, carrier, First);
        await Task.Delay(AWhile);
        var removal = RemoveAsync(First);
        await Task.Delay(AWhile);
        await transaction.RollbackAsync();

        Assert.That((await filing)!.CutOffId, Is.EqualTo(First));
        Assert.That(
            Assert.ThrowsAsync<RefusedException>(() => removal)!.Refusals.Single(),
            Is.EqualTo(WaveRefusals.FiledFor)
        );
    }

    [Test]
    public async Task Filings_dont_wait_for_each_other()
    {
        var carrier = await Stage.PersonAsync();
        var dossier = await Stage.DraftAsync(carrier, Call, _wave.Number);
        await using var other = Database.Open();
        await using var transaction = await other.Database.BeginTransactionAsync();
        await other.CountOnCalendarAsync(_wave.Id, CancellationToken.None);
        Assert.That(await Stage.FileAsync(dossier, carrier).WaitAsync(TimeSpan.FromSeconds(20)), Is.Not.Null);
    }

    [Test]
    public async Task A_cut_off_is_taken_out_once()
    {
        var first = First;
        var removals = new[] { RemoveAsync(first), RemoveAsync(first) };
        await Task.WhenAll(removals.Select(removal => Task.WhenAny(removal)));
        var lost = removals.Single(removal => removal.IsFaulted);
        Assert.That(
            lost.Exception!.InnerException,
            Is.TypeOf<RefusedException>().With.Message.Contains(WaveRefusals.CutOffGone.Code)
        );
    }

    private static Deadline March(int day) => new(new DateTime(2024, 3, day, 12, 0, 0, DateTimeKind.Unspecified));

    /// <summary>Files, and acts after the draft was read and before anything counts.</summary>
    private async Task<(CutOffId? CountsFor, Refusal? Refused)> FileAroundAsync(CutOffId? announced, Func<Task> act)
    {
        var carrier = await Stage.PersonAsync();
        var dossier = await Stage.DraftAsync(carrier, Call, _wave.Number);
        await using var other = Database.Open();
        await using var transaction = await other.Database.BeginTransactionAsync();
        await other.Database.ExecuteSqlAsync($"select 1 from dossiers where id = {dossier.Id.Value} for no key update");
        var filing = Stage.FileAsync(dossier, carrier, announced);
        await Task.Delay(AWhile);
        await act();
        await transaction.RollbackAsync();
        try
        {
            return ((await filing)!.CutOffId, null);
        }
        catch (RefusedException refused)
        {
            return (null, refused.Refusals.Single());
        }
    }

    private async Task AddAsync(Deadline deadline)
    {
        await using var db = Database.Open();
        await new ChangeCalendar(db).RunAsync(
            _wave.Id,
            (wave, use, now) => wave.AddCutOff(deadline, use, Officer, now),
            CancellationToken.None
        );
    }

    private async Task RemoveAsync(CutOffId cutOff)
    {
        await using var db = Database.Open();
        await new ChangeCalendar(db).RemoveCutOffAsync(_wave.Id, cutOff, Officer, CancellationToken.None);
    }
}
