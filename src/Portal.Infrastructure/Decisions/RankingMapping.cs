using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Decisions;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Decisions;

internal sealed class RankingMapping : IEntityTypeConfiguration<RankingRun>
{
    public void Configure(EntityTypeBuilder<RankingRun> run)
    {
        run.ToTable("ranking_runs");
        run.HasOne<Wave>().WithMany().HasForeignKey(one => one.WaveId);
        // Asked for twice, it is computed once.
        run.HasIndex(one => new { one.WaveId, one.InputsSha256 }).IsUnique();
        run.Property(one => one.InputsSha256).HasMaxLength(64);
        run.Property(one => one.Matter).AsJson();
        run.Property(one => one.Terms).AsJson();
        run.Property(one => one.Result).AsJson();
        run.Ignore(one => one.Events);
        // When a try last gave a sign of life, by the database's own clock.
        run.Property<DateTimeOffset?>("BeatAt");
        run.Property<uint>("Version").IsRowVersion();
    }
}
