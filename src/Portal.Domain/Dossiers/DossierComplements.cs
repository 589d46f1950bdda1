using Portal.Domain.Waves;

namespace Portal.Domain.Dossiers;

/// <summary>What a request for complements does to its dossier; the request itself tells when.</summary>
public sealed partial class Dossier
{
    /// <summary>The request that the team is to answer; null while nothing is asked of it.</summary>
    public ComplementRequestId? ComplementsAsked { get; private set; }

    public Exclusion? Exclusion { get; private set; }

    internal void AwaitComplements(ComplementRequestId request) => ComplementsAsked = request;

    internal void AwaitNothing() => ComplementsAsked = null;

    /// <summary>Files the complements: another version of the same number, for the same cut-off.</summary>
    internal Filing Complement(FilingMatter matter, PersonId by, DateTimeOffset now)
    {
        var cutOff = matter.Wave.CutOffs.Single(one => one.Id == CutOffId);
        var filing = Filing.Of(this, matter, cutOff, _filings.Count + 1, by, now);
        _filings.Add(filing);
        (FilingId, FiledAt) = (filing.Id, filing.FiledAt);
        AwaitNothing();
        Tell(new DossierComplemented(Id, filing.Id, Number!, filing.Version, filing.Sha256, by, now));
        return filing;
    }

    /// <summary>
    /// What was filed counts for a later cut-off: whether it is eligible is asked anew there, and its team may file
    /// again until then.
    /// </summary>
    internal void MoveTo(CutOff next, DateTimeOffset now)
    {
        var from = CutOffId!.Value;
        (CutOffId, Eligibility) = (next.Id, null);
        if (StepDue is not null)
            StepDue = next.Deadline;
        AwaitNothing();
        Tell(new DossierMoved(Id, from, next.Id, By: null, now));
    }

    /// <summary>The cut-off at which what was filed could be judged anew; null where the wave has none to come.</summary>
    public CutOff? NextCutOff(Wave wave, DateTimeOffset now) =>
        wave.CutOffFor(now) is { } next && next.Id != CutOffId ? next : null;

    internal void Exclude(ComplementRequestId missed, DateTimeOffset now)
    {
        Exclusion = new Exclusion(missed, now);
        AwaitNothing();
        Tell(new DossierExcluded(Id, By: null, now));
    }
}

/// <param name="Missed">The request for complements that was not answered in time: the reason.</param>
/// <param name="At">When, UTC.</param>
public sealed record Exclusion(ComplementRequestId Missed, DateTimeOffset At);
