using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Infrastructure.History;

internal sealed class HistoryEntryMapping : IEntityTypeConfiguration<HistoryEntry>
{
    public void Configure(EntityTypeBuilder<HistoryEntry> entry)
    {
        entry.ToTable("history");
        entry.Property(one => one.Id).UseIdentityAlwaysColumn();
        entry.Property(one => one.Name).HasMaxLength(80);
        entry.Property(one => one.SubjectKind).HasMaxLength(40);
        // Text, not jsonb: what was hashed must come back byte for byte.
        entry.Property(one => one.Data).HasColumnType("text");
        entry.Property(one => one.RecordedAt).HasDefaultValueSql("clock_timestamp()").ValueGeneratedOnAdd();
        entry
            .Property(one => one.Transaction)
            .HasColumnType("xid8")
            .HasDefaultValueSql("pg_current_xact_id()")
            .ValueGeneratedOnAdd();
        entry.HasIndex(one => one.RecordedAt);
        entry.HasIndex(one => new { one.SubjectKind, one.SubjectId });
    }
}

internal sealed class HistoryLinkMapping : IEntityTypeConfiguration<HistoryLink>
{
    public void Configure(EntityTypeBuilder<HistoryLink> link)
    {
        link.ToTable("history_links");
        link.HasKey(one => one.Position);
        link.Property(one => one.Position).ValueGeneratedNever();
        link.HasOne<HistoryEntry>().WithOne().HasForeignKey<HistoryLink>(one => one.EntryId);
        link.Property(one => one.Previous).HasMaxLength(64);
        link.Property(one => one.Hash).HasMaxLength(64);
    }
}
