using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Domain.Decisions.Portfolios;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Decisions.Portfolios;

/// <summary>Reads what a portfolio chooses from, and finds and begins portfolios.</summary>
public sealed class Portfolios(PortalDbContext db, RankingRuns runs)
{
    /// <summary>A portfolio to act on, as far as persons have arranged it.</summary>
    public async Task<Portfolio?> InChargeAsync(WaveId wave, Viewer viewer, CancellationToken cancellation)
    {
        var found = await db.PortfoliosFor(viewer)
            .SingleOrDefaultAsync(
                one => one.WaveId == wave && db.WavesInChargeOf(viewer).Any(own => own.Id == wave),
                cancellation
            );
        found?.Follow([.. (await EligibleAsync(wave, viewer, cancellation)).Select(line => new DossierId(line.Id))]);
        return found;
    }

    /// <summary>Begins one from the last ranking, in its order.</summary>
    public async Task<Portfolio?> BeginAsync(WaveId wave, Money envelope, Viewer viewer, CancellationToken cancellation)
    {
        if (!await db.WavesInChargeOf(viewer).AnyAsync(one => one.Id == wave, cancellation))
            return null;
        if (await db.HasOwnDossierInAsync(wave, viewer, cancellation))
            throw new RefusedException(PortfolioRefusals.OwnDossier);
        if (await runs.ToChooseByAsync(wave, viewer, cancellation) is not { Result: { } result })
            throw new RefusedException(PortfolioRefusals.RankingFirst);
        var order = result.Dossiers.Select(one => one.Dossier).ToList();
        var portfolio = new Portfolio(wave, envelope, order, viewer.Id!.Value, await db.NowAsync(cancellation));
        db.Portfolios.Add(portfolio);
        await db.SaveChangesAsync(cancellation);
        return portfolio;
    }

    /// <summary>The eligible dossiers in the jury's order, with what the last ranking says of their quality.</summary>
    public async Task<IReadOnlyList<PortfolioCandidate>> CandidatesAsync(
        Portfolio portfolio,
        IReadOnlyList<DossierLine> eligible,
        IReadOnlyList<FormField> questions,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var latest = await runs.ToChooseByAsync(portfolio.WaveId, viewer, cancellation);
        var scores = latest?.Result!.Dossiers.ToDictionary(one => one.Dossier, QualityOf) ?? [];
        var answers = await AnswersAsync(portfolio.WaveId, questions, cancellation);
        var numbers = eligible.ToDictionary(line => new DossierId(line.Id), line => line.Number);
        return
        [
            .. portfolio.Lines.Select(line => new PortfolioCandidate(
                line.Dossier,
                numbers[line.Dossier],
                scores.GetValueOrDefault(line.Dossier),
                RequestedAid.Of(answers[(line.Dossier, CommonFields.AidRequested)].FirstOrDefault()),
                line.Proposed,
                questions
                    .SelectMany(question =>
                        answers[(line.Dossier, question.Key)].Select(option => $"{question.Key}:{option}")
                    )
                    .ToHashSet(StringComparer.Ordinal)
            )),
        ];
    }

    public async Task<IReadOnlyList<DossierLine>> EligibleAsync(
        WaveId wave,
        Viewer viewer,
        CancellationToken cancellation
    ) =>
        await db.FiledInAsync(wave, viewer)
            .Where(line => line.State == DossierState.Eligible)
            .ToListAsync(cancellationToken: cancellation);

    /// <summary>The questions by whose answers rules may be set: those with options to choose from.</summary>
    public async Task<IReadOnlyList<FormField>> QuestionsAsync(WaveId wave, CancellationToken cancellation)
    {
        var forms = await db
            .Forms.AsNoTracking()
            .Where(form => db.Dossiers.Any(dossier => dossier.WaveId == wave && dossier.FormId == form.Id))
            .ToListAsync(cancellation);
        return forms.MaxBy(form => form.Version) is { } form
            ?
            [
                .. form
                    .Sections.SelectMany(section => section.Fields)
                    .Where(field => field.Type is FieldType.Choice or FieldType.Choices),
            ]
            : [];
    }

    private static decimal? QualityOf(RankedScore score) => score.Adjusted?.Score ?? score.Mean;

    /// <summary>Read out of the filings where they are: one text an answer, or several where several were chosen.</summary>
    private async Task<ILookup<(DossierId, string), string>> AnswersAsync(
        WaveId wave,
        IReadOnlyList<FormField> questions,
        CancellationToken cancellation
    )
    {
        string[] keys = [CommonFields.AidRequested, .. questions.Select(question => question.Key)];
        var found = await db
            .Database.SqlQuery<FiledAnswer>(
                $"""
                select dossier.id as dossier, answer.key, one.value as text
                from dossiers dossier
                join filings filing on filing.id = dossier.filing_id
                cross join lateral jsonb_each(filing.answers) answer
                cross join lateral jsonb_array_elements_text(
                    case jsonb_typeof(answer.value) when 'array' then answer.value else jsonb_build_array(answer.value) end
                ) one
                where dossier.wave_id = {wave.Value} and answer.key = any({keys})
                """
            )
            .ToListAsync(cancellation);
        return found.ToLookup(one => (new DossierId(one.Dossier), one.Key), one => one.Text);
    }

    private sealed record FiledAnswer(Guid Dossier, string Key, string Text);
}
