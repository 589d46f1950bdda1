using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Calls;
using Portal.Domain.Complements;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Waves;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Messages;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Dossiers;

/// <summary>Reads the dossiers of a person's teams, each with its call and wave.</summary>
internal static class DossierRows
{
    public static async Task<IReadOnlyList<DossierRow>> ReadAsync(
        PortalDbContext db,
        Viewer viewer,
        DateTimeOffset now,
        DossierId? only,
        CancellationToken cancellation
    )
    {
        var found = await (
            from dossier in db.DossiersOf(viewer)
            where only == null || dossier.Id == only
            join call in db.Calls on dossier.CallId equals call.Id
            from member in dossier.Members
            where member.Person == viewer.Id
            orderby dossier.StartedAt descending
            select new
            {
                Dossier = dossier,
                call.Presentation,
                call.Steps,
                member.Role,
                member.Partner,
                SavedSince = dossier.FiledAt != null
                    && (
                        db.Sections.Any(section => section.DossierId == dossier.Id && section.SavedAt > dossier.FiledAt)
                        || db.Attachments.Any(file =>
                            file.DossierId == dossier.Id
                            && file.SectionKey != Attachment.FollowUpSection
                            && (file.UploadedAt > dossier.FiledAt || file.RemovedAt > dossier.FiledAt)
                        )
                    ),
                Outcome = db.DecisionsRevealedAt(now)
                    .Where(decision => decision.DossierId == dossier.Id && decision.MovedAt == null)
                    .Select(decision => (Outcome?)decision.Outcome)
                    .SingleOrDefault(),
                HasProject = db.Projects.Any(project => project.DossierId == dossier.Id),
                HasCriteria = call.Admission != null && dossier.FiledAt != null,
                Unread = db.UnreadByTeam(viewer.Id).Count(message => message.DossierId == dossier.Id),
                Asked = db.ComplementRequests.FirstOrDefault(request => request.Id == dossier.ComplementsAsked),
            }
        )
            .AsNoTracking()
            .Take(500)
            .ToListAsync(cancellation);
        var waves = await WavesAsync(db, found.Select(row => row.Dossier.CallId), cancellation);
        var ofCall = waves.Values.ToLookup(wave => wave.CallId);
        var won = found.Where(row => row.HasProject).Select(row => row.Dossier.Id).ToList();
        var projects = await RowProjects.ReadAsync(db, won, now, cancellation);
        return
        [
            .. found
                .Select(row =>
                    Of(
                        row.Dossier,
                        row.Presentation,
                        waves[row.Dossier.WaveId],
                        row.Role,
                        Sight.Of(row.Role, row.Partner),
                        row.SavedSince,
                        row.Outcome,
                        row.Unread,
                        row.Asked,
                        now
                    ) with
                    {
                        Step = StepOf(row.Dossier, row.Steps, waves[row.Dossier.WaveId], now),
                        CarriedTo = row.Dossier.CarriedTo,
                        Project = projects.GetValueOrDefault(row.Dossier.Id),
                        HasCriteria = row.HasCriteria,
                        MayGoOn =
                            row.Dossier.ObstacleToCarryingOver(waves[row.Dossier.WaveId], row.Outcome, now) is null,
                        HasWaveAhead = row.Dossier.NextWave(ofCall[row.Dossier.CallId], now) is not null,
                    }
                )
                .OrderBy(row => row.Urgency),
        ];
    }

    /// <summary>All waves of these calls.</summary>
    private static async Task<Dictionary<WaveId, Wave>> WavesAsync(
        PortalDbContext db,
        IEnumerable<CallId> calls,
        CancellationToken cancellation
    )
    {
        var wanted = calls.Distinct().ToList();
        return await db
            .Waves.AsNoTracking()
            .Where(wave => wanted.Contains(wave.CallId))
            .ToDictionaryAsync(wave => wave.Id, cancellation);
    }

    private static DossierRow Of(
        Dossier dossier,
        CallPresentation call,
        Wave wave,
        MemberRole role,
        Sight sight,
        bool savedSince,
        Outcome? outcome,
        int unread,
        ComplementRequest? asked,
        DateTimeOffset now
    ) =>
        new(
            dossier.Id,
            dossier.Title,
            dossier.Number,
            call,
            wave.Number,
            dossier.State,
            dossier.FiledAt,
            dossier.Withdrawal?.At,
            dossier.TermAt(wave, now),
            dossier.MissedCutOff(wave, now)?.Deadline,
            dossier.IsFrozen(wave, now),
            savedSince,
            role,
            outcome,
            dossier.IsDemonstration,
            unread,
            asked is null || dossier.Withdrawal is not null
                ? null
                : new AskedComplements(asked.Id, asked.Due, asked.Items),
            sight
        );

    private static RowStep? StepOf(Dossier dossier, IReadOnlyList<CallStep> steps, Wave wave, DateTimeOffset now) =>
        dossier is { IsFiledInPart: false, Step: 1, Dismissal: null }
            ? null
            : new RowStep(
                StepNames.Of(steps, dossier.Step),
                StandingOf(dossier, wave, now),
                dossier.ObstacleToTakingUp(wave, now) is null ? wave.CutOffFor(now)!.Deadline : null
            );

    private static StepStanding StandingOf(Dossier dossier, Wave wave, DateTimeOffset now) =>
        dossier switch
        {
            { Dismissal: { By: null } } => StepStanding.Missed,
            { Dismissal: { MayRefile: false } } => StepStanding.NoGo,
            { Dismissal: not null } => dossier.ObstacleToTakingUp(wave, now) is null
                ? StepStanding.Refile
                : StepStanding.RefileTooLate,
            { Reopening: not null, Step: 1 } => StepStanding.TakenUp,
            { Reopening: not null } => StepStanding.Go,
            { IsFiledInPart: true } => StepStanding.Judged,
            _ => StepStanding.Whole,
        };
}
