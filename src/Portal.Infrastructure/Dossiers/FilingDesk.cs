using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Calls;
using Portal.Domain.Calls.Rules;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>Gathers what a dossier would file: its sections' answers, its files, and what others filed within its rules.</summary>
public sealed class FilingDesk(PortalDbContext db, FormCache forms)
{
    private static readonly HashSet<string> NothingElsewhere = [];

    public async Task<FilingMatter> MatterOfAsync(Dossier dossier, CancellationToken cancellation)
    {
        var draft = await DraftOfAsync(dossier, cancellation);
        return draft with { TakenElsewhere = await TakenElsewhereAsync(dossier, draft, cancellation) };
    }

    /// <summary>The draft alone, as it is saved now, without what others filed.</summary>
    public async Task<FilingMatter> DraftOfAsync(Dossier dossier, CancellationToken cancellation)
    {
        var form = await forms.OfAsync(db, dossier, cancellation);
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
        return new FilingMatter(form, wave, answers, files, NothingElsewhere)
        {
            SignOffs = await SignedAsync(dossier, form, cancellation),
        };
    }

    /// <summary>Read only where the form asks the partners to sign.</summary>
    private async Task<IReadOnlyList<SignOff>> SignedAsync(
        Dossier dossier,
        Form form,
        CancellationToken cancellation
    ) =>
        form.IsSignedByEach
            ? await db.SignOffs.AsNoTracking().Where(signed => signed.DossierId == dossier.Id).ToListAsync(cancellation)
            : [];

    /// <summary>Lets filings that claim the same under one rule wait for each other, and no others.</summary>
    public async Task LockClaimsAsync(Dossier dossier, FilingMatter matter, CancellationToken cancellation)
    {
        foreach (var (rule, value) in matter.Claims.OrderBy(claim => claim.Key, StringComparer.Ordinal))
            await db.Database.ExecuteSqlAsync(
                $"select pg_advisory_xact_lock(hashtextextended({$"{dossier.CallId.Value}:{rule}:{value}"}, 0))",
                cancellation
            );
    }

    /// <summary>The rules whose value as many other filed dossiers have already as may have it.</summary>
    public async Task<IReadOnlySet<string>> TakenElsewhereAsync(
        Dossier dossier,
        FilingMatter draft,
        CancellationToken cancellation
    )
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in draft.Form.Rules.OfType<Once>())
            if (
                draft.Claims.TryGetValue(rule.Key, out var value)
                && await IsTakenAsync(dossier, rule, value, cancellation)
            )
                taken.Add(rule.Key);
        return taken;
    }

    /// <summary>A question for a file is answered by the names of its files.</summary>
    private static Answers WithFiles(Answers answers, IEnumerable<Attachment> files) =>
        files
            .GroupBy(file => file.FieldKey, StringComparer.Ordinal)
            .Aggregate(
                answers,
                (all, field) => all.With(field.Key, string.Join(", ", field.Select(file => file.Name)))
            );

    private async Task<bool> IsTakenAsync(Dossier dossier, Once rule, string value, CancellationToken cancellation)
    {
        var (call, wave, self) = (dossier.CallId.Value, dossier.WaveId.Value, dossier.Id.Value);
        var wholeCall = rule.Within == RuleScope.Call;
        var others = await db
            .Filings.FromSql(
                $"""
                select filing.* from filings filing
                join dossiers other on other.filing_id = filing.id
                where other.call_id = {call} and ({wholeCall} or other.wave_id = {wave}) and other.id <> {self}
                  and other.withdrawal_at is null and other.exclusion_at is null and other.dismissal_at is null
                  and other.carried_to is null
                  and filing.claims @> jsonb_build_object({rule.Key}::text, {value}::text)
                """
            )
            .CountAsync(cancellation);
        return others >= rule.Times;
    }
}
