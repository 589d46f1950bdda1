using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Infrastructure.Persistence;

/// <summary>Writes a value within jsonb as its text, and parses it again.</summary>
internal sealed class ParsedConverter<T>(Func<string, T> parse) : JsonConverter<T>
    where T : class
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
