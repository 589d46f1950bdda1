using Portal.Domain.Calls;

namespace Portal.Domain.Consultations;

public enum ConsultationState
{
    /// <summary>Its dates aren't all known, or it hasn't begun.</summary>
    Announced,
    Open,

    /// <summary>Contributions are read, grouped and answered.</summary>
    Closed,

    /// <summary>The synthesis and the final plan are public.</summary>
    Answered,
}

/// <summary>
/// A plan that is put to the public, article by article, until a date. What came is read, grouped by what it asks for, and
/// each group is answered beside the final plan.
/// </summary>
public sealed class Consultation : Aggregate
{
    public const int TextLength = 20_000;

    public const int MostArticles = 40;

    private Consultation() { }

    /// <summary>Announces it: the public reads of it from then on, and contributes once its dates are known and come.</summary>
    /// <param name="slug">Its name in addresses.</param>
    /// <param name="challenge">What it belongs to; null where it stands by itself.</param>
    /// <param name="words">What it says of itself.</param>
    /// <param name="plan">As it is put to the public; empty while it is being written.</param>
    /// <param name="by">Null where it comes with the portal's own data.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">Something is missing.</exception>
    public static Consultation Announce(
        string slug,
        ChallengeId? challenge,
        ConsultationWords words,
        IReadOnlyList<PlanArticle> plan,
        PersonId? by,
        DateTimeOffset now
    )
    {
        if (!CallNames.IsSlug(slug))
            throw new RefusedException(ConsultationRefusals.SlugWrong(CallNames.SlugLength));
        var announced = new Consultation
        {
            Id = ConsultationId.New(),
            Slug = slug,
            ChallengeId = challenge,
        };
        announced.Write(words, plan);
        announced.Tell(new ConsultationAnnounced(announced.Id, by, now));
        return announced;
    }

    public ConsultationId Id { get; private set; }

    public string Slug { get; private set; } = "";

    public ChallengeId? ChallengeId { get; private set; }

    public ConsultationWords Words { get; private set; } = null!;

    /// <summary>UTC; null while only a season is announced.</summary>
    public DateTimeOffset? OpensAt { get; private set; }

    /// <summary>Null while only a season is announced.</summary>
    public Deadline? Closes { get; private set; }

    /// <summary>The plan as it is put to the public. It stays as it was once somebody may have read it.</summary>
    public IReadOnlyList<PlanArticle> Plan { get; private set; } = [];

    /// <summary>The plan as it comes out of the consultation: drafted by staff, public with the synthesis.</summary>
    public FinalPlan? Final { get; private set; }

    public PersonId? AnsweredBy { get; private set; }

    /// <summary>When synthesis and final plan were published, UTC.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    public ConsultationState StateAt(DateTimeOffset now) =>
        this switch
        {
            { AnsweredAt: not null } => ConsultationState.Answered,
            { OpensAt: { } opens, Closes: { } closes } when now >= opens => closes.Accepts(now)
                ? ConsultationState.Open
                : ConsultationState.Closed,
            _ => ConsultationState.Announced,
        };

    /// <summary>Sets its time. The day on which it ends may be put off while it is open, never brought forward.</summary>
    /// <param name="by">Null where it comes with the portal's own data, whose dates may lie in the past.</param>
    /// <exception cref="RefusedException">It would end before it begins, or sooner than was announced; or it is over.</exception>
    public void Schedule(DateTimeOffset opensAt, Deadline closes, PersonId? by, DateTimeOffset now)
    {
        if ((opensAt, closes) == (OpensAt, Closes))
            return;
        var state = StateAt(now);
        if (ObstacleToSchedule(state, opensAt, closes, by, now) is { } obstacle)
            throw new RefusedException(obstacle);
        (OpensAt, Closes) = (opensAt, closes);
        Tell(
            state == ConsultationState.Open
                ? new ConsultationProlonged(Id, closes.At, by, now)
                : new ConsultationScheduled(Id, opensAt, closes.At, by, now)
        );
    }

    private Refusal? ObstacleToSchedule(
        ConsultationState state,
        DateTimeOffset opensAt,
        Deadline closes,
        PersonId? by,
        DateTimeOffset now
    ) =>
        state switch
        {
            ConsultationState.Answered => ConsultationRefusals.AnsweredAlready,
            ConsultationState.Closed => ConsultationRefusals.ClosedAlready,
            ConsultationState.Open when opensAt != OpensAt || closes.At < Closes!.At => ConsultationRefusals.OnlyLonger,
            _ when Plan.Count == 0 => ConsultationRefusals.NoPlan,
            _ when closes.At <= opensAt => ConsultationRefusals.EndsBeforeItBegins,
            ConsultationState.Announced when by is not null && opensAt < now => ConsultationRefusals.OpensInThePast,
            _ => null,
        };

    /// <summary>Changes words; the plan only as long as nobody could contribute to it.</summary>
    /// <exception cref="RefusedException">Something is missing, or the plan would change while it is being read.</exception>
    public void Describe(ConsultationWords words, IReadOnlyList<PlanArticle> plan, PersonId? by, DateTimeOffset now)
    {
        if (Words == words && Plan.SequenceEqual(plan))
            return;
        if (AnsweredAt is not null)
            throw new RefusedException(ConsultationRefusals.AnsweredAlready);
        if (StateAt(now) != ConsultationState.Announced && !Plan.SequenceEqual(plan))
            throw new RefusedException(ConsultationRefusals.PlanStays);
        if (OpensAt is not null && plan.Count == 0)
            throw new RefusedException(ConsultationRefusals.NoPlan);
        Write(words, plan);
        Tell(new ConsultationDescribed(Id, by, now));
    }

    private void Write(ConsultationWords words, IReadOnlyList<PlanArticle> plan)
    {
        if (!words.IsWhole)
            throw new RefusedException(ConsultationRefusals.WordsMissing(CallPresentation.LineLength));
        if (PlanArticle.ObstaclesOf(plan) is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        if (plan.Index().FirstOrDefault(one => !one.Item.IsWhole) is { Item: not null, Index: var index })
            throw new RefusedException(ConsultationRefusals.ArticleMissing(index + 1, TextLength));
        (Words, Plan) = (words, plan);
    }

    /// <summary>Drafts what comes out of it. Staff alone sees it until somebody else publishes it.</summary>
    /// <exception cref="RefusedException">It is answered already, or the plan can't stand so.</exception>
    public void Draft(IReadOnlyList<PlanArticle> articles, LocalizedText synthesis, PersonId by, DateTimeOffset now)
    {
        if (AnsweredAt is not null)
            throw new RefusedException(ConsultationRefusals.AnsweredAlready);
        if (PlanArticle.ObstaclesOf(articles) is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        if (articles.Select(one => one.Text).Append(synthesis).Any(text => !text.IsWithin(TextLength)))
            throw new RefusedException(ConsultationRefusals.TooLong(TextLength));
        Final = new FinalPlan([.. articles], synthesis, by, now);
        Tell(new FinalPlanDrafted(Id, by, now));
    }

    /// <summary>What keeps synthesis and final plan from being published, in the order in which to mend it.</summary>
    /// <param name="left">What is left to do, and who wrote the answers.</param>
    /// <param name="by">Who would publish.</param>
    /// <param name="now">UTC.</param>
    public IReadOnlyList<Refusal> ObstaclesToAnswer(AnswerCounts left, PersonId by, DateTimeOffset now)
    {
        var obstacles = new List<Refusal>();
        if (StateAt(now) is var state and not ConsultationState.Closed)
            return
            [
                state == ConsultationState.Answered
                    ? ConsultationRefusals.AnsweredAlready
                    : ConsultationRefusals.NotClosed,
            ];
        if (left.ToModerate > 0)
            obstacles.Add(ConsultationRefusals.ToModerate(left.ToModerate));
        if (left.Outside > 0)
            obstacles.Add(ConsultationRefusals.OutsideGroups(left.Outside));
        if (left.Unanswered > 0)
            obstacles.Add(ConsultationRefusals.Unanswered(left.Unanswered));
        if (
            Final is null
            || !Final.Synthesis.IsWhole
            || Final.Articles.Any(one => !one.Title.IsWhole || !one.Text.IsWhole)
        )
            obstacles.Add(ConsultationRefusals.NoFinalPlan);
        if (Final?.DraftedBy == by || left.Authors.Contains(by))
            obstacles.Add(ConsultationRefusals.OwnDraft);
        return obstacles;
    }

    /// <summary>When the plan or an answer was last written on; null where nothing is.</summary>
    public DateTimeOffset? WrittenAt(AnswerCounts left) => new[] { Final?.DraftedAt, left.RepliedAt }.Max();

    /// <summary>Publishes synthesis and final plan, at once and for good.</summary>
    /// <param name="left">What is left to do, and who wrote the answers.</param>
    /// <param name="read">When what they read was last written on.</param>
    /// <param name="by">Who publishes.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">Something keeps it from being published, or it isn't what was read.</exception>
    public void Answer(AnswerCounts left, DateTimeOffset? read, PersonId by, DateTimeOffset now)
    {
        if (ObstaclesToAnswer(left, by, now) is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        if (WrittenAt(left) != read)
            throw new RefusedException(ConsultationRefusals.WrittenSince);
        (AnsweredBy, AnsweredAt) = (by, now);
        Tell(new ConsultationAnswered(Id, by, now));
    }
}
