using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Attachments;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Attachments;

internal sealed class AttachmentMapping : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> attachment)
    {
        attachment.ToTable("attachments");
        attachment.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
        attachment.Property(one => one.Name).HasMaxLength(FileName.MaxLength);
        attachment.Property(one => one.Sha256).HasMaxLength(64);
        attachment.Property(one => one.Partner).HasMaxLength(Answers.MaxRowId);
        attachment.ComplexProperty(one => one.Scan);
        attachment.Ignore(one => one.ScanState).Ignore(one => one.Events);
        // The scanner's sweep finds what waits without reading the rest.
        attachment
            .HasIndex(one => one.UploadedAt)
            .HasFilter("scan_at is null")
            .HasDatabaseName("ix_attachments_waiting");
    }
}

internal sealed class UploadMapping : IEntityTypeConfiguration<Upload>
{
    public void Configure(EntityTypeBuilder<Upload> upload)
    {
        upload.ToTable("uploads");
        upload.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
        upload.HasIndex(one => one.TouchedAt);
        upload.Property(one => one.SectionKey).HasMaxLength(80);
        upload.Property(one => one.FieldKey).HasMaxLength(80);
        upload.Property(one => one.Partner).HasMaxLength(Answers.MaxRowId);
        upload.Property(one => one.Name).HasMaxLength(FileName.MaxLength);
        upload.Property(one => one.Refusal).AsJson();
        // The offset is the token: a part that another one overtook finds no row.
        upload.Property(one => one.Offset).IsConcurrencyToken();
        upload.HasMany(one => one.Parts).WithOne().HasForeignKey(part => part.UploadId);
        upload.Navigation(one => one.Parts).HasField("_parts");
        upload.Ignore(one => one.IsWhole).Ignore(one => one.IsSettled).Ignore(one => one.ExpiresAt);
        upload.Ignore(one => one.Events);
    }
}

internal sealed class UploadPartMapping : IEntityTypeConfiguration<UploadPart>
{
    public void Configure(EntityTypeBuilder<UploadPart> part)
    {
        part.ToTable("upload_parts");
        part.HasKey(one => new { one.UploadId, one.Offset });
    }
}
