using Portal.Domain.Dossiers;

namespace Portal.Domain.FollowUp;

public enum AgreementState
{
    /// <summary>Drawn up; the carrier doesn't see it.</summary>
    Draft,

    /// <summary>The carrier reads it and signs first.</summary>
    Sent,

    /// <summary>The carrier signed; the service's signature is awaited.</summary>
    SignedByCarrier,
    InForce,
    Dropped,
}

/// <summary>
/// An agreement (convention) with a project, or an amendment (avenant) to the one in force: its terms and its text, exchanged
/// for signature. The carrier signs first; with the service's signature it is in force. What is sent doesn't change: it is
/// dropped, and another one drawn up.
/// </summary>
public sealed partial class Agreement : Aggregate
{
    private Agreement() { }

    /// <param name="project">That goes on, or has none yet.</param>
    /// <param name="earlier">All agreements with it so far.</param>
    /// <param name="plan">What is to be reported under it.</param>
    /// <param name="terms">What is agreed.</param>
    /// <param name="text">As filled in from the call's template, and changed by hand.</param>
    /// <param name="by">Staff.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">
    /// Another one is under way, the project is over, or see <see cref="AgreementTerms.ObstaclesUnder"/>.
    /// </exception>
    public static Agreement Draw(
        Project project,
        IReadOnlyList<Agreement> earlier,
        FollowUpPlan plan,
        AgreementTerms terms,
        string text,
        PersonId by,
        DateTimeOffset now
    )
    {
        if (project.Ending is not null)
            throw new RefusedException(FollowUpRefusals.Ended);
        if (earlier.Any(one => one.IsUnderWay))
            throw new RefusedException(FollowUpRefusals.AgreementUnderWay);
        var agreement = new Agreement
        {
            Id = AgreementId.New(),
            ProjectId = project.Id,
            DossierId = project.DossierId,
            Number = earlier.Count(one => one.State == AgreementState.InForce) + 1,
            DrawnBy = by,
            DrawnAt = now,
        };
        agreement.Write(project, InForceOf(earlier), plan, terms, text, by);
        agreement.Tell(new AgreementDrawn(project.Id, project.DossierId, agreement.Id, agreement.Number, by, now));
        return agreement;
    }

    public AgreementId Id { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public DossierId DossierId { get; private set; }

    /// <summary>1 for the agreement itself, then one more for each amendment.</summary>
    public int Number { get; private set; }

    public bool IsAmendment => Number > 1;

    public AgreementTerms Terms { get; private set; } = null!;

    /// <summary>What is to be reported, as the call foresaw it when this was drawn up; once signed, it holds for the project.</summary>
    public FollowUpPlan Plan { get; private set; } = FollowUpPlan.None;

    /// <summary>What is signed, in French.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Who wrote it last.</summary>
    public PersonId DrawnBy { get; private set; }

    public DateTimeOffset DrawnAt { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public AgreementSignature? ByCarrier { get; private set; }

    public AgreementSignature? ByService { get; private set; }

    public DateTimeOffset? DroppedAt { get; private set; }

    public AgreementState State =>
        this switch
        {
            { DroppedAt: not null } => AgreementState.Dropped,
            { ByService: not null } => AgreementState.InForce,
            { ByCarrier: not null } => AgreementState.SignedByCarrier,
            { SentAt: not null } => AgreementState.Sent,
            _ => AgreementState.Draft,
        };

    /// <summary>The last one that both have signed; null where there is none.</summary>
    public static Agreement? InForceOf(IEnumerable<Agreement> all) =>
        all.Where(one => one.State == AgreementState.InForce).MaxBy(one => one.Number);

    public bool IsUnderWay => State is not (AgreementState.InForce or AgreementState.Dropped);

    /// <summary>Changes what isn't sent yet.</summary>
    public void Redraw(
        Project project,
        IReadOnlyList<Agreement> earlier,
        FollowUpPlan plan,
        AgreementTerms terms,
        string text,
        PersonId by,
        DateTimeOffset now
    )
    {
        Ensure(AgreementState.Draft);
        Write(project, InForceOf(earlier), plan, terms, text, by);
        (DrawnBy, DrawnAt) = (by, now);
        Tell(new AgreementRedrawn(ProjectId, DossierId, Id, Number, by, now));
    }

    /// <summary>Sends it to the carrier, to be signed.</summary>
    public void Send(PersonId by, DateTimeOffset now)
    {
        Ensure(AgreementState.Draft);
        SentAt = now;
        Tell(new AgreementSent(ProjectId, DossierId, Id, Number, by, now));
    }

    /// <param name="dossier">Whose coordinator signs.</param>
    /// <param name="signed">The signed copy.</param>
    /// <param name="by">The coordinator.</param>
    /// <param name="now">UTC.</param>
    public void SignForCarrier(Dossier dossier, SignedCopy signed, PersonId by, DateTimeOffset now)
    {
        EnsureCarrierSigns(dossier, by);
        (ByCarrier, Asked) = (new AgreementSignature(signed, by, now), null);
        Tell(new AgreementSigned(ProjectId, DossierId, Id, Number, ForService: false, by, now));
    }

    /// <summary>The service signs, and the project takes it up.</summary>
    /// <param name="project">That it is with.</param>
    /// <param name="inForce">That it changes; null where it is the first.</param>
    /// <param name="signed">The copy that both have signed.</param>
    /// <param name="by">The second person.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">
    /// Who wrote of it signs, or signed for the carrier, or the carrier hasn't; or it tells a last day that was moved since.
    /// </exception>
    public void SignForService(Project project, Agreement? inForce, SignedCopy signed, PersonId by, DateTimeOffset now)
    {
        EnsureServiceSigns(project, inForce, by);
        (ByService, Asked) = (new AgreementSignature(signed, by, now), null);
        project.TakeUp(this, inForce, now);
        Tell(new AgreementSigned(ProjectId, DossierId, Id, Number, ForService: true, by, now));
    }

    /// <summary>Gives it up before it is in force. Doing it twice changes nothing.</summary>
    public void Drop(PersonId by, DateTimeOffset now)
    {
        if (DroppedAt is not null)
            return;
        if (ByService is not null)
            throw new RefusedException(FollowUpRefusals.InForce);
        (DroppedAt, Asked) = (now, null);
        Tell(new AgreementDropped(ProjectId, DossierId, Id, Number, WasSent: SentAt is not null, by, now));
    }

    private void EnsureCarrierSigns(Dossier dossier, PersonId by)
    {
        dossier.EnsureCoordinator(by);
        Ensure(AgreementState.Sent);
    }

    private void EnsureServiceSigns(Project project, Agreement? inForce, PersonId by)
    {
        Ensure(AgreementState.SignedByCarrier);
        if (ObstacleToService(project, inForce, by) is { } obstacle)
            throw new RefusedException(obstacle);
    }

    /// <summary>
    /// Why somebody can't sign for the service what the carrier signed; null where they can. Pages tell it, signing refuses on it.
    /// </summary>
    public Refusal? ObstacleToService(Project project, Agreement? inForce, PersonId by) =>
        Terms.WrittenBy.Contains(by) || by == ByCarrier?.By ? FollowUpRefusals.FourEyes
        : project.Ending is not null ? FollowUpRefusals.Ended
        : ObstacleToDates(project, inForce);

    /// <summary>What is signed tells the last day that will be in force by it.</summary>
    /// <exception cref="RefusedException">The end was moved since it was drawn up.</exception>
    public void EnsureDatesOf(Project project, Agreement? inForce)
    {
        if (ObstacleToDates(project, inForce) is { } obstacle)
            throw new RefusedException(obstacle);
    }

    private Refusal? ObstacleToDates(Project project, Agreement? inForce) =>
        Terms.EndsOn == project.EndUnder(Terms, inForce) ? null : FollowUpRefusals.EndMovedSince;

    private void Write(
        Project project,
        Agreement? inForce,
        FollowUpPlan plan,
        AgreementTerms terms,
        string text,
        PersonId by
    )
    {
        if (terms.ObstaclesUnder(plan) is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        if (project.StartsOn is { } start && start != terms.StartsOn)
            throw new RefusedException(FollowUpRefusals.StartHolds);
        if (string.IsNullOrWhiteSpace(text))
            throw new RefusedException(FollowUpRefusals.AgreementNotWhole);
        if (text.Length > AgreementTemplate.BodyLength)
            throw new RefusedException(FollowUpRefusals.AgreementTooLong(AgreementTemplate.BodyLength));
        var writers = (Terms?.WrittenBy ?? []).Append(by).Distinct();
        (Plan, Text) = (plan, text.Trim());
        Terms = terms with
        {
            WrittenBy = [.. writers],
            MovedEnd = inForce is null ? null : project.EndUnder(terms, inForce),
        };
    }

    private void Ensure(AgreementState state)
    {
        if (State == state)
            return;
        throw new RefusedException(
            State switch
            {
                AgreementState.Dropped => FollowUpRefusals.AgreementGone,
                AgreementState.InForce => FollowUpRefusals.InForce,
                AgreementState.Draft => FollowUpRefusals.NotSent,
                _ when state == AgreementState.Draft => FollowUpRefusals.Sent,
                AgreementState.Sent => FollowUpRefusals.CarrierFirst,
                _ => FollowUpRefusals.SignedByCarrier,
            }
        );
    }
}

/// <summary>A signed copy: the file that holds it, and how it was signed.</summary>
/// <param name="Sha256">Of the file, in lower-case hexadecimal.</param>
/// <param name="Provider">Of an electronic signature; null where a signed PDF was brought.</param>
public sealed record SignedCopy(AttachmentId File, string Name, string Sha256, string? Provider = null);

public sealed record AgreementSignature(SignedCopy Copy, PersonId By, DateTimeOffset At);
