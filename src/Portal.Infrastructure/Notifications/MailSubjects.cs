using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.Decisions.Appeals;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Domain.Juries;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Assignment;
using Portal.Domain.Reviews.Calibration;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Notifications;

/// <summary>
/// Which dossier and which call a mail is about: by these it is found on the page of a call's mails, and kept from staff
/// that must not read of the dossier.
/// </summary>
internal static class MailSubjects
{
    /// <summary>That a draft was removed is told while it is.</summary>
    public static DossierId? DossierOf(DomainEvent happened) =>
        happened switch
        {
            DraftRemoved => null,
            DossierEvent about => about.Dossier,
            AppealEvent about => about.Dossier,
            ProjectEvent about => about.Dossier,
            AuditionEvent about => about.Dossier,
            ReviewAssigned about => about.Dossier,
            ReviewRecused about => about.Dossier,
            EligibilityDoubted about => about.Dossier,
            ReviewReopened about => about.Dossier,
            ReviewKept about => about.Dossier,
            ReviewTakenAway about => about.Dossier,
            DiscussionMentioned about => about.Dossier,
            RapporteurNamed about => about.Dossier,
            SynthesisSubmitted about => about.Dossier,
            AidDeclined about => about.Dossier,
            _ => null,
        };

    /// <summary>Names the calls of mails: those of their dossiers, or of the waves in which something happened.</summary>
    public static async Task NameCallsAsync(
        this PortalDbContext db,
        IReadOnlyList<(DomainEvent Happened, OutboxMail Mail)> owed,
        CancellationToken cancellation
    )
    {
        var dossiers = await db.CallsOfAsync(owed.Select(one => one.Mail.DossierId), cancellation);
        var waves = await db.CallsOfAsync(
            owed.Where(one => one.Mail.DossierId is null).Select(one => db.WaveOf(one.Happened)),
            cancellation
        );
        foreach (var (happened, mail) in owed)
            if (mail.DossierId is { } dossier)
                mail.CallId = dossiers.TryGetValue(dossier, out var its) ? its : null;
            else if (db.WaveOf(happened) is { } wave)
                mail.CallId = waves.TryGetValue(wave, out var its) ? its : null;
    }

    /// <summary>What raised the event is at hand: it is about to be saved.</summary>
    private static WaveId? WaveOf(this PortalDbContext db, DomainEvent happened) =>
        happened switch
        {
            WaveEvent about => about.Wave,
            AssignmentEvent about => about.Wave,
            InvitationAnswered about => about.Wave,
            ExpertJoined about => about.Wave,
            ExerciseEvent about => db.Exercises.Local.FirstOrDefault(one => one.Id == about.Exercise)?.WaveId,
            JuryEvent about => db.Juries.Local.FirstOrDefault(one => one.Id == about.Jury)?.WaveId,
            SittingEvent about => db.Sittings.Local.FirstOrDefault(one => one.Id == about.Sitting)?.WaveId,
            _ => null,
        };

    private static async Task<Dictionary<DossierId, CallId>> CallsOfAsync(
        this PortalDbContext db,
        IEnumerable<DossierId?> dossiers,
        CancellationToken cancellation
    )
    {
        var asked = dossiers.OfType<DossierId>().ToHashSet();
        var known = db
            .Dossiers.Local.Where(one => asked.Contains(one.Id))
            .ToDictionary(one => one.Id, one => one.CallId);
        var missing = asked.Where(one => !known.ContainsKey(one)).ToList();
        if (missing.Count > 0)
            foreach (
                var one in await db
                    .Dossiers.IgnoreQueryFilters()
                    .Where(one => missing.Contains(one.Id))
                    .Select(one => new { one.Id, one.CallId })
                    .ToListAsync(cancellation)
            )
                known[one.Id] = one.CallId;
        return known;
    }

    private static async Task<Dictionary<WaveId, CallId>> CallsOfAsync(
        this PortalDbContext db,
        IEnumerable<WaveId?> waves,
        CancellationToken cancellation
    )
    {
        var asked = waves.OfType<WaveId>().ToHashSet();
        var known = db.Waves.Local.Where(one => asked.Contains(one.Id)).ToDictionary(one => one.Id, one => one.CallId);
        var missing = asked.Where(one => !known.ContainsKey(one)).ToList();
        if (missing.Count > 0)
            foreach (
                var one in await db
                    .Waves.Where(one => missing.Contains(one.Id))
                    .Select(one => new { one.Id, one.CallId })
                    .ToListAsync(cancellation)
            )
                known[one.Id] = one.CallId;
        return known;
    }
}
