using System.Net;
using System.Net.Sockets;

namespace Portal.Domain.Webhooks;

/// <summary>
/// Which network addresses are out on the internet: what nobody assigned to it leads inside some network, maybe our own
/// (IANA's registries of special-purpose addresses).
/// </summary>
public static class OutsideAddress
{
    private static readonly IPNetwork[] Inside4 =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.88.99.0/24"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/4"),
        IPNetwork.Parse("240.0.0.0/4"),
    ];

    /// <summary>All that is given away of IPv6 so far; the rest is loopback, link-local, unique-local, multicast or nobody's.</summary>
    private static readonly IPNetwork Given6 = IPNetwork.Parse("2000::/3");

    /// <summary>Protocols (Teredo among them) and documentation, within what is given away.</summary>
    private static readonly IPNetwork[] Inside6 =
    [
        IPNetwork.Parse("2001::/23"),
        IPNetwork.Parse("2001:db8::/32"),
        IPNetwork.Parse("3fff::/20"),
    ];

    /// <summary>Translated to the IPv4 address in the last four bytes (RFC 6052).</summary>
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Tunnelled to the IPv4 address in the bytes from the third on (RFC 3056).</summary>
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    public static bool Is(IPAddress address) =>
        address switch
        {
            { AddressFamily: AddressFamily.InterNetwork } => !Inside4.Any(network => network.Contains(address)),
            { IsIPv4MappedToIPv6: true } => Is(address.MapToIPv4()),
            { AddressFamily: not AddressFamily.InterNetworkV6 } => false,
            _ when Nat64.Contains(address) => Is(Embedded(address, from: 12)),
            _ when SixToFour.Contains(address) => Is(Embedded(address, from: 2)),
            _ => Given6.Contains(address) && !Inside6.Any(network => network.Contains(address)),
        };

    private static IPAddress Embedded(IPAddress address, int from) => new(address.GetAddressBytes()[from..(from + 4)]);
}
