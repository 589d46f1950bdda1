using Microsoft.AspNetCore.Mvc;
using Portal.Infrastructure.Notifications;

namespace Portal.Web.Shared;

/// <summary>Shows a mail in the browser as its reader sees it, where nothing of it runs or leads to a form.</summary>
public static class ShownMails
{
    private const string Picture = "/favicon.svg";

    public static ContentResult ShowMail(this ControllerBase controller, ComposedMail mail)
    {
        controller.Response.Headers.ContentSecurityPolicy = MailHtml.ContentPolicy;
        var html = mail.Html.Replace($"cid:{MailHtml.Logo}", Picture, StringComparison.Ordinal);
        return controller.Content(html, "text/html; charset=utf-8");
    }
}
