using Portal.Domain;
using Portal.Domain.Calls;

namespace Portal.Web.Calls.Preparation;

/// <param name="Calls">Those being prepared first.</param>
public sealed record OwnCallsPage(IReadOnlyList<OwnCall> Calls);

public sealed record OwnCall(
    string Slug,
    string Code,
    CallKind Kind,
    CallPresentation Presentation,
    DateTimeOffset? PublishedAt
);

public sealed record CallDeskPage(CallHead Call, string Code, IReadOnlyList<Lack> Lacks);

/// <summary>Something that is missing before publication, and the part where it is mended.</summary>
public sealed record Lack(CallPart Part, Refusal Reason);

/// <param name="Models">The calls that can be copied.</param>
public sealed record NewCallPage(NewCallForm Form, ImportForm Import, IReadOnlyList<CopiedCall> Models);

public sealed record CopiedCall(string Slug, CallPresentation Presentation);

public sealed record OrientationListPage(
    CallHead Call,
    IReadOnlyList<Portal.Domain.Orientation.EligibilityQuestion> Questions
);
