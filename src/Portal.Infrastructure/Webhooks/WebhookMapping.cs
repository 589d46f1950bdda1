using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Dossiers;
using Portal.Domain.Webhooks;

namespace Portal.Infrastructure.Webhooks;

internal sealed class WebhookMapping : IEntityTypeConfiguration<Webhook>
{
    public void Configure(EntityTypeBuilder<Webhook> webhook)
    {
        webhook.ToTable("webhooks");
        webhook.HasIndex(one => one.Owner);
        webhook.PrimitiveCollection(one => one.Types);
        webhook.ComplexProperty(one => one.Former);
        webhook.ComplexProperty(one => one.Suspension);
        webhook.Ignore(one => one.Events);
        webhook.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class WebhookMessageMapping : IEntityTypeConfiguration<WebhookMessage>
{
    public void Configure(EntityTypeBuilder<WebhookMessage> message)
    {
        message.ToTable("webhook_messages");
        message.HasOne<Webhook>().WithMany().HasForeignKey(one => one.WebhookId);
        message.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
        message.Property(one => one.Type).HasMaxLength(40);
        message.Property(one => one.Occasion).HasMaxLength(200);
        message.HasIndex(one => new { one.WebhookId, one.Occasion }).IsUnique();
        message.HasIndex(one => one.DueAt).HasFilter("due_at is not null");
        message.Ignore(one => one.HeaderId).Ignore(one => one.State);
        message.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class WebhookAttemptMapping : IEntityTypeConfiguration<WebhookAttempt>
{
    public void Configure(EntityTypeBuilder<WebhookAttempt> attempt)
    {
        attempt.ToTable("webhook_attempts");
        attempt.HasKey(one => new { one.MessageId, one.Try });
        attempt.HasOne<WebhookMessage>().WithMany().HasForeignKey(one => one.MessageId);
        attempt.Property(one => one.Answer).HasMaxLength(WebhookAttempt.MostKept);
        attempt.HasIndex(one => one.At);
    }
}
