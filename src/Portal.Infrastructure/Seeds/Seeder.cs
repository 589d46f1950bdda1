using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Calls;
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
        var words = ProgrammeSeed.Read(seeds);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = await db.NowAsync(cancellation);
        await ProgrammeSeed.ApplyAsync(db, words, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        var programme = await ProgrammeTerms.ReadAsync(db, cancellation);
        var calls = Directory
            .GetFiles(Path.Combine(seeds, "calls"), "*.yaml")
            .Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Call: CallSeed.Read(path, programme)))
            .ToList();
        foreach (var (path, call) in calls)
            if (await HasChangedAsync(db, path, cancellation))
                await ApplyAsync(db, call, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task<bool> HasChangedAsync(PortalDbContext db, string path, CancellationToken cancellation)
    {
        var name = "calls/" + Path.GetFileName(path);
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
            .SingleOrDefaultAsync(one => one.Slug == seed.Slug, cancellation);
        if (call is null)
            db.Calls.Add(call = new Call(seed.Slug, seed.Code, seed.Kind, seed.Operator, seed.Presentation));
        if (call.Code != seed.Code)
            throw seed
                .Place.At("code")
                .Wrong($"the call's code is {call.Code}, and numbers were given with it: it stays");
        call.Describe(seed.Kind, seed.Operator, seed.Presentation, seed.Themes, seed.Regimes, by: null, now);
        call.KeepTime(seed.Grace, seed.Reminders, by: null, now);
        call.RuleOnMissedComplements(seed.MissedComplements, by: null, now);
        if (
            call.Forms.Count == 0
            || !Same(call.CurrentForm.Sections, seed.Sections)
            || !Same(call.CurrentForm.Rules, seed.Rules)
        )
            call.PublishForm(seed.Sections, seed.Rules, by: null, now);
        if (
            call.Grids.Count == 0
            || !Same(call.CurrentGrid.Scale, seed.Scale)
            || !Same(call.CurrentGrid.Criteria, seed.Criteria)
        )
            call.PublishGrid(seed.Scale!, seed.Criteria, by: null, now);
        call.LayOut(seed.Steps, by: null, now);
        call.Orient(seed.Orientation, by: null, now);
        var waves = await SeededWaves.ApplyAsync(db, call, seed, now, cancellation);
        // Announced from the opening of its first wave at the latest; a call without a past is public from now on.
        var opening = waves.Min(wave => wave.OpensAt);
        seed.Place.Act(() => call.Publish(waves, by: null, opening < now ? opening : now));
    }

    private static bool Same<T>(T left, T right) =>
        JsonSerializer.Serialize(left, Conventions.Json) == JsonSerializer.Serialize(right, Conventions.Json);
}
