using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Infrastructure;
using Portal.Web.Shared;

namespace Portal.Web.Home;

/// <summary>The pages that stand by themselves.</summary>
[AllowAnonymous, PublicPage]
public sealed class HomeController : Controller
{
    [HttpGet("/about")]
    public IActionResult About() => View();

    [HttpGet("/accessibility")]
    public IActionResult Accessibility() => View();

    [HttpGet("/legal")]
    public IActionResult Legal() => View();

    /// <summary>How to report a vulnerability (RFC 9116).</summary>
    [HttpGet("/.well-known/security.txt")]
    public IActionResult Security([FromServices] IConfiguration configuration) =>
        Content(
            $"Contact: {configuration["Portal:SecurityContact"] ?? "mailto:securite@portail.example"}\n"
                + $"Expires: {configuration["Portal:SecurityExpires"] ?? "2027-12-31T23:00:00Z"}\n"
                + "Preferred-Languages: fr, en\n",
            "text/plain"
        );

    [HttpGet("/robots.txt")]
    public IActionResult Robots([FromServices] PortalAddress address) =>
        Content(
            $"Sitemap: {address.Of("/sitemap.xml")}\nUser-agent: *\nDisallow: /dossiers\nDisallow: /reviews\nDisallow: /staff\nDisallow: /admin\nDisallow: /account\nDisallow: /subscriptions/\nDisallow: /calendars\nDisallow: /invitations\nDisallow: /team\n",
            "text/plain"
        );
}
