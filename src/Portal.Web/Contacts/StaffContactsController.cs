using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Contacts;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Texts;
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
            new StaffContactPage(null, new ContactForm(default, null, null, null, null, null, null), [])
        );

    [HttpPost("/staff/contacts/new")]
    public async Task<IActionResult> Add(ContactForm form, CancellationToken cancellation)
    {
        var region = string.IsNullOrEmpty(form.Region) ? null : form.Region;
        if (region is not null && programme.Regions.All(one => one.Key != region))
            ModelState.AddModelError(nameof(form.Region), texts.Of(ContactRefusals.NoRegion));
        ContactBody? added = null;
        if (!Takes(form, words => added = new ContactBody(form.Kind, region, words)))
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
        if (!Takes(form, body.Describe))
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
        var address = (email ?? "").Trim().ToUpperInvariant();
        var person = await db
            .Users.Where(account => account.NormalizedEmail == address)
            .Select(account => (Guid?)account.Id)
            .SingleOrDefaultAsync(cancellation);
        if (person is null)
            throw new RefusedException(ContactRefusals.NoAccount(email ?? ""));
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
        TempData["Said"] = "contacts.taken";
        return Redirect($"/staff/contacts/{id}");
    }

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

    private Task<ContactBody?> FindAsync(Guid id, CancellationToken cancellation) =>
        db
            .ContactBodies.Include(one => one.People)
            .SingleOrDefaultAsync(one => one.Id == new ContactBodyId(id), cancellation);

    private bool Takes(ContactForm form, Action<ContactWords> act)
    {
        if (!EmailAddress.TryParse(form.Email, out var email))
            ModelState.AddModelError(nameof(form.Email), texts.Of(ContactRefusals.NoAddress));
        if (!Enum.IsDefined(form.Kind))
            ModelState.AddModelError(nameof(form.Kind), texts["shared.value-wrong"]);
        if (!ModelState.IsValid)
            return false;
        try
        {
            var help = new LocalizedText(Typed(form.HelpFr), Typed(form.HelpEn));
            act(new ContactWords(Typed(form.Name), email!, Typed(form.Website), help));
            return true;
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, nameof(form.Name), texts);
            return false;
        }
    }

    private static ContactForm FormOf(ContactBody body) =>
        new(body.Kind, body.Region, body.Name, body.Email.Value, body.Website, body.Help.Fr, body.Help.En);

    private async Task<ViewResult> PageAsync(ContactBody body, ContactForm form, CancellationToken cancellation)
    {
        var ids = body.People.Select(one => one.Person.Value).ToList();
        var people = await db
            .Users.Where(account => ids.Contains(account.Id))
            .OrderBy(account => account.Name)
            .Select(account => new ContactMember(new PersonId(account.Id), account.Name, account.Email!))
            .ToListAsync(cancellation);
        return View("/Contacts/StaffContact.cshtml", new StaffContactPage(ContactReading.RowOf(body), form, people));
    }

    private static string Typed(string? text) => (text ?? "").Trim();
}
