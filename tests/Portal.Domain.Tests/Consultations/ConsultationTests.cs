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
        var consultation = Announced(Article("besoins"), Article("preuves"));
        consultation.Schedule(Opening, new Deadline(Build.Civil(2024, 3, 2, 0, 0)), by: null, Opening.AddDays(-9));
        return consultation;
    }

    private static readonly ConsultationWords Words = new(
        Build.Text(),
        Build.Text(),
        Build.Text(),
        Build.Text(),
        Build.Text()
    );

    private static Consultation Announced(params PlanArticle[] plan) =>
        Consultation.Announce("plan", null, Words, plan, Build.Officer, Opening.AddDays(-9));

    private static Deadline Until(int month, int day) => new(Build.Civil(2024, month, day, 0, 0));

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
            Build.CodesOf(() => open.Describe(open.Words, [Article("besoins")], Build.Officer, During)),
            Is.EqualTo(new[] { "consultation.plan-stays" })
        );
        Assert.DoesNotThrow(() =>
            open.Describe(Words with { Summary = Build.Text("Autre") }, open.Plan, Build.Officer, During)
        );
        Assert.That(
            Build.CodesOf(() => open.Schedule(Opening.AddDays(1), Until(3, 9), null, During)),
            Is.EqualTo(new[] { "consultation.only-longer" }),
            "who came at the opening that was announced found it open"
        );
    }

    [Test]
    public void Its_dates_no_longer_change_once_it_is_over_and_those_that_it_has_may_be_said_again()
    {
        var over = Open();
        Assert.That(
            Build.CodesOf(() => over.Schedule(Opening, Until(4, 1), Build.Officer, After)),
            Is.EqualTo(new[] { "consultation.closed-already" })
        );
        over.Draft([Article("besoins")], Build.Text(), Build.Officer, After);
        over.Answer(Left(), After, Publisher, After);
        Assert.That(
            Build.CodesOf(() => over.Schedule(Opening, Until(4, 1), Build.Officer, After)),
            Is.EqualTo(new[] { "consultation.answered-already" })
        );
        Assert.DoesNotThrow(() => over.Schedule(Opening, over.Closes!, Build.Officer, After));
        Assert.That(
            Build.CodesOf(() =>
                over.Describe(Words with { Title = Build.Text("Autre") }, over.Plan, Build.Officer, After)
            ),
            Is.EqualTo(new[] { "consultation.answered-already" })
        );
    }

    [Test]
    public void It_gets_dates_once_it_has_a_plan_in_the_right_order_and_not_in_the_past()
    {
        var before = Opening.AddDays(-1);
        var announced = Announced();
        string[] Codes(DateTimeOffset opens, Deadline closes, DateTimeOffset now) =>
            [.. Build.CodesOf(() => announced.Schedule(opens, closes, Build.Officer, now))];
        Assert.That(Codes(Opening, Until(3, 2), before), Is.EqualTo(new[] { "consultation.no-plan" }));
        announced.Describe(Words, [Article("besoins")], Build.Officer, before);
        Assert.That(Codes(Opening, Until(1, 18), before), Is.EqualTo(new[] { "consultation.ends-before-it-begins" }));
        Assert.That(Codes(Opening, Until(3, 2), During), Is.EqualTo(new[] { "consultation.opens-in-the-past" }));
        announced.Schedule(Opening, Until(3, 2), Build.Officer, before);
        Assert.That(announced.StateAt(Opening), Is.EqualTo(ConsultationState.Open));
        Assert.That(
            Build.CodesOf(() => announced.Describe(Words, [], Build.Officer, before)),
            Is.EqualTo(new[] { "consultation.no-plan" }),
            "it would open without anything to speak on"
        );
    }

    [Test]
    public void Until_it_opens_both_dates_and_the_plan_move_freely_and_the_history_tells_each_change()
    {
        var before = Opening.AddDays(-1);
        var announced = Announced(Article("besoins"));
        announced.Schedule(Opening, Until(3, 2), Build.Officer, before);
        announced.Schedule(Opening.AddDays(2), Until(2, 1), Build.Officer, before);
        announced.Describe(Words, [Article("preuves")], Build.Officer, before);
        announced.Schedule(announced.OpensAt!.Value, Until(3, 9), Build.Officer, Opening.AddDays(3));
        Assert.That(
            announced.Events.Select(one => one.Name),
            Is.EqualTo(
                new[]
                {
                    "consultation.announced",
                    "consultation.scheduled",
                    "consultation.scheduled",
                    "consultation.described",
                    "consultation.prolonged",
                }
            )
        );
    }

    [TestCase("Nom", "consultation.slug-wrong")]
    [TestCase("new", "consultation.slug-wrong")]
    public void Its_name_in_addresses_is_one(string slug, string code) =>
        Assert.That(
            Build.CodesOf(() => Consultation.Announce(slug, null, Words, [], Build.Officer, Opening)),
            Is.EqualTo(new[] { code })
        );

    [Test]
    public void What_the_public_reads_is_written_in_both_languages_and_each_article_has_a_key_of_its_own()
    {
        string[] Codes(ConsultationWords words, params PlanArticle[] plan) =>
            [.. Build.CodesOf(() => Consultation.Announce("plan", null, words, plan, Build.Officer, Opening))];
        var half = new LocalizedText("Texte", " ");
        Assert.That(Codes(Words with { When = half }), Is.EqualTo(new[] { "consultation.words-missing" }));
        Assert.That(
            Codes(Words with { Title = Build.Text(new string('a', 301)) }),
            Is.EqualTo(new[] { "consultation.words-missing" })
        );
        Assert.That(
            Codes(Words, Article("besoins") with { Text = half }),
            Is.EqualTo(new[] { "consultation.article-missing" })
        );
        Assert.That(Codes(Words, Article("a"), Article("a")), Is.EqualTo(new[] { "consultation.article-twice" }));
        Assert.That(Codes(Words, Article("Deux mots")), Is.EqualTo(new[] { "consultation.no-key" }));
        Assert.That(
            Codes(Words, [.. Enumerable.Range(0, 41).Select(one => Article($"a{one}"))]),
            Is.EqualTo(new[] { "consultation.too-many-articles" })
        );
    }

    [Test]
    public void Two_articles_of_the_final_plan_never_share_a_key()
    {
        var open = Open();
        Assert.That(
            Build.CodesOf(() =>
                open.Draft([Article("article-1"), Article("article-1")], Build.Text(), Build.Officer, After)
            ),
            Is.EqualTo(new[] { "consultation.article-twice" })
        );
        Assert.That(
            Build.CodesOf(() => open.Draft([], Build.Text(new string('a', 20_001)), Build.Officer, After)),
            Is.EqualTo(new[] { "consultation.too-long" })
        );
    }

    [Test]
    public void A_group_holds_what_is_said_of_one_article()
    {
        var open = Open();
        var said = Say(open, "preuves", "a@b.example", During);
        said.Confirm([], During);
        said.Accept(Build.Officer, During);
        var other = new ContributionGroup(open, "besoins", Build.Text());
        Assert.That(Build.CodesOf(() => said.Join(other)), Is.EqualTo(new[] { "consultation.other-article" }));
        var its = new ContributionGroup(open, "preuves", Build.Text());
        said.Join(its);
        Assert.That(said.GroupId, Is.EqualTo(its.Id));
    }

    [Test]
    public void A_reason_is_kept_before_an_answer_is_chosen_and_an_answer_can_be_taken_off()
    {
        var group = new ContributionGroup(Open(), null, Build.Text());
        group.Reply(Build.Text(), null, Build.Text("Motif"), Build.Officer, After);
        Assert.That((group.Because.Fr, group.IsAnswered), Is.EqualTo(("Motif", false)));
        group.Reply(Build.Text(), GroupAnswer.InPart, Build.Text("Motif"), Build.Officer, After);
        Assert.That(group.IsAnswered, Is.True);
        group.Reply(Build.Text(), null, Build.Text("Motif"), Build.Officer, After);
        Assert.That(group.IsAnswered, Is.False);
        Assert.That(
            Build.CodesOf(() => group.Reply(Build.Text(""), null, Build.Text(""), Build.Officer, After)),
            Is.EqualTo(new[] { "consultation.title-missing" })
        );
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
        var forgotten = Say(open, null, "a@b.example", During);
        forgotten.Confirm([second], During.AddDays(2));
        Assert.That(
            (forgotten.ReplacedAt, second.ReplacedAt),
            Is.EqualTo(((DateTimeOffset?)During.AddDays(2), (DateTimeOffset?)null)),
            "what was sent before, confirmed after"
        );
    }

    [Test]
    public void What_is_replaced_keeps_no_file()
    {
        var open = Open();
        var first = Say(open, null, "a@b.example", During);
        first.Confirm([], During);
        first.Enclose(new ContributedFile(AttachmentId.New(), "avis.pdf", 10, ""), open, During);
        Say(open, null, "a@b.example", During.AddDays(1)).Confirm([first], During.AddDays(1));
        Assert.That(first.File, Is.Null);
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
    public void A_file_is_put_to_what_is_confirmed_while_it_is_open_and_staff_reads_it_anew()
    {
        var open = Open();
        var said = Say(open, null, "a@b.example", During);
        var file = new ContributedFile(AttachmentId.New(), "avis.pdf", 10, "");
        Assert.That(
            Build.CodesOf(() => said.Enclose(file, open, During)),
            Is.EqualTo(new[] { "consultation.not-confirmed" })
        );
        said.Confirm([], During);
        said.Accept(Build.Officer, During);
        said.Enclose(file, open, During);
        Assert.That((said.File, said.Moderation), Is.EqualTo((file, (Moderation?)null)));
        said.Accept(Build.Officer, After);
        Assert.That(
            Build.CodesOf(() => said.Enclose(file, open, After)),
            Is.EqualTo(new[] { "consultation.not-open" }),
            "nothing new after the last day"
        );
        Assert.That(said.Moderation, Is.Not.Null);
    }

    private static AnswerCounts Left(int left = 0, PersonId? author = null, DateTimeOffset? repliedAt = null) =>
        new(left, left, left, new[] { author }.OfType<PersonId>().ToHashSet(), repliedAt);

    [Test]
    public void It_is_answered_once_after_its_end_with_nothing_left_and_by_somebody_who_did_not_write_the_answers()
    {
        var open = Open();
        string[] Obstacles(int left, PersonId by, DateTimeOffset at, PersonId? author = null) =>
            [.. open.ObstaclesToAnswer(Left(left, author), by, at).Select(one => one.Code)];
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
        Assert.That(
            Obstacles(0, Publisher, After, author: Publisher),
            Is.EqualTo(new[] { "consultation.own-draft" }),
            "who answered a group"
        );
        open.Answer(Left(), After, Publisher, After);
        Assert.That(open.StateAt(After), Is.EqualTo(ConsultationState.Answered));
        Assert.That(
            Build.CodesOf(() => open.Answer(Left(), After, Publisher, After)),
            Is.EqualTo(new[] { "consultation.answered-already" })
        );
    }

    [Test]
    public void What_is_published_is_what_was_read()
    {
        var open = Open();
        open.Draft([Article("besoins")], Build.Text(), Build.Officer, After);
        open.Draft([Article("besoins")], Build.Text("Autre chose"), Build.Officer, After.AddMinutes(1));
        Assert.That(
            Build.CodesOf(() => open.Answer(Left(), After, Publisher, After.AddMinutes(2))),
            Is.EqualTo(new[] { "consultation.written-since" })
        );
        var answered = Left(repliedAt: After.AddMinutes(3));
        Assert.That(
            Build.CodesOf(() => open.Answer(answered, After.AddMinutes(1), Publisher, After.AddMinutes(4))),
            Is.EqualTo(new[] { "consultation.written-since" }),
            "an answer, too"
        );
        Assert.DoesNotThrow(() => open.Answer(answered, After.AddMinutes(3), Publisher, After.AddMinutes(4)));
    }

    [Test]
    public void An_answer_keeps_who_wrote_it_and_saying_the_same_again_changes_nothing()
    {
        var group = new ContributionGroup(Open(), null, Build.Text());
        group.Reply(Build.Text(), GroupAnswer.NotTaken, Build.Text("Parce que."), Publisher, After);
        group.Reply(Build.Text(), GroupAnswer.NotTaken, Build.Text("Parce que."), Build.Officer, After.AddDays(1));
        Assert.That((group.RepliedBy, group.RepliedAt), Is.EqualTo(((PersonId?)Publisher, (DateTimeOffset?)After)));
        Assert.That(group.Events.Single(), Is.InstanceOf<GroupAnswered>());
    }
}
