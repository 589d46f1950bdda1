using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>What a page that is open at the desk tells: in which dossier, section and field somebody is.</summary>
[Authorize]
public sealed class DeskHub(PortalDbContext db, DeskPresence presence) : Hub
{
    public const string Path = "/hubs/desk";

    /// <summary>Takes a seat at a dossier, or moves it; called again every so often, as a sign of life.</summary>
    /// <param name="dossier">A dossier that the person may see; others are answered as if they were not there.</param>
    /// <param name="section">The section's key; null on the dossier's own page.</param>
    /// <param name="field">The field's key; null while none has the focus.</param>
    public async Task Sit(Guid dossier, string? section, string? field)
    {
        var id = new DossierId(dossier);
        var viewer = Context.User!.Viewer();
        if (!await db.DossiersOf(viewer).AnyAsync(one => one.Id == id, Context.ConnectionAborted))
        {
            await presence.LeaveAsync(Context.ConnectionId);
            throw new HubException("not found");
        }
        var name = await db
            .Users.Where(account => account.Id == viewer.Id!.Value.Value)
            .Select(account => account.Name)
            .SingleAsync(Context.ConnectionAborted);
        await presence.SitAsync(
            new Seat(Context.ConnectionId, dossier, viewer.Id!.Value.Value, name, Short(section), Short(field))
        );
    }

    public override Task OnDisconnectedAsync(Exception? exception) => presence.LeaveAsync(Context.ConnectionId);

    private static string? Short(string? key) => key is { Length: > 80 } ? null : key;
}
