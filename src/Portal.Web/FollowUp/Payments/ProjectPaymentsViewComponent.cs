using Microsoft.AspNetCore.Mvc;

namespace Portal.Web.FollowUp.Payments;

/// <summary>The aid of a project on its page.</summary>
public sealed class ProjectPaymentsViewComponent(PaymentReading reading) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(ProjectPage page) =>
        View("/FollowUp/Payments/_Payments.cshtml", await reading.PartAsync(page, HttpContext.RequestAborted));
}
