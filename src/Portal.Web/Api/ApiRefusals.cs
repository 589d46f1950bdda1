using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Web.Shared;

namespace Portal.Web.Api;

/// <summary>What only a program can do wrong, and the status that each refusal has in the API.</summary>
internal static class ApiRefusals
{
    private const string NoSuchFieldCode = "api.no-such-field";
    private const string WrongShapeCode = "api.wrong-shape";

    public static Refusal NoSuchField(string field) => new(NoSuchFieldCode, field);

    /// <param name="field">The question.</param>
    /// <param name="shape">What its answer looks like in JSON.</param>
    public static Refusal WrongShape(string field, string shape) => new(WrongShapeCode, field, shape);

    /// <summary>Somebody decided since the decision was read.</summary>
    public static Refusal DecisionOvertaken { get; } = new("api.decision-overtaken");

    private static readonly HashSet<string> OfShape = [NoSuchFieldCode, WrongShapeCode];

    private static readonly HashSet<string> OfTag =
    [
        DossierRefusals.SectionOvertakenCode,
        ReviewRefusals.ChangedCode,
        DecisionOvertaken.Code,
        RefusedFilter.Overtaken.Code,
    ];

    /// <summary>400 for what can't be read, 412 where the version that is written upon is another one by now; 409 else.</summary>
    public static int StatusOf(IReadOnlyList<Refusal> refusals, HttpRequest request) =>
        refusals.All(one => OfShape.Contains(one.Code)) ? StatusCodes.Status400BadRequest
        : request.Headers.IfMatch.Count > 0 && refusals.All(one => OfTag.Contains(one.Code))
            ? StatusCodes.Status412PreconditionFailed
        : StatusCodes.Status409Conflict;
}
