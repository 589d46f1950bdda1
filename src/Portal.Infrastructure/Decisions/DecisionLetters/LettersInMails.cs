using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Decisions.DecisionLetters;

/// <summary>Prints the letter that a mail brings along, as the mail leaves: no file of it lies anywhere before.</summary>
public sealed partial class LettersInMails(
    LetterReading reading,
    LetterDocument document,
    PdfPrinter printer,
    ILogger<LettersInMails> log
)
{
    /// <returns>Null where it brings none, or it can't be printed: then the mail's link leads to it.</returns>
    public async Task<Enclosure?> OfAsync(OutboxMail mail, CancellationToken cancellation)
    {
        if (mail.LetterOf is not { } decision || !printer.IsAvailable)
            return null;
        try
        {
            // What was decided otherwise since is told by a mail of its own.
            if (
                await reading.OfAsync(decision, cancellation) is not { } matter
                || matter.Decision.CorrectedAt > mail.CreatedAt
            )
                return null;
            var pdf = await printer.PrintAsync(document.Write(matter, LetterDocument.Official), cancellation);
            return new Enclosure(document.FileNameOf(matter, LetterDocument.Official), pdf);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            NotPrinted(failure, mail.Id);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "The letter of mail {Id} could not be printed; it leaves with its link alone.")]
    private partial void NotPrinted(Exception failure, Guid id);
}
