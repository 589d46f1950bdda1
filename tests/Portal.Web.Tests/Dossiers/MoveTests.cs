using System.Net;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;

namespace Portal.Web.Tests.Dossiers;

/// <summary>A carrier takes up a newer form, having read what that asks anew.</summary>
[TestFixture]
internal sealed class MoveTests : OnPortal
{
    /// <summary>A question that version 2 doesn't ask.</summary>
    private const string Gone = "impact";

    [Test]
    public async Task A_draft_moves_with_what_still_fits_and_the_rest_stays_readable()
    {
        var carrier = await CarrierAsync("Porteuse");
        var dossier = await new Stage(Database).DraftAsync(carrier);
        using var visitor = await Host.SignInAsync("Porteuse");
        var here = $"/dossiers/{dossier.Id.Value}";
        Assert.That((await visitor.GetAsync(here)).Body, Does.Not.Contain($"{here}/form"));

        var (label, version) = await PublishAsync(Gone);
        Assert.That((await visitor.GetAsync(here)).Body, Does.Contain($"{here}/form"));
        var told = await visitor.GetAsync($"{here}/form");
        Assert.That(told.Body, Does.Contain("Question nouvelle").And.Contain(label));

        var moved = await visitor.PostAsync($"{here}/form", ("version", version));
        Assert.That(moved.Location, Is.EqualTo(here));
        Assert.That(
            (await visitor.GetAsync($"{here}/sections/extra-{version}")).Body,
            Does.Contain($"Question nouvelle {version}")
        );
        Assert.That((await visitor.GetAsync($"{here}/sections/project")).Body, Does.Contain("Titre"));
        Assert.That((await visitor.GetAsync(here)).Body, Does.Contain("earlier-answers"));

        await using var db = Database.Open();
        var sections = await db.Sections.Where(one => one.DossierId == dossier.Id).ToListAsync();
        Assert.That(sections.Any(one => one.Answers.Has(Gone)), Is.False);
        Assert.That(sections.Single(one => one.Key == $"extra-{version}").Answers.Has(CommonFields.Summary), Is.True);
        var typed = await db
            .FieldVersions.Where(one => one.DossierId == dossier.Id && one.FieldKey == Gone)
            .OrderBy(one => one.At)
            .FirstAsync();
        var earlier = await visitor.GetAsync($"{here}/earlier-answers");
        Assert.That(earlier.Body, Does.Contain(typed.Answers.Text(Gone)));
        // A second click moves nothing, and nothing fails.
        Assert.That((await visitor.PostAsync($"{here}/form", ("version", version))).Code, Is.EqualTo(302));
    }

    [Test]
    public async Task What_was_filed_counts_until_the_newer_form_is_filed()
    {
        var carrier = await CarrierAsync("Déposante");
        var dossier = await new Stage(Database).DraftAsync(carrier);
        var first = (await new Stage(Database).FileAsync(dossier, carrier))!;
        using var visitor = await Host.SignInAsync("Déposante");
        using var olivier = await Host.SignInAsync("Olivier");
        var here = $"/dossiers/{dossier.Id.Value}";
        var desk = $"/staff/dossiers/{dossier.Id.Value}";
        const string gone = "innovation";
        var (label, version) = await PublishAsync(gone);
        Assert.That((await visitor.GetAsync(here)).Body, Does.Contain($"{here}/form\""), "it is offered");
        var told = WebUtility.HtmlDecode((await visitor.GetAsync($"{here}/form")).Body);
        Assert.That(told, Does.Contain("continue de compter tel quel").And.Contain($"Question nouvelle {version}"));

        Assert.That((await visitor.PostAsync($"{here}/form", ("version", version))).Location, Is.EqualTo(here));
        Assert.That(await CurrentAsync(dossier.Id), Is.EqualTo((first.Id, first.FormId)));
        // Staff and the receipt go on reading what was filed, on its own form.
        var read = WebUtility.HtmlDecode((await olivier.GetAsync(desk)).Body);
        Assert.That(read, Does.Contain(label).And.Not.Contain($"Question nouvelle {version}"));
        Assert.That((await visitor.GetAsync($"{here}/receipt")).Body, Does.Contain(first.Sha256));

        // Nothing is filed on the new form while it lacks something.
        var check = await visitor.PostAsync($"{here}/file");
        Assert.That(check.Code, Is.EqualTo(409));
        Assert.That(WebUtility.HtmlDecode(check.Body), Does.Contain($"Question nouvelle {version}"));
        Assert.That(await CurrentAsync(dossier.Id), Is.EqualTo((first.Id, first.FormId)));
        await visitor.PostAsync($"{here}/sections/extra-{version}", [.. await FilledAsync(visitor, here, version)]);
        Assert.That((await visitor.PostAsync($"{here}/file")).Location, Is.EqualTo($"{here}/receipt"));
        var now = await CurrentAsync(dossier.Id);
        Assert.That((now.Filing == first.Id, now.Form == first.FormId), Is.EqualTo((false, false)));
        Assert.That((await olivier.GetAsync(desk)).Body, Does.Contain($"Question nouvelle {version}"));
    }

    [Test]
    public async Task What_was_set_aside_and_earlier_versions_follow_their_question()
    {
        const string gone = "device_name";
        var carrier = await CarrierAsync("Rédactrice");
        var dossier = await new Stage(Database).DraftAsync(carrier);
        using var visitor = await Host.SignInAsync("Rédactrice");
        var here = $"/dossiers/{dossier.Id.Value}";
        var first = await SummaryAsync(dossier.Id);
        var before = await AsideAsync(dossier.Id, carrier.Person, CommonFields.Summary, gone);
        var (_, version) = await PublishAsync(gone);
        await visitor.PostAsync($"{here}/form", ("version", version));

        var section = $"{here}/sections/extra-{version}";
        var page = await visitor.GetAsync(section);
        Assert.That(page.Body, Does.Contain($"À côté, {CommonFields.Summary}"), "the clash is shown where it is asked");
        Assert.That(page.Body, Does.Contain($"{section}/versions/{CommonFields.Summary}"));
        var versions = await visitor.GetAsync($"{section}/versions/{CommonFields.Summary}");
        Assert.That(versions.Body, Does.Contain($"À côté, {CommonFields.Summary}").And.Contain("En place"));
        var earlier = WebUtility.HtmlDecode((await visitor.GetAsync($"{here}/earlier-answers")).Body);
        Assert.That(earlier, Does.Contain($"À côté, {gone}").And.Contain("mis de côté"));

        var shown = $"{section}/versions/{CommonFields.Summary}?before={before[CommonFields.Summary]}";
        Assert.That(
            (await visitor.GetAsync(shown)).Body,
            Does.Not.Contain($"À côté, {CommonFields.Summary}").And.Contain(first),
            "what came before it"
        );
        var restored = await visitor.PostAsync($"{here}/versions/{before[CommonFields.Summary]}/restore");
        Assert.That(restored.Location, Is.EqualTo($"{section}#f-{CommonFields.Summary}"));
        Assert.That((await visitor.PostAsync($"{here}/versions/{before[gone]}/restore")).Code, Is.EqualTo(404));
        await using var db = Database.Open();
        var now = await db.Sections.SingleAsync(one => one.DossierId == dossier.Id && one.Key == $"extra-{version}");
        Assert.That(now.Answers.Text(CommonFields.Summary), Is.EqualTo($"À côté, {CommonFields.Summary}"));
    }

    private async Task<string> SummaryAsync(DossierId id)
    {
        await using var db = Database.Open();
        var sections = await db.Sections.Where(one => one.DossierId == id).ToListAsync();
        return sections.Single(one => one.Answers.Has(CommonFields.Summary)).Answers.Text(CommonFields.Summary);
    }

    /// <summary>Somebody writes upon what stood there long ago: it is set aside.</summary>
    private async Task<Dictionary<string, Guid>> AsideAsync(DossierId id, PersonId by, params string[] fields)
    {
        await using var db = Database.Open();
        // After the draft was written.
        var now = (await db.NowAsync()).AddHours(1);
        var aside = new Dictionary<string, Guid>();
        foreach (var field in fields)
        {
            var sections = await db.Sections.Where(one => one.DossierId == id).ToListAsync();
            var section = sections.Single(one => one.Answers.Has(field));
            var edit = new SectionEdit(Answers.None, Answers.None.With(field, $"À côté, {field}"), [field]);
            aside[field] = section.Save(edit, by, now).Single().Id.Value;
        }
        await db.SaveChangesAsync();
        return aside;
    }

    private static async Task<IEnumerable<(string, string)>> FilledAsync(Visitor visitor, string here, string version)
    {
        var shown = Calls.OfficersDesk.Fields((await visitor.GetAsync($"{here}/sections/extra-{version}")).Body);
        return shown.Select(field =>
            field.Name.EndsWith($"anew-{version}", StringComparison.Ordinal) ? (field.Name, "Oui") : field
        );
    }

    private async Task<(FilingId Filing, FormId Form)> CurrentAsync(DossierId id)
    {
        await using var db = Database.Open();
        var filing = await db.Filings.SingleAsync(one =>
            db.Dossiers.Any(dossier => dossier.Id == id && dossier.FilingId == one.Id)
        );
        return (filing.Id, filing.FormId);
    }

    private async Task<Infrastructure.Identity.Account> CarrierAsync(string name)
    {
        var carrier = await new Stage(Database).PersonAsync(name, role: Domain.People.PortalRole.Carrier);
        await using var owner = Database.OpenAsOwner();
        await owner
            .Users.Where(account => account.Id == carrier.Id)
            .ExecuteUpdateAsync(change => change.SetProperty(account => account.IsDemonstration, true));
        return carrier;
    }

    /// <summary>The next version: without one question, with a section that takes the summary over and asks something new.</summary>
    private async Task<(string Label, string Version)> PublishAsync(string without)
    {
        await using var db = Database.Open();
        var call = await db.Calls.Include(one => one.Forms).SingleAsync(one => one.Slug == "evaluation-dmn");
        var form = call.CurrentForm;
        var summary = form.Fields.Single(one => one.Key == CommonFields.Summary);
        var label = form.Fields.Single(one => one.Key == without).Label;
        var version = $"{form.Version + 1}";
        string[] gone = [without, CommonFields.Summary];
        IEnumerable<FormSection> kept =
        [
            .. form.Sections.Select(section =>
                section with
                {
                    Fields = [.. section.Fields.Where(field => !gone.Contains(field.Key))],
                }
            ),
        ];
        FormSection[] sections =
        [
            .. kept.Where(section => section.Step == 1),
            new(
                $"extra-{version}",
                new LocalizedText("En plus", "More"),
                [
                    summary,
                    new FormField(
                        $"anew-{version}",
                        FieldType.ShortText,
                        new LocalizedText($"Question nouvelle {version}", $"New question {version}")
                    )
                    {
                        Required = true,
                    },
                ]
            ),
            .. kept.Where(section => section.Step > 1),
        ];
        call.PublishForm(sections, form.Rules, by: null, await db.NowAsync());
        await db.SaveChangesAsync();
        return (label.Fr, version);
    }
}
