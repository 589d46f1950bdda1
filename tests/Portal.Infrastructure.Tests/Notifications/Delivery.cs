using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Infrastructure;
using Portal.Infrastructure.Decisions.DecisionLetters;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Tests.Notifications;

/// <summary>The delivery as the portal makes it, to a mail server on a port of this machine.</summary>
internal static class Delivery
{
    public static readonly Texts.Texts AllTexts = new(typeof(Texts.Texts).Assembly);

    public static readonly StopLinks Links = new(new EphemeralDataProtectionProvider());

    public static DeliverMails On(PortalDbContext db, int port)
    {
        var settings = Stage.Settings(
            ("Smtp:Host", "127.0.0.1"),
            ("Smtp:Port", $"{port}"),
            ("Smtp:PatienceSeconds", "2"),
            ("Portal:Address", "https://portal.test")
        );
        return new DeliverMails(
            db,
            new SortMails(db),
            new MailComposer(AllTexts, new PortalAddress(settings)),
            Links,
            new LettersInMails(
                new LetterReading(db),
                new LetterDocument(AllTexts),
                new PdfPrinter(NullLogger<PdfPrinter>.Instance),
                NullLogger<LettersInMails>.Instance
            ),
            settings,
            NullLogger<DeliverMails>.Instance
        );
    }
}
