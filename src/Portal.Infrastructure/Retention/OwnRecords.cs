using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Retention;

/// <summary>What the portal holds of one person, part by part; nothing that another one wrote, and nobody else's name.</summary>
public sealed class OwnRecords(PortalDbContext db)
{
    public async Task<JsonNode> AccountAsync(Account account, CancellationToken cancellation)
    {
        var roles = await (
            from given in db.UserRoles
            join role in db.Roles on given.RoleId equals role.Id
            where given.UserId == account.Id
            select role.Name
        ).ToListAsync(cancellation);
        return new JsonObject
        {
            ["id"] = account.Id,
            ["name"] = account.Name,
            ["email"] = account.Email,
            ["organisation"] = account.Organisation,
            ["language"] = account.Language,
            ["openedAt"] = account.CreatedAt.ToString("O"),
            ["lastSignedInAt"] = account.SeenAt?.ToString("O"),
            ["hasSecondFactor"] = account.TwoFactorEnabled,
            ["roles"] = new JsonArray([.. roles.Select(role => JsonValue.Create(role))]),
        };
    }

    /// <summary>How mails come, subscriptions, the calendar, webhooks: never a secret, which is kept as a hash or sealed.</summary>
    public async Task<object> ChoicesAsync(PersonId person, EmailAddress address, CancellationToken cancellation) =>
        new
        {
            Mails = await db
                .MailChoices.AsNoTracking()
                .Where(one => one.Person == person)
                .Select(one => new { one.Class, one.Way })
                .ToListAsync(cancellation),
            Subscriptions = await db
                .Subscriptions.AsNoTracking()
                .Where(one => one.Email == address)
                .Select(one => new
                {
                    one.Theme,
                    one.AskedAt,
                    one.ConfirmedAt,
                })
                .ToListAsync(cancellation),
            HasCalendar = await db.CalendarAddresses.AnyAsync(one => one.Person == person, cancellation),
            Webhooks = await db
                .Webhooks.AsNoTracking()
                .Where(one => one.Owner == person)
                .Select(one => new { one.Address, one.AddedAt })
                .ToListAsync(cancellation),
        };

    /// <summary>Those that they are in the team of, removed drafts among them, with what they did there.</summary>
    public async Task<object> DossiersAsync(PersonId person, CancellationToken cancellation) =>
        await (
            from member in db.Members.AsNoTracking()
            join dossier in db.Dossiers.IgnoreQueryFilters() on member.DossierId equals dossier.Id
            join call in db.Calls on dossier.CallId equals call.Id
            where member.Person == person
            orderby dossier.StartedAt
            select new
            {
                dossier.Id,
                Call = call.Slug,
                dossier.Number,
                dossier.Title,
                member.Role,
                member.Partner,
                dossier.StartedAt,
                dossier.FiledAt,
                FiledByMe = db
                    .Filings.Where(one => one.DossierId == dossier.Id && one.FiledBy == person)
                    .Select(one => new
                    {
                        one.Version,
                        one.FiledAt,
                        one.Sha256,
                    })
                    .ToList(),
                SignedByMe = db
                    .SignOffs.Where(one => one.DossierId == dossier.Id && one.By == person)
                    .Select(one => new
                    {
                        one.At,
                        one.Partner,
                        one.ContentSha256,
                    })
                    .ToList(),
            }
        ).ToListAsync(cancellation);

    /// <summary>Each version of an answer that they wrote, in the dossiers that they are still in the team of.</summary>
    public async Task<object> AnswersAsync(PersonId person, CancellationToken cancellation) =>
        await db
            .FieldVersions.AsNoTracking()
            .Where(one => one.By == person)
            .Where(one => db.Members.Any(member => member.DossierId == one.DossierId && member.Person == person))
            .OrderBy(one => one.At)
            .Select(one => new
            {
                Dossier = one.DossierId,
                one.SectionKey,
                one.FieldKey,
                one.At,
                one.Answers,
            })
            .ToListAsync(cancellation);

    /// <summary>What they wrote to the other side of a dossier, and what they contested.</summary>
    public async Task<object> MessagesAsync(PersonId person, CancellationToken cancellation) =>
        new
        {
            Written = await db
                .Messages.AsNoTracking()
                .Where(one => one.WrittenBy == person)
                .OrderBy(one => one.WrittenAt)
                .Select(one => new
                {
                    Dossier = one.DossierId,
                    one.WrittenAt,
                    one.Text,
                })
                .ToListAsync(cancellation),
            Appeals = await db
                .Appeals.AsNoTracking()
                .Where(one => one.LodgedBy == person)
                .Select(one => new
                {
                    Dossier = one.DossierId,
                    one.LodgedAt,
                    one.Text,
                })
                .ToListAsync(cancellation),
        };

    /// <summary>
    /// What they said without an account, under this address as it is written, letters apart: consultations and votes that
    /// they confirmed. What they said for a contact body is of an account.
    /// </summary>
    public async Task<object> PublicAsync(PersonId person, EmailAddress address, CancellationToken cancellation)
    {
        var mailbox = address.Mailbox;
        var contributions = await db
            .Contributions.AsNoTracking()
            .Where(one => one.Mailbox == mailbox && one.ConfirmedAt != null)
            .OrderBy(one => one.SentAt)
            .ToListAsync(cancellation);
        var votes = await db
            .Votes.AsNoTracking()
            .Where(one => one.Mailbox == mailbox && one.ConfirmedAt != null)
            .OrderBy(one => one.CastAt)
            .ToListAsync(cancellation);
        return new
        {
            Contributions = contributions
                .Where(one => one.From.Email == address)
                .Select(one => new
                {
                    Consultation = one.ConsultationId,
                    one.Article,
                    one.From.Name,
                    one.From.Organisation,
                    one.From.IsNamed,
                    one.SentAt,
                    one.Text,
                    File = one.File?.Name,
                })
                .ToList(),
            Votes = votes
                .Where(one => one.Email == address)
                .Select(one => new
                {
                    Wave = one.WaveId,
                    Entry = one.DossierId,
                    one.CastAt,
                    one.ConfirmedAt,
                })
                .ToList(),
            Comments = await db
                .ContactComments.AsNoTracking()
                .Where(one => one.WrittenBy == person)
                .OrderBy(one => one.WrittenAt)
                .Select(one => new
                {
                    Dossier = one.DossierId,
                    one.WrittenAt,
                    one.Text,
                })
                .ToListAsync(cancellation),
        };
    }

    /// <summary>Their own reviews, as they wrote them; of the dossier its number alone.</summary>
    public async Task<object> ReviewsAsync(PersonId person, CancellationToken cancellation) =>
        new
        {
            Reviews = await (
                from review in db.Reviews.AsNoTracking().IgnoreQueryFilters()
                join dossier in db.Dossiers.IgnoreQueryFilters() on review.DossierId equals dossier.Id
                where review.ExpertPerson == person
                orderby review.AssignedAt
                select new
                {
                    Dossier = dossier.Number,
                    review.AssignedAt,
                    review.SubmittedAt,
                    review.Score,
                    review.Sheet,
                    review.Draft,
                }
            ).ToListAsync(cancellation),
            Discussed = await db
                .DiscussionMessages.AsNoTracking()
                .IgnoreQueryFilters()
                .Where(one => one.WrittenBy == person)
                .OrderBy(one => one.WrittenAt)
                .Select(one => new { one.WrittenAt, one.Text })
                .ToListAsync(cancellation),
            Opinions = await db
                .InterimOpinions.AsNoTracking()
                .Where(one => one.Expert == person)
                .Select(one => new
                {
                    one.AskedAt,
                    one.SubmittedAt,
                    one.Score,
                    one.Sheet,
                })
                .ToListAsync(cancellation),
        };

    /// <summary>What the pools of waves know of them; not which conflicts the service looks at.</summary>
    public async Task<object> ExpertAsync(PersonId person, CancellationToken cancellation) =>
        await (
            from expert in db.Experts.AsNoTracking()
            join pooled in db.PoolExperts on expert.PoolExpertId equals pooled.Id
            where expert.Person == person
            select new
            {
                expert.Name,
                expert.Email,
                expert.Organisation,
                expert.JoinedAt,
                expert.CharterSignedAt,
                expert.ConflictsDeclaredAt,
                pooled.Role,
                pooled.Region,
                pooled.Skills,
                pooled.Texts,
                pooled.Links,
            }
        ).ToListAsync(cancellation);

    /// <summary>What was sent to them: of which kind, when, and about what; their words are on the page of one's own mails.</summary>
    public async Task<object> MailsAsync(Viewer viewer, DateTimeOffset now, CancellationToken cancellation) =>
        await db.MailsTo(viewer, now)
            .AsNoTracking()
            .OrderBy(one => one.CreatedAt)
            .Select(one => new
            {
                one.Template,
                one.Language,
                one.CreatedAt,
                one.SentAt,
                one.BouncedAt,
                Dossier = one.DossierId,
            })
            .ToListAsync(cancellation);

    /// <summary>What happened to their account, and what they did in their dossiers and reviews; by whom else is nobody's to read here.</summary>
    public async Task<object> HistoryAsync(PersonId person, CancellationToken cancellation)
    {
        var (id, team) = (
            person.Value,
            db.Members.Where(one => one.Person == person).Select(one => one.DossierId.Value)
        );
        var reviews = db
            .Reviews.IgnoreQueryFilters()
            .Where(one => one.ExpertPerson == person)
            .Select(one => one.Id.Value);
        return await db
            .History.AsNoTracking()
            .Where(one =>
                one.SubjectKind == "person" && one.SubjectId == id
                || one.SubjectKind == "dossier" && team.Contains(one.SubjectId) && one.By == id
                || one.SubjectKind == "review" && reviews.Contains(one.SubjectId) && one.By == id
            )
            .OrderBy(one => one.Id)
            .Select(one => new
            {
                one.At,
                one.Name,
                Of = one.SubjectKind,
                one.SubjectId,
                ByMe = one.By == id,
            })
            .ToListAsync(cancellation);
    }
}
