using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.People;

namespace Portal.Infrastructure.Identity;

internal sealed class CalendarAddressMapping : IEntityTypeConfiguration<CalendarAddress>
{
    public void Configure(EntityTypeBuilder<CalendarAddress> address)
    {
        address.ToTable("calendar_addresses");
        address.HasKey(one => one.Person);
        address.Property(one => one.SecretSha256).HasMaxLength(64);
        address.HasIndex(one => one.SecretSha256).IsUnique();
        address.Ignore(one => one.Events);
        address.Property<uint>("Version").IsRowVersion();
    }
}
