using Portal.Domain.Dossiers;

namespace Portal.Domain.Attachments;

/// <param name="BegunAt">When the upload began, UTC.</param>
/// <param name="At">When its last byte had arrived, UTC.</param>
public sealed record FileAttached(
    DossierId Dossier,
    AttachmentId Attachment,
    string Field,
    string Sha256,
    DateTimeOffset BegunAt,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.file-attached";
}

/// <summary>A file of the earlier dossier is one of this dossier's too.</summary>
/// <param name="From">The earlier dossier's, which says who uploaded it, and when.</param>
public sealed record FileCarriedOver(
    DossierId Dossier,
    AttachmentId Attachment,
    AttachmentId From,
    string Field,
    string Sha256,
    DateTimeOffset At
) : DossierEvent(Dossier, By: null, At)
{
    public override string Name => "dossier.file-carried-over";
}

public sealed record FileRemoved(
    DossierId Dossier,
    AttachmentId Attachment,
    string Field,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.file-removed";
}

/// <summary>A virus scanner read the file and found nothing.</summary>
public sealed record FileFoundClean(
    DossierId Dossier,
    AttachmentId Attachment,
    string Engine,
    string Signatures,
    DateTimeOffset At
) : DossierEvent(Dossier, By: null, At)
{
    public override string Name => "dossier.file-found-clean";
}

/// <summary>A virus scanner recognised something: nobody opens the file any more.</summary>
/// <param name="Partner">Whose file it is; null where the question isn't asked of each partner.</param>
/// <param name="Threat">The name of the signature.</param>
public sealed record FileQuarantined(
    DossierId Dossier,
    AttachmentId Attachment,
    string? Partner,
    string File,
    string Threat,
    string Engine,
    string Signatures,
    DateTimeOffset At
) : DossierEvent(Dossier, By: null, At)
{
    public override string Name => "dossier.file-quarantined";
}

/// <summary>An upload arrived whole and was not taken.</summary>
/// <param name="BegunAt">When it began, UTC.</param>
/// <param name="EndedAt">When its last byte had arrived, UTC; null where it was too late before that.</param>
/// <param name="Code">Of the refusal.</param>
public sealed record UploadRefused(
    DossierId Dossier,
    UploadId Upload,
    string Field,
    string Code,
    DateTimeOffset BegunAt,
    DateTimeOffset? EndedAt,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.upload-refused";
}
