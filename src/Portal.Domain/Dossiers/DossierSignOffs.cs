namespace Portal.Domain.Dossiers;

/// <summary>What keeps a dossier from being filed, and before that from being signed by its partners.</summary>
public sealed partial class Dossier
{
    /// <summary>
    /// What keeps the dossier from being filed now, in the order in which a reader should meet it. Pages list it,
    /// <see cref="File"/> refuses on it.
    /// </summary>
    public IReadOnlyList<Obstacle> ObstaclesToFiling(FilingMatter matter, DateTimeOffset now) =>
        ObstaclesToSigning(matter, now) is { Count: > 0 } obstacles
            ? [.. obstacles, .. matter.Unsigned()]
            : [.. matter.Unsigned()];

    /// <summary>The same but for the signatures: what is signed could be filed.</summary>
    public IReadOnlyList<Obstacle> ObstaclesToSigning(FilingMatter matter, DateTimeOffset now) =>
        ObstacleOfTime(matter.Wave, now) is { } late
            ? [new Obstacle(Section: null, Field: null, late)]
            : [.. matter.Obstacles()];

    /// <summary>A signatory signs for their partner, the coordinator for the lead.</summary>
    public bool MaySign(PersonId person, string partner) =>
        _members.Any(member =>
            member.Person == person
            && (
                member.Role == MemberRole.Signatory && member.Partner == partner
                || member.Role == MemberRole.Coordinator && partner == Consortium.Lead
            )
        );

    /// <summary>Asks the signatories of the partners whose signature is missing.</summary>
    /// <exception cref="RefusedException">Somebody else than the coordinator asks, or there is nothing yet that could be filed.</exception>
    public void AskForSignatures(FilingMatter matter, PersonId by, DateTimeOffset now)
    {
        EnsureCoordinator(by);
        if (ObstaclesToSigning(matter, now) is { Count: > 0 } obstacles)
            throw new RefusedException([.. obstacles.Select(obstacle => obstacle.Reason)]);
        var missing = matter.Signatures.Where(one => one.Holds is null).Select(one => one.Partner.Id).ToList();
        if (missing.Count > 0)
            Tell(new SignaturesAsked(Id, missing, matter.ContentSha256, by, now));
    }
}
