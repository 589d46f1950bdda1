using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.Exports;
using Portal.Domain.FollowUp;
using Portal.Domain.Juries;
using Portal.Domain.Messages;
using Portal.Domain.Organisations;
using Portal.Domain.Programme;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Domain.Webhooks;

namespace Portal.Infrastructure.Persistence;

/// <summary>How values of the domain lie in columns, said once for all tables.</summary>
internal static class Conventions
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IgnoreReadOnlyProperties = true,
        // jsonb keeps keys in an order of its own.
        AllowOutOfOrderMetadataProperties = true,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower),
            new ParsedConverter<Siren>(Siren.Parse),
            new ParsedConverter<Siret>(Siret.Parse),
            new ParsedConverter<EmailAddress>(EmailAddress.Parse),
            new MoneyInJson(),
        },
    };

    public static void Apply(ModelConfigurationBuilder configuration)
    {
        Id<PersonId>(configuration);
        Id<CallId>(configuration);
        Id<FormId>(configuration);
        Id<GridId>(configuration);
        Id<TermId>(configuration);
        Id<WaveId>(configuration);
        Id<CutOffId>(configuration);
        Id<DossierId>(configuration);
        Id<FilingId>(configuration);
        Id<FieldVersionId>(configuration);
        Id<AttachmentId>(configuration);
        Id<UploadId>(configuration);
        Id<TeamInvitationId>(configuration);
        Id<InvitationId>(configuration);
        Id<MessageId>(configuration);
        Id<ComplementRequestId>(configuration);
        Id<ExpertId>(configuration);
        Id<PoolExpertId>(configuration);
        Id<ReviewId>(configuration);
        Id<DiscussionMessageId>(configuration);
        Id<SynthesisId>(configuration);
        Id<ExerciseId>(configuration);
        Id<TrialId>(configuration);
        Id<PassageNoteId>(configuration);
        Id<DecisionId>(configuration);
        Id<WinnerListId>(configuration);
        Id<CorrectionId>(configuration);
        Id<AppealId>(configuration);
        Id<ExportId>(configuration);
        Id<ProposalId>(configuration);
        Id<SignOffId>(configuration);
        Id<RankingRunId>(configuration);
        Id<PortfolioId>(configuration);
        Id<TakeOverId>(configuration);
        Id<JuryId>(configuration);
        Id<SittingId>(configuration);
        Id<AgendaItemId>(configuration);
        Id<SlotId>(configuration);
        Id<AuditionId>(configuration);
        Id<PollId>(configuration);
        Id<MinutesId>(configuration);
        Id<SubscriptionId>(configuration);
        Id<WebhookId>(configuration);
        Id<WebhookMessageId>(configuration);
        Id<ProjectId>(configuration);
        Id<MilestoneId>(configuration);
        Id<AgreementId>(configuration);
        Id<ReportId>(configuration);
        Id<OpinionId>(configuration);
        Id<PaymentId>(configuration);
        Id<RecoveryId>(configuration);
        Id<ProjectChangeId>(configuration);
        Id<ChallengeId>(configuration);
        Id<GuideId>(configuration);
        Id<CohortId>(configuration);
        Id<ProgrammeEventId>(configuration);
        Id<VoteId>(configuration);
        Id<RecommendationId>(configuration);
        Id<ContactBodyId>(configuration);
        Id<ContactCommentId>(configuration);
        Id<ConsultationId>(configuration);
        Id<ContributionId>(configuration);
        Id<ContributionGroupId>(configuration);
        configuration.Properties<MilestoneKind>().HaveConversion<string>().HaveMaxLength(20);
        configuration.Properties<MilestoneAnchor>().HaveConversion<string>().HaveMaxLength(10);
        configuration.Properties<EndingKind>().HaveConversion<string>().HaveMaxLength(20);
        configuration.Properties<Recommendation>().HaveConversion<string>().HaveMaxLength(20);
        configuration.Properties<JuryRole>().HaveConversion<string>().HaveMaxLength(20);
        configuration.Properties<PollKind>().HaveConversion<string>().HaveMaxLength(20);
        configuration.Properties<CallKind>().HaveConversion<string>().HaveMaxLength(40);
        configuration.Properties<DateKind>().HaveConversion<string>().HaveMaxLength(20);
        configuration.Properties<MissedComplements>().HaveConversion<string>().HaveMaxLength(40);
        configuration.Properties<TermKind>().HaveConversion<string>().HaveMaxLength(20);
        configuration.Properties<ExportKind>().HaveConversion<string>().HaveMaxLength(40);
        configuration.Properties<MemberRole>().HaveConversion<string>().HaveMaxLength(40);
        configuration.Properties<FieldVersionKind>().HaveConversion<string>().HaveMaxLength(40);
        configuration.Properties<ReviewVersionKind>().HaveConversion<string>().HaveMaxLength(40);
        configuration.Properties<MessageSide>().HaveConversion<string>().HaveMaxLength(40);
        configuration.Properties<VerdictAnswer>().HaveConversion<string>().HaveMaxLength(40);
        configuration.Properties<Outcome>().HaveConversion<string>().HaveMaxLength(40);
        configuration.Properties<OrganisationKind>().HaveConversion<string>().HaveMaxLength(40);
        configuration.Properties<OrganisationRole>().HaveConversion<string>().HaveMaxLength(40);
        configuration.Properties<ExpertRole>().HaveConversion<string>().HaveMaxLength(20);
        configuration.Properties<ConflictKind>().HaveConversion<string>().HaveMaxLength(40);
        configuration.Properties<Siren>().HaveConversion<SirenConverter>().HaveMaxLength(Siren.Length);
        configuration.Properties<Siret>().HaveConversion<SiretConverter>().HaveMaxLength(Siret.Length);
        configuration.Properties<EmailAddress>().HaveConversion<EmailConverter>().HaveMaxLength(EmailAddress.MaxLength);
        configuration.Properties<SuspensionReason>().HaveConversion<string>().HaveMaxLength(20);
        configuration.Properties<AttemptOutcome>().HaveConversion<string>().HaveMaxLength(20);
        configuration
            .Properties<WebhookAddress>()
            .HaveConversion<WebhookAddressConverter>()
            .HaveMaxLength(WebhookAddress.MaxLength);
        configuration.Properties<Money>().HaveConversion<MoneyConverter>().HavePrecision(14, 2);
        configuration.Properties<Answers>().HaveConversion<JsonConverter<Answers>, ByReference<Answers>>();
        configuration.Properties<Answers>().HaveColumnType("jsonb");
    }

    /// <summary>Nothing of the domain vanishes because something that it refers to is deleted.</summary>
    public static void KeepWhatIsReferredTo(ModelBuilder builder)
    {
        var ours = builder
            .Model.GetEntityTypes()
            .Where(type => type.ClrType.Namespace!.StartsWith("Portal.Domain", StringComparison.Ordinal));
        foreach (var key in ours.SelectMany(type => type.GetForeignKeys()))
            key.DeleteBehavior = DeleteBehavior.Restrict;
    }

    /// <summary>Keeps a value as jsonb. Values are immutable, so another reference is another value.</summary>
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property) =>
        property.HasConversion(new JsonConverter<T>(), new ByReference<T>()).HasColumnType("jsonb");

    /// <summary>The same, for a value within another one.</summary>
    public static ComplexTypePropertyBuilder<T> AsJson<T>(this ComplexTypePropertyBuilder<T> property) =>
        property.HasConversion(new JsonConverter<T>(), new ByReference<T>()).HasColumnType("jsonb");

    private static void Id<TId>(ModelConfigurationBuilder configuration)
        where TId : struct, IId<TId> => configuration.Properties<TId>().HaveConversion<IdConverter<TId>>();

    internal sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => Make(value))
        where TId : struct, IId<TId>
    {
        // An expression tree can't call a static member of an interface itself.
        private static TId Make(Guid value) => TId.From(value);
    }

    internal sealed class EmailConverter()
        : ValueConverter<EmailAddress, string>(address => address.Value, text => EmailAddress.Parse(text));

    internal sealed class SiretConverter()
        : ValueConverter<Siret, string>(siret => siret.Value, text => Siret.Parse(text));

    internal sealed class WebhookAddressConverter()
        : ValueConverter<WebhookAddress, string>(address => address.Value, text => WebhookAddress.Parse(text));

    internal sealed class SirenConverter()
        : ValueConverter<Siren, string>(siren => siren.Value, text => Siren.Parse(text));

    internal sealed class MoneyConverter()
        : ValueConverter<Money, decimal>(money => money.Euros, euros => new Money(euros));

    internal sealed class JsonConverter<T>()
        : ValueConverter<T, string>(
            value => JsonSerializer.Serialize(value, Json),
            text => JsonSerializer.Deserialize<T>(text, Json)!
        );

    internal sealed class ByReference<T>()
        : ValueComparer<T>(
            (left, right) => ReferenceEquals(left, right),
            value => value == null ? 0 : System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value),
            value => value
        );
}
