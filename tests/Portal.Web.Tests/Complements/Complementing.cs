using Portal.Domain.Calls;
using Portal.Domain.Complements;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Tests.Complements;

/// <summary>Asks for complements and brings them, by the acts that do, at a moment of one's choice.</summary>
internal static class Complementing
{
    /// <summary>Asks for the first long text of the form.</summary>
    public static async Task<ComplementRequest> AskAsync(
        PortalDbContext db,
        DossierId id,
        PersonId officer,
        DateTimeOffset now
    )
    {
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == id);
        var wave = await db.Waves.SingleAsync(one => one.Id == dossier.WaveId);
        var form = await db.Forms.SingleAsync(one => one.Id == dossier.FormId);
        var due = new Deadline(DateTime.SpecifyKind(now.AddDays(60).DateTime, DateTimeKind.Unspecified));
        var letter = new ComplementLetter([ItemOf(form)], "Une introduction.", due);
        var request = ComplementRequest.Ask(dossier, wave, form, letter, isDecided: false, officer, now);
        db.ComplementRequests.Add(request);
        await db.SaveChangesAsync();
        return request;
    }

    public static async Task FileAsync(PortalDbContext db, ComplementRequest request, string text, DateTimeOffset now)
    {
        var dossier = await db
            .Dossiers.Include(one => one.Members)
            .Include(one => one.Filings)
            .SingleAsync(one => one.Id == request.DossierId);
        var draft = await new FilingDesk(db, new FormCache()).DraftOfAsync(dossier, CancellationToken.None);
        var files = await db.AttachmentsFiledIn(dossier.FilingId!.Value).ToListAsync();
        var typed = draft.Typed.With(request.Items[0].Field, text);
        request.File(dossier, draft with { Typed = typed }, files, dossier.Carrier, now);
        await db.SaveChangesAsync();
    }

    private static ComplementItem ItemOf(Form form)
    {
        var section = form.Sections.First(one => one.Fields.Any(field => field.Type == FieldType.LongText));
        var field = section.Fields.First(one => one.Type == FieldType.LongText);
        return new ComplementItem(section.Key, field.Key, "Précisez ce point.");
    }
}
