namespace Portal.Domain.Reviews;

public static class ReviewRefusals
{
    public static Refusal InvitationAnswered { get; } = new("review.invitation-answered");

    public static Refusal InvitationExpired { get; } = new("review.invitation-expired");

    public static Refusal InvitationNotAccepted { get; } = new("review.invitation-not-accepted");

    public static Refusal AlreadyInvited { get; } = new("review.already-invited");

    public static Refusal CharterNotSigned { get; } = new("review.charter-not-signed");

    public static Refusal ConflictsNotDeclared { get; } = new("review.conflicts-not-declared");

    public static Refusal DeclarationTooOld { get; } = new("review.declaration-too-old");

    public static Refusal NotEligible { get; } = new("review.not-eligible");

    public static Refusal NotInWave { get; } = new("review.not-in-wave");

    public static Refusal OwnDossier { get; } = new("review.own-dossier");

    public static Refusal Conflict { get; } = new("review.conflict");

    public static Refusal AlreadyAssigned { get; } = new("review.already-assigned");

    public static Refusal Submitted { get; } = new("review.submitted");

    public static Refusal Recused { get; } = new("review.recused");

    public static Refusal ReasonNeeded { get; } = new("review.reason-needed");

    public static Refusal CommentToCarrierMissing { get; } = new("review.comment-to-carrier-missing");

    /// <summary>The review was saved in another tab since it was read.</summary>
    public static Refusal Changed(int revision) => new("review.changed", revision);

    public static Refusal MarkMissing(LocalizedText criterion) => new("review.mark-missing", criterion);

    public static Refusal MarkOutOfScale(LocalizedText criterion, int from, int to) =>
        new("review.mark-out-of-scale", criterion, from, to);

    public static Refusal CommentTooLong(int limit) => new("review.comment-too-long", limit);
}
