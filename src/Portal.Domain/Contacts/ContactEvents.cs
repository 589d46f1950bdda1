using Portal.Domain.Dossiers;

namespace Portal.Domain.Contacts;

public sealed record ContactAdded(ContactBodyId Body, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override string Name => "contact.added";

    public override Subject Subject => new("contact", Body.Value);
}

public sealed record ContactDescribed(ContactBodyId Body, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override string Name => "contact.described";

    public override Subject Subject => new("contact", Body.Value);
}

public sealed record ContactClosed(ContactBodyId Body, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override string Name => "contact.closed";

    public override Subject Subject => new("contact", Body.Value);
}

public sealed record ContactReopened(ContactBodyId Body, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override string Name => "contact.reopened";

    public override Subject Subject => new("contact", Body.Value);
}

public sealed record ContactTaken(ContactBodyId Body, PersonId Person, PersonId? By, DateTimeOffset At)
    : DomainEvent(By, At)
{
    public override string Name => "contact.taken";

    public override Subject Subject => new("contact", Body.Value);
}

public sealed record ContactReleased(ContactBodyId Body, PersonId Person, PersonId? By, DateTimeOffset At)
    : DomainEvent(By, At)
{
    public override string Name => "contact.released";

    public override Subject Subject => new("contact", Body.Value);
}

public sealed record DossierOpened(DossierId Dossier, string Region, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.opened-to-contacts";
}

public sealed record DossierClosedToContacts(DossierId Dossier, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.closed-to-contacts";
}

public sealed record ContactCommented(DossierId Dossier, ContactBodyId Body, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.commented-by-contact";
}
