using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Calls;

/// <summary>Forms by id. A published version never changes, so one reading serves for good.</summary>
public sealed class FormCache
{
    private readonly ConcurrentDictionary<FormId, Form> _forms = new();

    public async ValueTask<Form> GetAsync(PortalDbContext db, FormId id, CancellationToken cancellation)
    {
        if (_forms.TryGetValue(id, out var known))
            return known;
        var form = await db.Forms.AsNoTracking().SingleAsync(one => one.Id == id, cancellation);
        return _forms.GetOrAdd(id, form);
    }

    /// <summary>What a dossier is asked by now: its form until the step that it has reached. Who may see it is asked before.</summary>
    public async ValueTask<Form> OfAsync(PortalDbContext db, DossierId dossier, CancellationToken cancellation)
    {
        var its = await db
            .Dossiers.Where(one => one.Id == dossier)
            .Select(one => new { one.FormId, one.Step })
            .SingleAsync(cancellation);
        return (await GetAsync(db, its.FormId, cancellation)).UpTo(its.Step);
    }

    public async ValueTask<Form> OfAsync(PortalDbContext db, Dossier dossier, CancellationToken cancellation) =>
        (await GetAsync(db, dossier.FormId, cancellation)).UpTo(dossier.Step);

    /// <summary>What a filing answers.</summary>
    public async ValueTask<Form> OfAsync(PortalDbContext db, Filing filing, CancellationToken cancellation) =>
        (await GetAsync(db, filing.FormId, cancellation)).UpTo(filing.Step);

    /// <summary>The form that something was filed on, until the step that it was filed at.</summary>
    public async ValueTask<Form> FiledAsync(PortalDbContext db, FilingId filing, CancellationToken cancellation)
    {
        var its = await db
            .Filings.Where(one => one.Id == filing)
            .Select(one => new { one.FormId, one.Step })
            .SingleAsync(cancellation);
        return (await GetAsync(db, its.FormId, cancellation)).UpTo(its.Step);
    }

    /// <summary>Several forms, in one reading at most.</summary>
    public async ValueTask<IReadOnlyDictionary<FormId, Form>> GetAsync(
        PortalDbContext db,
        IEnumerable<FormId> ids,
        CancellationToken cancellation
    )
    {
        var wanted = ids.Distinct().ToList();
        var missing = wanted.Where(id => !_forms.ContainsKey(id)).ToList();
        if (missing.Count > 0)
            foreach (
                var form in await db
                    .Forms.AsNoTracking()
                    .Where(one => missing.Contains(one.Id))
                    .ToListAsync(cancellation)
            )
                _forms.TryAdd(form.Id, form);
        return wanted.ToDictionary(id => id, id => _forms[id]);
    }
}
