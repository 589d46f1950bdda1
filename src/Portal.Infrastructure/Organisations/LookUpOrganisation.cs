using Portal.Domain;
using Portal.Domain.Organisations;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Organisations;

/// <summary>What a page can say of a SIRET at once.</summary>
public abstract record LookedUp
{
    private LookedUp() { }

    public sealed record Found(Organisation Organisation) : LookedUp;

    /// <summary>The directory does not have it.</summary>
    public sealed record Unknown : LookedUp;

    /// <summary>The directory is away or slow; it is asked again, and the answer comes later.</summary>
    public sealed record NotYet : LookedUp;
}

/// <summary>
/// Tells what is known of an establishment, and asks the directory for what isn't: once, for as long as a page can wait.
/// What doesn't come in time is queued; what has aged serves and is read anew in the background.
/// </summary>
public sealed class LookUpOrganisation(KnownOrganisations known, ICompanyDirectory directory, PortalClock clock)
{
    public async Task<LookedUp> RunAsync(Siret siret, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await known.FindAsync(siret, cancellation) is { } organisation)
        {
            if (!organisation.IsFreshAt(now))
                await known.QueueAsync(siret, now, cancellation);
            return new LookedUp.Found(organisation);
        }
        var asked = await known.FindLookUpAsync(siret, cancellation);
        return asked is not null && !asked.IsDueAt(now)
            ? asked.IsUnknown
                ? new LookedUp.Unknown()
                : new LookedUp.NotYet()
            : await AskAsync(siret, asked is { IsUnknown: false } ? asked.Attempts : 0, now, cancellation);
    }

    /// <summary>Asks now, and keeps the answer, whatever it is.</summary>
    /// <param name="siret">The establishment.</param>
    /// <param name="attempts">How often the directory was away before.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<LookedUp> AskAsync(Siret siret, int attempts, DateTimeOffset now, CancellationToken cancellation)
    {
        switch (await directory.AskAsync(siret, cancellation))
        {
            case DirectoryAnswer.Found found:
                var read = Organisation.Read(siret, found.Facts, directory.Name, now);
                await known.KeepAsync(read, cancellation);
                return new LookedUp.Found(read);
            case DirectoryAnswer.Unknown:
                await known.KeepUnknownAsync(siret, now, cancellation);
                return new LookedUp.Unknown();
            default:
                await known.PutOffAsync(siret, attempts + 1, now, cancellation);
                return new LookedUp.NotYet();
        }
    }
}
