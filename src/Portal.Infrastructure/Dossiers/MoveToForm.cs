using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>What taking up the form in force would do to a dossier.</summary>
/// <param name="Obstacle">Why it can't be done now; null where it can.</param>
public sealed record MoveAhead(Form From, Form To, FormMove Move, Refusal? Obstacle);

/// <summary>Moves a dossier to the form in force: its answers go to where that asks for them, what it doesn't ask stays in the versions.</summary>
public sealed class MoveToForm(PortalDbContext db, FormCache forms, Redraft redraft)
{
    /// <returns>Null where the viewer doesn't see the dossier, or it answers the form in force.</returns>
    public async Task<MoveAhead?> AheadAsync(DossierId id, Viewer viewer, CancellationToken cancellation)
    {
        var dossier = await db.DossiersOf(viewer)
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == id, cancellation);
        if (dossier is null || await NewestAsync(dossier, cancellation) is not { } whole)
            return null;
        var to = whole.UpTo(dossier.Step);
        var sections = await db.Sections.AsNoTracking().Where(one => one.DossierId == id).ToListAsync(cancellation);
        var from = await forms.OfAsync(db, dossier, cancellation);
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == dossier.WaveId, cancellation);
        return new MoveAhead(
            from,
            to,
            FormMove.Between(from, to, await TypedAsync(id, sections, cancellation)),
            dossier.ObstacleToMoving(wave, await db.NowAsync(cancellation))
        );
    }

    /// <param name="id">The dossier.</param>
    /// <param name="version">The version that the page told of; another one is not taken up unseen.</param>
    /// <param name="viewer">Who moves it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>False where the viewer doesn't see the dossier, or that version isn't in force.</returns>
    public async Task<bool> RunAsync(DossierId id, int version, Viewer viewer, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = await db.NowAsync(cancellation);
        var dossier = await db.DossiersOf(viewer)
            .Include(one => one.Members)
            .SingleOrDefaultAsync(one => one.Id == id, cancellation);
        if (dossier is null || await NewestAsync(dossier, cancellation) is not { } whole || whole.Version != version)
            return false;
        var from = await forms.OfAsync(db, dossier, cancellation);
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == dossier.WaveId, cancellation);
        dossier.MoveTo(whole, wave, viewer.Id!.Value, now);
        var to = whole.UpTo(dossier.Step);
        await redraft.RunAsync(dossier, to, typed => FormMove.Between(from, to, typed).Kept, viewer, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>What the dossier's page tells: the newer version in force, and whether earlier questions have answers. Who may see it is asked before.</summary>
    public async Task<(int? Newest, bool HasEarlier)> TellAsync(DossierId id, CancellationToken cancellation)
    {
        var found = await db
            .Dossiers.Where(one => one.Id == id)
            .Select(one => new
            {
                one.FormId,
                Newest = db.Forms.Where(form => form.CallId == one.CallId).Max(form => form.Version),
            })
            .SingleAsync(cancellation);
        var form = await forms.GetAsync(db, found.FormId, cancellation);
        var keys = form.Fields.Select(field => field.Key).ToList();
        return (
            found.Newest > form.Version ? found.Newest : null,
            form.Version > 1
                && await db.FieldVersions.AnyAsync(
                    version => version.DossierId == id && !keys.Contains(version.FieldKey),
                    cancellation
                )
        );
    }

    /// <summary>
    /// What was typed in questions that the dossier's form doesn't ask: the last version of each, and what was set aside
    /// while somebody else wrote there and nobody has chosen between.
    /// </summary>
    public async Task<IReadOnlyList<(FormField Field, FieldVersion Version)>> EarlierAsync(
        DossierId id,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var dossier = await db.DossiersOf(viewer)
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == id, cancellation);
        if (dossier is null)
            return [];
        var form = await forms.GetAsync(db, dossier.FormId, cancellation);
        var older = await db
            .Forms.AsNoTracking()
            .Where(one => one.CallId == dossier.CallId && one.Version < form.Version)
            .OrderByDescending(one => one.Version)
            .ToListAsync(cancellation);
        var gone = older
            .SelectMany(one => one.Fields)
            .Where(field => !form.Fields.Any(one => one.Key == field.Key && one.Type == field.Type))
            .DistinctBy(field => field.Key)
            .ToDictionary(field => field.Key, StringComparer.Ordinal);
        var keys = gone.Keys.ToList();
        var versions = await db
            .FieldVersions.AsNoTracking()
            .Where(version => version.DossierId == id && keys.Contains(version.FieldKey))
            .Where(version => version.Kind != FieldVersionKind.SetAside || version.Settled == null)
            .OrderByDescending(version => version.At)
            .ToListAsync(cancellation);
        return
        [
            .. versions
                .Where(version => version.Answers.Has(version.FieldKey))
                .DistinctBy(version => (version.FieldKey, version.IsOpenConflict ? version.Id : (FieldVersionId?)null))
                .Select(version => (gone[version.FieldKey], version)),
        ];
    }

    private Task<Form?> NewestAsync(Dossier dossier, CancellationToken cancellation) =>
        db
            .Forms.AsNoTracking()
            .Where(form => form.CallId == dossier.CallId)
            .OrderByDescending(form => form.Version)
            .Take(1)
            .Where(form => form.Id != dossier.FormId)
            .SingleOrDefaultAsync(cancellation);

    private async Task<Answers> TypedAsync(DossierId id, IEnumerable<Section> sections, CancellationToken cancellation)
    {
        var files = await db
            .Attachments.Where(file => file.DossierId == id && file.RemovedAt == null)
            .Select(file => file.FieldKey)
            .Distinct()
            .ToListAsync(cancellation);
        return files.Aggregate(
            Answers.Merge(sections.Select(section => section.Answers)),
            (all, field) => all.With(field, "1")
        );
    }
}
