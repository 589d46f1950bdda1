using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Assignment;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Infrastructure.Tests.Complements;

namespace Portal.Infrastructure.Tests.Reviews;

[TestFixture, NonParallelizable]
internal sealed class AssignReviewTests : OnComplements
{
    /// <summary>Long enough for whatever doesn't wait to be done.</summary>
    private static readonly TimeSpan AWhile = TimeSpan.FromSeconds(1);

    [Test]
    public async Task A_review_that_is_assigned_while_its_dossier_moves_on_weighs_nothing()
    {
        var dossier = await FiledAsync();
        var (review, _) = await ReviewAsync(dossier);
        // Recused and forgotten: the expert can be given it anew.
        await OwnerAsync($"update reviews set set_aside_at = assigned_at where id = '{review.Id.Value}'");
        await AskAsync(dossier);
        await Database.SetClockAsync(Due.EndsAt);
        await using var owner = Database.OpenAsOwner();
        await using var transaction = await owner.Database.BeginTransactionAsync();
        // What is assigned has been looked at, and waits to be written.
        await owner.Database.ExecuteSqlRawAsync("lock table reviews in share mode");
        var assigning = AssignAsync(dossier.Id, review.ExpertId);
        await Task.Delay(AWhile);
        var closing = CloseAsync();
        await Task.Delay(AWhile);
        await transaction.RollbackAsync();

        Assert.That(await assigning, Is.Not.Null);
        await closing;
        await using var db = Database.Open();
        Assert.That((await LoadAsync(dossier)).ComplementsAsked, Is.Null, "the dossier moved on");
        Assert.That(await db.Reviews.CountAsync(one => one.DossierId == dossier.Id), Is.Zero);
    }

    [Test]
    public async Task Four_clicks_assign_once()
    {
        var dossier = await FiledAsync();
        var (review, _) = await ReviewAsync(dossier);
        await OwnerAsync($"update reviews set set_aside_at = assigned_at where id = '{review.Id.Value}'");
        var clicks = Enumerable.Range(0, 4).Select(_ => AssignAsync(dossier.Id, review.ExpertId)).ToList();
        await Task.WhenAll(clicks.Select(click => Task.WhenAny(click)));
        Assert.That(clicks.Count(click => click.IsCompletedSuccessfully), Is.EqualTo(1));
        Assert.That(
            clicks
                .Where(click => click.IsFaulted)
                .Select(click => ((RefusedException)click.Exception!.InnerException!).Refusals.Single()),
            Is.All.EqualTo(ReviewRefusals.AlreadyAssigned)
        );
    }

    [Test]
    public async Task A_conflict_that_nobody_looked_for_is_found_on_assigning_and_stays()
    {
        var dossier = await FiledAsync();
        var (review, _) = await ReviewAsync(dossier);
        await OwnerAsync($"update reviews set set_aside_at = assigned_at where id = '{review.Id.Value}'");
        await OwnerAsync(
            $"""
            update pool_experts set siren = (
                select substr(named.siret, 1, 9) from filed_organisations named
                join dossiers on dossiers.filing_id = named.filing_id
                where dossiers.id = '{dossier.Id.Value}' order by named.role limit 1)
            where id = (select pool_expert_id from experts where id = '{review.ExpertId.Value}')
            """
        );
        var refused = Assert.ThrowsAsync<RefusedException>(() => AssignAsync(dossier.Id, review.ExpertId));
        Assert.That(refused!.Refusals.Single().Code, Does.StartWith("review.conflict"));
        await using var db = Database.Open();
        Assert.That(
            await db.StandingConflicts().AnyAsync(one => one.DossierId == dossier.Id),
            Is.True,
            "though nothing was assigned"
        );
    }

    private async Task<Review?> AssignAsync(DossierId dossier, ExpertId expert)
    {
        await using var db = Database.Open();
        var officer = Stage.ViewerOf(Officer, PortalRole.Officer);
        var pair = new AssignedPair(dossier, expert);
        return await new AssignReview(db, new LookForConflicts(db)).RunAsync(
            pair,
            reason: "",
            officer,
            CancellationToken.None
        );
    }
}
