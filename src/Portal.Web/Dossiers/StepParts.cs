using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Dossiers;

/// <summary>A step of a dossier in a list of all: what is behind, now, and ahead.</summary>
/// <param name="FiledAt">When what counts for the step was filed; null while nothing is.</param>
/// <param name="IsWritten">Whether it can still be filed.</param>
/// <param name="Verdict">What was said of it last.</param>
/// <param name="IsAwaited">Whether a verdict on it is still to come.</param>
/// <param name="Due">Until when it is filed; null where the wave's cut-offs say it, or it isn't known yet.</param>
/// <param name="DueInDays">How long it will be open, once it is.</param>
public sealed record StepPart(
    int Number,
    LocalizedText Title,
    StepPhase Phase,
    DateTimeOffset? FiledAt,
    bool IsWritten,
    VerdictPart? Verdict,
    bool IsAwaited,
    Deadline? Due,
    int? DueInDays
);

public enum StepPhase
{
    Done,
    Current,
    Coming,
}

/// <summary>What was said of a step, as the carrier reads it: by the service, without a name.</summary>
/// <param name="Version">The filing that was judged.</param>
public sealed record VerdictPart(
    int Step,
    LocalizedText Title,
    VerdictAnswer Answer,
    string Remarks,
    Deadline? Due,
    DateTimeOffset At,
    int Version
);

/// <summary>How far a dossier in steps has come.</summary>
/// <param name="Root">The address of the dossier's page.</param>
public sealed record DossierSteps(string Root, IReadOnlyList<StepPart> Steps, IReadOnlyList<VerdictPart> Verdicts)
{
    /// <summary>Null where the dossier is asked all at once. Who may see it is asked before.</summary>
    public static async Task<DossierSteps?> ReadAsync(
        PortalDbContext db,
        FormCache forms,
        DossierId id,
        string root,
        CancellationToken cancellation
    )
    {
        var found = await (
            from dossier in db.Dossiers
            where dossier.Id == id
            join call in db.Calls on dossier.CallId equals call.Id
            select new
            {
                dossier,
                call.Steps,
                FiledStep = db
                    .Filings.Where(filing => filing.Id == dossier.FilingId)
                    .Select(filing => filing.Step)
                    .FirstOrDefault(),
            }
        )
            .AsNoTracking()
            .SingleAsync(cancellation);
        var form = await forms.GetAsync(db, found.dossier.FormId, cancellation);
        if (form.LastStep == 1)
            return null;
        var verdicts = await (
            from verdict in db.Verdicts
            where verdict.DossierId == id
            join filing in db.Filings on verdict.FilingId equals filing.Id
            orderby verdict.At
            select new
            {
                verdict,
                filing.Version,
                filing.FiledAt,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        LocalizedText TitleOf(int step) => StepNames.Of(found.Steps, step);
        var said = verdicts
            .Select(one =>
                (
                    one.FiledAt,
                    Part: new VerdictPart(
                        one.verdict.Step,
                        TitleOf(one.verdict.Step),
                        one.verdict.Answer,
                        one.verdict.Remarks,
                        one.verdict.Due,
                        one.verdict.At,
                        one.Version
                    )
                )
            )
            .ToList();
        var steps = Enumerable
            .Range(1, form.LastStep)
            .Select(step =>
            {
                var (judgedAs, verdict) = said.LastOrDefault(one => one.Part.Step == step);
                DateTimeOffset? filedAt =
                    step < found.dossier.Step ? judgedAs
                    : step == found.FiledStep && found.dossier.Reopening is null ? found.dossier.FiledAt
                    : null;
                return Of(found.dossier, found.Steps.ElementAtOrDefault(step - 1), step, filedAt, verdict);
            });
        return new DossierSteps(root, [.. steps], [.. said.Select(one => one.Part)]);
    }

    private static StepPart Of(
        Dossier dossier,
        CallStep? step,
        int number,
        DateTimeOffset? filedAt,
        VerdictPart? verdict
    )
    {
        var isNow = number == dossier.Step;
        var isOver = number < dossier.Step;
        return new StepPart(
            number,
            step?.Title ?? StepNames.Unnamed(number),
            isOver ? StepPhase.Done
                : isNow ? StepPhase.Current
                : StepPhase.Coming,
            filedAt,
            isNow && filedAt is null && dossier is { Dismissal: null, Withdrawal: null },
            isNow && dossier.Dismissal is null ? null : verdict,
            isNow && dossier.State is DossierState.Filed or DossierState.Eligible && dossier.IsFiledInPart,
            isNow ? dossier.StepDue : null,
            number == dossier.Step + 1 ? step?.DueInDays : null
        );
    }
}

/// <summary>What steps are called.</summary>
internal static class StepNames
{
    public static LocalizedText Of(IReadOnlyList<CallStep> steps, int step) =>
        steps.ElementAtOrDefault(step - 1)?.Title ?? Unnamed(step);

    /// <summary>A step of a dossier on its pages; null where its form asks all at once.</summary>
    public static FiledStep? Of(Form form, IReadOnlyList<CallStep> steps, int step) =>
        form.LastStep == 1 ? null : new FiledStep(step, form.LastStep, Of(steps, step));

    public static LocalizedText Unnamed(int step) => new($"Étape {step}", $"Step {step}");
}

/// <summary>Tells on a dossier's page how far it has come, and what was said of it.</summary>
public sealed class DossierStepsViewComponent(PortalDbContext db, FormCache forms) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(DossierId dossier, string root) =>
        await DossierSteps.ReadAsync(db, forms, dossier, root, HttpContext.RequestAborted) is { } steps
            ? View("/Dossiers/_Steps.cshtml", steps)
            : Content("");
}
