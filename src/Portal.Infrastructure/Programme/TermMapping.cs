using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Programme;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Programme;

internal sealed class TermMapping : IEntityTypeConfiguration<Term>
{
    public void Configure(EntityTypeBuilder<Term> term)
    {
        term.ToTable("programme_terms");
        term.Property(one => one.Key).HasMaxLength(Term.KeyLength);
        term.HasIndex(one => new { one.Kind, one.Key }).IsUnique();
        term.Property(one => one.Name).AsJson();
        term.Property(one => one.Inhabitants).AsJson();
        term.Ignore(one => one.Events);
        term.Property<uint>("Version").IsRowVersion();
    }
}
