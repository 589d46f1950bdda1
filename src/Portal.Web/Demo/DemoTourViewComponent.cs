using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Demo;

/// <summary>Six steps on the home page that follow a dossier from draft to funded project, each behind one click.</summary>
public sealed class DemoTourViewComponent(PortalDbContext db) : ViewComponent
{
    private const string WinnersOfTheDay = "/calls/tiers-lieux/waves/2/winners";

    public async Task<IViewComponentResult> InvokeAsync()
    {
        var people = await db
            .Users.AsNoTracking()
            .Where(account => account.IsDemonstration)
            .ToDictionaryAsync(
                account => account.Email!.Split('@', StringSplitOptions.None)[0],
                StringComparer.Ordinal
            );
        DemoDoor As(string key, string to) =>
            new(people.GetValueOrDefault(key)?.Id, people.GetValueOrDefault(key)?.Name ?? "", to);
        return View(
            "/Demo/DemoTour.cshtml",
            new DemoTourPage([
                new DemoStep(1, [As("camille", "/calls/evaluation-dmn")]),
                new DemoStep(2, [As("camille", "/dossiers")]),
                new DemoStep(3, [As("emma", "/reviews")]),
                new DemoStep(4, [As("olivier", "/staff"), As("pauline", "/staff")]),
                new DemoStep(5, [new DemoDoor(Person: null, Name: "", WinnersOfTheDay)]),
                new DemoStep(6, [As("camille", "/dossiers"), As("olivier", "/staff/projects")]),
            ])
        );
    }
}

public sealed record DemoTourPage(IReadOnlyList<DemoStep> Steps);

public sealed record DemoStep(int Number, IReadOnlyList<DemoDoor> Doors);

/// <param name="Person">Who one becomes; null where the clock moves instead, to the next publication.</param>
/// <param name="Name">The person's name.</param>
/// <param name="To">Where one arrives.</param>
public sealed record DemoDoor(Guid? Person, string Name, string To);
