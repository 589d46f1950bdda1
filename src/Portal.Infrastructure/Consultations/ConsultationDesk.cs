using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Consultations;

/// <summary>What staff does with what came: reads it, groups it, answers it. Each act holds the consultation.</summary>
public sealed class ConsultationDesk(PortalDbContext db, GroupContributions grouping)
{
    /// <summary>Accepts contributions.</summary>
    /// <returns>Whether there is such a consultation.</returns>
    public Task<bool> AcceptAsync(
        string slug,
        IReadOnlyList<ContributionId> ids,
        PersonId by,
        CancellationToken cancellation
    ) => EachAsync(slug, ids, (one, now) => one.Accept(by, now), cancellation);

    /// <inheritdoc cref="AcceptAsync"/>
    public Task<bool> WithholdAsync(
        string slug,
        IReadOnlyList<ContributionId> ids,
        string reason,
        PersonId by,
        CancellationToken cancellation
    ) => EachAsync(slug, ids, (one, now) => one.Withhold(reason, by, now), cancellation);

    private Task<bool> EachAsync(
        string slug,
        IReadOnlyList<ContributionId> ids,
        Action<Contribution, DateTimeOffset> act,
        CancellationToken cancellation
    ) =>
        HoldingAsync(
            slug,
            async (held, now) =>
            {
                var found = await db.ConfirmedContributions()
                    .Where(one => one.ConsultationId == held.Id && ids.Contains(one.Id))
                    .ToListAsync(cancellation);
                if (found.Count == 0)
                    throw new RefusedException(ConsultationRefusals.NothingChosen);
                foreach (var one in found)
                    act(one, now);
            },
            cancellation
        );

    /// <summary>Puts what isn't in a group together by what it says.</summary>
    /// <returns>Whether there is such a consultation.</returns>
    public Task<bool> ProposeGroupsAsync(string slug, CancellationToken cancellation) =>
        HoldingAsync(slug, (held, _) => grouping.ProposeAsync(held, cancellation), cancellation);

    /// <summary>Moves contributions to a group, or to a new one of a title.</summary>
    /// <param name="group">Null for a new one where there is a title, for none where there isn't.</param>
    /// <returns>Whether there is such a consultation.</returns>
    public Task<bool> MoveAsync(
        string slug,
        IReadOnlyList<ContributionId> ids,
        ContributionGroupId? group,
        LocalizedText? title,
        CancellationToken cancellation
    ) =>
        HoldingAsync(
            slug,
            async (held, _) =>
            {
                var moved = await db.PublicContributions()
                    .Where(one => one.ConsultationId == held.Id && ids.Contains(one.Id))
                    .OrderBy(one => one.SentAt)
                    .ToListAsync(cancellation);
                if (moved.Count == 0)
                    throw new RefusedException(ConsultationRefusals.NothingChosen);
                if (group is null && title is null && moved.TrueForAll(one => one.GroupId is null))
                    throw new RefusedException(ConsultationRefusals.NoGroupChosen);
                var to = await TargetAsync(held, moved, group, title, cancellation);
                foreach (var one in moved)
                    one.Join(to);
                await db.SaveChangesAsync(cancellation);
                await DropEmptyAsync(held, cancellation);
            },
            cancellation
        );

    private async Task<ContributionGroup?> TargetAsync(
        Consultation held,
        List<Contribution> moved,
        ContributionGroupId? group,
        LocalizedText? title,
        CancellationToken cancellation
    )
    {
        if (group is not null)
            return await db.ContributionGroups.SingleOrDefaultAsync(
                    one => one.Id == group && one.ConsultationId == held.Id,
                    cancellation
                ) ?? throw new RefusedException(ConsultationRefusals.NoSuchGroup);
        if (title is null)
            return null;
        var made = new ContributionGroup(held, moved[0].Article, title);
        db.ContributionGroups.Add(made);
        return made;
    }

    /// <summary>Groups that hold nothing any more: what they held was moved, taken back or replaced.</summary>
    internal Task<int> DropEmptyAsync(Consultation held, CancellationToken cancellation) =>
        db
            .ContributionGroups.Where(group => group.ConsultationId == held.Id)
            .Where(group => !db.Contributions.Any(one => one.GroupId == group.Id))
            .ExecuteDeleteAsync(cancellation);

    /// <summary>Names a group and answers it.</summary>
    /// <param name="answer">Null to leave it unanswered.</param>
    /// <param name="version">As the page showed the group: nobody overwrites what they never saw.</param>
    /// <returns>Whether there is such a consultation.</returns>
    public Task<bool> ReplyAsync(
        string slug,
        ContributionGroupId id,
        LocalizedText title,
        GroupAnswer? answer,
        LocalizedText because,
        uint version,
        PersonId by,
        CancellationToken cancellation
    ) =>
        HoldingAsync(
            slug,
            async (held, now) =>
            {
                var group =
                    await db.ContributionGroups.SingleOrDefaultAsync(
                        one => one.Id == id && one.ConsultationId == held.Id,
                        cancellation
                    ) ?? throw new RefusedException(ConsultationRefusals.NoSuchGroup);
                EnsureSeen(group, version);
                group.Reply(title, answer, because, by, now);
            },
            cancellation
        );

    /// <summary>Drafts the final plan and the synthesis.</summary>
    /// <param name="version">As the page showed the consultation: nobody overwrites what they never saw.</param>
    /// <returns>Whether there is such a consultation.</returns>
    public Task<bool> DraftAsync(
        string slug,
        IReadOnlyList<PlanArticle> articles,
        LocalizedText synthesis,
        PersonId by,
        uint version,
        CancellationToken cancellation
    ) =>
        HoldingAsync(
            slug,
            (held, now) =>
            {
                EnsureSeen(held, version);
                held.Draft(articles, synthesis, by, now);
                return Task.CompletedTask;
            },
            cancellation
        );

    private void EnsureSeen(object held, uint version)
    {
        if ((uint)db.Entry(held).Property("Version").CurrentValue! != version)
            throw new RefusedException(ConsultationRefusals.Overtaken);
    }

    /// <returns>Whether there is such a consultation.</returns>
    /// <exception cref="RefusedException">It is answered: what was public stays.</exception>
    internal async Task<bool> HoldingAsync(
        string slug,
        Func<Consultation, DateTimeOffset, Task> act,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var id = await db
            .Consultations.Where(one => one.Slug == slug)
            .Select(one => (ConsultationId?)one.Id)
            .SingleOrDefaultAsync(cancellation);
        if (id is null || await db.HoldConsultationAsync(id.Value, cancellation) is not { } held)
            return false;
        if (held.AnsweredAt is not null)
            throw new RefusedException(ConsultationRefusals.AnsweredAlready);
        await act(held, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
