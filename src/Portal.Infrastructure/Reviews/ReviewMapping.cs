using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews;

internal sealed class ExpertInvitationMapping : IEntityTypeConfiguration<ExpertInvitation>
{
    public void Configure(EntityTypeBuilder<ExpertInvitation> invitation)
    {
        invitation.ToTable("expert_invitations");
        invitation.HasOne<PoolExpert>().WithOne().HasForeignKey<ExpertInvitation>(one => one.PoolExpertId);
        invitation.HasOne<Wave>().WithMany().HasForeignKey(one => one.WaveId);
        invitation.HasIndex(one => new { one.WaveId, one.Email }).IsUnique();
        invitation.Property(one => one.Email).UseCollation(Collations.IgnoresCase);
        invitation.HasIndex(one => one.TokenHash).IsUnique();
        invitation.Property(one => one.TokenHash).HasMaxLength(64);
        invitation.Property(one => one.ReminderHash).HasMaxLength(64);
        invitation.HasIndex(one => one.ReminderHash).IsUnique();
        invitation.Property(one => one.ValidityDays).HasDefaultValue(ExpertInvitation.UsualDays);
        invitation.Ignore(one => one.ExpiresAt).Ignore(one => one.RemindsAt).Ignore(one => one.Events);
        invitation.ComplexProperty(one => one.Answer);
        invitation.ComplexProperty(
            one => one.Substitute,
            named =>
            {
                named.Property(one => one!.Name).HasMaxLength(Portal.Domain.Reviews.Pool.ExpertFacts.NameLength);
            }
        );
        invitation.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class ExpertMapping : IEntityTypeConfiguration<Expert>
{
    public void Configure(EntityTypeBuilder<Expert> expert)
    {
        expert.ToTable("experts");
        expert.Property(one => one.Name).UseCollation(Collations.French);
        expert.HasOne<Wave>().WithMany().HasForeignKey(one => one.WaveId);
        expert.HasIndex(one => new { one.WaveId, one.Person }).IsUnique();
        expert.HasIndex(one => one.Person);
        expert.Ignore(one => one.Events);
        expert.HasOne(one => one.Pool).WithOne().HasForeignKey<Expert>(one => one.PoolExpertId);
        expert.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class ReviewMapping : IEntityTypeConfiguration<Review>
{
    public void Configure(EntityTypeBuilder<Review> review)
    {
        review.ToTable("reviews");
        review.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
        review.HasOne<Filing>().WithMany().HasForeignKey(one => one.FilingId);
        review.HasOne<Expert>().WithMany().HasForeignKey(one => one.ExpertId);
        review.HasOne<Grid>().WithMany().HasForeignKey(one => one.GridId);
        // What was set aside is nobody's to read, to weigh or to count, and stands in no other review's way.
        review.HasQueryFilter(one => one.SetAsideAt == null);
        review.HasIndex(one => new { one.DossierId, one.ExpertId }).IsUnique().HasFilter("set_aside_at is null");
        review.HasIndex(one => one.ExpertPerson);
        review.HasIndex(one => one.WaveId);
        review.Property(one => one.Sheet).AsJson();
        review.Property(one => one.Score).HasPrecision(9, 4);
        review.Property(one => one.Revision).IsConcurrencyToken();
        review.ComplexProperty(one => one.Recusal);
        review.ComplexProperty(one => one.Reopened);
        review.ComplexProperty(one => one.Doubt);
        review.Property(one => one.Draft).AsJson();
        review.HasMany(one => one.Versions).WithOne().HasForeignKey(version => version.ReviewId);
        review.Ignore(one => one.Events).Ignore(one => one.Written).Ignore(one => one.IsOpen);
        review.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class ReviewVersionMapping : IEntityTypeConfiguration<ReviewVersion>
{
    public void Configure(EntityTypeBuilder<ReviewVersion> version)
    {
        version.ToTable("review_versions");
        version.HasKey(one => new { one.ReviewId, one.Revision });
        version.Property(one => one.Revision).ValueGeneratedNever();
        version.Property(one => one.Sheet).AsJson();
        // They come in the order of their time: few bytes find those of a night.
        version.HasIndex(one => one.At).HasMethod("brin");
    }
}

internal sealed class DiscussionMessageMapping : IEntityTypeConfiguration<DiscussionMessage>
{
    public void Configure(EntityTypeBuilder<DiscussionMessage> message)
    {
        message.ToTable("discussion_messages");
        message.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
        message.HasOne<Review>().WithMany().HasForeignKey(one => one.ReviewId);
        message.HasQueryFilter(one => one.SetAsideAt == null);
        message.HasIndex(one => new { one.DossierId, one.WrittenAt });
        message.HasIndex(one => one.ReviewId);
        message.Property(one => one.Text).HasMaxLength(DiscussionMessage.MaxLength);
        message.ComplexProperty(one => one.Struck);
        message.Ignore(one => one.Events);
        message.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class PassageNoteMapping : IEntityTypeConfiguration<PassageNote>
{
    public void Configure(EntityTypeBuilder<PassageNote> note)
    {
        note.ToTable("passage_notes");
        note.HasOne<Review>().WithMany().HasForeignKey(one => one.ReviewId);
        note.HasIndex(one => one.ReviewId);
        note.Property(one => one.Id).ValueGeneratedNever();
        note.Property(one => one.Field).HasMaxLength(80);
        note.Property(one => one.Quote).HasMaxLength(PassageNote.QuoteLimit);
        note.Property(one => one.Text).HasMaxLength(PassageNote.TextLimit);
    }
}
