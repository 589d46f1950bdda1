using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Retention;

namespace Portal.Infrastructure.Retention;

internal sealed class RetentionRuleMapping : IEntityTypeConfiguration<RetentionRule>
{
    public void Configure(EntityTypeBuilder<RetentionRule> rule)
    {
        rule.ToTable("retention_rules");
        rule.HasKey(one => one.Kind);
        rule.Property(one => one.Kind).HasConversion<string>().HasMaxLength(40);
        rule.Ignore(one => one.Events);
    }
}
