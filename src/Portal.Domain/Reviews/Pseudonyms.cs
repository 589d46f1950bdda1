using System.Globalization;
using System.Security.Cryptography;

namespace Portal.Domain.Reviews;

/// <summary>
/// What experts of a dossier are called among themselves: letters that follow from the ids of their reviews, so that
/// they tell nothing of names nor of who was first, and stay the same whoever comes later.
/// </summary>
public static class Pseudonyms
{
    private const int Letters = 26;

    /// <param name="reviews">All that there ever were of the dossier, those that were set aside among them.</param>
    public static IReadOnlyDictionary<ReviewId, string> Of(IEnumerable<ReviewId> reviews)
    {
        var names = new Dictionary<ReviewId, string>();
        var taken = new HashSet<int>();
        // The oldest choose first, so that nobody who comes takes a letter from anybody.
        foreach (var review in reviews.OrderBy(review => review.Value))
        {
            var place = FirstOf(review) + taken.Count / Letters * Letters;
            while (!taken.Add(place))
                place = place % Letters == Letters - 1 ? place - Letters + 1 : place + 1;
            names[review] = NameOf(place);
        }
        return names;
    }

    private static int FirstOf(ReviewId review) => SHA256.HashData(review.Value.ToByteArray())[0] % Letters;

    private static string NameOf(int place)
    {
        var letter = ((char)('A' + place % Letters)).ToString();
        return place < Letters ? letter : letter + (place / Letters + 1).ToString(CultureInfo.InvariantCulture);
    }
}
