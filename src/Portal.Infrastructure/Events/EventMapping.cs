using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Events;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Events;

internal sealed class EventMapping : IEntityTypeConfiguration<ProgrammeEvent>
{
    public void Configure(EntityTypeBuilder<ProgrammeEvent> day)
    {
        day.ToTable("programme_events");
        day.HasKey(one => one.Slug);
        day.Property(one => one.Slug).HasMaxLength(80);
        day.Property(one => one.Content).AsJson();
    }
}
