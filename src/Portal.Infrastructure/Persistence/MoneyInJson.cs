using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Domain;

namespace Portal.Infrastructure.Persistence;

/// <summary>Writes an amount within jsonb as a number of euros.</summary>
internal sealed class MoneyInJson : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetDecimal());

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Euros);
}
