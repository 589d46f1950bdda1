using Portal.Domain.Calls;

namespace Portal.Domain.Dossiers;

/// <summary>
/// The draft of one section of a dossier. It is saved on its own, and several people may write in it at once: each save
/// tells which revision it began with, and is merged with what others saved since.
/// </summary>
public sealed class Section : Aggregate
{
    private readonly List<FieldVersion> _versions = [];

    private Section() { }

    public Section(DossierId dossier, string key) => (DossierId, Key) = (dossier, key);

    public DossierId DossierId { get; private set; }

    /// <summary>The section's key in the form.</summary>
    public string Key { get; private set; } = "";

    public Answers Answers { get; private set; } = Answers.None;

    /// <summary>0 until the first save, then one more at each.</summary>
    public int Revision { get; private set; }

    public DateTimeOffset? SavedAt { get; private set; }

    public PersonId? SavedBy { get; private set; }

    /// <summary>Who has taken on to write it; null where nobody has.</summary>
    public PersonId? Author { get; private set; }

    /// <summary>The versions of its answers that were loaded, or written since.</summary>
    public IReadOnlyList<FieldVersion> Versions => _versions;

    /// <summary>An empty section for each that the form asks in the dossier's step, or asked before.</summary>
    public static IEnumerable<Section> For(Dossier dossier, Form form) =>
        form.UpTo(dossier.Step).Sections.Select(section => new Section(dossier.Id, section.Key));

    /// <summary>
    /// Saves what was written, right or wrong: wrong answers are kept and listed as obstacles. Where somebody else
    /// saved in between, both changes are merged; of an answer that both changed, theirs stands and this one is set
    /// aside until somebody chooses.
    /// </summary>
    /// <param name="edit">What was written, and upon what.</param>
    /// <param name="by">A person who may write in the dossier: the query that loads the section sees to it.</param>
    /// <param name="now">UTC.</param>
    /// <returns>What was set aside: the answers that both changed, each in their own way.</returns>
    public IReadOnlyList<FieldVersion> Save(SectionEdit edit, PersonId by, DateTimeOffset now) =>
        Save(edit, FieldVersionKind.Written, by, now);

    /// <summary>Takes an earlier version of an answer up again.</summary>
    public void Restore(FieldVersion version, PersonId by, DateTimeOffset now) =>
        Restore(version, version.Answers, by, now);

    /// <summary>Takes up again what a person sees of an earlier version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="answers">The answer as it is to be: theirs as it was, others' as it stands.</param>
    /// <param name="by">A person who may write there.</param>
    /// <param name="now">UTC.</param>
    public void Restore(FieldVersion version, Answers answers, PersonId by, DateTimeOffset now)
    {
        if (version.IsOpenConflict)
            version.Settle(by, now);
        Save(SectionEdit.Of(this, answers, [version.FieldKey]), FieldVersionKind.Restored, by, now);
    }

    /// <summary>Leaves the answer that stands, and lays the one that was set aside to the earlier versions.</summary>
    public void KeepStanding(FieldVersion aside, PersonId by, DateTimeOffset now)
    {
        if (!aside.IsOpenConflict)
            return;
        aside.Settle(by, now);
        Tell(new ConflictSettled(DossierId, Key, aside.FieldKey, by, now));
    }

    /// <summary>Notes who writes the section, for the others to see; nobody, where it is given back.</summary>
    public void Assign(PersonId? author, PersonId by, DateTimeOffset now)
    {
        if (Author == author)
            return;
        Author = author;
        Tell(new SectionAssigned(DossierId, Key, author, by, now));
    }

    /// <summary>Another form asks for it, or it goes on elsewhere: a save that read it before finds itself overtaken, and reads anew.</summary>
    public void Overtake() => Revision++;

    /// <summary>Begins with what an earlier dossier's section says: who wrote it there, and when, stays true.</summary>
    public void CarryOver(Section earlier, Answers answers)
    {
        if (earlier.SavedBy is not { } by || earlier.SavedAt is not { } at)
            return;
        (Answers, Revision, SavedBy, SavedAt) = (answers, 1, by, at);
        _versions.AddRange(
            answers.Keys.Select(field => new FieldVersion(
                DossierId,
                Key,
                field,
                Revision,
                answers,
                FieldVersionKind.CarriedOver,
                by,
                at
            ))
        );
    }

    private IReadOnlyList<FieldVersion> Save(SectionEdit edit, FieldVersionKind kind, PersonId by, DateTimeOffset now)
    {
        if (edit.Fields.Count == 0)
            return [];
        var mine = edit.Written.Identified($"r{Revision + 1}-");
        var merge = Merge.Of(edit.Origin, Answers, mine, edit.Fields);
        var changed = edit.Fields.Where(field => !merge.Answers.Same(field, Answers)).ToList();
        Revision++;
        FieldVersion Version(string field, Answers answers, FieldVersionKind how) =>
            new(DossierId, Key, field, Revision, answers, how, by, now);
        var aside = merge.Clashes.Select(field => Version(field, mine, FieldVersionKind.SetAside)).ToList();
        _versions.AddRange([.. aside, .. changed.Select(field => Version(field, merge.Answers, kind))]);
        Answers = merge.Answers;
        (SavedAt, SavedBy) = (now, by);
        Tell(new SectionSaved(DossierId, Key, Revision, by, now));
        return aside;
    }
}

/// <summary>What somebody wrote in a section, and upon what.</summary>
/// <param name="Origin">The answers that the writer began with.</param>
/// <param name="Written">The answers as they are to be.</param>
/// <param name="Fields">The fields that the writer had before them, or changed; no other is touched.</param>
public sealed record SectionEdit(Answers Origin, Answers Written, IReadOnlyList<string> Fields)
{
    /// <summary>An edit upon what stands now.</summary>
    public static SectionEdit Of(Section section, Answers written, IReadOnlyList<string> fields) =>
        new(section.Answers, written, fields);
}
