using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Complements;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Messages;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Texts;
using Portal.Web.Attachments;
using Portal.Web.Complements;
using Portal.Web.Dossiers;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>One dossier as staff works on it: eligibility, assignment, reviews, decision.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffDossiersController(
    PortalDbContext db,
    PortalClock clock,
    FormCache forms,
    ChangesPages changes,
    Texts texts
) : Controller
{
    private const int ReasonLimit = 4_000;

    [HttpGet("/staff/dossiers/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await PageAsync(id, cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("/staff/dossiers/{id:guid}/eligibility")]
    public async Task<IActionResult> CheckEligibility(Guid id, EligibilityForm form, CancellationToken cancellation)
    {
        if (await InChargeAsync(id, cancellation) is not { } dossier)
            return NotFound();
        if (form.Eligible is not { } eligible)
        {
            ModelState.AddModelError("Eligible", texts["staff.eligibility-missing"]);
            return View(nameof(Show), await PageAsync(id, cancellation));
        }
        var wave = await db.Waves.SingleAsync(one => one.Id == dossier.WaveId, cancellation);
        try
        {
            dossier.CheckEligibility(wave, eligible, Cut(form.Reason), User.Person(), await db.NowAsync(cancellation));
        }
        catch (RefusedException refused)
        {
            return await RefusedAsync(id, refused, cancellation);
        }
        return await DoneAsync(id, "staff.eligibility-done", cancellation);
    }

    [HttpPost("/staff/dossiers/{id:guid}/verdict")]
    public async Task<IActionResult> Judge(
        Guid id,
        VerdictForm form,
        [FromServices] JudgeStep judge,
        CancellationToken cancellation
    )
    {
        if (await InChargeAsync(id, cancellation) is not { } dossier)
            return NotFound();
        if (form.Answer is not { } answer || !Enum.IsDefined(answer))
        {
            ModelState.AddModelError("Answer", texts["steps.answer-missing"]);
            return View(nameof(Show), await PageAsync(id, cancellation));
        }
        var due = await db.DueAsync(form.Due, dossier.CallId, cancellation);
        db.ChangeTracker.Clear();
        try
        {
            var letter = new VerdictLetter(answer, form.Remarks ?? "", due);
            if (await judge.RunAsync(dossier.Id, letter, User.Viewer(), cancellation) is null)
                return NotFound();
        }
        catch (RefusedException refused)
        {
            return await RefusedAsync(id, refused, cancellation, "Remarks");
        }
        return await DoneAsync(id, "steps.given", cancellation);
    }

    [HttpPost("/staff/dossiers/{id:guid}/assign")]
    public async Task<IActionResult> Assign(
        Guid id,
        Guid expert,
        [FromServices] AssignReview assign,
        CancellationToken cancellation
    )
    {
        if (await assign.RunAsync(new DossierId(id), new ExpertId(expert), User.Viewer(), cancellation) is null)
            return NotFound();
        TempData["Said"] = "staff.assigned";
        return Redirect($"/staff/dossiers/{id}");
    }

    [HttpPost("/staff/dossiers/{id:guid}/decision")]
    public async Task<IActionResult> Decide(Guid id, DecisionForm form, CancellationToken cancellation)
    {
        // Nobody asks for complements between the look at the dossier and the decision on it.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var seen = db.DossiersInChargeOf(User.Viewer()).Include(one => one.Members);
        if (await db.HoldAsync(seen, new DossierId(id), cancellation) is not { } dossier)
            return NotFound();
        if (form.Outcome is not { } outcome || !Enum.IsDefined(outcome))
            ModelState.AddModelError("Outcome", texts["staff.outcome-missing"]);
        decimal euros = 0;
        if (
            !string.IsNullOrWhiteSpace(form.Amount)
            && (!Answers.TryNumber(form.Amount, out euros) || euros < 0 || euros > 1_000_000_000)
        )
            ModelState.AddModelError("Amount", texts["staff.amount-wrong"]);
        if (!ModelState.IsValid)
            return View(nameof(Show), await PageAsync(id, cancellation));
        Money? amount = euros > 0 ? new Money(euros) : null;
        var now = await db.NowAsync(cancellation);
        try
        {
            if (await db.Decisions.SingleOrDefaultAsync(one => one.DossierId == dossier.Id, cancellation) is { } taken)
                taken.Revise(form.Outcome!.Value, amount, Cut(form.Reason), User.Person(), now);
            else
                db.Decisions.Add(
                    Decision.Take(dossier, form.Outcome!.Value, amount, Cut(form.Reason), User.Person(), now)
                );
        }
        catch (RefusedException refused)
        {
            return await RefusedAsync(id, refused, cancellation);
        }
        var done = await DoneAsync(id, "staff.decided-done", cancellation);
        await transaction.CommitAsync(cancellation);
        return done;
    }

    /// <summary>What was typed stays; why it can't be so is told at the reason, which is mostly what lacks.</summary>
    private async Task<IActionResult> RefusedAsync(
        Guid id,
        RefusedException refused,
        CancellationToken cancellation,
        string at = "Reason"
    )
    {
        db.ChangeTracker.Clear();
        ModelState.Take(refused, at, texts);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View(nameof(Show), await PageAsync(id, cancellation));
    }

    private async Task<IActionResult> DoneAsync(Guid id, string said, CancellationToken cancellation)
    {
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = said;
        return Redirect($"/staff/dossiers/{id}");
    }

    private static string Cut(string? text) => (text ?? "").Shortened(ReasonLimit);

    private Task<Dossier?> InChargeAsync(Guid id, CancellationToken cancellation) =>
        db.DossiersInChargeOf(User.Viewer())
            .Include(one => one.Members)
            .SingleOrDefaultAsync(one => one.Id == new DossierId(id), cancellation);

    private async Task<StaffDossierPage?> PageAsync(Guid id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var dossier = await db.DossiersStaffedBy(User.Viewer())
            .AsNoTracking()
            .Include(one => one.Members)
            .SingleOrDefaultAsync(one => one.Id == new DossierId(id) && one.FiledAt != null, cancellation);
        if (
            dossier is null
            || await StaffWaves.HeadAsync(db, dossier.WaveId.Value, User.Viewer(), now, cancellation) is not { } head
        )
            return null;
        var filing = await db.Filings.AsNoTracking().SingleAsync(one => one.Id == dossier.FilingId, cancellation);
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == dossier.WaveId, cancellation);
        var files = await FilePart.Query(db.AttachmentsFiledIn(filing.Id)).ToListAsync(cancellation);
        var carrier = await db
            .Users.Where(account => account.Id == dossier.Coordinator.Value)
            .Select(account => new { account.Name, account.Email })
            .SingleAsync(cancellation);
        var reviews = await ReviewsAsync(dossier.Id, cancellation);
        var decision = await db
            .Decisions.AsNoTracking()
            .Where(one => one.DossierId == dossier.Id)
            .Select(one => new DecisionPart(one.Outcome, one.Amount, one.Reason, one.DecidedAt, one.ListId != null))
            .SingleOrDefaultAsync(cancellation);
        return new StaffDossierPage(
            head,
            dossier.Id,
            dossier.Number!,
            filing.Title,
            dossier.State,
            filing.FiledAt,
            filing.Version,
            filing.Sha256,
            dossier.IsFrozen(wave, now),
            dossier.IsDemonstration,
            carrier.Name,
            carrier.Email!,
            dossier.Eligibility is { } check ? new EligibilityPart(check.IsEligible, check.At, check.Reason) : null,
            dossier.Eligibility is { } by ? await NameOfAsync(by.By, cancellation) : null,
            new AnswersPart(await forms.OfAsync(db, filing, cancellation), filing.Answers, files),
            await db
                .Grids.AsNoTracking()
                .Where(grid => grid.CallId == dossier.CallId)
                .OrderByDescending(grid => grid.Version)
                .FirstOrDefaultAsync(cancellation),
            reviews,
            head.MayAct && dossier.State == DossierState.Eligible ? await CandidatesAsync(dossier, cancellation) : [],
            decision,
            await db.UnreadByStaff().CountAsync(message => message.DossierId == dossier.Id, cancellation),
            new StaffComplementsPart(
                [
                    .. (
                        await ComplementParts.ReadAsync(
                            db,
                            db.ComplementsStaffedBy(User.Viewer()).Where(one => one.DossierId == dossier.Id),
                            now,
                            cancellation
                        )
                    ).Select(one => one.Part),
                ],
                ComplementRequest.ObstacleToAsking(dossier, wave, decision is not null, now),
                head.MayAct,
                $"/staff/dossiers/{id}"
            )
        )
        {
            Verdict = await VerdictDesk.ReadAsync(db, dossier, wave, head.MayAct, now, cancellation),
            OpenStep = await OpenStep.ReadAsync(db, dossier, head.MayAct, cancellation),
            Related = await RelatedAsync(dossier, cancellation),
            HasChanges = await changes.HasBeforeAsync(dossier, User.Viewer(), cancellation),
        };
    }

    private Task<List<RelatedDossier>> RelatedAsync(Dossier dossier, CancellationToken cancellation) =>
        db.DossiersStaffedBy(User.Viewer())
            .Where(one => one.Id == dossier.CarriedFrom || one.Id == dossier.CarriedTo)
            .Select(one => new RelatedDossier(one.Id, one.Number!, one.Id == dossier.CarriedFrom))
            .ToListAsync(cancellation);

    private Task<string?> NameOfAsync(PersonId person, CancellationToken cancellation) =>
        db
            .Users.Where(account => account.Id == person.Value)
            .Select(account => account.Name)
            .SingleOrDefaultAsync(cancellation);

    private Task<List<StaffReview>> ReviewsAsync(DossierId id, CancellationToken cancellation) =>
        (
            from review in db.ReviewsStaffedBy(User.Viewer())
            where review.DossierId == id
            join expert in db.Experts on review.ExpertId equals expert.Id
            orderby review.AssignedAt
            select new StaffReview(
                review.Id,
                expert.Name,
                review.AssignedAt,
                review.SubmittedAt,
                review.Score,
                review.Recusal == null ? null : review.Recusal.Reason,
                review.Sheet
            )
        )
            .AsNoTracking()
            .ToListAsync(cancellation);

    private async Task<IReadOnlyList<Candidate>> CandidatesAsync(Dossier dossier, CancellationToken cancellation)
    {
        var experts = await db
            .Experts.AsNoTracking()
            .Include(one => one.Conflicts)
            .Where(one => one.WaveId == dossier.WaveId)
            .OrderBy(one => one.Name)
            .ToListAsync(cancellation);
        var assigned = await db.ReviewsOfOthersDossiers(User.Viewer())
            .Where(review => review.WaveId == dossier.WaveId && review.Recusal == null)
            .GroupBy(review => review.ExpertId)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
        var already = await db
            .Reviews.Where(review => review.DossierId == dossier.Id)
            .Select(review => review.ExpertId)
            .ToListAsync(cancellation);
        return
        [
            .. experts.Select(expert => new Candidate(
                expert.Id,
                expert.Name,
                expert.Organisation,
                assigned.GetValueOrDefault(expert.Id),
                already.Contains(expert.Id)
                    ? ReviewRefusals.AlreadyAssigned
                    : Review.ObstacleToAssigning(dossier, expert)
            )),
        ];
    }
}
