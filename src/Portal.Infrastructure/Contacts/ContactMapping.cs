using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Contacts;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Contacts;

internal sealed class ContactBodyMapping : IEntityTypeConfiguration<ContactBody>
{
    public void Configure(EntityTypeBuilder<ContactBody> body)
    {
        body.ToTable("contact_bodies");
        body.Property(one => one.Kind).HasConversion<string>().HasMaxLength(20);
        body.Property(one => one.Region).HasMaxLength(40);
        body.HasIndex(one => one.Region);
        body.Property(one => one.Name).HasMaxLength(ContactBody.NameLength);
        body.Property(one => one.Website).HasMaxLength(ContactBody.WebsiteLength);
        body.Property(one => one.Help).AsJson();
        body.HasMany(one => one.People).WithOne().HasForeignKey(person => person.BodyId);
        body.Navigation(one => one.People).HasField("_people");
        body.Ignore(one => one.Events);
        body.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class ContactPersonMapping : IEntityTypeConfiguration<ContactPerson>
{
    public void Configure(EntityTypeBuilder<ContactPerson> person)
    {
        person.ToTable("contact_people");
        person.HasKey(one => new { one.BodyId, one.Person });
        person.HasIndex(one => one.Person);
    }
}

internal sealed class DossierOpeningMapping : IEntityTypeConfiguration<DossierOpening>
{
    public void Configure(EntityTypeBuilder<DossierOpening> opening)
    {
        opening.ToTable("dossier_openings");
        opening.HasKey(one => one.DossierId);
        opening.HasOne<Dossier>().WithOne().HasForeignKey<DossierOpening>(one => one.DossierId);
        opening.Property(one => one.Region).HasMaxLength(40);
        opening.HasIndex(one => one.Region).HasFilter("closed_at is null");
        opening.Ignore(one => one.IsOpen).Ignore(one => one.Events);
        opening.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class ContactCommentMapping : IEntityTypeConfiguration<ContactComment>
{
    public void Configure(EntityTypeBuilder<ContactComment> comment)
    {
        comment.ToTable("contact_comments");
        comment.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
        comment.HasOne<ContactBody>().WithMany().HasForeignKey(one => one.BodyId);
        comment.Ignore(one => one.Events);
    }
}
