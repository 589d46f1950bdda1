using Microsoft.EntityFrameworkCore;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Pool;

namespace Portal.Infrastructure.Dossiers;

/// <summary>Lets those who were invited into a dossier's team.</summary>
public sealed class Team(PortalDbContext db, LookForConflicts look)
{
    public Task<TeamInvitation?> FindAsync(string secret, CancellationToken cancellation)
    {
        var hash = LinkSecret.HashOf(secret);
        return db.TeamInvitations.SingleOrDefaultAsync(
            one => one.TokenHash == hash && db.Dossiers.Any(dossier => dossier.Id == one.DossierId),
            cancellation
        );
    }

    /// <returns>False where the account's proven address isn't the invited one, or the dossier was removed.</returns>
    public async Task<bool> JoinAsync(TeamInvitation invitation, Account account, CancellationToken cancellation)
    {
        if (invitation.Email is not { } invited || !account.HasProven(invited))
            return false;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var here = db.Dossiers.Include(one => one.Members);
        if (await db.HoldAsync(here, invitation.DossierId, cancellation) is not { } dossier)
            return false;
        invitation.Accept(dossier, account.Person, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        // Who comes to a dossier that is filed ties experts to it that nothing tied before.
        if (dossier.FilingId is not null)
            await look.RecordAsync(dossier.WaveId, only: null, dossier: null, cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
