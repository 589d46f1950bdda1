namespace Portal.Domain.Dossiers;

/// <summary>Why an act on a dossier is refused. Labels are texts of the call's form.</summary>
public static class DossierRefusals
{
    public static Refusal WaveNotOpen { get; } = new("dossier.wave-not-open");

    public static Refusal WaveClosed { get; } = new("dossier.wave-closed");

    public static Refusal CallNotPublished { get; } = new("dossier.call-not-published");

    public static Refusal Frozen { get; } = new("dossier.frozen");

    /// <summary>The wave goes on, but the cut-off that the carrier was told has passed.</summary>
    public static Refusal CutOffPassed { get; } = new("dossier.cut-off-passed");

    /// <summary>A cut-off came or went since the carrier was told for which one the filing is.</summary>
    public static Refusal CalendarChanged { get; } = new("dossier.calendar-changed");

    public static Refusal FormOfAnotherCall { get; } = new("dossier.form-of-another-call");

    public static Refusal Withdrawn { get; } = new("dossier.withdrawn");

    /// <summary>Complements that were asked for did not come in time.</summary>
    public static Refusal Excluded { get; } = new("dossier.excluded");

    /// <summary>A step was judged with a no, or its date went by.</summary>
    public static Refusal Dismissed { get; } = new("dossier.dismissed");

    public static Refusal StepDuePassed { get; } = new("dossier.step-due-passed");

    public static Refusal AlreadyJudged { get; } = new("dossier.already-judged");

    /// <summary>What was filed is all that the call asks: it is decided on.</summary>
    public static Refusal NoStepAhead { get; } = new("dossier.no-step-ahead");

    public static Refusal EligibilityFirst { get; } = new("dossier.eligibility-first");

    public static Refusal Ineligible { get; } = new("dossier.ineligible");

    public static Refusal StepDueNeeded { get; } = new("dossier.step-due-needed");

    public static Refusal StepDueInThePast { get; } = new("dossier.step-due-in-the-past");

    public static Refusal NoStepOpen { get; } = new("dossier.no-step-open");

    public static Refusal StepDueNotLater { get; } = new("dossier.step-due-not-later");

    public static Refusal MayNotRefile { get; } = new("dossier.may-not-refile");

    public static Refusal RemarksTooLong(int limit) => new("dossier.remarks-too-long", limit);

    /// <summary>What was carried over is written and filed there.</summary>
    public static Refusal CarriedOver { get; } = new("dossier.carried-over");

    /// <summary>What was filed once is withdrawn, not removed.</summary>
    public static Refusal OnceFiled { get; } = new("dossier.once-filed");

    /// <summary>The earlier dossier, or the one as which it goes on, refers to it.</summary>
    public static Refusal PartOfCarryOver { get; } = new("dossier.part-of-carry-over");

    public static Refusal Removed { get; } = new("dossier.removed");
    public static Refusal Erased { get; } = new("dossier.erased");

    public static Refusal NotEnded { get; } = new("dossier.not-ended");

    public static Refusal NoWaveToCarryOver { get; } = new("dossier.no-wave-to-carry-over");

    public static Refusal NothingToTakeUp { get; } = new("dossier.nothing-to-take-up");

    /// <summary>Nothing is decided while complements are awaited.</summary>
    public static Refusal ComplementsAwaited { get; } = new("dossier.complements-awaited");

    public static Refusal NotFiled { get; } = new("dossier.not-filed");

    public static Refusal NotYetFrozen { get; } = new("dossier.not-yet-frozen");

    public static Refusal AlreadyChecked { get; } = new("dossier.already-checked");

    public static Refusal UnderReview { get; } = new("dossier.under-review");

    public static Refusal MayNotWrite { get; } = new("dossier.may-not-write");

    public static Refusal OnlyCoordinator { get; } = new("dossier.only-coordinator");

    public static Refusal OneCoordinator { get; } = new("dossier.one-coordinator");

    public static Refusal AlreadyInvited { get; } = new("dossier.already-invited");

    public static Refusal InvitationAnswered { get; } = new("dossier.invitation-answered");

    public static Refusal InvitationExpired { get; } = new("dossier.invitation-expired");

    public static Refusal TooManyInvitations(int limit) => new("dossier.too-many-invitations", limit);

    /// <summary>Somebody was sent as many invitations within a day as anybody may be.</summary>
    public static Refusal InvitedEnough { get; } = new("dossier.invited-enough");

    /// <summary>Somebody invited as many people within a day as anybody may.</summary>
    public static Refusal InvitesEnough(int limit) => new("dossier.invites-enough", limit);

    public static Refusal BeyondKeeping(LocalizedText label) => new("dossier.beyond-keeping", label);

    public static Refusal AlreadyMember { get; } = new("dossier.already-member");

    public static Refusal NotAMember { get; } = new("dossier.not-a-member");

    public static Refusal CoordinatorStays { get; } = new("dossier.coordinator-stays");

    public static Refusal NothingOffered { get; } = new("dossier.nothing-offered");

    public static Refusal UnknownPartner { get; } = new("dossier.unknown-partner");

    public static Refusal NotASignatory { get; } = new("dossier.not-a-signatory");

    /// <summary>Somebody saved between the reading and the signing.</summary>
    public static Refusal ChangedWhileRead { get; } = new("dossier.changed-while-read");

    public static Refusal Unsigned(string partner) => new("dossier.unsigned", partner);

    /// <summary>What a partner signed has changed since.</summary>
    public static Refusal SignedBefore(string partner) => new("dossier.signed-before", partner);

    public static Refusal ReasonNeeded { get; } = new("dossier.reason-needed");

    public const string SectionOvertakenCode = "dossier.section-overtaken";

    /// <summary>Somebody saved the section since; which revision stands now.</summary>
    public static Refusal SectionOvertaken(int revision) => new(SectionOvertakenCode, revision);

    internal const string MissingCode = "dossier.field-missing";

    public static Refusal Missing(LocalizedText label) => new(MissingCode, label);

    internal const string MissingOfCode = "dossier.field-missing-of";

    public static Refusal MissingOf(LocalizedText label, string partner) => new(MissingOfCode, label, partner);

    public static Refusal TooLong(LocalizedText label, int limit, int length) =>
        new("dossier.field-too-long", label, limit, length);

    public static Refusal TooManyWords(LocalizedText label, int limit, int words) =>
        new("dossier.field-too-many-words", label, limit, words);

    public static Refusal NotOfPattern(LocalizedText label, LocalizedText pattern) =>
        new("dossier.field-not-of-pattern", label, pattern);

    public static Refusal TooEarly(LocalizedText label, DateOnly first) => new("dossier.field-too-early", label, first);

    public static Refusal TooLate(LocalizedText label, DateOnly last) => new("dossier.field-too-late", label, last);

    public static Refusal NotANumber(LocalizedText label) => new("dossier.field-not-a-number", label);

    public static Refusal TooSmall(LocalizedText label, decimal min) => new("dossier.field-too-small", label, min);

    public static Refusal TooLarge(LocalizedText label, decimal max) => new("dossier.field-too-large", label, max);

    public static Refusal NotADate(LocalizedText label) => new("dossier.field-not-a-date", label);

    public static Refusal NotASiret(LocalizedText label) => new("dossier.field-not-a-siret", label);

    public static Refusal NotAnAddress(LocalizedText label) => new("dossier.field-not-an-address", label);

    public static Refusal NotAnOption(LocalizedText label) => new("dossier.field-not-an-option", label);

    public static Refusal TooManyRows(LocalizedText label, int limit) => new("dossier.too-many-rows", label, limit);

    /// <summary>A reason inside a table: the table, the row counted from 1, and the cell's own reason.</summary>
    public static Refusal InRow(LocalizedText table, int row, Refusal reason) =>
        new("dossier.in-row", table, row, reason);
}
