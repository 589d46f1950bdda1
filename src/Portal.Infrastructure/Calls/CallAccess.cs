using Portal.Domain.Calls;
using Portal.Domain.People;
using Portal.Domain.Waves;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Calls;

/// <summary>Who can see which calls and waves, decided in the query.</summary>
public static class CallAccess
{
    public static IQueryable<Call> PublicCalls(this PortalDbContext db) =>
        db.Calls.Where(call => call.PublishedAt != null);

    /// <summary>What a public call asks of a dossier that is started now; nothing where there is no such call.</summary>
    public static IQueryable<AskedForm> FormsAskedBy(this PortalDbContext db, string slug) =>
        from call in db.PublicCalls()
        where call.Slug == slug
        join form in db.Forms on call.Id equals form.CallId
        orderby form.Version descending
        select new AskedForm
        {
            Presentation = call.Presentation,
            Steps = call.Steps,
            Form = form,
        };

    /// <summary>An officer's own calls, public or not: where they act.</summary>
    public static IQueryable<Call> CallsInChargeOf(this PortalDbContext db, Viewer viewer) =>
        db.Calls.Where(call =>
            viewer.Is(PortalRole.Officer)
            && db.CallOfficers.Any(officer => officer.CallId == call.Id && officer.Person == viewer.Id)
        );

    /// <summary>The calls of which a person says who looks after them: their own; all of them, for administrators.</summary>
    public static IQueryable<Call> CallsEntrustedBy(this PortalDbContext db, Viewer viewer) =>
        viewer.Is(PortalRole.Administrator) ? db.Calls : db.CallsInChargeOf(viewer);

    /// <summary>The accounts that a call can be entrusted to.</summary>
    public static IQueryable<Account> OfficerAccounts(this PortalDbContext db) =>
        db.Users.Where(account =>
            db.UserRoles.Any(given =>
                given.UserId == account.Id
                && db.Roles.Any(role => role.Id == given.RoleId && role.Name == nameof(PortalRole.Officer))
            )
        );

    public static IQueryable<FormDraft> FormDraftsInChargeOf(this PortalDbContext db, Viewer viewer) =>
        db.FormDrafts.Where(draft =>
            viewer.Is(PortalRole.Officer)
            && db.CallOfficers.Any(officer => officer.CallId == draft.CallId && officer.Person == viewer.Id)
        );

    /// <summary>The calls that an officer may copy: their own, and those that anybody reads.</summary>
    public static IQueryable<Call> CallsToCopyFor(this PortalDbContext db, Viewer viewer) =>
        db.Calls.Where(call =>
            viewer.Is(PortalRole.Officer)
            && (
                call.PublishedAt != null
                || db.CallOfficers.Any(officer => officer.CallId == call.Id && officer.Person == viewer.Id)
            )
        );

    /// <summary>The waves that an officer works on; publishers and auditors see all of them.</summary>
    public static IQueryable<Wave> WavesStaffedBy(this PortalDbContext db, Viewer viewer) =>
        viewer.Is(PortalRole.Publisher) || viewer.Is(PortalRole.Auditor) ? db.Waves : db.WavesInChargeOf(viewer);

    /// <summary>The waves of an officer's own calls: where they act.</summary>
    public static IQueryable<Wave> WavesInChargeOf(this PortalDbContext db, Viewer viewer) =>
        db.Waves.Where(wave =>
            viewer.Is(PortalRole.Officer)
            && db.CallOfficers.Any(officer => officer.CallId == wave.CallId && officer.Person == viewer.Id)
        );
}

/// <summary>The newest published version of a call's form.</summary>
public sealed class AskedForm
{
    public required CallPresentation Presentation { get; init; }

    public required IReadOnlyList<CallStep> Steps { get; init; }

    public required Form Form { get; init; }
}
