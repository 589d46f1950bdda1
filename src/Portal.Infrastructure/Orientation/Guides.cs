using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain;
using Portal.Domain.Orientation;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Seeds;

namespace Portal.Infrastructure.Orientation;

internal sealed class GuideMapping : IEntityTypeConfiguration<Guide>
{
    public void Configure(EntityTypeBuilder<Guide> guide)
    {
        guide.ToTable("guides");
        guide.HasIndex(one => one.Version).IsUnique();
        guide.Property(one => one.Content).AsJson();
        guide.Ignore(one => one.Events);
    }
}

/// <summary>The guide in force, and its next version.</summary>
public sealed class Guides(PortalDbContext db)
{
    public async Task<GuideContent> InForceAsync(CancellationToken cancellation) =>
        await db
            .Guides.AsNoTracking()
            .OrderByDescending(one => one.Version)
            .Select(one => one.Content)
            .FirstOrDefaultAsync(cancellation)
        ?? new GuideContent([], [], []);

    /// <param name="from">The version that was edited: somebody else may have published since.</param>
    /// <exception cref="SeedException">The file can't be read.</exception>
    /// <exception cref="RefusedException">A sample is oriented otherwise than it says.</exception>
    /// <exception cref="DbUpdateException">The version was published by somebody else meanwhile.</exception>
    public async Task PublishAsync(string source, int from, PersonId? by, CancellationToken cancellation)
    {
        var content = GuideFile.Read(source);
        db.Guides.Add(Guide.Publish(from + 1, source, content, by, await db.NowAsync(cancellation)));
        await db.SaveChangesAsync(cancellation);
    }
}
