using System.Globalization;

namespace Portal.Infrastructure.Tests.OnFiles;

internal sealed class RankTests : InFolder
{
    private const string Header = "proposal,voter,section,score";

    [Test]
    public void The_published_expected_ranks_come_out_within_a_fifth_of_a_rank([Values(1, 2, 3)] int seed)
    {
        var votes = Put("votes.csv", [Header, .. Sample("mock-votes.csv").Where(vote => vote.Contains(",p1,"))]);

        var (code, _, errors) = Rank(votes, "--funded", "5", "--seed", $"{seed}");

        Assert.That((code, errors), Is.EqualTo((0, "")));
        var ranks = Lines("ranks.csv").Skip(1).ToDictionary(Cell(0), line => Number(line, 2));
        foreach (var published in Sample("mock-panel-1.csv").Skip(1))
            Assert.That(ranks[Cell(0)(published)], Is.EqualTo(Number(published, 1)).Within(0.2), published);
    }

    [Test]
    public void A_rank_has_its_mean_its_intervals_and_a_group()
    {
        var votes = Put(
            "votes.csv",
            [
                Header,
                .. Enumerable.Range(1, 9).SelectMany(one => Voters.Select(voter => $"p{one},{voter},s,{10 - one}")),
            ]
        );

        Rank(votes, "--funded", "4");

        var lines = Lines("ranks.csv");
        Assert.That(lines[0], Is.EqualTo("proposal,mean,expected_rank,low50,high50,low90,high90,group"));
        Assert.That(lines[1], Does.StartWith("p1,9,1").And.EndsWith(",fund"));
        Assert.That(
            lines.Skip(1).Select(line => line.Split(',')[0]),
            Is.EqualTo(Enumerable.Range(1, 9).Select(one => $"p{one}"))
        );
        Assert.That(
            lines.Skip(1).Select(line => line.Split(',')[7]),
            Is.EqualTo(["fund", "fund", "fund", "grey", "reject", "reject", "reject", "reject", "reject"])
        );
    }

    [Test]
    public void A_voter_of_two_sections_is_two_unless_they_are_shared()
    {
        var votes = Put(
            "votes.csv",
            Header,
            "a,v,s,2",
            "a,w,s,4",
            "b,v,s,3",
            "b,w,s,5",
            "c,v,t,6",
            "c,x,t,4",
            "d,v,t,5",
            "d,x,t,3"
        );

        Rank(votes, "--funded", "2");
        var apart = Lines("ranks.csv");
        Rank(votes, "--funded", "2", "--shared-voters");

        Assert.That(Lines("ranks.csv"), Is.Not.EqualTo(apart));
    }

    [Test]
    public void The_better_of_two_is_funded_and_the_other_one_rejected_where_that_is_not_quite_sure()
    {
        var votes = Put(
            "votes.csv",
            [
                Header,
                "a,v6,s,3",
                "b,v6,s,4",
                .. Voters.SelectMany(voter => new[] { $"a,{voter},s,4", $"b,{voter},s,3" }),
            ]
        );

        Rank(votes, "--funded", "1");

        Assert.That(Lines("ranks.csv").Skip(1).Select(line => line.Split(',')[7]), Is.EqualTo(["fund", "reject"]));
    }

    [Test]
    public void A_seed_repeats_its_draws()
    {
        var votes = Put("votes.csv", [.. Sample("mock-votes.csv")]);

        string[] With(string seed)
        {
            Rank(votes, "--funded", "9", "--seed", seed);
            return Lines("ranks.csv");
        }

        Assert.That(With("7"), Is.EqualTo(With("7")));
        Assert.That(With("7"), Is.Not.EqualTo(With("8")));
    }

    [TestCase("a,v,s,\"4,5\"", "line 3: the score \"4,5\" is no number")]
    [TestCase("a,v,s,1e308", "line 3: the score \"1e308\" is no number")]
    [TestCase("a,v,s,\"4", "quotes that don't match")]
    [TestCase("a,v,s,x", "line 3: the score \"x\" is no number")]
    [TestCase("a,v,s,", "line 3: the score \"\" is no number")]
    [TestCase("a,w,s,4", "line 3: w voted on a already, on line 2")]
    [TestCase("a,w", "line 3: 2 cells where 4 are needed")]
    [TestCase(",v,s,4", "line 3: the proposal or the voter is missing")]
    [TestCase("a,v,s,4", "fewer than two proposals")]
    public void What_is_wrong_with_a_line_is_told(string line, string reason)
    {
        var (code, _, errors) = Rank(Put("votes.csv", Header, "a,w,s,5", line), "--funded", "1");

        Assert.That(code, Is.EqualTo(2));
        Assert.That(errors, Does.Contain(reason));
        Assert.That(File.Exists(PathOf("ranks.csv")), Is.False);
    }

    [TestCase("--funded", "0", "from 1 to 45")]
    [TestCase("--funded", "46", "from 1 to 45")]
    [TestCase("--funded", "many", "many")]
    [TestCase("--prior-assessor-sd", "0", "above 0")]
    public void What_is_wrong_with_an_option_is_told(string option, string value, string reason)
    {
        var votes = Put("votes.csv", [.. Sample("mock-votes.csv")]);

        var (code, _, errors) = Rank(votes, option == "--funded" ? [option, value] : ["--funded", "5", option, value]);

        Assert.That(code, Is.EqualTo(2));
        Assert.That(errors, Does.Contain(reason));
    }

    [Test]
    public void A_missing_column_or_file_is_named()
    {
        var votes = Put("votes.csv", "proposal,voter,score", "a,v,3");

        Assert.That(Rank(votes, "--funded", "1").Errors, Does.EndWith("line 1: the column section is missing."));
        Assert.That(Rank(PathOf("nowhere.csv"), "--funded", "1").Errors, Does.EndWith("nowhere.csv doesn't exist."));
    }

    private static IEnumerable<string> Voters => ["v1", "v2", "v3", "v4", "v5"];

    private (int Code, string Output, string Errors) Rank(string votes, params string[] options) =>
        Run(["rank", "--votes", votes, "--out", PathOf("ranks.csv"), .. options]);

    private static string[] Sample(string name) =>
        File.ReadAllLines(Path.Combine(Repository.Root, "tests/Portal.Infrastructure.Tests/OnFiles", name));

    private static Func<string, string> Cell(int place) => line => line.Split(',')[place];

    private static double Number(string line, int place) =>
        double.Parse(line.Split(',')[place], CultureInfo.InvariantCulture);
}
