using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>A budget as a workbook: what the person sees of it, as it is saved now.</summary>
[Authorize]
public sealed class BudgetsController(PortalDbContext db, FormCache forms, Texts texts) : Controller
{
    [HttpGet("/dossiers/{id:guid}/sections/{key}/budgets/{field}")]
    public async Task<IActionResult> Export(Guid id, string key, string field, CancellationToken cancellation)
    {
        var dossier = new DossierId(id);
        if (await db.SightAsync(dossier, User.Viewer(), cancellation) is not { } sight)
            return NotFound();
        var form = await forms.OfAsync(db, dossier, cancellation);
        if (form.Section(key)?.Field(field) is not { Budget: not null } asked)
            return NotFound();
        var sections = await db
            .Sections.Where(section => section.DossierId == dossier)
            .Select(section => section.Answers)
            .ToListAsync(cancellation);
        var grid = BudgetGrid.Of(form, asked, Answers.Merge(sections), sight);
        Response.ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        Response.Headers.ContentDisposition = $"attachment; filename=\"{asked.Key}.xlsx\"";
        var workbook = await Workbook.ToAsync(Response.Body, await db.NowAsync(cancellation), cancellation);
        await workbook.AddAsync(asked.Label.In(texts.Language), LineHeads(asked), Lines(grid), cancellation);
        await workbook.AddAsync(texts["budget.by-partner"], SumHeads(asked), Sums(grid), cancellation);
        await workbook.EndAsync(cancellation);
        return new EmptyResult();
    }

    private List<string> LineHeads(FormField budget) => [.. new BudgetWords(texts, texts.Language).Heads(budget)];

    private List<string> SumHeads(FormField budget) =>
        [
            texts["team.partner"],
            texts["budget.cost"],
            .. budget.Budget!.Resources.Select(resource => resource.Label.In(texts.Language)),
        ];

    private IAsyncEnumerable<IReadOnlyList<object?>> Lines(BudgetGrid grid) =>
        (
            from part in grid.Partners
            from line in grid.Plan.Rows
            select (IReadOnlyList<object?>)
                [
                    NameOf(part),
                    line.Label.In(texts.Language),
                    .. Enumerable
                        .Range(1, grid.Plan.Years)
                        .Select(year => (object?)part.Budget.At(part.Partner.Id, line.Key, year)),
                    part.Budget.LineOf(part.Partner.Id, line.Key),
                ]
        ).ToAsyncEnumerable();

    private IAsyncEnumerable<IReadOnlyList<object?>> Sums(BudgetGrid grid) =>
        grid
            .Partners.Select(part =>
                (IReadOnlyList<object?>)
                    [
                        NameOf(part),
                        part.Sums.Cost,
                        .. grid.Plan.Resources.Select(resource => (object?)part.Sums.Resources[resource.Key]),
                    ]
            )
            .ToAsyncEnumerable();

    private string NameOf(BudgetPart part) =>
        part.Partner.Name.Length > 0 ? part.Partner.Name : texts["team.unnamed", part.Number];
}
