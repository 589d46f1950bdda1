using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Notifications;

internal sealed class OutboxMailMapping : IEntityTypeConfiguration<OutboxMail>
{
    public void Configure(EntityTypeBuilder<OutboxMail> mail)
    {
        mail.ToTable("outbox");
        mail.Property(one => one.Id).ValueGeneratedNever();
        mail.Property(one => one.Occasion).HasMaxLength(200);
        mail.Property(one => one.Template).HasMaxLength(80);
        mail.Property(one => one.Language).HasMaxLength(2);
        mail.Property(one => one.Data).AsJson();
        mail.Property(one => one.Appointment).AsJson();
        mail.HasIndex(one => new { one.Recipient, one.Occasion }).IsUnique();
        mail.HasIndex(one => one.CreatedAt).HasFilter("sent_at is null");
    }
}
