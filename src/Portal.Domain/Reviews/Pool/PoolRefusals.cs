namespace Portal.Domain.Reviews.Pool;

public static class PoolRefusals
{
    public static Refusal NameMissing { get; } = new("pool.name-missing");

    public static Refusal AddressErased { get; } = new("pool.address-erased");

    public static Refusal AddressTaken { get; } = new("pool.address-taken");

    public static Refusal NoConflict { get; } = new("pool.no-conflict");

    public static Refusal OwnDeclarationStands { get; } = new("pool.own-declaration-stands");

    public static Refusal LiftingNotProposed { get; } = new("pool.lifting-not-proposed");

    public static Refusal LiftingProposedAnew { get; } = new("pool.lifting-proposed-anew");

    public static Refusal LiftingNeedsSecond { get; } = new("pool.lifting-needs-second");

    public static Refusal LiftingByTeam { get; } = new("pool.lifting-by-team");

    public static Refusal NameTooLong(int limit) => new("pool.name-too-long", limit);

    public static Refusal CapacityOutOfRange(int most) => new("pool.capacity-out-of-range", most);

    public static Refusal TooManyTexts(int most) => new("pool.too-many-texts", most);

    public static Refusal TextTooLong(int limit) => new("pool.text-too-long", limit);

    public static Refusal TooManyLinks(int most) => new("pool.too-many-links", most);
}
