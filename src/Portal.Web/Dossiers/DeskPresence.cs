using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>Where somebody is at the desk: one a page that is open.</summary>
public sealed record Seat(string Connection, Guid Dossier, Guid Person, string Name, string? Section, string? Field);

/// <summary>
/// Who is where at the desk, in this instance and, through the database's own channel, in all others. It is a courtesy:
/// what is saved doesn't depend on it.
/// </summary>
public sealed class DeskPresence(IHubContext<DeskHub> hub, DeskChannel channel, TimeProvider time)
{
    /// <summary>
    /// How long a seat counts without a sign of life, at which its right to sit there is asked again. A browser lets
    /// a page in the background give one a minute.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private readonly ConcurrentDictionary<string, (Seat Seat, long Since, bool Here)> _seats = new(
        StringComparer.Ordinal
    );

    public async Task SitAsync(Seat seat)
    {
        var moved = !_seats.TryGetValue(seat.Connection, out var before) || before.Seat != seat;
        _seats[seat.Connection] = (seat, time.GetTimestamp(), Here: true);
        if (moved)
            await TellWhoIsHereAsync(seat.Dossier);
        await channel.PublishAsync(new DeskMessage(seat.Dossier, Seat: seat));
    }

    public async Task LeaveAsync(string connection)
    {
        if (!_seats.TryRemove(connection, out var left))
            return;
        await TellWhoIsHereAsync(left.Seat.Dossier);
        await channel.PublishAsync(new DeskMessage(left.Seat.Dossier, Left: connection));
    }

    /// <summary>Takes all seats of who is no longer in the team, here and in all other instances.</summary>
    public async Task DropAsync(DossierId dossier, PersonId person)
    {
        await HearAsync(new DeskMessage(dossier.Value, Gone: person.Value));
        await channel.PublishAsync(new DeskMessage(dossier.Value, Gone: person.Value));
    }

    /// <summary>Tells the other open pages of a dossier that a section was saved; where there are none, nothing is sent.</summary>
    public async Task TellSavedAsync(Section section, ClaimsPrincipal by)
    {
        var here = At(section.DossierId.Value);
        if (here.Count < 2)
            return;
        var name = here.FirstOrDefault(seat => seat.Person == by.Person().Value)?.Name ?? "";
        var saved = new DeskSave(section.Key, section.Revision, name);
        await SendAsync(section.DossierId.Value, "saved", saved);
        await channel.PublishAsync(new DeskMessage(section.DossierId.Value, Saved: saved));
    }

    /// <summary>Takes up what another instance told.</summary>
    public async Task HearAsync(DeskMessage message)
    {
        if (message.Seat is { } seat)
            _seats[seat.Connection] = (seat, time.GetTimestamp(), Here: false);
        if (message.Left is { } left)
            _seats.TryRemove(left, out _);
        foreach (var gone in At(message.Dossier).Where(one => one.Person == message.Gone))
            _seats.TryRemove(gone.Connection, out _);
        if (message.Saved is { } saved)
            await SendAsync(message.Dossier, "saved", saved);
        else
            await TellWhoIsHereAsync(message.Dossier);
    }

    private List<Seat> At(Guid dossier)
    {
        foreach (var (connection, (_, since, _)) in _seats)
            if (time.GetElapsedTime(since) > Patience)
                _seats.TryRemove(connection, out _);
        return [.. _seats.Values.Select(one => one.Seat).Where(seat => seat.Dossier == dossier)];
    }

    private Task TellWhoIsHereAsync(Guid dossier) =>
        SendAsync(
            dossier,
            "here",
            At(dossier)
                .OrderBy(seat => seat.Name, StringComparer.Ordinal)
                .Select(seat => new
                {
                    seat.Connection,
                    seat.Name,
                    seat.Section,
                    seat.Field,
                })
        );

    /// <summary>To the seats of this instance alone; the others have their own.</summary>
    private Task SendAsync(Guid dossier, string what, object message) =>
        hub
            .Clients.Clients([
                .. At(dossier)
                    .Select(seat => seat.Connection)
                    .Where(one => _seats.TryGetValue(one, out var seat) && seat.Here),
            ])
            .SendAsync(what, message);
}

public sealed record DeskSave(string Section, int Revision, string By);

/// <summary>What one instance tells the others of a dossier's desk: a seat, one that was left, a save, or who left the team.</summary>
public sealed record DeskMessage(
    Guid Dossier,
    Seat? Seat = null,
    string? Left = null,
    DeskSave? Saved = null,
    Guid? Gone = null
);
