using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Contacts;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Texts;
using Portal.Web.FollowUp;
using Portal.Web.Shared;

namespace Portal.Web.Contacts;

/// <summary>Officers keep the directory of contacts, and say who works for which body.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class StaffContactsController(
    PortalDbContext db,
    ContactReading reading,
    ProgrammeTerms programme,
    Texts texts
) : Controller
{
    [HttpGet("/staff/contacts")]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View("/Contacts/StaffContacts.cshtml", await reading.RowsAsync(db.ContactBodies, cancellation));

    [HttpGet("/staff/contacts/new")]
    public IActionResult New() =>
        View(
            "/Contacts/StaffContact.cshtml",
            new StaffContactPage(null, new ContactForm(null, null, null, null, null, null, null), [])
        );

    [HttpPost("/staff/contacts/new")]
    public async Task<IActionResult> Add(ContactForm form, CancellationToken cancellation)
    {
        ContactBody? added = null;
        var now = await db.NowAsync(cancellation);
        if (!Takes(form, (kind, region, words) => added = new ContactBody(kind, region, words, User.Person(), now)))
            return View("/Contacts/StaffContact.cshtml", new StaffContactPage(null, form, []));
        db.ContactBodies.Add(added!);
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "contacts.saved";
        return Redirect($"/staff/contacts/{added!.Id.Value}");
    }

    [HttpGet("/staff/contacts/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) is { } body ? await PageAsync(body, FormOf(body), cancellation) : NotFound();

    [HttpPost("/staff/contacts/{id:guid}")]
    public async Task<IActionResult> Describe(Guid id, ContactForm form, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } body)
            return NotFound();
        var now = await db.NowAsync(cancellation);
        if (!Takes(form, (kind, region, words) => body.Describe(kind, region, words, User.Person(), now)))
            return await PageAsync(body, form, cancellation);
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "contacts.saved";
        return Redirect($"/staff/contacts/{id}");
    }

    [HttpPost("/staff/contacts/{id:guid}/people")]
    public async Task<IActionResult> Take(Guid id, string? email, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } body)
            return NotFound();
        try
        {
            await TakeAsync(body, email ?? "", cancellation);
        }
        catch (RefusedException refused)
        {
            return await RefusedAsync(body, email, refused, cancellation);
        }
        TempData["Said"] = "contacts.taken";
        return Redirect($"/staff/contacts/{id}");
    }

    /// <exception cref="RefusedException">Nobody has the address, or who has it can't work for the body.</exception>
    private async Task TakeAsync(ContactBody body, string email, CancellationToken cancellation)
    {
        var address = email.Trim().ToUpperInvariant();
        var person = await db
            .Users.Where(account => account.NormalizedEmail == address)
            .Select(account => (Guid?)account.Id)
            .SingleOrDefaultAsync(cancellation);
        if (person is null)
            throw new RefusedException(ContactRefusals.NoAccount(email));
        var roles = await (
            from given in db.UserRoles
            join role in db.Roles on given.RoleId equals role.Id
            where given.UserId == person
            select role.Name!
        ).ToListAsync(cancellation);
        body.Take(
            new PersonId(person.Value),
            roles.Select(role => Enum.Parse<PortalRole>(role)).ToHashSet(),
            User.Person(),
            await db.NowAsync(cancellation)
        );
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>The body's own address has a field of the same name: what was typed comes back at the person's.</summary>
    private async Task<IActionResult> RefusedAsync(
        ContactBody body,
        string? email,
        RefusedException refused,
        CancellationToken cancellation
    )
    {
        db.ChangeTracker.Clear();
        ModelState.Clear();
        ModelState.Take(refused, PersonField, texts);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return await PageAsync(body, FormOf(body), cancellation, email);
    }

    private const string PersonField = "person-email";

    [HttpPost("/staff/contacts/{id:guid}/people/{person:guid}/release")]
    public async Task<IActionResult> Release(Guid id, Guid person, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } body)
            return NotFound();
        body.Release(new PersonId(person), User.Person(), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "contacts.released";
        return Redirect($"/staff/contacts/{id}");
    }

    /// <summary>Takes it out of the directory.</summary>
    [HttpPost("/staff/contacts/{id:guid}/close")]
    public async Task<IActionResult> Close(Guid id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } body)
            return NotFound();
        body.Close(User.Person(), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "contacts.body-closed";
        return Redirect($"/staff/contacts/{id}");
    }

    /// <summary>Puts it back.</summary>
    [HttpPost("/staff/contacts/{id:guid}/reopen")]
    public async Task<IActionResult> Reopen(Guid id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } body)
            return NotFound();
        body.Reopen(User.Person(), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "contacts.body-reopened";
        return Redirect($"/staff/contacts/{id}");
    }

    private Task<ContactBody?> FindAsync(Guid id, CancellationToken cancellation) =>
        db
            .ContactBodies.Include(one => one.People)
            .SingleOrDefaultAsync(one => one.Id == new ContactBodyId(id), cancellation);

    private bool Takes(ContactForm form, Action<ContactKind, string?, ContactWords> act)
    {
        if (!EmailAddress.TryParse(form.Email, out var email))
            ModelState.AddModelError(nameof(form.Email), texts.Of(ContactRefusals.NoAddress));
        if (!Enum.TryParse<ContactKind>(form.Kind, out var kind) || !Enum.IsDefined(kind))
            ModelState.AddModelError(nameof(form.Kind), texts.Of(ContactRefusals.NoKind));
        var region = Typed(form.Region) is { Length: > 0 } chosen ? chosen : null;
        if (region is not null && programme.Regions.All(one => one.Key != region))
            ModelState.AddModelError(nameof(form.Region), texts.Of(ContactRefusals.NoSuchRegion));
        if (!ModelState.IsValid)
            return false;
        try
        {
            var help = new LocalizedText(Typed(form.HelpFr), Typed(form.HelpEn));
            act(kind, region, new ContactWords(Typed(form.Name), email!, Typed(form.Website), help));
            return true;
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, FieldOf, texts);
            return false;
        }
    }

    private static string FieldOf(Refusal refusal) =>
        refusal.Code switch
        {
            "contact.not-secure" => nameof(ContactForm.Website),
            "contact.help-missing" => nameof(ContactForm.HelpFr),
            "contact.english-help-missing" => nameof(ContactForm.HelpEn),
            "contact.has-people" => nameof(ContactForm.Region),
            _ => nameof(ContactForm.Name),
        };

    private static ContactForm FormOf(ContactBody body) =>
        new(body.Kind.ToString(), body.Region, body.Name, body.Email.Value, body.Website, body.Help.Fr, body.Help.En);

    private async Task<ViewResult> PageAsync(
        ContactBody body,
        ContactForm form,
        CancellationToken cancellation,
        string? email = null
    )
    {
        var ids = body.People.Select(one => one.Person.Value).ToList();
        var people = await db
            .Users.Where(account => ids.Contains(account.Id))
            .OrderBy(account => account.Name)
            .Select(account => new ContactMember(new PersonId(account.Id), account.Name, account.Email!))
            .ToListAsync(cancellation);
        var page = new StaffContactPage(ContactReading.RowOf(body), form, people)
        {
            ClosedAt = body.ClosedAt,
            PersonEmail = email,
            Refused = ModelState.TryGetValue(PersonField, out var told) ? told.Errors[0].ErrorMessage : null,
        };
        return View("/Contacts/StaffContact.cshtml", page);
    }

    private static string Typed(string? text) => (text ?? "").Trim();
}
