namespace Portal.Domain.Contacts;

public static class ContactRefusals
{
    public static Refusal NameMissing(int most) => new("contact.name-missing", most);

    public static Refusal HelpMissing(int most) => new("contact.help-missing", most);

    public static Refusal EnglishHelpMissing(int most) => new("contact.english-help-missing", most);

    public static Refusal NotSecure(int most) => new("contact.not-secure", most);

    public static Refusal NoKind { get; } = new("contact.no-kind");

    public static Refusal NoSuchRegion { get; } = new("contact.no-such-region");

    /// <summary>Who reads for it does so for its region.</summary>
    public static Refusal HasPeople { get; } = new("contact.has-people");

    public static Refusal Closed { get; } = new("contact.closed");

    /// <summary>Nobody in the region would read it.</summary>
    public static Refusal Nobody { get; } = new("contact.nobody");

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
