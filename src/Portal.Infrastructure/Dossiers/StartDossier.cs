using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Dossiers;

/// <summary>Starts a dossier with an empty section for each of the form's, the title already written in its place.</summary>
public sealed class StartDossier(PortalDbContext db)
{
    /// <param name="id">The wave.</param>
    /// <param name="title">The working title.</param>
    /// <param name="carrier">Who starts it.</param>
    /// <param name="token">Of the page that asks for it; null where it has none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The dossier, the one that is there for a page that was sent again; null where no public call has the wave.</returns>
    public async Task<Dossier?> RunAsync(
        WaveId id,
        string title,
        PersonId carrier,
        Guid? token,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (token is { } sent && await StartedAsync(carrier, sent, cancellation) is { } there)
        {
            if (there.Removal is null && (there.WaveId, there.Title) == (id, title.Trim()))
                return there;
            // The page was gone back to, and something else written there; or what it started was removed.
            token = null;
        }
        var now = await db.NowAsync(cancellation);
        await db.CountOnCalendarAsync(id, cancellation);
        var wave = await db.Waves.SingleOrDefaultAsync(one => one.Id == id, cancellation);
        var call = wave is null
            ? null
            : await db.PublicCalls()
                .Include(one => one.Forms)
                .SingleOrDefaultAsync(one => one.Id == wave.CallId, cancellation);
        if (wave is null || call is null)
            return null;
        var dossier = Dossier.Start(call, wave, title, carrier, now, token);
        db.Dossiers.Add(dossier);
        db.Sections.AddRange(SectionsOf(dossier, call.CurrentForm, now));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return dossier;
    }

    /// <summary>What the same page started before, removed or not; two clicks wait for each other.</summary>
    private async Task<Dossier?> StartedAsync(PersonId carrier, Guid token, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended({$"start:{carrier.Value}:{token}"}, 0))",
            cancellation
        );
        return await db
            .Dossiers.IgnoreQueryFilters()
            .SingleOrDefaultAsync(one => one.Carrier == carrier && one.StartToken == token, cancellation);
    }

    private static IEnumerable<Section> SectionsOf(Dossier dossier, Form form, DateTimeOffset now)
    {
        foreach (var section in Section.For(dossier, form))
        {
            if (form.Section(section.Key)?.Field(CommonFields.Title) is not null)
                section.Save(
                    SectionEdit.Of(section, Answers.None.With(CommonFields.Title, dossier.Title), [CommonFields.Title]),
                    dossier.Carrier,
                    now
                );
            yield return section;
        }
    }
}
