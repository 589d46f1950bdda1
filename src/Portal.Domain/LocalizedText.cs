namespace Portal.Domain;

/// <summary>A text written in both languages of the portal. French is the reference.</summary>
public sealed record LocalizedText(string Fr, string En)
{
    /// <summary>The text in a language given by its two-letter code; any language but English reads French.</summary>
    public string In(string language) => language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? En : Fr;
}
