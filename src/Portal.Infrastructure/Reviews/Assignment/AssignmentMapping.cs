using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Reviews.Assignment;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews.Assignment;

internal sealed class AssignmentMapping : IEntityTypeConfiguration<AssignmentProposal>
{
    /// <summary>When a try last gave a sign of life, by the database's own clock.</summary>
    public const string BeatAt = "BeatAt";

    public void Configure(EntityTypeBuilder<AssignmentProposal> proposal)
    {
        proposal.ToTable("assignment_proposals");
        proposal.Property(one => one.Id).ValueGeneratedNever();
        proposal.HasOne<Wave>().WithMany().HasForeignKey(one => one.WaveId);
        proposal.Property<DateTimeOffset?>(BeatAt);
        proposal.Property(one => one.Terms).AsJson();
        proposal.Property(one => one.Panel).AsJson();
        proposal.Property(one => one.Pairs).AsJson();
        proposal.Property(one => one.Obstacles).AsJson();
        proposal.Property(one => one.Acceptance).AsJson();
        proposal.Ignore(one => one.State).Ignore(one => one.Added).Ignore(one => one.Events);
        proposal.Property<uint>("Version").IsRowVersion();
        // Two officers who ask at once wait for one answer: AssignmentProposal.IsUnderWay.
        proposal
            .HasIndex(one => one.WaveId)
            .IsUnique()
            .HasFilter("solved_at is null and cancelled_at is null and failed_at is null");
    }
}
