using Portal.Domain.Notifications;

namespace Portal.Domain.Tests.Notifications;

[TestFixture]
internal sealed class MailChoiceTests
{
    private static readonly PersonId Camille = PersonId.New();
    private static readonly DateTimeOffset Now = Build.Paris(2024, 4, 9, 12, 0);

    [TestCase(MailClass.LegalNotice), TestCase(MailClass.News)]
    public void Nobody_chooses_how_a_legal_notice_comes_nor_news_but_by_their_subscription(MailClass kind) =>
        Assert.That(() => MailChoice.Of(Camille, kind), Throws.TypeOf<RefusedException>());

    [Test]
    public void What_was_stopped_from_a_mail_comes_again_as_it_came_before()
    {
        var choice = MailChoice.Of(Camille, MailClass.Reminder);
        choice.Choose(MailWay.Weekly, Camille, Now);
        Assert.That(
            choice.Stop(Now),
            Is.EqualTo(new MailWayChosen(Camille, MailClass.Reminder, MailWay.PortalOnly, null, Now))
        );
        Assert.That(choice.Stop(Now), Is.Null, "it is stopped already");
        Assert.That(choice.Resume(Now)!.Way, Is.EqualTo(MailWay.Weekly));
        Assert.That(choice.Resume(Now), Is.Null, "nothing is stopped");
    }

    [Test]
    public void What_was_chosen_after_a_stop_is_not_undone_by_the_old_link()
    {
        var choice = MailChoice.Of(Camille, MailClass.FollowUp);
        choice.Stop(Now);
        choice.Choose(MailWay.Daily, Camille, Now);
        Assert.That(choice.Resume(Now), Is.Null);
        Assert.That(choice.Way, Is.EqualTo(MailWay.Daily));
    }
}
