namespace Portal.Domain;

/// <summary>An id that can't be mistaken for another object's. Values are version 7, so that they sort by age.</summary>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}

public readonly record struct PersonId(Guid Value) : IId<PersonId>
{
    public static PersonId New() => new(Guid.CreateVersion7());

    public static PersonId From(Guid value) => new(value);
}

public readonly record struct CallId(Guid Value) : IId<CallId>
{
    public static CallId New() => new(Guid.CreateVersion7());

    public static CallId From(Guid value) => new(value);
}

public readonly record struct FormId(Guid Value) : IId<FormId>
{
    public static FormId New() => new(Guid.CreateVersion7());

    public static FormId From(Guid value) => new(value);
}

public readonly record struct GridId(Guid Value) : IId<GridId>
{
    public static GridId New() => new(Guid.CreateVersion7());

    public static GridId From(Guid value) => new(value);
}

public readonly record struct TermId(Guid Value) : IId<TermId>
{
    public static TermId New() => new(Guid.CreateVersion7());

    public static TermId From(Guid value) => new(value);
}

public readonly record struct WaveId(Guid Value) : IId<WaveId>
{
    public static WaveId New() => new(Guid.CreateVersion7());

    public static WaveId From(Guid value) => new(value);
}

public readonly record struct CutOffId(Guid Value) : IId<CutOffId>
{
    public static CutOffId New() => new(Guid.CreateVersion7());

    public static CutOffId From(Guid value) => new(value);
}

public readonly record struct DossierId(Guid Value) : IId<DossierId>
{
    public static DossierId New() => new(Guid.CreateVersion7());

    public static DossierId From(Guid value) => new(value);
}

public readonly record struct FieldVersionId(Guid Value) : IId<FieldVersionId>
{
    public static FieldVersionId New() => new(Guid.CreateVersion7());

    public static FieldVersionId From(Guid value) => new(value);
}

public readonly record struct FilingId(Guid Value) : IId<FilingId>
{
    public static FilingId New() => new(Guid.CreateVersion7());

    public static FilingId From(Guid value) => new(value);
}

public readonly record struct AttachmentId(Guid Value) : IId<AttachmentId>
{
    public static AttachmentId New() => new(Guid.CreateVersion7());

    public static AttachmentId From(Guid value) => new(value);
}

public readonly record struct UploadId(Guid Value) : IId<UploadId>
{
    public static UploadId New() => new(Guid.CreateVersion7());

    public static UploadId From(Guid value) => new(value);
}

public readonly record struct TeamInvitationId(Guid Value) : IId<TeamInvitationId>
{
    public static TeamInvitationId New() => new(Guid.CreateVersion7());

    public static TeamInvitationId From(Guid value) => new(value);
}

public readonly record struct InvitationId(Guid Value) : IId<InvitationId>
{
    public static InvitationId New() => new(Guid.CreateVersion7());

    public static InvitationId From(Guid value) => new(value);
}

public readonly record struct ExpertId(Guid Value) : IId<ExpertId>
{
    public static ExpertId New() => new(Guid.CreateVersion7());

    public static ExpertId From(Guid value) => new(value);
}

public readonly record struct PoolExpertId(Guid Value) : IId<PoolExpertId>
{
    public static PoolExpertId New() => new(Guid.CreateVersion7());

    public static PoolExpertId From(Guid value) => new(value);
}

public readonly record struct ReviewId(Guid Value) : IId<ReviewId>
{
    public static ReviewId New() => new(Guid.CreateVersion7());

    public static ReviewId From(Guid value) => new(value);
}

public readonly record struct DiscussionMessageId(Guid Value) : IId<DiscussionMessageId>
{
    public static DiscussionMessageId New() => new(Guid.CreateVersion7());

    public static DiscussionMessageId From(Guid value) => new(value);
}

public readonly record struct SynthesisId(Guid Value) : IId<SynthesisId>
{
    public static SynthesisId New() => new(Guid.CreateVersion7());

    public static SynthesisId From(Guid value) => new(value);
}

public readonly record struct ExerciseId(Guid Value) : IId<ExerciseId>
{
    public static ExerciseId New() => new(Guid.CreateVersion7());

    public static ExerciseId From(Guid value) => new(value);
}

public readonly record struct TrialId(Guid Value) : IId<TrialId>
{
    public static TrialId New() => new(Guid.CreateVersion7());

    public static TrialId From(Guid value) => new(value);
}

public readonly record struct PassageNoteId(Guid Value) : IId<PassageNoteId>
{
    public static PassageNoteId New() => new(Guid.CreateVersion7());

    public static PassageNoteId From(Guid value) => new(value);
}

public readonly record struct DecisionId(Guid Value) : IId<DecisionId>
{
    public static DecisionId New() => new(Guid.CreateVersion7());

    public static DecisionId From(Guid value) => new(value);
}

public readonly record struct WinnerListId(Guid Value) : IId<WinnerListId>
{
    public static WinnerListId New() => new(Guid.CreateVersion7());

    public static WinnerListId From(Guid value) => new(value);
}

public readonly record struct MessageId(Guid Value) : IId<MessageId>
{
    public static MessageId New() => new(Guid.CreateVersion7());

    public static MessageId From(Guid value) => new(value);
}

public readonly record struct ComplementRequestId(Guid Value) : IId<ComplementRequestId>
{
    public static ComplementRequestId New() => new(Guid.CreateVersion7());

    public static ComplementRequestId From(Guid value) => new(value);
}

public readonly record struct ExportId(Guid Value) : IId<ExportId>
{
    public static ExportId New() => new(Guid.CreateVersion7());

    public static ExportId From(Guid value) => new(value);
}

public readonly record struct SignOffId(Guid Value) : IId<SignOffId>
{
    public static SignOffId New() => new(Guid.CreateVersion7());

    public static SignOffId From(Guid value) => new(value);
}

public readonly record struct RankingRunId(Guid Value) : IId<RankingRunId>
{
    public static RankingRunId New() => new(Guid.CreateVersion7());

    public static RankingRunId From(Guid value) => new(value);
}

public readonly record struct PortfolioId(Guid Value) : IId<PortfolioId>
{
    public static PortfolioId New() => new(Guid.CreateVersion7());

    public static PortfolioId From(Guid value) => new(value);
}

public readonly record struct AppealId(Guid Value) : IId<AppealId>
{
    public static AppealId New() => new(Guid.CreateVersion7());

    public static AppealId From(Guid value) => new(value);
}

public readonly record struct CorrectionId(Guid Value) : IId<CorrectionId>
{
    public static CorrectionId New() => new(Guid.CreateVersion7());

    public static CorrectionId From(Guid value) => new(value);
}

public readonly record struct TakeOverId(Guid Value) : IId<TakeOverId>
{
    public static TakeOverId New() => new(Guid.CreateVersion7());

    public static TakeOverId From(Guid value) => new(value);
}

public readonly record struct ProposalId(Guid Value) : IId<ProposalId>
{
    public static ProposalId New() => new(Guid.CreateVersion7());

    public static ProposalId From(Guid value) => new(value);
}

public readonly record struct SubscriptionId(Guid Value) : IId<SubscriptionId>
{
    public static SubscriptionId New() => new(Guid.CreateVersion7());

    public static SubscriptionId From(Guid value) => new(value);
}

public readonly record struct ProjectId(Guid Value) : IId<ProjectId>
{
    public static ProjectId New() => new(Guid.CreateVersion7());

    public static ProjectId From(Guid value) => new(value);
}

public readonly record struct AgreementId(Guid Value) : IId<AgreementId>
{
    public static AgreementId New() => new(Guid.CreateVersion7());

    public static AgreementId From(Guid value) => new(value);
}

public readonly record struct MilestoneId(Guid Value) : IId<MilestoneId>
{
    public static MilestoneId New() => new(Guid.CreateVersion7());

    public static MilestoneId From(Guid value) => new(value);
}

public readonly record struct ReportId(Guid Value) : IId<ReportId>
{
    public static ReportId New() => new(Guid.CreateVersion7());

    public static ReportId From(Guid value) => new(value);
}

public readonly record struct OpinionId(Guid Value) : IId<OpinionId>
{
    public static OpinionId New() => new(Guid.CreateVersion7());

    public static OpinionId From(Guid value) => new(value);
}

public readonly record struct PaymentId(Guid Value) : IId<PaymentId>
{
    public static PaymentId New() => new(Guid.CreateVersion7());

    public static PaymentId From(Guid value) => new(value);
}

public readonly record struct RecoveryId(Guid Value) : IId<RecoveryId>
{
    public static RecoveryId New() => new(Guid.CreateVersion7());

    public static RecoveryId From(Guid value) => new(value);
}

public readonly record struct ProjectChangeId(Guid Value) : IId<ProjectChangeId>
{
    public static ProjectChangeId New() => new(Guid.CreateVersion7());

    public static ProjectChangeId From(Guid value) => new(value);
}

public readonly record struct ChallengeId(Guid Value) : IId<ChallengeId>
{
    public static ChallengeId New() => new(Guid.CreateVersion7());

    public static ChallengeId From(Guid value) => new(value);
}

public readonly record struct ConsultationId(Guid Value) : IId<ConsultationId>
{
    public static ConsultationId New() => new(Guid.CreateVersion7());

    public static ConsultationId From(Guid value) => new(value);
}

public readonly record struct ContributionId(Guid Value) : IId<ContributionId>
{
    public static ContributionId New() => new(Guid.CreateVersion7());

    public static ContributionId From(Guid value) => new(value);
}

public readonly record struct ContributionGroupId(Guid Value) : IId<ContributionGroupId>
{
    public static ContributionGroupId New() => new(Guid.CreateVersion7());

    public static ContributionGroupId From(Guid value) => new(value);
}

public readonly record struct GuideId(Guid Value) : IId<GuideId>
{
    public static GuideId New() => new(Guid.CreateVersion7());

    public static GuideId From(Guid value) => new(value);
}

public readonly record struct ContactBodyId(Guid Value) : IId<ContactBodyId>
{
    public static ContactBodyId New() => new(Guid.CreateVersion7());

    public static ContactBodyId From(Guid value) => new(value);
}

public readonly record struct ContactCommentId(Guid Value) : IId<ContactCommentId>
{
    public static ContactCommentId New() => new(Guid.CreateVersion7());

    public static ContactCommentId From(Guid value) => new(value);
}

public readonly record struct RecommendationId(Guid Value) : IId<RecommendationId>
{
    public static RecommendationId New() => new(Guid.CreateVersion7());

    public static RecommendationId From(Guid value) => new(value);
}

public readonly record struct VoteId(Guid Value) : IId<VoteId>
{
    public static VoteId New() => new(Guid.CreateVersion7());

    public static VoteId From(Guid value) => new(value);
}

public readonly record struct CohortId(Guid Value) : IId<CohortId>
{
    public static CohortId New() => new(Guid.CreateVersion7());

    public static CohortId From(Guid value) => new(value);
}

public readonly record struct ProgrammeEventId(Guid Value) : IId<ProgrammeEventId>
{
    public static ProgrammeEventId New() => new(Guid.CreateVersion7());

    public static ProgrammeEventId From(Guid value) => new(value);
}
