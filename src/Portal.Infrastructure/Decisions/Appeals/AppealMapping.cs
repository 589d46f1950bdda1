using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Decisions;
using Portal.Domain.Decisions.Appeals;
using Portal.Domain.Dossiers;

namespace Portal.Infrastructure.Decisions.Appeals;

internal sealed class AppealMapping : IEntityTypeConfiguration<Appeal>
{
    public void Configure(EntityTypeBuilder<Appeal> appeal)
    {
        appeal.ToTable(
            "appeals",
            table =>
                table.HasCheckConstraint(
                    "answered_whole",
                    "(is_upheld is null) = (answered_at is null) and (answered_by is null) = (answered_at is null) and (answer = '') = (answered_at is null)"
                )
        );
        appeal.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
        appeal.HasOne<Decision>().WithMany().HasForeignKey(one => one.DecisionId);
        appeal.HasIndex(one => new { one.DecisionId, one.NotifiedAt }).IsUnique();
        appeal.Ignore(one => one.Events);
        appeal.Property<uint>("Version").IsRowVersion();
    }
}
