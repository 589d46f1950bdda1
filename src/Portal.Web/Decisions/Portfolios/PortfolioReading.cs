using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Domain.Decisions.Portfolios;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Decisions.Portfolios;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Staff;
using Stored = Portal.Infrastructure.Decisions.Portfolios.Portfolios;

namespace Portal.Web.Decisions.Portfolios;

/// <summary>Reads the portfolio of a wave: what persons arranged, and the optimum beside it.</summary>
public sealed class PortfolioReading(PortalDbContext db, Stored portfolios, RankingRuns runs, Texts texts)
{
    /// <returns>Null where the viewer can't see the wave.</returns>
    public async Task<PortfolioPage?> PageOfAsync(Guid wave, Viewer viewer, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        if (await StaffWaves.HeadAsync(db, wave, viewer, now, cancellation) is not { } head)
            return null;
        var found = await db.PortfoliosFor(viewer)
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.WaveId == head.Id, cancellation);
        return new PortfolioPage(
            head,
            (await runs.ToChooseByAsync(head.Id, viewer, cancellation))?.Id,
            await db.HasOwnDossierInAsync(head.Id, viewer, cancellation),
            found is null ? null : await PartAsync(found, viewer, cancellation)
        );
    }

    /// <returns>Null where there is nothing to take over.</returns>
    public async Task<TakeOverPage?> TakeOverAsync(
        Guid wave,
        ChoiceKind kind,
        TakeOverForm form,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        if (
            await PageOfAsync(wave, viewer, cancellation)
            is not { Wave.MayAct: true, Ranking: not null, Part: { } part } page
        )
            return null;
        if (part.ChoiceOf(kind) is not { } choice)
            return null;
        var rows = part.Lines.ToLookup(row => choice.Has(row.Candidate.Dossier));
        form.Funded ??= texts["portfolio.reason-funded"];
        form.Rejected ??= texts["portfolio.reason-rejected"];
        return new TakeOverPage(page.Wave, kind, choice, [.. rows[true]], [.. rows[false]], form);
    }

    private async Task<PortfolioPart> PartAsync(Portfolio portfolio, Viewer viewer, CancellationToken cancellation)
    {
        var eligible = await portfolios.EligibleAsync(portfolio.WaveId, viewer, cancellation);
        portfolio.Follow([.. eligible.Select(line => new DossierId(line.Id))]);
        var questions = await portfolios.QuestionsAsync(portfolio.WaveId, cancellation);
        var candidates = await portfolios.CandidatesAsync(portfolio, eligible, questions, viewer, cancellation);
        var lines = eligible.ToDictionary(line => new DossierId(line.Id));
        return new PortfolioPart(
            portfolio.Envelope,
            portfolio.Revision,
            await db
                .Users.Where(one => one.Id == portfolio.ChangedBy.Value)
                .Select(one => one.Name)
                .SingleAsync(cancellation),
            portfolio.ChangedAt,
            [.. candidates.Select(one => RowOf(one, lines[one.Dossier], questions))],
            portfolio.Rules,
            questions,
            PortfolioChoice.OfOrder(candidates, portfolio.Envelope),
            new SolvePortfolio(candidates, portfolio.Envelope, portfolio.Rules).Run(),
            await ActsAsync(portfolio.WaveId, cancellation)
        );
    }

    private PortfolioRow RowOf(PortfolioCandidate one, DossierLine line, IReadOnlyList<FormField> questions)
    {
        var regions = questions
            .FirstOrDefault(question => question.Key == CommonFields.Region)
            ?.Options.Where(option => one.Groups.Contains($"{CommonFields.Region}:{option.Key}"))
            .Select(option => option.Label.In(texts.Language));
        var decided = line.Outcome is { } outcome ? Enum.Parse<Outcome>(outcome) : (Outcome?)null;
        return new PortfolioRow(one, line.Title, string.Join(", ", regions ?? []), decided);
    }

    private async Task<IReadOnlyList<TakeOverRow>> ActsAsync(WaveId wave, CancellationToken cancellation)
    {
        var acts = await (
            from act in db.TakeOvers.AsNoTracking()
            where act.WaveId == wave
            join account in db.Users on act.By.Value equals account.Id
            orderby act.At descending
            select new { Act = act, account.Name }
        ).ToListAsync(cancellation);
        return
        [
            .. acts.Select(one => new TakeOverRow(
                one.Act.Id,
                one.Name,
                one.Act.At,
                one.Act.Taken.Count,
                one.Act.UndoneAt
            )),
        ];
    }
}
