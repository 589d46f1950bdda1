using System.Globalization;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;

namespace Portal.Web.Staff;

/// <summary>Amounts and places on the reserve as people type them.</summary>
internal static class TypedRuling
{
    /// <param name="amount">Null where nothing is granted.</param>
    public static bool TryAmount(string? typed, out Money? amount)
    {
        var isRead = Answers.TryNumber(typed ?? "", out var euros) && euros is >= 0 and <= Ruling.MostEuros;
        amount = isRead && euros > 0 ? new Money(euros) : null;
        return isRead;
    }

    public static Money? AmountOf(string? typed) => TryAmount(typed, out var amount) ? amount : null;

    public static int? RankOf(string? typed) =>
        int.TryParse(typed, CultureInfo.InvariantCulture, out var rank) && rank is > 0 and <= Ruling.LastRank
            ? rank
            : null;
}
