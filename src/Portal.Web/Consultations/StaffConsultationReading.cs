using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Consultations;
using Portal.Domain.People;
using Portal.Infrastructure.Consultations;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Consultations;

/// <summary>Reads consultations for staff.</summary>
public sealed class StaffConsultationReading(PortalDbContext db, PortalClock clock, AnswerConsultation answering)
{
    private const int SampleLength = 200;
    private const int Samples = 3;

    public async Task<StaffConsultationsPage> ListAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var found = await db
            .Consultations.AsNoTracking()
            .OrderBy(one => one.Slug)
            .Select(one => new
            {
                Consultation = one,
                Accepted = db.PublicContributions().Count(it => it.ConsultationId == one.Id),
                ToModerate = db.ConfirmedContributions()
                    .Count(it => it.ConsultationId == one.Id && it.Moderation == null),
            })
            .ToListAsync(cancellation);
        var challenges = await db.Challenges.AsNoTracking().OrderBy(one => one.Slug).ToListAsync(cancellation);
        return new StaffConsultationsPage(
            [
                .. found.Select(one => new StaffConsultationRow(
                    one.Consultation.Slug,
                    one.Consultation.Words.Title,
                    one.Consultation.StateAt(now),
                    one.Consultation.Closes,
                    one.Accepted,
                    one.ToModerate
                )),
            ],
            [.. challenges.Select(one => new ChallengeCard(one.Slug, one.Words, null))]
        );
    }

    public async Task<StaffConsultationPage?> FindAsync(
        string slug,
        ContributionShelf shelf,
        int page,
        Viewer viewer,
        string language,
        CancellationToken cancellation
    )
    {
        if (await OneAsync(slug, cancellation) is not { } one)
            return null;
        var its = db.ConfirmedContributions().Where(it => it.ConsultationId == one.Id);
        var counts = await CountsAsync(its, cancellation);
        var pages = Math.Max(1, (counts[shelf] + StaffConsultationPage.Size - 1) / StaffConsultationPage.Size);
        var shown = Math.Clamp(page, 1, pages);
        var rows = await On(shelf, its)
            .AsNoTracking()
            .OrderBy(it => it.SentAt)
            .ThenBy(it => it.Id)
            .Skip((shown - 1) * StaffConsultationPage.Size)
            .Take(StaffConsultationPage.Size)
            .ToListAsync(cancellation);
        var groups = await GroupsOf(one).ToListAsync(cancellation);
        return new StaffConsultationPage(
            slug,
            one.Words.Title,
            one.StateAt(clock.GetUtcNow()),
            one.Closes,
            await answering.CountAsync(one.Id, cancellation),
            shelf,
            counts,
            [.. rows.Select(row => RowOf(row, one.Plan, language))],
            [
                .. groups.Select(group => new GroupName(
                    group.Id,
                    NameOf(group.Title, language),
                    ConsultationReading.TitleOf(one.Plan, group.Article)?.In(language) ?? ""
                )),
            ],
            shown,
            viewer.Is(PortalRole.Officer) && one.AnsweredAt is null
        );
    }

    private static async Task<IReadOnlyDictionary<ContributionShelf, int>> CountsAsync(
        IQueryable<Contribution> its,
        CancellationToken cancellation
    )
    {
        var counts = await its.GroupBy(_ => 1)
            .Select(all => new
            {
                ToRead = all.Count(one => one.Moderation == null),
                ToGroup = all.Count(one => one.Moderation!.IsAccepted && one.GroupId == null),
                Accepted = all.Count(one => one.Moderation!.IsAccepted),
                Withheld = all.Count(one => one.Moderation != null && !one.Moderation.IsAccepted),
            })
            .SingleOrDefaultAsync(cancellation);
        return new Dictionary<ContributionShelf, int>
        {
            [ContributionShelf.ToRead] = counts?.ToRead ?? 0,
            [ContributionShelf.ToGroup] = counts?.ToGroup ?? 0,
            [ContributionShelf.Accepted] = counts?.Accepted ?? 0,
            [ContributionShelf.Withheld] = counts?.Withheld ?? 0,
        };
    }

    private static IQueryable<Contribution> On(ContributionShelf shelf, IQueryable<Contribution> its) =>
        shelf switch
        {
            ContributionShelf.ToRead => its.Where(one => one.Moderation == null),
            ContributionShelf.ToGroup => its.Where(one => one.Moderation!.IsAccepted && one.GroupId == null),
            ContributionShelf.Accepted => its.Where(one => one.Moderation!.IsAccepted),
            _ => its.Where(one => one.Moderation != null && !one.Moderation.IsAccepted),
        };

    private static StaffContribution RowOf(Contribution one, IReadOnlyList<PlanArticle> plan, string language) =>
        new(
            one.Id,
            one.From.Name,
            one.From.Organisation,
            ConsultationReading.TitleOf(plan, one.Article)?.In(language) ?? "",
            one.Text,
            one.Language,
            one.SentAt,
            one.File?.Name,
            one.Moderation?.IsAccepted,
            one.Moderation?.Reason ?? "",
            one.GroupId
        );

    public async Task<GroupsPage?> GroupsAsync(
        string slug,
        Viewer viewer,
        string language,
        CancellationToken cancellation
    )
    {
        if (await OneAsync(slug, cancellation) is not { } one)
            return null;
        var groups = await GroupsOf(one)
            .Select(group => new
            {
                Group = group,
                Version = EF.Property<uint>(group, "Version"),
                Count = db.Contributions.Count(it => it.GroupId == group.Id),
                Texts = db
                    .Contributions.Where(it => it.GroupId == group.Id)
                    .OrderBy(it => it.SentAt)
                    .Take(Samples)
                    .Select(it => it.Text.Substring(0, SampleLength))
                    .ToList(),
            })
            .ToListAsync(cancellation);
        return new GroupsPage(
            slug,
            one.Words.Title,
            one.AnsweredAt is not null,
            [
                .. groups
                    .OrderBy(group => group.Group.Article, StringComparer.Ordinal)
                    .ThenByDescending(group => group.Count)
                    .Select(group => new StaffGroup(
                        group.Group.Id,
                        group.Group.Title,
                        ConsultationReading.TitleOf(one.Plan, group.Group.Article)?.In(language) ?? "",
                        group.Group.Answer,
                        group.Group.Because,
                        group.Count,
                        group.Texts,
                        group.Version
                    )),
            ],
            (await answering.CountAsync(one.Id, cancellation)).Outside,
            viewer.Is(PortalRole.Officer) && one.AnsweredAt is null
        );
    }

    /// <param name="typed">What was typed and not taken; null for what is drafted.</param>
    public async Task<FinalPlanPage?> FinalAsync(
        string slug,
        FinalPlanForm? typed,
        Viewer viewer,
        string language,
        CancellationToken cancellation
    )
    {
        if (await OneAsync(slug, cancellation) is not { } one)
            return null;
        var left = await answering.CountAsync(one.Id, cancellation);
        var obstacles = one.ObstaclesToAnswer(left, viewer.Id!.Value, clock.GetUtcNow());
        return new FinalPlanPage(
            slug,
            one.Words.Title,
            one.Plan,
            typed ?? FormOf(one),
            [.. SynthesisReading.ArticlesOf(one.Plan, one.Final?.Articles ?? one.Plan, language)],
            obstacles,
            one.WrittenAt(left)?.UtcTicks ?? 0,
            one.AnsweredAt is not null,
            viewer.Is(PortalRole.Officer) && one.AnsweredAt is null,
            viewer.Is(PortalRole.Publisher) && one.AnsweredAt is null,
            await db
                .Consultations.Where(it => it.Id == one.Id)
                .Select(it => EF.Property<uint>(it, "Version"))
                .SingleAsync(cancellation)
        );
    }

    /// <summary>Each article of the first plan, emptied where it was dropped, those that came since, and room for one.</summary>
    private static FinalPlanForm FormOf(Consultation one)
    {
        var final = one.Final?.Articles ?? one.Plan;
        var kept = one.Plan.Select(was =>
            final.FirstOrDefault(now => now.Key == was.Key) is { } now
                ? Typed(now)
                : new ArticleForm(was.Key, was.Title.Fr, was.Title.En, "", "")
        );
        var added = final.Where(now => one.Plan.All(was => was.Key != now.Key)).Select(Typed);
        return new FinalPlanForm(
            one.Final?.Synthesis.Fr,
            one.Final?.Synthesis.En,
            [.. kept, .. added, new ArticleForm(FreeKey([.. one.Plan, .. final]), "", "", "", "")],
            Version: 0
        );
    }

    private static string FreeKey(IReadOnlyList<PlanArticle> taken) =>
        Enumerable
            .Range(1, taken.Count + 1)
            .Select(number => $"article-{number}")
            .First(key => taken.All(one => one.Key != key));

    private static ArticleForm Typed(PlanArticle one) =>
        new(one.Key, one.Title.Fr, one.Title.En, one.Text.Fr, one.Text.En);

    private Task<Consultation?> OneAsync(string slug, CancellationToken cancellation) =>
        db.Consultations.AsNoTracking().SingleOrDefaultAsync(one => one.Slug == slug, cancellation);

    private IQueryable<ContributionGroup> GroupsOf(Consultation one) =>
        db.ContributionGroups.AsNoTracking().Where(group => group.ConsultationId == one.Id).OrderBy(group => group.Id);

    private static string NameOf(LocalizedText title, string language) =>
        title.In(language) is { Length: > 0 } named ? named : title.Fr + title.En;
}
