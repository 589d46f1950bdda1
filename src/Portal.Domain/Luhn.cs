namespace Portal.Domain;

/// <summary>The key by which the French register checks its numbers.</summary>
internal static class Luhn
{
    public static bool Accepts(string digits) => Sum(digits) % 10 == 0;

    private static int Sum(string digits) =>
        digits
            .Reverse()
            .Select((c, place) => (c - '0') * (place % 2 == 0 ? 1 : 2))
            .Sum(doubled => doubled > 9 ? doubled - 9 : doubled);
}
