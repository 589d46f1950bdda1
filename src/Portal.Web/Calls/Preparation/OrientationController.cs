using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain.Orientation;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Calls.Preparation;

/// <summary>The questions that tell before writing whether a call is for somebody: their order, and each of them.</summary>
public sealed class OrientationController(PortalDbContext db, Texts texts) : PartController(db, texts)
{
    private const string List = "questions";

    [HttpGet("/staff/calls/{slug}/orientation")]
    public async Task<IActionResult> Orientation(string slug, CancellationToken cancellation) =>
        await CallAsync(slug, cancellation) is { } call
            ? View(new OrientationListPage(CallHead.Of(call), call.Orientation))
            : NotFound();

    /// <summary>Moves a question, or takes it out, at once.</summary>
    [HttpPost("/staff/calls/{slug}/orientation")]
    public async Task<IActionResult> Arrange(string slug, string? act, string? question, CancellationToken cancellation)
    {
        if (await CallAsync(slug, cancellation) is not { } call)
            return NotFound();
        var rows = call.Orientation.Select(one => new Held { Question = one }).ToList();
        // The one that was seen, wherever it stands by now.
        var place = rows.FindIndex(row => row.Question?.Key == question);
        if (place < 0)
            return NotFound();
        RowActs.Apply(RowActs.Of(List, act ?? "", place), List, rows);
        var now = await Db.NowAsync(cancellation);
        call.Orient(
            EligibilityQuestion.Forwards([.. rows.Select(row => row.Question).OfType<EligibilityQuestion>()]),
            User.Person(),
            now
        );
        await Db.SaveChangesAsync(cancellation);
        TempData["Said"] = "preparation.saved";
        return Redirect($"{CallHead.Of(call).Root}/orientation");
    }

    [HttpGet("/staff/calls/{slug}/orientation/{place:int}")]
    public Task<IActionResult> Question(string slug, int place, CancellationToken cancellation) =>
        ShowAsync(slug, call => OrientationForm.Of(call, place), cancellation);

    [HttpPost("/staff/calls/{slug}/orientation/{place:int}")]
    public Task<IActionResult> SaveQuestion(
        string slug,
        int place,
        OrientationForm form,
        [FromServices] IValidator<OrientationForm> validator,
        CancellationToken cancellation
    ) =>
        SaveAsync(
            slug,
            form,
            call => OrientationForm.Of(call, place),
            validator,
            form.Save,
            nameof(Question),
            cancellation
        );

    private sealed class Held
    {
        public EligibilityQuestion? Question { get; init; }
    }
}
