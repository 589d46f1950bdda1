using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Decisions;

internal sealed class DecisionMapping : IEntityTypeConfiguration<Decision>
{
    public void Configure(EntityTypeBuilder<Decision> decision)
    {
        decision.ToTable("decisions");
        decision.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
        decision.HasIndex(one => one.DossierId).IsUnique();
        decision.HasIndex(one => one.WaveId);
        decision.HasOne<WinnerList>().WithMany().HasForeignKey(one => one.ListId);
        decision.Ignore(one => one.Events);
        decision.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class WinnerListMapping : IEntityTypeConfiguration<WinnerList>
{
    public void Configure(EntityTypeBuilder<WinnerList> list)
    {
        list.ToTable(
            "winner_lists",
            table => table.HasCheckConstraint("four_eyes", "approved_by is null or approved_by <> prepared_by")
        );
        list.HasOne<Wave>().WithMany().HasForeignKey(one => one.WaveId);
        list.HasIndex(one => one.WaveId);
        list.HasMany(one => one.Winners).WithOne().HasForeignKey(winner => winner.ListId);
        list.Ignore(one => one.Events);
        list.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class WinnerMapping : IEntityTypeConfiguration<Winner>
{
    public void Configure(EntityTypeBuilder<Winner> winner)
    {
        winner.ToTable("winners");
        winner.HasKey(one => new { one.ListId, one.DossierId });
        winner.Property(one => one.Partners).AsJson().HasDefaultValueSql("'[]'::jsonb");
        winner.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
    }
}
