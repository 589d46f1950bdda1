using Portal.Domain;
using Portal.Infrastructure.Admissions;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Consultations;
using Portal.Infrastructure.Contacts;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Decisions.Appeals;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Exports;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.FollowUp.Agreements;
using Portal.Infrastructure.FollowUp.Changes;
using Portal.Infrastructure.FollowUp.Interim;
using Portal.Infrastructure.FollowUp.Payments;
using Portal.Infrastructure.FollowUp.Reports;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Messages;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Retention;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Assignment;
using Portal.Infrastructure.Reviews.Calibration;
using Portal.Infrastructure.Reviews.Wishes;
using Portal.Infrastructure.Waves;
using Portal.Infrastructure.Webhooks;

namespace Portal.Infrastructure.Notifications;

/// <summary>Which mails follow from what happened: each area writes its own, one line an event.</summary>
internal static class MailsOfEvents
{
    public static async Task<IReadOnlyList<OutboxMail>> ForAsync(
        PortalDbContext db,
        IReadOnlyList<DomainEvent> events,
        CancellationToken cancellation
    )
    {
        if (events.Count == 0)
            return [];
        var areas = Areas(new Letters(db, cancellation));
        var owed = new List<(DomainEvent Happened, OutboxMail Mail)>();
        foreach (var happened in events)
        foreach (var area in areas)
        foreach (var mail in await area.ForAsync(happened))
        {
            mail.DossierId ??= MailSubjects.DossierOf(happened);
            owed.Add((happened, mail));
        }
        await db.NameCallsAsync(owed, cancellation);
        return [.. owed.Select(one => one.Mail)];
    }

    private static IMailsOf[] Areas(Letters letters) =>
        [
            new DossierMails(letters),
            new StepMails(letters),
            new TeamMails(letters),
            new SignOffMails(letters),
            new AttachmentMails(letters),
            new ReviewMails(letters),
            new PanelMails(letters),
            new SynthesisMails(letters),
            new AssignmentMails(letters),
            new WishMails(letters),
            new ExerciseMails(letters),
            new DecisionMails(letters),
            new AppealMails(letters),
            new AgreementMails(letters),
            new OverrulingMails(letters),
            new ReportMails(letters),
            new InterimMails(letters),
            new PaymentMails(letters),
            new ChangeMails(letters),
            new WaveMails(letters),
            new MessageMails(letters),
            new ComplementMails(letters),
            new ExportMails(letters),
            new JuryMails(letters),
            new AuditionMails(letters),
            new WebhookMails(letters),
            new RetentionMails(letters),
            new ConsultationMails(letters),
            new ContactMails(letters),
            new AdmissionMails(letters),
        ];
}
