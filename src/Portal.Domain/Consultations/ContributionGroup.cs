namespace Portal.Domain.Consultations;

public enum GroupAnswer
{
    TakenUp,
    InPart,
    NotTaken,
}

/// <summary>Contributions that ask for the same thing, and what the synthesis answers to them.</summary>
public sealed class ContributionGroup
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
        Name(title);
    }

    public ContributionGroupId Id { get; private set; }

    public ConsultationId ConsultationId { get; private set; }

    public string? Article { get; private set; }

    public LocalizedText Title { get; private set; } = null!;

    /// <summary>Null while nothing is answered.</summary>
    public GroupAnswer? Answer { get; private set; }

    /// <summary>Why; the public reads it with the synthesis.</summary>
    public LocalizedText Because { get; private set; } = new("", "");

    /// <summary>Whether it can be published as it stands: named and answered in both languages.</summary>
    public bool IsAnswered => Answer is not null && Title.IsWhole && Because.IsWhole;

    public void Name(LocalizedText title)
    {
        if (Math.Max(title.Fr.Length, title.En.Length) is 0 or > TitleLength)
            throw new RefusedException(ConsultationRefusals.TitleMissing(TitleLength));
        Title = title;
    }

    /// <summary>Answers, or answers otherwise as long as nothing is public.</summary>
    /// <param name="answer">Null while it isn't chosen: the reason may be written first, and an answer taken off.</param>
    /// <param name="because">Why.</param>
    public void Reply(GroupAnswer? answer, LocalizedText because)
    {
        if (Math.Max(because.Fr.Length, because.En.Length) > ReasonLength)
            throw new RefusedException(ConsultationRefusals.TooLong(ReasonLength));
        (Answer, Because) = (answer, because);
    }
}
