using Portal.Domain.Consultations;

namespace Portal.Domain.Tests.Consultations;

[TestFixture]
internal sealed class ConsultationTests
{
    private static readonly DateTimeOffset Opening = Build.Paris(2024, 1, 18, 8, 0);
    private static readonly DateTimeOffset During = Build.Paris(2024, 2, 1, 8, 0);
    private static readonly DateTimeOffset After = Build.Paris(2024, 3, 2, 8, 0);
    private static readonly PersonId Publisher = PersonId.New();

    private static Consultation Open()
    {
        var words = new ConsultationWords(Build.Text(), Build.Text(), Build.Text(), Build.Text(), Build.Text());
        var consultation = new Consultation("plan", null, words, [Article("besoins"), Article("preuves")]);
        consultation.Schedule(Opening, new Deadline(Build.Civil(2024, 3, 2, 0, 0)), by: null, Opening.AddDays(-9));
        return consultation;
    }

    private static PlanArticle Article(string key) => new(key, Build.Text(), Build.Text(key));

    private static Contribution Say(Consultation to, string? article, string email, DateTimeOffset at) =>
        Contribution.Send(
            to,
            article,
            new Contributor("Personne fictive", EmailAddress.Parse(email), "", IsNamed: false),
            "Une idée.",
            "fr",
            "clé",
            at
        );

    [Test]
    public void It_takes_contributions_on_an_article_or_the_whole_from_its_opening_to_its_last_second()
    {
        var open = Open();
        Assert.That(
            Build.CodesOf(() => Say(open, null, "a@b.example", Opening.AddSeconds(-1))),
            Is.EqualTo(new[] { "consultation.not-open" })
        );
        Assert.That(Say(open, null, "a@b.example", Opening).Article, Is.Null);
        var last = Build.Paris(2024, 3, 2, 0, 0);
        Assert.That(Say(open, "preuves", "a@b.example", last).Article, Is.EqualTo("preuves"));
        Assert.That(
            Build.CodesOf(() => Say(open, null, "a@b.example", last.AddSeconds(1))),
            Is.EqualTo(new[] { "consultation.not-open" })
        );
        Assert.That(
            Build.CodesOf(() => Say(open, "autre", "a@b.example", During)),
            Is.EqualTo(new[] { "consultation.no-such-article" })
        );
    }

    [Test]
    public void Once_open_it_may_last_longer_and_never_less_and_its_plan_stays()
    {
        var open = Open();
        Assert.DoesNotThrow(() => open.Schedule(Opening, new Deadline(Build.Civil(2024, 3, 9, 0, 0)), null, During));
        Assert.That(
            Build.CodesOf(() => open.Schedule(Opening, new Deadline(Build.Civil(2024, 3, 8, 0, 0)), null, During)),
            Is.EqualTo(new[] { "consultation.only-longer" })
        );
        Assert.That(
            Build.CodesOf(() => open.Describe(open.Words, [Article("besoins")], During)),
            Is.EqualTo(new[] { "consultation.plan-stays" })
        );
    }

    [TestCase("claire@exemple.fr", "Claire+deux@Exemple.FR")]
    [TestCase("+claire@exemple.fr", "+claire@exemple.fr")]
    public void An_address_is_one_however_it_is_written(string one, string other)
    {
        string Mailbox(string email) => EmailAddress.Parse(email).Mailbox;
        Assert.That(Mailbox(one), Is.EqualTo(Mailbox(other)));
    }

    [Test]
    public void What_comes_later_from_an_address_takes_the_place_of_what_it_said_before()
    {
        var open = Open();
        var first = Say(open, null, "a@b.example", During);
        first.Confirm([], During);
        var second = Say(open, null, "a@b.example", During.AddDays(1));
        second.Confirm([first], During.AddDays(1));
        Assert.That(
            (first.ReplacedAt, second.ReplacedAt),
            Is.EqualTo(((DateTimeOffset?)During.AddDays(1), (DateTimeOffset?)null))
        );
    }

    [Test]
    public void Nobody_reads_what_is_not_confirmed_and_what_is_withheld_has_a_reason_and_no_group()
    {
        var open = Open();
        var said = Say(open, null, "a@b.example", During);
        Assert.That(
            Build.CodesOf(() => said.Accept(Build.Officer, During)),
            Is.EqualTo(new[] { "consultation.not-confirmed" })
        );
        said.Confirm([], During);
        var group = new ContributionGroup(open, null, Build.Text());
        Assert.That(Build.CodesOf(() => said.Join(group)), Is.EqualTo(new[] { "consultation.not-accepted" }));
        said.Accept(Build.Officer, During);
        said.Join(group);
        Assert.That(
            Build.CodesOf(() => said.Withhold(" ", Build.Officer, During)),
            Is.EqualTo(new[] { "consultation.reason-missing" })
        );
        said.Withhold("Hors sujet.", Build.Officer, During);
        Assert.That((said.Moderation!.IsAccepted, said.GroupId), Is.EqualTo((false, (ContributionGroupId?)null)));
    }

    [Test]
    public void A_file_is_put_to_what_is_confirmed_and_staff_reads_it_anew()
    {
        var said = Say(Open(), null, "a@b.example", During);
        var file = new ContributedFile(AttachmentId.New(), "avis.pdf", 10, "");
        Assert.That(Build.CodesOf(() => said.Enclose(file)), Is.EqualTo(new[] { "consultation.not-confirmed" }));
        said.Confirm([], During);
        said.Accept(Build.Officer, During);
        said.Enclose(file);
        Assert.That((said.File, said.Moderation), Is.EqualTo((file, (Moderation?)null)));
    }

    [Test]
    public void It_is_answered_once_after_its_end_with_nothing_left_and_by_somebody_who_did_not_draft()
    {
        var open = Open();
        string[] Obstacles(int left, PersonId by, DateTimeOffset at) =>
            [.. open.ObstaclesToAnswer(left, left, left, by, at).Select(one => one.Code)];
        Assert.That(Obstacles(0, Publisher, During), Is.EqualTo(new[] { "consultation.not-closed" }));
        Assert.That(
            Obstacles(1, Publisher, After),
            Is.EqualTo(
                new[]
                {
                    "consultation.to-moderate",
                    "consultation.outside-groups",
                    "consultation.unanswered",
                    "consultation.no-final-plan",
                }
            )
        );
        open.Draft([Article("besoins")], Build.Text(), Publisher, After);
        Assert.That(Obstacles(0, Publisher, After), Is.EqualTo(new[] { "consultation.own-draft" }));
        open.Draft([Article("besoins")], new LocalizedText("Synthèse", ""), Build.Officer, After);
        Assert.That(Obstacles(0, Publisher, After), Is.EqualTo(new[] { "consultation.no-final-plan" }));
        open.Draft([Article("besoins")], Build.Text(), Build.Officer, After);
        open.Answer(0, 0, 0, Publisher, After);
        Assert.That(open.StateAt(After), Is.EqualTo(ConsultationState.Answered));
        Assert.That(
            Build.CodesOf(() => open.Answer(0, 0, 0, Publisher, After)),
            Is.EqualTo(new[] { "consultation.answered-already" })
        );
    }

    [Test]
    public void A_roadmap_knows_where_it_stands()
    {
        var step = new RoadmapStep(Build.Text(), Build.Text(), new DateOnly(2024, 1, 18), new DateOnly(2024, 3, 1));
        Assert.That(
            new[] { 17, 18 }.Select(day => step.StateOn(new DateOnly(2024, 1, day))),
            Is.EqualTo(new[] { RoadmapState.Coming, RoadmapState.Current })
        );
        Assert.That(step.StateOn(new DateOnly(2024, 3, 2)), Is.EqualTo(RoadmapState.Done));
    }
}
