using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Notifications;

internal sealed class OutboxMailMapping : IEntityTypeConfiguration<OutboxMail>
{
    public void Configure(EntityTypeBuilder<OutboxMail> mail)
    {
        mail.ToTable("outbox");
        mail.Ignore(one => one.IsSample);
        mail.Property(one => one.Id).ValueGeneratedNever();
        mail.Property(one => one.Occasion).HasMaxLength(200);
        mail.Property(one => one.Template).HasMaxLength(80);
        mail.Property(one => one.Language).HasMaxLength(2);
        mail.Property(one => one.Data).AsJson();
        mail.Property(one => one.Appointment).AsJson();
        mail.HasIndex(one => new { one.Recipient, one.Occasion }).IsUnique();
        mail.Property(one => one.BounceKind).HasConversion<string>().HasMaxLength(20);
        mail.Property(one => one.BounceSaid).HasMaxLength(600);
        mail.HasIndex(one => new
            {
                one.CallId,
                one.CreatedAt,
                one.Id,
            })
            .HasFilter("call_id is not null");
        mail.Property(one => one.Way).HasConversion<string>().HasMaxLength(20);
        mail.HasIndex(one => one.CreatedAt, "unsorted")
            .HasDatabaseName("ix_outbox_unsorted")
            .HasFilter("way is null and sent_at is null");
        mail.HasIndex(one => one.CreatedAt, "leaving")
            .HasDatabaseName("ix_outbox_leaving")
            .HasFilter("way = 'AtOnce' and sent_at is null");
        mail.HasIndex(one => one.CarriedBy).HasFilter("carried_by is not null");
        mail.HasIndex(one => one.SortedAt).HasFilter("way = 'AtOnce'");
        mail.HasIndex(one => one.DigestAt).HasFilter("digest_at is not null and carried_by is null");
        mail.HasOne<OutboxMail>().WithMany().HasForeignKey(one => one.CarriedBy).OnDelete(DeleteBehavior.NoAction);
    }
}

internal sealed class MailChoiceMapping : IEntityTypeConfiguration<MailChoice>
{
    public void Configure(EntityTypeBuilder<MailChoice> choice)
    {
        choice.ToTable("mail_choices");
        choice.HasKey(one => new { one.Person, one.Class });
        choice.Property(one => one.Class).HasConversion<string>().HasMaxLength(20);
        choice.Property(one => one.Way).HasConversion<string>().HasMaxLength(20);
        choice.Property(one => one.Before).HasConversion<string>().HasMaxLength(20);
    }
}

internal sealed class MailTextMapping : IEntityTypeConfiguration<MailTextVersion>
{
    public void Configure(EntityTypeBuilder<MailTextVersion> version)
    {
        version.ToTable("mail_texts");
        version.Ignore(one => one.Events);
        version.Property(one => one.Id).ValueGeneratedNever();
        version.Property(one => one.Template).HasMaxLength(80);
        version.Property(one => one.Wording).AsJson();
        version.HasIndex(one => new { one.Template, one.Number }).IsUnique();
    }
}

internal sealed class AddressRefusalMapping : IEntityTypeConfiguration<AddressRefusal>
{
    public void Configure(EntityTypeBuilder<AddressRefusal> refusal)
    {
        refusal.ToTable("address_refusals");
        refusal.Ignore(one => one.Holds);
        refusal.HasKey(one => one.Address);
        refusal.Property(one => one.Address).HasMaxLength(EmailAddress.MaxLength);
        refusal.Property(one => one.Status).HasMaxLength(20);
    }
}
