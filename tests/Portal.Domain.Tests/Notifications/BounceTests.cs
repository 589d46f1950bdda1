using Portal.Domain.Notifications;

namespace Portal.Domain.Tests.Notifications;

[TestFixture]
internal sealed class BounceTests
{
    private static readonly DateTimeOffset Now = Build.Paris(2024, 4, 9, 12, 0);

    [TestCase("5.1.1"), TestCase("5.1.10"), TestCase("5.2.1"), TestCase("5.0.0")]
    public void An_address_that_is_no_more_is_a_hard_bounce(string status) =>
        Assert.That(Bounce.KindOf(status), Is.EqualTo(BounceKind.Hard));

    [TestCase("5.2.2"), TestCase("4.2.1"), TestCase("5.7.1"), TestCase("4.4.7"), TestCase("?"), TestCase("5.1")]
    public void A_full_mailbox_a_filter_or_a_delay_is_a_soft_one(string status) =>
        Assert.That(Bounce.KindOf(status), Is.EqualTo(BounceKind.Soft));

    [Test]
    public void What_left_before_an_address_was_confirmed_again_does_not_refuse_it_again()
    {
        var refusal = new AddressRefusal(EmailAddress.Parse("Camille@Exemple.fr"));
        Assert.That(refusal.Refuse("5.1.1", Now, Now), Is.True);
        Assert.That((refusal.Address, refusal.Holds), Is.EqualTo(("camille@exemple.fr", true)));
        Assert.That(refusal.Refuse("5.1.1", Now, Now), Is.False, "it is known");
        refusal.Confirm(Now.AddHours(2));
        Assert.That(refusal.Holds, Is.False);
        Assert.That(refusal.Refuse("5.1.1", Now.AddHours(1), Now.AddHours(3)), Is.False);
        Assert.That(refusal.Refuse("5.1.1", Now.AddHours(3), Now.AddHours(4)), Is.True);
    }
}
