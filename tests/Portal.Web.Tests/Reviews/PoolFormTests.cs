using System.Net;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Persistence;
using Portal.Web.Tests.Calls;

namespace Portal.Web.Tests.Reviews;

/// <summary>What is posted on an expert of the pool is taken as far as the pages offer it.</summary>
[TestFixture]
internal sealed class PoolFormTests : OnPortal
{
    [Test]
    public async Task An_expert_is_described_by_the_programmes_regions_and_the_calls_keywords_alone()
    {
        await using var db = Database.Open();
        var path = $"/staff/waves/{(await Reviewing.OfEmmaAsync(db)).Wave.Value}/experts/new";
        using var officer = await Host.SignInAsync("Olivier");
        foreach (var wrong in new[] { ("Region", new string('r', 61)), ("Skills", "no-such-keyword") })
        {
            var told = await officer.PostAsync(path, [.. Form("Ada"), wrong]);
            Assert.That(told.Code, Is.EqualTo(200), wrong.Item1);
            Assert.That(WebUtility.HtmlDecode(told.Body), Does.Contain("Cette valeur n’est pas comprise."));
        }
    }

    [Test]
    public async Task A_conflict_of_no_kind_is_not_found_and_a_lifting_is_confirmed_as_it_was_read()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        var expert = await db.PoolExperts.Where(other => other.WaveId == one.Wave).FirstAsync();
        using var officer = await Host.SignInAsync("Olivier");
        var conflicts = $"/staff/experts/{expert.Id.Value}/conflicts";
        var noted = $"{conflicts}/{one.Dossier.Value}/NotedByStaff";
        foreach (var act in new[] { "propose", "confirm" })
            Assert.That(
                (await officer.PostAsync($"{conflicts}/{one.Dossier.Value}/nonsense/{act}", ("reason", "Si"))).Code,
                Is.EqualTo(404)
            );
        var unchosen = await officer.PostAsync(conflicts, ("dossier", ""), ("reason", "Famille"));
        Assert.That(unchosen.Code, Is.EqualTo(409));
        Assert.That(WebUtility.HtmlDecode(unchosen.Body), Does.Contain("Choisissez le dossier."));
        await officer.PostAsync(conflicts, ("dossier", one.Dossier.Value.ToString()), ("reason", "Famille"));
        Assert.That((await officer.PostAsync($"{noted}/propose", ("reason", "Homonyme"))).Code, Is.EqualTo(302));
        var read = await ProposedAsync(one, expert.Id);
        await officer.PostAsync($"{noted}/propose", ("reason", "Autre raison"));
        using var second = await Host.SignInAsync("Pauline");
        Assert.That((await second.PostAsync($"{noted}/confirm", ("proposed", read))).Code, Is.EqualTo(409));
        var anew = await ProposedAsync(one, expert.Id);
        var page = await second.GetAsync($"/staff/experts/{expert.Id.Value}");
        Assert.That(page.Body, Does.Contain($"name=\"proposed\" value=\"{anew}\""));
        Assert.That((await second.PostAsync($"{noted}/confirm", ("proposed", anew))).Code, Is.EqualTo(302));
    }

    [Test]
    public async Task What_was_exported_says_nothing_new_in_either_language_and_no_cell_is_a_formula()
    {
        await using var db = Database.Open();
        var path = $"/staff/waves/{(await Reviewing.OfEmmaAsync(db)).Wave.Value}/experts";
        using var officer = await Host.SignInAsync("Olivier");
        await officer.PostAsync(
            $"{path}/new",
            [
                .. Form("=1+1", "formula@test.example"),
                ("Organisation", "'@SUM(A1); \"et\" cie, 'fils'"),
                ("Texts", "Titre\n---\nUn, deux; \"trois\"\n\nAutre\n\\---"),
                ("Links", "CHU fictif ; ; Vacations ; puis congés"),
                ("Aliases", "alias@test.example"),
            ]
        );
        var csv = (await officer.GetAsync($"{path}.csv")).Body;
        Assert.That(csv, Does.Contain("\n\"'=1+1\";").And.Contain("\"''@SUM(A1); \"\"et\"\""));
        var english = csv.Replace("Nom;Adresse;Regard", "name;E-MAIL;role", StringComparison.Ordinal)
            .Replace("E-MAIL", "Address", StringComparison.Ordinal);
        var former = csv.Replace("Nom;Adresse;Regard", "Nom;Adresse;Rôle", StringComparison.Ordinal);
        Assert.That(new[] { english, former }, Has.None.EqualTo(csv));
        foreach (var file in new[] { csv, "\uFEFF" + csv.TrimStart('\uFEFF'), english, former })
            Assert.That(
                Told(await ImportAsync(officer, path, file)),
                Does.Match("nouveaux.: 0. Modifiés.: 0. Inchangés.: [1-9]").And.Contain("Rien n’est à importer")
            );
    }

    [Test]
    public async Task A_file_is_refused_line_by_line_and_applied_as_it_was_shown_or_not_at_all()
    {
        await using var db = Database.Open();
        var wave = (await Reviewing.OfEmmaAsync(db)).Wave;
        var path = $"/staff/waves/{wave.Value}/experts";
        using var officer = await Host.SignInAsync("Olivier");
        const string wrong = """
            Nom,Adresse,Rôle,Capacité,SIREN,Textes
            Ada,ada@test.example,Médical,4,,"Un titre
            et son texte"
            Bob,bob,Médical,4,,
            Cid,cid@test.example,Magicien,400,123456789,
            Ada,ADA@test.example,Médical,4,,
            Dan,dan@test.example
            """;
        var told = Told(await ImportAsync(officer, path, wrong));
        foreach (
            var line in new[]
            {
                "4</td><td>Adresse",
                "5</td><td>Regard",
                "5</td><td>Capacité",
                "5</td><td>SIREN",
                "6</td><td>Adresse",
                "7</td><td></td>",
            }
        )
            Assert.That(told, Does.Contain($"<td class=\"num\">{line}"));
        Assert.That(told, Does.Not.Contain("name=\"hash\""));

        var right = await ImportAsync(officer, path, "Nom;Adresse\nIlse;ilse@test.example\n");
        var (content, hash) = (Value(right.Body, "content"), Value(right.Body, "hash"));
        var other = Value((await ImportAsync(officer, path, "Nom;Adresse\nEve;eve@test.example\n")).Body, "content");
        Assert.That(
            (await officer.PostAsync($"{path}/import/apply", ("content", other), ("hash", hash))).Code,
            Is.EqualTo(409)
        );
        Assert.That(await db.PoolExperts.CountAsync(one => one.WaveId == wave && one.Name == "Eve"), Is.Zero);
        foreach (var code in new[] { 302, 409 })
            Assert.That(
                (await officer.PostAsync($"{path}/import/apply", ("content", content), ("hash", hash))).Code,
                Is.EqualTo(code),
                "the second time the pool has changed"
            );
        Assert.That(await db.PoolExperts.CountAsync(one => one.WaveId == wave && one.Name == "Ilse"), Is.EqualTo(1));
    }

    private static string Told(Answer answer) => WebUtility.HtmlDecode(answer.Body);

    private static string Value(string body, string field) =>
        WebUtility.HtmlDecode(
            System
                .Text.RegularExpressions.Regex.Match(
                    body,
                    $"name=\"{field}\" value=\"(?<value>[^\"]*)\"",
                    System.Text.RegularExpressions.RegexOptions.ExplicitCapture,
                    TimeSpan.FromSeconds(5)
                )
                .Groups["value"]
                .Value
        );

    private static async Task<Answer> ImportAsync(Visitor officer, string path, string csv)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(csv)), "file", "pool.csv");
        return await officer.PostAsync($"{path}/import", form);
    }

    [Test]
    public async Task A_word_that_describes_an_expert_is_renamed_and_not_taken_out()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        var call = await CallAsync(db);
        var (path, word) = ($"/staff/calls/{call.Slug}/thesaurus", call.Thesaurus[0]);
        using var officer = await Host.SignInAsync("Olivier");
        await officer.PostAsync(
            $"/staff/waves/{one.Wave.Value}/experts/new",
            [.. Form("Zoé", "zoe@test.example"), ("Skills", word.Key)]
        );
        var kept = await officer.WriteAsync(path, ("Keywords[0].Name.Fr", ""), ("Keywords[0].Name.En", ""));
        Assert.That(kept.Code, Is.EqualTo(200));
        Assert.That(
            WebUtility.HtmlDecode(kept.Body),
            Does.Contain(
                $"« {word.Name.Fr} » décrit des experts"
                    .Replace("« ", "«\u00a0", StringComparison.Ordinal)
                    .Replace(" »", "\u00a0»", StringComparison.Ordinal)
            )
        );
        Assert.That((await officer.WriteAsync(path, ("Keywords[0].Name.Fr", "Autre nom"))).Code, Is.EqualTo(302));
        var renamed = (await CallAsync(db)).Thesaurus[0];
        Assert.That((renamed.Key, renamed.Name), Is.EqualTo((word.Key, word.Name with { Fr = "Autre nom" })));

        async Task<Portal.Domain.Calls.Call> CallAsync(PortalDbContext from) =>
            await from
                .Calls.AsNoTracking()
                .SingleAsync(its => from.Waves.Any(wave => wave.CallId == its.Id && wave.Id == one.Wave));
    }

    [Test]
    public async Task An_expert_corrects_what_is_theirs_of_the_record_and_conflicts_are_looked_for_again()
    {
        await using var db = Database.Open();
        var one = await Reviewing.OfEmmaAsync(db);
        var (panel, id) = await db
            .Reviews.Where(review => review.Id == one.Review)
            .Join(db.Experts, review => review.ExpertId, expert => expert.Id, (_, expert) => expert)
            .Select(expert => new ValueTuple<ExpertId, PoolExpertId>(expert.Id, expert.PoolExpertId))
            .SingleAsync();
        var lead = await db
            .Reviews.Where(review => review.Id == one.Review)
            .Join(db.Filings, review => review.FilingId, filing => filing.Id, (_, filing) => filing.Lead)
            .SingleAsync();
        using var emma = await Host.SignInAsync("Emma");
        using var officer = await Host.SignInAsync("Olivier");
        var path = $"/reviews/panels/{panel.Value}/profile";
        var read = Value((await emma.GetAsync(path)).Body, "Revision");
        await officer.PostAsync($"/staff/experts/{id.Value}/edit", Form("Emma", "emma@demo.example"));
        var overtaken = await emma.PostAsync(path, ("Revision", read), ("Capacity", "7"), ("Language", "fr"));
        Assert.That(overtaken.Code, Is.EqualTo(409), "staff corrected it meanwhile");
        var corrected = await emma.PostAsync(
            path,
            ("Name", "Une autre"),
            ("Email", "other@test.example"),
            ("Role", "Medical"),
            ("Revision", Value(overtaken.Body, "Revision")),
            ("Capacity", "7"),
            ("Language", "en"),
            ("Organisation", lead),
            ("Texts", "Un titre\nUn texte")
        );
        Assert.That(corrected.Code, Is.EqualTo(302));
        await using var after = Database.Open();
        var record = await after.PoolExperts.Include(its => its.Conflicts).SingleAsync(its => its.Id == id);
        Assert.That(
            (record.Name, record.Email!.Value, record.Role, record.Capacity, record.Organisation),
            Is.EqualTo(("Emma", "emma@demo.example", ExpertRole.Other, 7, lead)),
            "who they are is staff's to say"
        );
        Assert.That(
            record.Conflicts.Where(its => its.DossierId == one.Dossier).Select(its => its.Kind),
            Does.Contain(ConflictKind.SameOrganisation)
        );
        var own = WebUtility.HtmlDecode((await emma.GetAsync("/reviews/profile")).Body);
        Assert.That(own, Does.Contain("Un texte").And.Contain("Vos droits").And.Not.Contain("conflict"));
        using var visitor = await Host.SignInAsync("Éric");
        Assert.That((await visitor.GetAsync(path)).Code, Is.EqualTo(404));
    }

    [Test]
    public async Task Who_declines_suggests_somebody_else_and_is_not_among_all_those_who_are_invited_at_once()
    {
        await using var db = Database.Open();
        var pool = $"/staff/waves/{(await Reviewing.OfEmmaAsync(db)).Wave.Value}/experts";
        using var officer = await Host.SignInAsync("Olivier");
        await officer.PostAsync($"{pool}/new", Form("Ada Décline", "ada@decline.example"));
        await officer.PostAsync($"{pool}/new", Form("Bob Attend", "bob@decline.example"));
        var ada = await db.PoolExperts.SingleAsync(one => one.Name == "Ada Décline");
        await officer.PostAsync($"/staff/experts/{ada.Id.Value}/invite", ("days", "21"));
        var mail = await db.Outbox.SingleAsync(one => one.Recipient == EmailAddress.Parse("ada@decline.example"));
        using var visitor = Host.NewVisitor();
        var decline = $"{mail.Data["link"]}/decline";
        var own = await visitor.PostAsync(
            decline,
            ("SubstituteName", "Ada"),
            ("SubstituteEmail", "ADA@decline.example")
        );
        Assert.That(WebUtility.HtmlDecode(own.Body), Does.Contain("l’adresse de la personne invitée"));
        Assert.That((await visitor.PostAsync(decline)).Code, Is.EqualTo(302));

        var all = Told(await officer.PostAsync($"{pool}/invitations", ("free", "true")));
        var declined = await officer.PostAsync($"{pool}/invitations", ("free", "true"), ("State", "Declined"));

        Assert.That(all, Does.Contain("Bob Attend").And.Not.Contain("Ada Décline"));
        Assert.That(Told(declined), Does.Contain("Ada Décline").And.Contain("Cette personne recevrait"));
    }

    private async Task<string> ProposedAsync(Reviewing one, PoolExpertId id)
    {
        await using var db = Database.Open();
        var expert = await db.PoolExperts.Include(other => other.Conflicts).SingleAsync(other => other.Id == id);
        var conflict = expert.Conflicts.Single(other =>
            other.DossierId == one.Dossier && other.Kind == ConflictKind.NotedByStaff
        );
        return conflict.Proposal!.At.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static (string Name, string Value)[] Form(string name, string address = "new@test.example") =>
        [("Name", name), ("Email", address), ("Role", "Other"), ("Capacity", "4"), ("Language", "fr")];
}
