using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Decisions.Portfolios;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;
using Stored = Portal.Infrastructure.Decisions.Portfolios.Portfolios;

namespace Portal.Web.Decisions.Portfolios;

/// <summary>The portfolio of a wave: an envelope, an order that persons arrange, rules, and the optimum beside it.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class PortfolioController(PortalDbContext db, PortfolioReading reading, Stored portfolios, Texts texts)
    : Controller
{
    private const string AmountOf = "amount-";
    private const decimal MostEuros = 1_000_000_000_000;

    [HttpGet("/staff/waves/{id:guid}/portfolio")]
    public async Task<IActionResult> Portfolio(Guid id, string? reason, CancellationToken cancellation) =>
        await reading.PageOfAsync(id, User.Viewer(), cancellation) is { } page
            ? View(page with { Reason = reason })
            : NotFound();

    [HttpPost("/staff/waves/{id:guid}/portfolio")]
    public Task<IActionResult> SetEnvelope(Guid id, string? envelope, CancellationToken cancellation) =>
        ActAsync(
            id,
            nameof(envelope),
            async () =>
            {
                if (EurosOf(envelope) is not { } euros)
                    throw new RefusedException(PortfolioRefusals.EnvelopeNeeded);
                var (wave, viewer, money) = (new WaveId(id), User.Viewer(), new Money(euros));
                if (await portfolios.InChargeAsync(wave, viewer, cancellation) is not { } portfolio)
                    return await portfolios.BeginAsync(wave, money, viewer, cancellation) is not null;
                portfolio.SetEnvelope(money, User.Person(), await db.NowAsync(cancellation));
                return true;
            },
            cancellation
        );

    /// <summary>Saves the amounts that were typed, and moves the dossier whose button was pressed.</summary>
    [HttpPost("/staff/waves/{id:guid}/portfolio/order"), TakesForms]
    public Task<IActionResult> Arrange(
        Guid id,
        int revision,
        Guid? up,
        Guid? down,
        string? reason,
        CancellationToken cancellation
    ) =>
        ActAsync(
            id,
            nameof(reason),
            async () =>
            {
                if (await portfolios.InChargeAsync(new WaveId(id), User.Viewer(), cancellation) is not { } portfolio)
                    return false;
                portfolio.EnsureAt(revision);
                var now = await db.NowAsync(cancellation);
                foreach (var (dossier, amount) in Amounts())
                    portfolio.Propose(dossier, amount, User.Person(), now);
                if ((up ?? down) is { } moved)
                    portfolio.Move(new DossierId(moved), up is null ? 1 : -1, reason ?? "", User.Person(), now);
                return true;
            },
            cancellation,
            $"?reason={Uri.EscapeDataString(reason ?? "")}#{(up ?? down)?.ToString() ?? "order"}"
        );

    [HttpPost("/staff/waves/{id:guid}/portfolio/rules")]
    public Task<IActionResult> Require(Guid id, RuleForm form, CancellationToken cancellation) =>
        ActAsync(
            id,
            nameof(form.Why),
            async () =>
            {
                if (await portfolios.InChargeAsync(new WaveId(id), User.Viewer(), cancellation) is not { } portfolio)
                    return false;
                var rule = await RuleOfAsync(form, portfolio, cancellation);
                portfolio.Require(rule, User.Person(), await db.NowAsync(cancellation));
                return true;
            },
            cancellation
        );

    [HttpPost("/staff/waves/{id:guid}/portfolio/rules/{place:int}/lift")]
    public Task<IActionResult> Lift(Guid id, int place, int revision, CancellationToken cancellation) =>
        ActAsync(
            id,
            "",
            async () =>
            {
                if (await portfolios.InChargeAsync(new WaveId(id), User.Viewer(), cancellation) is not { } portfolio)
                    return false;
                portfolio.EnsureAt(revision);
                portfolio.Lift(place, User.Person(), await db.NowAsync(cancellation));
                return true;
            },
            cancellation
        );

    /// <summary>Saves what an act changed; what is refused is told at its field, on the page.</summary>
    private async Task<IActionResult> ActAsync(
        Guid id,
        string field,
        Func<Task<bool>> act,
        CancellationToken cancellation,
        string back = ""
    )
    {
        try
        {
            if (!await act())
                return NotFound();
            await db.SaveChangesAsync(cancellation);
            return Redirect($"/staff/waves/{id}/portfolio{back}");
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            var page = await reading.PageOfAsync(id, User.Viewer(), cancellation);
            if (page is not { Wave.MayAct: true })
                return NotFound();
            ModelState.Take(refused, field, texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View(nameof(Portfolio), page);
        }
    }

    private IEnumerable<(DossierId Dossier, Money? Amount)> Amounts() =>
        from field in Request.Form
        where field.Key.StartsWith(AmountOf, StringComparison.Ordinal)
        where Guid.TryParse(field.Key[AmountOf.Length..], out _)
        let typed = field.Value.ToString()
        let euros = EurosOf(typed)
        where euros is not null || string.IsNullOrWhiteSpace(typed)
        select (
            new DossierId(Guid.Parse(field.Key[AmountOf.Length..])),
            euros is { } one ? new Money(one) : (Money?)null
        );

    private async Task<PortfolioRule> RuleOfAsync(RuleForm form, Portfolio portfolio, CancellationToken cancellation)
    {
        if (form.Kind is not { } kind || !Enum.IsDefined(kind))
            throw new RefusedException(PortfolioRefusals.RuleIncomplete);
        if (kind is not (PortfolioRuleKind.MustHave or PortfolioRuleKind.MustNot))
            return PortfolioRule.OnGroup(
                kind,
                form.On?.Contains(':', StringComparison.Ordinal) == true ? form.On : "",
                LimitOf(form.Limit),
                form.Why ?? ""
            );
        var eligible = await portfolios.EligibleAsync(portfolio.WaveId, User.Viewer(), cancellation);
        var line = eligible.FirstOrDefault(one => one.Number == form.On);
        return line is null
            ? throw new RefusedException(PortfolioRefusals.NoSuchDossier)
            : PortfolioRule.OnDossier(kind, new DossierId(line.Id), form.Why ?? "");
    }

    private static decimal LimitOf(string? typed) =>
        Answers.TryNumber(typed ?? "", out var limit) && limit is >= 0 and <= MostEuros
            ? limit
            : throw new RefusedException(PortfolioRefusals.RuleIncomplete);

    private static decimal? EurosOf(string? typed) =>
        Answers.TryNumber(typed ?? "", out var euros) && euros is > 0 and <= MostEuros ? euros : null;
}
