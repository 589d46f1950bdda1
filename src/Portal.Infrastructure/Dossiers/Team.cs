using Microsoft.EntityFrameworkCore;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>Lets those who were invited into a dossier's team.</summary>
public sealed class Team(PortalDbContext db)
{
    public Task<TeamInvitation?> FindAsync(string secret, CancellationToken cancellation)
    {
        var hash = LinkSecret.HashOf(secret);
        return db.TeamInvitations.SingleOrDefaultAsync(
            one => one.TokenHash == hash && db.Dossiers.Any(dossier => dossier.Id == one.DossierId),
            cancellation
        );
    }

    /// <returns>False where the account's proven address isn't the invited one.</returns>
    public async Task<bool> JoinAsync(TeamInvitation invitation, Account account, CancellationToken cancellation)
    {
        if (invitation.Email is not { } invited || !account.HasProven(invited))
            return false;
        var dossier = await db
            .Dossiers.Include(one => one.Members)
            .SingleAsync(one => one.Id == invitation.DossierId, cancellation);
        invitation.Accept(dossier, account.Person, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        return true;
    }
}
