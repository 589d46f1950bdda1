using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Notifications;

namespace Portal.Web.Tests.Access;

/// <summary>Secrets bear unique words; a crawler reads whatever each role can reach and must meet none that isn't theirs.</summary>
[TestFixture]
internal sealed partial class CanaryTests : OnPortal
{
    private const string Draft = "CANARI-BROUILLON";
    private const string Expert = "CANARI-EXPERT";
    private const string Panel = "CANARI-COMITE";
    private const string Decision = "CANARI-DECISION";
    private const string Condition = "CANARI-CONDITION";
    private const string Criterion = "CANARI-CRITERE";
    private const string Winner = "CANARI-LAUREAT";
    private const string Letter = "CANARI-MESSAGE";
    private const string Said = "CANARI-DISCUSSION";
    private const string Asked = "CANARI-DEMANDE";
    private const string Jury = "CANARI-JURY";
    private const string Correction = "CANARI-CORRECTION";
    private const string Appealed = "CANARI-RECOURS";
    private const string Interim = "CANARI-REVUE";

    private static readonly string[] All =
    [
        Draft,
        Expert,
        Panel,
        Decision,
        Condition,
        Criterion,
        Winner,
        Letter,
        Asked,
        Said,
        Jury,
        Correction,
        Appealed,
        Interim,
    ];
    private static readonly DateTimeOffset Publication = Deadline.InstantOf(
        new DateTime(2024, 1, 18, 14, 0, 0, DateTimeKind.Unspecified)
    );

    /// <summary>Of what is printed all is read, also what no page would show of it.</summary>
    protected override Printing Printing => Printing.AsWritten;

    [OneTimeSetUp]
    public async Task Hide()
    {
        // Drafts of others than Camille; experts; comments to the panel; decisions and winners under embargo.
        await PostgresServer.ExecuteAsync(
            $$"""
            update dossier_sections set answers = jsonb_set(answers, '{summary}', '"{{Draft}}"')
              where dossier_id in (select d.id from dossiers d join accounts a on a.id = d.carrier where d.filed_at is null and a.name like 'Porteur%') and answers ? 'summary';
            update dossiers set title = '{{Draft}} ' || title where filed_at is null and carrier in (select id from accounts where name like 'Porteur%');
            update experts set name = '{{Expert}} ' || name, organisation = '{{Expert}}';
            update expert_invitations set name = '{{Expert}} ' || name;
            update reviews set sheet = jsonb_set(sheet, '{toPanel}', '"{{Panel}}"') where submitted_at is not null;
            update juries set name = '{{Jury}} ' || name;
            update decisions set reason = '{{Decision}}', conditions = '{{Condition}}',
              criteria = '[{"criterion":"impact","title":{"fr":"Impact","en":"Impact"},"text":"{{Criterion}}"}]' where list_id in (select id from winner_lists where published_at is null);
            update winners set title = '{{Winner}} ' || title where list_id in (select id from winner_lists where published_at is null);
            -- Experts who submitted discuss; who has not reads nothing of it.
            insert into discussion_messages (id, dossier_id, review_id, text, written_by, written_at)
              select gen_random_uuid(), r.dossier_id, r.id, '{{Said}}', r.expert_person, portal_now()
              from reviews r join accounts a on a.id = r.expert_person where r.submitted_at is not null and a.name like 'Éric%'
                and not exists (select from reviews own join accounts e on e.id = own.expert_person
                  where own.dossier_id = r.dossier_id and own.submitted_at is not null and e.name like 'Emma%');
            insert into messages (id, dossier_id, "from", text, written_by, written_at)
              select gen_random_uuid(), d.id, 'Carrier', '{{Letter}}', d.carrier, portal_now()
              from dossiers d join accounts a on a.id = d.carrier where d.filed_at is not null and a.name like 'Porteur%';
            -- Of a draft whose carrier writes, the title is told, and no answer.
            with writing as (
              select s.dossier_id as id from dossier_sections s where s.answers ->> 'summary' = '{{Draft}}' limit 1
            ), told as (
              update dossiers set title = 'Un brouillon qui pose une question' where id in (select id from writing) returning id, carrier
            )
            insert into messages (id, dossier_id, "from", text, written_by, written_at)
              select gen_random_uuid(), id, 'Carrier', '{{Letter}}', carrier, portal_now() from told;
            -- Complements are asked for: staff and the team know; what the team drafts in answer is the team's alone.
            with one as (
              select d.id, d.filing_id from dossiers d join accounts a on a.id = d.carrier join waves w on w.id = d.wave_id
              join calls c on c.id = w.call_id
              where a.name like 'Porteur%' and c.slug = 'entrepots-donnees' and w.number = 2 and d.eligibility_is_eligible
                and exists (select from reviews r join accounts e on e.id = r.expert_person where r.dossier_id = d.id and e.name like 'Emma%')
                and not exists (select from decisions where dossier_id = d.id)
              limit 1
            ), asked as (
              insert into complement_requests (id, dossier_id, filing_id, items, sections, note, asked_by, asked_at, due_at, due_civil, due_ends_at, due_grace_seconds, due_zone)
              select gen_random_uuid(), one.id, filing_id, '[{"section":"project","field":"summary","words":"{{Asked}}"}]', '{project}', '{{Asked}}',
                (select id from accounts where email = 'olivier@demo.example'), portal_now(), '2030-01-01', '2030-01-01', '2030-01-01', 0, 'Europe/Paris'
              from one returning id, dossier_id
            ), marked as (
              update dossiers d set complements_asked = asked.id from asked where d.id = asked.dossier_id
            )
            update dossier_sections s set answers = s.answers || '{"summary": "{{Draft}}"}' from asked
              where s.dossier_id = asked.dossier_id and s.key = 'project';
            """,
            new Npgsql.NpgsqlConnectionStringBuilder(Database.Owner).Database!
        );
        // A ranking, which names experts and tells how severe each is.
        await using var db = Database.Open();
        var olivier = await db.Users.SingleAsync(account => account.Email == "olivier@demo.example");
        await Scene.RankingAsync(db, olivier.Person);
        // Reminders of drafts are among the mails of their calls: staff learns neither whose nor which.
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into outbox (id, recipient, occasion, template, language, data, created_at, attempts, holds_secret, dossier_id, call_id)
            select gen_random_uuid(), {Draft} || '@test.example', 'canary:' || d.id, 'reminder', 'fr',
                   jsonb_build_object('name', {Draft}::text, 'title', {Draft}::text, 'call', 'Appel', 'deadline', 'demain',
                                      'left', 'dans un jour', 'link', '/dossiers/' || {Draft}), portal_now(), 0, false, d.id, d.call_id
            from dossiers d join accounts a on a.id = d.carrier where d.filed_at is null and a.name like 'Porteur%'
            """
        );
        // What a public list will say instead, which awaits its signatures.
        var camille = await db.Users.SingleAsync(account => account.Email == "camille@demo.example");
        var (list, _) = await Scene.WonAsync(db, camille.Person);
        await Scene.CorrectionAsync(db, list, olivier.Person, Correction);
        await Scene.AppealAsync(db, list, camille.Person, Appealed);
        // What experts told of her project at its interim review, before it is decided.
        var (_, won) = await Scene.WonAsync(db, camille.Person);
        var people = await db.Users.ToDictionaryAsync(account => account.Email!, account => account.Person);
        var (pauline, eric) = (people["pauline@demo.example"], people["eric@demo.example"]);
        var followed = await Following.ProjectAsync(db, won, olivier.Person, pauline, eric);
        var project = await db.Projects.SingleAsync(one => one.Id == followed.Project);
        var opinion = await Reporting.AskAsync(db, project, people["elise@demo.example"], olivier.Person);
        await Reporting.GiveAsync(db, project, opinion, Interim, Panel);
    }

    [TestCase(null, "")]
    [TestCase("Camille", "", TestName = "The_carrier_of_an_undecided_dossier")]
    [TestCase("Paul", "")]
    [TestCase("Emma", $"{Panel},{Jury}", TestName = "An_expert_reads_what_peers_told_the_panel_and_no_name")]
    [TestCase(
        "Olivier",
        $"{Expert},{Panel},{Decision},{Condition},{Criterion},{Winner},{Letter},{Asked},{Said},{Jury},{Correction},{Appealed},{Interim}"
    )]
    [TestCase("Odile", $"{Expert},{Panel},{Letter},{Asked},{Said},{Jury}", TestName = "An_officer_of_another_call")]
    [TestCase(
        "Pauline",
        $"{Expert},{Panel},{Decision},{Condition},{Criterion},{Winner},{Letter},{Asked},{Said},{Jury},{Correction},{Appealed},{Interim}"
    )]
    [TestCase(
        "Auguste",
        $"{Expert},{Panel},{Decision},{Condition},{Criterion},{Winner},{Letter},{Asked},{Said},{Jury},{Correction},{Appealed},{Interim}"
    )]
    [TestCase("Alice", "")]
    [Order(1)]
    public async Task Before_publication_nobody_meets_a_secret_that_is_not_theirs(string? name, string theirs)
    {
        await Host.SetClockAsync(Publication.AddMinutes(-30));
        var met = await MetByAsync(name, name is "Emma" or "Odile" or "Auguste" ? "en" : "fr");
        Assert.That(
            met.Keys,
            Is.SubsetOf(theirs.Split(',', StringSplitOptions.RemoveEmptyEntries)),
            string.Join("\n", met.Select(one => $"{one.Key} at {one.Value}"))
        );
        if (name is "Olivier")
            Assert.That(
                met.Keys,
                Is.SupersetOf(
                    new[]
                    {
                        Expert,
                        Panel,
                        Decision,
                        Condition,
                        Criterion,
                        Winner,
                        Letter,
                        Asked,
                        Said,
                        Correction,
                        Appealed,
                        Interim,
                    }
                ),
                "the crawler reaches what there is to reach"
            );
    }

    [Test, Order(2)]
    public async Task On_its_second_the_list_is_public_and_before_it_is_not()
    {
        using var visitor = Host.NewVisitor();
        var project = $"/calls/tiers-lieux/waves/2/winners/{await HiddenAsync()}";
        string[] paths =
        [
            "/calls/tiers-lieux/waves/2/winners",
            project,
            "/winners?search=CANARI",
            "/calls/tiers-lieux/winners?wave=2",
            "/api/v1/winners",
            "/api/v1/winners.jsonl",
            "/data/winners.csv",
            "/data/winners.json",
            "/data/subventions.csv",
            "/data/360giving.json",
            "/data/tiers-lieux/2/winners.csv",
            "/",
            "/calls/tiers-lieux",
            "/data",
            "/calls.atom",
            "/sitemap.xml",
        ];
        foreach (var path in paths)
        {
            // Each anew: on a slow machine all of them take longer than the time that is left.
            await Host.SetClockAsync(Publication.AddSeconds(-30));
            Assert.That(
                (await visitor.GetAsync(path)).Body,
                Does.Not.Contain(Winner).And.Not.Match("(href=\"|<loc>)[^\"< ]*(waves/2/winners|tiers-lieux/2/)"),
                path
            );
        }
        await Host.SetClockAsync(Publication.AddSeconds(-30));
        foreach (var path in new[] { paths[0], project, $"{project}/picture.png" })
            Assert.That((await visitor.GetAsync(path)).Code, Is.EqualTo(404), path);
        Assert.That((await visitor.GetAsync("/data/tiers-lieux/2/winners.csv")).Code, Is.EqualTo(404));

        await Host.SetClockAsync(Publication);
        foreach (var path in paths[..10])
            Assert.That((await visitor.GetAsync(path)).Body, Does.Contain(Winner), path);
        foreach (var path in paths[10..])
            Assert.That((await visitor.GetAsync(path)).Body, Does.Contain("tiers-lieux/waves/2/winners"), path);
    }

    /// <summary>The number of a winner of whom nobody has heard.</summary>
    private async Task<string> HiddenAsync()
    {
        await using var db = Database.Open();
        return await db
            .Winners.Where(one => db.WinnerLists.Any(list => list.Id == one.ListId && list.PublishedAt == null))
            .Select(one => one.Number)
            .FirstAsync();
    }

    [Test, Order(3)]
    public async Task After_publication_the_carrier_reads_the_decision_and_no_expert()
    {
        await Host.SetClockAsync(Publication.AddMinutes(1));
        await Host.SweepAsync();
        var met = await MetByAsync("Camille", "en");
        Assert.That(met.Keys, Is.EquivalentTo(new[] { Decision, Condition, Criterion, Winner }));
    }

    [TestCase("Camille"), TestCase("Paul")]
    [Order(3)]
    public async Task The_copy_of_one_s_data_holds_no_expert_and_nothing_of_others(string name)
    {
        using var carrier = await Host.SignInAsync(name);
        var taken = await carrier.PostAsync("/account/data");
        using var zip = new ZipArchive(await taken.Message.Content.ReadAsStreamAsync());
        using var reader = new StreamReader(zip.GetEntry("data.json")!.Open());
        var data = await reader.ReadToEndAsync();
        Assert.That(data, Does.Contain($"{name.ToLowerInvariant()}@demo.example"), "their own");
        await using var db = Database.Open();
        var others = await db
            .Users.Where(account => !account.Email!.StartsWith(name.ToLower()))
            .Select(account => new
            {
                account.Id,
                account.Email,
                account.Name,
            })
            .ToListAsync();
        Assert.That(
            All.Where(secret => secret != Appealed && data.Contains(secret, StringComparison.Ordinal)),
            Is.Empty
        );
        Assert.That(
            others
                .SelectMany(one => new[] { $"{one.Id}", one.Email!, one.Name })
                .Where(secret => secret.Length > 0 && data.Contains(secret, StringComparison.Ordinal)),
            Is.Empty
        );
    }

    [Test, Order(4)]
    public async Task No_mail_to_a_carrier_names_an_expert_or_what_the_panel_said()
    {
        await using var db = Database.Open();
        var composer = Host.Services.GetRequiredService<MailComposer>();
        var mails = await db
            .Outbox.AsNoTracking()
            .Where(mail => mail.Template != "expert-invited" && !mail.Template.StartsWith("invitation-"))
            .Where(mail => !mail.Occasion.StartsWith("canary:"))
            .ToListAsync();
        Assert.That(mails, Has.Count.GreaterThan(20));
        foreach (var mail in mails)
        {
            var message = composer.Message(mail, "portail@portail.example").ToString();
            Assert.That(
                message,
                Does.Not.Contain(Expert).And.Not.Contain(Panel).And.Not.Contain(Draft).And.Not.Contain(Letter),
                mail.Occasion
            );
        }
    }

    [Test, Order(5)]
    public async Task A_carriers_page_is_the_same_byte_for_byte_when_the_experts_are_swapped()
    {
        await using var db = Database.OpenAsOwner();
        var own = await db
            .Decisions.Where(one =>
                db.Members.Any(member =>
                    member.DossierId == one.DossierId
                    && db.Users.Any(account =>
                        account.Id == member.Person.Value && account.Email == "camille@demo.example"
                    )
                )
            )
            .Select(one => one.DossierId)
            .FirstAsync();
        using var camille = await Host.SignInAsync("Camille");
        var before = await camille.GetAsync($"/dossiers/{own.Value}");
        Assert.That(before.Body, Does.Contain("Avis fictif"));
        await db.Database.ExecuteSqlAsync(
            $"""
            update reviews one set sheet = other.sheet, submitted_at = other.submitted_at, assigned_at = other.assigned_at
            from reviews other where one.dossier_id = {own.Value} and other.dossier_id = {own.Value} and one.id <> other.id
            """
        );
        await db.Database.ExecuteSqlAsync(
            $"update experts set name = 'Autre', person = person, organisation = 'Autre'"
        );
        var after = await camille.GetAsync($"/dossiers/{own.Value}");
        Assert.That(Tokens().Replace(after.Body, ""), Is.EqualTo(Tokens().Replace(before.Body, "")));
    }

    /// <summary>
    /// Every page, export and document that somebody reaches from the links, in one language, and the canaries met on
    /// the way.
    /// </summary>
    private async Task<Dictionary<string, string>> MetByAsync(string? name, string language)
    {
        using var visitor = name is null ? Host.NewVisitor() : await Host.SignInAsync(name);
        var met = new Dictionary<string, string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>([
            $"/?culture={language}",
            "/winners?search=CANARI",
            "/calls?Search=CANARI",
            "/api/v1/calls",
            "/api/v1/winners",
            "/api/v1/winners.jsonl",
            "/calls/tiers-lieux/waves/2/winners",
        ]);
        while (next.TryDequeue(out var path))
        {
            if (!seen.Add(path))
                continue;
            var answer = await visitor.GetAsync(path);
            Assert.That(answer.Code, Is.LessThan(500), path);
            var text = await TextOfAsync(answer);
            foreach (
                var canary in All.Where(canary =>
                    text.Contains(canary, StringComparison.Ordinal)
                    && !path.Contains("CANARI", StringComparison.Ordinal)
                )
            )
                met.TryAdd(canary, path);
            foreach (Match link in Links().Matches(answer.Body))
                if (!link.Value.Contains("culture=", StringComparison.Ordinal))
                    next.Enqueue(WebUtility.HtmlDecode(link.Groups["path"].Value));
        }
        Assert.That(seen, Has.Count.GreaterThan(10));
        if (name == "Camille")
        {
            Assert.That(seen, Has.Some.EndsWith("receipt.pdf"), "documents are read as well");
            Assert.That(seen, Has.Some.EndsWith("dossier.zip"), "and what is in a zip");
        }
        return met;
    }

    /// <summary>All that an answer says: its headers, its body, what is in a zip.</summary>
    private static async Task<string> TextOfAsync(Answer answer)
    {
        var content = answer.Message.Content;
        var headers = $"{answer.Message.Headers} {content.Headers}";
        var bytes = await content.ReadAsByteArrayAsync();
        return content.Headers.ContentType?.MediaType switch
        {
            "application/zip" => headers + await TextOfZipAsync(bytes),
            _ => headers + WebUtility.HtmlDecode(answer.Body),
        };
    }

    private static async Task<string> TextOfZipAsync(byte[] bytes)
    {
        await using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        var texts = new List<string>();
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            await using (var packed = await entry.OpenAsync())
                await packed.CopyToAsync(content);
            texts.Add($"{entry.FullName} {WebUtility.HtmlDecode(Encoding.UTF8.GetString(content.ToArray()))}");
        }
        return string.Join(' ', texts);
    }

    [GeneratedRegex("href=\"(?<path>/(?!lib|css|js|favicon|admin/jobs)[^\"#]*)\"", RegexOptions.None, 5_000)]
    private static partial Regex Links();

    [GeneratedRegex(
        "(value=\"CfDJ[^\"]+\")|(content=\"CfDJ[^\"]+\")|([0-9]{2}:[0-9]{2}:[0-9]{2})|(<aside class=\"demo-bar\"[\\s\\S]*?</aside>)",
        RegexOptions.ExplicitCapture,
        5_000
    )]
    private static partial Regex Tokens();
}
