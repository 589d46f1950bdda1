using System.Text.Json;
using Portal.Domain.Decisions;

namespace Portal.Web.Tests.Api;

/// <summary>An expert's and an officer's clients: what they write counts as what is typed in the pages does.</summary>
[TestFixture]
internal sealed class DecidingTests : OnPortal
{
    protected override (string Key, string Value)[] Settings => AccessTokens.Settings;

    [Test]
    public async Task A_review_is_written_upon_its_tag_and_submitted_once_it_is_whole()
    {
        using var emma = await AccessTokens.OfPersonAsync(Host, "Emma", "reviews reviews.write");
        var open = (await emma.CallAsync(HttpMethod.Get, "/api/v1/me/assignments"))
            .Json.GetProperty("items")
            .EnumerateArray()
            .First(one => one.GetProperty("open").GetBoolean());
        var path = $"/api/v1/reviews/{open.GetProperty("review").GetString()}";
        var read = await emma.CallAsync(HttpMethod.Get, path);
        Assert.That(
            (await emma.CallAsync(HttpMethod.Post, $"{path}/submission", "{}", key: "empty")).Code,
            Is.EqualTo(409)
        );

        var grid = read.Json.GetProperty("grid");
        var comment = string.Join(' ', Enumerable.Repeat("Un commentaire utile au porteur.", 20));
        var sheet = JsonSerializer.Serialize(
            new
            {
                criteria = grid.GetProperty("criteria")
                    .EnumerateArray()
                    .Select(one => new
                    {
                        criterion = one.GetProperty("key").GetString(),
                        mark = grid.GetProperty("to").GetInt32(),
                        toPanel = comment,
                        toCarrier = comment,
                    }),
                toPanel = comment,
                toCarrier = comment,
                answers = grid.GetProperty("questions")
                    .EnumerateArray()
                    .ToDictionary(
                        one => one.GetProperty("key").GetString()!,
                        one => one.GetProperty("kind").GetString() == "text" ? comment : "yes"
                    ),
                confidence = grid.GetProperty("confidence").GetInt32() is > 0 and var levels ? (int?)levels : null,
            }
        );
        var written = await emma.CallAsync(HttpMethod.Put, path, sheet, tag: read.Tag);
        Assert.That(
            (written.Code, written.Json.GetProperty("obstacles").GetArrayLength()),
            Is.EqualTo((200, 0)),
            written.Body
        );
        Assert.That((await emma.CallAsync(HttpMethod.Put, path, sheet, tag: read.Tag)).Code, Is.EqualTo(412));
        var submitted = await emma.CallAsync(HttpMethod.Post, $"{path}/submission", "{}", key: "whole");
        Assert.That(
            (submitted.Code, submitted.Json.GetProperty("score").GetDecimal()),
            Is.EqualTo((200, grid.GetProperty("to").GetDecimal()))
        );
    }

    [Test]
    public async Task An_officer_decides_upon_what_they_read_and_a_lack_is_refused_with_its_code()
    {
        using var olivier = await AccessTokens.OfPersonAsync(Host, "Olivier", "staff staff.write");
        await using var db = Database.Open();
        var dossier = await db
            .Dossiers.Where(one => one.Eligibility!.IsEligible && !one.IsFiledInPart && one.Dismissal == null)
            .Where(one =>
                db.Waves.Any(wave =>
                    wave.Id == one.WaveId
                    && wave.Number == 2
                    && db.Calls.Any(call => call.Id == wave.CallId && call.Slug == "entrepots-donnees")
                )
            )
            .Where(one => !db.Decisions.Any(taken => taken.DossierId == one.Id))
            .Select(one => one.Id)
            .FirstAsync();
        var path = $"/api/v1/staff/dossiers/{dossier.Value}/decision";
        var none = await olivier.CallAsync(HttpMethod.Get, path);
        Assert.That((none.Code, none.Tag!.Trim('"').Split('-')[0]), Is.EqualTo((200, "0")));

        var silent = await olivier.CallAsync(HttpMethod.Put, path, """{"amountEuros":1,"reason":"x"}""", tag: none.Tag);
        Assert.That(silent.Code, Is.EqualTo(400), "without an outcome nothing is decided");
        var lacking = await olivier.CallAsync(
            HttpMethod.Put,
            path,
            """{"outcome":"funded","reason":"Solide."}""",
            tag: none.Tag
        );
        Assert.That(
            (lacking.Code, lacking.Json.GetProperty("codes")[0].GetString()),
            Is.EqualTo((409, DecisionRefusals.AmountNeeded.Code))
        );
        const string whole = """{"outcome":"funded","amountEuros":120000,"reason":"Solide."}""";
        var decided = await olivier.CallAsync(HttpMethod.Put, path, whole, tag: none.Tag);
        Assert.That(
            (decided.Code, decided.Json.GetProperty("ruling").GetProperty("amountEuros").GetDecimal()),
            Is.EqualTo((200, 120_000m))
        );
        Assert.That(
            (await olivier.CallAsync(HttpMethod.Put, path, whole, tag: none.Tag)).Code,
            Is.EqualTo(412),
            "the tag of before"
        );
        Assert.That(
            (await db.Decisions.AsNoTracking().SingleAsync(one => one.DossierId == dossier)).Amount!.Value.Euros,
            Is.EqualTo(120_000m)
        );
    }
}
