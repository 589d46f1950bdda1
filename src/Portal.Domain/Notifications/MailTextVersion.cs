namespace Portal.Domain.Notifications;

/// <summary>
/// The words that staff gave a mail, as they were saved: the newest counts, and none is changed after. One without
/// words goes back to the portal's own.
/// </summary>
public sealed class MailTextVersion : Aggregate
{
    private MailTextVersion() { }

    /// <param name="template">Of the mail.</param>
    /// <param name="latest">The number of the version before; zero where there is none.</param>
    /// <param name="wording">Null for the portal's own.</param>
    /// <param name="own">The portal's own.</param>
    /// <param name="isLegalNotice">Then all that its own words tell is told.</param>
    /// <param name="by">Who saves it.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">The words tell what isn't known, or not what they must.</exception>
    public static MailTextVersion Save(
        string template,
        int latest,
        MailWording? wording,
        MailWording own,
        bool isLegalNotice,
        PersonId by,
        DateTimeOffset now
    )
    {
        if (wording?.Faults(own, isLegalNotice) is { Count: > 0 } faults)
            throw new RefusedException([.. faults.Select(fault => fault.Refusal).Distinct()]);
        var version = new MailTextVersion
        {
            Id = Guid.CreateVersion7(),
            Template = template,
            Number = latest + 1,
            Wording = wording,
            By = by,
            At = now,
        };
        version.Tell(new MailTextSaved(version.Id, template, version.Number, wording is null, by, now));
        return version;
    }

    public Guid Id { get; private set; }

    public string Template { get; private set; } = "";

    public int Number { get; private set; }

    public MailWording? Wording { get; private set; }

    public PersonId By { get; private set; }

    public DateTimeOffset At { get; private set; }
}

/// <param name="IsOwn">Whether it went back to the portal's own words.</param>
public sealed record MailTextSaved(
    Guid Version,
    string Template,
    int Number,
    bool IsOwn,
    PersonId? By,
    DateTimeOffset At
) : DomainEvent(By, At)
{
    public override string Name => "mail.text-saved";

    public override Subject Subject => new("mail-text", Version);
}
