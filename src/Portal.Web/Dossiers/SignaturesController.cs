using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>Each partner signs what would be filed, where the form asks for it.</summary>
[Authorize]
public sealed class SignaturesController(PortalDbContext db, FilingDesk desk, SignDossier sign) : Controller
{
    [HttpGet("/dossiers/{id:guid}/signatures")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await PageAsync(new DossierId(id), cancellation) is { } page ? View("Signatures", page) : NotFound();

    /// <param name="id">The dossier.</param>
    /// <param name="partner">For whom.</param>
    /// <param name="content">The hash of what the page showed.</param>
    /// <param name="cancellation">Gives up.</param>
    [HttpPost("/dossiers/{id:guid}/signatures")]
    public async Task<IActionResult> Sign(Guid id, string? partner, string? content, CancellationToken cancellation)
    {
        if (!await sign.RunAsync(new DossierId(id), partner ?? "", content ?? "", User.Viewer(), cancellation))
            return NotFound();
        TempData["Said"] = "signatures.signed";
        return Redirect($"/dossiers/{id}/signatures");
    }

    [HttpPost("/dossiers/{id:guid}/signatures/ask")]
    public async Task<IActionResult> Ask(Guid id, CancellationToken cancellation)
    {
        if (!await sign.AskAsync(new DossierId(id), User.Viewer(), cancellation))
            return NotFound();
        TempData["Said"] = "signatures.asked";
        return Redirect($"/dossiers/{id}/signatures");
    }

    private async Task<SignaturesPage?> PageAsync(DossierId id, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        if (await DossierRows.ReadAsync(db, User.Viewer(), now, id, cancellation) is not [var row])
            return null;
        var dossier = await db
            .Dossiers.AsNoTracking()
            .Include(one => one.Members)
            .SingleAsync(one => one.Id == id, cancellation);
        var matter = await desk.MatterOfAsync(dossier, cancellation);
        var signed = matter.Signatures;
        var people = dossier
            .Members.Select(member => member.Person.Value)
            .Concat(signed.SelectMany(one => new[] { one.Holds?.By.Value, one.Before?.By.Value }).OfType<Guid>())
            .Distinct()
            .ToList();
        var names = await db
            .Users.Where(account => people.Contains(account.Id))
            .ToDictionaryAsync(account => account.Id, account => account.Name, cancellation);
        return new SignaturesPage(
            row,
            matter.ContentSha256,
            dossier.ObstaclesToSigning(matter, now),
            [.. signed.Select((one, place) => PartOf(one, place + 1, dossier, names))]
        );
    }

    private SignaturePart PartOf(
        Signature signature,
        int number,
        Dossier dossier,
        IReadOnlyDictionary<Guid, string> names
    )
    {
        var partner = signature.Partner;
        var signatories = dossier.Members.Where(member => dossier.MaySign(member.Person, partner.Id));
        return new SignaturePart(
            partner,
            number,
            GivenOf(signature.Holds, names),
            GivenOf(signature.Before, names),
            [.. signatories.Select(member => names[member.Person.Value])],
            dossier.MaySign(User.Person(), partner.Id)
        );
    }

    private static GivenSignature? GivenOf(SignOff? signed, IReadOnlyDictionary<Guid, string> names) =>
        signed is null ? null : new GivenSignature(names[signed.By.Value], signed.At);
}

/// <param name="Content">The hash of what would be filed now: what is signed here.</param>
/// <param name="Obstacles">What keeps it from being signed yet.</param>
public sealed record SignaturesPage(
    DossierRow Dossier,
    string Content,
    IReadOnlyList<Obstacle> Obstacles,
    IReadOnlyList<SignaturePart> Partners
)
{
    public bool Coordinates => Dossier.Role == MemberRole.Coordinator;

    public bool MayAsk => Coordinates && Obstacles.Count == 0 && Partners.Any(part => part.Holds is null);
}

/// <param name="Number">From 1, for who has no name yet.</param>
/// <param name="Holds">The signature of what would be filed now.</param>
/// <param name="Before">One of something before.</param>
/// <param name="Signatories">Who may sign for the partner.</param>
/// <param name="IsMine">Whether the viewer may.</param>
public sealed record SignaturePart(
    Partner Partner,
    int Number,
    GivenSignature? Holds,
    GivenSignature? Before,
    IReadOnlyList<string> Signatories,
    bool IsMine
);

public sealed record GivenSignature(string By, DateTimeOffset At);

/// <summary>A version that the partners signed and that complements came after.</summary>
/// <param name="Content">The SHA-256 that they signed.</param>
public sealed record SignedBefore(int Version, string Content);

/// <summary>A signature on a receipt.</summary>
/// <param name="Partner">The partner's name, as filed.</param>
public sealed record ReceiptSignature(string Partner, string By, DateTimeOffset At);
