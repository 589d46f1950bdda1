using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews.Pool;
using Portal.Domain.Waves;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Infrastructure.Seeds;

namespace Portal.Infrastructure.Demo;

/// <summary>
/// A wave of the size that a ministry knows: 200 eligible dossiers of a fictional call, and a pool of 60 experts whom
/// nobody has invited. What follows, from the invitations to the minutes, is for whoever tries the demonstration.
/// </summary>
public sealed class DemoWave(
    PortalDbContext db,
    MakeCall calls,
    DemoDossiers dossiers,
    ProgrammeTerms programme,
    LookForConflicts conflicts
)
{
    public const string Slug = "evaluation-fictive";

    private const string Stamp = "demo-wave";
    private const int Dossiers = 200;

    /// <summary>After so many dossiers what is known of them is let go.</summary>
    private const int Batch = 20;

    /// <summary>The first of the numbers whose establishments the sample directory knows, and how many follow it.</summary>
    private const int FirstKnown = 160_200;
    private const int Known = 21;

    private static readonly DateTimeOffset Closed = DemoTime.Start.AddDays(-30);

    /// <summary>Makes the wave once.</summary>
    public async Task EnsureAsync(CancellationToken cancellation = default)
    {
        if (await db.SeedStamps.FindAsync([Stamp], cancellation) is not null)
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var officer = await PersonAsync("olivier@demo.example", cancellation);
        var (call, wave) = await CallAsync(officer, cancellation);
        await FileAllAsync(call, wave, officer, cancellation);
        await PoolAsync(call, wave, officer, cancellation);
        db.SeedStamps.Add(new SeedStamp { Name = Stamp, Sha256 = "1" });
        await db.SaveChangesAsync(cancellation);
        await db.Database.ExecuteSqlAsync(
            $"update outbox set sent_at = created_at where sent_at is null",
            cancellation
        );
        await transaction.CommitAsync(cancellation);
    }

    private async Task<(CallId Call, WaveId Wave)> CallAsync(PersonId officer, CancellationToken cancellation)
    {
        var model = await db
            .Calls.Include(call => call.Forms)
            .Include(call => call.Grids)
            .AsSplitQuery()
            .SingleAsync(call => call.Slug == "tiers-lieux", cancellation);
        var title = new LocalizedText(
            "Appel fictif : une vague de 200 dossiers à évaluer",
            "Fictional call: a wave of 200 dossiers to evaluate"
        );
        var naming = new CallNaming(Slug, "FICTIF", title, model.Operator);
        var call = await calls.FromCopyAsync(model, naming, officer, cancellation);
        var opens = Closed.AddDays(-60);
        var wave = new Wave(call.Id, 1, opens, [new Deadline(Civil(Closed))]);
        db.Waves.Add(wave);
        call.Publish([wave], officer, opens);
        wave.SetReviewsDue(new Deadline(Civil(DemoTime.Start.AddDays(28))), officer, Closed.AddDays(1));
        await db.SaveChangesAsync(cancellation);
        return (call.Id, wave.Id);
    }

    private async Task FileAllAsync(CallId of, WaveId id, PersonId officer, CancellationToken cancellation)
    {
        var carriers = await db
            .Users.Where(account => account.Email!.StartsWith("porteur"))
            .OrderBy(account => account.Email)
            .Select(account => account.Person)
            .ToListAsync(cancellation);
        for (var first = 0; first < Dossiers; first += Batch)
        {
            // What is tracked is looked through at each save.
            db.ChangeTracker.Clear();
            var call = await db
                .Calls.Include(one => one.Forms)
                .Include(one => one.Grids)
                .AsSplitQuery()
                .SingleAsync(one => one.Id == of, cancellation);
            var wave = await db.Waves.SingleAsync(one => one.Id == id, cancellation);
            wave.Close(Closed.AddMinutes(1));
            for (var index = first; index < first + Batch; index++)
                await FileAsync(call, wave, index, carriers[index % carriers.Count], officer, cancellation);
            await db.SaveChangesAsync(cancellation);
        }
    }

    private async Task FileAsync(
        Call call,
        Wave wave,
        int index,
        PersonId carrier,
        PersonId officer,
        CancellationToken cancellation
    )
    {
        var topic = DemoTopic.All[index % DemoTopic.All.Count];
        topic = topic with { Title = $"{topic.Title}, projet {index + 1}" };
        var (number, begun) = (FirstKnown + index % Known, Closed.AddDays(-50).AddHours(index));
        var dossier = await dossiers.WriteAsync(
            call,
            wave,
            number,
            carrier,
            programme,
            begun,
            complete: true,
            cancellation,
            topic
        );
        await dossiers.FileAsync(dossier, call, wave, carrier, Closed.AddHours(-index - 1), cancellation);
        dossier.CheckEligibility(wave, eligible: true, "", officer, Closed.AddDays(3));
    }

    private async Task PoolAsync(CallId of, WaveId wave, PersonId officer, CancellationToken cancellation)
    {
        var call = await db.Calls.SingleAsync(one => one.Id == of, cancellation);
        var skills = call.Thesaurus.Select(word => word.Key).ToList();
        var regions = programme.Regions.Select(region => region.Key).ToList();
        var carriers = Enumerable.Range(FirstKnown, Known).Select(number => SampleAnswers.Siret(number * 10)).ToList();
        for (var index = 0; index < DemoPool.Experts; index++)
            db.PoolExperts.Add(
                new PoolExpert(wave, DemoPool.Expert(index, skills, regions, carriers), officer, Closed.AddDays(5))
            );
        await db.SaveChangesAsync(cancellation);
        await conflicts.RunAsync(wave, only: null, dossier: null, cancellation);
    }

    private static DateTime Civil(DateTimeOffset moment) => Texts.Dates.Civil(moment);

    private Task<PersonId> PersonAsync(string email, CancellationToken cancellation) =>
        db.Users.Where(account => account.Email == email).Select(account => account.Person).SingleAsync(cancellation);
}
