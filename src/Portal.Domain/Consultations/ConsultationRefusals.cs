namespace Portal.Domain.Consultations;

public static class ConsultationRefusals
{
    public static Refusal NotOpen { get; } = new("consultation.not-open");

    public static Refusal NotClosed { get; } = new("consultation.not-closed");

    public static Refusal AnsweredAlready { get; } = new("consultation.answered-already");

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

    public static Refusal ConfirmFirst(int most) => new("consultation.confirm-first", most);

    public static Refusal NotConfirmed { get; } = new("consultation.not-confirmed");

    public static Refusal NotAccepted { get; } = new("consultation.not-accepted");

    public static Refusal NoSuchGroup { get; } = new("consultation.no-such-group");

    public static Refusal TitleMissing(int most) => new("consultation.title-missing", most);

    public static Refusal ToModerate(int count) => new("consultation.to-moderate", count);

    public static Refusal OutsideGroups(int count) => new("consultation.outside-groups", count);

    public static Refusal Unanswered(int count) => new("consultation.unanswered", count);

    public static Refusal NoFinalPlan { get; } = new("consultation.no-final-plan");

    /// <summary>Two people look at what the ministry answers.</summary>
    public static Refusal OwnDraft { get; } = new("consultation.own-draft");
}
