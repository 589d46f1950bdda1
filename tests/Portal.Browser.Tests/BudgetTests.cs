using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>The grid of a budget, as people with a spreadsheet beside it fill it, alone and together.</summary>
[TestFixture, NonParallelizable]
internal sealed class BudgetTests : OnBrowser
{
    [Test]
    public async Task A_block_of_a_spreadsheet_goes_into_the_cells_from_where_it_is_pasted_on()
    {
        var page = await OpenBudgetAsync("Camille");
        await PasteAsync(
            Cell(page, "staff", year: 2),
            "Personnel\t1 000\t2\u00a0000\nConduite de l’étude\t30\t40\tperdu\t50\n"
        );
        await Expect(Cell(page, "staff", year: 2)).ToHaveValueAsync("1000");
        await Expect(Cell(page, "staff", year: 3)).ToHaveValueAsync("2000");
        await Expect(Cell(page, "study", year: 2)).ToHaveValueAsync("30");
        await Expect(Cell(page, "study", year: 3)).ToHaveValueAsync("40");
        await Expect(page.Locator(".save-state")).ToHaveAttributeAsync("data-state", "saved");
        await page.ReloadAsync();
        await Expect(Cell(page, "staff", year: 3)).ToHaveValueAsync("2000");
        await Expect(Cell(page, "study", year: 2)).ToHaveValueAsync("30");
    }

    [Test]
    public async Task While_one_types_the_grid_says_by_how_much_funding_and_costs_differ()
    {
        var page = await OpenBudgetAsync("Camille");
        var uneven = page.Locator("[data-budget] [data-uneven]").First;
        await Cell(page, "aid", year: 1).FillAsync("99000000");
        await Expect(uneven).ToContainTextAsync("dépassent les dépenses de");
        await Cell(page, "aid", year: 1).FillAsync("0");
        await Expect(uneven).ToContainTextAsync("de ressources pour couvrir les dépenses");
    }

    [Test]
    public async Task Two_who_fill_one_grid_at_once_keep_what_both_typed()
    {
        var first = await OpenBudgetAsync("Camille");
        var second = await OpenBudgetAsync("Paul");
        await Task.WhenAll(
            Cell(first, "services", year: 1).FillAsync("111"),
            Cell(second, "other-costs", year: 2).FillAsync("222")
        );
        await Expect(Cell(second, "services", year: 1)).ToHaveValueAsync("111");
        await Expect(Cell(first, "other-costs", year: 2)).ToHaveValueAsync("222");
        await Expect(first.Locator(".save-state")).ToHaveAttributeAsync("data-state", "saved");
        await Expect(second.Locator(".save-state")).ToHaveAttributeAsync("data-state", "saved");
        await Expect(first.Locator(".two-versions")).ToHaveCountAsync(0);
        await first.ReloadAsync();
        await Expect(Cell(first, "services", year: 1)).ToHaveValueAsync("111");
        await Expect(Cell(first, "other-costs", year: 2)).ToHaveValueAsync("222");
    }

    private static ILocator Cell(IPage page, string line, int year) =>
        page.Locator($"[data-budget] tr[data-line={line}] input.form-control").Nth(year - 1);

    /// <summary>As the browser tells of a paste, without the machine's clipboard.</summary>
    private static Task PasteAsync(ILocator cell, string text) =>
        cell.EvaluateAsync(
            """
            (cell, text) => {
              const data = new DataTransfer();
              data.setData("text/plain", text);
              cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """,
            text
        );

    private async Task<IPage> OpenBudgetAsync(string person)
    {
        var page = await OpenAsync(person);
        await using var db = Database.Open();
        var paul = (await db.Users.SingleAsync(account => account.Email == "paul@demo.example")).Person;
        var draft = await db
            .Dossiers.Where(one => one.FiledAt == null && one.Members.Any(member => member.Person == paul))
            .Where(one => db.Calls.Any(call => call.Id == one.CallId && call.Slug == "evaluation-dmn"))
            .OrderBy(one => one.Id)
            .Select(one => one.Id)
            .FirstAsync();
        await page.GotoAsync($"/dossiers/{draft.Value}/sections/budget_section");
        return page;
    }
}
