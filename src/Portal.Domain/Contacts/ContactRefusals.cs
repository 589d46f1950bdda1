namespace Portal.Domain.Contacts;

public static class ContactRefusals
{
    public static Refusal WordsMissing { get; } = new("contact.words-missing");

    public static Refusal NotSecure { get; } = new("contact.not-secure");

    public static Refusal NoAddress { get; } = new("contact.no-address");

    /// <summary>Who helps to write doesn't judge.</summary>
    public static Refusal Expert { get; } = new("contact.expert");

    /// <summary>Nor does who decides; drafts are their carrier's until they are filed.</summary>
    public static Refusal OfService { get; } = new("contact.of-service");

    public static Refusal National { get; } = new("contact.national");

    public static Refusal NoAccount(string email) => new("contact.no-account", email);

    /// <summary>What is filed is the service's to read.</summary>
    public static Refusal NoDraft { get; } = new("contact.no-draft");

    public static Refusal NoRegion { get; } = new("contact.no-region");

    public static Refusal OnlyCoordinator { get; } = new("contact.only-coordinator");

    public static Refusal CommentMissing(int most) => new("contact.comment-missing", most);
}
