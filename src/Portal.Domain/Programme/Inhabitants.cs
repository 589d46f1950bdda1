namespace Portal.Domain.Programme;

/// <summary>How many people live in a region.</summary>
/// <param name="Count">The municipal population.</param>
/// <param name="Year">Of the census.</param>
/// <param name="Source">Who counted, and where it is published.</param>
public sealed record Inhabitants(int Count, int Year, string Source);
