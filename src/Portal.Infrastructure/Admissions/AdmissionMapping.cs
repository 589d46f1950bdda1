using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Admissions;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Admissions;

internal sealed class AdmissionMapping : IEntityTypeConfiguration<Admission>
{
    public void Configure(EntityTypeBuilder<Admission> admission)
    {
        admission.ToTable("admissions");
        admission.HasKey(one => one.DossierId);
        admission.HasOne<Dossier>().WithOne().HasForeignKey<Admission>(one => one.DossierId);
        admission.HasIndex(one => one.WaveId);
        admission.HasIndex(one => one.NextExpiry);
        admission.Property(one => one.Records).AsJson();
        admission.Ignore(one => one.Events);
        admission.Property<uint>("Version").IsRowVersion();
    }
}
