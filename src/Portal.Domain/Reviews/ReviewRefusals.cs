using Portal.Domain.Reviews.Pool;

namespace Portal.Domain.Reviews;

public static class ReviewRefusals
{
    public const string ChangedCode = "review.changed";

    public static Refusal InvitationAnswered { get; } = new("review.invitation-answered");

    public static Refusal InvitationExpired { get; } = new("review.invitation-expired");

    public static Refusal InvitationNotAccepted { get; } = new("review.invitation-not-accepted");

    public static Refusal AlreadyInvited { get; } = new("review.already-invited");

    public static Refusal CharterNotSigned { get; } = new("review.charter-not-signed");

    public static Refusal ValidityOutOfRange(int fewest, int most) => new("review.validity-out-of-range", fewest, most);

    public static Refusal ConflictsNotDeclared { get; } = new("review.conflicts-not-declared");

    public static Refusal DeclarationTooOld { get; } = new("review.declaration-too-old");

    public static Refusal NotEligible { get; } = new("review.not-eligible");

    public static Refusal NotInWave { get; } = new("review.not-in-wave");

    public static Refusal OwnDossier { get; } = new("review.own-dossier");

    public static Refusal Conflict(Conflict conflict) =>
        new(
            conflict.Kind switch
            {
                ConflictKind.InTeam => "review.conflict-in-team",
                ConflictKind.SirenFamily => "review.conflict-siren-family",
                ConflictKind.SameOrganisation => "review.conflict-same-organisation",
                ConflictKind.EmailDomain => "review.conflict-email-domain",
                ConflictKind.ConsortiumPartner => "review.conflict-consortium-partner",
                ConflictKind.PastConsortium => "review.conflict-past-consortium",
                ConflictKind.DeclaredLink => "review.conflict-declared-link",
                ConflictKind.CoAuthor => "review.conflict-co-author",
                ConflictKind.Advised => "review.conflict-advised",
                ConflictKind.TakesPart => "review.conflict-takes-part",
                ConflictKind.Declared => "review.conflict-declared",
                _ => "review.conflict-noted",
            },
            conflict.Evidence
        );

    public static Refusal OverCapacity(string expert, int capacity) => new("review.over-capacity", expert, capacity);

    public static Refusal AlreadyAssigned { get; } = new("review.already-assigned");

    public static Refusal Submitted { get; } = new("review.submitted");

    public static Refusal Recused { get; } = new("review.recused");

    public static Refusal ReasonNeeded { get; } = new("review.reason-needed");

    public static Refusal CommentToCarrierMissing { get; } = new("review.comment-to-carrier-missing");

    /// <summary>The review was saved in another tab since it was read.</summary>
    public static Refusal Changed(int revision) => new(ChangedCode, revision);

    public static Refusal MarkMissing(LocalizedText criterion) => new("review.mark-missing", criterion);

    public static Refusal MarkOutOfScale(LocalizedText criterion, int from, int to) =>
        new("review.mark-out-of-scale", criterion, from, to);

    public static Refusal NoWorkbook { get; } = new("review.no-workbook");

    public static Refusal TooManyLines(int most) => new("review.too-many-lines", most);

    /// <summary>What comes back isn't what the page showed.</summary>
    public static Refusal NotAsShown { get; } = new("review.not-as-shown");

    /// <summary>A line that this portal didn't write, or not for this person, or no longer.</summary>
    public static Refusal LineUnknown { get; } = new("review.line-unknown");

    public static Refusal LineTwice { get; } = new("review.line-twice");

    /// <summary>The review was saved since the workbook was downloaded.</summary>
    public static Refusal SavedSince(string dossier) => new("review.saved-since", dossier);

    public static Refusal NoMark(int from, int to) => new("review.no-mark", from, to);

    /// <summary>Something is written in a cell of a line that doesn't ask for it.</summary>
    public static Refusal NothingAskedHere { get; } = new("review.nothing-asked-here");

    public static Refusal NeitherYesNorNo { get; } = new("review.neither-yes-nor-no");

    public static Refusal CommentTooShort(LocalizedText criterion, int least) =>
        new("review.comment-too-short", criterion, least);

    public static Refusal AnswerMissing(LocalizedText question) => new("review.answer-missing", question);

    public static Refusal ConfidenceMissing { get; } = new("review.confidence-missing");

    public static Refusal DoubtRaised { get; } = new("review.doubt-raised");

    public static Refusal WordNeeded { get; } = new("review.word-needed");

    public static Refusal CommentToPanelMissing { get; } = new("review.comment-to-panel-missing");

    public static Refusal NotOfTheDossier { get; } = new("review.not-of-the-dossier");

    public static Refusal NotRapporteur { get; } = new("review.not-rapporteur");

    public static Refusal SynthesisSubmitted { get; } = new("review.synthesis-submitted");

    public static Refusal SynthesisChanged { get; } = new("review.synthesis-changed");

    public static Refusal SynthesisNotSubmitted { get; } = new("review.synthesis-not-submitted");

    public static Refusal ObjectionNeedsWord { get; } = new("review.objection-needs-word");

    public static Refusal NoPassage { get; } = new("review.no-passage");

    public static Refusal NothingSaid { get; } = new("review.nothing-said");

    public static Refusal NotYourMessage { get; } = new("review.not-your-message");

    public static Refusal NotSubmitted { get; } = new("review.not-submitted");

    public static Refusal ReopenedAlready { get; } = new("review.reopened-already");

    public static Refusal PanelClosed { get; } = new("review.panel-closed");

    public static Refusal DecisionListed { get; } = new("review.decision-listed");

    public static Refusal CommentTooLong(int limit) => new("review.comment-too-long", limit);
}
