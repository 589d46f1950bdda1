using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.FollowUp;

internal sealed class ProjectMapping : IEntityTypeConfiguration<Project>
{
    public void Configure(EntityTypeBuilder<Project> project)
    {
        project.ToTable("projects");
        project.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
        // A dossier wins once, whoever notes it at once.
        project.HasIndex(one => one.DossierId).IsUnique();
        project.HasOne<Call>().WithMany().HasForeignKey(one => one.CallId);
        project.HasOne<Wave>().WithMany().HasForeignKey(one => one.WaveId);
        project.HasIndex(one => one.WaveId);
        project.Property(one => one.Tranches).AsJson();
        project.ComplexProperty(one => one.Suspension);
        project.ComplexProperty(one => one.Ending);
        project.HasMany(one => one.Milestones).WithOne().HasForeignKey(milestone => milestone.ProjectId);
        project.Navigation(one => one.Milestones).HasField("_milestones").AutoInclude();
        project.Ignore(one => one.IsOverruled).Ignore(one => one.Events);
        project.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class MilestoneMapping : IEntityTypeConfiguration<Milestone>
{
    public void Configure(EntityTypeBuilder<Milestone> milestone)
    {
        milestone.ToTable("milestones");
        milestone.Property(one => one.Id).ValueGeneratedNever();
        milestone.HasIndex(one => new { one.ProjectId, one.Key }).IsUnique();
        milestone.Property(one => one.Key).HasMaxLength(CallNames.KeyLength);
        milestone.Property(one => one.Title).AsJson();
        milestone.ComplexProperty(one => one.Due, DeadlineMapping.Map);
        milestone.ComplexProperty(one => one.Go);
        milestone.Ignore(one => one.IsOpen).Ignore(one => one.IsAwaited).Ignore(one => one.IsMet);
    }
}

internal sealed class AgreementMapping : IEntityTypeConfiguration<Agreement>
{
    public void Configure(EntityTypeBuilder<Agreement> agreement)
    {
        agreement.ToTable(
            "agreements",
            table =>
            {
                table.HasCheckConstraint("four_eyes", "by_service_by is null or by_service_by <> drawn_by");
                table.HasCheckConstraint("carrier_first", "by_service_at is null or by_carrier_at is not null");
            }
        );
        agreement.HasOne<Project>().WithMany().HasForeignKey(one => one.ProjectId);
        agreement
            .HasIndex(one => one.ProjectId)
            .HasDatabaseName("ix_agreements_one_under_way")
            .IsUnique()
            .HasFilter("by_service_at is null and dropped_at is null");
        agreement.Property(one => one.Terms).AsJson();
        agreement.Property(one => one.Plan).AsJson();
        agreement.ComplexProperty(one => one.Asked);
        agreement.ComplexProperty(one => one.ByCarrier, Signature!);
        agreement.ComplexProperty(one => one.ByService, Signature!);
        agreement.Ignore(one => one.State).Ignore(one => one.IsUnderWay).Ignore(one => one.IsAmendment);
        agreement.Ignore(one => one.Events);
        agreement.Property<uint>("Version").IsRowVersion();
    }

    private static void Signature(ComplexPropertyBuilder<AgreementSignature> signature) =>
        signature.Property(one => one.Copy).AsJson();
}

internal sealed class ProjectReportMapping : IEntityTypeConfiguration<ProjectReport>
{
    public void Configure(EntityTypeBuilder<ProjectReport> report)
    {
        report.ToTable("project_reports");
        report.HasOne<Project>().WithMany().HasForeignKey(one => one.ProjectId);
        report.HasOne<Milestone>().WithMany().HasForeignKey(one => one.MilestoneId);
        report.HasIndex(one => one.MilestoneId).IsUnique();
        report.Property(one => one.Sections).AsJson();
        report.Property(one => one.Submissions).AsJson();
        report.ComplexProperty(one => one.Return);
        report.ComplexProperty(one => one.Acceptance);
        report.Ignore(one => one.IsWritten).Ignore(one => one.Form).Ignore(one => one.Obstacles);
        report.Ignore(one => one.Events);
        report.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class InterimOpinionMapping : IEntityTypeConfiguration<InterimOpinion>
{
    public void Configure(EntityTypeBuilder<InterimOpinion> opinion)
    {
        opinion.ToTable("interim_opinions");
        opinion.HasOne<Project>().WithMany().HasForeignKey(one => one.ProjectId);
        opinion.HasOne<Milestone>().WithMany().HasForeignKey(one => one.MilestoneId);
        opinion.HasIndex(one => new { one.MilestoneId, one.Expert }).IsUnique();
        opinion.HasIndex(one => one.Expert);
        opinion.Property(one => one.Asks).AsJson();
        opinion.Property(one => one.Sheet).AsJson();
        opinion.Property(one => one.Score).HasPrecision(9, 4);
        opinion.ComplexProperty(one => one.Recusal);
        opinion.Ignore(one => one.IsOpen).Ignore(one => one.Grid).Ignore(one => one.Obstacles);
        opinion.Ignore(one => one.Events);
        opinion.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class PaymentMapping : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> payment)
    {
        payment.ToTable(
            "payments",
            table =>
            {
                table.HasCheckConstraint("four_eyes", "order_by is null or order_by <> control_by");
                table.HasCheckConstraint("ordered_once_controlled", "order_at is null or control_at is not null");
                table.HasCheckConstraint("paid_once_ordered", "paid_at is null or order_at is not null");
                table.HasCheckConstraint("refused_or_ordered", "refusal_at is null or order_at is null");
            }
        );
        payment.HasOne<Project>().WithMany().HasForeignKey(one => one.ProjectId);
        // A tranche is asked for once, whoever asks at once.
        payment.HasIndex(one => new { one.ProjectId, one.TrancheKey }).IsUnique().HasFilter("refusal_at is null");
        payment.Property(one => one.TrancheKey).HasMaxLength(CallNames.KeyLength);
        payment.Property(one => one.Title).AsJson();
        payment.ComplexProperty(one => one.Control);
        payment.ComplexProperty(one => one.Order);
        payment.ComplexProperty(one => one.Paid);
        payment.ComplexProperty(one => one.Refusal);
        payment.Ignore(one => one.State).Ignore(one => one.Events);
        payment.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class RecoveryMapping : IEntityTypeConfiguration<Recovery>
{
    public void Configure(EntityTypeBuilder<Recovery> recovery)
    {
        recovery.ToTable(
            "recoveries",
            table => table.HasCheckConstraint("four_eyes", "order_by is null or order_by <> prepared_by")
        );
        recovery.HasOne<Project>().WithMany().HasForeignKey(one => one.ProjectId);
        recovery.ComplexProperty(one => one.Order);
        recovery.ComplexProperty(one => one.Received);
        recovery.Ignore(one => one.Events);
        recovery.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class ProjectChangeMapping : IEntityTypeConfiguration<ProjectChange>
{
    public void Configure(EntityTypeBuilder<ProjectChange> change)
    {
        change.ToTable("project_changes");
        change.HasOne<Project>().WithMany().HasForeignKey(one => one.ProjectId);
        change.Property(one => one.Matter).AsJson();
        change.ComplexProperty(one => one.Decision);
        change.Ignore(one => one.Events);
        change.Property<uint>("Version").IsRowVersion();
    }
}
