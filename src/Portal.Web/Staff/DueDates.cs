using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

internal static class DueDates
{
    /// <summary>A date that an officer typed, in Paris time, with the grace that the call publishes; null where it is none.</summary>
    public static async Task<Deadline?> DueAsync(
        this PortalDbContext db,
        string? text,
        CallId call,
        CancellationToken cancellation
    )
    {
        if (!CivilTimes.TryRead(text, out var civil))
            return null;
        var grace = await db
            .Calls.Where(one => one.Id == call)
            .Select(one => one.GraceSeconds)
            .SingleAsync(cancellation);
        return new Deadline(civil, TimeSpan.FromSeconds(grace));
    }
}
