using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Calls;
using Portal.Domain.Cohorts;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Cohorts;

internal sealed class CohortMapping : IEntityTypeConfiguration<Cohort>
{
    public void Configure(EntityTypeBuilder<Cohort> cohort)
    {
        cohort.ToTable("cohorts");
        cohort.HasKey(one => one.Slug);
        cohort.Property(one => one.Slug).HasMaxLength(CallNames.SlugLength);
        cohort.Property(one => one.Id).HasDefaultValueSql("gen_random_uuid()");
        cohort.HasIndex(one => one.Id).IsUnique();
        cohort.Property(one => one.Call).HasMaxLength(80);
        cohort.Property(one => one.Content).AsJson();
        cohort.Ignore(one => one.Events);
        cohort.Property<uint>("Version").IsRowVersion();
    }
}
