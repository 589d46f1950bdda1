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
        decision.ToTable(
            "decisions",
            table =>
            {
                table.HasCheckConstraint("reserve_has_a_rank", "(outcome = 'Reserve') = (reserve_rank is not null)");
                table.HasCheckConstraint("reserve_rank_from_1", "reserve_rank > 0");
                table.HasCheckConstraint("moves_to_a_cut_off", "(outcome = 'NextCutOff') = (moves_to is not null)");
                table.HasCheckConstraint("moved_where_it_was_to", "moved_at is null or moves_to is not null");
            }
        );
        decision.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
        decision.HasIndex(one => one.DossierId).IsUnique().HasFilter("moved_at is null");
        decision.HasOne<CutOff>().WithMany().HasForeignKey(one => one.MovesTo);
        decision.HasIndex(one => new { one.ListId, one.ReserveRank }).IsUnique();
        decision.Property(one => one.Conditions).HasDefaultValue("");
        decision.Property(one => one.Criteria).AsJson().HasDefaultValueSql("'[]'");
        decision.Ignore(one => one.Ruling);
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
        list.Property(one => one.Source).HasMaxLength(PastAnnouncement.SourceLength);
        list.HasIndex(one => one.WaveId, "ix_winner_lists_one_import_a_wave")
            .IsUnique()
            .HasFilter("source is not null and dropped_at is null");
        list.HasMany(one => one.Winners).WithOne().HasForeignKey(winner => winner.ListId);
        list.HasMany(one => one.Signatures).WithOne().HasForeignKey(signature => signature.ListId);
        list.Property(one => one.Steps).AsJson();
        list.Property(one => one.Letters).AsJson().HasDefaultValueSql("'[]'");
        list.Property(one => one.Changes).AsJson().HasDefaultValueSql("'[]'");
        list.Ignore(one => one.NextStep).Ignore(one => one.Events);
        list.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class ListSignatureMapping : IEntityTypeConfiguration<ListSignature>
{
    public void Configure(EntityTypeBuilder<ListSignature> signature)
    {
        signature.ToTable("list_signatures");
        signature.HasKey(one => new { one.ListId, one.Number });
        signature.HasIndex(one => new { one.ListId, one.By }).IsUnique().HasFilter("voided_at is null");
        signature.HasIndex(one => new { one.ListId, one.Step }).IsUnique().HasFilter("voided_at is null");
        signature.Ignore(one => one.Holds);
    }
}

internal sealed class CorrectionMapping : IEntityTypeConfiguration<Correction>
{
    public void Configure(EntityTypeBuilder<Correction> correction)
    {
        correction.ToTable(
            "corrections",
            table =>
            {
                table.HasCheckConstraint("four_eyes", "approved_by is null or approved_by <> prepared_by");
                table.HasCheckConstraint("published_once_approved", "published_at is null or approved_at is not null");
            }
        );
        correction.HasOne<WinnerList>().WithMany().HasForeignKey(one => one.ListId);
        correction.HasIndex(one => one.ListId).IsUnique().HasFilter("published_at is null and dropped_at is null");
        correction.Property(one => one.Items).AsJson();
        correction.Property(one => one.Steps).AsJson();
        correction.Property(one => one.Signatures).AsJson();
        correction.Ignore(one => one.NextStep).Ignore(one => one.IsOpen).Ignore(one => one.Events);
        correction.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class WinnerMapping : IEntityTypeConfiguration<Winner>
{
    public void Configure(EntityTypeBuilder<Winner> winner)
    {
        winner.ToTable("winners");
        winner.HasKey(one => new { one.ListId, one.Number });
        winner.HasIndex(one => new { one.ListId, one.DossierId }).IsUnique();
        winner.Property(one => one.Partners).AsJson().HasDefaultValueSql("'[]'::jsonb");
        winner.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
    }
}
