using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Waves;

internal sealed class WaveMapping : IEntityTypeConfiguration<Wave>
{
    public void Configure(EntityTypeBuilder<Wave> wave)
    {
        wave.ToTable("waves");
        wave.HasOne<Call>().WithMany().HasForeignKey(one => one.CallId);
        wave.HasIndex(one => new { one.CallId, one.Number }).IsUnique();
        wave.Ignore(one => one.ClosesAt).Ignore(one => one.IsOpenEnded).Ignore(one => one.Events);
        wave.Property(one => one.Announced).AsJson();
        wave.Property(one => one.Note).AsJson();
        wave.ComplexProperty(one => one.ReviewsDue, DeadlineMapping.Map!);
        wave.ComplexProperty(one => one.WishesUntil, DeadlineMapping.Map!);
        wave.ComplexProperty(one => one.Terms);
        wave.ComplexProperty(one => one.PanelClosed);
        wave.HasMany(one => one.CutOffs).WithOne().HasForeignKey(cutOff => cutOff.WaveId);
        wave.Navigation(one => one.CutOffs).HasField("_cutOffs").AutoInclude();
        wave.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class CutOffMapping : IEntityTypeConfiguration<CutOff>
{
    public void Configure(EntityTypeBuilder<CutOff> cutOff)
    {
        cutOff.ToTable("cut_offs");
        cutOff.Property(one => one.Id).ValueGeneratedNever();
        cutOff.HasIndex(one => new { one.WaveId, one.Number }).IsUnique();
        cutOff.ComplexProperty(one => one.Deadline, DeadlineMapping.Map);
        cutOff.Property<uint>("Version").IsRowVersion();
    }
}

internal static class DeadlineMapping
{
    public static void Map(ComplexPropertyBuilder<Deadline> deadline)
    {
        deadline.Property(one => one.Civil).HasColumnType("timestamp without time zone");
        deadline.Property(one => one.Zone).HasMaxLength(60);
    }
}
