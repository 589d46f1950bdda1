namespace Portal.Web.Api.Reference;

/// <summary>Bodies that the reference shows, and that its lines of curl send.</summary>
internal static class ApiExamples
{
    public static string? Of(string operation) =>
        operation switch
        {
            "startDossier" => """{"call":"evaluation-dmn","wave":1,"title":"Télésuivi"}""",
            "writeSection" => """{"answers":{"title":"Télésuivi post-opératoire"}}""",
            "fileDossier" => "{}",
            "writeReview" =>
                """{"criteria":[{"criterion":"quality","mark":4,"toPanel":"","toCarrier":"Clair."}],"toCarrier":"Un projet solide."}""",
            "decide" => """{"outcome":"funded","amountEuros":120000,"reason":"Un projet solide."}""",
            "assignReview" =>
                """{"dossier":"018f0000-0000-7000-8000-000000000001","expert":"018f0000-0000-7000-8000-000000000002"}""",
            _ => null,
        };
}
