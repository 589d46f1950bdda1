namespace Portal.Domain;

/// <summary>A text written in both languages of the portal. French is the reference.</summary>
public sealed record LocalizedText(string Fr, string En)
{
    /// <summary>The text in a language given by its two-letter code; any language but English reads French.</summary>
    public string In(string language) => language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? En : Fr;

    /// <summary>Whether it is written in both languages. A call that is being prepared may hold texts that aren't.</summary>
    public bool IsWhole => !string.IsNullOrWhiteSpace(Fr) && !string.IsNullOrWhiteSpace(En);

    /// <summary>Whether it is longer than that in neither language.</summary>
    public bool IsWithin(int most) => Fr.Length <= most && En.Length <= most;

    /// <summary>Whether it is written in both languages, and longer than that in neither.</summary>
    public bool IsWholeWithin(int most) => IsWhole && IsWithin(most);
}
