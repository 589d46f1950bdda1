namespace Portal.Domain.Consultations;

public static class ConsultationRefusals
{
    public static Refusal NotOpen { get; } = new("consultation.not-open");

    public static Refusal NotClosed { get; } = new("consultation.not-closed");

    public static Refusal AnsweredAlready { get; } = new("consultation.answered-already");

    public static Refusal ClosedAlready { get; } = new("consultation.closed-already");

    /// <summary>Somebody else saved since the page was opened.</summary>
    public static Refusal Overtaken { get; } = new("consultation.overtaken");

    public static Refusal SlugWrong(int most) => new("consultation.slug-wrong", most);

    public static Refusal SlugTaken { get; } = new("consultation.slug-taken");

    public static Refusal NoSuchCall(string slug) => new("consultation.no-such-call", slug);

    public static Refusal NoSuchChallenge { get; } = new("consultation.no-such-challenge");

    public static Refusal WordsMissing(int most) => new("consultation.words-missing", most);

    public static Refusal StepMissing(int step, int most) => new("consultation.step-missing", step, most);

    public static Refusal StepEndsBeforeItBegins(int step) => new("consultation.step-ends-before-it-begins", step);

    public static Refusal TooManySteps(int most) => new("consultation.too-many-steps", most);

    public static Refusal NoPlan { get; } = new("consultation.no-plan");

    public static Refusal ArticleMissing(int article, int most) => new("consultation.article-missing", article, most);

    public static Refusal ArticleTwice(string key) => new("consultation.article-twice", key);

    public static Refusal TooManyArticles(int most) => new("consultation.too-many-articles", most);

    public static Refusal NoKey(string key) => new("consultation.no-key", key);

    public static Refusal OpensInThePast { get; } = new("consultation.opens-in-the-past");

    public static Refusal EndsBeforeItBegins { get; } = new("consultation.ends-before-it-begins");

    /// <summary>Who was told a last day may count on it.</summary>
    public static Refusal OnlyLonger { get; } = new("consultation.only-longer");

    public static Refusal PlanStays { get; } = new("consultation.plan-stays");

    public static Refusal NoSuchArticle { get; } = new("consultation.no-such-article");

    public static Refusal TextMissing(int most) => new("consultation.text-missing", most);

    public static Refusal TooLong(int most) => new("consultation.too-long", most);

    public static Refusal NameMissing(int most) => new("consultation.name-missing", most);

    public static Refusal EmailMissing { get; } = new("consultation.email-missing");

    public static Refusal DeclarationMissing(int most) => new("consultation.declaration-missing", most);

    public static Refusal SeatedAlready(string name) => new("consultation.seated-already", name);

    public static Refusal NotSeated(string name) => new("consultation.not-seated", name);

    public static Refusal ReasonMissing(int most) => new("consultation.reason-missing", most);

    public static Refusal ConfirmedEnough(int most) => new("consultation.confirmed-enough", most);

    public static Refusal NotConfirmed { get; } = new("consultation.not-confirmed");

    public static Refusal NotAccepted { get; } = new("consultation.not-accepted");

    /// <summary>What is in no group isn't taken out of one.</summary>
    public static Refusal NoGroupChosen { get; } = new("consultation.no-group-chosen");

    public static Refusal NothingChosen { get; } = new("consultation.nothing-chosen");

    /// <summary>A group is of one article, beside which it is answered.</summary>
    public static Refusal OtherArticle { get; } = new("consultation.other-article");

    public static Refusal NoSuchGroup { get; } = new("consultation.no-such-group");

    public static Refusal TitleMissing(int most) => new("consultation.title-missing", most);

    public static Refusal ToModerate(int count) => new("consultation.to-moderate", count);

    public static Refusal OutsideGroups(int count) => new("consultation.outside-groups", count);

    public static Refusal Unanswered(int count) => new("consultation.unanswered", count);

    public static Refusal NoFinalPlan { get; } = new("consultation.no-final-plan");

    /// <summary>Two people look at what the ministry answers.</summary>
    public static Refusal OwnDraft { get; } = new("consultation.own-draft");

    /// <summary>What is published is what its second reader read.</summary>
    public static Refusal WrittenSince { get; } = new("consultation.written-since");
}
