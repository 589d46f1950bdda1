using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Complements;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>A carrier's own dossiers: the list, starting one, the state of one, its team.</summary>
[Authorize]
public sealed class DossiersController(
    PortalDbContext db,
    PortalClock clock,
    FormCache forms,
    FilingDesk desk,
    Texts texts
) : Controller
{
    private const int TitleLimit = 150;

    [HttpGet("/dossiers")]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View(await DossierRows.ReadAsync(db, User.Viewer(), clock.GetUtcNow(), only: null, cancellation));

    [HttpGet("/dossiers/new")]
    public async Task<IActionResult> New(Guid wave, CancellationToken cancellation) =>
        await NewPageAsync(new NewDossierForm { Wave = wave, Token = Guid.CreateVersion7() }, cancellation) is { } page
            ? View(page)
            : NotFound();

    [HttpPost("/dossiers/new")]
    public async Task<IActionResult> New(
        NewDossierForm form,
        [FromServices] StartDossier start,
        CancellationToken cancellation
    )
    {
        if (string.IsNullOrWhiteSpace(form.Title) || form.Title.Trim().Length > TitleLimit)
            ModelState.AddModelError(nameof(form.Title), texts["dossiers.title-wrong", TitleLimit]);
        if (!ModelState.IsValid)
            return await NewPageAsync(form, cancellation) is { } page ? View(page) : NotFound();
        var wave = new WaveId(form.Wave);
        var dossier = await start.RunAsync(wave, form.Title!, User.Person(), form.Token, cancellation);
        return dossier is null ? NotFound() : RedirectToAction(nameof(Show), new { id = dossier.Id.Value });
    }

    [HttpGet("/dossiers/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var rows = await DossierRows.ReadAsync(db, User.Viewer(), now, new DossierId(id), cancellation);
        if (rows is not [var row])
            return NotFound();
        var dossier = await db.DossiersOf(User.Viewer())
            .AsNoTracking()
            .Include(one => one.Members)
            .SingleAsync(one => one.Id == row.Id, cancellation);
        var form = await forms.OfAsync(db, dossier, cancellation);
        var matter = await desk.MatterOfAsync(dossier, cancellation);
        var draft = await Drafts.ReadAsync(db, dossier.Id, form, [.. matter.Obstacles()], cancellation);
        return View(
            new DossierPage(
                row,
                draft.Tasks,
                draft.Progress,
                [.. dossier.ObstaclesToFiling(matter, now).Where(row.Sight.Sees)],
                await TeamAsync(dossier, now, cancellation),
                await db.Filings.CountAsync(filing => filing.DossierId == row.Id, cancellation),
                await ChangedSinceFilingAsync(dossier, matter, cancellation),
                await Opinions.ReadAsync(db, dossier, now, cancellation),
                await LastComplementsAsync(row.Id, now, cancellation)
            )
            {
                IsSigned = form.IsSignedByEach,
                MayBeRemoved = dossier.ObstacleToRemoving(User.Person()) is null,
                AskedLabels = (row.Asked?.Items ?? []).ToDictionary(
                    item => item.Field,
                    item => form.Section(item.Section)!.Field(item.Field)!.Label,
                    StringComparer.Ordinal
                ),
            }
        );
    }

    [HttpGet("/dossiers/{id:guid}/withdraw")]
    public async Task<IActionResult> Withdraw(Guid id, CancellationToken cancellation) =>
        await DossierRows.ReadAsync(db, User.Viewer(), clock.GetUtcNow(), new DossierId(id), cancellation) is [var row]
            ? View(new WithdrawPage(row))
            : NotFound();

    [HttpPost("/dossiers/{id:guid}/withdraw")]
    public async Task<IActionResult> Withdraw(Guid id, string? reason, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var dossier = await db.DossiersOf(User.Viewer())
            .Include(one => one.Members)
            .SingleOrDefaultAsync(one => one.Id == new DossierId(id), cancellation);
        if (dossier is null)
            return NotFound();
        dossier.Withdraw((reason ?? "").Shortened(2_000), User.Person(), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        TempData["Said"] = "dossiers.withdrawn-done";
        return RedirectToAction(nameof(Show), new { id });
    }

    private async Task<NewDossierPage?> NewPageAsync(NewDossierForm form, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var id = new WaveId(form.Wave);
        var wave = await db.Waves.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancellation);
        var call = wave is null
            ? null
            : await db.PublicCalls().AsNoTracking().SingleOrDefaultAsync(one => one.Id == wave.CallId, cancellation);
        if (wave is null || call is null)
            return null;
        if (wave.CutOffFor(now) is not { } cutOff)
            throw new RefusedException(wave.OpensAt > now ? DossierRefusals.WaveNotOpen : DossierRefusals.WaveClosed);
        var own = await db.DossiersOf(User.Viewer())
            .Where(one => one.WaveId == id)
            .Select(one => one.Id)
            .ToListAsync(cancellation);
        var drafts =
            own.Count == 0
                ? []
                : (await DossierRows.ReadAsync(db, User.Viewer(), now, only: null, cancellation)).Where(row =>
                    own.Contains(row.Id) && row.State == DossierState.Draft
                );
        return new NewDossierPage(id, call.Presentation, call.Slug, wave.Number, cutOff.Deadline, form, [.. drafts]);
    }

    /// <summary>The newest request for complements, open or settled.</summary>
    private async Task<ComplementPart?> LastComplementsAsync(
        DossierId id,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var newest = db.ComplementsAskedOf(User.Viewer())
            .Where(request => request.DossierId == id)
            .OrderByDescending(request => request.AskedAt)
            .Take(1);
        var found = await ComplementParts.ReadAsync(db, newest, now, cancellation);
        return found.Count == 0 ? null : found[0].Part;
    }

    private async Task<bool> ChangedSinceFilingAsync(
        Dossier dossier,
        FilingMatter matter,
        CancellationToken cancellation
    )
    {
        if (dossier.State != DossierState.Filed)
            return false;
        var filing = await db.Filings.AsNoTracking().SingleAsync(one => one.Id == dossier.FilingId, cancellation);
        return !filing.IsOf(matter);
    }

    /// <summary>Who is in the team and, after them, who is invited.</summary>
    private async Task<IReadOnlyList<TeamMember>> TeamAsync(
        Dossier dossier,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var ids = dossier.Members.Select(member => member.Person.Value).ToList();
        var people = await db
            .Users.AsNoTracking()
            .Where(account => ids.Contains(account.Id))
            .ToDictionaryAsync(account => account.Id, account => (account.Name, account.Email), cancellation);
        var since = now - TeamInvitation.Validity;
        var invited = await db
            .TeamInvitations.Where(one => one.DossierId == dossier.Id && one.Answer == null && one.InvitedAt > since)
            .OrderBy(one => one.InvitedAt)
            .Select(one => new TeamMember("", one.Email!.Value, one.Role, true))
            .ToListAsync(cancellation);
        return
        [
            .. dossier
                .Members.OrderBy(member => member.Role)
                .Select(member =>
                {
                    var (name, email) = people[member.Person.Value];
                    return new TeamMember(name, email!, member.Role, IsInvited: false);
                }),
            .. invited,
        ];
    }
}
