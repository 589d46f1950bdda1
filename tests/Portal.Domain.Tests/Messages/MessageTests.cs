using Portal.Domain.Messages;

namespace Portal.Domain.Tests.Messages;

[TestFixture]
internal sealed class MessageTests
{
    private static readonly DateTimeOffset Now = Build.Opening.AddDays(3);
    private Dossier _dossier = null!;

    [SetUp]
    public void Start()
    {
        var call = Build.Call();
        _dossier = Build.Draft(call, Build.Wave(call));
    }

    [Test]
    public void Coordinator_and_writers_write_and_readers_do_not()
    {
        var (writer, reader) = (PersonId.New(), PersonId.New());
        Build.Join(_dossier, writer, MemberRole.Writer);
        Build.Join(_dossier, reader, MemberRole.Reader);
        Assert.That(Message.FromTeam(_dossier, "Bonjour", Build.Carrier, Now).From, Is.EqualTo(MessageSide.Carrier));
        Assert.That(Message.FromTeam(_dossier, "Bonjour", writer, Now).WrittenBy, Is.EqualTo(writer));
        Assert.That(
            Build.CodesOf(() => Message.FromTeam(_dossier, "Bonjour", reader, Now)),
            Is.EqualTo(new[] { "message.may-not-write" })
        );
        Assert.That(
            Build.CodesOf(() => Message.FromTeam(_dossier, "Bonjour", PersonId.New(), Now)),
            Is.EqualTo(new[] { "message.may-not-write" })
        );
    }

    [Test]
    public void An_officer_who_is_in_the_team_does_not_write_for_the_service()
    {
        Assert.That(Message.FromStaff(_dossier, "Bonjour", Build.Officer, Now).From, Is.EqualTo(MessageSide.Staff));
        Build.Join(_dossier, Build.Officer, MemberRole.Reader);
        Assert.That(
            Build.CodesOf(() => Message.FromStaff(_dossier, "Bonjour", Build.Officer, Now)),
            Is.EqualTo(new[] { "message.own-dossier" })
        );
    }

    [TestCase("", "message.empty")]
    [TestCase(" \r\n ", "message.empty")]
    public void An_empty_message_is_refused(string text, string code) =>
        Assert.That(
            Build.CodesOf(() => Message.FromTeam(_dossier, text, Build.Carrier, Now)),
            Is.EqualTo(new[] { code })
        );

    [Test]
    public void A_message_holds_two_thousand_characters_and_not_one_more()
    {
        Assert.That(
            Message.FromTeam(_dossier, new string('é', 2_000), Build.Carrier, Now).Text,
            Has.Length.EqualTo(2_000)
        );
        Assert.That(
            Build.CodesOf(() => Message.FromTeam(_dossier, new string('é', 2_001), Build.Carrier, Now)),
            Is.EqualTo(new[] { "message.too-long" })
        );
    }

    [Test]
    public void A_slip_is_taken_back_by_who_wrote_it_within_five_minutes_while_nobody_has_read_it()
    {
        var message = Message.FromTeam(_dossier, "Lapsus", Build.Carrier, Now);
        Assert.That(
            Build.CodesOf(() => message.TakeBack(isRead: false, Build.Officer, Now)),
            Is.EqualTo(new[] { "message.not-yours" })
        );
        Assert.That(
            Build.CodesOf(() => message.TakeBack(isRead: true, Build.Carrier, Now)),
            Is.EqualTo(new[] { "message.read" })
        );
        Assert.That(
            Build.CodesOf(() => message.TakeBack(isRead: false, Build.Carrier, Now.AddMinutes(5))),
            Is.EqualTo(new[] { "message.too-late" })
        );
        message.TakeBack(isRead: false, Build.Carrier, Now.AddMinutes(5).AddTicks(-1));
        Assert.That(message.Retraction!.By, Is.EqualTo(Build.Carrier));
        message.TakeBack(isRead: false, Build.Carrier, Now.AddDays(1));
        Assert.That(message.Events.OfType<MessageTakenBack>().Count(), Is.EqualTo(1), "twice changes nothing");
    }

    [Test]
    public void The_history_learns_that_somebody_wrote_and_never_what()
    {
        var message = Message.FromTeam(_dossier, "Un secret", Build.Carrier, Now);
        Assert.That(message.Events.Single().Subject.Id, Is.EqualTo(_dossier.Id.Value));
        Assert.That(message.Events.Single().ToString(), Does.Not.Contain("secret"));
    }
}
