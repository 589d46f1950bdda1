using Portal.Domain.Calls.Rules;

namespace Portal.Domain.Calls;

/// <summary>
/// The next version of a call's form while officers write it; right or wrong, until it is published. A call has one at
/// most. What was published is not touched by it.
/// </summary>
public sealed partial class FormDraft : Aggregate
{
    /// <summary>How many removals can be taken back.</summary>
    private const int MaxRemovals = 20;

    private FormDraft() { }

    public CallId CallId { get; private set; }

    /// <summary>The version that it was begun from; null where it was begun empty.</summary>
    public int? From { get; private set; }

    public IReadOnlyList<FormSection> Sections { get; private set; } = [];

    public IReadOnlyList<CallRule> Rules { get; private set; } = [];

    /// <summary>What was removed and can be put back, the last one last.</summary>
    public IReadOnlyList<Removal> Removals { get; private set; } = [];

    /// <summary>One more at each change; a page tells which one it showed.</summary>
    public int Revision { get; private set; }

    public PersonId ChangedBy { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public IEnumerable<FormField> Fields => Sections.SelectMany(section => section.Fields);

    /// <summary>Begins with what a published version asks.</summary>
    public static FormDraft Of(Form form, PersonId by, DateTimeOffset now) =>
        Begin(form.CallId, form.Version, form.Sections, form.Rules, by, now);

    /// <summary>Begins with what every form asks, and nothing else.</summary>
    /// <param name="call">The call.</param>
    /// <param name="common">See <see cref="StandardSections.Project"/>.</param>
    /// <param name="by">A person in charge of the call.</param>
    /// <param name="now">UTC.</param>
    public static FormDraft Anew(CallId call, FormSection common, PersonId by, DateTimeOffset now) =>
        Begin(call, from: null, [common], [], by, now);

    /// <summary>What keeps it from being published. The page lists it, <see cref="PublishTo"/> refuses on it.</summary>
    /// <param name="steps">How many steps the call's dossiers go through.</param>
    public IReadOnlyList<FormFault> FaultsIn(int steps) =>
        [.. FormFaults.In(Sections, Rules, steps), .. FormTranslations.In(Sections, Rules)];

    /// <summary>The form as it would be: to be seen and tried, not to be kept.</summary>
    public Form AsForm() => new(CallId, (From ?? 0) + 1, Sections, Rules, ChangedAt);

    /// <summary>The same without what can't be read yet, so that the rest can be tried: patterns, formulas, rules.</summary>
    public Form AsTriableForm()
    {
        var faulty = FaultsIn(CallStep.Most)
            .Select(fault => fault.Place)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        FormField Readable(string path, FormField field) =>
            field with
            {
                Pattern = faulty.Contains(path) ? null : field.Pattern,
                Formula = faulty.Contains(path) ? null : field.Formula,
                Columns = [.. field.Columns.Select(column => Readable($"{path}.{column.Key}", column))],
            };
        var sections = Sections.Select(section =>
            section with
            {
                Fields = [.. section.Fields.Select(field => Readable(field.Key, field))],
            }
        );
        var rules = Rules.Where(rule => !faulty.Contains(rule.Key));
        return new Form(CallId, (From ?? 0) + 1, [.. sections], [.. rules], ChangedAt);
    }

    /// <summary>Puts it in force as the call's next version. The draft has served then.</summary>
    public Form PublishTo(Call call, PersonId by, DateTimeOffset now) =>
        FaultsIn(call.Steps.Count) is { Count: > 0 } faults
            ? throw new RefusedException([.. faults.Select(fault => fault.Reason)])
            : call.PublishForm(Sections, Rules, by, now);

    /// <summary>Tells that it is given up; the caller removes it.</summary>
    public void Drop(PersonId by, DateTimeOffset now) => Tell(new FormDraftDropped(CallId, by, now));

    /// <summary>Puts back what was removed last, where it stood.</summary>
    public void PutBack(PersonId by, DateTimeOffset now)
    {
        if (Removals is not [.., var last])
            throw new RefusedException(FormRefusals.NothingRemoved);
        Removals = [.. Removals.SkipLast(1)];
        switch (last)
        {
            case { Section: { } section }:
                EnsureFree(section);
                Sections = Inserted(Sections, last.At, section);
                break;
            case { Rule: { } rule }:
                EnsureNoRule(rule.Key);
                Rules = Inserted(Rules, last.At, rule);
                break;
            case { Field: { } field, In: { } place }:
                PutBack(field, place, last.At);
                break;
        }
        Changed("put-back", last.Key, by, now);
    }

    private static FormDraft Begin(
        CallId call,
        int? from,
        IReadOnlyList<FormSection> sections,
        IReadOnlyList<CallRule> rules,
        PersonId by,
        DateTimeOffset now
    )
    {
        var draft = new FormDraft
        {
            CallId = call,
            From = from,
            Sections = [.. sections],
            Rules = [.. rules],
            ChangedBy = by,
            ChangedAt = now,
        };
        draft.Tell(new FormDraftBegun(call, from, by, now));
        return draft;
    }

    private void Remember(Removal removed) => Removals = [.. Removals.Append(removed).TakeLast(MaxRemovals)];

    private void Changed(string act, string? place, PersonId by, DateTimeOffset now)
    {
        Revision++;
        (ChangedBy, ChangedAt) = (by, now);
        Tell(new FormDraftChanged(CallId, act, place, Revision, by, now));
    }

    private static IReadOnlyList<T> Inserted<T>(IReadOnlyList<T> all, int at, T one)
    {
        var place = Math.Clamp(at, 0, all.Count);
        return [.. all.Take(place), one, .. all.Skip(place)];
    }

    private static IReadOnlyList<T> Moved<T>(IReadOnlyList<T> all, int from, int to) =>
        Inserted([.. all.Where((_, index) => index != from)], to, all[from]);
}

/// <summary>What was taken out of a draft, and where it stood: a section, a rule, or a field.</summary>
/// <param name="At">Its place among its like.</param>
public sealed record Removal(int At)
{
    public FormSection? Section { get; init; }

    public CallRule? Rule { get; init; }

    public FormField? Field { get; init; }

    /// <summary>For a field: its section, or the table whose column it is.</summary>
    public string? In { get; init; }

    public string Key => Section?.Key ?? Rule?.Key ?? Field?.Key ?? "";
}
