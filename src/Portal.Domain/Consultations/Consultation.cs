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

    private Consultation() { }

    /// <param name="slug">Its name in addresses.</param>
    /// <param name="challenge">What it belongs to; null where it stands by itself.</param>
    /// <param name="words">What it says of itself.</param>
    /// <param name="plan">As it is put to the public.</param>
    public Consultation(string slug, ChallengeId? challenge, ConsultationWords words, IReadOnlyList<PlanArticle> plan)
    {
        (Id, Slug, ChallengeId, Words, Plan) = (ConsultationId.New(), slug, challenge, words, plan);
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

    /// <summary>Sets its time. The day on which it ends may be put off, never brought forward once it is open.</summary>
    /// <exception cref="RefusedException">It would end before it begins, or sooner than was announced.</exception>
    public void Schedule(DateTimeOffset opensAt, Deadline closes, PersonId? by, DateTimeOffset now)
    {
        if (closes.At <= opensAt)
            throw new RefusedException(ConsultationRefusals.EndsBeforeItBegins);
        if (StateAt(now) != ConsultationState.Announced && (opensAt, true) != (OpensAt, closes.At >= Closes!.At))
            throw new RefusedException(ConsultationRefusals.OnlyLonger);
        if ((opensAt, closes) == (OpensAt, Closes))
            return;
        (OpensAt, Closes) = (opensAt, closes);
        Tell(new ConsultationScheduled(Id, opensAt, closes.At, by, now));
    }

    /// <summary>Changes words; the plan only as long as nobody could contribute to it.</summary>
    /// <exception cref="RefusedException">The plan would change while it is being read.</exception>
    public void Describe(ConsultationWords words, IReadOnlyList<PlanArticle> plan, DateTimeOffset now)
    {
        if (StateAt(now) != ConsultationState.Announced && !Plan.SequenceEqual(plan))
            throw new RefusedException(ConsultationRefusals.PlanStays);
        (Words, Plan) = (words, plan);
    }

    /// <summary>Drafts what comes out of it. Only who drafts sees it until somebody else publishes it.</summary>
    /// <exception cref="RefusedException">It is answered already, or a text is too long.</exception>
    public void Draft(IReadOnlyList<PlanArticle> articles, LocalizedText synthesis, PersonId by, DateTimeOffset now)
    {
        if (AnsweredAt is not null)
            throw new RefusedException(ConsultationRefusals.AnsweredAlready);
        var texts = articles.SelectMany(one => new[] { one.Title, one.Text }).Append(synthesis);
        if (texts.Any(text => Math.Max(text.Fr.Length, text.En.Length) > TextLength))
            throw new RefusedException(ConsultationRefusals.TooLong(TextLength));
        Final = new FinalPlan([.. articles], synthesis, by);
        Tell(new FinalPlanDrafted(Id, by, now));
    }

    /// <summary>What keeps synthesis and final plan from being published, in the order in which to mend it.</summary>
    /// <param name="toModerate">Contributions that nobody has read yet.</param>
    /// <param name="outside">Accepted contributions that no group holds.</param>
    /// <param name="unanswered">Groups without an answer in both languages.</param>
    /// <param name="by">Who would publish.</param>
    /// <param name="now">UTC.</param>
    public IReadOnlyList<Refusal> ObstaclesToAnswer(
        int toModerate,
        int outside,
        int unanswered,
        PersonId by,
        DateTimeOffset now
    )
    {
        var obstacles = new List<Refusal>();
        if (StateAt(now) is var state and not ConsultationState.Closed)
            return
            [
                state == ConsultationState.Answered
                    ? ConsultationRefusals.AnsweredAlready
                    : ConsultationRefusals.NotClosed,
            ];
        if (toModerate > 0)
            obstacles.Add(ConsultationRefusals.ToModerate(toModerate));
        if (outside > 0)
            obstacles.Add(ConsultationRefusals.OutsideGroups(outside));
        if (unanswered > 0)
            obstacles.Add(ConsultationRefusals.Unanswered(unanswered));
        if (
            Final is null
            || !Final.Synthesis.IsWhole
            || Final.Articles.Any(one => !one.Title.IsWhole || !one.Text.IsWhole)
        )
            obstacles.Add(ConsultationRefusals.NoFinalPlan);
        else if (Final.DraftedBy == by)
            obstacles.Add(ConsultationRefusals.OwnDraft);
        return obstacles;
    }

    /// <summary>Publishes synthesis and final plan, at once and for good.</summary>
    /// <exception cref="RefusedException">Something keeps it from being published.</exception>
    public void Answer(int toModerate, int outside, int unanswered, PersonId by, DateTimeOffset now)
    {
        if (ObstaclesToAnswer(toModerate, outside, unanswered, by, now) is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        (AnsweredBy, AnsweredAt) = (by, now);
        Tell(new ConsultationAnswered(Id, by, now));
    }
}

/// <param name="Introduction">Markdown: what is asked, and what becomes of it.</param>
/// <param name="When">Its time as it is announced, for as long as its dates aren't known.</param>
/// <param name="Source">Where its facts come from, and what is made up.</param>
public sealed record ConsultationWords(
    LocalizedText Title,
    LocalizedText Summary,
    LocalizedText Introduction,
    LocalizedText When,
    LocalizedText Source
);

/// <summary>A part of a plan to which one contributes.</summary>
/// <param name="Key">Names it in addresses, and in both versions of the plan.</param>
/// <param name="Text">Markdown.</param>
public sealed record PlanArticle(string Key, LocalizedText Title, LocalizedText Text);

/// <summary>What comes out of a consultation.</summary>
/// <param name="Articles">An article of the first plan that isn't here was dropped.</param>
/// <param name="Synthesis">Markdown.</param>
/// <param name="DraftedBy">Who last wrote on it; somebody else publishes it.</param>
public sealed record FinalPlan(IReadOnlyList<PlanArticle> Articles, LocalizedText Synthesis, PersonId DraftedBy);
