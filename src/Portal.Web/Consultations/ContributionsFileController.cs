using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Consultations;
using Portal.Infrastructure.Persistence;
using Portal.Web.Decisions.OpenData;
using Portal.Web.Shared;

namespace Portal.Web.Consultations;

/// <summary>What was contributed as open data under the Open Licence 2.0: organisations by name, persons by nothing.</summary>
[AllowAnonymous, PublicPage]
public sealed class ContributionsFileController(PortalDbContext db) : Controller
{
    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        // A file of its own, read by no page.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [HttpGet("/consultations/{slug}/contributions.json")]
    public async Task<IActionResult> Json(string slug, CancellationToken cancellation)
    {
        if (await FindAsync(slug, cancellation) is not { } consultation)
            return NotFound();
        Open("application/json; charset=utf-8");
        await JsonSerializer.SerializeAsync(
            Response.Body,
            LinesAsync(consultation, cancellation),
            Written,
            cancellation
        );
        return new EmptyResult();
    }

    [HttpGet("/consultations/{slug}/contributions.csv")]
    public async Task<IActionResult> Csv(string slug, CancellationToken cancellation)
    {
        if (await FindAsync(slug, cancellation) is not { } consultation)
            return NotFound();
        Open("text/csv; charset=utf-8; header=present");
        // Left open: who keeps the file for the next reader would lose it with the stream.
        await using var text = new StreamWriter(
            Response.Body,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            leaveOpen: true
        );
        await text.WriteAsync(OpenContribution.Head.AsMemory(), cancellation);
        await foreach (var one in LinesAsync(consultation, cancellation))
            await text.WriteAsync(one.Line.AsMemory(), cancellation);
        return new EmptyResult();
    }

    private Task<Consultation?> FindAsync(string slug, CancellationToken cancellation) =>
        db.Consultations.AsNoTracking().SingleOrDefaultAsync(one => one.Slug == slug, cancellation);

    /// <summary>To every site: it is the same for everybody.</summary>
    private void Open(string type)
    {
        Response.Headers.AccessControlAllowOrigin = "*";
        Response.Headers.Link = $"<{OpenDataController.Licence}>; rel=\"license\"";
        Response.ContentType = type;
    }

    /// <summary>What groups they are in and how they were answered shows once the consultation is answered.</summary>
    private async IAsyncEnumerable<OpenContribution> LinesAsync(
        Consultation of,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var groups = of.AnsweredAt is null
            ? []
            : await db
                .ContributionGroups.AsNoTracking()
                .Where(group => group.ConsultationId == of.Id)
                .ToDictionaryAsync(group => group.Id, cancellation);
        var rows = db.PublicContributions()
            .AsNoTracking()
            .Where(one => one.ConsultationId == of.Id)
            .OrderBy(one => one.SentAt)
            .ThenBy(one => one.Id)
            .AsAsyncEnumerable();
        await foreach (var one in rows.WithCancellation(cancellation))
            yield return OpenContribution.Of(of, one, one.GroupId is { } id ? groups.GetValueOrDefault(id) : null);
    }
}
