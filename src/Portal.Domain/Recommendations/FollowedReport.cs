namespace Portal.Domain.Recommendations;

/// <summary>A report whose recommendations are followed in public.</summary>
public sealed class FollowedReport
{
    private FollowedReport() { }

    /// <param name="slug">Its name in addresses.</param>
    public FollowedReport(string slug, ReportWords words) => (Slug, Words) = (slug, words);

    public string Slug { get; private set; } = "";

    public ReportWords Words { get; private set; } = null!;

    public void Describe(ReportWords words) => Words = words;
}

/// <param name="Introduction">Markdown.</param>
/// <param name="Source">Where its facts come from, and what is made up.</param>
public sealed record ReportWords(
    LocalizedText Title,
    LocalizedText Summary,
    LocalizedText Introduction,
    LocalizedText Source
);
