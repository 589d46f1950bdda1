using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Waves;
using Portal.Infrastructure.Programme;

namespace Portal.Infrastructure.Seeds;

/// <summary>
/// Writes a call as the one file that <see cref="CallSeed"/> reads: its words, form, rules and grid in force, its steps
/// and dates. Names that data uses are those of the domain, so that what comes to a call comes to its file.
/// </summary>
public static class CallFile
{
    internal static JsonSerializerOptions Options { get; } =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
            Converters =
            {
                new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower),
                new ConditionsWriter(),
                new TextWriter(),
            },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWhatIsNot } },
        };

    /// <param name="call">With its forms and grids.</param>
    /// <param name="waves">Those to be written; none for a copy.</param>
    /// <param name="programme">Whose regions are named and not listed.</param>
    public static string Write(Call call, IReadOnlyList<Wave> waves, ProgrammeTerms programme)
    {
        var root = new JsonObject
        {
            ["slug"] = call.Slug,
            ["code"] = call.Code,
            ["kind"] = Node(call.Kind),
        };
        if (call.Operator.Length > 0)
            root["operator"] = call.Operator;
        Put(root, "themes", call.Themes);
        Put(root, "regimes", call.Regimes);
        PutWords(root, call.Presentation);
        PutTime(root, call);
        Put(root, "approvals", [.. call.Approvals.Select(step => step with { Person = null })]);
        Put(root, "letters", call.Letters);
        if (call.FollowUp.IsFollowed)
            root["follow-up"] = FollowUpFile.Of(call.FollowUp, programme);
        Put(root, "steps", call.Steps);
        Put(root, "orientation", call.Orientation);
        if (call.Forms.Count > 0)
        {
            root["form"] = new JsonObject
            {
                ["sections"] = FormNodes.Of(call.CurrentForm.Sections, programme, Options),
            };
            Put(root, "rules", call.CurrentForm.Rules);
        }
        if (call.Grids.Count > 0)
            root["grid"] = NodeOf(call.CurrentGrid);
        Put(root, "thesaurus", call.Thesaurus);
        if (call.Admission is { } admission)
            root["admission"] = Node(admission);
        if (waves.Count > 0)
            root["waves"] = new JsonArray([.. waves.OrderBy(wave => wave.Number).Select(NodeOf)]);
        return YamlText.Write(root);
    }

    private static void PutWords(JsonObject root, CallPresentation call)
    {
        root["title"] = Node(call.Title);
        root["summary"] = Node(call.Summary);
        root["description"] = Node(call.Description);
        root["audience"] = Node(call.Audience);
        root["envelope"] = Node(call.Envelope);
        root["contact"] = call.Contact.Trim();
        root["source"] = Node(call.Source);
        if (call.Service is { } service)
            root["service"] = new JsonObject
            {
                ["designation"] = Node(service.Designation),
                ["postal-address"] = service.PostalAddress.Trim(),
                ["e-mail"] = service.Email,
                ["phone"] = service.Phone.Trim(),
            };
        if (call.Silence is { } silence)
            root["silence"] = Node(silence);
        Put(root, "course", call.Course);
        Put(root, "eligibility", call.Eligibility);
        Put(root, "documents", call.Documents);
        Put(root, "questions", call.Questions);
    }

    private static void PutTime(JsonObject root, Call call)
    {
        root["grace-seconds"] = call.GraceSeconds;
        if (call.Presentation.GraceClause is { } clause)
            root["grace-clause"] = Node(clause);
        if (call.Reminders.Count > 0)
            root["reminders"] = new JsonArray([.. call.Reminders.Select(NodeOf)]);
        root["missed-complements"] = Node(call.MissedComplements);
    }

    private static JsonObject NodeOf(ReminderRule rule) =>
        new()
        {
            ["date"] = Node(rule.Kind),
            ["before"] = new JsonArray([.. rule.Before.Select(span => JsonValue.Create(Span(span)))]),
            ["office-hours"] = rule.KeepsOfficeHours,
        };

    private static JsonObject NodeOf(Grid grid)
    {
        var node = GridNode(grid.Scale, grid.Criteria);
        if (grid.Questions.Count > 0)
            node["questions"] = new JsonArray([.. grid.Questions.Select(NodeOf)]);
        if (grid.Confidence.Count > 0)
            node["confidence"] = new JsonArray([
                .. grid.Confidence.Select(
                    (text, place) => new JsonObject { ["level"] = place + 1, ["text"] = Node(text) }
                ),
            ]);
        return node;
    }

    internal static JsonObject GridNode(MarkScale scale, IReadOnlyList<Criterion> criteria)
    {
        var node = new JsonObject { ["scale"] = Node(scale), ["criteria"] = Node(criteria) };
        foreach (var criterion in node["criteria"]!.AsArray().Cast<JsonObject>())
            LeaveOutNought(criterion, "to-carrier-at-least", "to-panel-at-least");
        return node;
    }

    private static JsonObject NodeOf(GridQuestion question)
    {
        var node = new JsonObject
        {
            ["key"] = question.Key,
            ["text"] = Node(question.Text),
            ["answer"] = Node(question.Kind),
        };
        if (question.When is { } when)
        {
            var told = new JsonObject
            {
                ["of"] = when.Of,
                ["is"] = Node(when.Kind),
                ["mark"] = when.Mark,
            };
            LeaveOutNought(told, "mark");
            node["when"] = told;
        }
        return node;
    }

    private static void LeaveOutNought(JsonObject node, params string[] keys)
    {
        foreach (var key in keys.Where(key => node[key]?.GetValue<int>() == 0))
            node.Remove(key);
    }

    private static JsonObject NodeOf(Wave wave)
    {
        var node = new JsonObject
        {
            ["number"] = wave.Number,
            ["opens"] = Civil(Paris(wave.OpensAt)),
            ["cut-offs"] = new JsonArray([
                .. wave.CutOffs.Select(cutOff => JsonValue.Create(Civil(cutOff.Deadline.Civil))),
            ]),
        };
        if (wave.EveryMonths is { } months)
            node["every-months"] = months;
        if (wave.ReviewsDue is { } due)
            node["reviews-due"] = Civil(due.Civil);
        if (wave.Note is { } note)
            node["note"] = Node(note);
        if (wave.Announced is { } announced)
            node["announced"] = Node(announced);
        return node;
    }

    internal static JsonNode Node<T>(T part) => JsonSerializer.SerializeToNode(part, Options)!;

    internal static void Put<T>(JsonObject root, string key, IReadOnlyList<T> list)
    {
        if (list.Count > 0)
            root[key] = Node(list);
    }

    /// <summary>What follows from the rest isn't written, nor what isn't there, or isn't so. Zero is a number.</summary>
    private static void LeaveOutWhatIsNot(JsonTypeInfo type)
    {
        foreach (var derived in type.Properties.Where(property => property.Set is null).ToList())
            type.Properties.Remove(derived);
        foreach (var property in type.Properties)
            property.ShouldSerialize = (_, value) =>
                // Of what has a default of its own, even no is an answer.
                value is not null
                && (value is not false || property.PropertyType == typeof(bool?))
                && (value is not System.Collections.ICollection all || all.Count > 0);
    }

    private static DateTime Paris(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(Deadline.Paris)).DateTime;

    private static string Civil(DateTime civil) =>
        civil.ToString(civil.Second == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Span(TimeSpan span) =>
        span.Ticks % TimeSpan.TicksPerDay == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0}d")
            : string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0}h");

    /// <summary>Texts as they are read: without white space around them.</summary>
    private sealed class TextWriter : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Trim());

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value);
    }

    /// <summary>
    /// Conditions as a map: each field, and the answers that are waited for. Where one field is waited for twice, as a
    /// list of such maps, one a condition.
    /// </summary>
    private sealed class ConditionsWriter : JsonConverter<IReadOnlyList<Condition>>
    {
        public override IReadOnlyList<Condition> Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<Condition> value, JsonSerializerOptions options)
        {
            if (value.DistinctBy(condition => condition.Field, StringComparer.Ordinal).Count() == value.Count)
            {
                WriteMap(writer, value, options);
                return;
            }
            writer.WriteStartArray();
            foreach (var condition in value)
                WriteMap(writer, [condition], options);
            writer.WriteEndArray();
        }

        private static void WriteMap(
            Utf8JsonWriter writer,
            IEnumerable<Condition> conditions,
            JsonSerializerOptions options
        )
        {
            writer.WriteStartObject();
            foreach (var condition in conditions)
            {
                writer.WritePropertyName(condition.Field);
                JsonSerializer.Serialize(writer, condition.Is, options);
            }
            writer.WriteEndObject();
        }
    }
}
