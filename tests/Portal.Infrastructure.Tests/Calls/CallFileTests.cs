using Portal.Domain.Calls;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Seeds;

namespace Portal.Infrastructure.Tests.Calls;

[TestFixture]
internal sealed class CallFileTests : OnDatabase
{
    private static readonly string[] Slugs =
    [
        "competences-metiers",
        "entrepots-donnees",
        "evaluation-dmn",
        "tiers-lieux",
    ];

    [TestCaseSource(nameof(Slugs))]
    public async Task A_call_that_goes_out_and_comes_back_is_the_same_to_the_byte(string slug)
    {
        var before = await FileOfAsync(slug);
        await ImportAsync(before, $"{slug}-again", $"AGAIN{slug.Length}");
        var after = await FileOfAsync($"{slug}-again");
        Assert.That(Renamed(after), Is.EqualTo(Renamed(before)));
        Assert.That(before, Does.Contain("options-from: regions"), "regions are the programme’s to name");
    }

    [Test]
    public async Task Any_words_come_back_as_they_were_written()
    {
        string[] words =
        [
            "Deux lignes\n\n- un\n  - deux\n\n# Titre : « x »",
            "ligne \nfinie par une espace",
            "\"guillemets\" et \\ barre",
            "tabulation\tdedans",
            "no",
            "- { a: [b] }",
            "emoji 🩺\net ligne",
            "insécable\u00a0: \u2028fin\u0085.",
            "'apostrophe' # pas un commentaire",
            "%directive\n---\n...",
        ];
        var number = 0;
        foreach (var word in words)
        {
            var (slug, code) = ($"mots-{++number}", $"MOTS{number}");
            var naming = new CallNaming(slug, code, new LocalizedText(word, word), "bpifrance");
            await using (var db = Database.Open())
            {
                var make = new MakeCall(db, await ProgrammeTerms.ReadAsync(db));
                await make.FromTemplateAsync(CallTemplate.All[0], naming, PersonId.New(), default);
            }
            var before = await FileOfAsync(slug);
            await ImportAsync(before, $"{slug}-b", $"{code}B");
            await using var again = Database.Open();
            var call = await again.Calls.SingleAsync(one => one.Slug == $"{slug}-b");
            Assert.That(call.Presentation.Title.Fr, Is.EqualTo(word));
            Assert.That(Renamed(await FileOfAsync($"{slug}-b")), Is.EqualTo(Renamed(before)));
        }
    }

    [TestCaseSource(nameof(Templates))]
    public async Task Of_each_template_a_call_can_be_made_that_lacks_only_its_own_words_and_a_wave(
        CallTemplate template
    )
    {
        await using var db = Database.Open();
        var make = new MakeCall(db, await ProgrammeTerms.ReadAsync(db));
        var name = template.Key[..4] + template.Key[^2..];
        var naming = new CallNaming(template.Key, name.ToUpperInvariant().Replace("-", "X"), new("T", "T"), "anr");
        var call = await make.FromTemplateAsync(template, naming, PersonId.New(), default);
        Assert.That(call.Kind, Is.EqualTo(template.Kind));
        Assert.That(
            call.ObstaclesToPublication([], await db.NowAsync()).Select(one => one.Code),
            Is.EqualTo(
                new[]
                {
                    "call.no-summary",
                    "call.no-description",
                    "call.no-audience",
                    "call.no-envelope",
                    "call.no-contact",
                    "call.no-service",
                    "call.no-silence",
                    "call.no-eligibility",
                    "call.no-wave",
                }
            )
        );
    }

    [Test]
    public async Task What_a_grid_asks_beyond_marks_comes_back_as_it_went_out()
    {
        var (slug, naming) = ("questions", new CallNaming("questions", "QUEST", new("T", "T"), "anr"));
        await using (var db = Database.Open())
        {
            var make = new MakeCall(db, await ProgrammeTerms.ReadAsync(db));
            var template = CallTemplate.All.Single(one => one.Key == "call-for-projects");
            await make.FromTemplateAsync(template, naming, PersonId.New(), default);
        }
        var before = await FileOfAsync(slug);
        Assert.That(before, Does.Contain("to-carrier-at-least: 80").And.Contain("is: mark-at-most"));
        await ImportAsync(before, "questions-b", "QUESTB");
        Assert.That(Renamed(await FileOfAsync("questions-b")), Is.EqualTo(Renamed(before)));
    }

    [Test]
    public async Task A_copy_has_all_but_the_waves_and_leads_to_its_own_pages()
    {
        await using var db = Database.Open();
        var programme = await ProgrammeTerms.ReadAsync(db);
        var model = await Whole(db).SingleAsync(one => one.Slug == "evaluation-dmn");
        var naming = new CallNaming("copie", "COPIE", new LocalizedText("Copie", "Copy"), "bpifrance");
        var copy = await new MakeCall(db, programme).FromCopyAsync(model, naming, PersonId.New(), default);
        Assert.That(await db.Waves.AnyAsync(wave => wave.CallId == copy.Id), Is.False);
        Assert.That(copy.PublishedAt, Is.Null);
        Assert.That((copy.FollowUp.IsFollowed, copy.FollowUp.IsSameAs(model.FollowUp)), Is.EqualTo((true, true)));
        Assert.That(copy.Presentation.Documents.Select(one => one.Url), Has.Some.EqualTo("/calls/copie/form"));
        Assert.That(
            CallFile.Write(copy, [], programme).Split('\n').Except(CallFile.Write(model, [], programme).Split('\n')),
            Has.Exactly(4).Items,
            "slug, code, title and the address of the form"
        );
    }

    [TestCase("kind: call-for-projects", "kind: fair", "'fair' is none of")]
    [TestCase("weight: 30", "weight: 31", "add up to 101")]
    [TestCase("type: file", "type: folder", "'folder' is none of")]
    [TestCase("missed-complements: next-cut-off", "missed: next-cut-off", "'missed' is not known here")]
    public async Task What_is_wrong_in_a_file_is_told_with_its_line_and_nothing_is_made(
        string good,
        string bad,
        string reason
    )
    {
        await using var db = Database.Open();
        var make = new MakeCall(db, await ProgrammeTerms.ReadAsync(db));
        var own = Guid.NewGuid().ToString("N");
        var naming = new CallNaming(
            "bon-" + own,
            "BON" + own[..5].ToUpperInvariant(),
            new LocalizedText("T", "T"),
            "anr"
        );
        await make.FromTemplateAsync(CallTemplate.All[0], naming, PersonId.New(), default);
        var text = await FileOfAsync(naming.Slug);
        var line = text[..text.IndexOf(good, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        var wrong = Assert.ThrowsAsync<SeedException>(() =>
            ImportAsync(text.Replace(good, bad, StringComparison.Ordinal), "faux", "FAUX")
        )!;
        Assert.That(wrong.Reason, Does.Contain(reason));
        Assert.That(wrong.Line, reason.Contains("add up") ? Is.LessThanOrEqualTo(line) : Is.EqualTo(line));
        Assert.That(await db.Calls.AnyAsync(call => call.Slug == "faux"), Is.False);
    }

    [Test]
    public async Task Two_conditions_on_one_field_are_written_and_come_back()
    {
        var file = await FileOfAsync("evaluation-dmn");
        var place = file.IndexOf("key: impact", StringComparison.Ordinal);
        Assert.That(place, Is.GreaterThan(0));
        var asked = file.Insert(
            file.IndexOf("type: long-text", place, StringComparison.Ordinal),
            "when:\n            - { claim: [medical, both] }\n            - { claim: [both, economic] }\n          "
        );
        await ImportAsync(asked, "deux-conditions", "DEUXC");
        await using var db = Database.Open();
        var call = await Whole(db).SingleAsync(its => its.Slug == "deux-conditions");
        var impact = call.CurrentForm.Fields.Single(field => field.Key == "impact");
        Assert.That(
            impact.When.Select(condition => $"{condition.Field}: {string.Join(' ', condition.Is)}"),
            Is.EqualTo(new[] { "claim: medical both", "claim: both economic" })
        );
        var before = await FileOfAsync("deux-conditions");
        await ImportAsync(before, "deux-encore", "DEUXE");
        Assert.That(Renamed(await FileOfAsync("deux-encore")), Is.EqualTo(Renamed(before)));
    }

    private static IReadOnlyList<CallTemplate> Templates => CallTemplate.All;

    private static IQueryable<Call> Whole(PortalDbContext db) =>
        db.Calls.Include(one => one.Forms).Include(one => one.Grids);

    private async Task<string> FileOfAsync(string slug)
    {
        await using var db = Database.Open();
        var call = await Whole(db).SingleAsync(one => one.Slug == slug);
        var waves = await db.Waves.Where(wave => wave.CallId == call.Id).ToListAsync();
        return CallFile.Write(call, waves, await ProgrammeTerms.ReadAsync(db));
    }

    private async Task ImportAsync(string text, string slug, string code)
    {
        await using var db = Database.Open();
        var make = new MakeCall(db, await ProgrammeTerms.ReadAsync(db));
        await make.FromFileAsync("call.yaml", text, slug, code, PersonId.New(), default);
    }

    /// <summary>Without its name and its code.</summary>
    private static string Renamed(string file) => string.Join('\n', file.Split('\n')[2..]);
}
