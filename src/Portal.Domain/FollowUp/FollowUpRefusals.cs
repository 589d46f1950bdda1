namespace Portal.Domain.FollowUp;

/// <summary>Why something is refused in the course of a project.</summary>
public static class FollowUpRefusals
{
    public static Refusal AgreementMissing { get; } = new("project.agreement-missing");

    public static Refusal AgreementNotWhole { get; } = new("project.agreement-not-whole");

    public static Refusal NotFunded { get; } = new("project.not-funded");

    public static Refusal NoMilestone { get; } = new("project.no-milestone");

    public static Refusal NotAgreed { get; } = new("project.not-agreed");

    public static Refusal Suspended { get; } = new("project.suspended");

    /// <summary>It will rest from a day to come on.</summary>
    public static Refusal SuspensionGranted(DateOnly since) => new("project.suspension-granted", since);

    public static Refusal Ended { get; } = new("project.ended");

    public static Refusal NotInterim { get; } = new("project.not-interim");

    public static Refusal InterimDecided { get; } = new("project.interim-decided");

    public static Refusal ReportFirst { get; } = new("project.report-first");

    public static Refusal OpinionFirst { get; } = new("project.opinion-first");

    public static Refusal NotSuspended { get; } = new("project.not-suspended");

    /// <summary>Days that no course of a project can hold.</summary>
    public static Refusal OutOfCourse(DateOnly first, DateOnly last) => new("project.out-of-course", first, last);

    /// <summary>The final report ends the project: what comes before it is settled first.</summary>
    public static Refusal OthersFirst { get; } = new("project.others-first");

    public static Refusal ResumedBefore { get; } = new("project.resumed-before");

    public static Refusal ReasonNeeded { get; } = new("project.reason-needed");

    public static Refusal AgreementUnderWay { get; } = new("project.agreement-under-way");

    /// <summary>One person does not do both.</summary>
    public static Refusal FourEyes { get; } = new("project.four-eyes");

    public static Refusal InForce { get; } = new("project.in-force");

    public static Refusal AgreementGone { get; } = new("project.agreement-gone");

    public static Refusal NotSent { get; } = new("project.not-sent");

    /// <summary>What is sent does not change.</summary>
    public static Refusal Sent { get; } = new("project.sent");

    public static Refusal CarrierFirst { get; } = new("project.carrier-first");

    public static Refusal SignedByCarrier { get; } = new("project.signed-by-carrier");

    public static Refusal NoAid { get; } = new("project.no-aid");

    public static Refusal Months { get; } = new("project.months");

    /// <summary>Nothing is owed for the milestone now.</summary>
    public static Refusal NotAwaited { get; } = new("project.not-awaited");

    /// <summary>Somebody saved it since the page was opened.</summary>
    public static Refusal SavedSince { get; } = new("project.saved-since");

    public static Refusal WithService { get; } = new("project.with-service");

    public static Refusal WithCarrier { get; } = new("project.with-carrier");

    public static Refusal ReportAccepted { get; } = new("project.report-accepted");

    public static Refusal AskedAlready { get; } = new("project.asked-already");

    /// <summary>Only experts of the call's waves are asked, and nobody who must not judge the dossier.</summary>
    public static Refusal ExpertNeeded { get; } = new("project.expert-needed");

    public static Refusal RecommendationMissing { get; } = new("project.recommendation-missing");

    public static Refusal TrancheAsked { get; } = new("project.tranche-asked");

    public static Refusal UnknownTranche { get; } = new("project.unknown-tranche");

    /// <summary>It was dealt with meanwhile.</summary>
    public static Refusal PaymentState { get; } = new("project.payment-state");

    /// <summary>One of a kind at a time.</summary>
    public static Refusal ChangeAsked { get; } = new("project.change-asked");

    public static Refusal ChangeDecided { get; } = new("project.change-decided");

    public static Refusal DayNeeded { get; } = new("project.day-needed");

    public static Refusal CarryOverNotWhole { get; } = new("project.carry-over-not-whole");

    public static Refusal TranchesNotAll { get; } = new("project.tranches-not-all");

    /// <summary>An aid that is agreed isn't given up: its project is abandoned.</summary>
    public static Refusal Agreed { get; } = new("project.agreed");

    public static Refusal DayAhead { get; } = new("project.day-ahead");

    /// <summary>What is judged is what was read.</summary>
    public static Refusal SubmittedSince { get; } = new("project.submitted-since");

    public static Refusal NoPdf { get; } = new("project.no-pdf");

    /// <summary>An amendment doesn't move the first day.</summary>
    public static Refusal StartHolds { get; } = new("project.start-holds");

    /// <summary>The last day that the amendment tells isn't the one that would be in force.</summary>
    public static Refusal EndMovedSince { get; } = new("project.end-moved-since");

    /// <summary>The decision was corrected below what is agreed.</summary>
    public static Refusal Overruled { get; } = new("project.overruled");

    /// <summary>No electronic signature of that reference is awaited.</summary>
    public static Refusal SignatureNotAsked { get; } = new("project.signature-not-asked");

    /// <summary>One request at a time: it ends with the signature, with a refusal, or with the agreement.</summary>
    public static Refusal SignatureAwaited { get; } = new("project.signature-awaited");

    /// <summary>What was signed isn't what was sent.</summary>
    public static Refusal OtherDocument { get; } = new("project.other-document");

    /// <summary>The provider of electronic signatures didn't answer, or not as it should.</summary>
    public static Refusal SignatureUnavailable { get; } = new("project.signature-unavailable");

    /// <summary>Only what the decision no longer funds is ended by the service.</summary>
    public static Refusal NotOverruled { get; } = new("project.not-overruled");

    public static Refusal TooManyMilestones(int most) => new("project.too-many-milestones", most);

    public static Refusal TooManyTranches(int most) => new("project.too-many-tranches", most);

    public static Refusal IndicatorNotAsked(string key) => new("project.indicator-not-asked", key);

    public static Refusal RegisterNotAsked(string key) => new("project.register-not-asked", key);

    public static Refusal TrancheNotWhole(string key) => new("project.tranche-not-whole", key);

    public static Refusal UnknownMilestone(string key) => new("project.unknown-milestone", key);

    public static Refusal KeyTwice(string key) => new("project.key-twice", key);

    public static Refusal MilestoneNotWhole(string key) => new("project.milestone-not-whole", key);

    public static Refusal MilestoneMonths(string key, int most) => new("project.milestone-months", key, most);

    public static Refusal NothingReported(string key) => new("project.nothing-reported", key);

    public static Refusal GridOfInterim(string key) => new("project.grid-of-interim", key);

    public static Refusal AgreementTooLong(int most) => new("project.agreement-too-long", most);

    public static Refusal AgreementFieldUnknown(string field) => new("project.agreement-field-unknown", field);

    public static Refusal TextTooLong(int most) => new("project.text-too-long", most);

    public static Refusal TranchesNotAid(decimal euros) => new("project.tranches-not-aid", euros);

    public static Refusal MilestoneFirst(LocalizedText title) => new("project.milestone-first", title);

    public static Refusal AmountBeyond(decimal euros) => new("project.amount-beyond", euros);

    public static Refusal ReferenceNeeded(int most) => new("project.reference-needed", most);

    /// <param name="ordered">The first day that can be.</param>
    public static Refusal DayOfTransfer(DateOnly ordered) => new("project.day-of-transfer", ordered);

    public static Refusal ExtensionMonths(int most) => new("project.extension-months", most);

    /// <summary>A budget is carried over within the project.</summary>
    public static Refusal CarryOverYears(int first, int last) => new("project.carry-over-years", first, last);

    public static Refusal OrganisationNeeded(int most) => new("project.organisation-needed", most);
}
