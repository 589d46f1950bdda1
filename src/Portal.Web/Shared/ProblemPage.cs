namespace Portal.Web.Shared;

/// <summary>A page that says what went wrong and what to do now.</summary>
/// <param name="Reasons">Why an act was refused, one sentence each.</param>
/// <param name="Back">The page to go back to; null where there is none.</param>
public sealed record ProblemPage(string Title, string Advice, IReadOnlyList<string> Reasons, string? Back);
