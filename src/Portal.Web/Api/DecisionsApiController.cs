using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;
using Portal.Web.Staff;

namespace Portal.Web.Api;

/// <summary>What is decided on a dossier, before anybody else reads it.</summary>
public sealed record ApiStaffDecision(
    [property: Description("Another one after each change; 0 while nothing is decided. The entity tag begins with it.")]
        long Version,
    [property: Description("Null while nothing is decided.")] ApiRuling? Ruling,
    [property: Description("Whether a winner list carries it.")] bool Listed
);

public sealed record ApiRuling(
    [Required] Outcome? Outcome,
    [property: Description("Needed to fund, and dropped otherwise.")] decimal? AmountEuros,
    [property: Description("Needed on the reserve, from 1, and dropped otherwise.")] int? ReserveRank,
    [property: Description("Read by the carrier at the publication, as all of this.")] [Required] string Reason,
    string? Conditions,
    [property: Description("Reasons by the key of the criterion.")] IReadOnlyDictionary<string, string>? Criteria
);

/// <summary>Deciding on a dossier of one's own charge.</summary>
[Tags("staff")]
[ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, "application/problem+json")]
public sealed class DecisionsApiController(PortalDbContext db) : ApiController
{
    [HttpGet("/api/v1/staff/dossiers/{id:guid}/decision", Name = "readDecision"), NeedsScope(ApiScopes.Staff), Tagged]
    [ProducesResponseType<ApiStaffDecision>(StatusCodes.Status200OK)]
    public async Task<ActionResult<ApiStaffDecision>> Read(Guid id, CancellationToken cancellation)
    {
        var dossier = new DossierId(id);
        return await db.DossiersStaffedBy(User.Viewer()).AnyAsync(one => one.Id == dossier, cancellation)
            ? Told(await StandingAsync(dossier, cancellation))
            : NotFound();
    }

    /// <summary>
    /// Decides, for the first time or anew, upon the entity tag that was read. Nobody but staff reads it before the list that
    /// carries it is public; on a list that is being signed, it voids what was signed.
    /// </summary>
    [HttpPut("/api/v1/staff/dossiers/{id:guid}/decision", Name = "decide")]
    [NeedsScope(ApiScopes.StaffWrite), NeedsTag, Consumes("application/json")]
    [ProducesResponseType<ApiStaffDecision>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict, "application/problem+json")]
    public async Task<IActionResult> Decide(
        Guid id,
        ApiRuling ruling,
        [FromServices] TakeDecision take,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var seen = db.DossiersInChargeOf(User.Viewer()).Include(one => one.Members);
        if (await db.HoldAsync(seen, new DossierId(id), cancellation) is not { } dossier)
            return NotFound();
        var standing = await StandingAsync(dossier.Id, cancellation);
        if (HttpContext.KnownVersion() != standing.Version)
            throw new RefusedException(ApiRefusals.DecisionOvertaken);
        var whole = await RulingOfAsync(dossier, ruling, cancellation);
        await take.RunAsync(dossier, whole, User.Person(), cancellation);
        await transaction.CommitAsync(cancellation);
        return Ok(Told(await StandingAsync(dossier.Id, cancellation)));
    }

    /// <exception cref="RefusedException">It speaks of a criterion that the grid doesn't have.</exception>
    private async Task<Ruling> RulingOfAsync(Dossier dossier, ApiRuling said, CancellationToken cancellation)
    {
        var criteria = await DecisionDesk.GridAsync(db, dossier.CallId, cancellation);
        var reasons = said.Criteria ?? new Dictionary<string, string>();
        if (reasons.Keys.FirstOrDefault(key => criteria.All(one => one.Criterion != key)) is { } stray)
            throw new RefusedException(ApiRefusals.NoSuchField(stray));
        return await DecisionDesk.WholeAsync(
            db,
            dossier,
            new Ruling(said.Outcome!.Value, said.Reason)
            {
                Amount = said.AmountEuros is > 0 and var euros ? new Money(euros) : null,
                ReserveRank = said.ReserveRank,
                Conditions = said.Conditions ?? "",
            },
            criteria,
            criterion => reasons.GetValueOrDefault(criterion),
            cancellation
        );
    }

    private async Task<(long Version, Decision? Taken)> StandingAsync(DossierId dossier, CancellationToken cancellation)
    {
        var found = await db.DecisionsThatStand()
            .AsNoTracking()
            .Where(one => one.DossierId == dossier)
            .Select(one => new { Version = EF.Property<uint>(one, "Version"), Taken = one })
            .SingleOrDefaultAsync(cancellation);
        return found is null ? (0, null) : (found.Version, found.Taken);
    }

    private ApiStaffDecision Told((long Version, Decision? Taken) standing)
    {
        var (version, taken) = standing;
        Response.TellVersion(version);
        return new ApiStaffDecision(
            version,
            taken is null
                ? null
                : new ApiRuling(
                    taken.Outcome,
                    taken.Amount?.Euros,
                    taken.ReserveRank,
                    taken.Reason,
                    taken.Conditions,
                    taken.Criteria.ToDictionary(one => one.Criterion, one => one.Text, StringComparer.Ordinal)
                ),
            taken?.ListId is not null
        );
    }
}
