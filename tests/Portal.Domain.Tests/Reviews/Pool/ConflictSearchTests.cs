namespace Portal.Domain.Tests.Reviews.Pool;

[TestFixture]
internal sealed class ConflictSearchTests
{
    private static readonly Siren Chu = Siren.Parse("000000001");
    private static readonly Siren StartUp = Siren.Parse("000000002");
    private static readonly Siren Third = Siren.Parse("000000003");
    private readonly Wave _wave = Build.Wave(Build.Call());

    [TestCase("CHU de Lyon", "Centre Hospitalier Universitaire, Lyon")]
    [TestCase("Université de Besançon", "UNIVERSITE BESANCON")]
    [TestCase("Medtruc SAS", "Medtruc")]
    public void An_organisation_is_known_by_its_name_however_it_is_written(string experts, string dossiers)
    {
        var found = Find(Facts() with { Organisation = experts }, Dossier("D1", [new(dossiers, null)]));
        Assert.That(Kinds(found), Is.EqualTo(new[] { ConflictKind.SameOrganisation }));
        Assert.That(found.Single().Evidence, Is.EqualTo(dossiers));
    }

    [Test]
    public void An_organisation_is_known_by_its_siren_whatever_the_establishment_is_called()
    {
        var found = Find(Facts() with { Siren = Chu }, Dossier("D1", [new("Hôpital Nord", Chu)]));
        Assert.That(Kinds(found), Is.EqualTo(new[] { ConflictKind.SirenFamily }));
        Assert.That(found.Single().Evidence, Is.EqualTo("Hôpital Nord, 000000001"));
    }

    [Test]
    public void No_organisation_at_all_is_nobodys()
    {
        var found = Find(Facts() with { Organisation = "" }, Dossier("D1", [new("", null), new("SA", null)]));
        Assert.That(found, Is.Empty);
    }

    [TestCase("e@chu-x.fr", "m@chu-x.fr", true)]
    [TestCase("e@cardio.chu-x.fr", "m@chu-x.fr", true, TestName = "Whatever the department")]
    [TestCase("e@ap-hp.fr", "m@aphp.fr", true, TestName = "By an alias that is known")]
    [TestCase("e@gmail.com", "m@gmail.com", false, TestName = "Not where anybody can have an address")]
    [TestCase("e@sante.gouv.fr", "m@culture.gouv.fr", false, TestName = "Not under a common suffix")]
    [TestCase("e@x.example", "m@x.example", false, TestName = "Not on names kept for examples")]
    public void An_address_tells_an_organisation(string experts, string members, bool tells)
    {
        var dossier = Dossier("D1", [], Person("Jean Martin", members));
        var kinds = Kinds(Find(Facts() with { Email = EmailAddress.Parse(experts) }, dossier));
        Assert.That(kinds, Is.EqualTo(tells ? [ConflictKind.EmailDomain] : Array.Empty<ConflictKind>()));
    }

    [Test]
    public void Another_address_of_the_expert_counts_as_the_first()
    {
        var facts = Facts() with { Aliases = [EmailAddress.Parse("e@chu-x.fr")] };
        var found = Find(facts, Dossier("D1", [], Person("Jean Martin", "m@chu-x.fr")));
        Assert.That(found.Single().Evidence, Is.EqualTo("Jean Martin, chu-x.fr"));
    }

    [Test]
    public void Who_is_in_a_team_is_known_by_account_and_by_address()
    {
        var me = PersonId.New();
        var byAccount = Dossier("D1", [], new TiedPerson(me, "Moi", EmailAddress.Parse("autre@x.example")));
        var byAddress = Dossier("D2", [], Person("Moi", "E@X.example"));
        var found = Search([byAccount, byAddress]).For(Build.Pooled(_wave), [me]);
        Assert.That(Kinds(found), Is.EqualTo(new[] { ConflictKind.InTeam, ConflictKind.InTeam }));
    }

    [Test]
    public void Who_commented_on_a_draft_as_a_contact_judges_it_no_more()
    {
        var me = PersonId.New();
        var advised = Dossier("D1", []) with { Advisers = [new TiedAdviser(me, "GRADeS")] };
        var found = Search([advised, Dossier("D2", [])]).For(Build.Pooled(_wave), [me]);
        Assert.That(found, Is.EqualTo(new[] { new Finding(advised.Dossier, ConflictKind.Advised, "GRADeS") }));
    }

    [Test]
    public void Texts_that_name_somebody_of_the_team_tell_a_co_author()
    {
        var facts = Facts() with
        {
            Texts =
            [
                new ProfileText("Cohorte", "Expert E., MARTIN Jean-Noël, Dupont A."),
                new ProfileText("Autre", "Rien de commun avec Jean, ni Martin."),
            ],
        };
        var named = Dossier("D1", [], Person("Jean-Noël Martin", "m@x.example"));
        var other = Dossier("D2", [], Person("Jean Dupont", "d@x.example"), Person("Jean", "j@x.example"));
        var found = Find(facts, named, other);
        Assert.That(
            found.Single(),
            Is.EqualTo(new Finding(named.Dossier, ConflictKind.CoAuthor, "Jean-Noël Martin (Cohorte)"))
        );
    }

    [Test]
    public void A_declared_link_counts_by_siren_or_by_name()
    {
        var facts = Facts() with
        {
            Links =
            [
                new DeclaredLink("Autre nom", StartUp, "Actions"),
                new DeclaredLink("Fondation Y", null, "Conseil"),
            ],
        };
        var found = Find(facts, Dossier("D1", [new("Medtruc", StartUp)]), Dossier("D2", [new("Fondation Y", Third)]));
        Assert.That(Kinds(found), Is.EqualTo(new[] { ConflictKind.DeclaredLink, ConflictKind.DeclaredLink }));
        Assert.That(found[0].Evidence, Does.Contain("Actions"));
    }

    [Test]
    public void A_partner_in_one_dossier_of_the_wave_is_a_conflict_in_the_others_that_they_carry()
    {
        var together = Dossier("D1", [new("CHU", Chu), new("Medtruc", StartUp)]);
        var theirs = Dossier("D2", [new("Medtruc", StartUp)]);
        var strangers = Dossier("D3", [new("Z", Third)]);
        var found = Find(Facts() with { Siren = Chu }, together, theirs, strangers);
        Assert.That(
            found,
            Is.EqualTo(
                new[]
                {
                    new Finding(together.Dossier, ConflictKind.SirenFamily, "CHU, 000000001"),
                    new Finding(theirs.Dossier, ConflictKind.ConsortiumPartner, "Medtruc, 000000002 (D1)"),
                }
            )
        );
    }

    [Test]
    public void Companions_of_an_earlier_consortium_are_found_by_organisation_and_by_person()
    {
        var me = PersonId.New();
        var companion = Person("Jean Martin", "m@x.example");
        var before = Dossier("A1", [new("CHU", Chu), new("Medtruc", StartUp)]);
        var inTeam = Dossier("A2", [], companion, new TiedPerson(me, "Moi", EmailAddress.Parse("e@x.example")));
        var byOrganisation = Dossier("D1", [new("Medtruc", StartUp)]);
        var byPerson = Dossier("D2", [], companion);
        DossierTies[] asked = [byOrganisation, byPerson];
        var search = new ConflictSearch(asked, asked, [before, inTeam], barsThoseTakingPart: false);
        var found = search.For(Build.Pooled(_wave, Facts() with { Siren = Chu }), [PersonId.New(), me]);
        Assert.That(
            found.Select(one => (one.Dossier, one.Kind, one.Evidence)),
            Is.EqualTo(
                new[]
                {
                    (byOrganisation.Dossier, ConflictKind.PastConsortium, "Medtruc, 000000002 (A1)"),
                    (byPerson.Dossier, ConflictKind.PastConsortium, "Jean Martin (A2)"),
                }
            )
        );
    }

    [Test]
    public void A_call_may_bar_from_the_whole_wave_whose_organisation_takes_part()
    {
        DossierTies[] all = [Dossier("D1", [new("CHU", Chu)]), Dossier("D2", [new("Z", Third)])];
        var expert = Build.Pooled(_wave, Facts() with { Siren = Chu });
        Assert.That(Kinds(Search(all).For(expert, accounts: [])), Is.EqualTo(new[] { ConflictKind.SirenFamily }));
        var barred = new ConflictSearch(all, all, [], barsThoseTakingPart: true).For(expert, accounts: []);
        Assert.That(Kinds(barred), Is.EqualTo(new[] { ConflictKind.SirenFamily, ConflictKind.TakesPart }));
    }

    private IReadOnlyList<Finding> Find(ExpertFacts facts, params DossierTies[] dossiers) =>
        Search(dossiers).For(Build.Pooled(_wave, facts), accounts: []);

    private static ConflictSearch Search(DossierTies[] dossiers) =>
        new(dossiers, dossiers, [], barsThoseTakingPart: false);

    private static ExpertFacts Facts() => Build.Facts(organisation: "Un autre organisme");

    private static DossierTies Dossier(
        string number,
        IReadOnlyList<TiedOrganisation> organisations,
        params TiedPerson[] team
    ) => new(DossierId.New(), number, organisations, team);

    private static TiedPerson Person(string name, string address) =>
        new(PersonId.New(), name, EmailAddress.Parse(address));

    private static IEnumerable<ConflictKind> Kinds(IReadOnlyList<Finding> found) => found.Select(one => one.Kind);
}
