using System.Net;
using Portal.Domain.Webhooks;

namespace Portal.Domain.Tests.Webhooks;

/// <summary>Which addresses a webhook may lead to: the first and the last of each range, and those beside it.</summary>
[TestFixture]
internal sealed class OutsideAddressTests
{
    [TestCase("8.8.8.8")]
    [TestCase("1.0.0.0")]
    [TestCase("9.255.255.255")]
    [TestCase("11.0.0.0")]
    [TestCase("100.63.255.255")]
    [TestCase("100.128.0.0")]
    [TestCase("126.255.255.255")]
    [TestCase("169.253.255.255")]
    [TestCase("172.15.255.255")]
    [TestCase("172.32.0.0")]
    [TestCase("192.0.1.0")]
    [TestCase("192.167.255.255")]
    [TestCase("198.17.255.255")]
    [TestCase("198.20.0.0")]
    [TestCase("223.255.255.255")]
    [TestCase("2001:200::1")]
    [TestCase("2606:4700:4700::1111")]
    [TestCase("2a00:1450:4007::1")]
    [TestCase("::ffff:8.8.8.8")]
    [TestCase("64:ff9b::808:808")]
    [TestCase("2002:808:808::1")]
    public void Outside(string address) => Assert.That(OutsideAddress.Is(IPAddress.Parse(address)));

    [TestCase("0.0.0.0")]
    [TestCase("0.1.2.3")]
    [TestCase("10.0.0.0")]
    [TestCase("10.255.255.255")]
    [TestCase("100.64.0.0")]
    [TestCase("100.127.255.255")]
    [TestCase("127.0.0.1")]
    [TestCase("127.255.255.255")]
    [TestCase("169.254.169.254")]
    [TestCase("172.16.0.0")]
    [TestCase("172.31.255.255")]
    [TestCase("192.0.0.8")]
    [TestCase("192.0.2.1")]
    [TestCase("192.88.99.1")]
    [TestCase("192.168.0.1")]
    [TestCase("198.18.0.0")]
    [TestCase("198.19.255.255")]
    [TestCase("198.51.100.1")]
    [TestCase("203.0.113.1")]
    [TestCase("224.0.0.1")]
    [TestCase("240.0.0.1")]
    [TestCase("255.255.255.255")]
    [TestCase("::")]
    [TestCase("::1")]
    [TestCase("::8.8.8.8", TestName = "IPv4_within_IPv6_as_nobody_writes_it_any_more")]
    [TestCase("::ffff:127.0.0.1")]
    [TestCase("::ffff:10.0.0.1")]
    [TestCase("::ffff:169.254.169.254")]
    [TestCase("64:ff9b::7f00:1", TestName = "Loopback_by_NAT64")]
    [TestCase("64:ff9b::a9fe:a9fe", TestName = "Link_local_by_NAT64")]
    [TestCase("64:ff9b:1::808:808", TestName = "NAT64_of_a_network_of_its_own")]
    [TestCase("2002:7f00:1::1", TestName = "Loopback_by_6to4")]
    [TestCase("2002:c0a8:1::1", TestName = "Private_by_6to4")]
    [TestCase("2001::1", TestName = "Teredo")]
    [TestCase("2001:db8::1")]
    [TestCase("3fff::1")]
    [TestCase("100::1")]
    [TestCase("5f00::1")]
    [TestCase("fc00::1")]
    [TestCase("fdff::1")]
    [TestCase("fe80::1")]
    [TestCase("fe80::1%1")]
    [TestCase("fec0::1")]
    [TestCase("ff02::1")]
    public void Inside(string address) => Assert.That(OutsideAddress.Is(IPAddress.Parse(address)), Is.False);

    [TestCase("https://example.org/hook?key=1", null)]
    [TestCase("https://example.org:8443/", null)]
    [TestCase("https://8.8.8.8/", null)]
    [TestCase("http://example.org/", "webhook.not-secure")]
    [TestCase("https://example.org:22/", "webhook.port")]
    [TestCase("https://localhost/", "webhook.inside")]
    [TestCase("https://localhost./", "webhook.inside")]
    [TestCase("https://metadata.google.internal/", "webhook.inside")]
    [TestCase("https://printer.local/", "webhook.inside")]
    [TestCase("https://intranet/", "webhook.inside")]
    [TestCase("https://127.1/", "webhook.inside", TestName = "Loopback_in_short")]
    [TestCase("https://2130706433/", "webhook.inside", TestName = "Loopback_as_one_number")]
    [TestCase("https://0x7f.0.0.1/", "webhook.inside", TestName = "Loopback_in_hexadecimal")]
    [TestCase("https://[::ffff:7f00:1]/", "webhook.inside", TestName = "Loopback_in_brackets")]
    [TestCase("https://[fe80::1]/", "webhook.inside", TestName = "Link_local_in_brackets")]
    public void An_address_is_refused_for_its_first_fault(string text, string? code)
    {
        Assert.That(WebhookAddress.TryParse(text, out var address));
        Assert.That(address!.Obstacle(reachesInside: false)?.Code, Is.EqualTo(code));
        Assert.That(address.Obstacle(reachesInside: true), Is.Null);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("example.org/hook")]
    [TestCase("ftp://example.org/")]
    [TestCase("file:///etc/passwd")]
    [TestCase("https://name:password@example.org/")]
    [TestCase("https://example.org/#part")]
    public void What_is_no_address_of_a_receiver_is_none(string? text) =>
        Assert.That(WebhookAddress.TryParse(text, out _), Is.False);
}
