using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using OpenIddict.Validation.AspNetCore;

namespace Portal.Web.Api;

/// <summary>
/// What every endpoint of the API has in common: JSON, a token unless it says otherwise, problem details, a limit a minute.
/// Cookies open nothing here, so that no other site can act with them.
/// </summary>
[ApiController]
[Limited]
[Authorize(AuthenticationSchemes = OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme)]
[IgnoreAntiforgeryToken]
[Produces("application/json")]
public abstract class ApiController : ControllerBase
{
    /// <summary>Items of a page unless the client asks for fewer or more.</summary>
    public const int PageSize = 100;

    public const int LargestPage = 500;
}

/// <summary>A page of a list. <c>next</c> goes into <c>after</c> to read on; it is null on the last page.</summary>
public sealed record ApiPage<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <param name="read">One more than the page has, where there are more.</param>
    /// <param name="limit">Items of the page.</param>
    /// <param name="cursor">Where an item stands in the list.</param>
    internal static ApiPage<T> Of<TRow>(List<TRow> read, int limit, Func<TRow, T> item, Func<TRow, Cursor> cursor) =>
        new([.. read.Take(limit).Select(item)], read.Count > limit ? cursor(read[limit - 1]).ToString() : null);
}
