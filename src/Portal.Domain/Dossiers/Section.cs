using Portal.Domain.Calls;

namespace Portal.Domain.Dossiers;

/// <summary>
/// The draft of one section of a dossier. It is saved on its own, so that two people writing in two sections never
/// wait for each other; within one section a revision number keeps one from overwriting the other unseen.
/// </summary>
public sealed class Section : Aggregate
{
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

    /// <summary>An empty section for each of the form's.</summary>
    public static IEnumerable<Section> For(Dossier dossier, Form form) =>
        form.Sections.Select(section => new Section(dossier.Id, section.Key));

    /// <param name="answers">All answers of the section, as typed; wrong ones are kept and listed as obstacles.</param>
    /// <param name="revision">The revision that the writer had before them.</param>
    /// <param name="by">A person who may write in the dossier: the query that loads the section sees to it.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">Somebody saved the section in between.</exception>
    public void Save(Answers answers, int revision, PersonId by, DateTimeOffset now)
    {
        if (revision != Revision)
            throw new RefusedException(DossierRefusals.SectionChanged(Revision));
        Answers = answers;
        Revision++;
        (SavedAt, SavedBy) = (now, by);
        Tell(new SectionSaved(DossierId, Key, Revision, by, now));
    }
}
