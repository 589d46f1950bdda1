using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Infrastructure.Persistence;

internal sealed class DemoClockMapping : IEntityTypeConfiguration<DemoClock>
{
    public void Configure(EntityTypeBuilder<DemoClock> clock)
    {
        clock.ToTable("demo_clock", table => table.HasCheckConstraint("one_row", "id"));
        clock.HasKey(row => row.Id);
        clock.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class SeedStampMapping : IEntityTypeConfiguration<SeedStamp>
{
    public void Configure(EntityTypeBuilder<SeedStamp> stamp)
    {
        stamp.ToTable("seed_stamps");
        stamp.HasKey(row => row.Name);
    }
}
