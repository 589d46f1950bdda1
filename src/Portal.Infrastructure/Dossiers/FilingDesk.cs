using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls.Rules;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>Gathers what a dossier would file: its sections' answers, its files, and what others filed within its rules.</summary>
public sealed class FilingDesk(PortalDbContext db, FormCache forms)
{
    private static readonly Dictionary<string, IReadOnlyList<Answers>> NothingElsewhere = [];

    public async Task<FilingMatter> MatterOfAsync(Dossier dossier, CancellationToken cancellation)
    {
        var draft = await DraftOfAsync(dossier, cancellation);
        return draft with { FiledElsewhere = await FiledElsewhereAsync(dossier, draft, cancellation) };
    }

    /// <summary>The draft alone, without what others filed.</summary>
    public async Task<FilingMatter> DraftOfAsync(Dossier dossier, CancellationToken cancellation)
    {
        var form = await forms.GetAsync(db, dossier.FormId, cancellation);
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == dossier.WaveId, cancellation);
        var sections = await db
            .Sections.AsNoTracking()
            .Where(section => section.DossierId == dossier.Id)
            .ToListAsync(cancellation);
        var files = await db
            .Attachments.AsNoTracking()
            .Where(file => file.DossierId == dossier.Id && file.RemovedAt == null)
            .ToListAsync(cancellation);
        var answers = WithFiles(Answers.Merge(sections.Select(section => section.Answers)), files);
        return new FilingMatter(form, wave, answers, files, NothingElsewhere);
    }

    /// <summary>Lets filings that could break one rule across dossiers wait for each other, and no others.</summary>
    public async Task LockRulesAsync(Dossier dossier, FilingMatter matter, CancellationToken cancellation)
    {
        foreach (var rule in matter.Form.Rules.OfType<Once>().OrderBy(rule => rule.Key, StringComparer.Ordinal))
        {
            var name = $"{dossier.CallId.Value}:{rule.Key}:{rule.ValueIn(matter.Answers)}";
            await db.Database.ExecuteSqlAsync(
                $"select pg_advisory_xact_lock(hashtextextended({name}, 0))",
                cancellation
            );
        }
    }

    /// <summary>A question for a file is answered by the names of its files.</summary>
    private static Answers WithFiles(Answers answers, IEnumerable<Attachment> files) =>
        files
            .GroupBy(file => file.FieldKey, StringComparer.Ordinal)
            .Aggregate(
                answers,
                (all, field) => all.With(field.Key, string.Join(", ", field.Select(file => file.Name)))
            );

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<Answers>>> FiledElsewhereAsync(
        Dossier dossier,
        FilingMatter draft,
        CancellationToken cancellation
    )
    {
        var found = new Dictionary<string, IReadOnlyList<Answers>>(StringComparer.Ordinal);
        foreach (var rule in draft.Form.Rules.OfType<Once>())
            if (rule.ValueIn(draft.Answers) is { Length: > 0 } value)
                found[rule.Key] = await ClashingAsync(dossier, rule, value, cancellation);
        return found;
    }

    private async Task<IReadOnlyList<Answers>> ClashingAsync(
        Dossier dossier,
        Once rule,
        string value,
        CancellationToken cancellation
    )
    {
        var (call, wave, self, field) = (dossier.CallId.Value, dossier.WaveId.Value, dossier.Id.Value, rule.Of);
        var wholeCall = rule.Within == RuleScope.Call;
        return await db
            .Filings.FromSql(
                $"""
                select filing.* from filings filing
                join dossiers other on other.filing_id = filing.id
                where other.call_id = {call} and ({wholeCall} or other.wave_id = {wave}) and other.id <> {self}
                  and other.withdrawal_at is null
                  and upper(regexp_replace(filing.answers ->> {field}, '\s', '', 'g')) = {value}
                limit 1
                """
            )
            .AsNoTracking()
            .Select(filing => filing.Answers)
            .ToListAsync(cancellation);
    }
}
