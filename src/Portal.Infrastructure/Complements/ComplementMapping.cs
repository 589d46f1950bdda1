using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Complements;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Complements;

internal sealed class ComplementRequestMapping : IEntityTypeConfiguration<ComplementRequest>
{
    public void Configure(EntityTypeBuilder<ComplementRequest> request)
    {
        request.ToTable("complement_requests");
        request.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
        request.HasOne<Filing>().WithMany().HasForeignKey(one => one.FilingId);
        request.HasIndex(one => new { one.DossierId, one.AskedAt });
        // One open at a time, whoever asks at once.
        request
            .HasIndex(one => one.DossierId)
            .HasDatabaseName("ix_complement_requests_open")
            .IsUnique()
            .HasFilter("answer_at is null and withdrawal_at is null and missed_at is null");
        request.Property(one => one.Items).AsJson();
        request.PrimitiveCollection(one => one.Sections);
        request.Property(one => one.Note).HasMaxLength(ComplementRequest.MaxNote);
        request.ComplexProperty(one => one.Due, DeadlineMapping.Map);
        request.ComplexProperty(one => one.Answer);
        request.ComplexProperty(one => one.Withdrawal);
        request.ComplexProperty(one => one.Missed);
        request.Ignore(one => one.IsOpen).Ignore(one => one.Fields).Ignore(one => one.Events);
        request.Property<uint>("Version").IsRowVersion();
    }
}
