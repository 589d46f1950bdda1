using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Api;

/// <summary>
/// Where a reader is in a list that is ordered by time: the last item that they have. What is added or taken away
/// meanwhile moves nobody, as it would by the number of a page.
/// </summary>
internal sealed record Cursor(DateTimeOffset At, string Key)
{
    /// <summary>Before all there is, in a list that begins with the newest.</summary>
    public static Cursor Newest { get; } = new(DateTimeOffset.MaxValue, "");

    /// <summary>The key of a list whose keys are ids.</summary>
    public Guid Id => Guid.TryParse(Key, out var id) ? id : Guid.Empty;

    public override string ToString() =>
        WebEncoders.Base64UrlEncode(
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks} {Key}"))
        );

    /// <summary>Null where it isn't one of ours.</summary>
    public static Cursor? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return Newest;
        try
        {
            var parts = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(text)).Split(' ', 2);
            return
                parts.Length == 2
                && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
                && ticks <= DateTime.MaxValue.Ticks
                && !parts[1].Contains('\0', StringComparison.Ordinal)
                ? new Cursor(new DateTimeOffset(ticks, TimeSpan.Zero), parts[1])
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

/// <summary>How a list is read page by page.</summary>
public sealed class Paging : IValidatableObject
{
    /// <summary>The <c>next</c> of the page before; the first page where there is none.</summary>
    [FromQuery(Name = "after")]
    public string? After { get; set; }

    /// <summary>Items of a page, from 1 to 500.</summary>
    [FromQuery(Name = "limit"), Range(1, ApiController.LargestPage)]
    public int Limit { get; set; } = ApiController.PageSize;

    internal Cursor From => Cursor.Read(After)!;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Cursor.Read(After) is null
            ? [new ValidationResult(validationContext.GetRequiredService<Texts>()["api.cursor-wrong"], ["after"])]
            : [];
}
