using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Attachments.Scanning;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Consultations;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Consultations;

/// <summary>Reads challenges and consultations for the public.</summary>
public sealed class ConsultationReading(PortalDbContext db, PortalClock clock, IVirusScanner scanner)
{
    private DateOnly Day => DateOnly.FromDateTime(Dates.Civil(clock.GetUtcNow()));

    public async Task<ChallengesPage> ChallengesAsync(CancellationToken cancellation)
    {
        var challenges = await db.Challenges.AsNoTracking().OrderBy(one => one.Slug).ToListAsync(cancellation);
        var others = await CardsAsync(db.Consultations.Where(one => one.ChallengeId == null), cancellation);
        return new ChallengesPage(
            [
                .. challenges.Select(one => new ChallengeCard(
                    one.Slug,
                    one.Words,
                    one.Roadmap.FirstOrDefault(step => step.StateOn(Day) != RoadmapState.Done)
                )),
            ],
            others
        );
    }

    public async Task<ChallengePage?> ChallengeAsync(string slug, CancellationToken cancellation)
    {
        var one = await db.Challenges.AsNoTracking().SingleOrDefaultAsync(it => it.Slug == slug, cancellation);
        if (one is null)
            return null;
        var slugs = one.Calls;
        var calls = await db.PublicCalls()
            .Where(call => slugs.Contains(call.Slug))
            .Select(call => new ChallengeCall(call.Slug, call.Presentation))
            .ToListAsync(cancellation);
        var consultations = await CardsAsync(db.Consultations.Where(it => it.ChallengeId == one.Id), cancellation);
        return new ChallengePage(one.Slug, one.Words, one.Roadmap, Day, one.Committee, consultations, calls);
    }

    public async Task<ConsultationPage?> FindAsync(string slug, CancellationToken cancellation)
    {
        var found = await (
            from one in db.Consultations
            where one.Slug == slug
            join challenge in db.Challenges on one.ChallengeId equals challenge.Id into its
            from challenge in its.DefaultIfEmpty()
            select new { Consultation = one, Challenge = challenge }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var counts = await CountsAsync(found.Consultation.Id, cancellation);
        return new ConsultationPage(
            CardOf(found.Consultation, counts.Values.Sum()),
            found.Challenge is { } of ? new ChallengeLink(of.Slug, of.Words.Title) : null,
            found.Consultation.Plan,
            counts
        );
    }

    private async Task<Dictionary<string, int>> CountsAsync(ConsultationId id, CancellationToken cancellation) =>
        await db.PublicContributions()
            .Where(one => one.ConsultationId == id)
            .GroupBy(one => one.Article ?? "")
            .Select(all => new { all.Key, Count = all.Count() })
            .ToDictionaryAsync(all => all.Key, all => all.Count, cancellation);

    /// <param name="consultation">As it was found.</param>
    /// <param name="article">A key, empty for the plan as a whole; null for all.</param>
    /// <param name="page">From 1.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<ContributionsPage> ContributionsAsync(
        ConsultationPage consultation,
        string? article,
        int page,
        CancellationToken cancellation
    )
    {
        var its = db.PublicContributions()
            .Where(one => db.Consultations.Any(of => of.Id == one.ConsultationId && of.Slug == consultation.Card.Slug));
        if (article is not null)
            its = its.Where(one => (one.Article ?? "") == article);
        var count = article is null ? consultation.Card.Contributions : consultation.CountOf(article);
        var pages = Math.Max(1, (count + ContributionsPage.Size - 1) / ContributionsPage.Size);
        var shown = Math.Clamp(page, 1, pages);
        var rows = await its.AsNoTracking()
            .OrderByDescending(one => one.SentAt)
            .ThenBy(one => one.Id)
            .Skip((shown - 1) * ContributionsPage.Size)
            .Take(ContributionsPage.Size)
            .ToListAsync(cancellation);
        return new ContributionsPage(
            consultation,
            article,
            [.. rows.Select(one => PublicOf(one, consultation.Plan))],
            count,
            shown
        );
    }

    /// <summary>The file of a contribution that the public reads, once a scanner has read it.</summary>
    public async Task<ContributedFile?> FileAsync(string slug, ContributionId id, CancellationToken cancellation)
    {
        var one = await db.PublicContributions()
            .AsNoTracking()
            .Where(it => it.Id == id && db.Consultations.Any(of => of.Id == it.ConsultationId && of.Slug == slug))
            .SingleOrDefaultAsync(cancellation);
        return one is not null && IsOpenable(one) ? one.File : null;
    }

    public async Task<OwnPage?> OwnAsync(string key, CancellationToken cancellation)
    {
        var its = await db.ContributionsOf(key)
            .AsNoTracking()
            .OrderByDescending(one => one.SentAt)
            .ToListAsync(cancellation);
        if (its.Count == 0)
            return null;
        var id = its[0].ConsultationId;
        var of = await db.Consultations.AsNoTracking().SingleAsync(one => one.Id == id, cancellation);
        return new OwnPage(
            key,
            of.Slug,
            of.Words.Title,
            of.StateAt(clock.GetUtcNow()) == ConsultationState.Open,
            of.AnsweredAt is not null,
            [
                .. its.Select(one => new OwnContribution(
                    one.Id,
                    TitleOf(of.Plan, one.Article),
                    one.From,
                    one.Text,
                    one.SentAt,
                    one.ConfirmedAt is not null,
                    one.ReplacedAt is not null,
                    one.Moderation?.IsAccepted,
                    one.Moderation?.Reason ?? "",
                    one.File?.Name ?? ""
                )),
            ]
        );
    }

    private async Task<List<ConsultationCard>> CardsAsync(
        IQueryable<Consultation> consultations,
        CancellationToken cancellation
    )
    {
        var found = await consultations
            .AsNoTracking()
            .OrderBy(one => one.OpensAt)
            .ThenBy(one => one.Slug)
            .Select(one => new
            {
                Consultation = one,
                Count = db.PublicContributions().Count(it => it.ConsultationId == one.Id),
            })
            .ToListAsync(cancellation);
        return [.. found.Select(one => CardOf(one.Consultation, one.Count))];
    }

    private ConsultationCard CardOf(Consultation one, int contributions) =>
        new(one.Slug, one.Words, one.StateAt(clock.GetUtcNow()), one.OpensAt, one.Closes, contributions);

    private PublicContribution PublicOf(Contribution one, IReadOnlyList<PlanArticle> plan) =>
        new(
            one.Id,
            NameOf(one.From),
            one.From.Organisation.Length > 0,
            TitleOf(plan, one.Article),
            one.Text,
            one.Language,
            one.SentAt,
            IsOpenable(one) ? one.File!.Name : null
        );

    /// <summary>The organisation's name is public; the person's where they wish so.</summary>
    internal static string NameOf(Contributor from) =>
        string.Join(", ", new[] { from.IsNamed ? from.Name : "", from.Organisation }.Where(name => name.Length > 0));

    private bool IsOpenable(Contribution one) =>
        one.File is { } file
        && Scan.ObstacleToOpening(one.Scan, file.Name, byOwnTeam: false, scanner.IsExpected) is null;

    internal static LocalizedText? TitleOf(IReadOnlyList<PlanArticle> plan, string? article) =>
        plan.FirstOrDefault(one => one.Key == article)?.Title;
}
