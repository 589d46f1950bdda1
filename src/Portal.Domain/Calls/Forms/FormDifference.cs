using Portal.Domain.Calls.Rules;

namespace Portal.Domain.Calls;

public enum FormChangeKind
{
    Added,
    Removed,
    Changed,
}

public enum FormPart
{
    Section,
    Field,
    Column,
    Rule,
}

/// <summary>One thing that differs between two versions of a form.</summary>
/// <param name="Path">The key of the section, the field or the rule; a column's with its table's.</param>
/// <param name="Label">As the later version says it, or the earlier one, where it is gone.</param>
/// <param name="Settings">What changed in it.</param>
public sealed record FormChange(
    FormChangeKind Kind,
    FormPart Part,
    string Path,
    LocalizedText Label,
    IReadOnlyList<SettingChange> Settings
);

/// <summary>A setting that changed: texts, numbers, days, truths, or lists of texts; null where there is none.</summary>
/// <param name="Name">Such as <c>label</c>; its words stand under <c>designer.setting-…</c>.</param>
public sealed record SettingChange(string Name, object? Before, object? After);

/// <summary>What two versions of a form ask differently. Parts are the same where their keys are.</summary>
public static class FormDifference
{
    public static IReadOnlyList<FormChange> Between(Form before, Form after) =>
        [
            .. Of(FormPart.Section, Sections(before), Sections(after), SettingsOf),
            .. Of(FormPart.Field, Fields(before), Fields(after), SettingsOf),
            .. Of(FormPart.Column, Columns(before), Columns(after), SettingsOf),
            .. Of(FormPart.Rule, Rules(before), Rules(after), SettingsOf),
        ];

    /// <summary>Of two that have one key, which nothing publishes any more, the first counts.</summary>
    private static IEnumerable<FormChange> Of<T>(
        FormPart part,
        IReadOnlyList<Placed<T>> before,
        IReadOnlyList<Placed<T>> after,
        Func<T, IEnumerable<(string Name, object? Value)>> settings
    )
    {
        (before, after) = ([.. before.DistinctBy(one => one.Path)], [.. after.DistinctBy(one => one.Path)]);
        var (old, now) = (before.ToDictionary(one => one.Path), after.ToDictionary(one => one.Path));
        foreach (var one in after.Where(one => !old.ContainsKey(one.Path)))
            yield return new FormChange(FormChangeKind.Added, part, one.Path, one.Label, []);
        foreach (var one in before.Where(one => !now.ContainsKey(one.Path)))
            yield return new FormChange(FormChangeKind.Removed, part, one.Path, one.Label, []);
        var moved = Moved(
            [.. before.Select(one => one.Path).Where(now.ContainsKey)],
            [.. after.Select(one => one.Path).Where(old.ContainsKey)]
        );
        foreach (var one in after.Where(one => old.ContainsKey(one.Path)))
        {
            var was = old[one.Path];
            var changes = Changes(settings(was.Part), settings(one.Part)).ToList();
            if (was.In != one.In)
                changes.Add(new SettingChange("in", was.In, one.In));
            else if (moved.Contains(one.Path))
                changes.Add(new SettingChange("order", was.Number, one.Number));
            if (changes.Count > 0)
                yield return new FormChange(FormChangeKind.Changed, part, one.Path, one.Label, changes);
        }
    }

    private static IEnumerable<SettingChange> Changes(
        IEnumerable<(string Name, object? Value)> before,
        IEnumerable<(string Name, object? Value)> after
    )
    {
        var (old, now) = (before.ToDictionary(one => one.Name), after.ToDictionary(one => one.Name));
        return old
            .Keys.Union(now.Keys)
            .Select(name => new SettingChange(
                name,
                old.GetValueOrDefault(name).Value,
                now.GetValueOrDefault(name).Value
            ))
            .Where(change => !Same(change.Before, change.After));
    }

    private static bool Same(object? before, object? after) =>
        (before, after) is (IReadOnlyList<LocalizedText> some, IReadOnlyList<LocalizedText> others)
            ? some.SequenceEqual(others)
            : Equals(before, after);

    private static IEnumerable<(string Name, object? Value)> SettingsOf(FormSection section) =>
        [
            ("label", section.Title),
            ("help", section.Help),
            ("step", section.Step),
            ("weight", section.Weight),
            ("when", Conditions(section.When)),
        ];

    private static IEnumerable<(string Name, object? Value)> SettingsOf(FormField field) =>
        [
            ("label", field.Label),
            ("type", field.Type),
            ("help", field.Help),
            ("required", field.Required),
            ("max-length", field.MaxLength),
            ("max-words", field.MaxWords),
            ("pattern", field.Pattern),
            ("pattern-help", field.PatternHelp),
            ("min", field.Min),
            ("max", field.Max),
            ("not-before", field.NotBefore),
            ("not-after", field.NotAfter),
            ("options", Options(field.Options)),
            ("max-rows", field.MaxRows),
            ("total", field.Total),
            ("when", Conditions(field.When)),
            ("formula", field.Formula),
            ("fills", string.Join(", ", field.Fills.Select(fill => $"{fill.Key}: {fill.Value}"))),
            ("lead", field.Lead?.ToString()),
            ("lines", Options(field.Budget?.Lines ?? [])),
            ("resources", Options(field.Budget?.Resources ?? [])),
            ("years", field.Budget?.Years),
            ("per-partner", field.PerPartner),
            ("sign-off", field.SignedByEach),
            ("identifies", field.Identifies),
        ];

    private static IEnumerable<(string Name, object? Value)> SettingsOf(CallRule rule) =>
        [("label", rule.Clause), .. RuleParts.Of(rule), ("when", Conditions(rule.When))];

    private static List<LocalizedText> Options(IReadOnlyList<FieldOption> options) =>
        [
            .. options.Select(option => new LocalizedText(
                $"{option.Label.Fr} ({option.Key})",
                $"{option.Label.En} ({option.Key})"
            )),
        ];

    private static string Conditions(IReadOnlyList<Condition> when) =>
        string.Join("; ", when.Select(one => $"{one.Field}: {string.Join(", ", one.Is)}"));

    private static List<Placed<FormSection>> Sections(Form form) =>
        [.. form.Sections.Select((one, index) => new Placed<FormSection>(one, one.Key, one.Title, "", index + 1))];

    private static List<Placed<FormField>> Fields(Form form) =>
        [
            .. form.Sections.SelectMany(section =>
                section.Fields.Select(
                    (one, index) => new Placed<FormField>(one, one.Key, one.Label, section.Key, index + 1)
                )
            ),
        ];

    private static List<Placed<FormField>> Columns(Form form) =>
        [
            .. form.Fields.SelectMany(table =>
                table.Columns.Select(
                    (one, index) =>
                        new Placed<FormField>(one, $"{table.Key}.{one.Key}", one.Label, table.Key, index + 1)
                )
            ),
        ];

    private static List<Placed<CallRule>> Rules(Form form) =>
        [.. form.Rules.Select((one, index) => new Placed<CallRule>(one, one.Key, one.Clause, "", index + 1))];

    /// <summary>The fewest that must have moved for the others to keep their order: all but a longest common run.</summary>
    private static HashSet<string> Moved(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var longest = new int[before.Count + 1, after.Count + 1];
        for (var i = before.Count - 1; i >= 0; i--)
        for (var j = after.Count - 1; j >= 0; j--)
            longest[i, j] =
                before[i] == after[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        var moved = after.ToHashSet(StringComparer.Ordinal);
        for (int i = 0, j = 0; i < before.Count && j < after.Count; )
        {
            if (before[i] == after[j])
            {
                moved.Remove(after[j]);
                (i, j) = (i + 1, j + 1);
            }
            else if (longest[i + 1, j] >= longest[i, j + 1])
                i++;
            else
                j++;
        }
        return moved;
    }

    private sealed record Placed<T>(T Part, string Path, LocalizedText Label, string In, int Number);
}
