using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews;

internal sealed class SynthesisMapping : IEntityTypeConfiguration<Synthesis>
{
    public void Configure(EntityTypeBuilder<Synthesis> synthesis)
    {
        synthesis.ToTable("syntheses");
        synthesis.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
        synthesis.HasOne<Wave>().WithMany().HasForeignKey(one => one.WaveId);
        synthesis.HasOne<Grid>().WithMany().HasForeignKey(one => one.GridId);
        synthesis.HasOne<Review>().WithMany().HasForeignKey(one => one.Rapporteur);
        synthesis.HasQueryFilter(one => one.SetAsideAt == null);
        synthesis.HasIndex(one => one.DossierId).IsUnique().HasFilter("set_aside_at is null");
        synthesis.Property(one => one.Sheet).AsJson();
        synthesis.Property(one => one.Revision).IsConcurrencyToken();
        synthesis.HasMany(one => one.Versions).WithOne().HasForeignKey(version => version.SynthesisId);
        synthesis.HasMany(one => one.Opinions).WithOne().HasForeignKey(opinion => opinion.SynthesisId);
        synthesis.Ignore(one => one.Events);
        synthesis.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class SynthesisVersionMapping : IEntityTypeConfiguration<SynthesisVersion>
{
    public void Configure(EntityTypeBuilder<SynthesisVersion> version)
    {
        version.ToTable("synthesis_versions");
        version.HasKey(one => new { one.SynthesisId, one.Revision });
        version.Property(one => one.Revision).ValueGeneratedNever();
        version.Property(one => one.Sheet).AsJson();
    }
}

internal sealed class SynthesisOpinionMapping : IEntityTypeConfiguration<SynthesisOpinion>
{
    public void Configure(EntityTypeBuilder<SynthesisOpinion> opinion)
    {
        opinion.ToTable("synthesis_opinions");
        opinion.HasKey(one => new
        {
            one.SynthesisId,
            one.ReviewId,
            one.At,
        });
        opinion.HasOne<Review>().WithMany().HasForeignKey(one => one.ReviewId);
    }
}
