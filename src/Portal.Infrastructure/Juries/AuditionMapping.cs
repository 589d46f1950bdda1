using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Dossiers;
using Portal.Domain.Juries;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Juries;

internal sealed class AuditionSlotMapping : IEntityTypeConfiguration<AuditionSlot>
{
    public void Configure(EntityTypeBuilder<AuditionSlot> slot)
    {
        slot.ToTable("audition_slots");
        slot.Property(one => one.Id).ValueGeneratedNever();
        slot.HasIndex(one => new { one.SittingId, one.StartsAt }).IsUnique();
    }
}

internal sealed class AuditionMapping : IEntityTypeConfiguration<Audition>
{
    public void Configure(EntityTypeBuilder<Audition> audition)
    {
        audition.ToTable("auditions");
        audition.HasOne<Sitting>().WithMany().HasForeignKey(one => one.SittingId);
        audition.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
        audition.HasOne<AuditionSlot>().WithMany().HasForeignKey(one => one.SlotId);
        audition.HasIndex(one => one.SlotId).IsUnique();
        audition.HasIndex(one => new { one.SittingId, one.DossierId }).IsUnique();
        audition.ComplexProperty(one => one.Until, DeadlineMapping.Map);
        audition.Ignore(one => one.Events);
        audition.Property<uint>("Version").IsRowVersion();
    }
}
