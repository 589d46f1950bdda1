using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Decisions.Past;

/// <summary>What a file would do: winners that are taken over, or the faults for which nothing is.</summary>
internal sealed record PastPlan(
    IReadOnlyList<PastLine> Lines,
    PastAnnouncement Announced,
    IReadOnlyList<PastFault> Faults
)
{
    /// <summary>Of all that it would do.</summary>
    public string Hash =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { Lines, Announced })));
}

/// <summary>Takes a file of past winners over: all that was shown, or nothing.</summary>
public sealed class PastWinnersImport(PortalDbContext db, ProgrammeTerms programme, Texts texts)
{
    /// <exception cref="RefusedException">
    /// It is no text, nobody announced it so, or the wave ran here.
    /// </exception>
    internal async Task<PastPlan> PlanAsync(
        WaveId wave,
        byte[] file,
        PastAnnouncement announced,
        CancellationToken cancellation
    )
    {
        if (announced.ObstaclesAt(await db.NowAsync(cancellation)) is { Count: > 0 } obstacles)
            throw new RefusedException([.. obstacles]);
        if (await RanHereAsync(wave, cancellation))
            throw new RefusedException(PastWinnerRefusals.WaveRanHere);
        var (lines, faults) = PastWinnersReader.Read(file, new PastWords(programme.Regions, texts));
        if (faults.Count == 0)
            faults = await TakenAsync(lines, cancellation);
        return new PastPlan(faults.Count > 0 ? [] : lines, announced, faults);
    }

    /// <param name="shown">The hash of what it would do.</param>
    /// <exception cref="RefusedException">It would do something else than was shown.</exception>
    internal async Task ApplyAsync(
        Wave wave,
        byte[] file,
        PastAnnouncement announced,
        string? shown,
        PersonId by,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var plan = await PlanAsync(wave.Id, file, announced, cancellation);
        if (plan.Faults.Count > 0 || plan.Hash != shown)
            throw new RefusedException(PastWinnerRefusals.Overtaken);
        var now = await db.NowAsync(cancellation);
        db.WinnerLists.Add(WinnerList.Import(wave, [.. plan.Lines.Select(line => line.Winner)], announced, by, now));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>What is decided here is published by two people, at its minute.</summary>
    private Task<bool> RanHereAsync(WaveId wave, CancellationToken cancellation) =>
        db
            .Waves.Where(one => one.Id == wave)
            .AnyAsync(
                one =>
                    db.Dossiers.Any(dossier => dossier.WaveId == one.Id && dossier.FiledAt != null)
                    || db.WinnerLists.Any(list => list.WaveId == one.Id && list.DroppedAt == null),
                cancellation
            );

    private async Task<IReadOnlyList<PastFault>> TakenAsync(
        IReadOnlyList<PastLine> lines,
        CancellationToken cancellation
    )
    {
        var numbers = lines.Select(line => line.Winner.Number).ToList();
        var taken = await db
            .Winners.Where(winner => numbers.Contains(winner.Number))
            .Where(winner => db.WinnerLists.Any(list => list.Id == winner.ListId && list.DroppedAt == null))
            .Select(winner => winner.Number)
            .ToHashSetAsync(cancellation);
        return
        [
            .. lines
                .Where(line => taken.Contains(line.Winner.Number))
                .Select(line => new PastFault(line.Line, PastColumn.Number, PastWinnerRefusals.NumberTaken)),
        ];
    }
}
