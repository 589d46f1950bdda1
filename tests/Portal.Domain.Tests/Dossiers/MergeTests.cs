using FsCheck;
using FsCheck.Fluent;

namespace Portal.Domain.Tests.Dossiers;

/// <summary>What holds of every merge, whatever two people changed of a text, of chosen options and of a table's rows.</summary>
[TestFixture]
internal sealed class MergeTests
{
    private static readonly string[] Fields = ["text", "options", "rows"];

    private sealed record Change(Answers Origin, Answers Standing, Answers Mine)
    {
        public Merge Merged => Merge.Of(Origin, Standing, Mine, Fields);
    }

    [Test]
    public void What_one_alone_changed_is_taken_as_it_is() =>
        Holds(change =>
            Merge.Of(change.Origin, change.Origin, change.Mine, Fields) is { Clashes.Count: 0 } mine
            && Same(mine.Answers, change.Mine)
            && Merge.Of(change.Origin, change.Standing, change.Origin, Fields) is { Clashes.Count: 0 } theirs
            && Same(theirs.Answers, change.Standing)
        );

    [Test]
    public void What_stands_and_was_newly_written_never_vanishes() =>
        Holds(change => NewTexts(change.Origin, change.Standing).IsSubsetOf(Texts(change.Merged.Answers)));

    [Test]
    public void What_I_wrote_anew_is_there_or_set_aside() =>
        Holds(change =>
        {
            var merged = change.Merged;
            return NewTexts(change.Origin, change.Mine)
                .Where(text => !merged.Clashes.Contains(text.Field))
                .ToHashSet()
                .IsSubsetOf(Texts(merged.Answers));
        });

    [Test]
    public void Without_a_clash_it_is_the_same_whoever_saved_first() =>
        Holds(change =>
        {
            var (one, other) = (change.Merged, Merge.Of(change.Origin, change.Mine, change.Standing, Fields));
            return one.Clashes.Order().SequenceEqual(other.Clashes.Order())
                && Fields
                    .Where(field => !one.Clashes.Contains(field))
                    .All(field => Of(field, one.Answers).SetEquals(Of(field, other.Answers)));
        });

    [Test]
    public void Saving_again_what_was_merged_changes_nothing() =>
        Holds(change =>
            Merge.Of(change.Mine, change.Merged.Answers, change.Mine, Fields) is { Clashes.Count: 0 } again
            && Same(again.Answers, change.Merged.Answers)
        );

    [Test]
    public void A_row_stands_once_and_nothing_is_there_that_nobody_wrote() =>
        Holds(change =>
        {
            var ids = change.Merged.Answers.Rows("rows").Select(row => row[Answers.RowId]).ToList();
            return ids.Distinct().Count() == ids.Count
                && Texts(change.Merged.Answers).IsSubsetOf([.. Texts(change.Standing), .. Texts(change.Mine)]);
        });

    private static void Holds(Func<Change, bool> property) =>
        Prop.ForAll(Changes.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    /// <summary>Few texts, options and rows, so that two people often meet.</summary>
    private static Gen<Change> Changes =>
        from origin in Written
        from standing in Gen.OneOf(Written, Gen.Constant(origin))
        from mine in Gen.OneOf(Written, Gen.Constant(origin))
        select new Change(origin, standing, mine);

    private static Gen<Answers> Written =>
        from text in Gen.Elements("", "un", "deux", "trois")
        from options in Gen.SubListOf("a", "b", "c")
        from ids in Gen.Shuffle(new[] { "r1", "r2", "r3", "r4" })
        from count in Gen.Choose(0, 4)
        from cells in Gen.Elements("", "x", "y", "z").ArrayOf(8)
        select Answers
            .None.With("text", text)
            .WithChoices("options", options)
            .WithRows("rows", ids.Take(count).Select((id, row) => Row(id, cells[2 * row], cells[2 * row + 1])));

    private static Dictionary<string, string> Row(string id, string name, string number) =>
        new()
        {
            [Answers.RowId] = id,
            ["name"] = name,
            ["number"] = number,
        };

    private static bool Same(Answers one, Answers other) => Fields.All(field => one.Same(field, other));

    private static HashSet<(string Field, string Place, string Text)> NewTexts(Answers origin, Answers written) =>
        [.. Texts(written).Except(Texts(origin))];

    private static HashSet<(string Field, string Place, string Text)> Texts(Answers answers) =>
        [.. Fields.SelectMany(field => Of(field, answers))];

    private static HashSet<(string Field, string Place, string Text)> Of(string field, Answers answers) =>
        field switch
        {
            "rows" =>
            [
                .. answers
                    .Rows(field)
                    .SelectMany(row =>
                        row.Where(cell => cell.Key != Answers.RowId)
                            .Select(cell => (field, $"{row[Answers.RowId]}.{cell.Key}", cell.Value))
                    ),
            ],
            "options" => [.. answers.Choices(field).Select(option => (field, option, option))],
            _ => answers.Text(field) is { Length: > 0 } text ? [(field, "", text)] : [],
        };
}
