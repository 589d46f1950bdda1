using System.Net;
using System.Text.RegularExpressions;
using Portal.Domain.Decisions;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.FollowUp.Interim;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;
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
        var own = $"/reviews/interim/{await OpinionAsync(won, people["emma@demo.example"].Person)}";
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
            ("Justified", "0"),
            ("Submission", "1")
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
            Assert.That(
                Text(await camille.GetAsync(seen)),
                Does.Not.Contain("Emma").And.Not.Contain("Éric").And.Not.Contain("Avis d’expert"),
                seen
            );
        await SwapAsync(won);
        Assert.That(Bare(await camille.GetAsync(told)), Is.EqualTo(Bare(read)), "byte for byte");
        var mails = await db.Outbox.Where(mail => mail.DossierId == won).ToListAsync();
        var toCarrier = mails.Where(mail => mail.Recipient.Value == "camille@demo.example").ToList();
        Assert.That(toCarrier.Select(mail => mail.Template), Has.Member("interim-go").And.No.Member("opinion-asked"));
        Assert.That(toCarrier.SelectMany(mail => mail.Data.Values), Has.None.Contain("Emma").And.None.Contain("Éric"));
    }

    [Test]
    public async Task An_opinion_waits_for_a_decision_under_way_and_who_steps_aside_is_not_asked_again()
    {
        await using var db = Database.Open();
        var people = await db.Users.ToDictionaryAsync(one => one.Email!);
        var (officer, emma) = (people["olivier@demo.example"].Person, people["emma@demo.example"].Person);
        var other = await UnfollowedAsync(db);
        var project = await Reporting.AgreeAsync(db, other, officer);
        var report = await Reporting.SubmitAsync(db, project, Reporting.Interim);
        await Reporting.AcceptAsync(db, project, report, officer);
        var first = await Reporting.AskAsync(db, project, people["eric@demo.example"].Person, officer);
        await Reporting.GiveAsync(db, project, first, "Un avis.", "Entre nous.");
        var opinion = await Reporting.AskAsync(db, project, emma, officer);
        await Reporting.BeginAsync(db, opinion.Id);
        using var expert = await Host.SignInAsync("Emma");
        using var olivier = await Host.SignInAsync("Olivier");
        var desk = $"/staff/projects/{project.Id.Value}/interim/{Reporting.Interim}";
        Task<Answer> given;
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            await db.HoldDossierAsync(other, CancellationToken.None);
            (string, string)[] whole = [("toCarrier", "Trop tard."), ("m.progress", "2"), ("recommendation", "NoGo")];
            given = expert.PostAsync($"/reviews/interim/{opinion.Id.Value}/submit", [("revision", "1"), .. whole]);
            Assert.That(await Task.WhenAny(given, Task.Delay(TimeSpan.FromSeconds(1))), Is.Not.SameAs(given));
            var milestone = project.Milestone(Reporting.Interim)!.Id;
            project.DecideInterim(milestone, isGo: true, "Poursuivez.", 1, officer, await db.NowAsync());
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
        var answer = await given;
        Assert.That((answer.Code, Text(answer).Contains("décision")), Is.EqualTo((409, true)));
        await expert.PostAsync($"/reviews/interim/{opinion.Id.Value}/recuse", ("reason", "Ancien collègue."));
        await using var after = Database.Open();
        Assert.That(
            await after.ExpertsFor(project.CallId, other).AnyAsync(one => one.Id == emma.Value),
            Is.False,
            "in the wave’s pool as well"
        );
        Assert.That(Text(await olivier.GetAsync(desk)), Does.Contain("Ancien collègue."));
    }

    [Test]
    public async Task Who_is_in_conflict_gives_no_opinion_and_what_they_gave_carries_no_decision()
    {
        await using var db = Database.Open();
        var people = await db.Users.ToDictionaryAsync(one => one.Email!);
        var (officer, emma) = (people["olivier@demo.example"].Person, people["emma@demo.example"].Person);
        var dossier = await UnfollowedAsync(db);
        var project = await Reporting.AgreeAsync(db, dossier, officer);
        var report = await Reporting.SubmitAsync(db, project, Reporting.Interim);
        await Reporting.AcceptAsync(db, project, report, officer);
        var opinion = await Reporting.AskAsync(db, project, emma, officer);
        await Reporting.BeginAsync(db, opinion.Id);
        using var expert = await Host.SignInAsync("Emma");
        var own = $"/reviews/interim/{opinion.Id.Value}";
        Assert.That((await expert.GetAsync(own)).Code, Is.EqualTo(200));
        var seat = await db
            .Experts.Include(one => one.Pool.Conflicts)
            .FirstAsync(one => one.Person == emma && one.WaveId == project.WaveId);
        seat.Pool.NoteConflict(dossier, "Ancien collègue.", officer, await db.NowAsync());
        await db.SaveChangesAsync();
        Assert.That((await expert.GetAsync(own)).Code, Is.EqualTo(404));
        (string, string)[] whole = [("toCarrier", "Un avis."), ("m.progress", "5"), ("recommendation", "Go")];
        var given = await expert.PostAsync($"{own}/submit", [("revision", "1"), .. whole]);
        Assert.That(given.Code, Is.EqualTo(404));
        await Reporting.GiveAsync(db, project, opinion, "Un avis.", "Entre nous.");
        using var olivier = await Host.SignInAsync("Olivier");
        var decided = await olivier.PostAsync(
            $"/staff/projects/{project.Id.Value}/interim/{Reporting.Interim}/decide",
            ("Go", "go"),
            ("Words", "Poursuivez.")
        );
        Assert.That(decided.Code, Is.EqualTo(409), "as if nobody had given any");
        var second = await Reporting.AskAsync(db, project, people["eric@demo.example"].Person, officer);
        await Reporting.GiveAsync(db, project, second, "Un second avis.", "");
        var desk = $"/staff/projects/{project.Id.Value}/interim/{Reporting.Interim}";
        decided = await olivier.PostAsync($"{desk}/decide", ("Go", "go"), ("Words", "Poursuivez."));
        Assert.That(decided.Location, Is.EqualTo(desk));
        Assert.That(Text(await olivier.GetAsync(desk)), Does.Contain("cet avis ne compte pas"));
        var camille = people["camille@demo.example"].Id;
        await using (var owner = Database.OpenAsOwner())
            await owner.Database.ExecuteSqlAsync(
                $"insert into dossier_members (dossier_id, person, role) values ({dossier.Value}, {camille}, 'Reader')"
            );
        using var carrier = await Host.SignInAsync("Camille");
        var told = $"/dossiers/{dossier.Value}/project/reports/{Reporting.Interim}";
        Assert.That(Text(await carrier.GetAsync(told)), Does.Contain("Un second avis.").And.Not.Contain("Un avis."));
        var other = await db
            .Experts.Include(one => one.Pool.Conflicts)
            .FirstAsync(one => one.Person == second.Expert && one.WaveId == project.WaveId);
        other.Pool.NoteConflict(dossier, "Embauché par le porteur.", officer, await db.NowAsync());
        await db.SaveChangesAsync();
        Assert.That(
            Text(await carrier.GetAsync(told)),
            Does.Contain("Un second avis."),
            "else the carrier learns whose it was"
        );
    }

    [Test]
    public async Task An_auditor_reads_nothing_of_what_others_did_about_a_dossier_of_their_own_team()
    {
        await using var db = Database.Open();
        var auditor = (await db.Users.SingleAsync(one => one.Email == "auguste@demo.example")).Person;
        var (_, won) = await Scene.WonAsync(
            db,
            (await db.Users.SingleAsync(one => one.Email == "camille@demo.example")).Person
        );
        var now = await db.NowAsync();
        var asked = new OpinionAsked(ProjectId.New(), won, OpinionId.New(), PersonId.New(), now);
        db.History.Add(HistoryEntry.Of(asked));
        await db.SaveChangesAsync();
        using var auguste = await Host.SignInAsync("Auguste");
        var history = $"/admin/history?subject={asked.Project.Value}";
        Assert.That((await auguste.GetAsync(history)).Body, Does.Contain($"{asked.Opinion.Value}"));
        await using (var owner = Database.OpenAsOwner())
            await owner.Database.ExecuteSqlAsync(
                $"insert into dossier_members (dossier_id, person, role) values ({won.Value}, {auditor.Value}, 'Reader')"
            );
        Assert.That((await auguste.GetAsync(history)).Body, Does.Not.Contain($"{asked.Opinion.Value}"));
    }

    /// <summary>A winner, not Camille's, with whom nothing is agreed.</summary>
    private static async Task<DossierId> UnfollowedAsync(PortalDbContext db)
    {
        var camille = (await db.Users.SingleAsync(one => one.Email == "camille@demo.example")).Person;
        return await db
            .Decisions.Where(one => one.Outcome == Outcome.Funded && one.DeclinedAt == null)
            .Where(one => db.WinnerLists.Any(list => list.Id == one.ListId && list.PublishedAt != null))
            .Where(one => db.Dossiers.Any(its => its.Id == one.DossierId && its.Carrier != camille))
            .Where(one => !db.Projects.Any(its => its.DossierId == one.DossierId && its.StartsOn != null))
            .Select(one => one.DossierId)
            .FirstAsync();
    }

    private async Task<Guid> OpinionAsync(DossierId dossier, PersonId expert)
    {
        await using var db = Database.Open();
        return (await db.InterimOpinions.SingleAsync(one => one.DossierId == dossier && one.Expert == expert)).Id.Value;
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

    private async Task SwapAsync(DossierId dossier)
    {
        await using var db = Database.OpenAsOwner();
        await db.Database.ExecuteSqlAsync(
            $"""
            update interim_opinions one set sheet = other.sheet, score = other.score, submitted_at = other.submitted_at
            from interim_opinions other
            where one.id <> other.id and one.dossier_id = {dossier.Value} and other.dossier_id = one.dossier_id
            """
        );
    }

    private static string Text(Answer answer) =>
        WebUtility.HtmlDecode(Bar().Replace(answer.Body, "")).Replace('\u00a0', ' ').Replace('\u202f', ' ');

    /// <summary>Without what differs from one answer to the next: tokens, and the bar's own clock.</summary>
    private static string Bare(Answer answer) => Tokens().Replace(Bar().Replace(answer.Body, ""), "");

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
