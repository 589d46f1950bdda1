using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Infrastructure.Api;

internal sealed class KeptAnswerMapping : IEntityTypeConfiguration<KeptAnswer>
{
    public void Configure(EntityTypeBuilder<KeptAnswer> answer)
    {
        answer.ToTable("kept_answers");
        answer.HasKey(one => new { one.Person, one.Key });
        answer.Property(one => one.Key).HasMaxLength(KeptAnswer.LongestKey);
        answer.Property(one => one.RequestSha256).HasMaxLength(64);
        answer.Property(one => one.ETag).HasColumnName("etag");
        answer.HasIndex(one => one.ClaimedAt);
    }
}
