using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Calls.Rules;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Calls;

/// <summary>Answers to try a draft form on: an officer's own, or those of a dossier that was filed.</summary>
/// <param name="Dossier">The dossier that they are of; null where somebody typed them.</param>
/// <param name="Wave">The wave that they count for.</param>
public sealed record SampleAnswers(Answers Typed, DossierId? Dossier, WaveId? Wave);

/// <summary>Tries the rules of a draft form, those across dossiers too, on answers that nobody files.</summary>
public sealed class TryRules(PortalDbContext db)
{
    /// <summary>What each rule says, the broken ones first.</summary>
    public async Task<IReadOnlyList<RuleFinding>> RunAsync(
        FormDraft draft,
        SampleAnswers sample,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var form = draft.AsTriableForm();
        var answers = Derivation.Of(form, sample.Typed);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in form.Rules.OfType<Once>())
            if (
                rule.ValueIn(answers) is { Length: > 0 } value
                && await CountAsync(draft.CallId, rule, value, sample, viewer, cancellation) >= rule.Times
            )
                taken.Add(rule.Key);
        var faulty = draft.Rules.Where(rule => form.Rules.All(one => one.Key != rule.Key));
        return
        [
            .. RuleTrial
                .Of(form, sample.Typed, taken)
                .Concat(faulty.Select(rule => new RuleFinding(rule, RuleOutcome.Faulty)))
                .OrderBy(finding => finding.Outcome),
        ];
    }

    /// <summary>The answers of a filed dossier of the call; null where the viewer doesn't see it.</summary>
    public async Task<SampleAnswers?> OfDossierAsync(
        CallId call,
        DossierId id,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var found = await db.DossiersInChargeOf(viewer)
            .Where(dossier => dossier.Id == id && dossier.CallId == call)
            .Join(
                db.Filings,
                dossier => dossier.FilingId,
                filing => filing.Id,
                (dossier, filing) =>
                    new
                    {
                        dossier.WaveId,
                        filing.Id,
                        filing.Answers,
                    }
            )
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var files = await db
            .FiledFiles.Where(file => file.FilingId == found.Id)
            .Join(db.Attachments, file => file.AttachmentId, one => one.Id, (_, one) => one.FieldKey)
            .Distinct()
            .ToListAsync(cancellation);
        return new SampleAnswers(
            files.Aggregate(found.Answers, (all, field) => all.With(field, "1")),
            id,
            found.WaveId
        );
    }

    /// <summary>
    /// Of the other filed dossiers that the viewer sees, how many have a value. They were filed on other rules, so that
    /// their claims don't say: the rule reads their answers itself.
    /// </summary>
    private async Task<int> CountAsync(
        CallId call,
        Once rule,
        string value,
        SampleAnswers sample,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var wholeCall = rule.Within == RuleScope.Call;
        var others = await db.DossiersInChargeOf(viewer)
            .Where(dossier =>
                dossier.CallId == call
                && dossier.Withdrawal == null
                && dossier.Exclusion == null
                && dossier.Dismissal == null
                && dossier.Id != sample.Dossier
                && (wholeCall || dossier.WaveId == sample.Wave)
            )
            .Select(dossier => dossier.FilingId!.Value.Value)
            .ToListAsync(cancellation);
        var texts = await db
            .Database.SqlQuery<string>(
                $"""select answers ->> {rule.Of} as "Value" from filings where id = any ({others}) and jsonb_exists(answers, {rule.Of})"""
            )
            .ToListAsync(cancellation);
        return texts.Count(text => rule.ValueIn(Answers.None.With(rule.Of, text)) == value);
    }
}
