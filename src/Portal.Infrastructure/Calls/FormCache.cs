using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
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

    /// <summary>The form that something was filed on.</summary>
    public async ValueTask<Form> FiledAsync(PortalDbContext db, FilingId filing, CancellationToken cancellation) =>
        await GetAsync(
            db,
            await db.Filings.Where(one => one.Id == filing).Select(one => one.FormId).SingleAsync(cancellation),
            cancellation
        );

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
