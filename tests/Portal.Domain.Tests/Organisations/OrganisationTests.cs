using Portal.Domain.Organisations;

namespace Portal.Domain.Tests.Organisations;

[TestFixture]
internal sealed class OrganisationTests
{
    private const string Lead = "73282932000074";
    private const string Other = "35600000000048";

    [TestCase("7364", "86.10Z", OrganisationKind.Hospital)]
    [TestCase("5710", "86.10Z", OrganisationKind.Hospital, TestName = "A_private_hospital_is_one")]
    [TestCase("7470", "86.10Z", OrganisationKind.CareGroup)]
    [TestCase("9970", "", OrganisationKind.CareGroup)]
    [TestCase("7410", "72.19Z", OrganisationKind.PublicInterestGroup)]
    [TestCase("9220", "87.10A", OrganisationKind.SocialCare)]
    [TestCase("7383", "85.42Z", OrganisationKind.University)]
    [TestCase("5710", "85.42Z", OrganisationKind.Company, TestName = "A_company_that_teaches_is_a_company")]
    [TestCase("7389", "72.19Z", OrganisationKind.Research)]
    [TestCase("7210", "84.11Z", OrganisationKind.LocalAuthority)]
    [TestCase("7344", "84.11Z", OrganisationKind.LocalAuthority)]
    [TestCase("7389", "84.12Z", OrganisationKind.PublicBody)]
    [TestCase("9220", "94.99Z", OrganisationKind.Association)]
    [TestCase("9300", "94.99Z", OrganisationKind.Foundation)]
    [TestCase("8210", "65.12Z", OrganisationKind.Mutual)]
    [TestCase("1000", "62.01Z", OrganisationKind.Company)]
    [TestCase("3120", "62.01Z", OrganisationKind.Other)]
    [TestCase("", "", OrganisationKind.Other)]
    public void The_kind_is_told_by_legal_form_and_activity(string form, string activity, OrganisationKind kind) =>
        Assert.That(OrganisationKinds.Of(form, activity), Is.EqualTo(kind));

    [Test]
    public void Answers_name_each_organisation_once_and_who_leads_is_no_member()
    {
        var answers = Answers
            .None.With("lead_siret", "732 829 320 00074")
            .With("lead_name", "Le chef de file")
            .With("partner_siret", "12345678901234")
            .WithRows(
                "members",
                [
                    new Dictionary<string, string> { ["siret"] = Lead, ["name"] = "Le même" },
                    new Dictionary<string, string> { ["siret"] = Other, ["name"] = "Un membre" },
                    new Dictionary<string, string> { ["name"] = "Sans numéro" },
                ]
            );
        Assert.That(
            NamedOrganisation.In(FormWithSirets(), answers),
            Is.EqualTo(
                new[]
                {
                    new NamedOrganisation(Siret.Parse(Lead), OrganisationRole.Lead, "Le chef de file"),
                    new NamedOrganisation(Siret.Parse(Other), OrganisationRole.Member, "Un membre"),
                }
            )
        );
    }

    [Test]
    public void A_filing_notes_the_organisations_that_it_names()
    {
        var call = Build.Call(FormWithSirets().Sections[0].Fields);
        var wave = Build.Wave(call);
        var dossier = Build.Draft(call, wave);
        var answers = Answers.None.With("lead_siret", Lead);
        dossier.File(
            Build.Matter(call, wave, answers: answers),
            () => "AP-2024-000001",
            Build.Carrier,
            Build.Opening.AddDays(2)
        );
        Assert.That(
            dossier.CurrentFiling!.Organisations.Select(one => (one.Siret.Value, one.Role)),
            Is.EqualTo(new[] { (Lead, OrganisationRole.Lead) })
        );
    }

    [Test]
    public void The_projects_region_is_beside_its_leads_siret_and_beside_no_others()
    {
        Assert.That(SiretNeighbours.Of("lead_siret").Regions, Is.EqualTo(new[] { "lead_region", "region" }));
        Assert.That(SiretNeighbours.Of("partner_siret").Regions, Is.EqualTo(new[] { "partner_region" }));
        Assert.That(SiretNeighbours.Of("siret").Name, Is.EqualTo("name"));
        Assert.That(SiretNeighbours.Of("organisation").Name, Is.Empty);
    }

    [Test]
    public void What_was_read_is_fresh_for_thirty_days_and_its_address_stands_on_one_line()
    {
        var read = Organisation.Read(
            Siret.Parse(Lead),
            new OrganisationFacts("Nom", "7364", "86.10Z", "12 rue", "35000", "RENNES", "35238", "bretagne", true),
            "sample",
            Build.Opening
        );
        Assert.That(read.IsFreshAt(Build.Opening.AddDays(30).AddTicks(-1)), Is.True);
        Assert.That(read.IsFreshAt(Build.Opening.AddDays(30)), Is.False);
        Assert.That(read.Address, Is.EqualTo("12 rue, 35000 RENNES"));
    }

    [Test]
    public void A_directory_that_is_away_is_asked_ever_more_rarely_and_never_less_than_every_six_hours()
    {
        Assert.That(LookUp.PauseAfter(1), Is.EqualTo(TimeSpan.FromSeconds(30)));
        Assert.That(LookUp.PauseAfter(2), Is.EqualTo(TimeSpan.FromMinutes(1)));
        Assert.That(
            LookUp.PauseAfter(10),
            Is.EqualTo(TimeSpan.FromHours(4.2666666666666666)).Within(TimeSpan.FromSeconds(1))
        );
        Assert.That(LookUp.PauseAfter(11), Is.EqualTo(TimeSpan.FromHours(6)));
        Assert.That(LookUp.PauseAfter(int.MaxValue), Is.EqualTo(TimeSpan.FromHours(6)));
    }

    private static Form FormWithSirets() =>
        Build
            .Call([
                Build.Field("title"),
                Build.Field("lead_name"),
                Build.Field("lead_siret", FieldType.Siret),
                Build.Field("partner_siret", FieldType.Siret),
                Build.Field("members", FieldType.Table) with
                {
                    Columns = [Build.Field("name"), Build.Field("siret", FieldType.Siret)],
                },
            ])
            .CurrentForm;
}
