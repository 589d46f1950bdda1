using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Consultations;

internal sealed class ChallengeMapping : IEntityTypeConfiguration<Challenge>
{
    public void Configure(EntityTypeBuilder<Challenge> challenge)
    {
        challenge.ToTable("challenges");
        challenge.Property(one => one.Slug).HasMaxLength(80);
        challenge.HasIndex(one => one.Slug).IsUnique();
        challenge.Property(one => one.Words).AsJson();
        challenge.Property(one => one.Roadmap).AsJson();
        challenge.Property(one => one.Committee).AsJson();
        challenge.PrimitiveCollection(one => one.Calls);
        challenge.Ignore(one => one.Events);
        challenge.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class ConsultationMapping : IEntityTypeConfiguration<Consultation>
{
    public void Configure(EntityTypeBuilder<Consultation> consultation)
    {
        consultation.ToTable("consultations");
        consultation.Property(one => one.Slug).HasMaxLength(80);
        consultation.HasIndex(one => one.Slug).IsUnique();
        consultation.HasOne<Challenge>().WithMany().HasForeignKey(one => one.ChallengeId);
        consultation.Property(one => one.Words).AsJson();
        consultation.Property(one => one.Plan).AsJson();
        consultation.Property(one => one.Final).AsJson();
        consultation.ComplexProperty(one => one.Closes, DeadlineMapping.Map!);
        consultation.Ignore(one => one.Events);
        consultation.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class ContributionGroupMapping : IEntityTypeConfiguration<ContributionGroup>
{
    public void Configure(EntityTypeBuilder<ContributionGroup> group)
    {
        group.ToTable("contribution_groups");
        group.HasOne<Consultation>().WithMany().HasForeignKey(one => one.ConsultationId);
        group.Property(one => one.Article).HasMaxLength(80);
        group.Property(one => one.Title).AsJson();
        group.Property(one => one.Because).AsJson();
        group.Property(one => one.Answer).HasConversion<string>().HasMaxLength(20);
        group.Ignore(one => one.IsAnswered).Ignore(one => one.Events);
        group.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class ContributionMapping : IEntityTypeConfiguration<Contribution>
{
    public void Configure(EntityTypeBuilder<Contribution> contribution)
    {
        contribution.ToTable("contributions");
        contribution.HasOne<Consultation>().WithMany().HasForeignKey(one => one.ConsultationId);
        contribution.HasOne<ContributionGroup>().WithMany().HasForeignKey(one => one.GroupId);
        contribution.Property(one => one.Article).HasMaxLength(80);
        contribution.Property(one => one.Mailbox).HasMaxLength(EmailAddress.MaxLength);
        contribution.Property(one => one.Language).HasMaxLength(2);
        contribution.Property(one => one.Key).HasMaxLength(LinkSecret.Length);
        contribution.HasIndex(one => one.Key);
        contribution.HasIndex(one => new { one.ConsultationId, one.Mailbox });
        contribution.ComplexProperty(
            one => one.From,
            from =>
            {
                from.Property(one => one.Name).HasMaxLength(Contributor.NameLength);
                from.Property(one => one.Organisation).HasMaxLength(Contributor.NameLength);
            }
        );
        contribution.ComplexProperty(one => one.Moderation);
        contribution.ComplexProperty(
            one => one.File,
            file => file.Property(one => one.Name).HasMaxLength(FileName.MaxLength)
        );
        contribution.ComplexProperty(one => one.Scan);
        contribution.Ignore(one => one.Events);
        // One address counts once an article.
        contribution
            .HasIndex(one => new
            {
                one.ConsultationId,
                one.Mailbox,
                one.Article,
            })
            .HasFilter("confirmed_at is not null and replaced_at is null")
            .IsUnique()
            .AreNullsDistinct(false)
            .HasDatabaseName("ix_contributions_that_count");
        contribution.HasIndex(one => new { one.ConsultationId, one.ConfirmedAt });
        contribution.Property<uint>("Version").IsRowVersion();
    }
}
