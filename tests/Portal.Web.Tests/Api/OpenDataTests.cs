using System.Text.Json;

namespace Portal.Web.Tests.Api;

[TestFixture]
internal sealed class OpenDataTests : OnPortal
{
    [Test]
    public async Task Kinds_and_states_are_words_in_kebab_case()
    {
        using var visitor = Host.NewVisitor();
        using var calls = JsonDocument.Parse((await visitor.GetAsync("/api/v1/calls", "application/json")).Body);
        var season = calls
            .RootElement.GetProperty("items")
            .EnumerateArray()
            .Single(call => Text(call, "slug") == "competences-metiers");
        Assert.That(Text(season, "kind"), Is.EqualTo("call-for-expressions-of-interest"));
        Assert.That(
            season.GetProperty("waves").EnumerateArray().Select(wave => Text(wave, "state")),
            Is.EqualTo(new[] { "closed", "open" })
        );
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
