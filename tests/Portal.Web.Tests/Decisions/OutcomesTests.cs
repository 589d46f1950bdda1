using System.Net;
using System.Text.RegularExpressions;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Identity;

namespace Portal.Web.Tests.Decisions;

/// <summary>A list with every outcome, from the officer's form to what each carrier reads, and when.</summary>
[TestFixture]
internal sealed partial class OutcomesTests : OnPortal
{
    private static readonly DateTimeOffset Deciding = Paris(2024, 4, 20, 10);
    private static readonly DateTimeOffset Publication = Paris(2024, 5, 2, 10);

    private Account _camille = null!;
    private Guid _wave;

    [OneTimeSetUp]
    public async Task FindPeople()
    {
        await using var db = Database.Open();
        _camille = await db.Users.SingleAsync(account => account.Email == "camille@demo.example");
        _wave = (await new Stage(Database).WaveAsync("evaluation-dmn")).Id.Value;
    }

    [Test, Order(1)]
    public async Task Reasons_by_criterion_are_proposed_from_what_experts_told_the_carrier_and_edited()
    {
        using var olivier = await OfficerAsync();
        var dossier = await EligibleAsync(olivier);
        await ReviewedAsync(dossier, "Un impact mesurable.", "Secret du comité.");
        var page = await olivier.GetAsync($"/staff/dossiers/{dossier}");
        var form = page.Body[page.Body.IndexOf("id=\"decision\"", StringComparison.Ordinal)..];
        Assert.That(Text(form), Does.Contain("Un impact mesurable.").And.Not.Contain("Secret du comité."));

        var decided = await DecideAsync(
            olivier,
            dossier,
            ("Outcome", "Funded"),
            ("Amount", "250 000"),
            ("Conditions", "Produire un plan de cybersécurité."),
            ("Reasons[impact]", "Un impact que le comité juge fort."),
            ("Reasons[nowhere]", "Rien de la grille")
        );
        Assert.That(decided.Location, Is.EqualTo($"/staff/dossiers/{dossier}"));
        await using var db = Database.Open();
        var taken = await db.Decisions.SingleAsync(one => one.DossierId == new DossierId(dossier));
        Assert.That(taken.Conditions, Is.EqualTo("Produire un plan de cybersécurité."));
        Assert.That(
            taken.Criteria.Select(one => (one.Criterion, one.Text)),
            Is.EqualTo(new[] { ("impact", "Un impact que le comité juge fort.") })
        );
    }

    [Test, Order(2)]
    public async Task What_a_decision_lacks_is_told_and_what_was_typed_stays()
    {
        using var olivier = await OfficerAsync();
        var dossier = await EligibleAsync(olivier);
        var lacking = await DecideAsync(
            olivier,
            dossier,
            ("Outcome", "Reserve"),
            ("Reasons[impact]", "Tapé avec soin")
        );
        Assert.That(lacking.Code, Is.EqualTo(409));
        Assert.That(Text(lacking.Body), Does.Contain("Indiquez le rang").And.Contain("Tapé avec soin"));
        var wrong = await DecideAsync(olivier, dossier, ("Outcome", "Reserve"), ("ReserveRank", "premier"));
        Assert.That(Text(wrong.Body), Does.Contain("Donnez un rang"));

        // After the last cut-off nothing is waited for.
        await Host.SetClockAsync(Paris(2025, 4, 9, 10));
        var late = await DecideAsync(olivier, dossier, ("Outcome", "NextCutOff"));
        Assert.That(late.Code, Is.EqualTo(409));
        Assert.That(Text(late.Body), Does.Contain("plus de relève à venir"));
    }

    [Test, Order(3)]
    public async Task Every_outcome_is_told_with_the_publication_and_not_before()
    {
        using var olivier = await OfficerAsync();
        var (first, second, waiting) = (
            await EligibleAsync(olivier),
            await EligibleAsync(olivier),
            await EligibleAsync(olivier)
        );
        await ReviewedAsync(waiting, "Un avis de la première relève.", "Pour le comité.");
        await DecideAsync(olivier, first, ("Outcome", "Reserve"), ("ReserveRank", "1"), ("Conditions", "CONDITION"));
        await DecideAsync(olivier, second, ("Outcome", "Reserve"), ("ReserveRank", "1"));
        await DecideAsync(olivier, waiting, ("Outcome", "NextCutOff"), ("Reasons[impact]", "CRITERE"));
        var twice = await PrepareAsync(olivier);
        Assert.That(twice.Code, Is.EqualTo(409));
        Assert.That(Text(twice.Body), Does.Contain("Deux dossiers ont le rang 1"));
        await DecideAsync(olivier, second, ("Outcome", "Reserve"), ("ReserveRank", "2"), ("Conditions", "CONDITION"));
        Assert.That((await PrepareAsync(olivier)).Code, Is.EqualTo(302));
        var lists = Text((await olivier.GetAsync($"/staff/waves/{_wave}/winners")).Body);
        Assert.That(lists, Does.Contain("Rang sur la liste de réserve : 2"));

        using var pauline = await Host.SignInAsync("Pauline");
        Assert.That((await pauline.PostAsync($"/staff/lists/{await ListAsync()}/sign")).Code, Is.EqualTo(302));
        using var camille = await Host.SignInAsync("Camille");
        await Host.SetClockAsync(Publication.AddMinutes(-1));
        await Host.SweepAsync();
        foreach (var dossier in new[] { first, second, waiting })
            Assert.That(
                Text((await camille.GetAsync($"/dossiers/{dossier}")).Body),
                Does.Not.Contain("CONDITION").And.Not.Contain("CRITERE").And.Not.Contain("liste de réserve")
            );

        await Host.SetClockAsync(Publication);
        Assert.That(
            Text((await camille.GetAsync($"/dossiers/{waiting}")).Body),
            Does.Contain("CRITERE").And.Contain("prochaine relève"),
            "on its second, whether or not a job has run"
        );
        await Host.SweepAsync();
        await Host.SweepAsync();
        Assert.That(
            Text((await camille.GetAsync($"/dossiers/{first}")).Body),
            Does.Contain("Rang sur la liste de réserve : 1.").And.Contain("CONDITION")
        );
        using var visitor = Host.NewVisitor();
        var open = await visitor.GetAsync("/calls/evaluation-dmn/waves/1/winners");
        Assert.That(open.Code, Is.EqualTo(200));
        Assert.That(Rows().Matches(open.Body), Has.Count.EqualTo(1), "the public reads of winners alone");
        Assert.That(await MailsAsync("result-reserve"), Is.EqualTo(2));
        Assert.That(await MailsAsync("result-next-cut-off"), Is.EqualTo(1));

        await GoesOnAsync(olivier, camille, waiting);
    }

    /// <summary>The dossier counts for the next cut-off, its reviews don't, and it is decided on anew.</summary>
    private async Task GoesOnAsync(Visitor olivier, Visitor camille, Guid waiting)
    {
        var id = new DossierId(waiting);
        await using (var db = Database.Open())
        {
            var dossier = await db.Dossiers.AsNoTracking().SingleAsync(one => one.Id == id);
            Assert.That(dossier.State, Is.EqualTo(DossierState.Filed));
            Assert.That(
                await db.Reviews.Where(one => one.DossierId == id).AllAsync(one => one.SetAsideAt != null),
                Is.True
            );
        }
        var page = Text((await camille.GetAsync($"/dossiers/{waiting}")).Body);
        Assert.That(page, Does.Contain("CRITERE").And.Not.Contain("Un avis de la première relève."));

        await Host.SetClockAsync(Paris(2025, 4, 9, 10));
        await Host.SweepAsync();
        await olivier.PostAsync($"/staff/dossiers/{waiting}/eligibility", ("Eligible", "true"));
        await ReviewedAsync(waiting, "Un avis de la seconde relève.", "Pour le comité.");
        Assert.That(
            (await DecideAsync(olivier, waiting, ("Outcome", "Rejected"))).Location,
            Is.EqualTo($"/staff/dossiers/{waiting}")
        );
        Assert.That(
            Text((await camille.GetAsync($"/dossiers/{waiting}")).Body),
            Does.Not.Contain("Un avis de la seconde relève."),
            "what was told first opens nothing of what comes after"
        );
        await using var after = Database.Open();
        Assert.That(await after.Decisions.CountAsync(one => one.DossierId == id), Is.EqualTo(2));
    }

    private async Task<Visitor> OfficerAsync()
    {
        await Host.SetClockAsync(Deciding);
        await Host.SweepAsync();
        return await Host.SignInAsync("Olivier");
    }

    private async Task<Guid> EligibleAsync(Visitor olivier)
    {
        var dossier = (await new Stage(Database).GoneOnAsync(_camille, until: StepTwo.Filed)).Id.Value;
        await olivier.PostAsync($"/staff/dossiers/{dossier}/eligibility", ("Eligible", "true"));
        return dossier;
    }

    private async Task ReviewedAsync(Guid dossier, string toCarrier, string toPanel)
    {
        var account = await new Stage(Database).PersonAsync("Experte", role: PortalRole.Expert);
        await using var db = Database.Open();
        var now = await db.NowAsync();
        var judged = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == new DossierId(dossier));
        var (invitation, expert) = Experts.Joined(judged.WaveId, account, _camille.Person, now);
        expert.SignCharter(now);
        expert.DeclareConflicts(new Dictionary<DossierId, string>(), now.AddSeconds(1));
        var call = await db.Calls.Include(one => one.Grids).SingleAsync(one => one.Id == judged.CallId);
        var grid = call.CurrentGrid;
        var review = Review.Assign(judged, expert, grid, _camille.Person, now.AddSeconds(2));
        var sheet = new ReviewSheet(
            [.. grid.Criteria.Select(one => new CriterionReview(one.Key, grid.Scale.To, toPanel, toCarrier))],
            toPanel,
            toCarrier
        );
        review.Save(sheet, 0, now.AddSeconds(3));
        review.Submit(grid, now.AddSeconds(4));
        db.AddRange(invitation, expert, review);
        await db.SaveChangesAsync();
    }

    private static Task<Answer> DecideAsync(Visitor olivier, Guid dossier, params (string, string)[] fields) =>
        olivier.PostAsync($"/staff/dossiers/{dossier}/decision", [("Reason", "Motif."), .. fields]);

    private Task<Answer> PrepareAsync(Visitor olivier) =>
        olivier.PostAsync($"/staff/waves/{_wave}/winners", ("publishAt", "2024-05-02T10:00"));

    private async Task<Guid> ListAsync()
    {
        await using var db = Database.Open();
        return (await db.WinnerLists.SingleAsync(list => list.WaveId == new WaveId(_wave))).Id.Value;
    }

    private async Task<int> MailsAsync(string template)
    {
        await using var db = Database.Open();
        return await db.Outbox.CountAsync(mail => mail.Template == template);
    }

    /// <summary>As a person reads it: a space that doesn't break is a space.</summary>
    private static string Text(string body) => Spaces().Replace(WebUtility.HtmlDecode(body), " ");

    private static DateTimeOffset Paris(int year, int month, int day, int hour) =>
        Deadline.InstantOf(new DateTime(year, month, day, hour, 0, 0, DateTimeKind.Unspecified));

    [GeneratedRegex("<tr id=\"", RegexOptions.None, 5_000)]
    private static partial Regex Rows();

    [GeneratedRegex("[\\u00a0\\u202f]", RegexOptions.None, 5_000)]
    private static partial Regex Spaces();
}
