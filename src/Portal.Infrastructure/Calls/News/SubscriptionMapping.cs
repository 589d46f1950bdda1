using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Calls;
using Portal.Infrastructure.Identity;

namespace Portal.Infrastructure.Calls.News;

internal sealed class SubscriptionMapping : IEntityTypeConfiguration<Subscription>
{
    public void Configure(EntityTypeBuilder<Subscription> subscription)
    {
        subscription.ToTable("subscriptions");
        subscription.Property(one => one.Key).HasMaxLength(LinkSecret.Length);
        subscription.HasIndex(one => one.Key).IsUnique();
        subscription.HasIndex(one => one.Email);
    }
}
