using Portal.Domain.Dossiers;

namespace Portal.Infrastructure.Decisions;

/// <summary>The aid that a dossier asks for, as its form's answer says it.</summary>
internal static class RequestedAid
{
    /// <summary>Euros; null where nothing, or no amount, was typed.</summary>
    public static decimal? Of(string? typed) =>
        Answers.TryNumber(typed ?? "", out var euros) && euros > 0 ? euros : null;
}
