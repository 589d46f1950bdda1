namespace Portal.Domain.Consultations;

public enum GroupAnswer
{
    TakenUp,
    InPart,
    NotTaken,
}

/// <summary>Contributions that ask for the same thing, and what the synthesis answers to them.</summary>
public sealed class ContributionGroup : Aggregate
{
    public const int TitleLength = 200;
    public const int ReasonLength = 4_000;

    private ContributionGroup() { }

    /// <param name="to">Whose contributions it holds.</param>
    /// <param name="article">The key of the article that they are about; null for the plan as a whole.</param>
    /// <param name="title">What they ask for, in short; it may be written in one language first.</param>
    public ContributionGroup(Consultation to, string? article, LocalizedText title)
    {
        (Id, ConsultationId, Article) = (ContributionGroupId.New(), to.Id, article);
        Title = Named(title);
    }

    public ContributionGroupId Id { get; private set; }

    public ConsultationId ConsultationId { get; private set; }

    public string? Article { get; private set; }

    public LocalizedText Title { get; private set; } = null!;

    /// <summary>Null while nothing is answered.</summary>
    public GroupAnswer? Answer { get; private set; }

    /// <summary>Why; the public reads it with the synthesis.</summary>
    public LocalizedText Because { get; private set; } = new("", "");

    /// <summary>Who last wrote its title or its answer; somebody else publishes them.</summary>
    public PersonId? RepliedBy { get; private set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset? RepliedAt { get; private set; }

    /// <summary>Whether it can be published as it stands: named and answered in both languages.</summary>
    public bool IsAnswered => Answer is not null && Title.IsWhole && Because.IsWhole;

    /// <summary>Names it and answers it, or answers otherwise as long as nothing is public. Saying the same again changes nothing.</summary>
    /// <param name="title">What it asks for.</param>
    /// <param name="answer">Null while it isn’t chosen: the reason may be written first, and an answer taken off.</param>
    /// <param name="because">Why.</param>
    /// <param name="by">Who writes.</param>
    /// <param name="now">UTC.</param>
    public void Reply(LocalizedText title, GroupAnswer? answer, LocalizedText because, PersonId by, DateTimeOffset now)
    {
        if (Math.Max(because.Fr.Length, because.En.Length) > ReasonLength)
            throw new RefusedException(ConsultationRefusals.TooLong(ReasonLength));
        var said = (Named(title), answer, because);
        if (said == (Title, Answer, Because))
            return;
        (Title, Answer, Because) = said;
        (RepliedBy, RepliedAt) = (by, now);
        Tell(new GroupAnswered(ConsultationId, Id, by, now));
    }

    private static LocalizedText Named(LocalizedText title) =>
        Math.Max(title.Fr.Length, title.En.Length) is 0 or > TitleLength
            ? throw new RefusedException(ConsultationRefusals.TitleMissing(TitleLength))
            : title;
}
