using Microsoft.EntityFrameworkCore;

namespace Portal.Infrastructure.Persistence;

/// <summary>How columns of words are compared and sorted, where bytes wouldn't do.</summary>
internal static class Collations
{
    /// <summary>As French readers expect: É beside E. PostgreSQL brings it along.</summary>
    public const string French = "fr-x-icu";

    /// <summary>Two texts that differ in their letters' case are one: to whoever looks them up, and to unique indexes.</summary>
    public const string IgnoresCase = "ignores_case";

    public static void Map(ModelBuilder builder) =>
        builder.HasCollation(IgnoresCase, locale: "und-u-ks-level2", provider: "icu", deterministic: false);
}
