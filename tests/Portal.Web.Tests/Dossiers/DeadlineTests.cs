using System.Text.RegularExpressions;
using Portal.Infrastructure.Persistence;
using UglyToad.PdfPig;

namespace Portal.Web.Tests.Dossiers;

/// <summary>What a carrier sees and gets around the deadline of a call with a grace of five minutes.</summary>
[TestFixture]
internal sealed partial class DeadlineTests : OnPortal
{
    private static readonly DateTimeOffset At = Deadline.InstantOf(
        new DateTime(2024, 4, 9, 12, 0, 0, DateTimeKind.Unspecified)
    );

    protected override Printing Printing => Printing.Real;

    private Stage Stage => new(Database);

    [Test]
    public async Task Who_was_told_one_cut_off_is_asked_before_filing_for_the_next()
    {
        await Host.SetClockAsync(At.AddDays(-1));
        using var camille = await Host.SignInAsync("Camille");
        var draft = await DraftAsync();
        var told = CutOff().Match((await camille.GetAsync($"/dossiers/{draft}/check")).Body).Groups["id"].Value;

        await Host.SetClockAsync(At.AddMinutes(6));
        var late = await camille.PostAsync($"/dossiers/{draft}/file", ("cutOff", told));
        Assert.That(late.Code, Is.EqualTo(409));
        Assert.That(
            System.Net.WebUtility.HtmlDecode(late.Body),
            Does.Contain("Rien n’a été déposé par cette demande")
                .And.Contain("mardi 8 avril 2025")
                .And.Contain("ce brouillon n’y a pas été déposé")
        );
        Assert.That((await camille.GetAsync($"/dossiers/{draft}/receipt")).Code, Is.EqualTo(404));

        var next = CutOff().Match(late.Body).Groups["id"].Value;
        Assert.That(next, Is.Not.EqualTo(told));
        Assert.That(
            (await camille.PostAsync($"/dossiers/{draft}/file", ("cutOff", next))).Location,
            Does.EndWith("/receipt")
        );
    }

    [Test]
    public async Task The_grace_is_told_before_and_marked_on_page_document_and_mail()
    {
        var carrier = await Stage.PersonAsync();
        await Host.SetClockAsync(At.AddDays(-1));
        var dossier = await Stage.DraftAsync(carrier);
        await GiveToCamilleAsync(dossier.Id);
        using var camille = await Host.SignInAsync("Camille");
        await Host.SetClockAsync(At.AddMinutes(2));
        var check = System.Net.WebUtility.HtmlDecode(
            (await camille.GetAsync($"/dossiers/{dossier.Id.Value}/check")).Body
        );
        Assert.That(check, Does.Contain("le délai de grâce court").And.Contain("délai de grâce jusqu’à 12:05:00"));

        await camille.PostAsync($"/dossiers/{dossier.Id.Value}/file");
        const string mark = "dans le délai de grâce";
        var receipt = (await camille.GetAsync($"/dossiers/{dossier.Id.Value}/receipt")).Body;
        Assert.That(System.Net.WebUtility.HtmlDecode(receipt), Does.Contain(mark));
        await using var db = Database.Open();
        Assert.That(
            await db.Outbox.Where(mail => mail.Template == "dossier-filed-in-grace").CountAsync(),
            Is.EqualTo(1)
        );
        using var document = await camille.Client.GetAsync($"/dossiers/{dossier.Id.Value}/receipt.pdf");
        if ((int)document.StatusCode == 503)
            Assert.Ignore("WeasyPrint isn't installed on this machine.");
        using var pdf = PdfDocument.Open(await document.Content.ReadAsByteArrayAsync());
        Assert.That(
            string.Concat(pdf.GetPages().Select(page => page.Text)).Replace(" ", "", StringComparison.Ordinal),
            Does.Contain(mark.Replace(" ", "", StringComparison.Ordinal))
        );
    }

    [Test]
    public async Task After_the_cut_off_only_what_is_filed_is_read_and_nothing_is_written()
    {
        await Host.SetClockAsync(At.AddDays(-1));
        using var camille = await Host.SignInAsync("Camille");
        var dossier = await DraftAsync();
        await camille.PostAsync($"/dossiers/{dossier}/file");
        var section = await SectionAsync(dossier);
        Assert.That(
            (await camille.PostAsync(section, ("revision", await RevisionAsync(section)), ("f.acronym", "TARD"))).Code,
            Is.EqualTo(302)
        );

        await Host.SetClockAsync(At.AddMinutes(6));
        var filed = (await camille.GetAsync($"/dossiers/{dossier}/check")).Body;
        Assert.That(filed, Does.Not.Contain("TARD").And.Not.Contain($"/dossiers/{dossier}/file\""));
        Assert.That(
            System.Net.WebUtility.HtmlDecode(filed),
            Does.Contain("Ce qui a été écrit après ce dépôt ne compte pas")
        );
        Assert.That((await camille.GetAsync(section)).Location, Is.EqualTo($"/dossiers/{dossier}/check"));
        Assert.That((await camille.PostAsync(section, ("revision", "9"))).Code, Is.EqualTo(404));
    }

    [Test]
    public async Task A_wrong_answer_is_kept_and_told_where_it_stands()
    {
        await Host.SetClockAsync(DemoTime.Start);
        using var camille = await Host.SignInAsync("Camille");
        var section = await SectionAsync(await DraftAsync());
        var saved = await camille.PostAsync(
            section,
            ("revision", await RevisionAsync(section)),
            ("f.duration_months", "douze"),
            ("then", "")
        );
        Assert.That(saved.Location, Is.EqualTo(section), "not on to the next one");
        Assert.That(
            (await camille.GetAsync(section)).Body,
            Does.Contain("douze").And.Contain("des réponses sont à corriger")
        );
    }

    /// <summary>A complete draft of Camille's that is new.</summary>
    private async Task<string> DraftAsync()
    {
        var dossier = await Stage.DraftAsync(await Stage.PersonAsync());
        await GiveToCamilleAsync(dossier.Id);
        return dossier.Id.Value.ToString();
    }

    private async Task GiveToCamilleAsync(DossierId dossier)
    {
        await using var db = Database.Open();
        var camille = await db
            .Users.Where(one => one.Email == "camille@demo.example")
            .Select(one => one.Id)
            .SingleAsync();
        await db.Database.ExecuteSqlAsync(
            $"update dossier_members set person = {camille} where dossier_id = {dossier.Value}"
        );
        await db.Database.ExecuteSqlAsync($"update dossiers set carrier = {camille} where id = {dossier.Value}");
    }

    private async Task<string> SectionAsync(string dossier)
    {
        await using var db = Database.Open();
        var id = new DossierId(Guid.Parse(dossier));
        var form = await db.Forms.SingleAsync(one => db.Dossiers.Any(of => of.Id == id && of.FormId == one.Id));
        var key = form.Sections.First(section => section.Field("acronym") is not null).Key;
        return $"/dossiers/{dossier}/sections/{key}";
    }

    private async Task<string> RevisionAsync(string section)
    {
        await using var db = Database.Open();
        var (id, key) = (new DossierId(Guid.Parse(section.Split('/')[2])), section.Split('/')[^1]);
        var revision = await db
            .Sections.Where(one => one.DossierId == id && one.Key == key)
            .Select(one => one.Revision)
            .SingleAsync();
        return revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("name=\"cutOff\" value=\"(?<id>[0-9a-f-]{36})\"", RegexOptions.None, 5_000)]
    private static partial Regex CutOff();
}
