using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Admissions;
using Portal.Domain.Attachments;
using Portal.Domain.Awards;
using Portal.Domain.Calls;
using Portal.Domain.Cohorts;
using Portal.Domain.Complements;
using Portal.Domain.Consultations;
using Portal.Domain.Contacts;
using Portal.Domain.Decisions;
using Portal.Domain.Decisions.Appeals;
using Portal.Domain.Decisions.Portfolios;
using Portal.Domain.Dossiers;
using Portal.Domain.Events;
using Portal.Domain.Exports;
using Portal.Domain.FollowUp;
using Portal.Domain.Juries;
using Portal.Domain.Messages;
using Portal.Domain.Notifications;
using Portal.Domain.Organisations;
using Portal.Domain.Orientation;
using Portal.Domain.People;
using Portal.Domain.Programme;
using Portal.Domain.Recommendations;
using Portal.Domain.Retention;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Assignment;
using Portal.Domain.Reviews.Calibration;
using Portal.Domain.Reviews.Pool;
using Portal.Domain.Reviews.Wishes;
using Portal.Domain.Waves;
using Portal.Domain.Webhooks;
using Portal.Infrastructure.Api;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Notifications.Reminding;
using Portal.Infrastructure.Scheduling;

namespace Portal.Infrastructure.Persistence;

/// <summary>The unit of work. Saving writes the history and the outbox in the same transaction.</summary>
public sealed class PortalDbContext(DbContextOptions<PortalDbContext> options)
    : IdentityDbContext<Account, IdentityRole<Guid>, Guid>(options),
        IDataProtectionKeyContext
{
    public DbSet<KeptAnswer> KeptAnswers => Set<KeptAnswer>();

    public DbSet<Call> Calls => Set<Call>();

    public DbSet<CallOfficer> CallOfficers => Set<CallOfficer>();

    public DbSet<Form> Forms => Set<Form>();

    public DbSet<FormDraft> FormDrafts => Set<FormDraft>();

    public DbSet<Grid> Grids => Set<Grid>();

    public DbSet<Subscription> Subscriptions => Set<Subscription>();

    public DbSet<Term> Terms => Set<Term>();

    public DbSet<Wave> Waves => Set<Wave>();

    public DbSet<CutOff> CutOffs => Set<CutOff>();

    public DbSet<Dossier> Dossiers => Set<Dossier>();

    public DbSet<Member> Members => Set<Member>();

    public DbSet<TeamInvitation> TeamInvitations => Set<TeamInvitation>();

    public DbSet<Section> Sections => Set<Section>();

    public DbSet<FieldVersion> FieldVersions => Set<FieldVersion>();

    public DbSet<SignOff> SignOffs => Set<SignOff>();

    public DbSet<Verdict> Verdicts => Set<Verdict>();

    public DbSet<Filing> Filings => Set<Filing>();

    public DbSet<FiledFile> FiledFiles => Set<FiledFile>();

    public DbSet<FiledOrganisation> FiledOrganisations => Set<FiledOrganisation>();

    public DbSet<Organisation> Organisations => Set<Organisation>();

    public DbSet<LookUp> LookUps => Set<LookUp>();

    public DbSet<Attachment> Attachments => Set<Attachment>();

    public DbSet<Upload> Uploads => Set<Upload>();

    public DbSet<UploadPart> UploadParts => Set<UploadPart>();

    public DbSet<ComplementRequest> ComplementRequests => Set<ComplementRequest>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<ThreadReading> ThreadReadings => Set<ThreadReading>();

    public DbSet<PoolExpert> PoolExperts => Set<PoolExpert>();

    public DbSet<ExpertInvitation> ExpertInvitations => Set<ExpertInvitation>();

    public DbSet<Expert> Experts => Set<Expert>();

    public DbSet<Wish> Wishes => Set<Wish>();
    public DbSet<Conflict> Conflicts => Set<Conflict>();

    public DbSet<Review> Reviews => Set<Review>();

    public DbSet<RankingRun> RankingRuns => Set<RankingRun>();
    public DbSet<ReviewVersion> ReviewVersions => Set<ReviewVersion>();

    public DbSet<DiscussionMessage> DiscussionMessages => Set<DiscussionMessage>();

    public DbSet<PassageNote> PassageNotes => Set<PassageNote>();

    public DbSet<Synthesis> Syntheses => Set<Synthesis>();

    public DbSet<Exercise> Exercises => Set<Exercise>();

    public DbSet<Trial> Trials => Set<Trial>();

    public DbSet<Portfolio> Portfolios => Set<Portfolio>();

    public DbSet<TakeOver> TakeOvers => Set<TakeOver>();

    public DbSet<AssignmentProposal> AssignmentProposals => Set<AssignmentProposal>();

    public DbSet<Decision> Decisions => Set<Decision>();

    public DbSet<WinnerList> WinnerLists => Set<WinnerList>();

    public DbSet<Appeal> Appeals => Set<Appeal>();

    public DbSet<Correction> Corrections => Set<Correction>();

    public DbSet<ListSignature> ListSignatures => Set<ListSignature>();

    public DbSet<Winner> Winners => Set<Winner>();

    public DbSet<Project> Projects => Set<Project>();

    public DbSet<Milestone> Milestones => Set<Milestone>();

    public DbSet<Agreement> Agreements => Set<Agreement>();

    public DbSet<ProjectReport> ProjectReports => Set<ProjectReport>();

    public DbSet<InterimOpinion> InterimOpinions => Set<InterimOpinion>();

    public DbSet<ContactBody> ContactBodies => Set<ContactBody>();

    public DbSet<DossierOpening> DossierOpenings => Set<DossierOpening>();

    public DbSet<ContactComment> ContactComments => Set<ContactComment>();

    public DbSet<FollowedReport> FollowedReports => Set<FollowedReport>();

    public DbSet<FollowedRecommendation> Recommendations => Set<FollowedRecommendation>();

    public DbSet<ProgrammeEvent> ProgrammeEvents => Set<ProgrammeEvent>();

    public DbSet<Admission> Admissions => Set<Admission>();

    public DbSet<Cohort> Cohorts => Set<Cohort>();

    public DbSet<AwardEdition> AwardEditions => Set<AwardEdition>();

    public DbSet<PublicVote> Votes => Set<PublicVote>();

    public DbSet<Guide> Guides => Set<Guide>();

    public DbSet<Challenge> Challenges => Set<Challenge>();

    public DbSet<Consultation> Consultations => Set<Consultation>();

    public DbSet<Contribution> Contributions => Set<Contribution>();

    public DbSet<ContributionGroup> ContributionGroups => Set<ContributionGroup>();

    public DbSet<Payment> Payments => Set<Payment>();

    public DbSet<Recovery> Recoveries => Set<Recovery>();

    public DbSet<ProjectChange> ProjectChanges => Set<ProjectChange>();

    public DbSet<WaveExport> WaveExports => Set<WaveExport>();

    public DbSet<Jury> Juries => Set<Jury>();

    public DbSet<JuryMember> JuryMembers => Set<JuryMember>();

    public DbSet<JuryConflict> JuryConflicts => Set<JuryConflict>();

    public DbSet<Sitting> Sittings => Set<Sitting>();

    public DbSet<AgendaItem> AgendaItems => Set<AgendaItem>();

    public DbSet<AuditionSlot> AuditionSlots => Set<AuditionSlot>();

    public DbSet<Audition> Auditions => Set<Audition>();

    public DbSet<Poll> Polls => Set<Poll>();

    public DbSet<Minutes> SittingMinutes => Set<Minutes>();

    public DbSet<HistoryEntry> History => Set<HistoryEntry>();

    public DbSet<HistorySeal> HistorySeals => Set<HistorySeal>();

    public DbSet<OutboxMail> Outbox => Set<OutboxMail>();

    public DbSet<MailTextVersion> MailTexts => Set<MailTextVersion>();

    public DbSet<AddressRefusal> AddressRefusals => Set<AddressRefusal>();

    public DbSet<MailChoice> MailChoices => Set<MailChoice>();

    public DbSet<RetentionRule> RetentionRules => Set<RetentionRule>();

    public DbSet<CallRetention> CallRetentions => Set<CallRetention>();

    public DbSet<JobLease> JobLeases => Set<JobLease>();

    public DbSet<ReminderMark> ReminderMarks => Set<ReminderMark>();

    public DbSet<DemoClock> DemoClock => Set<DemoClock>();

    public DbSet<SeedStamp> SeedStamps => Set<SeedStamp>();

    public DbSet<CalendarAddress> CalendarAddresses => Set<CalendarAddress>();

    public DbSet<Webhook> Webhooks => Set<Webhook>();

    public DbSet<WebhookMessage> WebhookMessages => Set<WebhookMessage>();

    public DbSet<WebhookAttempt> WebhookAttempts => Set<WebhookAttempt>();

    public DbSet<EndedSession> EndedSessions => Set<EndedSession>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>
    /// The portal's time: the database's own clock and the demo's offset, read inside the running transaction.
    /// Acts whose moment decides something read it here and nowhere else.
    /// </summary>
    public Task<DateTimeOffset> NowAsync(CancellationToken cancellation = default) =>
        Database.SqlQueryRaw<DateTimeOffset>("""select portal_now() as "Value" """).SingleAsync(cancellation);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        IdentityTables.Name(builder);
        PortalFunctions.Map(builder);
        Collations.Map(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PortalDbContext).Assembly);
        Conventions.KeepWhatIsReferredTo(builder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration) =>
        Conventions.Apply(configuration);
}
