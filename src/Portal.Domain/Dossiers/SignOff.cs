namespace Portal.Domain.Dossiers;

/// <summary>
/// That a partner signed what would be filed: by whom, when, and exactly what, by its hash. It never changes; whether it
/// still holds follows from the hash of what would be filed now.
/// </summary>
public sealed class SignOff : Aggregate
{
    private SignOff() { }

    /// <summary>Signs for a partner.</summary>
    /// <param name="dossier">The dossier.</param>
    /// <param name="matter">What would be filed now.</param>
    /// <param name="partner">The partner's id.</param>
    /// <param name="shown">The hash of what the person had before them.</param>
    /// <param name="by">Who signs.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">
    /// No signature is asked for, or not theirs; something else still keeps the dossier from being filed, or it has changed
    /// since they read it.
    /// </exception>
    public static SignOff Of(
        Dossier dossier,
        FilingMatter matter,
        string partner,
        string shown,
        PersonId by,
        DateTimeOffset now
    )
    {
        if (!dossier.MaySign(by, partner) || matter.Signatures.All(one => one.Partner.Id != partner))
            throw new RefusedException(DossierRefusals.NotASignatory);
        if (dossier.ObstaclesToSigning(matter, now) is { Count: > 0 } obstacles)
            throw new RefusedException([.. obstacles.Select(obstacle => obstacle.Reason)]);
        if (shown != matter.ContentSha256)
            throw new RefusedException(DossierRefusals.ChangedWhileRead);
        var signed = new SignOff
        {
            Id = SignOffId.New(),
            DossierId = dossier.Id,
            Partner = partner,
            ContentSha256 = matter.ContentSha256,
            By = by,
            At = now,
        };
        signed.Tell(new PartnerSigned(dossier.Id, signed.Id, partner, matter.ContentSha256, by, now));
        return signed;
    }

    public SignOffId Id { get; private set; }

    public DossierId DossierId { get; private set; }

    /// <summary>The id of the <see cref="Dossiers.Partner"/> that signed.</summary>
    public string Partner { get; private set; } = "";

    /// <summary>SHA-256 of the answers and files that were signed, in lower-case hexadecimal.</summary>
    public string ContentSha256 { get; private set; } = "";

    public PersonId By { get; private set; }

    public DateTimeOffset At { get; private set; }
}

/// <summary>Where a partner stands with its signature.</summary>
/// <param name="Holds">The signature of exactly what would be filed; null where there is none.</param>
/// <param name="Before">The last one of something else; null where there is none.</param>
public sealed record Signature(Partner Partner, SignOff? Holds, SignOff? Before);

/// <summary>A signature that a filing holds.</summary>
/// <param name="Partner">The partner's id.</param>
/// <param name="Name">The partner's name, as filed.</param>
public sealed record FiledSignOff(string Partner, string Name, PersonId By, DateTimeOffset At);

public sealed record PartnerSigned(
    DossierId Dossier,
    SignOffId SignOff,
    string Partner,
    string ContentSha256,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.partner-signed";
}

/// <param name="Partners">The ids of those whose signature is missing.</param>
public sealed record SignaturesAsked(
    DossierId Dossier,
    IReadOnlyList<string> Partners,
    string ContentSha256,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.signatures-asked";
}
