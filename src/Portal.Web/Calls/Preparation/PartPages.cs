using Portal.Domain;
using Portal.Domain.Calls;

namespace Portal.Web.Calls.Preparation;

/// <summary>The head that all pages of a call's officers share.</summary>
public sealed record CallHead(string Slug, LocalizedText Title, CallKind Kind, DateTimeOffset? PublishedAt)
{
    public bool IsPublic => PublishedAt is not null;

    /// <summary>Where its officers' pages lie.</summary>
    public string Root => $"/staff/calls/{Slug}";

    public static CallHead Of(Call call) => new(call.Slug, call.Presentation.Title, call.Kind, call.PublishedAt);
}

/// <summary>A part of a call, to be edited.</summary>
/// <param name="Form">As it is, or as somebody typed it.</param>
/// <param name="Seen">The fingerprint of what is saved.</param>
public sealed record PartPage<T>(CallHead Call, T Form, string Seen);

/// <summary>The way up, the title and what is wrong, on top of each part.</summary>
public sealed record PartTop(CallHead Call, string Title, string? Lead = null);

/// <summary>The buttons beside a row, whose act redraws the page without saving it.</summary>
/// <param name="Action">Where the form goes.</param>
/// <param name="List">The name of the list, and the id of its place on the page.</param>
public sealed record RowPlace(string Action, string List, int Index, int Count);

/// <summary>A text in both languages, one field beside the other.</summary>
public sealed record BothFields(string Name, string Label, Bilingual Value)
{
    public string Type { get; init; } = "text";

    public string? Help { get; init; }

    public int? MaxLength { get; init; }

    public bool Required { get; init; }

    public int Rows { get; init; } = 5;
}
