using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Dossiers;
using Portal.Web.Shared;

namespace Portal.Web.Calls.Forms;

/// <summary>The draft form as carriers will meet it, and its rules tried on answers. Nothing of it is kept.</summary>
[Authorize(Policy = Policies.Officer)]
[Route("/staff/calls/{slug}/form/preview")]
public sealed class PreviewController(PortalDbContext db, DesignerReader pages, TryRules trial, Texts texts)
    : Controller
{
    private const int MostValues = 20_000;
    private const int MostSamples = 200;

    /// <param name="slug">The call.</param>
    /// <param name="dossier">A filed dossier whose answers are tried; none for an empty form.</param>
    /// <param name="cancellation">Gives up.</param>
    [HttpGet("")]
    public async Task<IActionResult> Show(string slug, Guid? dossier, CancellationToken cancellation)
    {
        var viewer = User.Viewer();
        if (await pages.DraftAsync(slug, viewer, cancellation) is not var (head, draft))
            return NotFound();
        if (dossier is not { } id)
            return View(
                "Preview",
                await PageAsync(head, draft, new SampleAnswers(Answers.None, null, null), false, cancellation)
            );
        return await trial.OfDossierAsync(draft.CallId, new DossierId(id), viewer, cancellation) is { } sample
            ? View("Preview", await PageAsync(head, draft, sample, isTried: true, cancellation))
            : NotFound();
    }

    [HttpPost(""), TakesForms, RequestFormLimits(ValueCountLimit = MostValues)]
    public async Task<IActionResult> Try(string slug, CancellationToken cancellation)
    {
        if (await pages.DraftAsync(slug, User.Viewer(), cancellation) is not var (head, draft))
            return NotFound();
        var typed = Read(draft, await Request.ReadFormAsync(cancellation));
        var wave = await db
            .Waves.Where(one => one.CallId == draft.CallId)
            .OrderByDescending(one => one.Number)
            .Select(one => (WaveId?)one.Id)
            .FirstOrDefaultAsync(cancellation);
        var sample = new SampleAnswers(typed, Dossier: null, wave);
        return View("Preview", await PageAsync(head, draft, sample, isTried: true, cancellation));
    }

    /// <summary>A question for a file is answered by a tick.</summary>
    private static Answers Read(FormDraft draft, IFormCollection form) =>
        draft.Sections.Aggregate(
            Answers.None,
            (all, section) =>
                section
                    .Fields.Where(field => field.Type == FieldType.File && form[FormReader.NameOf(field)] == "yes")
                    .Aggregate(
                        Answers.Merge([all, FormReader.Read(section, form).Written]),
                        (answers, field) => answers.With(field.Key, "1")
                    )
        );

    private async Task<PreviewPage> PageAsync(
        DesignerHead head,
        FormDraft draft,
        SampleAnswers sample,
        bool isTried,
        CancellationToken cancellation
    )
    {
        var viewer = User.Viewer();
        var form = draft.AsTriableForm();
        var derived = Derivation.Of(form, sample.Typed);
        return new PreviewPage(
            head,
            draft.Sections,
            form.Fields.Where(field => field.Type == FieldType.Computed)
                .Aggregate(sample.Typed, (all, field) => all.With(field.Key, derived.Text(field.Key))),
            Derivation.AskedOf(form, sample.Typed).Select(field => field.Key).ToHashSet(StringComparer.Ordinal),
            isTried ? Wrong(form, sample.Typed) : new Dictionary<string, string>(),
            isTried ? await trial.RunAsync(draft, sample, viewer, cancellation) : null,
            await db.DossiersInChargeOf(viewer)
                .Where(dossier => dossier.CallId == draft.CallId)
                .Join(
                    db.Filings,
                    dossier => dossier.FilingId,
                    filing => filing.Id,
                    (dossier, filing) => new { dossier, filing.Title }
                )
                .OrderByDescending(one => one.dossier.FiledAt)
                .Take(MostSamples)
                .Select(one => new SamplePart(one.dossier.Id, one.dossier.Number!, one.Title))
                .ToListAsync(cancellation),
            sample.Dossier,
            draft.FaultsIn(head.Steps.Count).Count
        );
    }

    private Dictionary<string, string> Wrong(Form form, Answers typed) =>
        FormObstacles
            .In(form, typed)
            .Where(obstacle => obstacle.Field is not null && obstacle.Reason.Clause is null)
            .GroupBy(obstacle => obstacle.Field!, StringComparer.Ordinal)
            .ToDictionary(
                field => field.Key,
                field => string.Join(' ', field.Select(obstacle => texts.Of(obstacle.Reason))),
                StringComparer.Ordinal
            );
}
