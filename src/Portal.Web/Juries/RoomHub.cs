using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Juries;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Juries;

/// <summary>
/// Tells the open pages of a room that something changed, and nothing of what: each reads it anew, as its person may
/// see it.
/// </summary>
[Authorize]
public sealed class RoomHub(PortalDbContext db) : Hub
{
    public const string Path = "/hubs/room";

    /// <param name="sitting">A sitting whose room the person may see; others are answered as if they were not there.</param>
    public async Task Watch(Guid sitting)
    {
        if (!await db.SittingsOf(Context.User!.Viewer()).AnyAsync(one => one.Id == new SittingId(sitting)))
            throw new HubException("not found");
        await Groups.AddToGroupAsync(Context.ConnectionId, $"{sitting}");
    }
}

/// <summary>Rings in all open pages of a room, in this instance and in the others.</summary>
public sealed class RoomBell(IHubContext<RoomHub> hub, RoomChannel channel)
{
    public async Task RingAsync(SittingId sitting)
    {
        var ring = new RoomRing(sitting.Value);
        await HearAsync(ring);
        await channel.PublishAsync(ring);
    }

    public Task HearAsync(RoomRing ring) => hub.Clients.Group($"{ring.Sitting}").SendAsync("changed");
}

public sealed record RoomRing(Guid Sitting);

public sealed class RoomChannel(IConfiguration configuration, ILogger<RoomChannel> log)
    : Channel<RoomRing>("portal_room", configuration, log);

public sealed class RoomListener(RoomChannel channel, RoomBell bell, ILogger<RoomListener> log)
    : ChannelListener<RoomRing>(channel, bell.HearAsync, log);
