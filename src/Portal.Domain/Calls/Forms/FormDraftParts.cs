using Portal.Domain.Calls.Rules;

namespace Portal.Domain.Calls;

/// <summary>
/// What is changed in a draft. Keys stay as they were given: answers, conditions and rules go by them. A column of a
/// table is named by its path (<c>members.type</c>).
/// </summary>
public sealed partial class FormDraft
{
    /// <summary>The keys of all sections and questions.</summary>
    public IEnumerable<string> Places => Sections.Select(section => section.Key).Concat(Fields.Select(one => one.Key));

    public FormSection? Section(string key) => Sections.FirstOrDefault(section => section.Key == key);

    public FormSection? SectionOf(string field) => Sections.FirstOrDefault(section => section.Field(field) is not null);

    public FormField? FieldAt(string path)
    {
        var (key, column) = Split(path);
        var field = Fields.FirstOrDefault(one => one.Key == key);
        return column is null ? field : field?.Column(column);
    }

    public CallRule? Rule(string key) => Rules.FirstOrDefault(rule => rule.Key == key);

    public void Add(FormSection section, PersonId by, DateTimeOffset now)
    {
        EnsureFree(section);
        Sections = [.. Sections, AfterAll(section)];
        Changed("section-added", section.Key, by, now);
    }

    /// <summary>Takes in sections from elsewhere, after those that are there.</summary>
    public void Add(IReadOnlyList<FormSection> sections, PersonId by, DateTimeOffset now)
    {
        foreach (var section in sections)
        {
            EnsureFree(section);
            Sections = [.. Sections, AfterAll(section)];
        }
        Changed("imported", place: null, by, now);
    }

    /// <summary>What stands last is of the last step, until somebody says otherwise.</summary>
    private FormSection AfterAll(FormSection section) =>
        Sections is [.., var last] && last.Step > section.Step ? section with { Step = last.Step } : section;

    /// <summary>Puts a section in other words; its questions stay.</summary>
    public void Revise(string key, Func<FormSection, FormSection> revised, PersonId by, DateTimeOffset now)
    {
        var section = Known(Section(key));
        Replace(section, revised(section) with { Key = key, Fields = section.Fields });
        Changed("section-changed", key, by, now);
    }

    public void RemoveSection(string key, PersonId by, DateTimeOffset now)
    {
        var section = Known(Section(key));
        Remember(new Removal(IndexOf(section)) { Section = section });
        Sections = [.. Sections.Where(one => one.Key != key)];
        Changed("section-removed", key, by, now);
    }

    /// <param name="to">The place that it has then, counted from 0.</param>
    public void MoveSection(string key, int to, PersonId by, DateTimeOffset now)
    {
        Sections = Moved(Sections, IndexOf(Known(Section(key))), to);
        Changed("section-moved", key, by, now);
    }

    /// <param name="place">The section that gets the question, or the table that gets the column.</param>
    public void AddField(string place, FormField field, PersonId by, DateTimeOffset now)
    {
        if (Section(place) is { } section)
        {
            EnsureFree([field]);
            Replace(section, section with { Fields = [.. section.Fields, field] });
        }
        else
        {
            var table = Known(FieldAt(place));
            if (table.Column(field.Key) is not null)
                throw new RefusedException(FormRefusals.KeyTwice(field.Key));
            Replace(place, table with { Columns = [.. table.Columns, field] });
        }
        Changed("field-added", field.Key, by, now);
    }

    public void ReviseField(string path, Func<FormField, FormField> revised, PersonId by, DateTimeOffset now)
    {
        var field = Known(FieldAt(path));
        Replace(path, revised(field) with { Key = field.Key });
        Changed("field-changed", path, by, now);
    }

    public void RemoveField(string path, PersonId by, DateTimeOffset now)
    {
        var field = Known(FieldAt(path));
        var (place, siblings) = Around(path);
        Remember(new Removal(IndexOf(siblings, field)) { Field = field, In = place });
        Put(place, [.. siblings.Where(one => one.Key != field.Key)]);
        Changed("field-removed", path, by, now);
    }

    /// <param name="section">The section that it goes to; null where it stays among its like.</param>
    /// <param name="to">The place that it has then, counted from 0.</param>
    public void MoveField(string path, string? section, int to, PersonId by, DateTimeOffset now)
    {
        var field = Known(FieldAt(path));
        var (place, siblings) = Around(path);
        if (section is null || section == place)
        {
            Put(place, Moved(siblings, IndexOf(siblings, field), to));
        }
        else
        {
            var target = Known(Section(section));
            Put(place, [.. siblings.Where(one => one.Key != field.Key)]);
            Put(section, Inserted(target.Fields, to, field));
        }
        Changed("field-moved", path, by, now);
    }

    public void Add(CallRule rule, PersonId by, DateTimeOffset now)
    {
        EnsureNoRule(rule.Key);
        Rules = [.. Rules, rule];
        Changed("rule-added", rule.Key, by, now);
    }

    public void ReviseRule(string key, CallRule revised, PersonId by, DateTimeOffset now)
    {
        _ = Known(Rule(key));
        Rules = [.. Rules.Select(rule => rule.Key == key ? revised with { Key = key } : rule)];
        Changed("rule-changed", key, by, now);
    }

    public void RemoveRule(string key, PersonId by, DateTimeOffset now)
    {
        var rule = Known(Rule(key));
        Remember(new Removal(Rules.ToList().IndexOf(rule)) { Rule = rule });
        Rules = [.. Rules.Where(one => one.Key != key)];
        Changed("rule-removed", key, by, now);
    }

    private static (string Field, string? Column) Split(string path) =>
        path.Split('.', 2) is [var field, var column] ? (field, column) : (path, null);

    /// <summary>Where a field or a column stands: the key of its section or table, and all that stands there.</summary>
    private (string Place, IReadOnlyList<FormField> Siblings) Around(string path)
    {
        var (key, column) = Split(path);
        return column is null ? (SectionOf(key)!.Key, SectionOf(key)!.Fields) : (key, FieldAt(key)!.Columns);
    }

    private void PutBack(FormField field, string place, int at)
    {
        if (Section(place) is { } section)
        {
            EnsureFree([field]);
            Put(place, Inserted(section.Fields, at, field));
        }
        else if (FieldAt(place) is { } table && table.Column(field.Key) is null)
            Put(place, Inserted(table.Columns, at, field));
        else
            throw new RefusedException(FormRefusals.PlaceGone(field.Label));
    }

    /// <summary>The fields of a section, or the columns of a table.</summary>
    private void Put(string place, IReadOnlyList<FormField> fields)
    {
        if (Section(place) is { } section)
            Replace(section, section with { Fields = fields });
        else
            Replace(place, FieldAt(place)! with { Columns = fields });
    }

    private void Replace(FormSection old, FormSection revised) =>
        Sections = [.. Sections.Select(section => section.Key == old.Key ? revised : section)];

    private void Replace(string path, FormField revised)
    {
        var (key, column) = Split(path);
        var section = SectionOf(key)!;
        FormField In(FormField field) =>
            column is null
                ? revised
                : field with
                {
                    Columns = [.. field.Columns.Select(one => one.Key == column ? revised : one)],
                };
        Replace(section, section with { Fields = [.. section.Fields.Select(one => one.Key == key ? In(one) : one)] });
    }

    private int IndexOf(FormSection section) => Sections.ToList().FindIndex(one => one.Key == section.Key);

    private static int IndexOf(IReadOnlyList<FormField> fields, FormField field) =>
        fields.ToList().FindIndex(one => one.Key == field.Key);

    /// <summary>
    /// A key names one section and one field only, and no section and a table both: what is added later goes by
    /// another name.
    /// </summary>
    private void EnsureFree(FormSection section)
    {
        if (Section(section.Key) is not null || FieldAt(section.Key) is { HasRows: true })
            throw new RefusedException(FormRefusals.KeyTwice(section.Key));
        EnsureFree(section.Fields);
    }

    private void EnsureFree(IReadOnlyList<FormField> fields)
    {
        var taken = Fields.Select(field => field.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var field in fields)
            if (!taken.Add(field.Key) || field.HasRows && Section(field.Key) is not null)
                throw new RefusedException(FormRefusals.KeyTwice(field.Key));
    }

    private void EnsureNoRule(string key)
    {
        if (Rule(key) is not null)
            throw new RefusedException(FormRefusals.KeyTwice(key));
    }

    private static T Known<T>(T? part)
        where T : class => part ?? throw new RefusedException(FormRefusals.PartGone);
}
