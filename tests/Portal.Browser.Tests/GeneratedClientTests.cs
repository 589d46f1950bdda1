using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Playwright;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Demo;

namespace Portal.Browser.Tests;

/// <summary>A client that a well-known generator makes from the portal's own description files a dossier with it.</summary>
[TestFixture]
internal sealed class GeneratedClientTests : OnBrowser
{
    private const string Redirect = "http://localhost/elsewhere/callback";
    private const string Verifier = "verifier-that-is-long-enough-to-be-taken-as-one-0123456789";
    private static readonly string[] Scopes = ["dossiers", "dossiers.write"];

    protected override (string Key, string Value)[] Settings =>
        [
            ("OpenId:Clients:0:ClientId", "partner"),
            ("OpenId:Clients:0:RedirectUris:0", Redirect),
            ("OpenId:Clients:0:Scopes:0", Scopes[0]),
            ("OpenId:Clients:0:Scopes:1", Scopes[1]),
        ];

    [Test]
    public async Task It_files_a_dossier_and_so_does_the_example_of_the_documentation()
    {
        var folder = Directory.CreateTempSubdirectory("generated-client").FullName;
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri(Address) };
            await File.WriteAllTextAsync(
                Path.Combine(folder, "openapi.json"),
                await http.GetStringAsync("/api/v1/openapi.json")
            );
            await RunAsync(
                folder,
                Path.Combine(Repository.Root, "node_modules/.bin/swagger-typescript-api"),
                "generate",
                "--path",
                "openapi.json",
                "--output",
                ".",
                "--name",
                "client.js",
                "--js"
            );
            await File.WriteAllTextAsync(Path.Combine(folder, "answers.json"), (await AnswersAsync()).ToJsonString());
            File.Copy(
                Path.Combine(Repository.Root, "tests/Portal.Browser.Tests/generated-client.mjs"),
                Path.Combine(folder, "run.mjs")
            );
            var token = await TokenAsync(http);
            var told = await RunAsync(folder, "node", "run.mjs", Address, token);
            Assert.That(told, Does.Match("^filed [A-Z]+-2024-\\d{6} version 1"));
            await using var db = Database.Open();
            var number = told.Split(' ')[1];
            Assert.That(
                await db.Dossiers.Where(one => one.Number == number).Select(one => one.State).SingleAsync(),
                Is.EqualTo(DossierState.Filed)
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What a complete dossier of a call says, section by section, and the files that it is asked for.</summary>
    private async Task<JsonObject> AnswersAsync()
    {
        await using var db = Database.Open();
        var call = await db.Calls.Include(one => one.Forms).SingleAsync(one => one.Slug == "evaluation-dmn");
        var form = call.CurrentForm.UpTo(1);
        var answers = SampleAnswers.For(form, 4_242, "Client engendré", "CHU de Fiction", "bretagne");
        var sections = new JsonObject();
        var files = new JsonArray();
        foreach (var section in form.Sections)
        {
            var its = new JsonObject();
            foreach (var field in section.Fields.Where(field => field.IsTyped && answers.Has(field.Key)))
                its[field.Key] = answers.Json(field.Key);
            sections[section.Key] = its;
            foreach (
                var field in section.Fields.Where(one => one is { Type: Domain.Calls.FieldType.File, Required: true })
            )
                files.Add(new JsonObject { ["section"] = section.Key, ["field"] = field.Key });
        }
        return new JsonObject
        {
            ["call"] = call.Slug,
            ["wave"] = 1,
            ["title"] = "Client engendré",
            ["sections"] = sections,
            ["files"] = files,
            ["pdf"] = Convert.ToBase64String(SampleFiles.Pdf(2_000)),
        };
    }

    /// <summary>Camille agrees in the browser; the client changes the code for a token.</summary>
    private async Task<string> TokenAsync(HttpClient http)
    {
        var page = await OpenAsync("Camille");
        var code = new TaskCompletionSource<string>();
        page.Request += (_, request) =>
        {
            if (request.Url.StartsWith(Redirect, StringComparison.Ordinal))
                code.TrySetResult(QueryHelpers.ParseQuery(new Uri(request.Url).Query)["code"].ToString());
        };
        await page.GotoAsync(
            QueryHelpers.AddQueryString(
                "/connect/authorize",
                new Dictionary<string, string?>
                {
                    ["client_id"] = "partner",
                    ["response_type"] = "code",
                    ["redirect_uri"] = Redirect,
                    ["scope"] = $"openid {string.Join(' ', Scopes)}",
                    ["code_challenge"] = WebEncoders.Base64UrlEncode(
                        SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))
                    ),
                    ["code_challenge_method"] = "S256",
                }
            )
        );
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Autoriser" }).ClickAsync();
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["client_id"] = "partner",
                ["code"] = await code.Task.WaitAsync(TimeSpan.FromSeconds(30)),
                ["redirect_uri"] = Redirect,
                ["code_verifier"] = Verifier,
            }
        );
        using var answer = await http.PostAsync("/connect/token", form);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    private static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, $"{program}: {await output} {await errors}");
        return (await output).Trim();
    }
}
