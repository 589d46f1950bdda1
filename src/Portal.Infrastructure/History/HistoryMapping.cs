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
        // Sql/20-history.sql puts its own function in the default's place.
        entry.Property(one => one.Transaction).HasDefaultValueSql("0").ValueGeneratedOnAdd();
        entry.HasIndex(one => new { one.Transaction, one.Id }).IsUnique();
        entry.HasIndex(one => new { one.SubjectKind, one.SubjectId });
        // What was erased when, among all that ever happened.
        entry
            .HasIndex(one => one.At)
            .HasDatabaseName("ix_history_erased")
            .HasFilter(
                "name in ('dossier.erased', 'dossier.filed-erased', 'wave.experts-forgotten', 'person.account-closed')"
            );
    }
}

internal sealed class HistorySealMapping : IEntityTypeConfiguration<HistorySeal>
{
    public void Configure(EntityTypeBuilder<HistorySeal> seal)
    {
        seal.ToTable("history_seals");
        seal.HasKey(one => one.Position);
        seal.Property(one => one.Position).ValueGeneratedNever();
        seal.HasOne<HistoryEntry>().WithOne().HasForeignKey<HistorySeal>(one => one.EntryId);
        seal.Property(one => one.Hash).HasMaxLength(64);
    }
}
