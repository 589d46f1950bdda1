using System.Collections.Frozen;
using Portal.Domain.Notifications;

namespace Portal.Infrastructure.Notifications;

/// <summary>The class of each mail, on one screen. What isn't named leaves at once, as a legal notice does.</summary>
public static class MailClasses
{
    /// <summary>The mail that brings several others.</summary>
    public const string Digest = "digest";

    private static readonly string[] OfAccounts =
    [
        .. new[] { "confirm-address", "already-registered", "reset-password" },
        .. new[] { "account-idle", "account-erasure-asked" },
    ];

    /// <summary>
    /// They leave even to an address that refused others: only they can mend that, and who has no account has nothing else
    /// to mend it with.
    /// </summary>
    public static readonly string[] EvenToRefused =
    [
        .. OfAccounts,
        .. new[] { "subscription-asked", "team-invited", "expert-invited", "expert-invited-until" },
        "contribution-asked",
        "vote-asked",
    ];

    /// <summary>Receipts, decisions, what is asked with a date and dates that move, what ends something; invitations, which their link alone answers.</summary>
    private static readonly string[] LegalNotices =
    [
        .. OfAccounts,
        .. new[] { "subscription-asked", "team-invited", "expert-invited", "expert-invited-until" },
        .. new[] { "contribution-asked", "contribution-withheld", "consultation-answered" },
        .. new[] { "criterion-met", "criterion-not-met", "place-given", "place-lost", "vote-asked" },
        .. new[] { "expert-invited-reminder", "coordination-offered", "signature-asked", "team-removed" },
        .. new[] { "dossier-filed", "dossier-filed-in-grace", "dossier-withdrawn", "dossier-ineligible" },
        .. new[] { "draft-missed-cut-off", "draft-missed-wave", "draft-removed", "draft-restored", "carried-over" },
        .. new[] { "cut-off-added", "cut-off-removed", "deadline-moved", "reviews-due-moved" },
        "file-quarantined",
        .. new[] { "complements-asked", "complements-prolonged", "complements-withdrawn", "complements-filed" },
        .. new[] { "complements-moved", "complements-excluded", "step-missed", "step-prolonged" },
        .. new[] { "verdict-go", "verdict-no-go", "verdict-refile" },
        .. new[] { "audition-proposed", "audition-chosen", "audition-moved", "audition-cancelled" },
        .. new[] { "audition-slots-moved", "result-funded", "result-reserve", "result-rejected" },
        .. new[] { "result-next-cut-off", "result-corrected", "aid-declined" },
        .. new[] { "appeal-lodged", "appeal-to-answer", "appeal-answered" },
        .. new[] { "list-to-approve", "correction-to-sign" },
        .. new[] { "job-failed", "erasure-announced", "filed-erased-soon", "reviews-forgotten-soon" },
        .. new[] { "agreement-sent", "agreement-in-force", "agreement-dropped" },
        .. new[]
        {
            "project-overruled",
            "project-overruled-staff",
            "project-balance-lowered",
            "project-balance-lowered-staff",
            "project-confirmed",
            "project-withdrawn",
        },
        .. new[] { "report-submitted", "report-sent-back", "report-accepted", "interim-go", "interim-no-go" },
        .. new[] { "payment-reduced", "payment-refused", "recovery-ordered", "change-granted", "change-refused" },
    ];

    private static readonly string[] Reminders =
    [
        .. new[] { "reminder", "reminder-member", "complements-reminder", "step-reminder", "audition-reminder" },
        .. new[] { "review-reminder", "review-reminder-until", "exercise-reminder", "wishes-reminder" },
        .. new[] { "milestone-reminder", "milestone-late" },
        "appeal-reminder",
        "criterion-expires",
    ];

    private static readonly string[] FollowUps =
    [
        Digest,
        .. new[] { "message-to-carrier", "message-to-staff", "partner-signed" },
        .. new[] { "team-joined", "team-declined", "team-left", "team-placed" },
        .. new[] { "coordination-declined", "coordination-passed", "coordination-taken-back" },
        .. new[] { "invitation-accepted", "invitation-declined", "wishes-asked", "exercise-opened" },
        .. new[] { "review-assigned", "reviews-assigned", "review-taken-away", "review-set-aside" },
        .. new[] { "review-handed-back", "review-recused", "review-kept", "review-after-verdict" },
        .. new[] { "eligibility-doubted", "discussion-mentioned", "rapporteur-named", "synthesis-submitted" },
        .. new[] { "jury-seated", "sitting-planned", "sitting-moved", "sitting-cancelled" },
        .. new[] { "complements-answered", "complements-nothing" },
        .. new[]
        {
            "payment-requested",
            "payment-to-control",
            "payment-to-order",
            "payment-made",
            "change-asked",
            "change-to-answer",
        },
        .. new[] { "aid-declined-staff", "export-ready", "export-failed", "webhook-suspended", "webhook-gone" },
        .. new[] { "agreement-signed", "project-confirmed-staff", "signature-failed" },
        .. new[] { "dossier-opened", "contact-commented", "evidence-brought" },
        .. new[] { "report-to-read", "opinion-asked", "opinion-recused", "opinion-submitted", "milestone-late-staff" },
    ];

    private static readonly string[] News = ["call-announced", "wave-opened", "opening-moved"];

    public static FrozenDictionary<string, MailClass> All { get; } =
        new[]
        {
            (MailClass.LegalNotice, LegalNotices),
            (MailClass.Reminder, Reminders),
            (MailClass.FollowUp, FollowUps),
            (MailClass.News, News),
        }
            .SelectMany(one => one.Item2.Select(template => KeyValuePair.Create(template, one.Item1)))
            .ToFrozenDictionary(StringComparer.Ordinal);

    public static MailClass Of(string template) => All.GetValueOrDefault(template, MailClass.LegalNotice);
}
