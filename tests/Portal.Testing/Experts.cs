using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Identity;

namespace Portal.Testing;

/// <summary>Experts of a wave, in its pool, invited, or serving.</summary>
public static class Experts
{
    public static PoolExpert Pooled(
        WaveId wave,
        string address,
        PersonId by,
        DateTimeOffset now,
        string name = "Experte"
    ) =>
        new(
            wave,
            new ExpertFacts(
                name,
                EmailAddress.Parse(address),
                ExpertRole.Medical,
                "Organisme fictif",
                Siren: null,
                Region: null,
                ExpertFacts.UsualDossiers,
                "fr"
            ),
            by,
            now
        );

    public static ExpertInvitation Invited(PoolExpert pooled, PersonId by, DateTimeOffset now) =>
        new(pooled, LinkSecret.HashOf(LinkSecret.New()), by, now);

    /// <summary>Who accepted, joined, and has still to sign the charter.</summary>
    public static (ExpertInvitation Invitation, Expert Expert) Joined(
        WaveId wave,
        Account account,
        PersonId by,
        DateTimeOffset now
    )
    {
        var pooled = Pooled(wave, account.Email!, by, now);
        var invitation = Invited(pooled, by, now);
        invitation.Accept(now);
        return (invitation, new Expert(invitation, pooled, account.Person, now));
    }
}
