using System.Text.Json;

namespace Portal.Infrastructure.Tests.OnFiles;

internal sealed class MatchTests : InFolder
{
    [Test]
    public void Experts_are_assigned_by_a_matrix_and_the_figures_told()
    {
        var matrix = Put("matrix.csv", "expert,a,b", "x,0.9,0.8", "y,0.1,0.7", "z,-1,");

        var (code, output, errors) = Match(matrix, "--per-dossier", "1", "--max-load", "1", "--json");

        Assert.That((code, errors), Is.EqualTo((0, "")));
        Assert.That(Lines("out.csv"), Is.EqualTo(["dossier,expert,affinity", "a,x,0.9", "b,y,0.7"]));
        using var json = JsonDocument.Parse(output);
        var told = json.RootElement;
        Assert.That(told.GetProperty("total").GetDouble(), Is.EqualTo(1.6).Within(1e-9));
        Assert.That(told.GetProperty("floor").GetDouble(), Is.EqualTo(0.7));
        Assert.That(told.GetProperty("sumProvenOptimal").GetBoolean());
        Assert.That(told.GetProperty("loads").GetProperty("min").GetInt32(), Is.Zero);
        Assert.That(told.GetProperty("loads").GetProperty("max").GetInt32(), Is.EqualTo(1));
        Assert.That(told.TryGetProperty("seconds", out _));
    }

    [Test]
    public void Fairly_the_least_served_comes_first()
    {
        var matrix = Put("matrix.csv", ",a,b", "x,1,0.6", "y,0.5,0.2");

        Match(matrix, "--per-dossier", "1", "--max-load", "1", "--objective", "sum");
        Assert.That(Lines("out.csv"), Does.Contain("b,y,0.2"));
        var (_, output, _) = Match(matrix, "--per-dossier", "1", "--max-load", "1", "--objective", "fair", "--json");

        Assert.That(Lines("out.csv"), Does.Contain("b,x,0.6"));
        Assert.That(output, Does.Contain("\"floor\":0.5").And.Contain("\"floorProvenOptimal\":true"));
    }

    [Test]
    public void A_conflict_keeps_a_pair_apart()
    {
        var matrix = Put("matrix.csv", ",a", "x,0.9", "y,0.1");
        var conflicts = Put("conflicts.csv", "expert,dossier", "x,a");

        Match(matrix, "--per-dossier", "1", "--max-load", "1", "--conflicts", conflicts);

        Assert.That(Lines("out.csv")[1], Is.EqualTo("a,y,0.1"));
    }

    [Test]
    public void What_can_t_be_is_told_with_what_would_have_to_give()
    {
        var matrix = Put("matrix.csv", ",a,b", "x,1,1", "y,,1");

        var (code, _, errors) = Match(matrix, "--per-dossier", "2", "--max-load", "2");

        Assert.That(code, Is.EqualTo(1));
        Assert.That(errors, Does.StartWith("a has too few experts without a conflict (1)"));
        Assert.That(File.Exists(PathOf("out.csv")), Is.False);
    }

    [Test]
    public void Rules_and_what_is_pinned_are_read_from_files()
    {
        var matrix = Put("matrix.csv", ",a,b", "x,0.9,0.8", "y,0.8,0.7", "z,0.1,0.2", "w,0,0");
        var facts = Put(
            "facts.csv",
            "expert,role,organisation,region,capacity",
            "x,doctor,north,,",
            "y,doctor,south,,",
            "z,payer,south,,1",
            "w,payer,,,"
        );
        var pinned = Put("pinned.csv", "dossier,expert", "a,y");

        string[] rules = ["--roles", "doctor,payer", "--one-of-organisation", "--not-all-of-region"];
        var (code, _, errors) = Match(
            matrix,
            ["--per-dossier", "2", "--max-load", "2", "--experts-facts", facts, "--pinned", pinned, .. rules]
        );

        Assert.That((code, errors), Is.EqualTo((0, "")));
        Assert.That(Lines("out.csv").Skip(1), Is.EqualTo(["a,y,0.8", "a,w,0", "b,x,0.8", "b,z,0.2"]));
    }

    [Test]
    public void Rules_that_clash_are_told_with_each_way_out()
    {
        var matrix = Put("matrix.csv", ",a,b", "x,1,1", "y,1,1");
        var facts = Put("facts.csv", "expert,role,organisation,region,capacity", "x,doctor,,,1", "y,payer,,,");

        var (code, _, errors) = Match(
            matrix,
            ["--per-dossier", "1", "--max-load", "2", "--experts-facts", facts, "--roles", "doctor"]
        );

        Assert.That(code, Is.EqualTo(1));
        Assert.That(errors, Does.Contain("- places with more experts: 1 of role doctor; or so many experts fewer for"));
        Assert.That(errors, Does.Contain("- so many dossiers more than they may have for x (1)"));
        Assert.That(errors, Does.Contain("- not every role for"));
    }

    [TestCase("who,,,,", "there is no expert \"who\"")]
    [TestCase("x,,,,many", "the capacity \"many\" is no whole number")]
    public void What_is_wrong_with_an_expert_s_facts_is_told(string line, string reason)
    {
        var facts = Put("facts.csv", "expert,role,organisation,region,capacity", line);

        var (code, _, errors) = Match(
            Put("matrix.csv", ",a", "x,0.9"),
            ["--per-dossier", "1", "--max-load", "1", "--experts-facts", facts]
        );

        Assert.That((code, errors), Is.EqualTo((2, $"{facts}, line 2: {reason}.")));
    }

    [TestCase("x,1", "line 2: 2 cells where the first line has 3")]
    [TestCase("x,1,high", "line 2: \"high\" is no number (expert x, dossier b)")]
    [TestCase(",1,1", "line 2: a name is missing")]
    [TestCase("x,1,\"0,85\"", "line 2: \"0,85\" is no number")]
    [TestCase("x,1,1e10", "line 2: \"1e10\" is no number")]
    [TestCase("x,1,\"0", "quotes that don't match")]
    public void What_is_wrong_with_a_line_of_the_matrix_is_told(string line, string reason)
    {
        var (code, _, errors) = Match(Put("matrix.csv", ",a,b", line), "--per-dossier", "1", "--max-load", "1");

        Assert.That(code, Is.EqualTo(2));
        Assert.That(errors, Does.Contain(reason));
    }

    [Test]
    public void A_conflict_of_somebody_unknown_is_refused()
    {
        var matrix = Put("matrix.csv", ",a", "x,0.9");
        var conflicts = Put("conflicts.csv", "dossier,expert", "a,who");

        var (code, _, errors) = Match(matrix, "--per-dossier", "1", "--max-load", "1", "--conflicts", conflicts);

        Assert.That((code, errors), Is.EqualTo((2, $"{conflicts}, line 2: there is no expert \"who\".")));
    }

    [Test]
    public void Affinities_come_of_texts_and_are_assigned_by_at_once()
    {
        var experts = Put(
            "experts.jsonl",
            """{"id":"cardio","texts":["Insuffisance cardiaque. Les patients sont suivis."]}""",
            """{"id":"eco","texts":["Coût des dispositifs. Le coût est évalué."]}"""
        );
        var dossiers = Put(
            "dossiers.jsonl",
            """{"id":"heart","text":"Le suivi de l’insuffisance cardiaque","language":"fr"}""",
            """{"id":"money","text":"Les coûts des dispositifs"}"""
        );

        var (code, _, errors) = Run(
            "match",
            "--experts",
            experts,
            "--dossiers",
            dossiers,
            "--affinity-out",
            PathOf("matrix.csv"),
            "--per-dossier",
            "1",
            "--max-load",
            "1",
            "--out",
            PathOf("out.csv")
        );

        Assert.That((code, errors), Is.EqualTo((0, "")));
        Assert.That(Lines("matrix.csv")[0], Is.EqualTo(",heart,money"));
        Assert.That(Lines("out.csv")[1], Does.StartWith("heart,cardio,"));
        Assert.That(Lines("out.csv")[2], Does.StartWith("money,eco,"));
    }

    [TestCase("{", "line 1: is no JSON object")]
    [TestCase("{\"id\":\"x\"}", "line 1: needs a text \"id\"")]
    [TestCase("[]", "line 1: needs a text \"id\"")]
    [TestCase("{\"id\":\"x\",\"texts\":[],\"language\":\"de\"}", "a \"language\" is fr or en")]
    [TestCase("{\"id\":\"x\",\"texts\":[]}", "line 1: is no JSON object", "{\"id\"")]
    [TestCase(
        "{\"id\":\"x\",\"texts\":[]}",
        "a \"language\" is fr or en",
        "{\"id\":\"d\",\"text\":\"t\",\"language\":\"de\"}"
    )]
    public void What_is_wrong_with_a_text_s_line_is_told(
        string line,
        string reason,
        string dossier = """{"id":"d","text":"t"}"""
    )
    {
        var (code, _, errors) = Run(
            "match",
            "--experts",
            Put("experts.jsonl", line),
            "--dossiers",
            Put("dossiers.jsonl", dossier),
            "--affinity-out",
            PathOf("matrix.csv")
        );

        Assert.That(code, Is.EqualTo(2));
        Assert.That(errors, Does.Contain(reason));
    }

    [Test]
    public void A_load_without_end_is_one_of_all_dossiers()
    {
        var matrix = Put("matrix.csv", ",a,b", "x,1,1", "y,0,0");

        Match(matrix, "--per-dossier", "1", "--max-load", $"{int.MaxValue}");

        Assert.That(Lines("out.csv").Skip(1), Is.EqualTo(["a,x,1", "b,x,1"]));
    }

    [Test]
    public void A_file_in_another_encoding_is_refused()
    {
        var matrix = PathOf("matrix.csv");
        File.WriteAllText(matrix, ",a\nAnaïs,1\n", System.Text.Encoding.Latin1);

        var (code, _, errors) = Match(matrix, "--per-dossier", "1", "--max-load", "1");

        Assert.That(code, Is.EqualTo(2));
        Assert.That(errors, Does.StartWith($"{matrix} is not in UTF-8"));
    }

    [TestCase("--objective", "7")]
    [TestCase("--per-dossier", "0")]
    [TestCase("--min-load", "2")]
    [TestCase("--conflicts", "nowhere.csv")]
    [TestCase("--affinity-out", "matrix-2.csv")]
    [TestCase("--roles", "doctor")]
    public void An_option_that_can_t_be_is_refused_before_anything_is_written(string option, string value)
    {
        var matrix = Put("matrix.csv", ",a", "x,0.9");

        var (code, _, errors) = Match(
            matrix,
            option == "--per-dossier"
                ? [option, value, "--max-load", "1"]
                : ["--per-dossier", "1", "--max-load", "1", option, value]
        );

        Assert.That(code, Is.EqualTo(2));
        Assert.That(errors, Is.Not.Empty);
        Assert.That(File.Exists(PathOf("out.csv")), Is.False);
    }

    [Test]
    public void A_matrix_of_texts_is_not_written_where_an_option_can_t_be()
    {
        var (code, _, _) = Run(
            "match",
            "--experts",
            Put("experts.jsonl", """{"id":"x","texts":[]}"""),
            "--dossiers",
            Put("dossiers.jsonl", """{"id":"d","text":"t"}"""),
            "--affinity-out",
            PathOf("matrix.csv"),
            "--per-dossier",
            "1",
            "--out",
            PathOf("out.csv")
        );

        Assert.That(code, Is.EqualTo(2));
        Assert.That(File.Exists(PathOf("matrix.csv")), Is.False);
    }

    [Test]
    public void Under_a_cap_the_assignment_is_drawn_and_its_probabilities_are_told()
    {
        var matrix = Put("matrix.csv", ",a,b", "x,1,0", "y,0,1");
        string[] terms = ["--per-dossier", "1", "--max-load", "1"];
        var to = PathOf("probabilities.csv");

        var (code, output, errors) = Match(
            matrix,
            [.. terms, "--max-probability", "0.75", "--probabilities-out", to, "--seed", "1", "--json"]
        );

        Assert.That((code, errors), Is.EqualTo((0, "")));
        Assert.That(
            Lines("probabilities.csv"),
            Is.EqualTo(["dossier,expert,probability", "a,x,0.75", "a,y,0.25", "b,x,0.25", "b,y,0.75"])
        );
        Assert.That(output, Does.Contain("\"expectedTotal\":1.5"));
        Assert.That(Match(matrix, [.. terms, "--max-probability", "0.4"]).Errors, Does.Contain("to 0.5"));
        Assert.That(Match(matrix, [.. terms, "--max-probability", "1.5"]).Code, Is.EqualTo(2));
        Assert.That(Match(matrix, [.. terms, "--max-probability", "0.5", "--objective", "fair"]).Code, Is.EqualTo(2));
    }

    private (int Code, string Output, string Errors) Match(string matrix, params string[] options) =>
        Run(["match", "--affinity", matrix, "--out", PathOf("out.csv"), .. options]);
}
