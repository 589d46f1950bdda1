using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Web.Shared;

/// <summary>Reads texts without the one character that no text of PostgreSQL can hold.</summary>
internal sealed class CleanText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString()?.Replace("\0", "", StringComparison.Ordinal);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
