namespace Portal.Domain.Calls;

public static class CallRefusals
{
    public static Refusal NoForm { get; } = new("call.no-form");

    public static Refusal NoGrid { get; } = new("call.no-grid");

    public static Refusal NoTitle { get; } = new("call.no-title");

    public static Refusal NoSummary { get; } = new("call.no-summary");

    public static Refusal NoDescription { get; } = new("call.no-description");

    public static Refusal NoAudience { get; } = new("call.no-audience");

    public static Refusal NoEnvelope { get; } = new("call.no-envelope");

    public static Refusal NoOperator { get; } = new("call.no-operator");

    public static Refusal NoContact { get; } = new("call.no-contact");

    /// <summary>Art. R.112-5, 2° CRPA: the service in charge is named.</summary>
    public static Refusal NoService { get; } = new("call.no-service");

    /// <summary>Art. R.112-5, 1° and 3° CRPA: what silence means is told.</summary>
    public static Refusal NoSilence { get; } = new("call.no-silence");

    public static Refusal NoEligibility { get; } = new("call.no-eligibility");

    public static Refusal EligibilityUntranslated { get; } = new("call.eligibility-untranslated");

    public static Refusal CourseUntranslated { get; } = new("call.course-untranslated");

    public static Refusal DocumentUntranslated { get; } = new("call.document-untranslated");

    public static Refusal QuestionUntranslated { get; } = new("call.question-untranslated");

    public static Refusal GraceWithoutClause { get; } = new("call.grace-without-clause");

    public static Refusal NoStep { get; } = new("call.no-step");

    /// <summary>The form in force asks something in a step that would be gone.</summary>
    public static Refusal StepAskedIn(int step) => new("call.step-asked-in", step);

    public static Refusal StepUntranslated { get; } = new("call.step-untranslated");

    public static Refusal OrientationUntranslated { get; } = new("call.orientation-untranslated");

    public static Refusal QuestionKeyTwice(string key) => new("call.question-key-twice", key);

    /// <summary>No wave is open or to come.</summary>
    public static Refusal NoWave { get; } = new("call.no-wave");

    /// <summary>A referencing never closes, and all its waves do.</summary>
    public static Refusal ReferencingCloses { get; } = new("call.referencing-closes");

    public static Refusal LetterNotWhole { get; } = new("call.letter-not-whole");

    /// <summary>Two braces open or close what is no field.</summary>
    public static Refusal LetterBraces { get; } = new("call.letter-braces");

    /// <summary>A letter names a field that no dossier with its outcome has.</summary>
    public static Refusal LetterFieldUnknown(string field) => new("call.letter-field-unknown", field);

    public static Refusal LetterWithoutReasons { get; } = new("call.letter-without-reasons");

    public static Refusal TooManyApprovals(int most) => new("call.too-many-approvals", most);

    public static Refusal ApprovalNotWhole(string key) => new("call.approval-not-whole", key);

    public static Refusal ApprovalTwice(string key) => new("call.approval-twice", key);

    /// <summary>Nobody signs a list twice.</summary>
    public static Refusal SignatoryTwice { get; } = new("call.signatory-twice");

    /// <summary>A list is out once it is signed: the last word is of somebody who may publish.</summary>
    public static Refusal PublisherSignsLast { get; } = new("call.publisher-signs-last");

    public static Refusal TooManyKeywords(int most) => new("call.too-many-keywords", most);

    public static Refusal KeywordNotWhole(string key) => new("call.keyword-not-whole", key);

    public static Refusal KeywordUsed(LocalizedText name) => new("call.keyword-used", name);

    public static Refusal KeywordTwice(string key) => new("call.keyword-twice", key);

    /// <summary>Two rules for one kind of date.</summary>
    public static Refusal ReminderTwice { get; } = new("call.reminder-twice");

    /// <summary>Whole hours, from one to a year's.</summary>
    public static Refusal ReminderOutOfRange { get; } = new("call.reminder-out-of-range");

    public static Refusal SlugTaken { get; } = new("call.slug-taken");

    public static Refusal CodeTaken { get; } = new("call.code-taken");

    public static Refusal NoSuchOfficer { get; } = new("call.no-such-officer");

    public static Refusal OfficerAlready { get; } = new("call.officer-already");

    /// <summary>Somebody took the call out of their charge before, or it never was in it.</summary>
    public static Refusal NotAnOfficer { get; } = new("call.not-an-officer");

    /// <summary>Somebody always looks after a call.</summary>
    public static Refusal LastOfficer { get; } = new("call.last-officer");
}
