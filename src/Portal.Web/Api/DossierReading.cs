using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Attachments;
using Portal.Web.Dossiers;

namespace Portal.Web.Api;

/// <summary>Reads a team's dossier for the API: what its pages show, and no more.</summary>
public sealed class DossierReading(PortalDbContext db, FormCache forms, FilingDesk desk, Texts texts)
{
    /// <returns>Null where the viewer can't see it.</returns>
    public async Task<ApiDossierDetails?> OfAsync(DossierId id, Viewer viewer, CancellationToken cancellation)
    {
        var found = await (
            from dossier in db.DossiersOf(viewer).Include(one => one.Members)
            where dossier.Id == id
            join call in db.Calls on dossier.CallId equals call.Id
            join wave in db.Waves.IgnoreAutoIncludes() on dossier.WaveId equals wave.Id
            select new
            {
                Dossier = dossier,
                call.Slug,
                wave.Number,
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var now = await db.NowAsync(cancellation);
        var sight = (await db.SightAsync(id, viewer, cancellation))!;
        var matter = await desk.MatterOfAsync(found.Dossier, cancellation);
        var opinions = await Opinions.ReadAsync(db, found.Dossier, now, cancellation);
        return new ApiDossierDetails(
            Line(found.Dossier, found.Slug, found.Number),
            matter.Form.Version,
            await SectionsAsync(id, cancellation),
            [.. FilePart.SeenBy(sight, matter.Form, matter.Files.Select(FilePart.Of)).Select(FileOf)],
            [.. found.Dossier.ObstaclesToFiling(matter, now).Where(sight.Sees).Select(Told)],
            await FilingAsync(id, cancellation),
            opinions.Decision is { } told ? DecisionOf(told) : null
        );
    }

    /// <returns>Null where the viewer can't see it, or it has no such section.</returns>
    public async Task<ApiSection?> SectionAsync(DossierId id, string key, Viewer viewer, CancellationToken cancellation)
    {
        if (await db.SightAsync(id, viewer, cancellation) is not { } sight)
            return null;
        var form = await forms.OfAsync(db, id, cancellation);
        var section = await db
            .Sections.AsNoTracking()
            .SingleOrDefaultAsync(one => one.DossierId == id && one.Key == key, cancellation);
        return section is null || form.Section(key) is not { } asked ? null : SectionOf(section, asked, sight);
    }

    internal static ApiSection SectionOf(Section section, Domain.Calls.FormSection asked, Sight sight)
    {
        var seen = sight.In(asked.Fields, section.Answers);
        return new ApiSection(
            section.Key,
            section.Revision,
            section.SavedAt,
            asked
                .Fields.Where(field => seen.Has(field.Key))
                .ToDictionary(field => field.Key, field => seen.Json(field.Key))
        );
    }

    internal static ApiDossier Line(Dossier dossier, string call, int wave) =>
        new(dossier.Id.Value, dossier.Number, dossier.Title, call, wave, dossier.State, dossier.FiledAt);

    private Task<List<ApiSectionState>> SectionsAsync(DossierId id, CancellationToken cancellation) =>
        db
            .Sections.Where(one => one.DossierId == id)
            .OrderBy(one => one.Key)
            .Select(one => new ApiSectionState(one.Key, one.Revision, one.SavedAt))
            .ToListAsync(cancellation);

    private Task<ApiFiling?> FilingAsync(DossierId id, CancellationToken cancellation) =>
        (
            from dossier in db.Dossiers
            where dossier.Id == id
            join filing in db.Filings on dossier.FilingId equals filing.Id
            select new ApiFiling(dossier.Number!, filing.Version, filing.FiledAt, filing.Sha256)
        ).SingleOrDefaultAsync(cancellation);

    private ApiObstacle Told(Obstacle obstacle) =>
        new(obstacle.Reason.Code, obstacle.Section, obstacle.Field, texts.Of(obstacle.Reason));

    private static ApiFile FileOf(FilePart file) =>
        new(file.Id.Value, file.Section, file.Field, file.Name, file.Size, file.Sha256, file.State);

    private static ApiDecision DecisionOf(RevealedDecision told) =>
        new(
            told.Outcome,
            told.Amount?.Euros,
            told.ReserveRank,
            told.Reason,
            told.Conditions,
            [.. told.Criteria.Select(one => new ApiCriterionReason(one.Criterion, one.Title, one.Text))],
            told.At
        );
}
