namespace Portal.Domain.Calls;

/// <summary>What the public reads of a call. Texts may hold Markdown where told.</summary>
public sealed record CallPresentation
{
    /// <summary>Characters of what stands on one line.</summary>
    public const int LineLength = 300;

    /// <summary>Characters of a text.</summary>
    public const int TextLength = 20_000;

    /// <summary>How many lines a list has at most: conditions, documents, questions.</summary>
    public const int MostLines = 60;

    public required LocalizedText Title { get; init; }

    /// <summary>One line: what for, for whom.</summary>
    public required LocalizedText Summary { get; init; }

    /// <summary>Markdown.</summary>
    public required LocalizedText Description { get; init; }

    public required LocalizedText Audience { get; init; }

    public required LocalizedText Envelope { get; init; }

    public required string Contact { get; init; }

    /// <summary>Where the facts come from.</summary>
    public required LocalizedText Source { get; init; }

    /// <summary>The clause of the call's own grace rule; null where it grants none.</summary>
    public LocalizedText? GraceClause { get; init; }

    /// <summary>Who has the dossiers in charge; null while a call is being prepared.</summary>
    public ServiceInCharge? Service { get; init; }

    /// <summary>What the administration's silence means; null while a call is being prepared.</summary>
    public Silence? Silence { get; init; }

    /// <summary>What happens to a dossier, in order, from its filing to the decision.</summary>
    public IReadOnlyList<LocalizedText> Course { get; init; } = [];

    public IReadOnlyList<LocalizedText> Eligibility { get; init; } = [];

    public IReadOnlyList<CallDocument> Documents { get; init; } = [];

    public IReadOnlyList<CallQuestion> Questions { get; init; } = [];

    /// <summary>The same words are the same presentation, its lists too.</summary>
    public bool Equals(CallPresentation? other) =>
        other is not null
        && (Title, Summary, Description, Audience, Envelope)
            == (other.Title, other.Summary, other.Description, other.Audience, other.Envelope)
        && (Contact, Source, GraceClause, Service, Silence)
            == (other.Contact, other.Source, other.GraceClause, other.Service, other.Silence)
        && Course.SequenceEqual(other.Course)
        && Eligibility.SequenceEqual(other.Eligibility)
        && Documents.SequenceEqual(other.Documents)
        && Questions.SequenceEqual(other.Questions);

    public override int GetHashCode() => Title.GetHashCode();
}

public sealed record CallDocument(LocalizedText Title, string Url)
{
    /// <summary>Whether a link may lead there: to a page of the portal, or to one elsewhere that is encrypted.</summary>
    public static bool IsAddress(string? url) =>
        Uri.TryCreate(url, UriKind.RelativeOrAbsolute, out _)
        && (
            url.StartsWith("https://", StringComparison.Ordinal)
            || (url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal))
        );
}

public sealed record CallQuestion(LocalizedText Question, LocalizedText Answer);
