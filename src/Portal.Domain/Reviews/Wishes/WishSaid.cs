namespace Portal.Domain.Reviews.Wishes;

/// <param name="Kind">Null where it was taken back.</param>
public sealed record WishSaid(ExpertId Expert, DossierId Dossier, WishKind? Kind, PersonId? By, DateTimeOffset At)
    : ExpertEvent(Expert, By, At)
{
    public override string Name => "expert.wish-said";
}
