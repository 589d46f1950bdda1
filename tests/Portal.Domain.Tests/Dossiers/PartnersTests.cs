using Portal.Domain.Attachments;

namespace Portal.Domain.Tests.Dossiers;

/// <summary>What is each partner's own: their part of a budget, their documents, their signature.</summary>
[TestFixture]
internal sealed class PartnersTests
{
    private static readonly FormField Members = Build.Field("members", FieldType.Consortium) with
    {
        Columns = [Build.Field("name"), Build.Field("type")],
        SignedByEach = true,
    };

    private static readonly BudgetPlan Plan = new(
        "members",
        [new FieldOption("staff", Build.Text())],
        2,
        [new FieldOption(BudgetPlan.Aid, Build.Text())]
    );

    private static readonly FormField Budget = Build.Field("budget", FieldType.Budget) with
    {
        PerPartner = true,
        Budget = Plan,
        Columns = StandardColumns.Budget(Plan),
    };

    private static readonly FormField Annex = Build.Field("annex", FieldType.File, required: true) with
    {
        PerPartner = true,
    };

    private static readonly Call Call = Build.Call([
        Build.Field("title"),
        Build.Field("lead_name"),
        Members,
        Budget,
        Annex,
    ]);

    private readonly Wave _wave = Build.Wave(Call);
    private readonly Sight _own = Sight.Of(MemberRole.Writer, "a");

    [Test]
    public void Who_belongs_to_a_partner_sees_own_rows_and_the_lead_sees_all()
    {
        var answers = Rows(("a.staff", "1"), ("b.staff", "2"), ("lead.aid", "3"));
        Assert.That(Ids(_own.In(Budget, answers)), Is.EqualTo(new[] { "a.staff" }));
        Assert.That(Sight.Of(MemberRole.Reader, Consortium.Lead).In(Budget, answers), Is.SameAs(answers));
        Assert.That(Sight.Of(MemberRole.Coordinator, "a").SeesAll, Is.True);
        Assert.That(_own.In(Budget with { PerPartner = false }, answers), Is.SameAs(answers));
    }

    [Test]
    public void A_save_changes_the_rows_that_it_names_and_of_those_one_s_own()
    {
        var before = Rows(("a.staff", "1"), ("a.aid", "1"), ("b.staff", "2"));
        var written = Rows(("a.staff", "9"), ("b.staff", "9"), ("a.other", "9"));
        var saved = _own.Over(Budget, before, written, ["a.staff", "b.staff", "a.other", "a.aid"]);
        Assert.That(
            saved.ToJson().ToJsonString(),
            Is.EqualTo(Rows(("a.staff", "9"), ("b.staff", "2")).ToJson().ToJsonString())
        );
        Assert.That(
            Sight.All.Over(Budget, before, Answers.None, ["b.staff"]).Rows("budget"),
            Has.Count.EqualTo(2),
            "what a page didn't have before it stays"
        );
    }

    [Test]
    public void Each_partner_s_document_is_missed_by_name_once_somebody_gave_one()
    {
        var given = FormObstacles.OfPartners(Call.CurrentForm, Typed(), [("annex", "lead"), ("annex", "a")]);
        Assert.That(given.Select(one => one.Reason.Arguments[1]), Is.EqualTo(new[] { "Beta" }));
        Assert.That(given.All(one => one.IsMissing), Is.True);
    }

    [Test]
    public void A_signature_holds_for_exactly_what_was_signed()
    {
        var dossier = Build.Draft(Call, _wave);
        var signatory = PersonId.New();
        TeamInvitation
            .Send(
                dossier,
                EmailAddress.Parse("p@x.example"),
                MemberRole.Signatory,
                "hash",
                Build.Carrier,
                Build.Opening,
                "a"
            )
            .Accept(dossier, signatory, Build.Opening);
        var matter = Matter("Un projet");
        var signed = SignOff.Of(dossier, matter, "a", matter.ContentSha256, signatory, Build.Opening.AddDays(1));
        IReadOnlyList<string> Codes(FilingMatter its) =>
            [
                .. (its with { SignOffs = [signed] })
                    .Unsigned()
                    .Select(one => $"{one.Reason.Code} {one.Reason.Arguments[0]}"),
            ];
        Assert.That(Codes(matter), Is.EqualTo(new[] { "dossier.unsigned Chef", "dossier.unsigned Beta" }));
        Assert.That(Codes(Matter("Un autre")), Does.Contain("dossier.signed-before Alpha"));
        Assert.That(
            Build.CodesOf(() => dossier.File(matter, () => "n", Build.Carrier, Build.Opening.AddDays(1))),
            Is.EqualTo(new[] { "dossier.unsigned", "dossier.unsigned", "dossier.unsigned" })
        );
    }

    [Test]
    public void Nobody_signs_for_another_partner_nor_what_they_have_not_read()
    {
        var dossier = Build.Draft(Call, _wave);
        var matter = Matter("Un projet");
        void Refused(string code, string partner, string shown) =>
            Assert.That(
                Build.CodesOf(() =>
                    SignOff.Of(dossier, matter, partner, shown, Build.Carrier, Build.Opening.AddDays(1))
                ),
                Is.EqualTo(new[] { code })
            );
        Refused("dossier.not-a-signatory", "a", matter.ContentSha256);
        Refused("dossier.changed-while-read", Consortium.Lead, Matter("Un autre").ContentSha256);
    }

    [Test]
    public void A_consortium_that_is_not_asked_for_signs_nothing_and_gives_nothing()
    {
        var alone = Build.Field("alone", FieldType.YesNo);
        var asked = Members with { When = [new Condition("alone", ["no"])] };
        var form = Build.Call([Build.Field("title"), Build.Field("lead_name"), alone, asked, Annex]).CurrentForm;
        IReadOnlyList<string> PartnersWhere(string answer) =>
            [.. Consortium.Of(form, Typed().With("alone", answer)).Select(partner => partner.Id)];
        Assert.That(PartnersWhere("no"), Is.EqualTo(new[] { "lead", "a", "b" }));
        Assert.That(PartnersWhere("yes"), Is.EqualTo(new[] { "lead" }));
        Assert.That(
            new FilingMatter(form, _wave, Typed().With("alone", "yes"), [], new HashSet<string>()).Signatures.Select(
                one => one.Partner.Id
            ),
            Is.EqualTo(new[] { "lead" })
        );
    }

    [Test]
    public void Nobody_becomes_the_lead_by_the_name_of_a_row()
    {
        var written = Answers.None.WithRows(
            "members",
            [
                new Dictionary<string, string> { [Answers.RowId] = Consortium.Lead, ["name"] = "Petit" },
                new Dictionary<string, string> { [Answers.RowId] = "a", ["name"] = "Alpha" },
            ]
        );
        var rows = written.Identified("r1-").Rows("members");
        Assert.That(rows.Select(row => row[Answers.RowId]), Has.None.EqualTo(Consortium.Lead).And.Unique);
        Assert.That(
            Consortium.Of(Call.CurrentForm, written).Count(partner => partner.IsLead),
            Is.EqualTo(1),
            "nor by one that is there already"
        );
    }

    [Test]
    public void A_file_of_who_is_no_partner_any_more_is_not_filed()
    {
        var dossier = Build.Draft(Call, _wave);
        Attachment File(string? partner) =>
            new(
                dossier.Id,
                "project",
                "annex",
                $"{partner}.pdf",
                new StoredFile(AttachmentId.New(), 1, "sha"),
                Build.Opening,
                Build.Carrier,
                Build.Opening,
                partner
            );
        var matter = new FilingMatter(
            Call.CurrentForm,
            _wave,
            Typed(),
            [File("a"), File("gone"), File(partner: null)],
            new HashSet<string>()
        );
        Assert.That(matter.Files.Select(file => file.Name), Is.EqualTo(new[] { "a.pdf" }));
    }

    [Test]
    public void What_a_partner_s_own_file_is_called_is_told_to_nobody_else()
    {
        var quarantined = new Obstacle("project", "annex", FileRefusals.Quarantined("salaires.pdf")) { Partner = "b" };
        var missing = new Obstacle("project", "annex", DossierRefusals.MissingOf(Build.Text(), "Beta"))
        {
            Partner = "b",
        };
        Assert.That((_own.Sees(quarantined), _own.Sees(missing)), Is.EqualTo((false, true)));
        Assert.That(Sight.All.Sees(quarantined), Is.True);
        Assert.That(
            (_own.SeesFileOf("b"), _own.SeesFileOf("a"), _own.SeesFileOf(null)),
            Is.EqualTo((false, true, true))
        );
    }

    private FilingMatter Matter(string title) =>
        new(
            Build.Call([Build.Field("title"), Build.Field("lead_name"), Members, Budget]).CurrentForm,
            _wave,
            Typed().With("title", title),
            [],
            new HashSet<string>()
        );

    private static Answers Typed() =>
        Answers
            .None.With("lead_name", "Chef")
            .With("annex", "x")
            .WithRows(
                "members",
                [
                    new Dictionary<string, string> { [Answers.RowId] = "a", ["name"] = "Alpha" },
                    new Dictionary<string, string> { [Answers.RowId] = "b", ["name"] = "Beta" },
                ]
            );

    private static Answers Rows(params (string Id, string Amount)[] rows) =>
        Answers.None.WithRows(
            "budget",
            rows.Select(row => new Dictionary<string, string> { [Answers.RowId] = row.Id, ["y1"] = row.Amount })
        );

    private static IEnumerable<string> Ids(Answers answers) => answers.Rows("budget").Select(row => row[Answers.RowId]);
}
