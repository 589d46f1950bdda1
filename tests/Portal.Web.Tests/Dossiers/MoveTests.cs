using Portal.Domain.Calls;
using Portal.Domain.Dossiers;

namespace Portal.Web.Tests.Dossiers;

/// <summary>A carrier takes up a newer form, having read what that asks anew.</summary>
[TestFixture]
internal sealed class MoveTests : OnPortal
{
    /// <summary>A question that version 2 doesn't ask.</summary>
    private const string Gone = "market";

    [Test]
    public async Task A_draft_moves_with_what_still_fits_and_the_rest_stays_readable()
    {
        var carrier = await new Stage(Database).PersonAsync("Porteuse", role: Domain.People.PortalRole.Carrier);
        await using (var owner = Database.OpenAsOwner())
            await owner
                .Users.Where(account => account.Id == carrier.Id)
                .ExecuteUpdateAsync(change => change.SetProperty(account => account.IsDemonstration, true));
        var dossier = await new Stage(Database).DraftAsync(carrier);
        using var visitor = await Host.SignInAsync("Porteuse");
        var here = $"/dossiers/{dossier.Id.Value}";
        Assert.That((await visitor.GetAsync(here)).Body, Does.Not.Contain($"{here}/form"));

        var label = await PublishAsync();
        Assert.That((await visitor.GetAsync(here)).Body, Does.Contain($"{here}/form"));
        var told = await visitor.GetAsync($"{here}/form");
        Assert.That(told.Body, Does.Contain("Question nouvelle").And.Contain(label));

        var moved = await visitor.PostAsync($"{here}/form", ("version", "2"));
        Assert.That(moved.Location, Is.EqualTo(here));
        Assert.That((await visitor.GetAsync($"{here}/sections/extra")).Body, Does.Contain("Question nouvelle"));
        Assert.That((await visitor.GetAsync($"{here}/sections/project")).Body, Does.Contain("Titre"));
        Assert.That((await visitor.GetAsync(here)).Body, Does.Contain("earlier-answers"));

        await using var db = Database.Open();
        var sections = await db.Sections.Where(one => one.DossierId == dossier.Id).ToListAsync();
        Assert.That(sections.Any(one => one.Answers.Has(Gone)), Is.False);
        Assert.That(sections.Single(one => one.Key == "extra").Answers.Has(CommonFields.Summary), Is.True);
        var typed = await db
            .FieldVersions.Where(one => one.DossierId == dossier.Id && one.FieldKey == Gone)
            .OrderBy(one => one.At)
            .FirstAsync();
        var earlier = await visitor.GetAsync($"{here}/earlier-answers");
        Assert.That(earlier.Body, Does.Contain(typed.Answers.Text(Gone)));
        // A page that was open on the old form saves nothing there any more, and nothing fails.
        Assert.That((await visitor.PostAsync($"{here}/form", ("version", "2"))).Code, Is.EqualTo(302));
    }

    /// <summary>Version 2: without one question, with a section that takes the summary over and asks something new.</summary>
    private async Task<string> PublishAsync()
    {
        await using var db = Database.Open();
        var call = await db.Calls.Include(one => one.Forms).SingleAsync(one => one.Slug == "evaluation-dmn");
        var form = call.CurrentForm;
        var summary = form.Fields.Single(one => one.Key == CommonFields.Summary);
        var label = form.Fields.Single(one => one.Key == Gone).Label;
        string[] gone = [Gone, CommonFields.Summary];
        FormSection[] sections =
        [
            .. form.Sections.Select(section =>
                section with
                {
                    Fields = [.. section.Fields.Where(field => !gone.Contains(field.Key))],
                }
            ),
            new(
                "extra",
                new LocalizedText("En plus", "More"),
                [
                    summary,
                    new FormField("anew", FieldType.ShortText, new LocalizedText("Question nouvelle", "New question")),
                ]
            ),
        ];
        call.PublishForm(sections, form.Rules, by: null, await db.NowAsync());
        await db.SaveChangesAsync();
        return label.Fr;
    }
}
