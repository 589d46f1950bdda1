using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Api;

public sealed record ApiFigures(string Call, int Wave, int Filed, int Winners);

[Tags("figures")]
public sealed class FiguresApiController(PortalDbContext db) : ApiController
{
    /// <summary>How many dossiers were filed in the waves that are closed, and how many winners are public.</summary>
    [HttpGet("/api/v1/figures", Name = "listFigures"), NeedsScope(ApiScopes.Figures), Tagged]
    [ProducesResponseType<ApiPage<ApiFigures>>(StatusCodes.Status200OK)]
    public async Task<ApiPage<ApiFigures>> List(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var figures = await (
            from wave in db.Waves.IgnoreAutoIncludes()
            where wave.EveryMonths == null && wave.CutOffs.All(cutOff => cutOff.Deadline.EndsAt <= now)
            join call in db.PublicCalls() on wave.CallId equals call.Id
            orderby call.Slug, wave.Number
            select new ApiFigures(
                call.Slug,
                wave.Number,
                db.Dossiers.Count(dossier =>
                    dossier.WaveId == wave.Id && dossier.FiledAt != null && dossier.Withdrawal == null
                ),
                db.WinnersPublicAt(now)
                    .Count(winner => db.WinnerLists.Any(list => list.Id == winner.ListId && list.WaveId == wave.Id))
            )
        ).ToListAsync(cancellation);
        return new ApiPage<ApiFigures>(figures, Next: null);
    }
}
