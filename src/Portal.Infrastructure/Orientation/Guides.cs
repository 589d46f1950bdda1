using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain;
using Portal.Domain.Orientation;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
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

    /// <summary>What a guide may refer to today.</summary>
    public async Task<GuideNames> NamesAsync(CancellationToken cancellation)
    {
        var calls = await db.Calls.Select(call => call.Slug).ToHashSetAsync(cancellation);
        var programme = await ProgrammeTerms.ReadAsync(db, cancellation);
        return new GuideNames(
            calls,
            programme.Regimes.Select(one => one.Key).ToHashSet(),
            programme.Regions.Select(one => one.Key).ToHashSet()
        );
    }

    /// <param name="from">The version that was edited: somebody else may have published since.</param>
    /// <exception cref="SeedException">The file can't be read.</exception>
    /// <exception cref="RefusedException">A sample is oriented otherwise than it says.</exception>
    /// <exception cref="DbUpdateException">The version was published by somebody else meanwhile.</exception>
    public async Task PublishAsync(string source, int from, PersonId? by, CancellationToken cancellation)
    {
        var content = GuideFile.Read(source, await NamesAsync(cancellation));
        db.Guides.Add(Guide.Publish(from + 1, source, content, by, await db.NowAsync(cancellation)));
        await db.SaveChangesAsync(cancellation);
    }
}
