using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Infrastructure.Demo;
using Portal.Web.People;

namespace Portal.Web.Demo;

/// <summary>Lets the experts of a demonstration who exist on paper only do their part of a wave, by one click.</summary>
[AllowAnonymous, WithoutSecondFactor]
public sealed class DemoPlayController(DemoMode demo, DemoPlay play) : Controller
{
    [HttpPost("/demo/waves/{id:guid}/answers")]
    public Task<IActionResult> Answer(Guid id, CancellationToken cancellation) =>
        PlayAsync(id, "demo.answered", wave => play.AnswerAsync(wave, cancellation));

    [HttpPost("/demo/waves/{id:guid}/reviews")]
    public Task<IActionResult> Review(Guid id, CancellationToken cancellation) =>
        PlayAsync(id, "demo.reviewed", wave => play.ReviewAsync(wave, cancellation));

    private async Task<IActionResult> PlayAsync(Guid id, string said, Func<WaveId, Task<int>> act)
    {
        if (!demo.IsOn)
            return NotFound();
        TempData["Said"] = await act(new WaveId(id)) > 0 ? said : "demo.nothing-to-play";
        return Redirect($"/staff/waves/{id}");
    }
}
