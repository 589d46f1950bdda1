using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Attachments;
using Portal.Web.Dossiers;
using Portal.Web.Shared;

namespace Portal.Web.Api;

/// <summary>One section of a dossier, and its files.</summary>
[Tags("dossiers")]
[ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, "application/problem+json")]
public sealed class SectionsApiController(DossierReading reading, PortalClock clock, Texts texts) : ApiController
{
    /// <summary>Fewer at once than the pages let in: programs wait for people on the day of a deadline.</summary>
    private const int SavesPerProcessor = 4;

    /// <summary>Made before a save waits for its turn.</summary>
    private readonly DateTimeOffset _received = clock.GetUtcNow();

    /// <summary>What a file's body is, whatever the file is.</summary>
    public const string Bytes = "application/octet-stream";

    [HttpGet("/api/v1/dossiers/{id:guid}/sections/{key}", Name = "readSection"), NeedsScope(ApiScopes.Dossiers), Tagged]
    [ProducesResponseType<ApiSection>(StatusCodes.Status200OK)]
    public async Task<ActionResult<ApiSection>> Read(Guid id, string key, CancellationToken cancellation)
    {
        if (await reading.SectionAsync(new DossierId(id), key, User.Viewer(), cancellation) is not { } section)
            return NotFound();
        Response.TellVersion(section.Revision);
        return section;
    }

    /// <summary>
    /// Saves answers, right or wrong, as the pages do: what is wrong is among the dossier's obstacles. It needs the entity tag
    /// that was read, and is refused where somebody saved since: nothing is overwritten unseen.
    /// </summary>
    [HttpPatch("/api/v1/dossiers/{id:guid}/sections/{key}", Name = "writeSection")]
    [NeedsScope(ApiScopes.DossiersWrite), NeedsTag, Consumes("application/json"), InTurn(SavesPerProcessor)]
    [ProducesResponseType<ApiSection>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict, "application/problem+json")]
    public async Task<IActionResult> Write(
        Guid id,
        string key,
        ApiSectionEdit edit,
        [FromServices] SaveSection save,
        [FromServices] DeskPresence desk,
        CancellationToken cancellation
    )
    {
        var draft = new SectionDraft(HttpContext.KnownRevision(), asked => AnswersReader.Read(asked, edit.Answers))
        {
            IsExact = true,
            Received = _received,
        };
        if (await save.RunAsync(new DossierId(id), key, draft, User.Viewer(), cancellation) is not { } saved)
            return NotFound();
        await desk.TellSavedAsync(saved.Section, User);
        Response.TellVersion(saved.Section.Revision);
        return Ok(DossierReading.SectionOf(saved.Section, saved.Form.Section(key)!, saved.Sight));
    }

    /// <summary>Attaches a file to a question: its bytes are the body, its name goes into the address.</summary>
    [HttpPost("/api/v1/dossiers/{id:guid}/sections/{key}/files/{field}", Name = "attachFile")]
    [NeedsScope(ApiScopes.DossiersWrite), Idempotent, Consumes(Bytes), RequestSizeLimit(Attachment.MaxSize + 1)]
    [ProducesResponseType<UploadOutcome>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict, "application/problem+json")]
    public async Task<IActionResult> Attach(
        Guid id,
        string key,
        string field,
        [FromQuery, Required] string name,
        [FromServices] ReceiveWhole receive,
        CancellationToken cancellation
    )
    {
        if (Request.ContentLength is not { } size)
            return ApiProblem.Of(texts, StatusCodes.Status411LengthRequired, "length-missing");
        var place = FilePlace.At(new DossierId(id), key, field);
        var upload = await receive.RunAsync(place, name, size, Request.Body, User.Viewer(), cancellation);
        if (upload is null)
            return NotFound();
        if (upload.Refusal is { } refusal)
            throw new RefusedException(refusal);
        return Created($"/api/v1/dossiers/{id}", UploadOutcome.Of(upload, texts));
    }
}
