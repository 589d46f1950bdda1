using Portal.Domain.Dossiers;
using Portal.Domain.Waves;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Tests.Waves;

[TestFixture, NonParallelizable]
internal sealed class WaveUsesTests : OnDatabase
{
    [Test]
    public async Task A_removed_draft_binds_the_calendar_of_its_wave_as_long_as_it_can_be_brought_back()
    {
        await Database.SetClockAsync(DemoTime.Start);
        var carrier = await Stage.PersonAsync();
        var wave = await WaveWithoutDossiersAsync();
        await using var db = Database.Open();
        var draft = await new StartDossier(db).RunAsync(wave, "Un projet", carrier.Person, token: null, default);
        await new RemoveDraft(db).RunAsync(draft!.Id, Stage.ViewerOf(carrier), CancellationToken.None);
        var until = DemoTime.Start + Dossier.Restorable;
        Assert.That(await HasDossiersAsync(wave, until.AddMinutes(-5)), Is.True);
        Assert.That(await HasDossiersAsync(wave, until.AddMinutes(5)), Is.False);
    }

    private async Task<bool> HasDossiersAsync(WaveId wave, DateTimeOffset at)
    {
        await Database.SetClockAsync(at);
        await using var db = Database.Open();
        return (await db.UseOfAsync(wave, CancellationToken.None)).HasDossiers;
    }

    private async Task<WaveId> WaveWithoutDossiersAsync()
    {
        var call = (await Stage.WaveAsync("evaluation-dmn")).CallId;
        var civil = new DateTime(2024, 6, 1, 12, 0, 0, DateTimeKind.Unspecified);
        var wave = new Wave(call, 77, DemoTime.Start.AddDays(-30), [new Deadline(civil)]);
        await using var db = Database.Open();
        db.Waves.Add(wave);
        await db.SaveChangesAsync();
        return wave.Id;
    }
}
