using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Dossiers;

/// <summary>Starts a dossier with an empty section for each of the form's, the title already written in its place.</summary>
public sealed class StartDossier(PortalDbContext db)
{
    /// <returns>The dossier; null where no public call has the wave.</returns>
    public async Task<Dossier?> RunAsync(WaveId id, string title, PersonId carrier, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
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
        var dossier = Dossier.Start(call, wave, title, carrier, now);
        db.Dossiers.Add(dossier);
        foreach (var section in Section.For(dossier, call.CurrentForm))
        {
            if (call.CurrentForm.Section(section.Key)?.Field(CommonFields.Title) is not null)
                section.Save(
                    SectionEdit.Of(section, Answers.None.With(CommonFields.Title, dossier.Title), [CommonFields.Title]),
                    carrier,
                    now
                );
            db.Sections.Add(section);
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return dossier;
    }
}
