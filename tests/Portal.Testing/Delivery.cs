using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Infrastructure;
using Portal.Infrastructure.Decisions.DecisionLetters;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Testing;

/// <summary>The delivery as the portal makes it, to a mail server on a port of this machine.</summary>
public static class Delivery
{
    public static readonly Texts AllTexts = new(typeof(Texts).Assembly);

    public static readonly StopLinks Links = new(new EphemeralDataProtectionProvider());

    public static MailComposer Composer { get; } =
        new(AllTexts, new PortalAddress(Stage.Settings(("Portal:Address", "https://portal.test"))));

    public static DeliverMails On(PortalDbContext db, int port)
    {
        var settings = Stage.Settings(
            ("Smtp:Host", "127.0.0.1"),
            ("Smtp:Port", $"{port}"),
            ("Smtp:PatienceSeconds", "2")
        );
        return new DeliverMails(
            db,
            new SortMails(db),
            Composer,
            Links,
            new LettersInMails(
                new LetterReading(db),
                new LetterDocument(AllTexts),
                new PdfPrinter(NullLogger<PdfPrinter>.Instance),
                NullLogger<LettersInMails>.Instance
            ),
            new MailServer(settings, NullLogger<MailServer>.Instance),
            NullLogger<DeliverMails>.Instance
        );
    }
}
