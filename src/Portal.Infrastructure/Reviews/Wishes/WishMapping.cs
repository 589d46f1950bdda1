using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Wishes;
using Portal.Domain.Waves;

namespace Portal.Infrastructure.Reviews.Wishes;

internal sealed class WishMapping : IEntityTypeConfiguration<Wish>
{
    public void Configure(EntityTypeBuilder<Wish> wish)
    {
        wish.ToTable("wishes");
        wish.HasKey(one => new { one.ExpertId, one.DossierId });
        wish.HasOne<Expert>().WithMany().HasForeignKey(one => one.ExpertId).OnDelete(DeleteBehavior.Cascade);
        wish.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId).OnDelete(DeleteBehavior.Cascade);
        wish.HasOne<Wave>().WithMany().HasForeignKey(one => one.WaveId);
        wish.Ignore(one => one.Events);
        wish.Property<uint>("Version").IsRowVersion();
    }
}
