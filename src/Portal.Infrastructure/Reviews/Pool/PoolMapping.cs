using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Dossiers;
using Portal.Domain.Programme;
using Portal.Domain.Reviews.Pool;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews.Pool;

public sealed class PoolExpertMapping : IEntityTypeConfiguration<PoolExpert>
{
    /// <summary>Of a record: whoever changes one names the revision that they read.</summary>
    public const string Revision = "Version";

    public void Configure(EntityTypeBuilder<PoolExpert> expert)
    {
        expert.ToTable(
            "pool_experts",
            table => table.HasCheckConstraint("capacity_in_range", $"capacity between 0 and {ExpertFacts.MostDossiers}")
        );
        expert.HasOne<Wave>().WithMany().HasForeignKey(one => one.WaveId);
        expert.HasIndex(one => new { one.WaveId, one.Email }).IsUnique();
        expert.Property(one => one.Email).UseCollation(Collations.IgnoresCase);
        expert.Property(one => one.Name).HasMaxLength(ExpertFacts.NameLength).UseCollation(Collations.French);
        expert.Property(one => one.Organisation).HasMaxLength(ExpertFacts.NameLength);
        expert.Property(one => one.Region).HasMaxLength(Term.KeyLength);
        expert.Property(one => one.Language).HasMaxLength(2);
        expert.PrimitiveCollection(one => one.Skills);
        expert.Property(one => one.Texts).AsJson();
        expert.Property(one => one.Links).AsJson();
        expert.Property(one => one.Aliases).AsJson();
        expert.Ignore(one => one.Facts).Ignore(one => one.Events);
        expert.HasMany(one => one.Conflicts).WithOne().HasForeignKey(conflict => conflict.PoolExpertId);
        expert.Property<uint>(Revision).IsRowVersion();
    }
}

internal sealed class ConflictMapping : IEntityTypeConfiguration<Conflict>
{
    public void Configure(EntityTypeBuilder<Conflict> conflict)
    {
        conflict.ToTable("conflicts");
        conflict.HasKey(one => new
        {
            one.PoolExpertId,
            one.DossierId,
            one.Kind,
        });
        conflict.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
        conflict.Property(one => one.Evidence).HasMaxLength(Conflict.MaxLength);
        conflict.ComplexProperty(one => one.Proposal);
        conflict.ComplexProperty(one => one.Lifting);
        conflict.Ignore(one => one.Stands).Ignore(one => one.IsFound);
    }
}
