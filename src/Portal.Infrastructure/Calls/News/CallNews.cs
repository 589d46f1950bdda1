using Portal.Domain.Calls;

namespace Portal.Infrastructure.Calls.News;

public enum CallNewsKind
{
    Announced,
    Opened,
    Closed,
    WinnersPublished,
    WinnersCorrected,
}

/// <summary>What the public learns of a call, at its moment; each is told once and never changes its address.</summary>
/// <param name="Wave">Null where it is about the call as a whole.</param>
/// <param name="At">UTC; never ahead of the clock.</param>
public sealed record CallNews(
    CallNewsKind Kind,
    string Slug,
    CallPresentation Call,
    IReadOnlyList<string> Themes,
    int? Wave,
    DateTimeOffset At
)
{
    /// <summary>The page to read, from the portal's root on.</summary>
    public string Path =>
        Kind switch
        {
            CallNewsKind.WinnersPublished => $"/calls/{Slug}/waves/{Wave}/winners",
            CallNewsKind.WinnersCorrected => $"/calls/{Slug}/waves/{Wave}/winners#corrections",
            _ => $"/calls/{Slug}",
        };

    /// <summary>Its own name among all news, which stays whatever the call is called.</summary>
    public string Key =>
        Kind == CallNewsKind.WinnersCorrected
            ? $"{Slug}#{Kind}-{Wave}-{At.ToUnixTimeSeconds()}"
            : $"{Slug}#{Kind}-{Wave}";
}
