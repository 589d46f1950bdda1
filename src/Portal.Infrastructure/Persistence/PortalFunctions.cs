using Microsoft.EntityFrameworkCore;

namespace Portal.Infrastructure.Persistence;

/// <summary>Functions of the database that queries use.</summary>
public static class PortalFunctions
{
    /// <summary>The text without its accents; in queries only.</summary>
    [DbFunction("unaccent", IsBuiltIn = true)]
    public static string Unaccent(string text) => throw new NotSupportedException("Only the database can do this.");

    /// <summary>Words as they are compared, without accents and capitals; in queries only.</summary>
    [DbFunction("bare_words", IsBuiltIn = true)]
    public static string BareWords(string words) => throw new NotSupportedException("Only the database can do this.");

    internal static void Map(ModelBuilder builder)
    {
        builder.HasDbFunction(typeof(PortalFunctions).GetMethod(nameof(Unaccent))!);
        builder.HasDbFunction(typeof(PortalFunctions).GetMethod(nameof(BareWords))!);
    }
}
