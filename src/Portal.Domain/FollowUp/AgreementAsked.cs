using Portal.Domain.Dossiers;

namespace Portal.Domain.FollowUp;

/// <summary>How a side signs at a provider of electronic signatures, instead of bringing a signed copy.</summary>
public sealed partial class Agreement
{
    /// <summary>The electronic signature that is awaited; null where none is.</summary>
    public SignatureAsked? Asked { get; private set; }

    public void AskCarrier(Dossier dossier, SignatureAsked asked)
    {
        EnsureCarrierSigns(dossier, asked.By);
        Ask(asked);
    }

    public void AskService(Project project, Agreement? inForce, SignatureAsked asked)
    {
        EnsureServiceSigns(project, inForce, asked.By);
        Ask(asked);
    }

    /// <summary>What was signed is what was sent, whatever a message says that came in between.</summary>
    /// <param name="reference">Of the request, by the provider.</param>
    /// <param name="sha256">Of the document that the provider had signed.</param>
    public SignatureAsked EnsureAsked(string reference, string sha256) =>
        Asked is not { } asked || asked.Reference != reference
            ? throw new RefusedException(FollowUpRefusals.SignatureNotAsked)
        : asked.Sha256 != sha256 ? throw new RefusedException(FollowUpRefusals.OtherDocument)
        : asked;

    /// <summary>The signature won't come: it can be asked for again, or a signed copy brought.</summary>
    /// <param name="why">A word of the provider's states, such as <c>refused</c>.</param>
    public void NoteNotSigned(string why, DateTimeOffset now)
    {
        if (Asked is not { } asked)
            return;
        Asked = null;
        Tell(new SignatureFailed(ProjectId, DossierId, Id, Number, asked.By, why, now));
    }

    /// <summary>Whether it was asked of them already: asking twice changes nothing.</summary>
    /// <exception cref="RefusedException">It is asked of somebody else: what they sign would be lost.</exception>
    public bool IsAskedOf(PersonId by) =>
        Asked is { } open && (open.By == by ? true : throw new RefusedException(FollowUpRefusals.SignatureAwaited));

    private void Ask(SignatureAsked asked)
    {
        if (IsAskedOf(asked.By))
            return;
        Asked = asked;
        Tell(
            new SignatureRequested(ProjectId, DossierId, Id, Number, asked.Provider, asked.Sha256, asked.By, asked.At)
        );
    }
}

/// <summary>A request for an electronic signature.</summary>
/// <param name="Reference">Of the request, by the provider.</param>
/// <param name="Address">Where its signer signs.</param>
/// <param name="Document">The file that was sent.</param>
/// <param name="Sha256">Of the file that was sent, in lower-case hexadecimal.</param>
/// <param name="By">Who signs.</param>
public sealed record SignatureAsked(
    string Provider,
    string Reference,
    string Address,
    AttachmentId Document,
    string Sha256,
    bool ForService,
    PersonId By,
    DateTimeOffset At
);
