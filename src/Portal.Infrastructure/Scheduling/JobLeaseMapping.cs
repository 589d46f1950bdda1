using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Infrastructure.Scheduling;

internal sealed class JobLeaseMapping : IEntityTypeConfiguration<JobLease>
{
    public void Configure(EntityTypeBuilder<JobLease> lease)
    {
        lease.ToTable("job_leases");
        lease.HasKey(one => new { one.Name, one.Lane });
        lease.Property(one => one.Name).HasMaxLength(60);
        lease.Property(one => one.Holder).HasMaxLength(200);
        lease.Property(one => one.Failure).HasMaxLength(200);
        lease.Property(one => one.Outcome).HasConversion<string>().HasMaxLength(20);
        lease.Property(one => one.KnownSince).HasDefaultValueSql("clock_timestamp()");
    }
}
