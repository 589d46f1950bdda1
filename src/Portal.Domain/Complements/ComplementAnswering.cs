using Portal.Domain.Attachments;
using Portal.Domain.Dossiers;

namespace Portal.Domain.Complements;

/// <summary>How a request is answered.</summary>
public sealed partial class ComplementRequest
{
    /// <summary>
    /// What would be filed: the fields asked for as they are drafted, and everything else as it was filed, whatever the
    /// draft says.
    /// </summary>
    /// <param name="draft">The draft as it is saved now.</param>
    /// <param name="filed">The filing that counts.</param>
    /// <param name="filedFiles">Its files.</param>
    public FilingMatter MatterOf(FilingMatter draft, Filing filed, IReadOnlyList<Attachment> filedFiles) =>
        draft with
        {
            Typed = Fields.Over(filed.Answers, draft.Typed),
            Attachments =
            [
                .. filedFiles.Where(file => !Fields.Include(file.FieldKey)),
                .. draft.Attachments.Where(file => Fields.Include(file.FieldKey)),
            ],
        };

    /// <summary>
    /// What keeps the complements from being filed now. Pages list it, <see cref="File"/> refuses on it.
    /// </summary>
    /// <param name="dossier">The dossier, with the filing that counts.</param>
    /// <param name="matter">As <see cref="MatterOf"/> gives it.</param>
    /// <param name="now">UTC.</param>
    public IReadOnlyList<Obstacle> ObstaclesToFiling(Dossier dossier, FilingMatter matter, DateTimeOffset now) =>
        ObstacleToAnswering(dossier, now) is { } late ? [new Obstacle(Section: null, Field: null, late)]
        : dossier.CurrentFiling!.IsOf(matter)
            ? [new Obstacle(Section: null, Field: null, ComplementRefusals.NothingChanged)]
        : [.. matter.Obstacles()];

    /// <summary>
    /// Files the complements. Whatever else the draft changed stays out. The same filed twice (a second click, a retry)
    /// is the filing that is there.
    /// </summary>
    /// <exception cref="RefusedException">Somebody else than the coordinator files, or obstacles stand.</exception>
    public Filing File(
        Dossier dossier,
        FilingMatter draft,
        IReadOnlyList<Attachment> filedFiles,
        PersonId by,
        DateTimeOffset now
    )
    {
        dossier.EnsureCoordinator(by);
        var matter = MatterOf(draft, dossier.CurrentFiling!, filedFiles);
        if (Answer?.FilingId is { } there && there == dossier.FilingId && dossier.CurrentFiling!.IsOf(matter))
            return dossier.CurrentFiling;
        if (ObstaclesToFiling(dossier, matter, now) is { Count: > 0 } obstacles)
            throw new RefusedException([.. obstacles.Select(obstacle => obstacle.Reason)]);
        var filing = dossier.Complement(matter, by, now);
        Answer = new ComplementAnswer(by, now, filing.Id, "");
        Tell(new ComplementsAnswered(DossierId, Id, filing.Id, by, now));
        return filing;
    }

    /// <summary>Says that there is nothing to add: the dossier goes on as it was filed. Doing it twice changes nothing.</summary>
    /// <exception cref="RefusedException">
    /// Somebody else than the coordinator says so, it was settled otherwise, or the date has passed.
    /// </exception>
    public void AnswerNothing(Dossier dossier, string words, PersonId by, DateTimeOffset now)
    {
        dossier.EnsureCoordinator(by);
        if (Answer is { FilingId: null })
            return;
        if (ObstacleToAnswering(dossier, now) is { } obstacle)
            throw new RefusedException(obstacle);
        Answer = new ComplementAnswer(by, now, FilingId: null, words.Trim().Shortened(MaxNote));
        dossier.AwaitNothing();
        Tell(new ComplementsAnswered(DossierId, Id, Filing: null, by, now));
    }

    private Refusal? ObstacleToAnswering(Dossier dossier, DateTimeOffset now) =>
        dossier.Withdrawal is not null ? DossierRefusals.Withdrawn : ObstacleToAnswering(now);
}

/// <summary>Which fields of a dossier may be written: all, or those that are asked for.</summary>
public sealed class WritableFields
{
    private readonly IReadOnlySet<string>? _those;

    private WritableFields(IReadOnlySet<string>? those) => _those = those;

    public static WritableFields All { get; } = new(those: null);

    public static WritableFields Those(IEnumerable<string> fields) => new(fields.ToHashSet(StringComparer.Ordinal));

    public bool AreAll => _those is null;

    public bool Include(string field) => _those?.Contains(field) ?? true;

    /// <summary>The answers with these fields as they were typed, and every other as it stands.</summary>
    public Answers Over(Answers standing, Answers typed)
    {
        if (_those is null)
            return typed;
        var (result, newer) = (standing.ToJson(), typed.ToJson());
        foreach (var field in _those)
        {
            result.Remove(field);
            if (newer[field] is { } value)
                result[field] = value.DeepClone();
        }
        return Answers.FromJson(result);
    }
}
