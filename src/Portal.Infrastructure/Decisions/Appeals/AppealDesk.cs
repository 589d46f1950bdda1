using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.Decisions.Appeals;
using Portal.Domain.People;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Decisions.Appeals;

/// <summary>The last decision on a dossier that is told, and the dossier's appeals, the last first.</summary>
/// <param name="NotifiedAt">When what stands was told: by the list, or by a correction of it since.</param>
public sealed record Contestable(Decision Decision, DateTimeOffset NotifiedAt, IReadOnlyList<Appeal> Appeals)
{
    public Deadline Until => AppealPeriod.LodgedBy(NotifiedAt);

    public Refusal? Obstacle => Appeal.ObstacleTo(Decision.Outcome, NotifiedAt, Appeals);
}

/// <summary>Lodges appeals and answers them.</summary>
public sealed class AppealDesk(PortalDbContext db)
{
    /// <returns>Null where nothing is told to the reader's own team yet.</returns>
    public async Task<Contestable?> FindAsync(DossierId dossier, Viewer viewer, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var found = await (
            from decision in db.DecisionsRevealedAt(now)
            where decision.DossierId == dossier
            where db.DossiersOf(viewer).Any(one => one.Id == dossier)
            join list in db.WinnerLists on decision.ListId equals list.Id
            orderby list.PublishAt descending
            select new { Decision = decision, NotifiedAt = decision.CorrectedAt ?? list.PublishAt }
        )
            .AsNoTracking()
            .FirstOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var appeals = await db
            .Appeals.AsNoTracking()
            .Where(one => one.DossierId == dossier)
            .OrderByDescending(one => one.LodgedAt)
            .ToListAsync(cancellation);
        return new Contestable(found.Decision, found.NotifiedAt, appeals);
    }

    /// <summary>One transaction on the dossier.</summary>
    /// <returns>Whether there is a decision that somebody of the team can contest.</returns>
    public async Task<bool> LodgeAsync(DossierId id, string text, Viewer by, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var own = db.DossiersOf(by).Include(one => one.Members);
        if (await db.HoldAsync(own, id, cancellation) is not { } dossier)
            return false;
        if (await FindAsync(id, by, cancellation) is not { } told)
            return false;
        var now = await db.NowAsync(cancellation);
        db.Appeals.Add(Appeal.Lodge(dossier, told.Decision, told.NotifiedAt, told.Appeals, text, by.Id!.Value, now));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <returns>Whether there is such an appeal in one's charge.</returns>
    public async Task<bool> ReplyAsync(
        AppealId id,
        bool isUpheld,
        string reasons,
        Viewer by,
        CancellationToken cancellation
    )
    {
        if (await db.AppealsInChargeOf(by).SingleOrDefaultAsync(one => one.Id == id, cancellation) is not { } appeal)
            return false;
        appeal.Reply(isUpheld, reasons, by.Id!.Value, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        return true;
    }
}
