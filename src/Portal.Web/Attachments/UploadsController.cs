using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Attachments;

/// <summary>
/// Uploads that can be resumed, by the tus protocol 1.0.0 (https://tus.io/protocols/resumable-upload) with its
/// extensions creation, termination and expiration. They are one's own: another's answer as if they were not there.
/// </summary>
[Authorize]
public sealed class UploadsController(PortalDbContext db, Texts texts) : Controller
{
    public const string BodyType = "application/offset+octet-stream";

    [AllowAnonymous]
    [AcceptVerbs("OPTIONS", Route = "/uploads")]
    public IActionResult Options()
    {
        Response.Headers[TusHeaders.Version] = TusHeaders.Ours;
        Response.Headers[TusHeaders.Extension] = "creation,termination,expiration";
        Response.Headers[TusHeaders.MaxSize] = Attachment.MaxSize.ToString(CultureInfo.InvariantCulture);
        return Ok();
    }

    [HttpPost("/dossiers/{id:guid}/sections/{key}/uploads"), Tus]
    public async Task<IActionResult> Begin(
        Guid id,
        string key,
        [FromServices] BeginUpload begin,
        CancellationToken cancellation
    )
    {
        if (
            TusHeaders.Number(Request, TusHeaders.Length) is not { } length
            || TusHeaders.Metadata(Request) is not { } about
        )
            return Told(StatusCodes.Status400BadRequest, "files.protocol");
        if (length > Attachment.MaxSize)
            return Told(
                StatusCodes.Status413PayloadTooLarge,
                "refusal.file.too-large",
                arguments: Attachment.MaxMegabytes
            );
        var place = FilePlace.At(new DossierId(id), key, about.GetValueOrDefault("field", ""));
        var name = about.GetValueOrDefault("filename", "");
        if (await begin.RunAsync(place, name, length, User.Viewer(), cancellation) is not { } upload)
            return NotFound();
        TellState(upload);
        return Created($"/uploads/{upload.Id.Value}", value: null);
    }

    [HttpHead("/uploads/{id:guid}"), Tus]
    public async Task<IActionResult> State(Guid id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } upload)
            return NotFound();
        TellState(upload);
        Response.Headers[TusHeaders.Length] = upload.Size.ToString(CultureInfo.InvariantCulture);
        return Ok();
    }

    [HttpPatch("/uploads/{id:guid}"), Tus]
    [RequestSizeLimit(Attachment.MaxSize + 1)]
    public async Task<IActionResult> Receive(
        Guid id,
        [FromServices] ReceiveBytes receive,
        [FromServices] FinishUpload finish,
        CancellationToken gone
    )
    {
        if (Request.ContentType != BodyType)
            return Told(StatusCodes.Status415UnsupportedMediaType, "files.protocol");
        if (TusHeaders.Number(Request, TusHeaders.Offset) is not { } offset)
            return Told(StatusCodes.Status400BadRequest, "files.protocol");
        var upload = await receive.RunAsync(new UploadId(id), offset, Request.Body, User.Viewer(), gone);
        if (upload is null)
            return NotFound();
        // Whoever sent the last byte and left gets the file attached all the same.
        if (upload.IsWhole)
            await finish.RunAsync(upload.Id, CancellationToken.None);
        TellState(upload);
        return NoContent();
    }

    [HttpDelete("/uploads/{id:guid}"), Tus]
    public async Task<IActionResult> Drop(Guid id, [FromServices] DropUpload drop, CancellationToken cancellation) =>
        await drop.RunAsync(new UploadId(id), User.Viewer(), cancellation) ? NoContent() : NotFound();

    /// <summary>What became of it: the protocol itself ends with the last byte.</summary>
    [HttpGet("/uploads/{id:guid}")]
    public async Task<IActionResult> Outcome(Guid id, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) is not { } upload ? NotFound() : Json(UploadOutcome.Of(upload, texts));

    private Task<Upload?> FindAsync(Guid id, CancellationToken cancellation) =>
        db.UploadsOf(User.Viewer())
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == new UploadId(id), cancellation);

    private void TellState(Upload upload)
    {
        Response.Headers[TusHeaders.Offset] = upload.Offset.ToString(CultureInfo.InvariantCulture);
        Response.Headers[TusHeaders.Expires] = upload.ExpiresAt.ToString("R", CultureInfo.InvariantCulture);
    }

    private ObjectResult Told(int status, string key, params object[] arguments) =>
        Problem(
            title: texts[$"shared.problem-{(status == 413 ? 413 : 400)}"],
            detail: texts[key, arguments],
            statusCode: status
        );
}

/// <param name="State"><c>arriving</c>, <c>checking</c>, <c>attached</c> or <c>refused</c>.</param>
/// <param name="Reason">Why it was refused, in the reader's language.</param>
public sealed record UploadOutcome(string State, string? Reason, long Offset, long Size)
{
    internal static UploadOutcome Of(Upload upload, Texts texts) =>
        new(
            upload switch
            {
                { Refusal: not null } => "refused",
                { AttachmentId: not null } => "attached",
                { IsWhole: true } => "checking",
                _ => "arriving",
            },
            upload.Refusal is { } refusal ? texts.Of(refusal) : null,
            upload.Offset,
            upload.Size
        );
}
