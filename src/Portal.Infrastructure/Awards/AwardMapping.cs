using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain;
using Portal.Domain.Awards;
using Portal.Domain.Dossiers;
using Portal.Domain.Waves;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Awards;

internal sealed class AwardEditionMapping : IEntityTypeConfiguration<AwardEdition>
{
    public void Configure(EntityTypeBuilder<AwardEdition> edition)
    {
        edition.ToTable("award_editions");
        edition.HasKey(one => one.WaveId);
        edition.HasOne<Wave>().WithOne().HasForeignKey<AwardEdition>(one => one.WaveId);
        edition.Property(one => one.CategoryField).HasMaxLength(80);
        edition.Property(one => one.Shortlist).AsJson();
        edition.ComplexProperty(one => one.VotesUntil, DeadlineMapping.Map!);
        edition.Ignore(one => one.Events);
        edition.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class VoteMapping : IEntityTypeConfiguration<PublicVote>
{
    public void Configure(EntityTypeBuilder<PublicVote> vote)
    {
        vote.ToTable("votes");
        vote.HasOne<AwardEdition>().WithMany().HasForeignKey(one => one.WaveId);
        vote.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
        vote.Property(one => one.Category).HasMaxLength(80);
        vote.Property(one => one.Mailbox).HasMaxLength(EmailAddress.MaxLength);
        vote.Property(one => one.Network).HasMaxLength(64);
        vote.Property(one => one.Key).HasMaxLength(LinkSecret.Length);
        vote.HasIndex(one => one.Key).IsUnique();
        vote.HasIndex(one => new
        {
            one.WaveId,
            one.Mailbox,
            one.CastAt,
        });
        // One address, one vote a category, whatever comes at once.
        vote.HasIndex(one => new
            {
                one.WaveId,
                one.Mailbox,
                one.Category,
            })
            .HasFilter("confirmed_at is not null")
            .IsUnique()
            .HasDatabaseName("ix_votes_that_count");
        vote.HasIndex(one => new { one.WaveId, one.DossierId }).HasFilter("confirmed_at is not null");
    }
}
