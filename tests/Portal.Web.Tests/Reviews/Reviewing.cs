using System.Globalization;
using Portal.Domain.Calls;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Tests.Reviews;

/// <summary>A dossier that Emma has still to review, and that her colleagues have reviewed.</summary>
internal sealed record Reviewing(ReviewId Review, DossierId Dossier, WaveId Wave, Grid Grid, int Revision)
{
    public string Path => $"/reviews/{Review.Value}";

    /// <summary>One that she hasn't submitted; others may have begun it.</summary>
    public static async Task<Reviewing> OfEmmaAsync(PortalDbContext db)
    {
        var emma = await db.Users.Where(one => one.Email == "emma@demo.example").Select(one => one.Id).SingleAsync();
        var review = await db
            .Reviews.Where(one =>
                one.ExpertPerson == new PersonId(emma) && one.SubmittedAt == null && one.Doubt == null
            )
            .Where(one => db.Reviews.Any(peer => peer.DossierId == one.DossierId && peer.SubmittedAt != null))
            .OrderBy(one => one.Id)
            .FirstAsync();
        return new Reviewing(
            review.Id,
            review.DossierId,
            review.WaveId,
            await db.Grids.SingleAsync(one => one.Id == review.GridId),
            review.Revision
        );
    }

    /// <summary>A whole sheet as a browser sends it.</summary>
    /// <param name="saves">How often it was saved since it was found here.</param>
    /// <param name="mark">For each criterion.</param>
    /// <param name="toCarrier">The overall comment.</param>
    public (string Name, string Value)[] Sheet(int saves, int mark = 4, string toCarrier = "Avis d’Emma.") =>
        [
            ("revision", (Revision + saves).ToString(CultureInfo.InvariantCulture)),
            .. Grid.Criteria.Select(one => ($"m.{one.Key}", mark.ToString(CultureInfo.InvariantCulture))),
            .. Grid.Criteria.Select(one => ($"c.{one.Key}", new string('c', one.ToCarrierAtLeast))),
            .. Grid.Criteria.Select(one => ($"p.{one.Key}", new string('p', one.ToPanelAtLeast))),
            ("confidence", Grid.Confidence.Count > 0 ? "1" : ""),
            ("toCarrier", toCarrier),
        ];
}
