using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Calls.Preparation;
using Portal.Web.Shared;

namespace Portal.Web.Notifications.MailTexts;

/// <summary>The words of mails, which administrators change: shown with sample facts before they count.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class MailTextsController(PortalDbContext db, MailComposer composer, MailSamples samples, Texts texts)
    : Controller
{
    [HttpGet("/admin/mail-texts")]
    public async Task<IActionResult> Index(CancellationToken cancellation)
    {
        var latest = await db.LatestMailTexts()
            .Where(one => one.Wording != null)
            .ToDictionaryAsync(one => one.Template, one => one.At, StringComparer.Ordinal, cancellation);
        var rows = MailClasses.All.Select(one => new MailTextRow(
            one.Key,
            one.Value,
            composer.OwnWordingOf(one.Key).Subject.In(texts.Language),
            latest.TryGetValue(one.Key, out var at) ? at : null
        ));
        return View(
            new MailTextsPage([
                .. rows.OrderBy(row => row.Class).ThenBy(row => row.Subject, StringComparer.CurrentCulture),
            ])
        );
    }

    [HttpGet("/admin/mail-texts/{template}")]
    public async Task<IActionResult> Show(string template, CancellationToken cancellation)
    {
        if (!MailClasses.All.ContainsKey(template))
            return NotFound();
        var versions = await VersionsAsync(template, cancellation);
        return View(PageOf(template, MailTextForm.Of(WordingIn(versions, template), NumberIn(versions)), versions));
    }

    [HttpPost("/admin/mail-texts/{template}")]
    public async Task<IActionResult> Save(string template, MailTextForm form, CancellationToken cancellation)
    {
        if (!MailClasses.All.ContainsKey(template))
            return NotFound();
        var versions = await VersionsAsync(template, cancellation);
        foreach (var fault in form.Wording.Faults(composer.OwnWordingOf(template), IsLegal(template)))
            ModelState.AddModelError(fault.Part, texts.Of(fault.Refusal));
        if (!ModelState.IsValid)
            return View("Show", PageOf(template, form, versions));
        await SaveAsync(template, form.Number, form.Wording, cancellation);
        TempData["Said"] = "mailtexts.saved";
        return RedirectToAction(nameof(Show), new { template });
    }

    /// <summary>Back to the portal's own words; those that staff gave stay in the history.</summary>
    [HttpPost("/admin/mail-texts/{template}/own")]
    public async Task<IActionResult> Own(string template, int number, CancellationToken cancellation)
    {
        if (!MailClasses.All.ContainsKey(template))
            return NotFound();
        await SaveAsync(template, number, wording: null, cancellation);
        TempData["Said"] = "mailtexts.back";
        return RedirectToAction(nameof(Show), new { template });
    }

    /// <summary>The mail as it would be with what is typed, in a language, as text or as HTML; nothing is saved.</summary>
    [HttpPost("/admin/mail-texts/{template}/preview")]
    public IActionResult Preview(string template, MailTextForm form, string? language, bool asText)
    {
        if (!MailClasses.All.ContainsKey(template) || !Texts.Languages.Contains(language))
            return NotFound();
        var faults = form.Wording.Faults(composer.OwnWordingOf(template), IsLegal(template));
        if (faults.Count > 0)
            throw new RefusedException([.. faults.Select(fault => fault.Refusal).Distinct()]);
        var setting = samples.SettingOf(template) with { Words = MailWordings.With(template, form.Wording) };
        var mail = composer.Compose(samples.Of(template, form.Wording.Fields, language!), setting);
        return asText ? Content($"{mail.Subject}\n\n{mail.Text}", "text/plain; charset=utf-8") : this.ShowMail(mail);
    }

    /// <summary>Sends it to who asks, with sample facts and the words that count, in both languages.</summary>
    [HttpPost("/admin/mail-texts/{template}/test")]
    public async Task<IActionResult> Test(string template, CancellationToken cancellation)
    {
        if (!MailClasses.All.ContainsKey(template))
            return NotFound();
        var id = User.Person().Value;
        var me = await db.Users.AsNoTracking().SingleAsync(account => account.Id == id, cancellation);
        var words = WordingIn(await VersionsAsync(template, cancellation), template);
        var now = await db.NowAsync(cancellation);
        foreach (var language in Texts.Languages)
            db.Outbox.Add(samples.TestOf(template, words.Fields, language, EmailAddress.Parse(me.Email!), now));
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "mailtexts.tested";
        return RedirectToAction(nameof(Show), new { template });
    }

    private async Task SaveAsync(string template, int number, MailWording? wording, CancellationToken cancellation)
    {
        var latest = NumberIn(await VersionsAsync(template, cancellation));
        if (number != latest)
            throw new RefusedException(NotificationRefusals.ChangedMeanwhile);
        var own = composer.OwnWordingOf(template);
        var now = await db.NowAsync(cancellation);
        db.MailTexts.Add(MailTextVersion.Save(template, latest, wording, own, IsLegal(template), User.Person(), now));
        await db.SaveChangesAsync(cancellation);
    }

    private MailTextPage PageOf(string template, MailTextForm form, IReadOnlyList<MailTextVersionRow> versions)
    {
        var own = composer.OwnWordingOf(template);
        var counts = WordingIn(versions, template);
        var mail = composer.Compose(
            samples.Of(template, counts.Fields, texts.Language),
            samples.SettingOf(template) with
            {
                Words = MailWordings.With(template, counts),
            }
        );
        return new MailTextPage(
            template,
            MailClasses.Of(template),
            form,
            own,
            form.Wording.Missing(own),
            mail,
            versions
        );
    }

    private Task<List<MailTextVersionRow>> VersionsAsync(string template, CancellationToken cancellation) =>
        db
            .MailTexts.AsNoTracking()
            .Where(one => one.Template == template)
            .OrderByDescending(one => one.Number)
            .Select(one => new MailTextVersionRow(
                one.Number,
                one.Wording,
                db.Users.Where(account => account.Id == one.By.Value).Select(account => account.Name).FirstOrDefault(),
                one.At
            ))
            .ToListAsync(cancellation);

    private MailWording WordingIn(IReadOnlyList<MailTextVersionRow> versions, string template) =>
        versions is [{ Wording: { } given }, ..] ? given : composer.OwnWordingOf(template);

    private static int NumberIn(IReadOnlyList<MailTextVersionRow> versions) =>
        versions is [{ Number: var last }, ..] ? last : 0;

    private static bool IsLegal(string template) => MailClasses.Of(template) == MailClass.LegalNotice;
}
