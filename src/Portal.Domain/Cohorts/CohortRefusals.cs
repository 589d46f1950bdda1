namespace Portal.Domain.Cohorts;

public static class CohortRefusals
{
    public static Refusal SlugWrong(int most) => new("cohort.slug-wrong", most);

    public static Refusal SlugTaken { get; } = new("cohort.slug-taken");

    public static Refusal NoSuchCall { get; } = new("cohort.no-such-call");

    public static Refusal WordsMissing(int most) => new("cohort.words-missing", most);

    public static Refusal TooFewCandidates(int members) => new("cohort.too-few-candidates", members);

    public static Refusal TooMany(int most) => new("cohort.too-many", most);

    public static Refusal MemberMissing(string name, int most) => new("cohort.member-missing", name, most);

    public static Refusal MentorMissing(int most) => new("cohort.mentor-missing", most);

    public static Refusal StepMissing(int most) => new("cohort.step-missing", most);

    public static Refusal KeyTwice { get; } = new("cohort.key-twice");

    public static Refusal NoSuchMilestone { get; } = new("cohort.no-such-milestone");

    public static Refusal NoSuchMember(string key) => new("cohort.no-such-member", key);
}
