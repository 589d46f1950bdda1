using System.Text;
using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Portal.Web.Consultations;

public enum WordChange
{
    Same,
    Added,
    Removed,
}

/// <summary>Words that follow each other, and what became of them between two versions of a text.</summary>
public sealed record ChangedWords(WordChange Change, string Text)
{
    /// <summary>What leads from one text to the other, in reading order.</summary>
    public static IReadOnlyList<ChangedWords> Between(string before, string after)
    {
        var difference = InlineDiffBuilder.Diff(
            before,
            after,
            ignoreWhiteSpace: false,
            ignoreCase: false,
            WordChunker.Instance
        );
        var runs = new List<ChangedWords>();
        var text = new StringBuilder();
        var current = WordChange.Same;
        foreach (var word in difference.Lines)
        {
            var change = Of(word.Type);
            if (change != current && text.Length > 0)
            {
                runs.Add(new ChangedWords(current, text.ToString()));
                text.Clear();
            }
            current = change;
            text.Append(word.Text);
        }
        if (text.Length > 0)
            runs.Add(new ChangedWords(current, text.ToString()));
        return runs;
    }

    private static WordChange Of(ChangeType type) =>
        type switch
        {
            ChangeType.Inserted => WordChange.Added,
            ChangeType.Deleted => WordChange.Removed,
            _ => WordChange.Same,
        };
}
