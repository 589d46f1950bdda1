using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Decisions.Portfolios;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Decisions.Portfolios;

internal sealed class PortfolioMapping : IEntityTypeConfiguration<Portfolio>
{
    public void Configure(EntityTypeBuilder<Portfolio> portfolio)
    {
        portfolio.ToTable("portfolios");
        portfolio.HasOne<Wave>().WithMany().HasForeignKey(one => one.WaveId);
        portfolio.HasIndex(one => one.WaveId).IsUnique();
        portfolio.Property(one => one.Lines).AsJson();
        portfolio.Property(one => one.Rules).AsJson();
        portfolio.Ignore(one => one.Events);
        portfolio.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class TakeOverMapping : IEntityTypeConfiguration<TakeOver>
{
    public void Configure(EntityTypeBuilder<TakeOver> act)
    {
        act.ToTable("take_overs");
        act.HasOne<Wave>().WithMany().HasForeignKey(one => one.WaveId);
        act.HasIndex(one => one.WaveId);
        act.Property(one => one.Taken).AsJson();
        act.Ignore(one => one.Events);
        act.Property<uint>("Version").IsRowVersion();
    }
}
