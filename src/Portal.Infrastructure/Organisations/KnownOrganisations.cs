using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Organisations;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Organisations;

/// <summary>
/// What directories told, and what they are still to be asked. Two who write the same at once both succeed: each
/// statement says what is so from now on.
/// </summary>
public sealed class KnownOrganisations(PortalDbContext db)
{
    public Task<Organisation?> FindAsync(Siret siret, CancellationToken cancellation) =>
        db.Organisations.AsNoTracking().SingleOrDefaultAsync(one => one.Siret == siret, cancellation);

    public Task<LookUp?> FindLookUpAsync(Siret siret, CancellationToken cancellation) =>
        db.LookUps.AsNoTracking().SingleOrDefaultAsync(one => one.Siret == siret, cancellation);

    /// <summary>Keeps what was read; nothing is left to be asked.</summary>
    public Task KeepAsync(Organisation read, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            with asked as (delete from organisation_look_ups where siret = {read.Siret.Value})
            insert into organisations
                (siret, name, legal_form, activity, kind, street, postcode, city, city_code, region, is_active, source, read_at)
            values ({read.Siret.Value}, {read.Name}, {read.LegalForm}, {read.Activity}, {read.Kind.ToString()}, {read.Street},
                {read.Postcode}, {read.City}, {read.CityCode}, {read.Region}, {read.IsActive}, {read.Source}, {read.ReadAt})
            on conflict (siret) do update set
                name = excluded.name, legal_form = excluded.legal_form, activity = excluded.activity, kind = excluded.kind,
                street = excluded.street, postcode = excluded.postcode, city = excluded.city, city_code = excluded.city_code,
                region = excluded.region, is_active = excluded.is_active, source = excluded.source, read_at = excluded.read_at
            """,
            cancellation
        );

    /// <summary>Queues a question, unless it is queued or was answered by "unknown" a short while ago.</summary>
    public Task QueueAsync(Siret siret, DateTimeOffset now, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into organisation_look_ups (siret, attempts, is_unknown, due_at, queued_at)
            values ({siret.Value}, 0, false, {now}, {now})
            on conflict (siret) do update set attempts = 0, is_unknown = false, due_at = excluded.due_at
            where organisation_look_ups.is_unknown and organisation_look_ups.due_at <= excluded.due_at
            """,
            cancellation
        );

    /// <summary>Remembers that the directory was away: it is asked again, ever more rarely.</summary>
    public Task PutOffAsync(Siret siret, int attempts, DateTimeOffset now, CancellationToken cancellation)
    {
        var due = now + LookUp.PauseAfter(attempts);
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into organisation_look_ups (siret, attempts, is_unknown, due_at, queued_at)
            values ({siret.Value}, {attempts}, false, {due}, {now})
            on conflict (siret) do update set attempts = excluded.attempts, is_unknown = false, due_at = excluded.due_at
            """,
            cancellation
        );
    }

    /// <summary>Remembers for a day that the directory has no such establishment.</summary>
    public Task KeepUnknownAsync(Siret siret, DateTimeOffset now, CancellationToken cancellation)
    {
        var due = now + LookUp.UnknownFor;
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into organisation_look_ups (siret, attempts, is_unknown, due_at, queued_at)
            values ({siret.Value}, 0, true, {due}, {now})
            on conflict (siret) do update set attempts = 0, is_unknown = true, due_at = excluded.due_at
            """,
            cancellation
        );
    }
}
