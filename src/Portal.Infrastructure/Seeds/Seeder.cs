using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Calls;
using Portal.Infrastructure.Orientation;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;

namespace Portal.Infrastructure.Seeds;

/// <summary>
/// Brings the calls of the seeds into the database. All files are read before anything is written; a file that did
/// not change since is left alone, so that running it again changes nothing.
/// </summary>
public static class Seeder
{
    /// <exception cref="SeedException">A file can't be taken, or no longer; nothing was written.</exception>
    public static async Task ApplyAsync(PortalDbContext db, string seeds, CancellationToken cancellation = default)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await TakeAsync(db, seeds, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The cut-offs that would move, appear or go, and whom each change hits; nothing is written.</summary>
    /// <exception cref="SeedException">A file can't be taken, or no longer.</exception>
    public static async Task<IReadOnlyList<SeededDate>> PreviewAsync(
        PortalDbContext db,
        string seeds,
        CancellationToken cancellation = default
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await TakeAsync(db, seeds, cancellation);
        return await SeededDate.OfAsync(db, cancellation);
    }

    private static async Task TakeAsync(PortalDbContext db, string seeds, CancellationToken cancellation)
    {
        var words = ProgrammeSeed.Read(seeds);
        var now = await db.NowAsync(cancellation);
        await ProgrammeSeed.ApplyAsync(db, words, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        var programme = await ProgrammeTerms.ReadAsync(db, cancellation);
        var calls = FilesOf(seeds, "calls").Select(path => (Path: path, Call: CallSeed.Read(path, programme))).ToList();
        foreach (var (path, call) in calls)
            if (await HasChangedAsync(db, path, cancellation))
                await ApplyAsync(db, call, now, cancellation);
        foreach (var path in FilesOf(seeds, "challenges"))
            if (await HasChangedAsync(db, path, cancellation))
                await ConsultationSeed.ApplyChallengeAsync(db, SeedNode.Read(path), now, cancellation);
        foreach (var path in FilesOf(seeds, "consultations"))
            if (await HasChangedAsync(db, path, cancellation))
                await ConsultationSeed.ApplyConsultationAsync(db, SeedNode.Read(path), now, cancellation);
        foreach (var path in FilesOf(seeds, "reports"))
            if (await HasChangedAsync(db, path, cancellation))
                await ReportSeed.ApplyAsync(db, SeedNode.Read(path), now, cancellation);
        foreach (var path in FilesOf(seeds, "events"))
            if (await HasChangedAsync(db, path, cancellation))
                await EventSeed.ApplyAsync(db, SeedNode.Read(path), now, cancellation);
        foreach (var path in FilesOf(seeds, "cohorts"))
            if (await HasChangedAsync(db, path, cancellation))
                await CohortSeed.ApplyAsync(db, SeedNode.Read(path), now, cancellation);
        await TakeGuideAsync(db, seeds, cancellation);
        await ContactSeed.ApplyAsync(db, seeds, programme, cancellation);
    }

    /// <summary>A portal without a guide begins with the seeds'; from then on it is staff's.</summary>
    private static async Task TakeGuideAsync(PortalDbContext db, string seeds, CancellationToken cancellation)
    {
        var path = Path.Combine(seeds, GuideFile.Name);
        if (!File.Exists(path) || await db.Guides.AnyAsync(cancellation))
            return;
        // It names calls, which are asked of the database.
        await db.SaveChangesAsync(cancellation);
        var text = await File.ReadAllTextAsync(path, cancellation);
        await new Guides(db).PublishAsync(text, 0, by: null, cancellation);
    }

    private static IEnumerable<string> FilesOf(string seeds, string folder) =>
        Directory.Exists(Path.Combine(seeds, folder))
            ? Directory.GetFiles(Path.Combine(seeds, folder), "*.yaml").Order(StringComparer.Ordinal)
            : [];

    private static async Task<bool> HasChangedAsync(PortalDbContext db, string path, CancellationToken cancellation)
    {
        var name = $"{Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileName(path)}";
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path, cancellation)));
        var stamp = await db.SeedStamps.FindAsync([name], cancellation);
        if (stamp?.Sha256 == hash)
            return false;
        if (stamp is null)
            db.SeedStamps.Add(new SeedStamp { Name = name, Sha256 = hash });
        else
            stamp.Sha256 = hash;
        return true;
    }

    private static async Task ApplyAsync(
        PortalDbContext db,
        CallSeed seed,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var call = await db
            .Calls.Include(one => one.Forms)
            .Include(one => one.Grids)
            .AsSplitQuery()
            .SingleOrDefaultAsync(one => one.Slug == seed.Slug, cancellation);
        if (call is null)
            db.Calls.Add(call = new Call(seed.Slug, seed.Code, seed.Kind, seed.Operator, seed.Presentation));
        if (call.Code != seed.Code)
            throw seed.Place.At("code").Wrong(SeedRefusals.CodeStays(call.Code));
        SeededCall.Apply(call, seed, by: null, now);
        var waves = await SeededWaves.ApplyAsync(db, call, seed, now, cancellation);
        // Announced from the opening of its first wave at the latest; a call without a past is public from now on.
        var opening = waves.Min(wave => wave.OpensAt);
        seed.Place.Act(() => call.Publish(waves, by: null, opening < now ? opening : now));
    }
}
