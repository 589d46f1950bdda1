using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Organisations;

namespace Portal.Infrastructure.Organisations;

internal sealed class OrganisationMapping : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> organisation)
    {
        organisation.ToTable("organisations");
        organisation.HasKey(one => one.Siret);
        organisation.Ignore(one => one.Address);
        organisation.Property(one => one.Name).HasMaxLength(Organisation.MaxLength);
        organisation.Property(one => one.Street).HasMaxLength(Organisation.MaxLength);
        organisation.Property(one => one.City).HasMaxLength(Organisation.MaxLength);
        organisation.Property(one => one.LegalForm).HasMaxLength(Organisation.MaxCodeLength);
        organisation.Property(one => one.Activity).HasMaxLength(Organisation.MaxCodeLength);
        organisation.Property(one => one.Postcode).HasMaxLength(Organisation.MaxCodeLength);
        organisation.Property(one => one.CityCode).HasMaxLength(Organisation.MaxCodeLength);
        organisation.Property(one => one.Region).HasMaxLength(80);
        organisation.Property(one => one.Source).HasMaxLength(40);
    }
}

internal sealed class LookUpMapping : IEntityTypeConfiguration<LookUp>
{
    public void Configure(EntityTypeBuilder<LookUp> lookUp)
    {
        lookUp.ToTable("organisation_look_ups");
        lookUp.HasKey(one => one.Siret);
        lookUp.HasIndex(one => one.DueAt);
    }
}

internal sealed class FiledOrganisationMapping : IEntityTypeConfiguration<FiledOrganisation>
{
    /// <summary>The column of the SIREN.</summary>
    public const string Siren = "Siren";

    public void Configure(EntityTypeBuilder<FiledOrganisation> filed)
    {
        filed.ToTable("filed_organisations");
        filed.HasKey(one => new { one.FilingId, one.Siret });
        // Dossiers are found by the establishments that they name, however many there are.
        filed.HasIndex(one => one.Siret);
        // And by the organisation that an establishment belongs to.
        filed.Property<string>(Siren).HasComputedColumnSql($"left(siret, {Domain.Siren.Length})", stored: true);
        filed.HasIndex(Siren);
        filed.Property(one => one.Name).HasMaxLength(Organisation.MaxLength);
    }
}
