using Portal.Domain.FollowUp;

namespace Portal.Domain.Tests.FollowUp;

[TestFixture]
internal sealed class PaymentTests
{
    private static readonly DateTimeOffset Now = Build.Paris(2024, 3, 4, 10, 0);

    private static Payment Request(Funded funded, string tranche, decimal euros) =>
        Payment.Request(
            funded.Project,
            funded.Dossier,
            tranche,
            new Money(euros),
            "Dépensé.",
            funded.Payments,
            Funded.Coordinator,
            Now
        );

    [Test]
    public void A_tranche_is_asked_for_once_within_its_amount_and_once_what_it_waits_for_is_accepted()
    {
        Assert.That(
            Build.CodesOf(() => Request(new Funded(), "first", 1)),
            Is.EqualTo(new[] { "project.unknown-tranche" })
        );
        var funded = Funded.Agreed();
        Assert.That(Build.CodesOf(() => Request(funded, "second", 1)), Is.EqualTo(new[] { "project.milestone-first" }));
        Assert.That(
            Build.CodesOf(() => Request(funded, "first", 33_330.01m)),
            Is.EqualTo(new[] { "project.amount-beyond" })
        );
        funded.Payments.Add(Request(funded, "first", 33_330));
        Assert.That(Build.CodesOf(() => Request(funded, "first", 1)), Is.EqualTo(new[] { "project.tranche-asked" }));
        funded.Payments[0].Refuse("Pièce manquante.", Build.Officer, Now);
        Assert.DoesNotThrow(() => Request(funded, "first", 33_330));
    }

    [Test]
    public void After_an_interim_review_a_tranche_waits_for_the_go()
    {
        var funded = Funded.Agreed();
        funded.Accept("interim", 0, Now);
        Assert.That(Build.CodesOf(() => Request(funded, "second", 1)), Is.EqualTo(new[] { "project.milestone-first" }));
        var interim = funded.Project.Milestone("interim")!.Id;
        funded.Project.DecideInterim(interim, isGo: true, "Continuez.", 2, Build.Officer, Now);
        Assert.DoesNotThrow(() => Request(funded, "second", 1));
    }

    [Test]
    public void One_person_controls_and_another_one_orders()
    {
        var funded = Funded.Agreed();
        var payment = Request(funded, "first", 30_000);
        Assert.That(
            Build.CodesOf(() => payment.OrderBy(funded.Project, funded.Payments, Funded.Second, Now)),
            Is.EqualTo(new[] { "project.payment-state" })
        );
        Assert.That(
            Build.CodesOf(() =>
                payment.Confirm(funded.Project, funded.Payments, new Money(20_000), " ", Build.Officer, Now)
            ),
            Is.EqualTo(new[] { "project.reason-needed" }),
            "less than asked is explained"
        );
        payment.Confirm(
            funded.Project,
            funded.Payments,
            new Money(20_000),
            "Deux factures manquent.",
            Build.Officer,
            Now
        );
        Assert.That(
            Build.CodesOf(() => payment.OrderBy(funded.Project, funded.Payments, Build.Officer, Now)),
            Is.EqualTo(new[] { "project.four-eyes" })
        );
        payment.OrderBy(funded.Project, funded.Payments, Funded.Second, Now);
        Assert.That(
            Build.CodesOf(() => payment.Refuse("Trop tard.", Build.Officer, Now)),
            Is.EqualTo(new[] { "project.payment-state" })
        );
        var later = Build.Paris(2024, 3, 9, 0, 30);
        void Note(DateOnly on) => payment.NotePaid(on, "VIR-2024-12", Build.Officer, later);
        foreach (var wrong in new DateOnly[] { new(2024, 3, 3), new(2024, 3, 10) })
            Assert.That(Build.CodesOf(() => Note(wrong)), Is.EqualTo(new[] { "project.day-of-transfer" }), $"{wrong}");
        Note(new DateOnly(2024, 3, 9));
        Assert.That(payment.State, Is.EqualTo(PaymentState.Paid));
    }

    [Test]
    public void What_was_asked_for_before_an_amendment_is_paid_within_what_is_agreed_since()
    {
        var funded = Funded.Agreed();
        var payment = Request(funded, "first", 33_330);
        funded.Payments.Add(payment);
        funded.Sign(AgreementTerms.Of(Funded.Plan, new Money(60_000), Funded.Start, months: 24, "Recruter."));
        void Confirm(decimal euros) =>
            payment.Confirm(funded.Project, funded.Payments, new Money(euros), "Avenant.", Build.Officer, Now);
        Assert.That(Build.CodesOf(() => Confirm(33_330)), Is.EqualTo(new[] { "project.amount-beyond" }));
        Assert.DoesNotThrow(() => Confirm(19_998));
    }

    [Test]
    public void All_payments_together_never_exceed_the_aid()
    {
        var funded = Funded.Agreed();
        funded.Pay("first", 33_330, Now);
        funded.Accept("interim", 0, Now);
        funded.Project.DecideInterim(funded.Project.Milestone("interim")!.Id, true, "Oui.", 2, Build.Officer, Now);
        var payment = Request(funded, "second", 33_330);
        funded.Payments.Add(payment);
        var terms = AgreementTerms.Of(Funded.Plan, new Money(60_000), Funded.Start, months: 24, "Recruter.");
        var moved = terms.Tranches.Select(one =>
            one with
            {
                Amount = new Money(one.Key == "second" ? 40_000 : 10_000),
            }
        );
        funded.Sign(terms with { Tranches = [.. moved] });
        void Confirm(decimal euros) =>
            payment.Confirm(funded.Project, funded.Payments, new Money(euros), "Avenant.", Build.Officer, Now);
        Assert.That(Build.CodesOf(() => Confirm(33_330)), Is.EqualTo(new[] { "project.amount-beyond" }));
        Assert.DoesNotThrow(() => Confirm(26_670));
    }

    [Test]
    public void Who_asked_for_a_payment_neither_controls_nor_orders_it()
    {
        var funded = Funded.Agreed();
        var payment = Request(funded, "first", 10_000);
        Assert.That(
            Build.CodesOf(() => payment.Confirm(funded.Project, [], new Money(10_000), "", Funded.Coordinator, Now)),
            Is.EqualTo(new[] { "project.four-eyes" })
        );
        payment.Confirm(funded.Project, [], new Money(10_000), "", Build.Officer, Now);
        Assert.That(
            Build.CodesOf(() => payment.OrderBy(funded.Project, [], Funded.Coordinator, Now)),
            Is.EqualTo(new[] { "project.four-eyes" })
        );
    }

    [TestCase(ProjectChangeKind.Suspension, "project.suspended")]
    [TestCase(ProjectChangeKind.Abandonment, "project.ended")]
    public void Nothing_is_ordered_for_a_project_that_rests_or_was_given_up(ProjectChangeKind kind, string code)
    {
        var funded = Funded.Agreed();
        var payment = Request(funded, "first", 10_000);
        payment.Confirm(funded.Project, [], new Money(10_000), "", Build.Officer, Now);
        funded.Grant(new ChangeMatter(kind, "Faute d’équipe.") { From = new DateOnly(2024, 6, 3) }, Now);
        var june = Build.Paris(2024, 6, 3, 0, 0);
        Assert.That(Build.CodesOf(() => payment.OrderBy(funded.Project, [], Funded.Second, june)), Has.Member(code));
    }

    [Test]
    public void What_was_paid_and_not_justified_is_recovered_once_all_is_over_by_two()
    {
        var funded = Funded.Agreed();
        funded.Pay("first", 33_330, Now);
        funded.Accept("year-1", 20_000, Now);
        Assert.That(funded.Statement.ToRecover, Is.EqualTo(Money.Zero), "it goes on");
        var change = ProjectChange.Ask(
            funded.Project,
            funded.Dossier,
            new ChangeMatter(ProjectChangeKind.Abandonment, "Plus d’équipe."),
            [],
            Funded.Coordinator,
            Now
        );
        change.Grant(funded.Project, "", Build.Officer, Now);
        Assert.That(funded.Statement.ToRecover, Is.EqualTo(Money.Zero), "the final report is owed");
        funded.Accept("final", 5_000, Now);
        Assert.That(funded.Statement.ToRecover, Is.EqualTo(new Money(8_330)));
        Recovery Prepare(decimal euros) =>
            Recovery.Prepare(funded.Project, funded.Statement, new Money(euros), "Non justifié.", Build.Officer, Now);
        Assert.That(Build.CodesOf(() => Prepare(8_331)), Is.EqualTo(new[] { "project.amount-beyond" }));
        var recovery = Prepare(8_330);
        Assert.That(
            Build.CodesOf(() => recovery.OrderBy(Build.Officer, Now)),
            Is.EqualTo(new[] { "project.four-eyes" })
        );
        recovery.OrderBy(Funded.Second, Now);
        Assert.That(
            Build.CodesOf(() => recovery.NoteReceived(new DateOnly(2024, 3, 5), "REC-1", Build.Officer, Now)),
            Is.EqualTo(new[] { "project.day-of-transfer" }),
            "tomorrow"
        );
        var statement = ProjectStatement.Of(funded.Project, funded.Payments, funded.Reports, [recovery]);
        Assert.That(statement.LeftToRecover, Is.EqualTo(Money.Zero));
    }
}
