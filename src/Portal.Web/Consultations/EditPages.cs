using Microsoft.AspNetCore.Mvc.Rendering;
using Portal.Domain;
using Portal.Domain.Consultations;

namespace Portal.Web.Consultations;

/// <param name="Slug">Null where it is begun.</param>
/// <param name="Calls">That may open under it.</param>
public sealed record ChallengeEditPage(
    string? Slug,
    ChallengeForm Form,
    string Seen,
    IReadOnlyList<SelectListItem> Calls
);

/// <param name="Slug">Null where it is announced.</param>
/// <param name="Challenges">To which it may belong; asked where it is announced.</param>
public sealed record ConsultationEditPage(
    string? Slug,
    LocalizedText? Title,
    bool IsAnswered,
    ConsultationForm Form,
    string Seen,
    IReadOnlyList<ChallengeName> Challenges
);

public sealed record ChallengeName(ChallengeId Id, string Slug, ChallengeWords Words);

/// <param name="Contributions">How many were sent and confirmed so far.</param>
public sealed record DatesPage(
    string Slug,
    LocalizedText Title,
    ConsultationState State,
    Deadline? Closes,
    DatesForm Form,
    string Seen,
    int Contributions
);
