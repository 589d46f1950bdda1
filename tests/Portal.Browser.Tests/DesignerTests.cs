using Microsoft.Playwright;
using Portal.Domain.Calls;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>The parts of a form, put in place by hand and by keys.</summary>
[TestFixture, NonParallelizable]
internal sealed class DesignerTests : OnBrowser
{
    private const string Root = "/staff/calls/evaluation-dmn/form";

    [SetUp]
    public async Task BeginAnew()
    {
        await using var db = Database.OpenAsOwner();
        await db.FormDrafts.ExecuteDeleteAsync();
        var olivier = (await db.Users.SingleAsync(account => account.Email == "olivier@demo.example")).Person;
        var call = await db.Calls.Include(one => one.Forms).SingleAsync(one => one.Slug == "evaluation-dmn");
        db.FormDrafts.Add(FormDraft.Of(call.CurrentForm, olivier, await db.NowAsync()));
        await db.SaveChangesAsync();
    }

    [Test]
    public async Task A_question_is_dragged_behind_another_one()
    {
        var page = await OpenAsync("Olivier");
        await page.GotoAsync(Root);
        Assert.That((await FieldsAsync(page))[..3], Is.EqualTo(new[] { "title", "acronym", "summary" }));
        var over = page.Locator("[data-field=summary]");
        var box = (await over.BoundingBoxAsync())!;
        await page.Locator("[data-field=title]")
            .DragToAsync(
                over,
                new LocatorDragToOptions
                {
                    SourcePosition = new SourcePosition { X = 4, Y = 4 },
                    TargetPosition = new TargetPosition { X = box.Width / 2, Y = box.Height - 3 },
                }
            );
        await Expect(page.Locator("[data-field]").Nth(2)).ToHaveAttributeAsync("data-field", "title");
        Assert.That((await SavedAsync()).Sections[0].Fields[2].Key, Is.EqualTo("title"));
    }

    [Test]
    public async Task A_section_is_dragged_by_its_head_before_another_one()
    {
        var page = await OpenAsync("Olivier");
        await page.GotoAsync(Root);
        await page.Locator("[data-section=carrier] .designer-head")
            .DragToAsync(
                page.Locator("[data-section=project]"),
                new LocatorDragToOptions
                {
                    SourcePosition = new SourcePosition { X = 4, Y = 4 },
                    TargetPosition = new TargetPosition { X = 40, Y = 5 },
                }
            );
        await Expect(page.Locator("[data-section]").First).ToHaveAttributeAsync("data-section", "carrier");
        Assert.That(
            (await SavedAsync()).Sections.Select(section => section.Key).Take(2),
            Is.EqualTo(new[] { "carrier", "project" })
        );
    }

    [Test]
    public async Task Questions_and_sections_move_by_keys_as_well()
    {
        var page = await OpenAsync("Olivier");
        await page.GotoAsync(Root);
        await PressAsync(page, $"{Root}/fields/title/move?to=1");
        await Expect(page.Locator("[data-field]").Nth(1)).ToHaveAttributeAsync("data-field", "title");
        await PressAsync(page, $"{Root}/sections/carrier/move?to=0");
        await Expect(page.Locator("[data-section]").First).ToHaveAttributeAsync("data-section", "carrier");
        Assert.That((await SavedAsync()).Sections[0].Key, Is.EqualTo("carrier"));
    }

    private static async Task PressAsync(IPage page, string address)
    {
        // What a page moves the focus to while it loads would get the key.
        await page.WaitForLoadStateAsync();
        await page.Locator($"button[formaction='{address}']").PressAsync("Enter");
    }

    private static async Task<string[]> FieldsAsync(IPage page) =>
        await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('[data-field]')].map((one) => one.dataset.field)"
        );

    private async Task<FormDraft> SavedAsync()
    {
        await using var db = Database.Open();
        return await db.FormDrafts.AsNoTracking().SingleAsync();
    }
}
