using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Contacts;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Contacts;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Web.Decisions;
using Portal.Web.Dossiers;

namespace Portal.Web.Contacts;

/// <summary>Reads the directory of contacts, and what is open to them.</summary>
public sealed class ContactReading(
    PortalDbContext db,
    PortalClock clock,
    ProgrammeTerms programme,
    WholeDossiers dossiers
)
{
    private const int MostWinners = 100;

    public async Task<DirectoryPage> DirectoryAsync(string? region, CancellationToken cancellation)
    {
        var rows = await RowsAsync(db.OpenContacts(), cancellation);
        var counts = rows.Where(row => row.Region is not null)
            .CountBy(row => row.Region!, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        var only = programme.Regions.FirstOrDefault(one => one.Key == region);
        return new DirectoryPage(
            only,
            programme.Regions,
            [.. rows.Where(row => only is null || row.Region is null || row.Region == only.Key)],
            counts
        );
    }

    /// <summary>National ones first, then by region.</summary>
    public async Task<IReadOnlyList<ContactRow>> RowsAsync(
        IQueryable<ContactBody> bodies,
        CancellationToken cancellation
    )
    {
        var found = await bodies.AsNoTracking().ToListAsync(cancellation);
        var places = programme
            .Regions.Index()
            .ToDictionary(one => one.Item.Key, one => one.Index, StringComparer.Ordinal);
        return
        [
            .. found
                .OrderBy(one => one.Region is null ? -1 : places.GetValueOrDefault(one.Region, places.Count))
                .ThenBy(one => one.Kind)
                .ThenBy(one => one.Name, StringComparer.Ordinal)
                .Select(RowOf),
        ];
    }

    public static ContactRow RowOf(ContactBody one) =>
        new(one.Id, one.Kind, one.Region, one.Name, one.Email.Value, one.Website, one.Help, one.ClosedAt is not null);

    public async Task<OpeningPage?> OpeningAsync(DossierId id, Viewer viewer, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await DossierRows.ReadAsync(db, viewer, now, id, cancellation) is not [var row])
            return null;
        var opening = await db.OpeningsInForce()
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.DossierId == id, cancellation);
        var sections = await db
            .Sections.Where(one => one.DossierId == id)
            .Select(one => one.Answers)
            .ToListAsync(cancellation);
        var proposed =
            sections.Select(one => one.Text(CommonFields.Region)).FirstOrDefault(one => one.Length > 0) ?? "";
        var shown = opening?.Region ?? proposed;
        var read = await db.OpenContacts()
            .Where(one => one.Region != null && one.People.Any())
            .Select(one => one.Region)
            .Distinct()
            .ToListAsync(cancellation);
        return new OpeningPage(
            row,
            opening?.Region,
            proposed,
            row.Role == MemberRole.Coordinator && row.State is DossierState.Draft or DossierState.Reopened,
            [.. programme.Regions.Where(one => read.Contains(one.Key))],
            await RowsAsync(db.ReadingContacts(shown), cancellation),
            await CommentsAsync(id, region: null, cancellation)
        );
    }

    /// <returns>Null for who works for no body.</returns>
    public async Task<RegionPage?> RegionAsync(Viewer viewer, CancellationToken cancellation)
    {
        var bodies = await db.BodiesOf(viewer).Select(one => new { one.Name, one.Region }).ToListAsync(cancellation);
        if (bodies.Count == 0)
            return null;
        var opened = await (
            from opening in db.OpeningsFor(viewer)
            join dossier in db.Dossiers.IgnoreAutoIncludes() on opening.DossierId equals dossier.Id
            join call in db.Calls on dossier.CallId equals call.Id
            orderby opening.OpenedAt descending
            select new
            {
                dossier.Id,
                dossier.Title,
                call.Presentation,
                opening.Region,
                opening.OpenedAt,
            }
        ).ToListAsync(cancellation);
        var regions = bodies.Select(one => one.Region).ToList();
        return new RegionPage(
            [.. bodies.Select(one => one.Name).Order(StringComparer.Ordinal)],
            [
                .. opened.Select(one => new OpenedRow(
                    one.Id,
                    one.Title,
                    one.Presentation.Title,
                    one.Region,
                    one.OpenedAt
                )),
            ],
            await WinnersAsync(regions, cancellation)
        );
    }

    private async Task<IReadOnlyList<RegionWinner>> WinnersAsync(
        IReadOnlyList<string?> regions,
        CancellationToken cancellation
    )
    {
        var found = await (
            from winner in db.WinnersPublicAt(clock.GetUtcNow())
            where regions.Contains(winner.Region)
            join list in db.WinnerLists on winner.ListId equals list.Id
            join wave in db.Waves.IgnoreAutoIncludes() on list.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            orderby list.PublishAt descending, winner.Number
            select new
            {
                winner.Title,
                winner.Lead,
                winner.Number,
                winner.Region,
                call.Slug,
                Wave = wave.Number,
            }
        )
            .Take(MostWinners)
            .ToListAsync(cancellation);
        return
        [
            .. found.Select(one => new RegionWinner(
                one.Title,
                one.Lead,
                PublicList.PathOf(one.Slug, one.Wave, one.Number),
                one.Region
            )),
        ];
    }

    /// <summary>The draft as it is saved now, without its files.</summary>
    /// <returns>Null where it isn't open to one.</returns>
    public async Task<OpenedPage?> OpenedAsync(
        DossierId id,
        string? typed,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var region = await db.OpeningsFor(viewer)
            .Where(one => one.DossierId == id)
            .Select(one => one.Region)
            .SingleOrDefaultAsync(cancellation);
        if (await dossiers.ReadAsync(db.DossiersOpenTo(viewer), id, draft: true, cancellation) is not { } whole)
            return null;
        var readable = whole
            .Content.Form.Fields.Where(field => field.Type != Domain.Calls.FieldType.File)
            .Select(field => field.Key)
            .ToHashSet(StringComparer.Ordinal);
        return new OpenedPage(
            id,
            whole.Title,
            whole.Call.Title,
            whole.Content with
            {
                Files = [],
                Readable = readable,
            },
            await CommentsAsync(id, region, cancellation),
            typed
        );
    }

    /// <param name="region">The region whose contacts read what theirs said; null for the team, who reads all.</param>
    private async Task<IReadOnlyList<CommentPart>> CommentsAsync(
        DossierId id,
        string? region,
        CancellationToken cancellation
    ) =>
        await (
            from comment in db.ContactComments
            where comment.DossierId == id
            join body in db.ContactBodies on comment.BodyId equals body.Id
            where region == null || body.Region == region
            join account in db.Users on comment.WrittenBy.Value equals account.Id
            orderby comment.WrittenAt
            select new CommentPart(body.Name, account.Name, comment.Text, comment.WrittenAt)
        ).ToListAsync(cancellation);
}
