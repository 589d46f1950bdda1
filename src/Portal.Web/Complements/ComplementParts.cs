using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Complements;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Web.Attachments;
using Portal.Web.Dossiers;

namespace Portal.Web.Complements;

/// <summary>Reads requests for complements, and field by field what they changed.</summary>
internal static class ComplementParts
{
    /// <summary>Requests with who asked, the newest first, in one statement. Who may see them is asked before.</summary>
    public static async Task<IReadOnlyList<(DossierId Dossier, ComplementPart Part)>> ReadAsync(
        PortalDbContext db,
        IQueryable<ComplementRequest> requests,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var found = await (
            from request in requests
            join account in db.Users on request.AskedBy.Value equals account.Id
            orderby request.AskedAt descending
            select new
            {
                Request = request,
                account.Name,
                MovedTo = db.CutOffs.FirstOrDefault(cutOff => cutOff.Id == request.Missed!.MovedTo),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        return [.. found.Select(one => (one.Request.DossierId, Of(one.Request, one.Name, one.MovedTo?.Deadline, now)))];
    }

    public static ComplementPart Of(ComplementRequest request, string by, Deadline? movedTo, DateTimeOffset now) =>
        new(
            request.Id,
            StateOf(request, now),
            by,
            request.AskedAt,
            request.Due,
            request.Note,
            request.Items,
            request.Answer?.At ?? request.Withdrawal?.At ?? request.Missed?.At,
            request.Answer?.Words ?? request.Withdrawal?.Reason ?? "",
            movedTo,
            request.FilingId,
            request.Answer?.FilingId
        );

    /// <summary>The fields asked for, one by one.</summary>
    public static IReadOnlyList<FieldChange> Changes(
        Form form,
        IEnumerable<ComplementItem> items,
        AnswersPart before,
        AnswersPart? after
    ) =>
        [
            .. from item in items
            let section = form.Section(item.Section)
            let field = section?.Field(item.Field)
            where field is not null
            select new FieldChange(
                item.Section,
                item.Field,
                section.Title,
                field.Label,
                item.Words,
                before with
                {
                    Only = item.Field,
                },
                after is null ? null : after with { Only = item.Field },
                after is not null && Differ(field, before, after)
            ),
        ];

    /// <summary>Every field in which two filings differ, whoever asked for it.</summary>
    public static IReadOnlyList<FieldChange> Changes(Form form, AnswersPart before, AnswersPart after) =>
        [
            .. Changes(
                    form,
                    form.Sections.SelectMany(section =>
                        section
                            .Fields.Where(field => field.IsAnswered)
                            .Select(field => new ComplementItem(section.Key, field.Key, ""))
                    ),
                    before,
                    after
                )
                .Where(change => change.HasChanged),
        ];

    /// <summary>The answers and files of a filing.</summary>
    public static async Task<AnswersPart> OfFilingAsync(
        PortalDbContext db,
        Form form,
        FilingId filing,
        CancellationToken cancellation
    ) =>
        new(
            form,
            await db.Filings.Where(one => one.Id == filing).Select(one => one.Answers).SingleAsync(cancellation),
            await FilePart.Query(db.AttachmentsFiledIn(filing)).ToListAsync(cancellation)
        );

    private static bool Differ(FormField field, AnswersPart before, AnswersPart after) =>
        WritableFields.Those([field.Key]).Over(Answers.None, before.Answers).ToJson().ToJsonString()
            != WritableFields.Those([field.Key]).Over(Answers.None, after.Answers).ToJson().ToJsonString()
        || !FilesOf(field, before).SequenceEqual(FilesOf(field, after));

    private static IEnumerable<Guid> FilesOf(FormField field, AnswersPart part) =>
        part.Files.Where(file => file.Field == field.Key).Select(file => file.Id.Value).Order();

    private static ComplementState StateOf(ComplementRequest request, DateTimeOffset now) =>
        request switch
        {
            { Answer.FilingId: not null } => ComplementState.Answered,
            { Answer: not null } => ComplementState.Nothing,
            { Withdrawal: not null } => ComplementState.Withdrawn,
            { Missed.MovedTo: not null } => ComplementState.Moved,
            { Missed: not null } => ComplementState.Excluded,
            _ => request.Due.Accepts(now) ? ComplementState.Open : ComplementState.Overdue,
        };
}
