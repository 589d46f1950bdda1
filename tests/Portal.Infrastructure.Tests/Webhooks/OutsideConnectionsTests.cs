using System.Net;
using System.Net.Sockets;
using Portal.Domain.Webhooks;
using Portal.Infrastructure.Webhooks;

namespace Portal.Infrastructure.Tests.Webhooks;

/// <summary>What webhooks connect to, whatever names resolve to.</summary>
[TestFixture]
internal sealed class OutsideConnectionsTests
{
    private static readonly WebhookSettings Strict = new(ReachesInside: false, TimeSpan.FromSeconds(5));
    private static readonly WebhookAddress Address = WebhookAddress.Parse("https://hook.example.org/");

    private readonly List<IPEndPoint> _dialled = [];

    [SetUp]
    public void Forget() => _dialled.Clear();

    [Test]
    public async Task What_was_looked_at_is_connected_to_though_the_name_leads_inside_a_moment_later()
    {
        var asked = 0;
        var answer = await SendAsync(() => Interlocked.Increment(ref asked) == 1 ? ["203.1.2.3"] : ["127.0.0.1"]);
        Assert.That(asked, Is.EqualTo(1), "the name is resolved once");
        Assert.That(_dialled, Is.EqualTo(new[] { IPEndPoint.Parse("203.1.2.3:443") }));
        Assert.That(answer.Outcome, Is.EqualTo(AttemptOutcome.Unreachable));

        var later = await SendAsync(() => ["127.0.0.1"]);
        Assert.That(later.Outcome, Is.EqualTo(AttemptOutcome.Inside));
        Assert.That(_dialled, Has.Count.EqualTo(1), "nothing inside is connected to");
    }

    [TestCase("127.0.0.1")]
    [TestCase("169.254.169.254")]
    [TestCase("::ffff:10.0.0.1")]
    [TestCase("64:ff9b::7f00:1")]
    [TestCase("8.8.8.8,10.0.0.1", TestName = "One_address_inside_among_those_outside")]
    public async Task A_name_that_leads_inside_is_not_connected_to(string addresses)
    {
        var answer = await SendAsync(() => addresses.Split(','));
        Assert.That(answer.Outcome, Is.EqualTo(AttemptOutcome.Inside));
        Assert.That(_dialled, Is.Empty);
    }

    [Test]
    public async Task A_name_that_nobody_has_is_told_as_such() =>
        Assert.That((await SendAsync(() => [])).Outcome, Is.EqualTo(AttemptOutcome.NoSuchHost));

    [Test]
    public async Task An_address_that_was_kept_while_more_was_allowed_is_not_sent_to()
    {
        using var http = new HttpClient();
        var kept = WebhookAddress.Parse("http://127.0.0.1:5080/");
        var answer = await new PostMessage(http, Strict).RunAsync(kept, Message);
        Assert.That(answer.Outcome, Is.EqualTo(AttemptOutcome.Inside));
    }

    [Test]
    public void Reaching_inside_is_for_development_alone()
    {
        var settings = Stage.Settings(("Webhooks:ReachInside", "true"));
        Assert.That(WebhookSettings.Read(settings, isDevelopment: true).ReachesInside);
        Assert.That(() => WebhookSettings.Read(settings, isDevelopment: false), Throws.InvalidOperationException);
    }

    private static SignedMessage Message =>
        SignedMessage.Of("msg_1", "{}", [new byte[32]], TimeProvider.System.GetUtcNow());

    private async Task<AttemptAnswer> SendAsync(Func<string[]> resolve)
    {
        var connections = new OutsideConnections(
            reachesInside: false,
            (_, _) => Task.FromResult(resolve().Select(IPAddress.Parse).ToArray()),
            (to, _) =>
            {
                _dialled.Add(to);
                throw new SocketException((int)SocketError.ConnectionRefused);
            }
        );
        using var http = new HttpClient(connections.Handler());
        return await new PostMessage(http, Strict).RunAsync(Address, Message);
    }
}
