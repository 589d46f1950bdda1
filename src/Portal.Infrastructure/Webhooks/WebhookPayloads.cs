using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Webhooks;
using Portal.Infrastructure.Calls.News;

namespace Portal.Infrastructure.Webhooks;

/// <summary>
/// What messages say: <c>{"type", "timestamp", "data"}</c>. Of a call, what anybody reads; of a dossier, ids and an
/// address alone, so that a receiver learns nothing that it doesn't then ask for with rights of its own.
/// </summary>
public sealed class WebhookPayloads(PortalAddress address)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string TypeOf(CallNewsKind kind) =>
        kind switch
        {
            CallNewsKind.Announced => MessageTypes.CallAnnounced,
            CallNewsKind.Opened => MessageTypes.WaveOpened,
            CallNewsKind.Closed => MessageTypes.WaveClosed,
            CallNewsKind.WinnersCorrected => MessageTypes.WinnersCorrected,
            _ => MessageTypes.WinnersPublished,
        };

    public string Of(CallNews news)
    {
        var title = news.Call.Title;
        var data = new JsonObject
        {
            ["call"] = news.Slug,
            ["title"] = new JsonObject { ["fr"] = title.Fr, ["en"] = title.En },
        };
        if (news.Wave is { } wave)
            data["wave"] = wave;
        data["address"] = address.Of(news.Path);
        if (news.Kind is CallNewsKind.WinnersPublished or CallNewsKind.WinnersCorrected)
            data["winners"] = address.Of($"/data/{news.Slug}/{news.Wave}/winners.json");
        return Write(TypeOf(news.Kind), news.At, data);
    }

    public string OfFiling(DossierId dossier, FilingId filing, int version, DateTimeOffset at)
    {
        var data = AboutDossier(dossier);
        (data["filing"], data["version"]) = (filing.Value, version);
        return Write(MessageTypes.DossierFiled, at, data);
    }

    /// <summary>That it was decided, and not how.</summary>
    public string OfDecision(DossierId dossier, DateTimeOffset at) =>
        Write(MessageTypes.DossierDecided, at, AboutDossier(dossier));

    public string OfTest(WebhookId webhook, DateTimeOffset at) =>
        Write(
            MessageTypes.Test,
            at,
            new JsonObject
            {
                ["webhook"] = webhook.Value,
                ["address"] = address.Of($"/account/webhooks/{webhook.Value}"),
            }
        );

    private JsonObject AboutDossier(DossierId dossier) =>
        new() { ["dossier"] = dossier.Value, ["address"] = address.Of($"/dossiers/{dossier.Value}") };

    private static string Write(string type, DateTimeOffset at, JsonObject data) =>
        new JsonObject
        {
            ["type"] = type,
            ["timestamp"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["data"] = data,
        }.ToJsonString(Json);
}
