using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Demo;
using Portal.Infrastructure.Persistence;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>
/// Each call's form from an empty draft to its receipt, by hand: two people write every section at once, each in a
/// language, and one of them in a train.
/// </summary>
[TestFixture]
internal sealed partial class FromNothingTests : OnBrowser
{
    private string _folder = "";

    [OneTimeSetUp]
    public async Task LayFiles()
    {
        _folder = Directory.CreateTempSubdirectory("portal-written-").FullName;
        await File.WriteAllBytesAsync(Annex, "%PDF-1.4\n%%EOF\n"u8.ToArray());
    }

    [OneTimeTearDown]
    public void ClearFiles() => Directory.Delete(_folder, recursive: true);

    private string Annex => Path.Combine(_folder, "annexe.pdf");

    [TestCase("evaluation-dmn", "2024-02-05", "fr-FR", "en-GB")]
    [TestCase("competences-metiers", "2024-02-05", "en-GB", "fr-FR")]
    [TestCase("entrepots-donnees", "2023-03-06", "fr-FR", "en-GB")]
    [TestCase("tiers-lieux", "2024-05-06", "en-GB", "fr-FR")]
    public async Task Two_write_a_dossier_at_once_and_file_it(string slug, string day, string camilles, string pauls)
    {
        await Host.SetClockAsync(Deadline.InstantOf(DateTime.Parse(day, CultureInfo.InvariantCulture).AddHours(10)));
        var camille = await OpenAsync("Camille", locale: camilles);
        var dossier = await StartAsync(camille, slug);
        var paul = await OpenAsync("Paul", locale: pauls);
        var (form, sample) = await SampleAsync(dossier);
        var sections = await SectionsAsync(camille);
        Assert.That(sections, Is.Not.Empty);
        foreach (var (section, place) in sections.Select((key, place) => (form.Section(key)!, place)))
            await WriteAsync(camille, paul, dossier, form, section, sample, place);

        await camille.GotoAsync($"/dossiers/{dossier.Value}/check");
        await camille.Locator($"form[action='/dossiers/{dossier.Value}/file'] button").ClickAsync();
        await Expect(camille.Locator(".big-number")).ToHaveTextAsync(Number());
        await Expect(camille.Locator("html")).ToHaveAttributeAsync("lang", camilles[..2]);
        await AssertFiledAsync(dossier, form, sections, sample);
        await camille.Context.CloseAsync();
        await paul.Context.CloseAsync();
    }

    [GeneratedRegex("^[A-Z]+-20[0-9]{2}-[0-9]{6}$", RegexOptions.None, 1_000)]
    private static partial Regex Number();

    private async Task<DossierId> StartAsync(IPage camille, string slug)
    {
        await camille.GotoAsync($"/calls/{slug}");
        await camille.Locator("main a[href^='/dossiers/new?wave=']").First.ClickAsync();
        await camille.Locator("[name=Title]").FillAsync("Écrit à deux");
        await camille.Locator("form[action='/dossiers/new'] button").ClickAsync();
        await camille.WaitForURLAsync(
            new Regex("/dossiers/[0-9a-f-]{36}$", RegexOptions.None, TimeSpan.FromSeconds(1))
        );
        var dossier = new DossierId(Guid.Parse(new Uri(camille.Url).Segments[^1]));
        await PostgresServer.ExecuteAsync(
            $"""
            insert into dossier_members (dossier_id, person, role, partner)
            select '{dossier.Value}', id, 'Writer', '{Consortium.Lead}' from accounts where email = 'paul@demo.example'
            """,
            new Npgsql.NpgsqlConnectionStringBuilder(Database.Owner).Database!
        );
        return dossier;
    }

    private async Task<(Form Form, Answers Sample)> SampleAsync(DossierId dossier)
    {
        await using var db = Database.Open();
        var form = await db
            .Forms.AsNoTracking()
            .SingleAsync(one => db.Dossiers.Any(its => its.Id == dossier && its.FormId == one.Id));
        return (form, SampleAnswers.For(form, 7, "Écrit à deux", "Centre fictif de l’Essai", "bretagne"));
    }

    /// <summary>The sections that the carrier's own page lists.</summary>
    private static async Task<IReadOnlyList<string>> SectionsAsync(IPage page) =>
        [
            .. (
                await page.Locator("main a[href*='/sections/']")
                    .EvaluateAllAsync<string[]>("links => links.map(link => link.pathname.split('/').pop())")
            ).Distinct(),
        ];

    /// <summary>Camille answers every other question and has no network at first; Paul the rest, at the same time.</summary>
    private async Task WriteAsync(
        IPage camille,
        IPage paul,
        DossierId dossier,
        Form form,
        FormSection section,
        Answers sample,
        int place
    )
    {
        foreach (var page in new[] { camille, paul })
        {
            await page.GotoAsync($"/dossiers/{dossier.Value}/sections/{section.Key}");
            if (section.Fields.Any(field => field.IsTyped))
                await Expect(page.Locator("form[data-ready]")).ToBeVisibleAsync();
        }
        var (hers, his) = (new Hand(camille, form, sample), new Hand(paul, form, sample));
        var fields = section.Fields.Where(field => field.IsTyped).ToList();
        if (fields.Count > 0)
        {
            await camille.Context.SetOfflineAsync(place % 2 == 0);
            await Task.WhenAll(
                hers.TypeAsync(fields.Where((_, number) => number % 2 == 0)),
                his.TypeAsync(fields.Where((_, number) => number % 2 == 1))
            );
            if (place % 2 == 0)
                await Expect(camille.Locator(".save-state")).ToHaveAttributeAsync("data-state", "offline");
            await camille.Context.SetOfflineAsync(false);
            await his.SaveAsync();
            await hers.SaveAsync();
            // What the answers of the other one opened.
            if (await hers.TypeAsync(fields.Where(field => field.When.Count > 0)))
                await hers.SaveAsync();
        }
        foreach (var file in section.Fields.Where(field => field is { Type: FieldType.File, Required: true }))
            await hers.AttachAsync(file, Annex);
    }

    private async Task AssertFiledAsync(DossierId dossier, Form form, IEnumerable<string> sections, Answers sample)
    {
        await using var db = Database.Open();
        var filed = (await db.Filings.AsNoTracking().SingleAsync(filing => filing.DossierId == dossier)).Answers;
        foreach (var field in sections.SelectMany(key => form.Section(key)!.Fields).Where(field => field.IsTyped))
            if (!field.HasRows)
                Assert.That(Words(filed, field), Is.EqualTo(Words(sample, field)).Or.Empty, field.Key);
            else if (field.Budget is null)
                Assert.That(Cells(filed, field), Is.EqualTo(Cells(sample, field)), field.Key);
    }

    private static string Words(Answers answers, FormField field) =>
        field.Type == FieldType.Choices
            ? string.Join(' ', answers.Choices(field.Key).Order(StringComparer.Ordinal))
            : answers.Text(field.Key).ReplaceLineEndings("\n");

    private static IEnumerable<string> Cells(Answers answers, FormField table) =>
        answers
            .Rows(table.Key)
            .Select(row =>
                string.Join(
                    " | ",
                    table.Columns.Select(column => row.GetValueOrDefault(column.Key, "").ReplaceLineEndings("\n"))
                )
            );

    /// <summary>Somebody who types the sample's answers into a page.</summary>
    private sealed class Hand(IPage page, Form form, Answers sample)
    {
        /// <returns>Whether there was anything to type.</returns>
        public async Task<bool> TypeAsync(IEnumerable<FormField> fields)
        {
            var typed = false;
            foreach (var field in fields)
                if (await page.Locator($".asked[data-field='{field.Key}']").IsVisibleAsync())
                {
                    await TypeAsync(field);
                    typed = true;
                }
            return typed;
        }

        public async Task SaveAsync()
        {
            await page.EvaluateAsync("document.body.dataset.before = 'yes'");
            await page.Locator("button[name=then][value=here]").ClickAsync();
            await Expect(page.Locator("body:not([data-before]) form[data-ready]")).ToBeVisibleAsync();
        }

        public async Task AttachAsync(FormField field, string path)
        {
            foreach (var input in await page.Locator($"input[type=file][id^='file-{field.Key}']").AllAsync())
            {
                await input.SetInputFilesAsync(path);
                await Expect(page.Locator(".uploads li")).ToHaveCountAsync(0);
            }
        }

        private Task TypeAsync(FormField field) =>
            field switch
            {
                { Budget: { } plan } => TypeBudgetAsync(field, plan),
                { HasRows: true } => TypeTableAsync(field),
                { Type: FieldType.Choices } => ChooseAsync(field),
                _ => TypeAsync($"f.{field.Key}", sample.Text(field.Key)),
            };

        private async Task ChooseAsync(FormField field)
        {
            foreach (var option in sample.Choices(field.Key))
                await page.Locator($"[name='f.{field.Key}'][value='{option}']").CheckAsync();
        }

        private async Task TypeAsync(string name, string value)
        {
            if (value.Length == 0)
                return;
            var control = page.Locator($"[name='{name}']").Last;
            switch (await control.EvaluateAsync<string>("control => control.type"))
            {
                case "radio":
                case "checkbox":
                    await page.Locator($"[name='{name}'][value='{value}']").CheckAsync();
                    break;
                case "select-one":
                    await control.SelectOptionAsync(value);
                    break;
                default:
                    await control.FillAsync(value);
                    break;
            }
        }

        private async Task TypeTableAsync(FormField table)
        {
            foreach (var (row, number) in sample.Rows(table.Key).Select((row, number) => (row, number)))
            {
                var first = page.Locator($"[name='f.{table.Key}.{number}.{table.Columns[0].Key}']");
                if (await first.CountAsync() == 0)
                    await page.Locator($".asked[data-field='{table.Key}'] .actions button").First.ClickAsync();
                foreach (var column in table.Columns)
                    await TypeAsync($"f.{table.Key}.{number}.{column.Key}", row.GetValueOrDefault(column.Key, ""));
            }
        }

        /// <summary>The sample names partners by the ids of its own rows, the page by those that it gave them.</summary>
        private async Task TypeBudgetAsync(FormField field, BudgetPlan plan)
        {
            var shown = await page.Locator($".asked[data-field='{field.Key}'] .budget-part[data-partner]")
                .EvaluateAllAsync<string[]>("parts => parts.map(part => part.dataset.partner)");
            var members = plan.Consortium is { } table ? sample.Rows(table).Select(row => row[Answers.RowId]) : [];
            var its = new[] { Consortium.Lead }.Concat(members).ToList();
            Assert.That(shown, Has.Length.EqualTo(its.Count), $"the partners of {form.Id}");
            foreach (var (partner, place) in shown.Select((partner, place) => (partner, place)))
            foreach (var line in plan.Lines.Select(line => line.Key).Concat(plan.Resources.Select(one => one.Key)))
                if (
                    sample
                        .Rows(field.Key)
                        .FirstOrDefault(row => row[Answers.RowId] == BudgetPlan.RowOf(its[place], line))
                        is { } row
                    && row.GetValueOrDefault(BudgetPlan.YearColumn(1)) is { Length: > 0 } euros
                )
                    await page.Locator(
                            $".budget-part[data-partner='{partner}'] tr[data-line='{line}'] input[name$='.{BudgetPlan.YearColumn(1)}']"
                        )
                        .FillAsync(euros);
        }
    }
}
