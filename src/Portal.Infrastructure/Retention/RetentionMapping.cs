using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Calls;
using Portal.Domain.Retention;

namespace Portal.Infrastructure.Retention;

internal sealed class RetentionRuleMapping : IEntityTypeConfiguration<RetentionRule>
{
    public void Configure(EntityTypeBuilder<RetentionRule> rule)
    {
        rule.ToTable("retention_rules");
        rule.HasKey(one => one.Kind);
        rule.Property(one => one.Kind).HasConversion<string>().HasMaxLength(40);
        rule.Property(one => one.Visa).HasMaxLength(RetentionRule.VisaLength).HasDefaultValue("");
        rule.Ignore(one => one.IsInForce).Ignore(one => one.Events);
    }
}

internal sealed class CallRetentionMapping : IEntityTypeConfiguration<CallRetention>
{
    public void Configure(EntityTypeBuilder<CallRetention> rule)
    {
        rule.ToTable("call_retentions");
        rule.HasKey(one => new { one.CallId, one.Kind });
        rule.HasOne<Call>().WithMany().HasForeignKey(one => one.CallId);
        rule.Property(one => one.Kind).HasConversion<string>().HasMaxLength(40);
        rule.Ignore(one => one.Events);
    }
}
