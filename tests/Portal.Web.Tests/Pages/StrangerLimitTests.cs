using System.Net;
using Microsoft.AspNetCore.Http;

namespace Portal.Web.Tests.Pages;

/// <summary>What strangers send is counted by network, and leaves the sign-in alone.</summary>
[TestFixture]
internal sealed class StrangerLimitTests : OnPortal
{
    protected override (string Key, string Value)[] Settings =>
        [("Limits:StrangersPerMinute", "2"), ("Limits:SignInsPerMinute", "2")];

    private const string Vote = "/awards/talents/1/vote/00000000-0000-0000-0000-000000000000";

    [Test]
    public async Task All_addresses_of_one_ipv6_network_are_counted_as_one_and_those_of_ipv4_by_themselves()
    {
        foreach (var (last, limited) in new[] { (1, false), (2, false), (3, true), (4, true) })
            Assert.That(await IsLimitedAsync(Vote, $"2001:db8:0:1::{last}"), Is.EqualTo(limited), $"address {last}");
        Assert.That(await IsLimitedAsync(Vote, "2001:db8:0:2::1"), Is.False, "another network");
        foreach (var address in new[] { "192.0.2.1", "192.0.2.2", "192.0.2.3" })
            Assert.That(await IsLimitedAsync(Vote, address), Is.False, address);
    }

    [Test]
    public async Task A_hospital_that_votes_can_still_sign_in()
    {
        foreach (var limited in new[] { false, false, true })
            Assert.That(await IsLimitedAsync(Vote, "198.51.100.1"), Is.EqualTo(limited));
        Assert.That(await IsLimitedAsync("/account/sign-in", "198.51.100.1"), Is.False);
    }

    private async Task<bool> IsLimitedAsync(string path, string from)
    {
        var answer = await Host.Server.SendAsync(context =>
        {
            context.Request.Method = HttpMethods.Post;
            context.Request.Path = path;
            context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        });
        return answer.Response.StatusCode == StatusCodes.Status429TooManyRequests;
    }
}
