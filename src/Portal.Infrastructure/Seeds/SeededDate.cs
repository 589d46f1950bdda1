using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Seeds;

/// <summary>A cut-off that the seeds would move, add or take out.</summary>
/// <param name="From">Null where it is added.</param>
/// <param name="To">Null where it is taken out.</param>
/// <param name="Hit">Whom it hits, and who is told by mail.</param>
public sealed record SeededDate(string Call, int Wave, DateTimeOffset? From, DateTimeOffset? To, DossiersHit Hit)
{
    public override string ToString() =>
        $"{Call}, wave {Wave}: {Told(From) ?? "no cut-off"} -> {Told(To) ?? "no cut-off"}; "
        + $"drafts: {Hit.Drafts}, filed: {Hit.Filed}, people told by mail: {Hit.People}";

    /// <summary>Of what was changed in memory and isn't saved.</summary>
    internal static async Task<IReadOnlyList<SeededDate>> OfAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var dates = new List<SeededDate>();
        var calls = db.Calls.Local.ToDictionary(call => call.Id, call => call.Slug);
        foreach (var wave in db.Waves.Local.OrderBy(wave => (calls[wave.CallId], wave.Number)).ToList())
        foreach (var happened in wave.Events)
            if (DatesOf(happened) is var (from, to))
            {
                var hit = await db.CountHitAsync(wave, happened, cancellation);
                dates.Add(new SeededDate(calls[wave.CallId], wave.Number, from, to, hit));
            }
        return dates;
    }

    private static (DateTimeOffset? From, DateTimeOffset? To)? DatesOf(DomainEvent happened) =>
        happened switch
        {
            CutOffMoved moved => (moved.From, moved.To),
            CutOffAdded added => (null, added.Deadline),
            CutOffRemoved removed => (removed.Deadline, null),
            _ => null,
        };

    private static string? Told(DateTimeOffset? at) => at is { } known ? Dates.Long(known, "en") : null;
}
