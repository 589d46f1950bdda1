using System.Text.Json;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Programme;

namespace Portal.Infrastructure.Calls;

/// <summary>
/// Reads the form of a procedure of Démarches simplifiées as it is published, in the monthly export's spelling or the
/// GraphQL API's. A type that nobody knows is a text: nothing is left out but what a form here can't hold at all.
/// </summary>
public sealed class DescriptorForm
{
    private const int MaxFields = 1_000;
    private const int MaxOptions = 500;
    private const int MaxText = 1_000;

    private readonly IReadOnlyList<FieldOption> _regions;
    private readonly HashSet<string> _taken;
    private readonly List<ImportNote> _notes = [];
    private readonly List<FormSection> _sections = [];
    private string _title = "";
    private List<string> _headers = [];
    private List<FormField> _fields = [];

    private DescriptorForm(FormDraft into, ProgrammeTerms programme)
    {
        _regions = [.. programme.Regions.Select(region => new FieldOption(region.Key, region.Name))];
        _taken = into.Places.ToHashSet(StringComparer.Ordinal);
    }

    /// <param name="json">The file; the caller bounds it.</param>
    /// <param name="number">Which procedure, where there are several.</param>
    /// <param name="into">Whose keys are taken.</param>
    /// <param name="programme">Whose regions can be chosen from.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusedException">It is no descriptor, or it has several procedures and none is named.</exception>
    public static async Task<FormImport> ReadAsync(
        Stream json,
        int? number,
        FormDraft into,
        ProgrammeTerms programme,
        CancellationToken cancellation
    )
    {
        JsonDocument document;
        try
        {
            document = await JsonDocument.ParseAsync(json, default, cancellation);
        }
        catch (JsonException)
        {
            throw new RefusedException(ImportRefusals.NotJson);
        }
        using (document)
            return new DescriptorForm(into, programme).Read(ProcedureIn(document.RootElement, number));
    }

    private FormImport Read(JsonElement procedure)
    {
        _title = Text(procedure, "title") is { Length: > 0 } title ? title : "Formulaire importé";
        foreach (var one in FieldsOf(procedure).Take(MaxFields))
            Take(one);
        EndSection();
        return new FormImport(_sections, _notes);
    }

    private void Take(JsonElement one)
    {
        var name = NameOf(one);
        if (name == DescriptorTypes.Header)
        {
            EndSection();
            var level = Math.Max(1, Number(one, "level") ?? 1);
            _headers = [.. _headers.Take(level - 1), LabelOf(one)];
            return;
        }
        _fields.Add(FieldOf(one, name, _taken, isColumn: false));
        if (Truth(one, "otherOption") && _fields[^1].Options.Count > 0)
            _fields.Add(OtherOf(_fields[^1]));
    }

    /// <summary>A section for what was asked since the last header; one that asks nothing lives on in the titles below it.</summary>
    private void EndSection()
    {
        if (_fields.Count == 0)
            return;
        // What comes before the first header goes under the procedure's own title.
        var title = (_headers.Count == 0 ? _title : string.Join(" – ", _headers)).Shortened(300);
        _sections.Add(new FormSection(Keys.Free(title, _taken), French(title), _fields));
        _fields = [];
    }

    private FormField FieldOf(JsonElement one, string name, ISet<string> taken, bool isColumn)
    {
        var (label, required, options) = (LabelOf(one), Truth(one, "required"), OptionsOf(one, name));
        var (type, isSame) = DescriptorTypes.Of(name, required, options.Count > 0);
        if (isColumn && !FormFaults.MayBeColumn(type))
            (type, isSame) = (FieldType.ShortText, false);
        if (type is FieldType.Choice or FieldType.Choices && options.Count == 0)
            (type, isSame) = (FieldType.ShortText, false);
        if (!isSame)
            _notes.Add(new ImportNote(label, name, type));
        var field = new FormField(Keys.Free(label, taken), type, French(ExplainedOr(label, one, type)))
        {
            Required = required && type is not (FieldType.Explanation or FieldType.Computed),
            Help = type != FieldType.Explanation && HelpOf(one) is { } help ? French(help) : null,
            Options = type is FieldType.Choice or FieldType.Choices ? options : [],
        };
        return type switch
        {
            FieldType.Address => field with { Columns = StandardColumns.Address(_regions) },
            FieldType.Table => field with { Columns = ColumnsOf(one) },
            _ => field,
        };
    }

    private List<FormField> ColumnsOf(JsonElement repetition)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. FieldsOf(repetition)
                .Where(one => NameOf(one) is not (DescriptorTypes.Header or DescriptorTypes.Explanation))
                .Select(one => FieldOf(one, NameOf(one), taken, isColumn: true)),
        ];
    }

    /// <summary>« Autre » is an option of its own, and what it is a question after it.</summary>
    private FormField OtherOf(FormField choice)
    {
        var other = new FieldOption("other", new LocalizedText("Autre", "Other"));
        _fields[^1] = choice with { Options = [.. choice.Options.Where(option => option.Key != other.Key), other] };
        var label = new LocalizedText($"{choice.Label.Fr} : autre, précisez", "");
        return new FormField(Keys.Free($"{choice.Key} other", _taken), FieldType.ShortText, label)
        {
            When = [new Condition(choice.Key, [other.Key])],
        };
    }

    private IReadOnlyList<FieldOption> OptionsOf(JsonElement one, string name)
    {
        if (name == DescriptorTypes.Region)
            return _regions;
        if (name == DescriptorTypes.Civility)
            return
            [
                new FieldOption("mme", new LocalizedText("Madame", "Ms")),
                new FieldOption("m", new LocalizedText("Monsieur", "Mr")),
            ];
        if (!one.TryGetProperty("options", out var list) || list.ValueKind != JsonValueKind.Array)
            return [];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var above = "";
        var options = new List<FieldOption>();
        foreach (var text in list.EnumerateArray().Select(AsText).Where(text => text.Length > 0).Take(MaxOptions))
        {
            // A heading among the options, such as --Soins--.
            if (text.StartsWith("--", StringComparison.Ordinal) && text.EndsWith("--", StringComparison.Ordinal))
                above = name == DescriptorTypes.Linked ? text.Trim('-').Trim() + " – " : "";
            else
                options.Add(new FieldOption(Keys.Free(above + text, taken), French((above + text).Shortened(MaxText))));
        }
        return options;
    }

    private static JsonElement ProcedureIn(JsonElement root, int? number)
    {
        var found = ProceduresIn(root, depth: 0).ToList();
        if (number is { } wanted && found.Count > 1)
            found = [.. found.Where(one => Number(one, "number") == wanted)];
        return found.Count switch
        {
            0 => throw new RefusedException(ImportRefusals.NoProcedure),
            1 => found[0],
            var count => throw new RefusedException(ImportRefusals.SeveralProcedures(count)),
        };
    }

    /// <summary>A procedure alone, in a list, or within an answer of the API.</summary>
    private static IEnumerable<JsonElement> ProceduresIn(JsonElement element, int depth)
    {
        if (depth > 4)
            return [];
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().SelectMany(one => ProceduresIn(one, depth + 1));
        if (element.ValueKind != JsonValueKind.Object)
            return [];
        return FieldsOf(element).Any()
            ? [element]
            : element.EnumerateObject().SelectMany(one => ProceduresIn(one.Value, depth + 1));
    }

    private static IEnumerable<JsonElement> FieldsOf(JsonElement holder)
    {
        if (holder.ValueKind != JsonValueKind.Object)
            return [];
        foreach (var revision in new[] { "revision", "publishedRevision", "draftRevision" })
            if (holder.TryGetProperty(revision, out var its) && FieldsOf(its).ToList() is { Count: > 0 } fields)
                return fields;
        return holder.TryGetProperty("champDescriptors", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object)
            : [];
    }

    private static string NameOf(JsonElement one) => DescriptorTypes.NameOf(Text(one, "__typename"), Text(one, "type"));

    private static string LabelOf(JsonElement one) =>
        Text(one, "label") is { Length: > 0 } label ? label.Shortened(MaxText) : "Sans titre";

    private static string? HelpOf(JsonElement one) =>
        Text(one, "description") is { Length: > 0 } help ? help.Shortened(MaxText) : null;

    /// <summary>An explanation is all that it says.</summary>
    private static string ExplainedOr(string label, JsonElement one, FieldType type) =>
        type != FieldType.Explanation
            ? label
            : string.Join(
                    '\n',
                    new[] { label, HelpOf(one), Text(one, "collapsibleExplanationText") }.Where(text =>
                        text is { Length: > 0 }
                    )
                )
                .Shortened(MaxText);

    private static LocalizedText French(string text) => new(text, "");

    private static string Text(JsonElement one, string name) =>
        one.TryGetProperty(name, out var value) ? AsText(value) : "";

    private static string AsText(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
            ? value.GetString()!.Replace("\0", "", StringComparison.Ordinal).Trim()
            : "";

    private static bool Truth(JsonElement one, string name) =>
        one.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static int? Number(JsonElement one, string name) =>
        one.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number)
            ? number
            : null;
}
