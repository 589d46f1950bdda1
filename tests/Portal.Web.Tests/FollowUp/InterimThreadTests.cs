using System.Net;
using System.Text.RegularExpressions;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Attachments;
using Portal.Web.Tests.Access;

namespace Portal.Web.Tests.FollowUp;

/// <summary>Experts judge a project at its interim review, and its carrier never learns who.</summary>
[TestFixture]
internal sealed partial class InterimThreadTests : OnPortal
{
    [Test]
    public async Task An_expert_says_first_whether_a_conflict_keeps_them_and_the_carrier_reads_no_name()
    {
        await using var db = Database.Open();
        var people = await db.Users.ToDictionaryAsync(one => one.Email!);
        var (_, won) = await Scene.WonAsync(db, people["camille@demo.example"].Person);
        var officer = people["olivier@demo.example"].Person;
        var project = await Reporting.AgreeAsync(db, won, officer);
        var report = await Reporting.SubmitAsync(db, project, Reporting.Interim);
        var other = await Reporting.AskAsync(db, project, people["eric@demo.example"].Person, officer);
        await Reporting.GiveAsync(db, project, other, "Un second avis.", "Entre nous.");
        var file = await AttachAsync(won, report);
        var desk = $"/staff/projects/{project.Id.Value}/interim/{Reporting.Interim}";
        using var olivier = await Host.SignInAsync("Olivier");
        using var emma = await Host.SignInAsync("Emma");
        using var camille = await Host.SignInAsync("Camille");

        var page = Text(await olivier.GetAsync(desk));
        Assert.That(page, Does.Contain("Emma Démo").And.Contain("Éric Démo").And.Contain("Entre nous."));
        Assert.That((await olivier.PostAsync($"{desk}/ask", ("expert", $"{officer.Value}"))).Code, Is.EqualTo(409));
        var asked = await olivier.PostAsync($"{desk}/ask", ("expert", people["emma@demo.example"].Id.ToString()));
        Assert.That(asked.Location, Is.EqualTo(desk));
        var own = $"/reviews/interim/{await OpinionAsync(people["emma@demo.example"].Person)}";
        Assert.That(Text(await emma.GetAsync("/reviews")), Does.Contain(own));
        Assert.That(Text(await emma.GetAsync(own)), Does.Contain("lien d’intérêt").And.Not.Contain("EHPAD"));
        var expert = new Viewer(people["emma@demo.example"].Person, new HashSet<PortalRole> { PortalRole.Expert });
        var files = db.AttachmentsVisibleTo(expert).Where(one => one.DossierId == won).Select(one => one.Id.Value);
        Assert.That(await files.ToListAsync(), Is.Empty, "nothing is read before");
        await emma.PostAsync($"{own}/begin");
        Assert.That(Text(await emma.GetAsync(own)), Does.Contain("EHPAD fictif").And.Not.Contain("Un second avis."));
        Assert.That(await files.ToListAsync(), Is.EqualTo(new[] { file }), "the report's, and nothing else");
        var bare = await emma.PostAsync($"{own}/submit", ("revision", "1"), ("toCarrier", "Un avis."));
        Assert.That(Text(bare), Does.Contain("#m-progress").And.Contain("#recommendation"));
        (string, string)[] whole = [("toCarrier", "Un avis."), ("m.progress", "5"), ("recommendation", "Go")];
        Assert.That((await emma.PostAsync($"{own}/submit", [("revision", "2"), .. whole])).Location, Is.EqualTo(own));

        var told = $"/dossiers/{won.Value}/project/reports/{Reporting.Interim}";
        Assert.That(Text(await camille.GetAsync(told)), Does.Not.Contain("Un avis."), "nothing before it is decided");
        var words = ("Words", "Poursuivez.");
        Assert.That((await olivier.PostAsync($"{desk}/decide", ("Go", "go"), words)).Code, Is.EqualTo(409));
        await olivier.PostAsync(
            $"/staff/projects/{project.Id.Value}/reports/{Reporting.Interim}/accept",
            ("Justified", "0")
        );
        Assert.That((await olivier.PostAsync($"{desk}/decide", ("Go", "go"), words)).Location, Is.EqualTo(desk));

        var read = await camille.GetAsync(told);
        Assert.That(
            Text(read),
            Does.Contain("Poursuivez.")
                .And.Contain("Un avis.")
                .And.Contain("Un second avis.")
                .And.Not.Contain("Entre nous.")
        );
        foreach (var seen in new[] { told, $"/dossiers/{won.Value}/project", $"/dossiers/{won.Value}" })
            Assert.That(Text(await camille.GetAsync(seen)), Does.Not.Contain("Emma").And.Not.Contain("Éric"), seen);
        await SwapAsync();
        Assert.That(
            Tokens().Replace((await camille.GetAsync(told)).Body, ""),
            Is.EqualTo(Tokens().Replace(read.Body, "")),
            "byte for byte"
        );
        var mails = await db.Outbox.Where(mail => mail.DossierId == won).ToListAsync();
        var toCarrier = mails.Where(mail => mail.Recipient.Value == "camille@demo.example").ToList();
        Assert.That(toCarrier.Select(mail => mail.Template), Has.Member("interim-go").And.No.Member("opinion-asked"));
        Assert.That(toCarrier.SelectMany(mail => mail.Data.Values), Has.None.Contain("Emma").And.None.Contain("Éric"));
    }

    private async Task<Guid> OpinionAsync(PersonId expert)
    {
        await using var db = Database.Open();
        return (await db.InterimOpinions.SingleAsync(one => one.Expert == expert)).Id.Value;
    }

    /// <summary>As if it had come with the report.</summary>
    private async Task<Guid> AttachAsync(DossierId dossier, ProjectReport report)
    {
        await using var db = Database.Open();
        var now = await db.NowAsync();
        var file = new Domain.Attachments.Attachment(
            dossier,
            Domain.Attachments.Attachment.FollowUpSection,
            $"report.{Reporting.Interim}.annex",
            "annexe.pdf",
            new Domain.Attachments.StoredFile(AttachmentId.New(), 10, new string('a', 64)),
            now.AddDays(-1),
            report.SavedBy!.Value,
            now.AddDays(-1)
        );
        db.Attachments.Add(file);
        await db.SaveChangesAsync();
        return file.Id.Value;
    }

    private async Task SwapAsync()
    {
        await using var db = Database.OpenAsOwner();
        await db.Database.ExecuteSqlAsync(
            $"""
            update interim_opinions one set sheet = other.sheet, score = other.score, submitted_at = other.submitted_at
            from interim_opinions other where one.id <> other.id
            """
        );
    }

    private static string Text(Answer answer) =>
        WebUtility.HtmlDecode(Bar().Replace(answer.Body, "")).Replace('\u00a0', ' ').Replace('\u202f', ' ');

    /// <summary>The demonstration's own bar offers to be anybody.</summary>
    [GeneratedRegex("<aside class=\"demo-bar\"[\\s\\S]*?</aside>", RegexOptions.None, 5_000)]
    private static partial Regex Bar();

    [GeneratedRegex(
        "(__RequestVerificationToken\" type=\"hidden\" value=\"[^\"]+\")|(content=\"CfDJ[^\"]+\")|([0-9]{2}:[0-9]{2}(:[0-9]{2})?)",
        RegexOptions.ExplicitCapture,
        5_000
    )]
    private static partial Regex Tokens();
}
