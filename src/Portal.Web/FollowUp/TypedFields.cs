using Microsoft.AspNetCore.Mvc.ModelBinding;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.Texts;

namespace Portal.Web.FollowUp;

/// <summary>What people type on the pages of a project, as the domain takes it; what can't be read is refused there.</summary>
internal static class TypedFields
{
    private const decimal MostEuros = 1_000_000_000;

    /// <summary>Zero where no amount can be read: no act takes that.</summary>
    public static Money MoneyOf(string? typed) =>
        Answers.TryNumber(typed ?? "", out var euros) && euros is >= 0 and <= MostEuros ? new Money(euros) : Money.Zero;

    public static DateOnly? DayOf(string? typed) => Answers.TryDate(typed ?? "", out var day) ? day : null;

    public static BroughtFile Brought(this IFormFile file) => new(file.FileName, file.OpenReadStream);

    public static string Said(string? typed) => (typed ?? "").ReplaceLineEndings("\n");

    /// <summary>Tells each refusal at the field that it is about.</summary>
    public static void Take(
        this ModelStateDictionary state,
        RefusedException refused,
        Func<Refusal, string> fieldOf,
        Texts texts
    )
    {
        foreach (var refusal in refused.Refusals)
            state.AddModelError(fieldOf(refusal), texts.Of(refusal));
    }
}
