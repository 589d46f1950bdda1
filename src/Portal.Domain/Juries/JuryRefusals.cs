namespace Portal.Domain.Juries;

public static class JuryRefusals
{
    public static Refusal QuorumWrong { get; } = new("jury.quorum-wrong");

    public static Refusal OneChair { get; } = new("jury.one-chair");

    public static Refusal OneSecretary { get; } = new("jury.one-secretary");

    public static Refusal ChairMissing { get; } = new("jury.chair-missing");

    public static Refusal SecretaryMissing { get; } = new("jury.secretary-missing");

    public static Refusal InSession { get; } = new("jury.in-session");

    public static Refusal NotMember { get; } = new("jury.not-member");

    public static Refusal DeclareFirst { get; } = new("jury.declare-first");

    public static Refusal StartPassed { get; } = new("jury.start-passed");

    public static Refusal Cancelled { get; } = new("jury.cancelled");

    public static Refusal WrittenMeanwhile { get; } = new("jury.written-meanwhile");

    public static Refusal AuditionProposed { get; } = new("jury.audition-proposed");

    public static Refusal AgendaEmpty { get; } = new("jury.agenda-empty");

    public static Refusal MinutesWrong { get; } = new("jury.minutes-wrong");

    public static Refusal NoSuchItem { get; } = new("jury.no-such-item");

    public static Refusal Opened { get; } = new("jury.opened");

    public static Refusal NotOpen { get; } = new("jury.not-open");

    public static Refusal PollUnderWay { get; } = new("jury.poll-under-way");

    public static Refusal PollOver { get; } = new("jury.poll-over");

    public static Refusal SecretStaysOpen { get; } = new("jury.secret-stays-open");

    public static Refusal NotAsked { get; } = new("jury.not-asked");

    public static Refusal HasVoted { get; } = new("jury.has-voted");

    public static Refusal NoSuchChoice { get; } = new("jury.no-such-choice");

    public static Refusal StillSitting { get; } = new("jury.still-sitting");

    public static Refusal NotSigner { get; } = new("jury.not-signer");

    public static Refusal OtherMinutes { get; } = new("jury.other-minutes");

    public static Refusal SlotsWrong { get; } = new("jury.slots-wrong");

    public static Refusal SlotsOverlap { get; } = new("jury.slots-overlap");

    public static Refusal NoSlots { get; } = new("jury.no-slots");

    public static Refusal UntilPassed { get; } = new("jury.until-passed");

    public static Refusal SlotTaken { get; } = new("jury.slot-taken");

    public static Refusal AuditionStands { get; } = new("jury.audition-stands");

    public static Refusal AuditionCancelled { get; } = new("jury.audition-cancelled");

    public static Refusal NameWrong(int limit) => new("jury.name-wrong", limit);

    public static Refusal PackTooLong(int most) => new("jury.pack-too-long", most);

    public static Refusal NotesTooLong(int limit) => new("jury.notes-too-long", limit);

    public static Refusal SecondsWrong(int from, int to) => new("jury.seconds-wrong", from, to);

    public static Refusal NoQuorum(int present, int required) => new("jury.no-quorum", present, required);
}
