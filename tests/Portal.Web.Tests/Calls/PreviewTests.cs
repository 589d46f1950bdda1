using System.Net;
using Portal.Domain.Dossiers;

namespace Portal.Web.Tests.Calls;

/// <summary>The draft form as carriers will meet it, and its rules tried before anybody files.</summary>
[TestFixture]
internal sealed class PreviewTests : OnPortal
{
    private const string Root = "/staff/calls/entrepots-donnees/form";

    private Visitor _olivier = null!;

    [OneTimeSetUp]
    public async Task Begin()
    {
        _olivier = await Host.SignInAsync("Olivier");
        await _olivier.PostAsync($"{Root}/begin");
    }

    [OneTimeTearDown]
    public void Leave() => _olivier.Dispose();

    [Test]
    public async Task Rules_are_tried_on_answers_that_nobody_keeps()
    {
        var before = await CountsAsync();
        var page = await _olivier.PostAsync($"{Root}/preview", ("f.lead_type", "gip"), ("f.duration_months", "36"));
        Assert.That(OutcomeOf(page, "no-gip"), Is.EqualTo("tag-warning"));
        Assert.That(OutcomeOf(page, "duration"), Is.EqualTo("tag-success"));
        // No rows are a number of rows, and too few.
        Assert.That(OutcomeOf(page, "three-projects"), Is.EqualTo("tag-warning"));
        Assert.That(page.Body, Does.Contain(">0 lignes<"));
        Assert.That(page.Body, Does.Contain("Un GIP ne peut être ni chef de file ni membre."));
        Assert.That(await CountsAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_rule_across_dossiers_looks_at_those_that_are_filed()
    {
        await using var db = Database.Open();
        var filing = await db
            .Filings.Where(one =>
                db.Dossiers.Any(dossier =>
                    dossier.FilingId == one.Id
                    && db.Waves.Any(wave =>
                        wave.Id == dossier.WaveId
                        && wave.Number == 2
                        && db.Calls.Any(call => call.Id == wave.CallId && call.Slug == "entrepots-donnees")
                    )
                )
            )
            .FirstAsync();
        var siret = filing.Answers.Text(CommonFields.LeadSiret);
        var taken = await _olivier.PostAsync($"{Root}/preview", ("f.lead_siret", $" {siret[..3]} {siret[3..]}"));
        Assert.That(OutcomeOf(taken, "one-consortium"), Is.EqualTo("tag-warning"));
        var free = await _olivier.PostAsync($"{Root}/preview", ("f.lead_siret", "99999999999999"));
        Assert.That(OutcomeOf(free, "one-consortium"), Is.EqualTo("tag-success"));

        var its = await _olivier.GetAsync($"{Root}/preview?dossier={filing.DossierId.Value}");
        Assert.That(OutcomeOf(its, "one-consortium"), Is.EqualTo("tag-success"), "its own filing doesn't count");
        Assert.That(WebUtility.HtmlDecode(its.Body), Does.Contain(filing.Answers.Text(CommonFields.Title)));
    }

    [Test]
    public async Task A_dossier_of_another_call_is_no_sample()
    {
        await using var db = Database.Open();
        var other = await db
            .Dossiers.Where(one =>
                one.FiledAt != null && db.Calls.Any(call => call.Id == one.CallId && call.Slug == "evaluation-dmn")
            )
            .FirstAsync();
        Assert.That((await _olivier.GetAsync($"{Root}/preview?dossier={other.Id.Value}")).Code, Is.EqualTo(404));
    }

    [Test]
    public async Task A_form_that_cannot_be_published_can_still_be_seen()
    {
        await using (var db = Database.Open())
        {
            var draft = await db.FormDrafts.SingleAsync();
            var (by, now) = (draft.ChangedBy, draft.ChangedAt);
            var text = new LocalizedText("Faute", "Fault");
            draft.AddField(
                "project",
                new(Key: "wrong", Domain.Calls.FieldType.Computed, text) { Formula = "1 +" },
                by,
                now
            );
            draft.AddField(
                "project",
                new(Key: "format", Domain.Calls.FieldType.ShortText, text) { Pattern = "(" },
                by,
                now
            );
            draft.Add(new Domain.Calls.Rules.Compare("faulty", text, "", default, "1"), by, now);
            await db.SaveChangesAsync();
        }
        var page = await _olivier.PostAsync($"{Root}/preview", ("f.format", "x"));
        Assert.That(page.Code, Is.EqualTo(200));
        Assert.That(OutcomeOf(page, "faulty"), Is.EqualTo("tag-neutral"));
    }

    /// <summary>The tone of a rule's finding.</summary>
    private static string? OutcomeOf(Answer page, string rule)
    {
        var at = page.Body.IndexOf($"rules/{rule}\"", StringComparison.Ordinal);
        if (at < 0)
            return null;
        var tone = page.Body.IndexOf("tag-", at, StringComparison.Ordinal);
        return page.Body[tone..page.Body.IndexOf('"', tone)];
    }

    private async Task<(int, int, int)> CountsAsync()
    {
        await using var db = Database.Open();
        return (await db.Dossiers.CountAsync(), await db.FieldVersions.CountAsync(), await db.Filings.CountAsync());
    }
}
