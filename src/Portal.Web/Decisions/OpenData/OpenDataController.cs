using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.AspNetCore.Mvc;
using Portal.Infrastructure;
using Portal.Infrastructure.Programme;
using Portal.Web.Shared;

namespace Portal.Web.Decisions.OpenData;

/// <summary>Winners and grants as files for everybody, under the Open Licence 2.0, whole and by wave.</summary>
[AllowAnonymous, PublicPage]
public sealed class OpenDataController(
    Editions editions,
    WinnersCsv winners,
    SubventionsCsv subventions,
    ProgrammeTerms programme,
    PortalAddress address
) : Controller
{
    public const string Licence = "https://www.etalab.gouv.fr/licence-ouverte-open-licence";

    /// <summary>The files that each edition has, with the key of the text that says what they hold.</summary>
    public static readonly IReadOnlyList<(string Name, string Text)> Files =
    [
        ("winners.csv", "data.winners"),
        ("winners.json", "data.winners"),
        ("subventions.csv", "data.subventions"),
        ("360giving.json", "data.360"),
    ];

    private const string CsvType = "text/csv; charset=utf-8; header=present";
    private const string JsonType = "application/json; charset=utf-8";

    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // A file of its own, read by no page.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [HttpGet("/data")]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View(new DataPage((await editions.WholeAsync(cancellation)).Lists));

    [HttpGet("/data/winners.csv")]
    [HttpGet("/data/{slug}/{wave:int}/winners.csv")]
    public Task<IActionResult> WinnersCsv(string? slug, int? wave, CancellationToken cancellation) =>
        SendAsync(slug, wave, CsvType, (edition, to) => WriteAsync(edition, winners, to, cancellation), cancellation);

    [HttpGet("/data/subventions.csv")]
    [HttpGet("/data/{slug}/{wave:int}/subventions.csv")]
    public Task<IActionResult> SubventionsCsv(string? slug, int? wave, CancellationToken cancellation) =>
        SendAsync(
            slug,
            wave,
            CsvType,
            (edition, to) => WriteAsync(edition, subventions, to, cancellation),
            cancellation
        );

    [HttpGet("/data/winners.json")]
    [HttpGet("/data/{slug}/{wave:int}/winners.json")]
    public Task<IActionResult> WinnersJson(string? slug, int? wave, CancellationToken cancellation) =>
        SendAsync(
            slug,
            wave,
            JsonType,
            (edition, to) =>
                JsonSerializer.SerializeAsync(
                    to,
                    edition.Winners.Select(one => WinnerJson.Of(one, programme, address)),
                    Written,
                    cancellation
                ),
            cancellation
        );

    /// <summary>A package of the 360Giving standard, which has one grant at least.</summary>
    [HttpGet("/data/360giving.json")]
    [HttpGet("/data/{slug}/{wave:int}/360giving.json")]
    public Task<IActionResult> Grants(string? slug, int? wave, CancellationToken cancellation) =>
        SendAsync(
            slug,
            wave,
            JsonType,
            (edition, to) =>
                JsonSerializer.SerializeAsync(
                    to,
                    new GrantPackage(
                        "1.4",
                        Licence,
                        address.Of(Request.Path),
                        edition.Winners.Select(one => Grant.Of(one, programme, address))
                    ),
                    Written,
                    cancellation
                ),
            cancellation
        );

    /// <summary>Answers with the file, or that the reader has it already.</summary>
    private async Task<IActionResult> SendAsync(
        string? slug,
        int? wave,
        string type,
        Func<Edition, Stream, Task> write,
        CancellationToken cancellation
    )
    {
        var edition =
            slug is null || wave is null
                ? await editions.WholeAsync(cancellation)
                : await editions.OfWaveAsync(slug, wave.Value, cancellation);
        if (edition is null)
            return NotFound();
        var headers = Response.GetTypedHeaders();
        (headers.ETag, headers.LastModified) = (edition.Tag, edition.ModifiedAt);
        // Open to every site: it is the same for everybody.
        Response.Headers.AccessControlAllowOrigin = "*";
        Response.Headers.Link = $"<{Licence}>; rel=\"license\"";
        if (Has(edition, Request.GetTypedHeaders()))
            return StatusCode(StatusCodes.Status304NotModified);
        Response.ContentType = type;
        await write(edition, Response.Body);
        return new EmptyResult();
    }

    private static bool Has(Edition edition, RequestHeaders asked) =>
        asked.IfNoneMatch.Any(tag => tag.Compare(edition.Tag, useStrongComparison: false));

    /// <summary>The head goes at once, so that the reader sees it begin.</summary>
    private static async Task WriteAsync(Edition edition, IWinnersCsv csv, Stream to, CancellationToken cancellation)
    {
        // Left open: who keeps the file for the next reader would lose it with the stream.
        await using var text = new StreamWriter(
            to,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            leaveOpen: true
        );
        await text.WriteAsync(csv.Head.AsMemory(), cancellation);
        await text.FlushAsync(cancellation);
        await foreach (var winner in edition.Winners.WithCancellation(cancellation))
            await text.WriteAsync(csv.Line(winner).AsMemory(), cancellation);
    }
}

/// <param name="Lists">The public lists, each with files of its own.</param>
public sealed record DataPage(IReadOnlyList<EditedList> Lists);
