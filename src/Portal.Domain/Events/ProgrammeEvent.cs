using Portal.Domain.Calls;

namespace Portal.Domain.Events;

/// <summary>A day of the programme: what happened on it, and what was announced, each linked to its object in the portal.</summary>
public sealed class ProgrammeEvent : Aggregate
{
    private ProgrammeEvent() { }

    /// <summary>Begins its page: the public reads it from then on.</summary>
    /// <param name="slug">Its name in addresses.</param>
    /// <param name="content">What it says.</param>
    /// <param name="by">Null where it comes with the portal's own data.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">Something is missing.</exception>
    public static ProgrammeEvent Begin(string slug, EventContent content, PersonId? by, DateTimeOffset now)
    {
        if (!CallNames.IsSlug(slug))
            throw new RefusedException(EventRefusals.SlugWrong(CallNames.SlugLength));
        var begun = new ProgrammeEvent { Id = ProgrammeEventId.New(), Slug = slug };
        begun.Write(content);
        begun.Tell(new EventPageBegun(begun.Id, by, now));
        return begun;
    }

    public ProgrammeEventId Id { get; private set; }

    public string Slug { get; private set; } = "";

    public EventContent Content { get; private set; } = null!;

    /// <exception cref="RefusedException">Something is missing.</exception>
    public void Describe(EventContent content, PersonId? by, DateTimeOffset now)
    {
        Write(content);
        Tell(new EventPageDescribed(Id, by, now));
    }

    private void Write(EventContent content)
    {
        if (content.Obstacles is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        Content = content;
    }
}
