using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Exports;
using Portal.Domain.Waves;

namespace Portal.Infrastructure.Exports;

internal sealed class ExportMapping : IEntityTypeConfiguration<WaveExport>
{
    /// <summary>When a try last gave a sign of life, by the database's own clock.</summary>
    public const string BeatAt = "BeatAt";

    public void Configure(EntityTypeBuilder<WaveExport> export)
    {
        export.ToTable("wave_exports");
        export.Property(one => one.Id).ValueGeneratedNever();
        export.HasOne<Wave>().WithMany().HasForeignKey(one => one.WaveId);
        export.Property(one => one.Language).HasMaxLength(2);
        export.Property<DateTimeOffset?>(BeatAt);
        export.ComplexProperty(one => one.File, file => file.Property(one => one.Sha256).HasMaxLength(64));
        export.Ignore(one => one.State).Ignore(one => one.ExpiresAt).Ignore(one => one.Events);
        // A second click asks for nothing more: WaveExport.IsUnderWay.
        export
            .HasIndex(one => new
            {
                one.WaveId,
                one.Kind,
                one.By,
            })
            .IsUnique()
            .HasFilter("file_stored_as is null and cancelled_at is null and failed_at is null");
    }
}
