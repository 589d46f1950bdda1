using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp;

/// <summary>
/// How every act on a project goes: one transaction, in which nobody else changes the project; what is refused changes
/// nothing.
/// </summary>
public sealed class ProjectDesk(PortalDbContext db)
{
    /// <summary>An act of the dossier's team.</summary>
    /// <returns>Whether there is such a project of one's own.</returns>
    public async Task<bool> ActAsync(
        DossierId id,
        Viewer by,
        Func<Project, Dossier, DateTimeOffset, Task> act,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await HeldAsync(db.ProjectsOf(by).Where(one => one.DossierId == id), cancellation) is not { } project)
            return false;
        var dossier = await db.DossiersOf(by)
            .Include(one => one.Members)
            .SingleAsync(one => one.Id == id, cancellation);
        await act(project, dossier, await db.NowAsync(cancellation));
        return await SaveAsync(transaction, cancellation);
    }

    /// <summary>An act of the staff in charge.</summary>
    /// <returns>Whether there is such a project in one's charge.</returns>
    public Task<bool> ActAsync(
        ProjectId id,
        Viewer by,
        Func<Project, DateTimeOffset, Task> act,
        CancellationToken cancellation
    ) => ActAsync(db.ProjectsInChargeOf(by).Where(one => one.Id == id), act, cancellation);

    /// <summary>The act of the second person of two.</summary>
    /// <returns>Whether there is such a project where one may be that.</returns>
    public Task<bool> SecondAsync(
        ProjectId id,
        Viewer by,
        Func<Project, DateTimeOffset, Task> act,
        CancellationToken cancellation
    ) => ActAsync(db.ProjectsSecondedBy(by).Where(one => one.Id == id), act, cancellation);

    /// <summary>What the portal itself notes of a project.</summary>
    internal async Task NoteAsync(DossierId id, Func<DateTimeOffset, Task> note, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.HoldDossierAsync(id, cancellation);
        await note(await db.NowAsync(cancellation));
        await SaveAsync(transaction, cancellation);
    }

    private async Task<bool> ActAsync(
        IQueryable<Project> visible,
        Func<Project, DateTimeOffset, Task> act,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await HeldAsync(visible, cancellation) is not { } project)
            return false;
        await act(project, await db.NowAsync(cancellation));
        return await SaveAsync(transaction, cancellation);
    }

    /// <summary>Whoever doesn't see it waits for nobody, and keeps nobody waiting.</summary>
    private async Task<Project?> HeldAsync(IQueryable<Project> visible, CancellationToken cancellation)
    {
        var seen = await visible.Select(one => (DossierId?)one.DossierId).SingleOrDefaultAsync(cancellation);
        if (seen is not { } dossier)
            return null;
        await db.HoldDossierAsync(dossier, cancellation);
        return await visible.SingleOrDefaultAsync(cancellation);
    }

    private async Task<bool> SaveAsync(IDbContextTransaction transaction, CancellationToken cancellation)
    {
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
