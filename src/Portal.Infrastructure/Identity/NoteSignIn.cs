using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Identity;

/// <summary>
/// Notes that a person signed in: who comes keeps their account, and whoever asked that it be erased changed their mind,
/// or never asked.
/// </summary>
public sealed class NoteSignIn(PortalDbContext db)
{
    public async Task RunAsync(PersonId person)
    {
        var undone = await db
            .Users.Where(account => account.Id == person.Value && account.ErasureAskedAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.ErasureAskedAt, (DateTimeOffset?)null));
        await db.Database.ExecuteSqlAsync(
            $"update accounts set seen_at = portal_now(), idle_announced_at = null where id = {person.Value}"
        );
        // Whoever saves the account after this saves all of it.
        if (db.Users.Local.FindEntry(person.Value) is { } read)
            await read.ReloadAsync();
        if (undone == 0)
            return;
        db.History.Add(HistoryEntry.Of(new ErasureUndone(person, person, await db.NowAsync())));
        await db.SaveChangesAsync();
    }
}
