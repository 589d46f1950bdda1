using System.Linq.Expressions;

namespace Portal.Domain.Exports;

public enum ExportKind
{
    /// <summary>A workbook: a row a dossier, and a sheet a table.</summary>
    Xlsx,

    /// <summary>A row a dossier, a column a question.</summary>
    Csv,

    /// <summary>The canonical copies and the files, a folder a dossier.</summary>
    Zip,
}

public enum ExportState
{
    UnderWay,
    Ready,
    Cancelled,
    Failed,

    /// <summary>It was ready; its file is gone.</summary>
    Removed,
}

/// <summary>
/// The filed dossiers of a wave, gathered into one file by the portal for the officer who asked.
/// </summary>
public sealed class WaveExport : AskedWork
{
    /// <summary>How long the file is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Who asked is told by mail of what took longer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private WaveExport() { }

    /// <param name="wave">A wave in whose charge the person is: the caller sees to it.</param>
    /// <param name="kind">What it becomes.</param>
    /// <param name="language">Of its heads and words: <c>fr</c> or <c>en</c>.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">UTC.</param>
    public WaveExport(WaveId wave, ExportKind kind, string language, PersonId by, DateTimeOffset now)
    {
        (Id, WaveId, Kind, Language, By, AskedAt) = (ExportId.New(), wave, kind, language, by, now);
        Tell(new ExportAsked(Id, wave, kind, by, now));
    }

    public ExportId Id { get; private set; }

    public WaveId WaveId { get; private set; }

    public ExportKind Kind { get; private set; }

    public string Language { get; private set; } = "";

    public PersonId By { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    public ExportedFile? File { get; private set; }

    public DateTimeOffset? CancelledAt { get; private set; }

    public DateTimeOffset? RemovedAt { get; private set; }

    /// <summary>Until when the file can be fetched; null while there is none.</summary>
    public DateTimeOffset? ExpiresAt => File?.At + Kept;

    public ExportState State =>
        this switch
        {
            { CancelledAt: not null } => ExportState.Cancelled,
            { FailedAt: not null } => ExportState.Failed,
            { RemovedAt: not null } => ExportState.Removed,
            { File: not null } => ExportState.Ready,
            _ => ExportState.UnderWay,
        };

    public bool IsReadyAt(DateTimeOffset now) => State == ExportState.Ready && now < ExpiresAt;

    /// <summary>Stops it. What is over stays as it is.</summary>
    public void Cancel(PersonId by, DateTimeOffset now)
    {
        if (State != ExportState.UnderWay)
            return;
        CancelledAt = now;
        Tell(new ExportCancelled(Id, WaveId, by, now));
    }

    /// <summary>The same as a condition, to count by; the index that lets a person have one at a time says it in SQL.</summary>
    public static Expression<Func<WaveExport, bool>> IsUnderWay { get; } =
        one => one.File == null && one.CancelledAt == null && one.FailedAt == null;

    protected override bool IsAwaited => State == ExportState.UnderWay;

    /// <returns>Whether the file is taken; not where it was cancelled, or another try took over.</returns>
    public bool Finish(int itsTry, ExportedFile file)
    {
        if (!IsAwaitedOf(itsTry))
            return false;
        (File, Done) = (file, Total);
        Tell(
            new ExportFinished(
                Id,
                WaveId,
                Kind,
                file.Dossiers,
                file.Attachments,
                file.Size,
                file.Sha256,
                IsLate: file.At - AskedAt > Patience,
                By,
                file.At
            )
        );
        return true;
    }

    /// <summary>Notes that its file is fetched.</summary>
    public void Fetch(PersonId by, DateTimeOffset now) =>
        Tell(new ExportFetched(Id, WaveId, Kind, File!.Dossiers, File.Attachments, by, now));

    /// <summary>Notes that its time is over; the file goes.</summary>
    public void Remove(DateTimeOffset now)
    {
        if (State != ExportState.Ready || now < ExpiresAt)
            return;
        RemovedAt = now;
        Tell(new ExportRemoved(Id, WaveId, now));
    }

    protected override DomainEvent Failed(DateTimeOffset now) => new ExportFailed(Id, WaveId, By, now);

    protected override DomainEvent AskedAgain(PersonId by, DateTimeOffset now) =>
        new ExportAskedAgain(Id, WaveId, by, now);
}

/// <param name="StoredAs">Its name in the file store.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="Dossiers">How many dossiers it holds.</param>
/// <param name="Attachments">How many of their files.</param>
/// <param name="At">When it was complete, UTC.</param>
public sealed record ExportedFile(
    Guid StoredAs,
    long Size,
    string Sha256,
    int Dossiers,
    int Attachments,
    DateTimeOffset At
);
