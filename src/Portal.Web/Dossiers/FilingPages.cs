using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Web.Attachments;

namespace Portal.Web.Dossiers;

/// <summary>One filing of a dossier as it was filed.</summary>
/// <param name="Step">What the step is called at which it was filed.</param>
/// <param name="Back">The address of the dossier's page.</param>
public sealed record FilingPage(
    string Number,
    string Title,
    int Version,
    DateTimeOffset FiledAt,
    LocalizedText Step,
    string Sha256,
    AnswersPart Answers,
    string Back
);

/// <summary>Reads filings, whichever counts. Who may see them is asked before.</summary>
public sealed class FilingPages(PortalDbContext db, FormCache forms)
{
    /// <param name="visible">One at most.</param>
    /// <param name="back">The address of the dossier's page.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<FilingPage?> ReadAsync(IQueryable<Filing> visible, string back, CancellationToken cancellation)
    {
        var found = await (
            from filing in visible
            join dossier in db.Dossiers on filing.DossierId equals dossier.Id
            join call in db.Calls on dossier.CallId equals call.Id
            select new
            {
                filing,
                dossier.Number,
                call.Steps,
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var files = await FilePart.Query(db.AttachmentsFiledIn(found.filing.Id)).ToListAsync(cancellation);
        var form = await forms.OfAsync(db, found.filing, cancellation);
        return new FilingPage(
            found.Number!,
            found.filing.Title,
            found.filing.Version,
            found.filing.FiledAt,
            StepNames.Of(found.Steps, found.filing.Step),
            found.filing.Sha256,
            new AnswersPart(form, found.filing.Answers, files),
            back
        );
    }
}
