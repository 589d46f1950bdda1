using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Dossiers;
using Portal.Domain.Messages;

namespace Portal.Infrastructure.Messages;

internal sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> message)
    {
        message.ToTable("messages");
        message.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
        message.HasIndex(one => new { one.DossierId, one.WrittenAt });
        message.Property(one => one.Text).HasMaxLength(Message.MaxLength);
        message.ComplexProperty(one => one.Retraction);
        message.Ignore(one => one.Events);
        message.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class ThreadReadingMapping : IEntityTypeConfiguration<ThreadReading>
{
    public void Configure(EntityTypeBuilder<ThreadReading> reading)
    {
        reading.ToTable("thread_readings");
        reading.HasKey(one => new
        {
            one.DossierId,
            one.Person,
            one.Side,
        });
        reading.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
    }
}
