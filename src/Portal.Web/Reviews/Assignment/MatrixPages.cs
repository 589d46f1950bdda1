using Portal.Domain;
using Portal.Domain.Reviews.Assignment;
using Portal.Web.Staff;

namespace Portal.Web.Reviews.Assignment;

/// <summary>What stands between a dossier and an expert.</summary>
public enum MatrixState
{
    /// <summary>Not among the nearest, or not ready.</summary>
    Apart,
    Conflict,
    Candidate,

    /// <summary>By the proposal.</summary>
    Proposed,

    /// <summary>Assigned already: it stays.</summary>
    Assigned,
}

/// <summary>Dossiers by experts: a window of both.</summary>
/// <param name="From">The pair that is to be exchanged; null where none is chosen.</param>
/// <param name="FoundDossiers">With the filter, in all windows.</param>
/// <param name="FoundExperts">The same.</param>
public sealed record MatrixPage(
    WaveHead Wave,
    Guid Proposal,
    bool MayChange,
    MatrixFilter Filter,
    IReadOnlyList<LoadedExpert> Experts,
    IReadOnlyList<MatrixRow> Rows,
    (ServedDossier Dossier, string Expert)? From,
    int FoundDossiers,
    int FoundExperts
)
{
    public const int MostRows = 50;
    public const int MostColumns = 30;

    public int RowPages => PagesOf(FoundDossiers, MostRows);

    public int ColumnPages => PagesOf(FoundExperts, MostColumns);

    internal static int PagesOf(int found, int size) => Math.Max((found + size - 1) / size, 1);
}

/// <param name="Cells">In the order of the experts.</param>
public sealed record MatrixRow(ServedDossier Dossier, IReadOnlyList<MatrixCell> Cells);

/// <param name="Affinity">Null where it isn't known.</param>
/// <param name="MayExchange">Whether the pair to be exchanged can be exchanged with this one.</param>
public sealed record MatrixCell(ExpertId Expert, MatrixState State, Affinity? Affinity, bool MayExchange)
{
    private const int Tones = 5;

    /// <summary>From 0, the farthest, to 4.</summary>
    public int Heat => Math.Clamp((int)((Affinity?.Total ?? 0) * Tones), 0, Tones - 1);
}

/// <summary>Which window of which dossiers and experts.</summary>
public sealed class MatrixFilter
{
    public string? Search { get; set; }

    public string? Expert { get; set; }

    public string? Role { get; set; }

    /// <summary>Only dossiers that break a rule.</summary>
    public bool Broken { get; set; }

    public int Rows { get; set; } = 1;

    public int Columns { get; set; } = 1;

    /// <summary>The pair that is to be exchanged.</summary>
    public Guid? FromDossier { get; set; }

    public Guid? FromExpert { get; set; }

    /// <summary>The same window, as a query.</summary>
    public string Query(int? rows = null, int? columns = null, DossierId? dossier = null, ExpertId? expert = null)
    {
        var parts = new List<string> { $"rows={rows ?? Rows}", $"columns={columns ?? Columns}" };
        void Put(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }
        Put("search", Search);
        Put("expert", Expert);
        Put("role", Role);
        Put("broken", Broken ? "true" : null);
        Put("fromDossier", $"{dossier?.Value ?? FromDossier}");
        Put("fromExpert", $"{expert?.Value ?? FromExpert}");
        return string.Join('&', parts);
    }
}
