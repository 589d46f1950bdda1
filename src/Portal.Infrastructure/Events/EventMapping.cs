using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Calls;
using Portal.Domain.Events;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Events;

internal sealed class EventMapping : IEntityTypeConfiguration<ProgrammeEvent>
{
    public void Configure(EntityTypeBuilder<ProgrammeEvent> day)
    {
        day.ToTable("programme_events");
        day.HasKey(one => one.Slug);
        day.Property(one => one.Slug).HasMaxLength(CallNames.SlugLength);
        day.Property(one => one.Id).HasDefaultValueSql("gen_random_uuid()");
        day.HasIndex(one => one.Id).IsUnique();
        day.Property(one => one.Content).AsJson();
        day.Ignore(one => one.Events);
        day.Property<uint>("Version").IsRowVersion();
    }
}
