namespace Portal.Domain;

/// <summary>An address that staff writes for others to follow: a page of the portal, or one of another site by https.</summary>
public static class PageAddress
{
    private const string Secure = "https://";

    /// <summary>Whether it leads to a page of another site, by https.</summary>
    public static bool IsElsewhere(string address) =>
        address.StartsWith(Secure, StringComparison.Ordinal) && Uri.TryCreate(address, UriKind.Absolute, out _);

    /// <summary>Whether it leads nowhere else: browsers take two slashes, or a backslash, for another site.</summary>
    public static bool IsTaken(string address) =>
        address.StartsWith(Secure, StringComparison.Ordinal)
            ? Uri.TryCreate(address, UriKind.Absolute, out _)
            : address.StartsWith('/')
                && !address.StartsWith("//", StringComparison.Ordinal)
                && !address.Contains('\\', StringComparison.Ordinal);
}
