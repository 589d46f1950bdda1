namespace Portal.Domain.Tests.Reviews.Pool;

[TestFixture]
internal sealed class PoolExpertTests
{
    private static readonly DateTimeOffset Now = Build.Closing.AddDays(5);
    private static readonly HashSet<PersonId> NoTeam = [];
    private static readonly PersonId Second = PersonId.New();
    private readonly Wave _wave = Build.Wave(Build.Call());
    private readonly DossierId _dossier = DossierId.New();

    [Test]
    public void What_is_found_again_changes_nothing_and_what_is_no_longer_found_stands_until_two_people_lift_it()
    {
        var expert = Found(ConflictKind.SirenFamily, "CHU, 123");
        var told = expert.Events.Count;
        expert.TakeIn([new Finding(_dossier, ConflictKind.SirenFamily, "CHU, 123")], Among, Now.AddDays(1));
        Assert.That((expert.Events.Count, expert.Conflicts.Single().FoundAt), Is.EqualTo((told, Now)));
        expert.TakeIn([], new HashSet<DossierId> { DossierId.New() }, Now.AddDays(1));
        Assert.That(expert.IsInConflictWith(_dossier), Is.True, "another dossier was looked at");
        expert.TakeIn([], Among, Now.AddDays(1));
        Assert.That(expert.IsInConflictWith(_dossier), Is.True, "else whoever edits a record would lift it alone");
        Assert.That(expert.Conflicts.Single().GoneAt, Is.EqualTo(Now.AddDays(1)), "that tells who lifts it");
        Propose(expert, "Elle a quitté le CHU");
        Confirm(expert, Second);
        Assert.That(expert.IsInConflictWith(_dossier), Is.False);
    }

    [Test]
    public void What_people_said_is_never_found_gone()
    {
        var expert = Build.Pooled(_wave);
        expert.NoteConflict(_dossier, "Famille", Build.Officer, Now);
        expert.TakeIn([], Among, Now);
        Assert.That(expert.IsInConflictWith(_dossier), Is.True);
    }

    [Test]
    public void A_conflict_is_lifted_by_a_second_person_with_the_reason_of_the_first()
    {
        var expert = Found(ConflictKind.EmailDomain, "Jean Martin, x.fr");
        Assert.That(Codes(() => Confirm(expert, Second)), Is.EqualTo(new[] { "pool.lifting-not-proposed" }));
        Assert.That(Codes(() => Propose(expert, " ")), Is.EqualTo(new[] { "review.reason-needed" }));
        Propose(expert, "Deux services sans lien");
        Assert.That(expert.IsInConflictWith(_dossier), Is.True, "proposed is not lifted");
        Assert.That(Codes(() => Confirm(expert, Build.Officer)), Is.EqualTo(new[] { "pool.lifting-needs-second" }));
        Assert.That(
            Codes(() => Confirm(expert, Second, Now.AddDays(-1))),
            Is.EqualTo(new[] { "pool.lifting-proposed-anew" })
        );
        Confirm(expert, Second);
        Assert.That(expert.IsInConflictWith(_dossier), Is.False);
        var told = expert.Events.OfType<ConflictLifted>().Single();
        Assert.That(
            (told.Reason, told.ProposedBy, told.By),
            Is.EqualTo(("Deux services sans lien", Build.Officer, (PersonId?)Second))
        );
        Assert.That(Codes(() => Confirm(expert, Second)), Is.EqualTo(new[] { "pool.no-conflict" }));
    }

    [Test]
    public void Nobody_of_the_dossiers_team_lifts_a_conflict()
    {
        var expert = Found(ConflictKind.SirenFamily, "CHU, 123");
        var team = new HashSet<PersonId> { Second };
        Propose(expert, "Rien à voir");
        Assert.That(
            Codes(() => expert.ConfirmLifting(_dossier, ConflictKind.SirenFamily, Now, Second, team, Now)),
            Is.EqualTo(new[] { "pool.lifting-by-team" })
        );
        Assert.That(
            Codes(() => expert.ProposeLifting(_dossier, ConflictKind.SirenFamily, "Si", Second, team, Now)),
            Is.EqualTo(new[] { "pool.lifting-by-team" })
        );
    }

    [Test]
    public void What_was_lifted_stays_so_on_the_same_evidence_and_stands_again_on_another()
    {
        var expert = Found(ConflictKind.SirenFamily, "CHU, 123");
        Propose(expert, "Rien à voir");
        Confirm(expert, Second);
        expert.TakeIn([new Finding(_dossier, ConflictKind.SirenFamily, "CHU, 123")], Among, Now.AddDays(1));
        Assert.That(expert.IsInConflictWith(_dossier), Is.False);
        expert.TakeIn([new Finding(_dossier, ConflictKind.SirenFamily, "Université, 456")], Among, Now.AddDays(1));
        Assert.That(expert.IsInConflictWith(_dossier), Is.True);
    }

    [Test]
    public void What_an_expert_declares_nobody_lifts_for_them()
    {
        var expert = Build.Expert(_wave);
        expert.DeclareConflicts(new Dictionary<DossierId, string> { [_dossier] = "Famille" }, Now);
        Assert.That(
            Codes(() => expert.Pool.ProposeLifting(_dossier, ConflictKind.Declared, "Si", Build.Officer, NoTeam, Now)),
            Is.EqualTo(new[] { "pool.own-declaration-stands" })
        );
    }

    [Test]
    public void What_is_out_of_bounds_is_refused_and_what_is_the_same_changes_nothing()
    {
        var facts = Build.Facts();
        Assert.That(
            Codes(() => Build.Pooled(_wave, facts with { Name = " ", Capacity = 101 })),
            Is.EqualTo(new[] { "pool.name-missing", "pool.capacity-out-of-range" })
        );
        var expert = Build.Pooled(_wave, facts with { Skills = ["a", "b"] });
        expert.Describe(facts with { Skills = ["a", "b", "b"], Name = " Experte " }, Build.Officer, Now);
        Assert.That(expert.Events.OfType<PoolExpertDescribed>(), Is.Empty);
        expert.Describe(facts with { Skills = ["a"] }, Build.Officer, Now);
        Assert.That(expert.Events.OfType<PoolExpertDescribed>().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Of_who_is_forgotten_no_address_text_nor_link_is_left_and_nobody_invites_them()
    {
        var facts = Build.Facts() with
        {
            Texts = [new ProfileText("Titre", "Texte")],
            Links = [new DeclaredLink("CHU", null, "Vacations")],
            Aliases = [EmailAddress.Parse("autre@x.example")],
        };
        var expert = Build.Pooled(_wave, facts);
        expert.Forget();
        Assert.That((expert.Email, expert.Facts), Is.EqualTo(((EmailAddress?)null, (ExpertFacts?)null)));
        Assert.That(expert.Texts.Count + expert.Links.Count + expert.Aliases.Count, Is.Zero);
        Assert.That(Codes(() => Build.Invitation(expert)), Is.EqualTo(new[] { "pool.address-erased" }));
    }

    private HashSet<DossierId> Among => [_dossier];

    private PoolExpert Found(ConflictKind kind, string evidence)
    {
        var expert = Build.Pooled(_wave);
        expert.TakeIn([new Finding(_dossier, kind, evidence)], Among, Now);
        return expert;
    }

    private void Propose(PoolExpert expert, string reason) =>
        expert.ProposeLifting(_dossier, expert.Conflicts.Single().Kind, reason, Build.Officer, NoTeam, Now);

    private void Confirm(PoolExpert expert, PersonId by, DateTimeOffset? read = null) =>
        expert.ConfirmLifting(_dossier, expert.Conflicts.Single().Kind, read ?? Now, by, NoTeam, Now);

    private static IReadOnlyList<string> Codes(Action act) => Build.CodesOf(act);
}
