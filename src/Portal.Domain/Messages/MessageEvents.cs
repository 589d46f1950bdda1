using Portal.Domain.Dossiers;

namespace Portal.Domain.Messages;

/// <summary>The history tells that somebody wrote, never what.</summary>
public sealed record MessageWritten(
    DossierId Dossier,
    MessageId Message,
    MessageSide From,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "message.written";
}

public sealed record MessageTakenBack(DossierId Dossier, MessageId Message, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "message.taken-back";
}
