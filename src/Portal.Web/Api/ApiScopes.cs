using Portal.Domain.People;

namespace Portal.Web.Api;

/// <summary>What a token lets a client do. A scope never gives more than its person may do in the pages.</summary>
public static class ApiScopes
{
    /// <summary>Reads the dossiers of one's own teams.</summary>
    public const string Dossiers = "dossiers";

    /// <summary>Starts, writes and files them.</summary>
    public const string DossiersWrite = "dossiers.write";

    /// <summary>Reads what an expert was given, and their own reviews.</summary>
    public const string Reviews = "reviews";

    /// <summary>Writes and submits these reviews.</summary>
    public const string ReviewsWrite = "reviews.write";

    /// <summary>Reads what staff reads of the waves.</summary>
    public const string Staff = "staff";

    /// <summary>Assigns dossiers, and decides on them.</summary>
    public const string StaffWrite = "staff.write";

    /// <summary>Reads figures of the waves; for machines that act for themselves.</summary>
    public const string Figures = "figures";

    public static readonly IReadOnlyList<string> All =
    [
        Dossiers,
        DossiersWrite,
        Reviews,
        ReviewsWrite,
        Staff,
        StaffWrite,
        Figures,
    ];

    /// <summary>The roles that a scope is about; none where it is about a carrier's own dossiers, which need no role.</summary>
    public static IReadOnlyList<PortalRole> RolesOf(string scope) =>
        scope switch
        {
            Reviews or ReviewsWrite => [PortalRole.Expert],
            Staff or StaffWrite => [PortalRole.Officer, PortalRole.Publisher, PortalRole.Auditor],
            _ => [],
        };
}
