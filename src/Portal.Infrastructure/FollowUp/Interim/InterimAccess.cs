using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp.Interim;

/// <summary>Who can be asked what they think of a project.</summary>
public static class InterimAccess
{
    /// <summary>
    /// Opinions by which nothing is decided: of whoever would decide, and of those who turned out to be in conflict. Once it is
    /// decided, the opinion itself says whether it was set aside.
    /// </summary>
    public static IQueryable<InterimOpinion> OpinionsAside(this PortalDbContext db, PersonId? decider) =>
        db.InterimOpinions.Where(opinion =>
            opinion.Expert == decider
            || db.KeptFrom().Any(kept => kept.Person == opinion.Expert && kept.Dossier == opinion.DossierId)
        );

    /// <summary>
    /// The experts of the call's waves, but for those who must not judge the dossier. Who was asked before stays among them.
    /// </summary>
    public static IQueryable<Account> ExpertsFor(this PortalDbContext db, CallId call, DossierId dossier)
    {
        const string role = nameof(PortalRole.Expert);
        return db.Users.Where(account =>
            db.Experts.Any(expert =>
                expert.Person.Value == account.Id
                && db.Waves.Any(wave => wave.Id == expert.WaveId && wave.CallId == call)
            )
            && db.UserRoles.Any(given =>
                given.UserId == account.Id && db.Roles.Any(one => one.Id == given.RoleId && one.Name == role)
            )
            && !db.KeptFrom().Any(kept => kept.Person.Value == account.Id && kept.Dossier == dossier)
        );
    }
}
