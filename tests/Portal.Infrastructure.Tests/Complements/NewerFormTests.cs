using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Tests.Complements;

/// <summary>A filed dossier whose draft took up a newer form that was not filed in time.</summary>
[TestFixture, NonParallelizable]
internal sealed class NewerFormTests : OnComplements
{
    /// <summary>A question that the newer form doesn't ask.</summary>
    private const string Gone = "market";

    [Test]
    public async Task Complements_are_asked_and_filed_on_the_form_that_was_filed()
    {
        await Database.SetClockAsync(DemoTime.Start.AddMinutes(1));
        var dossier = await FiledAsync();
        var (first, typed) = await FiledFormAsync(dossier);
        await MoveAsync(dossier, await PublishAsync());
        Assert.That((await LoadAsync(dossier)).FormId, Is.Not.EqualTo(first));
        Assert.That(await DraftedAsync(dossier), Is.Empty);

        await Database.SetClockAsync(Asked);
        var request = await AskAsync(dossier);
        Assert.That((await LoadAsync(dossier)).FormId, Is.EqualTo(first));
        Assert.That(await DraftedAsync(dossier), Is.EqualTo(typed));
        await WriteAsync(dossier, ("summary", "Autrement dit."));
        var filing = (await AnswerAsync(dossier, request))!;
        Assert.That(
            (filing.FormId, filing.Answers.Text("summary"), filing.Answers.Text(Gone)),
            Is.EqualTo((first, "Autrement dit.", typed))
        );
    }

    private async Task<(FormId Form, string Typed)> FiledFormAsync(Dossier dossier)
    {
        await using var db = Database.Open();
        var filing = await db.Filings.SingleAsync(one => one.DossierId == dossier.Id);
        return (filing.FormId, filing.Answers.Text(Gone));
    }

    private async Task<string> DraftedAsync(Dossier dossier)
    {
        await using var db = Database.Open();
        var sections = await db.Sections.Where(one => one.DossierId == dossier.Id).ToListAsync();
        return Answers.Merge(sections.Select(section => section.Answers)).Text(Gone);
    }

    private async Task MoveAsync(Dossier dossier, int version)
    {
        await using var db = Database.Open();
        var move = new MoveToForm(db, new FormCache(), new Redraft(db));
        Assert.That(await move.RunAsync(dossier.Id, version, Stage.ViewerOf(Carrier), CancellationToken.None), Is.True);
    }

    private async Task<int> PublishAsync()
    {
        await using var db = Database.Open();
        var call = await db.Calls.Include(one => one.Forms).SingleAsync(one => one.Slug == "evaluation-dmn");
        FormSection[] sections =
        [
            .. call.CurrentForm.Sections.Select(section =>
                section with
                {
                    Fields = [.. section.Fields.Where(field => field.Key != Gone)],
                }
            ),
        ];
        var form = call.PublishForm(sections, call.CurrentForm.Rules, by: null, await db.NowAsync());
        await db.SaveChangesAsync();
        return form.Version;
    }
}
