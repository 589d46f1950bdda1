using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Admissions;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Admissions;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Decisions;

namespace Portal.Web.Admissions;

/// <summary>Reads how dossiers that don't compete stand, and the catalogue of those that are referenced.</summary>
public sealed class AdmissionReading(PortalDbContext db, PortalClock clock, WavePlaces places)
{
    private const int Most = 200;

    private DateOnly Today => DateOnly.FromDateTime(Dates.Civil(clock.GetUtcNow()));

    public Task<CriteriaPage?> OfTeamAsync(DossierId id, Viewer viewer, CancellationToken cancellation) =>
        PageAsync(
            db.DossiersOf(viewer),
            id,
            dossier =>
                db.Members.AnyAsync(
                    one => one.DossierId == dossier.Id && one.Person == viewer.Id && one.Role != MemberRole.Reader,
                    cancellation
                ),
            cancellation
        );

    public Task<CriteriaPage?> OfStaffAsync(DossierId id, Viewer viewer, CancellationToken cancellation) =>
        PageAsync(
            db.DossiersStaffedBy(viewer),
            id,
            dossier => db.DossiersInChargeOf(viewer).AnyAsync(one => one.Id == dossier.Id, cancellation),
            cancellation
        );

    private async Task<CriteriaPage?> PageAsync(
        IQueryable<Dossier> seen,
        DossierId id,
        Func<Dossier, Task<bool>> mayAct,
        CancellationToken cancellation
    )
    {
        var dossier = await seen.AsNoTracking()
            .IgnoreAutoIncludes()
            .SingleOrDefaultAsync(one => one.Id == id && one.FiledAt != null, cancellation);
        if (dossier is null)
            return null;
        var call = await db.Calls.AsNoTracking().SingleAsync(one => one.Id == dossier.CallId, cancellation);
        if (call.Admission is not { } plan || dossier.FilingId is not { } filing)
            return null;
        var own =
            await db.Admissions.AsNoTracking().SingleOrDefaultAsync(one => one.DossierId == id, cancellation)
            ?? Admission.Of(dossier);
        var all = await places.ReadAsync(dossier.WaveId, plan, clock.GetUtcNow(), cancellation);
        return new CriteriaPage(
            id,
            dossier.WaveId,
            dossier.Title,
            dossier.Number!,
            own.StateOn(plan, filing, Today),
            all.PlaceOf(id),
            all.WaitOf(id),
            plan.Places,
            [.. plan.Criteria.Select(one => PartOf(one, own, filing))],
            await db.Dossiers.Admissible().AnyAsync(one => one.Id == id, cancellation) && await mayAct(dossier)
        );
    }

    private CriterionPart PartOf(AdmissionCriterion criterion, Admission admission, FilingId filing)
    {
        var record = admission.Record(criterion.Key);
        return new CriterionPart(
            criterion,
            admission.StateOf(criterion.Key, filing, Today),
            record?.Check?.Reason ?? "",
            record?.Check?.ValidUntil,
            PartOf(record?.Check?.Evidence),
            PartOf(record?.Brought)
        );
    }

    private static BroughtPart? PartOf(BroughtEvidence? evidence) =>
        evidence is null ? null : new BroughtPart(evidence.Statement, evidence.Link, evidence.At);

    /// <summary>Services whose criteria were once all met, and solutions that won, the last first.</summary>
    public async Task<CataloguePage> CatalogueAsync(CancellationToken cancellation)
    {
        var services = await RowsAsync(null, null, cancellation);
        var winners = await (
            from winner in db.WinnersPublicAt(clock.GetUtcNow())
            join list in db.WinnerLists on winner.ListId equals list.Id
            join wave in db.Waves.IgnoreAutoIncludes() on list.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            where call.Kind == CallKind.CallForProjects
            orderby list.PublishAt descending, winner.Number
            select new
            {
                winner.Title,
                winner.Lead,
                winner.Number,
                call.Slug,
                Wave = wave.Number,
                call.Presentation,
            }
        )
            .Take(Most)
            .ToListAsync(cancellation);
        return new CataloguePage(
            services,
            [
                .. winners.Select(one => new CatalogueWinner(
                    one.Title,
                    one.Lead,
                    PublicList.PathOf(one.Slug, one.Wave, one.Number),
                    one.Presentation.Title
                )),
            ]
        );
    }

    public async Task<CatalogueRow?> ServiceAsync(string slug, string number, CancellationToken cancellation) =>
        (await RowsAsync(slug, number, cancellation)).FirstOrDefault();

    private async Task<IReadOnlyList<CatalogueRow>> RowsAsync(
        string? slug,
        string? number,
        CancellationToken cancellation
    )
    {
        var found = await (
            from admission in db.Admissions
            where admission.MetAt != null
            join dossier in db.Dossiers.IgnoreAutoIncludes().Admissible() on admission.DossierId equals dossier.Id
            where number == null || dossier.Number == number
            join call in db.PublicCalls() on dossier.CallId equals call.Id
            where call.Kind == CallKind.Referencing && (slug == null || call.Slug == slug)
            join filing in db.Filings.IgnoreAutoIncludes() on admission.MetWith equals filing.Id
            orderby admission.MetAt descending
            select new
            {
                Admission = admission,
                Call = call,
                Filing = filing,
                Current = dossier.FilingId,
                dossier.Number,
                dossier.IsDemonstration,
            }
        )
            .AsNoTracking()
            .Take(Most)
            .ToListAsync(cancellation);
        return
        [
            .. found
                .Where(one => one.Call.Admission is not null)
                .Select(one => new CatalogueRow(
                    one.Call.Slug,
                    one.Call.Presentation.Title,
                    one.Number!,
                    one.Filing.Title,
                    one.Filing.Lead,
                    one.Filing.Answers.Text(CommonFields.Summary),
                    one.Admission.StateOn(one.Call.Admission!, one.Current!.Value, Today),
                    [
                        .. one.Call.Admission!.Criteria.Select(criterion => new CatalogueCriterion(
                            criterion.Title,
                            one.Admission.StateOf(criterion.Key, one.Current!.Value, Today),
                            one.Admission.Record(criterion.Key)?.Check?.ValidUntil
                        )),
                    ],
                    one.IsDemonstration
                )),
        ];
    }
}
