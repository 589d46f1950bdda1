using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Texts;
using Portal.Web.Dossiers;

namespace Portal.Web.Staff;

/// <summary>Where a verdict on a step is given.</summary>
/// <param name="Step">What the step is called that awaits it.</param>
/// <param name="Next">What the one after is called.</param>
/// <param name="Obstacle">Why none can be given now; null where one can.</param>
/// <param name="Remarks">What experts wrote to the carrier, to begin with; without a name, in an order that tells nothing.</param>
/// <param name="Due">The date that the call proposes for the next step.</param>
public sealed record VerdictDesk(
    LocalizedText Step,
    LocalizedText Next,
    bool MayRefile,
    Refusal? Obstacle,
    bool MayAct,
    string Remarks,
    DateTime? Due
)
{
    /// <summary>Null where what counts is all that the call asks.</summary>
    public static async Task<VerdictDesk?> ReadAsync(
        PortalDbContext db,
        Dossier dossier,
        Wave wave,
        bool mayAct,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (!dossier.IsFiledInPart || dossier.Reopening is not null || dossier.Dismissal is not null)
            return null;
        var call = await db.Calls.AsNoTracking().SingleAsync(one => one.Id == dossier.CallId, cancellation);
        var obstacle = dossier.ObstacleToVerdict(wave, now);
        return new VerdictDesk(
            StepNames.Of(call.Steps, dossier.Step),
            StepNames.Of(call.Steps, dossier.Step + 1),
            call.StepAt(dossier.Step) is { MayRefile: true },
            obstacle,
            mayAct,
            obstacle is null && mayAct ? await RemarksAsync(db, dossier, cancellation) : "",
            call.StepAt(dossier.Step + 1)?.DueAfter(Dates.Civil(now)) ?? wave.CutOffFor(now)?.Deadline.Civil
        );
    }

    private static async Task<string> RemarksAsync(PortalDbContext db, Dossier dossier, CancellationToken cancellation)
    {
        var sheets = await db.ReviewsThatCount()
            .Where(review => review.FilingId == dossier.FilingId)
            .Select(review => review.Sheet)
            .ToListAsync(cancellation);
        return string.Join(
            "\n\n",
            sheets
                .SelectMany(sheet => sheet.Criteria.Select(one => one.ToCarrier).Append(sheet.ToCarrier))
                .Where(text => text.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        );
    }
}

public sealed class VerdictForm
{
    public VerdictAnswer? Answer { get; set; }

    public string? Remarks { get; set; }

    public string? Due { get; set; }
}

/// <summary>A step that waits to be filed, or wasn't filed in time, and whose date can be put off.</summary>
/// <param name="Missed">Whether its date went by and ended the dossier.</param>
public sealed record OpenStep(LocalizedText Title, Deadline Due, bool Missed)
{
    /// <summary>Null where there is none, or the reader isn't in charge.</summary>
    public static async Task<OpenStep?> ReadAsync(
        PortalDbContext db,
        Dossier dossier,
        bool mayAct,
        CancellationToken cancellation
    )
    {
        if (!mayAct || dossier.ObstacleToProlonging() is not null)
            return null;
        var steps = await db
            .Calls.AsNoTracking()
            .Where(call => call.Id == dossier.CallId)
            .Select(call => call.Steps)
            .SingleAsync(cancellation);
        return new OpenStep(StepNames.Of(steps, dossier.Step), dossier.StepDue!, Missed: dossier.Dismissal is not null);
    }
}
