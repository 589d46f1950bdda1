using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Organisations;
using Portal.Infrastructure.Demo;
using Portal.Infrastructure.Organisations;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Seeds;

namespace Portal.Web.Tests.Organisations;

/// <summary>The sample of fictional establishments knows all that the demonstration names.</summary>
[TestFixture]
internal sealed class SampleTests : OnPortal
{
    private static readonly string File = Path.Combine(Repository.Seeds, "organisations.json");
    private static readonly ProgrammeTerms Programme = ProgrammeSeed.Read(Repository.Seeds);

    [Test]
    public async Task Every_establishment_of_the_demonstration_stands_in_the_sample()
    {
        var named = (await NamedAsync()).Select(one => one.Siret.Value).Distinct().ToList();
        Assert.That(named, Has.Count.GreaterThan(100));
        Assert.That(
            named.Except(new SampleCompanyDirectory(File).Sirets),
            Is.Empty,
            "run the explicit test of this fixture: it writes the sample anew"
        );
    }

    [Test]
    public async Task Every_establishment_of_the_sample_is_plainly_fictional_and_there_is_one_of_each_kind_and_region()
    {
        var directory = new SampleCompanyDirectory(File);
        var all = new List<(Siret Siret, OrganisationFacts Facts)>();
        foreach (var text in directory.Sirets)
        {
            var answer = await directory.AskAsync(Siret.Parse(text), CancellationToken.None);
            all.Add((Siret.Parse(text), ((DirectoryAnswer.Found)answer).Facts));
        }
        Assert.Multiple(() =>
        {
            Assert.That(all.Select(one => one.Siret.Siren.Value), Has.All.StartsWith("000"));
            Assert.That(all.Select(one => one.Facts.Name), Has.All.Match("[Ff]icti"));
            Assert.That(all.Select(one => one.Facts.Postcode), Has.All.Match("^00[0-9]{3}$"));
            Assert.That(
                all.Select(one => one.Facts.Region).Distinct(),
                Is.EquivalentTo(Programme.Regions.Select(region => region.Key))
            );
            Assert.That(
                all.Select(one => OrganisationKinds.Of(one.Facts.LegalForm, one.Facts.Activity)).Distinct(),
                Is.SupersetOf(Enum.GetValues<OrganisationKind>().Except([OrganisationKind.Other]))
            );
            Assert.That(all.Count(one => !one.Facts.IsActive), Is.GreaterThan(0), "some are closed");
        });
    }

    [Test, Explicit("Writes seeds/organisations.json anew, from what the demonstration names.")]
    public async Task Write_the_sample()
    {
        var lines = new Dictionary<string, SampleLine>(StringComparer.Ordinal);
        foreach (var (region, number) in Programme.Regions.Select((region, index) => (region.Key, index)))
            for (var place = 0; place < 2; place++)
            {
                var line = SampleLine.Of(SampleAnswers.Siret(number * 2 + place + 1), number * 2 + place, "", region);
                lines[line.Siret] = line with { IsActive = number % 9 != 8 || place == 0 };
            }
        foreach (var (siret, kind, name, region) in await NamedAsync())
            lines.TryAdd(
                siret.Value,
                SampleLine.Of(
                    siret.Value,
                    int.Parse(siret.Value[3..9], System.Globalization.CultureInfo.InvariantCulture),
                    kind,
                    region
                )
                    is var line
                && name.Contains("fictif", StringComparison.Ordinal)
                    ? line.Named(name)
                    : line
            );
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        var text = lines
            .Values.OrderBy(one => one.Siret, StringComparer.Ordinal)
            .Select(one => JsonSerializer.Serialize(one, options));
        await System.IO.File.WriteAllTextAsync(File, $"[\n  {string.Join(",\n  ", text)}\n]\n");
    }

    /// <summary>What dossiers name, filed or not, with what their carriers chose for them.</summary>
    private async Task<List<(Siret Siret, string Kind, string Name, string Region)>> NamedAsync()
    {
        await using var db = Database.Open();
        var forms = await db.Forms.AsNoTracking().ToDictionaryAsync(form => form.Id);
        var dossiers = await db.Dossiers.AsNoTracking().Select(one => new { one.Id, one.FormId }).ToListAsync();
        var sections = (await db.Sections.AsNoTracking().ToListAsync()).ToLookup(one => one.DossierId);
        return
        [
            .. dossiers.SelectMany(dossier =>
            {
                var answers = Answers.Merge(sections[dossier.Id].Select(section => section.Answers));
                var region = answers.Text(CommonFields.Region) is { Length: > 0 } its ? its : "bretagne";
                return NamedOrganisation
                    .In(forms[dossier.FormId], answers)
                    .Select(named => (named.Siret, KindOf(named, answers), named.Name, region));
            }),
        ];
    }

    private static string KindOf(NamedOrganisation named, Answers answers) =>
        named.Role == OrganisationRole.Lead
            ? "hospital"
            : answers
                .Rows("members")
                .FirstOrDefault(row => row.GetValueOrDefault("siret") == named.Siret.Value)
                ?.GetValueOrDefault("type")
                ?? "";
}

/// <summary>A fictional establishment as the sample writes it.</summary>
internal sealed record SampleLine(
    string Siret,
    string Name,
    string LegalForm,
    string Activity,
    string Street,
    string Postcode,
    string City,
    string Region,
    bool IsActive = true
)
{
    private static readonly (string Kind, string Name, string LegalForm, string Activity)[] Models =
    [
        ("hospital", "Centre hospitalier fictif", "7364", "86.10Z"),
        ("university", "Université fictive", "7383", "85.42Z"),
        ("gcs", "GCS fictif", "7470", "86.10Z"),
        ("company", "Société fictive", "5710", "62.01Z"),
        ("association", "Association fictive", "9220", "94.99Z"),
        ("medico-social", "Établissement médico-social fictif", "7366", "87.10A"),
        ("research", "Institut de recherche fictif", "7389", "72.19Z"),
        ("gip", "GIP fictif", "7410", "84.12Z"),
        ("authority", "Commune fictive", "7210", "84.11Z"),
        ("public", "Agence fictive", "7389", "84.12Z"),
        ("foundation", "Fondation fictive", "9300", "94.99Z"),
        ("mutual", "Mutuelle fictive", "8210", "65.12Z"),
    ];

    private static readonly string[] Places =
    [
        "Val-Imaginaire",
        "Port-Exemple",
        "Mont-Fictif",
        "Rive-Bleue",
        "Saint-Modèle",
        "Belle-Épreuve",
        "Clair-Essai",
        "Haute-Maquette",
    ];

    private static readonly string[] Streets =
    [
        "rue de l’Exemple",
        "place du Modèle",
        "avenue de la Maquette",
        "chemin des Essais",
    ];

    /// <summary>Named as its carrier does, in the place that the name says.</summary>
    public SampleLine Named(string name)
    {
        var place = Array.FindIndex(Places, one => name.EndsWith(one, StringComparison.Ordinal));
        return place < 0
            ? this with
            {
                Name = name,
            }
            : this with
            {
                Name = name,
                City = Places[place].ToUpperInvariant(),
                Postcode = $"00{1 + place:000}",
            };
    }

    public static SampleLine Of(string siret, int number, string kind, string region)
    {
        var word = kind switch
        {
            "health-structure" => "hospital",
            "medico-social-structure" => "medico-social",
            "innovation-actor" or "employer" => "company",
            "training-body" => "university",
            "public-purchaser" => "public",
            _ => kind,
        };
        var model = Models.FirstOrDefault(one => one.Kind == word);
        if (model == default)
            model = Models[number % Models.Length];
        var place = Places[number % Places.Length];
        return new SampleLine(
            siret,
            $"{model.Name} de {place}",
            model.LegalForm,
            model.Activity,
            $"{1 + number % 90} {Streets[number % Streets.Length]}",
            $"00{1 + number % 8:000}",
            place.ToUpperInvariant(),
            region
        );
    }
}
