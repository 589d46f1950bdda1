namespace Portal.Domain.Programme;

public enum TermKind
{
    Operator,
    Theme,
    Regime,
    Region,
}

/// <summary>A word that all calls share: an operator, theme, regime or region of the programme.</summary>
public sealed class Term : Aggregate
{
    public const int KeyLength = 60;
    public const int NameLength = 120;

    private Term() { }

    /// <param name="key">The name that data uses; it never changes.</param>
    /// <param name="position">Where it stands in lists of its kind, from 1 on.</param>
    public Term(TermKind kind, string key, LocalizedText name, int position, PersonId? by, DateTimeOffset now)
    {
        if (!IsKey(key))
            throw new RefusedException(ProgrammeRefusals.KeyWrong);
        if (!name.IsWhole)
            throw new RefusedException(ProgrammeRefusals.NameMissing);
        (Id, Kind, Key, Name, Position) = (TermId.New(), kind, key, name, position);
        Tell(new TermAdded(Id, kind, key, name, by, now));
    }

    public TermId Id { get; private set; }

    public TermKind Kind { get; private set; }

    /// <summary>Unique in its kind.</summary>
    public string Key { get; private set; } = "";

    public LocalizedText Name { get; private set; } = null!;

    public int Position { get; private set; }

    /// <summary>The establishment that an operator is; null where nobody said it, and of all other terms.</summary>
    public Siret? Siret { get; private set; }

    /// <summary>How many people live in a region; null where nobody said it, and of all other terms.</summary>
    public Inhabitants? Inhabitants { get; private set; }

    public void Rename(LocalizedText name, PersonId? by, DateTimeOffset now)
    {
        if (!name.IsWhole)
            throw new RefusedException(ProgrammeRefusals.NameMissing);
        if (Name == name)
            return;
        var from = Name;
        Name = name;
        Tell(new TermRenamed(Id, from, name, by, now));
    }

    /// <summary>Says which establishment an operator is; it grants the aid of its calls.</summary>
    public void Identify(Siret siret, PersonId? by, DateTimeOffset now)
    {
        if (Kind != TermKind.Operator)
            throw new RefusedException(ProgrammeRefusals.NoOperator);
        if (Siret == siret)
            return;
        Siret = siret;
        Tell(new TermIdentified(Id, siret.Value, by, now));
    }

    /// <summary>Says how many people live in a region, after which census.</summary>
    public void Count(Inhabitants inhabitants, PersonId? by, DateTimeOffset now)
    {
        if (Kind != TermKind.Region)
            throw new RefusedException(ProgrammeRefusals.NoRegion);
        if (Inhabitants == inhabitants)
            return;
        Inhabitants = inhabitants;
        Tell(new TermCounted(Id, inhabitants.Count, inhabitants.Year, by, now));
    }

    /// <summary>Whether a text can be a key: lower-case letters, digits and hyphens, beginning with a letter.</summary>
    public static bool IsKey(string? text) =>
        text is { Length: > 0 and <= KeyLength }
        && char.IsAsciiLetterLower(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
