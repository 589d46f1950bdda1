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

    public static Refusal ImportNotText { get; } = new("pool.import-not-text");

    public static Refusal ImportQuotes { get; } = new("pool.import-quotes");

    public static Refusal ImportColumnTwice { get; } = new("pool.import-column-twice");

    public static Refusal ImportColumnMissing { get; } = new("pool.import-column-missing");

    public static Refusal ImportEmail { get; } = new("pool.import-email");

    public static Refusal ImportSiren { get; } = new("pool.import-siren");

    public static Refusal ImportLinks { get; } = new("pool.import-links");

    /// <summary>The file would do something else than was shown.</summary>
    public static Refusal DossierNeeded { get; } = new("pool.dossier-needed");

    public static Refusal ImportOvertaken { get; } = new("pool.import-overtaken");

    public static Refusal ImportNoFile(int megabytes) => new("pool.import-no-file", megabytes);

    public static Refusal ImportTooLong(int lines) => new("pool.import-too-long", lines);

    public static Refusal ImportCells(int cells, int columns) => new("pool.import-cells", cells, columns);

    public static Refusal ImportColumnUnknown(string head) => new("pool.import-column-unknown", head);

    /// <summary>The same address in an earlier line.</summary>
    public static Refusal ImportTwice(int line) => new("pool.import-twice", line);

    /// <summary>The address is another one of somebody of the pool.</summary>
    public static Refusal ImportAliasOf(string name) => new("pool.import-alias-of", name);

    /// <summary>A closed list doesn't have the word.</summary>
    public static Refusal ImportWord(string word) => new("pool.import-word", word);

    public static Refusal ImportTitle(int limit) => new("pool.import-title", limit);

    public static Refusal NameTooLong(int limit) => new("pool.name-too-long", limit);

    public static Refusal CapacityOutOfRange(int most) => new("pool.capacity-out-of-range", most);

    public static Refusal TooManyTexts(int most) => new("pool.too-many-texts", most);

    public static Refusal TextTooLong(int limit) => new("pool.text-too-long", limit);

    public static Refusal TooManyLinks(int most) => new("pool.too-many-links", most);
}
