using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Seeds;

namespace Portal.Infrastructure.Calls;

/// <summary>What a new call is called, and who runs it.</summary>
public sealed record CallNaming(string Slug, string Code, LocalizedText Title, string Operator);

/// <summary>
/// Makes a call that is being prepared, entrusted to who makes it. A copy is the file of its model read again, without
/// waves.
/// </summary>
public sealed class MakeCall(PortalDbContext db, ProgrammeTerms programme)
{
    public Task<Call> FromTemplateAsync(
        CallTemplate template,
        CallNaming naming,
        PersonId by,
        CancellationToken cancellation
    ) => AddAsync(Named(CallSeed.ReadDraft(template.File, template.Text(), programme), naming), by, cancellation);

    /// <param name="model">With its forms and grids.</param>
    public Task<Call> FromCopyAsync(Call model, CallNaming naming, PersonId by, CancellationToken cancellation)
    {
        var file = CallFile.Write(model, [], programme);
        var seed = CallSeed.ReadDraft($"{model.Slug}.yaml", file, programme);
        return AddAsync(Named(Led(seed, model.Slug, naming.Slug), naming), by, cancellation);
    }

    /// <param name="file">The name by which what is wrong is told.</param>
    /// <param name="slug">Another name than the file's; null for the file's own.</param>
    /// <param name="code">Another code than the file's; null for the file's own.</param>
    /// <exception cref="SeedException">The file can't be taken.</exception>
    public Task<Call> FromFileAsync(
        string file,
        string text,
        string? slug,
        string? code,
        PersonId by,
        CancellationToken cancellation
    )
    {
        var read = CallSeed.ReadDraft(file, text, programme);
        var named = read with { Slug = slug ?? read.Slug, Code = code ?? read.Code };
        if (named.Slug.Length == 0)
            throw read.Place.Wrong(SeedRefusals.Missing("slug"));
        if (named.Code.Length == 0)
            throw read.Place.Wrong(SeedRefusals.Missing("code"));
        return AddAsync(named, by, cancellation);
    }

    /// <summary>What led to the model's own pages leads to the copy's.</summary>
    private static CallSeed Led(CallSeed seed, string from, string to) =>
        seed with
        {
            Presentation = seed.Presentation with
            {
                Documents =
                [
                    .. seed.Presentation.Documents.Select(one =>
                        one.Url.StartsWith($"/calls/{from}/", StringComparison.Ordinal)
                            ? one with
                            {
                                Url = $"/calls/{to}/{one.Url[$"/calls/{from}/".Length..]}",
                            }
                            : one
                    ),
                ],
            },
        };

    private static CallSeed Named(CallSeed seed, CallNaming naming) =>
        seed with
        {
            Slug = naming.Slug,
            Code = naming.Code,
            Operator = naming.Operator,
            Presentation = seed.Presentation with { Title = naming.Title },
        };

    private async Task<Call> AddAsync(CallSeed seed, PersonId by, CancellationToken cancellation)
    {
        await RefuseTakenAsync(seed, cancellation);
        var now = await db.NowAsync(cancellation);
        var call = Call.Prepare(seed.Slug, seed.Code, seed.Kind, seed.Operator, seed.Presentation, by, now);
        SeededCall.Apply(call, seed, by, now);
        db.Calls.Add(call);
        await SeededWaves.ApplyAsync(db, call, seed, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        return call;
    }

    private async Task RefuseTakenAsync(CallSeed seed, CancellationToken cancellation)
    {
        var taken = await db
            .Calls.Where(call => call.Slug == seed.Slug || call.Code == seed.Code)
            .Select(call => new { call.Slug, call.Code })
            .ToListAsync(cancellation);
        Refusal[] refusals =
        [
            .. taken.Exists(call => call.Slug == seed.Slug) ? [CallRefusals.SlugTaken] : Array.Empty<Refusal>(),
            .. taken.Exists(call => call.Code == seed.Code) ? [CallRefusals.CodeTaken] : Array.Empty<Refusal>(),
        ];
        if (refusals.Length > 0)
            throw new RefusedException(refusals);
    }
}
