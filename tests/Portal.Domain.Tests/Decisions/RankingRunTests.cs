namespace Portal.Domain.Tests.Decisions;

[TestFixture]
internal sealed class RankingRunTests
{
    private static readonly DateTimeOffset Now = Build.Closing.AddDays(60);
    private static readonly ExpertId[] Experts = [.. Enumerable.Range(0, 5).Select(_ => ExpertId.New())];
    private static readonly DossierId[] Dossiers = [.. Enumerable.Range(0, 6).Select(_ => DossierId.New())];

    [Test]
    public void A_severe_expert_does_not_cost_a_dossier_its_place()
    {
        // The first expert takes a mark off everything; who had them has the lower mean, and not the worse rank.
        var reviews = Enumerable
            .Range(0, 6)
            .SelectMany(one =>
                new[] { one % 5, (one + 1) % 5, (one + 2) % 5 }.Select(expert =>
                    Given(one, expert, 5 - one * 0.5m - (expert == 0 ? 1 : 0))
                )
            )
            .ToList();
        var result = Computed(reviews, new FundingTerms(3, null)).Result!;

        Assert.That(result.IsAdjusted);
        Assert.That(result.Experts[0].Expert, Is.EqualTo(Experts[0]));
        Assert.That(result.Experts[0].Low90, Is.GreaterThan(0));
        Assert.That(result.Dossiers.Select(one => one.Dossier), Is.EqualTo(Dossiers));
        Assert.That(result.Dossiers.All(one => one.Mean is not null && one.Deviation is not null), "as given, beside");
    }

    [Test]
    public void The_same_matter_comes_to_the_same_result()
    {
        var reviews = Round();
        var (one, other) = (Computed(reviews, new FundingTerms(2, null)), Computed(reviews, new FundingTerms(2, null)));
        Assert.That(
            System.Text.Json.JsonSerializer.Serialize(other.Result),
            Is.EqualTo(System.Text.Json.JsonSerializer.Serialize(one.Result))
        );
        Assert.That(other.InputsSha256, Is.EqualTo(one.InputsSha256));
    }

    [Test]
    public void Another_score_weight_request_or_line_is_another_matter()
    {
        var matter = Matter(Round());
        var terms = new FundingTerms(2, null);
        RankingMatter[] others =
        [
            matter with
            {
                Reviews = [matter.Reviews[0] with { Score = 1.1m }, .. matter.Reviews.Skip(1)],
            },
            matter with
            {
                Criteria = [matter.Criteria[0] with { Weight = 61 }, matter.Criteria[1]],
            },
            matter with
            {
                Dossiers = [matter.Dossiers[0] with { Requested = 1 }, .. matter.Dossiers.Skip(1)],
            },
        ];
        Assert.That(
            others.Select(one => one.Sha256For(terms)).Append(matter.Sha256For(new FundingTerms(3, null))),
            Is.Unique.And.None.EqualTo(matter.Sha256For(terms))
        );
    }

    [Test]
    public void Computing_twice_tells_once_and_changes_nothing()
    {
        var run = Computed(Round(), new FundingTerms(2, null));
        var (result, told) = (run.Result, run.Events.Count);
        run.Take(run.Try, run.Compute(), Now.AddDays(1));
        Assert.That((run.Result, run.Events.Count, run.ComputedAt), Is.EqualTo((result, told, Now)));
    }

    [Test]
    public void With_fewer_than_two_reviews_a_dossier_nothing_is_adjusted_and_it_says_why()
    {
        var result = Computed([Given(0, 0, 5), Given(1, 0, 4), Given(1, 1, 3)], new FundingTerms(1, null)).Result!;
        Assert.That(
            result.Obstacles.Select(one => one.AsRefusal()),
            Is.EqualTo([RankingRefusals.TooFewReviews(1.5m, 2)])
        );
        Assert.That(result.Dossiers[0].Dossier, Is.EqualTo(Dossiers[0]), "in the order of means");
        Assert.That(result.Dossiers, Has.All.Property(nameof(RankedScore.Adjusted)).Null);
        Assert.That(result.Experts, Is.Empty);
    }

    [Test]
    public void Experts_who_share_no_dossier_can_not_be_compared()
    {
        GivenReview[] reviews =
        [
            Given(0, 0, 5),
            Given(0, 1, 4),
            Given(1, 0, 3),
            Given(1, 1, 2),
            Given(2, 2, 5),
            Given(2, 3, 4),
            Given(3, 2, 3),
            Given(3, 3, 2),
        ];
        Assert.That(Adjustability.Obstacles(Matter(reviews)), Is.EqualTo([RankingRefusals.Unconnected(2)]));
        Assert.That(Adjustability.Obstacles(Matter([.. reviews, Given(0, 3, 4)])), Is.Empty, "one link is enough");
    }

    [Test]
    public void Scores_on_several_scales_can_not_be_compared() =>
        Assert.That(
            Adjustability.Obstacles(Matter(Round()) with { Scales = 2 }),
            Is.EqualTo([RankingRefusals.SeveralScales])
        );

    [Test]
    public void An_envelope_reaches_as_far_as_requests_fit_in_their_order()
    {
        var terms = FundingTerms.Of(dossiers: null, new Money(100));
        Assert.That(terms.FundedOf([60, 40, 1]), Is.EqualTo(2));
        Assert.That(terms.FundedOf([60, 41, 1]), Is.EqualTo(1), "a smaller one further down doesn't overtake");
        Assert.That(terms.FundedOf([101]), Is.Zero);
        Assert.That(terms.FundedOf([null, 100]), Is.EqualTo(2));
    }

    [Test]
    public void The_line_is_a_number_or_an_envelope()
    {
        foreach (var (dossiers, envelope) in new (int?, Money?)[] { (null, null), (0, null), (1, new Money(1)) })
            Assert.That(
                () => FundingTerms.Of(dossiers, envelope),
                Throws
                    .TypeOf<RefusedException>()
                    .With.Property("Refusals")
                    .EqualTo(new[] { RankingRefusals.LineNeeded })
            );
    }

    [Test]
    public void Where_no_request_fits_every_dossier_is_below_the_line()
    {
        var result = Computed(Round(), new FundingTerms(null, 1)).Result!;
        Assert.That((result.Funded, result.Line), Is.EqualTo((0, 0d)));
        Assert.That(result.Dossiers, Has.All.Property(nameof(RankedScore.Group)).EqualTo(FundingGroup.Reject));
    }

    [Test]
    public void Who_lifted_a_dossier_above_the_line_is_named_by_what_changes_without_them()
    {
        // The fifth expert alone holds the last dossier for the best one.
        GivenReview[] reviews =
        [
            .. Round().Where(one => one.Dossier != Dossiers[5]),
            Given(5, 1, 4.8m),
            Given(5, 2, 4.8m),
            Given(5, 4, 6),
        ];
        var changes = Computed(reviews, new FundingTerms(1, null)).Result!.Changes;
        var without = changes.Single(one => one.Key == Experts[4].Value.ToString());
        Assert.That((without.Kind, without.Count), Is.EqualTo((ChangeKind.WithoutExpert, 2)));
        Assert.That(without.Dropped, Is.EqualTo([Dossiers[5]]));
        Assert.That(without.Raised, Is.EqualTo([Dossiers[0]]));
    }

    [Test]
    public void Whose_only_expert_goes_has_no_review_left()
    {
        GivenReview[] reviews = [.. Round().Where(one => one.Dossier != Dossiers[5]), Given(5, 4, 6)];
        var without = Computed(reviews, new FundingTerms(1, null))
            .Result!.Changes.Single(one => one.Key == Experts[4].Value.ToString());
        Assert.That(without.Unreviewed, Is.EqualTo([Dossiers[5]]));
    }

    [Test]
    public void A_criterion_that_decides_is_told_by_what_changes_with_its_weight()
    {
        GivenReview Marked(int dossier, int expert, int impact, int method) =>
            new(
                Dossiers[dossier],
                Experts[expert],
                (impact * 60 + method * 40) / 100m,
                new Dictionary<string, int> { ["impact"] = impact, ["method"] = method }
            );
        GivenReview[] reviews =
        [
            Marked(0, 0, 5, 2),
            Marked(0, 1, 5, 2),
            Marked(1, 0, 3, 4),
            Marked(1, 1, 3, 4),
            Marked(2, 0, 1, 1),
            Marked(2, 1, 1, 2),
        ];
        var changes = Computed(reviews, new FundingTerms(1, null)).Result!.Changes;
        var without = changes.Single(one => one is { Kind: ChangeKind.WithoutCriterion, Key: "impact" });
        Assert.That(without.Raised, Is.EqualTo([Dossiers[1]]));
        Assert.That(without.Dropped, Is.EqualTo([Dossiers[0]]));
        Assert.That(changes.Single(one => one is { Kind: ChangeKind.DoubleWeight, Key: "impact" }).Count, Is.Zero);
    }

    [Test]
    public void A_dossier_without_a_review_stands_last_and_on_no_side()
    {
        var result = Computed([.. Round().Where(one => one.Dossier != Dossiers[0])], new FundingTerms(2, null)).Result!;
        var last = result.Dossiers[^1];
        Assert.That(
            (last.Dossier, last.Group, last.Adjusted, last.Rank),
            Is.EqualTo((Dossiers[0], (FundingGroup?)null, (AdjustedRank?)null, (int?)null))
        );
    }

    [Test]
    public void Two_hundred_dossiers_of_three_reviews_take_seconds()
    {
        var random = new Random(1);
        var experts = Enumerable.Range(0, 60).Select(_ => ExpertId.New()).ToList();
        var dossiers = Enumerable.Range(0, 200).Select(_ => DossierId.New()).ToList();
        var reviews = dossiers
            .SelectMany(
                (dossier, at) =>
                    Enumerable
                        .Range(0, 3)
                        .Select(one => new GivenReview(
                            dossier,
                            experts[(at + one * 7) % 60],
                            random.Next(10, 61) / 10m,
                            new Dictionary<string, int> { ["impact"] = 3, ["method"] = 4 }
                        ))
            )
            .ToList();
        var matter = Matter(reviews) with { Dossiers = [.. dossiers.Select(one => new RankedMatter(one, 1))] };
        var run = RankingRun.Ask(WaveId.New(), matter, new FundingTerms(60, null), Build.Officer, Now);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        run.Take(run.Try, run.Compute(), Now);
        TestContext.Out.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s");
        Assert.That(run.Result!.Changes, Has.Count.EqualTo(66));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)), "a machine under load is allowed its time");
    }

    /// <summary>Every dossier by three experts, each half a mark better than the next.</summary>
    private static List<GivenReview> Round() =>
        [
            .. Enumerable
                .Range(0, 6)
                .SelectMany(one => Enumerable.Range(0, 3).Select(next => Given(one, (one + next) % 5, 5 - one * 0.5m))),
        ];

    private static GivenReview Given(int dossier, int expert, decimal score) =>
        new(Dossiers[dossier], Experts[expert], score, new Dictionary<string, int>());

    private static RankingMatter Matter(IReadOnlyList<GivenReview> reviews) =>
        new(
            [.. Dossiers.Select(one => new RankedMatter(one, 10))],
            reviews,
            [new WeighedCriterion("impact", Build.Text(), 60), new WeighedCriterion("method", Build.Text(), 40)],
            Scales: 1
        );

    private static RankingRun Computed(IReadOnlyList<GivenReview> reviews, FundingTerms terms)
    {
        var run = RankingRun.Ask(WaveId.New(), Matter(reviews), terms, Build.Officer, Now);
        run.Take(run.Try, run.Compute(), Now);
        return run;
    }
}
