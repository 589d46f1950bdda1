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
}
