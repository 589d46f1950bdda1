using Portal.Domain;
using Portal.Domain.Exports;
using Portal.Web.Staff;

namespace Portal.Web.Exports;

public sealed record ExportsPage(WaveHead Wave, IReadOnlyList<ExportRow> Exports)
{
    public bool AnyUnderWay => Exports.Any(export => export.State == ExportState.UnderWay);
}

/// <param name="Done">Steps, of <paramref name="Total"/>; a total of 0 isn't counted yet.</param>
/// <param name="ExpiresAt">Until when the file can be fetched; null while there is none.</param>
public sealed record ExportRow(
    ExportId Id,
    ExportKind Kind,
    DateTimeOffset AskedAt,
    ExportState State,
    int Done,
    int Total,
    long Size,
    int Dossiers,
    DateTimeOffset? ExpiresAt
);

/// <summary>What the page's script asks for while it waits.</summary>
public sealed record ExportStep(ExportState State, int Done, int Total, string Words);
