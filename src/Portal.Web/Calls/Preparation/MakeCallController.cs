using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Seeds;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Calls.Preparation;

/// <summary>A call is begun: from a template, as a copy of another one, or from a file.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class MakeCallController(PortalDbContext db, MakeCall make, Texts texts) : Controller
{
    /// <summary>Bytes: more than is taken, so that what is too large is told on the page.</summary>
    private const int LargestBody = 12 * ImportForm.LargestFile;

    [HttpGet("/staff/calls/new")]
    public async Task<IActionResult> New(string? from, CancellationToken cancellation) =>
        View(await PageAsync(new NewCallForm { From = from }, new ImportForm(), cancellation));

    [HttpPost("/staff/calls/new")]
    public async Task<IActionResult> Make(
        NewCallForm form,
        [FromServices] IValidator<NewCallForm> validator,
        CancellationToken cancellation
    )
    {
        if (
            ModelState.Take(await validator.ValidateAsync(form, cancellation))
            && await MadeAsync(form, cancellation) is { } call
        )
            return Begun(call);
        return View(nameof(New), await PageAsync(form, new ImportForm(), cancellation));
    }

    [RequestSizeLimit(LargestBody), RequestFormLimits(MultipartBodyLengthLimit = LargestBody)]
    [HttpPost("/staff/calls/import"), Consumes("multipart/form-data", "application/x-www-form-urlencoded")]
    public async Task<IActionResult> Import(
        ImportForm form,
        [FromServices] IValidator<ImportForm> validator,
        CancellationToken cancellation
    )
    {
        if (
            ModelState.Take(await validator.ValidateAsync(form, cancellation))
            && await ImportedAsync(form, cancellation) is { } call
        )
            return Begun(call);
        return View(nameof(New), await PageAsync(new NewCallForm(), form, cancellation));
    }

    private async Task<Call?> MadeAsync(NewCallForm form, CancellationToken cancellation)
    {
        try
        {
            if (form.Template is { } template)
                return await make.FromTemplateAsync(template, form.Naming, User.Person(), cancellation);
            var model = await db.CallsToCopyFor(User.Viewer())
                .AsNoTracking()
                .Include(call => call.Forms)
                .Include(call => call.Grids)
                .AsSplitQuery()
                .SingleOrDefaultAsync(call => call.Slug == form.Copied, cancellation);
            if (model is not null)
                return await make.FromCopyAsync(model, form.Naming, User.Person(), cancellation);
            ModelState.AddModelError(nameof(form.From), texts["preparation.from-missing"]);
        }
        catch (RefusedException refused)
        {
            TakeNames(refused, "New");
        }
        return null;
    }

    private async Task<Call?> ImportedAsync(ImportForm form, CancellationToken cancellation)
    {
        try
        {
            using var reader = new StreamReader(form.File!.OpenReadStream());
            var text = await reader.ReadToEndAsync(cancellation);
            return await make.FromFileAsync(
                form.File.FileName,
                text.Replace("\0", "", StringComparison.Ordinal),
                Typed.OrNull(form.ImportSlug),
                Typed.OrNull(form.ImportCode),
                User.Person(),
                cancellation
            );
        }
        catch (SeedException wrong)
        {
            ModelState.AddModelError(
                nameof(form.File),
                texts["preparation.file-wrong", wrong.Line, string.Join(' ', wrong.Refusals.Select(texts.Of))]
            );
        }
        catch (RefusedException refused)
        {
            TakeNames(refused, "Import");
        }
        return null;
    }

    /// <summary>A name that is taken is told at its field.</summary>
    private void TakeNames(RefusedException refused, string form)
    {
        foreach (var refusal in refused.Refusals)
        {
            var name = refusal == CallRefusals.CodeTaken ? "Code" : "Slug";
            ModelState.AddModelError(form == "Import" ? form + name : name, texts.Of(refusal));
        }
    }

    private RedirectResult Begun(Call call)
    {
        TempData["Said"] = "preparation.begun";
        return Redirect(CallHead.Of(call).Root);
    }

    private async Task<NewCallPage> PageAsync(NewCallForm form, ImportForm import, CancellationToken cancellation) =>
        new(
            form,
            import,
            await db.CallsToCopyFor(User.Viewer())
                .AsNoTracking()
                .OrderBy(call => call.Slug)
                .Select(call => new CopiedCall(call.Slug, call.Presentation))
                .ToListAsync(cancellation)
        );
}
