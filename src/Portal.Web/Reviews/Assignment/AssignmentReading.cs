using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Domain.Reviews.Assignment;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Assignment;
using Portal.Infrastructure.Texts;
using Portal.Web.Staff;

namespace Portal.Web.Reviews.Assignment;

/// <summary>Reads a proposal for somebody of staff.</summary>
public sealed class AssignmentReading(PortalDbContext db, Texts texts)
{
    /// <summary>Null where there is none that the viewer may see.</summary>
    public async Task<ProposalSight?> SightAsync(Guid id, Viewer viewer, CancellationToken cancellation)
    {
        var proposal = await db.ProposalsStaffedBy(viewer)
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == new ProposalId(id), cancellation);
        if (proposal is null)
            return null;
        var experts = await db
            .Experts.Where(one => one.WaveId == proposal.WaveId)
            .Select(one => new { one.Id, one.Name })
            .ToDictionaryAsync(one => one.Id, one => one.Name, cancellation);
        var panel = proposal.Panel?.Dossiers.Select(one => one.Id).ToList();
        // Where there is none, what stands in its way names any of the wave.
        var wave = proposal.WaveId;
        var dossiers = await (
            from dossier in db.DossiersStaffedBy(viewer)
            where panel == null ? dossier.WaveId == wave && dossier.Number != null : panel.Contains(dossier.Id)
            join filing in db.Filings on dossier.FilingId equals filing.Id
            select new
            {
                dossier.Id,
                dossier.Number,
                filing.Title,
            }
        ).ToDictionaryAsync(one => one.Id, one => (one.Number!, one.Title), cancellation);
        return new ProposalSight(proposal, experts, dossiers);
    }

    public ProposalPage Page(WaveHead wave, ProposalSight sight)
    {
        var dossiers = sight.Dossiers().ToList();
        return new ProposalPage(
            wave,
            RowOf(sight.Proposal),
            dossiers.Sum(one => one.Total),
            dossiers.Select(one => one.Total).DefaultIfEmpty().Min(),
            sight.Proposal.SumBound,
            sight.Proposal.FloorBound,
            dossiers,
            [.. sight.Loads()],
            [.. sight.Proposal.Obstacles.Select(one => ObstacleWords.Of(texts, one, sight))],
            [
                .. (sight.Proposal.Acceptance?.Refused ?? []).Select(one =>
                    texts[
                        "assignment.refused-pair",
                        sight.NumberOf(one.Dossier),
                        sight.NameOf(one.Expert),
                        texts.Of(one.Reason)
                    ]
                ),
            ],
            sight.Proposal.Revision
        );
    }

    public ComparisonPage Compare(WaveHead wave, ProposalSight here, ProposalSight there) =>
        new(
            wave,
            Page(wave, here),
            Page(wave, there),
            [
                .. here
                    .Proposal.DifferencesTo(there.Proposal)
                    .Select(one => new ComparedDossier(
                        here.NumberOf(one.Dossier),
                        here.TitleOf(one.Dossier),
                        [.. one.Here.Select(here.NameOf)],
                        [.. one.There.Select(here.NameOf)]
                    ))
                    .OrderBy(one => one.Number, StringComparer.Ordinal),
            ]
        );

    /// <summary>Without reading who could review what.</summary>
    public static async Task<List<ProposalRow>> RowsAsync(
        IQueryable<AssignmentProposal> proposals,
        CancellationToken cancellation
    ) =>
        await proposals
            .Select(one => new ProposalRow(
                one.Id,
                one.AskedAt,
                AssignmentProposal.StateOf(
                    one.Acceptance != null,
                    one.CancelledAt != null,
                    one.FailedAt != null,
                    one.SolvedAt != null,
                    one.Panel != null
                ),
                one.Terms,
                one.Done,
                one.Total
            ))
            .ToListAsync(cancellation);

    private static ProposalRow RowOf(AssignmentProposal one) =>
        new(one.Id, one.AskedAt, one.State, one.Terms, one.Done, one.Total);

    public static string TermsOf(Texts texts, AssignmentTerms terms) =>
        texts[
            "assignment.terms-told",
            terms.PerDossier,
            terms.MinLoad,
            terms.MaxLoad,
            texts[$"assignment.objective-{terms.Objective}"]
        ];

    /// <summary>How far it is, in a sentence.</summary>
    public static string WordsOf(Texts texts, ProposalRow proposal) =>
        proposal switch
        {
            { State: ProposalState.UnderWay, Total: 0 } => texts["assignment.waiting"],
            { State: ProposalState.UnderWay } => texts[$"assignment.step-{proposal.Done}"],
            _ => texts[$"assignment.state-{proposal.State}"],
        };
}
