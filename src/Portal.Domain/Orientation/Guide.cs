namespace Portal.Domain.Orientation;

/// <summary>
/// A version of what orients a project: questions, and what fits which answers. The last one that was published is in
/// force; the ones before stay to be taken up again.
/// </summary>
public sealed class Guide : Aggregate
{
    private Guide() { }

    /// <param name="version">One more than the last.</param>
    /// <param name="source">The file as it was written, comments included: it is what the next hand edits.</param>
    /// <param name="content">What the file says.</param>
    /// <exception cref="RefusedException">A sample project isn't oriented as it says.</exception>
    public static Guide Publish(int version, string source, GuideContent content, PersonId? by, DateTimeOffset now)
    {
        if (content.Faults() is { Count: > 0 } faults)
            throw new RefusedException(faults);
        var guide = new Guide
        {
            Id = GuideId.New(),
            Version = version,
            Source = source,
            Content = content,
            PublishedBy = by,
            PublishedAt = now,
        };
        guide.Tell(new GuidePublished(guide.Id, version, by, now));
        return guide;
    }

    public GuideId Id { get; private set; }

    public int Version { get; private set; }

    /// <summary>YAML.</summary>
    public string Source { get; private set; } = "";

    public GuideContent Content { get; private set; } = null!;

    /// <summary>Null where it came with the portal's own data.</summary>
    public PersonId? PublishedBy { get; private set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset PublishedAt { get; private set; }
}

public sealed record GuidePublished(GuideId Guide, int Version, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override string Name => "guide.published";

    public override Subject Subject => new("guide", Guide.Value);
}
