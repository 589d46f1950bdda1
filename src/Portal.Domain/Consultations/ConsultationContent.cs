using Portal.Domain.Calls;

namespace Portal.Domain.Consultations;

/// <param name="Introduction">Markdown: what is asked, and what becomes of it.</param>
/// <param name="When">Its time as it is announced, for as long as its dates aren't known.</param>
/// <param name="Source">Where its facts come from, and what is made up.</param>
public sealed record ConsultationWords(
    LocalizedText Title,
    LocalizedText Summary,
    LocalizedText Introduction,
    LocalizedText When,
    LocalizedText Source
)
{
    internal bool IsWhole =>
        Title.IsWholeWithin(CallPresentation.LineLength)
        && Summary.IsWholeWithin(CallPresentation.LineLength)
        && Introduction.IsWholeWithin(CallPresentation.TextLength)
        && When.IsWholeWithin(CallPresentation.LineLength)
        && Source.IsWholeWithin(CallPresentation.TextLength);
}

/// <summary>A part of a plan to which one contributes.</summary>
/// <param name="Key">Names it in addresses, and in both versions of the plan.</param>
/// <param name="Text">Markdown.</param>
public sealed record PlanArticle(string Key, LocalizedText Title, LocalizedText Text)
{
    internal bool IsWhole => Title.IsWhole && Text.IsWholeWithin(Consultation.TextLength);

    /// <summary>What keeps articles from being a plan, however far it is written.</summary>
    internal static IReadOnlyList<Refusal> ObstaclesOf(IReadOnlyList<PlanArticle> plan)
    {
        if (plan.Count > Consultation.MostArticles)
            return [ConsultationRefusals.TooManyArticles(Consultation.MostArticles)];
        if (plan.Any(one => !one.Title.IsWithin(CallPresentation.LineLength)))
            return [ConsultationRefusals.TooLong(CallPresentation.LineLength)];
        return
        [
            .. plan.Where(one => !CallNames.IsKey(one.Key)).Select(one => ConsultationRefusals.NoKey(one.Key)),
            .. plan.CountBy(one => one.Key)
                .Where(one => one.Value > 1)
                .Select(one => ConsultationRefusals.ArticleTwice(one.Key)),
        ];
    }
}

/// <summary>What comes out of a consultation.</summary>
/// <param name="Articles">An article of the first plan that isn't here was dropped.</param>
/// <param name="Synthesis">Markdown.</param>
/// <param name="DraftedBy">Who last wrote on it; somebody else publishes it.</param>
/// <param name="DraftedAt">When, UTC.</param>
public sealed record FinalPlan(
    IReadOnlyList<PlanArticle> Articles,
    LocalizedText Synthesis,
    PersonId DraftedBy,
    DateTimeOffset DraftedAt
);

/// <summary>What is left to do before a consultation can be answered, and who wrote the answers.</summary>
/// <param name="ToModerate">Contributions that nobody has read yet.</param>
/// <param name="Outside">Accepted contributions that no group holds.</param>
/// <param name="Unanswered">Groups without an answer in both languages.</param>
/// <param name="Authors">Who last wrote the answers of the groups.</param>
/// <param name="RepliedAt">When one was last written on, UTC.</param>
public sealed record AnswerCounts(
    int ToModerate,
    int Outside,
    int Unanswered,
    IReadOnlySet<PersonId> Authors,
    DateTimeOffset? RepliedAt
);
