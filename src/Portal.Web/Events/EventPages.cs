using Microsoft.AspNetCore.Mvc.Rendering;
using Portal.Domain;
using Portal.Domain.Events;

namespace Portal.Web.Events;

/// <param name="Figures">Counted at the moment of reading.</param>
public sealed record EventPage(string Slug, EventContent Content, IReadOnlyDictionary<EventFigure, EventCount> Figures);

/// <param name="Of">Of how many; null where that says nothing.</param>
public sealed record EventCount(int Count, int? Of);

public sealed record EventRow(string Slug, LocalizedText Title, LocalizedText Summary, DateOnly Day);

/// <param name="Slug">Null where it is begun.</param>
/// <param name="Links">The pages of the portal that an announcement may lead to.</param>
public sealed record EventEditPage(string? Slug, EventForm Form, string Seen, IReadOnlyList<SelectListItem> Links);
