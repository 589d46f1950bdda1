using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Recommendations;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Recommendations;

internal sealed class FollowedReportMapping : IEntityTypeConfiguration<FollowedReport>
{
    public void Configure(EntityTypeBuilder<FollowedReport> report)
    {
        report.ToTable("followed_reports");
        report.HasKey(one => one.Slug);
        report.Property(one => one.Slug).HasMaxLength(80);
        report.Property(one => one.Words).AsJson();
    }
}

internal sealed class RecommendationMapping : IEntityTypeConfiguration<FollowedRecommendation>
{
    public void Configure(EntityTypeBuilder<FollowedRecommendation> recommendation)
    {
        recommendation.ToTable("recommendations");
        recommendation.HasOne<FollowedReport>().WithMany().HasForeignKey(one => one.Report);
        recommendation.Property(one => one.Report).HasMaxLength(80);
        recommendation.HasIndex(one => new { one.Report, one.Number }).IsUnique();
        recommendation.Property(one => one.Axis).AsJson();
        recommendation.Property(one => one.Text).AsJson();
        recommendation.Property(one => one.Steps).AsJson();
        recommendation.Property(one => one.Owner).HasMaxLength(FollowedRecommendation.OwnerLength);
        recommendation.Ignore(one => one.State).Ignore(one => one.Events);
        recommendation.Property<uint>("Version").IsRowVersion();
    }
}
