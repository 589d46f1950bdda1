using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Notifications;

/// <summary>The mails that follow from what happens in one area.</summary>
internal interface IMailsOf
{
    /// <returns><see cref="Letters.None"/> for what isn't of this area, or is told to nobody.</returns>
    Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened);
}

/// <summary>What the mails of all areas have in common: whom they go to, and how they are owed.</summary>
internal sealed class Letters(PortalDbContext db, CancellationToken cancellation)
{
    public static Task<IReadOnlyList<OutboxMail>> None { get; } = Task.FromResult<IReadOnlyList<OutboxMail>>([]);

    public PortalDbContext Db { get; } = db;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>
    /// One mail to each person of a dossier's team, or to those of it whom it concerns. Of a draft that was removed
    /// before, nobody is told.
    /// </summary>
    public async Task<IReadOnlyList<OutboxMail>> ToTeamAsync(
        DossierEvent happened,
        string template,
        string occasion,
        Facts? facts = null,
        Func<Member, bool>? concerns = null
    )
    {
        var dossier =
            Tracked(happened.Dossier)
            ?? await Db
                .Dossiers.Include(one => one.Members)
                .SingleOrDefaultAsync(one => one.Id == happened.Dossier, Cancellation);
        if (dossier is null)
            return [];
        var people = dossier.Members.Where(concerns ?? (_ => true)).Select(member => member.Person.Value).ToList();
        var told = (
            facts ?? new Facts().Text("number", dossier.Number ?? "").Link($"/dossiers/{dossier.Id.Value}")
        ).Text("title", dossier.Title);
        return await OweAsync(
            Db.Users.Where(account => people.Contains(account.Id)),
            template,
            occasion,
            told,
            happened.At
        );
    }

    public IQueryable<Account> One(PersonId person) => Db.Users.Where(account => account.Id == person.Value);

    public IQueryable<Account> CoordinatorOf(DossierId dossier) =>
        Db.Users.Where(account =>
            Db.Members.Any(member =>
                member.DossierId == dossier
                && member.Role == MemberRole.Coordinator
                && member.Person.Value == account.Id
            )
        );

    /// <summary>The officers of a dossier's call, but for who is of its team.</summary>
    public IQueryable<Account> OfficersFor(Dossier dossier) =>
        Db.Users.Where(account =>
            Db.CallOfficers.Any(officer => officer.CallId == dossier.CallId && officer.Person.Value == account.Id)
            && !Db.Members.Any(member => member.DossierId == dossier.Id && member.Person.Value == account.Id)
        );

    /// <summary>Who may be the second person of what takes two of staff: the officers, and those who publish.</summary>
    public IQueryable<Account> SecondsFor(Dossier dossier)
    {
        const string publisher = nameof(PortalRole.Publisher);
        return Db.Users.Where(account =>
            (
                Db.CallOfficers.Any(officer => officer.CallId == dossier.CallId && officer.Person.Value == account.Id)
                || Db.UserRoles.Any(given =>
                    given.UserId == account.Id
                    && Db.Roles.Any(role => role.Id == given.RoleId && role.Name == publisher)
                )
            ) && !Db.Members.Any(member => member.DossierId == dossier.Id && member.Person.Value == account.Id)
        );
    }

    public async Task<string> NameOfAsync(PersonId? person) =>
        person is { } id
            ? await Db
                .Users.Where(account => account.Id == id.Value)
                .Select(account => account.Name)
                .SingleAsync(Cancellation)
            : "";

    public Dossier? Tracked(DossierId id) => Db.Dossiers.Local.FirstOrDefault(dossier => dossier.Id == id);

    public async Task<IReadOnlyList<OutboxMail>> OweAsync(
        IQueryable<Account> to,
        string template,
        string occasion,
        Facts facts,
        DateTimeOffset now,
        DateTimeOffset? due = null
    )
    {
        var people = await to.AsNoTracking()
            .Where(account => account.ClosedAt == null)
            .Select(account => new Addressee(account.Email!, account.Name, account.Language))
            .ToListAsync(Cancellation);
        return [.. people.Select(person => Owe(person, template, occasion, facts, now, due: due))];
    }

    /// <param name="to">Who reads it.</param>
    /// <param name="template">Its words.</param>
    /// <param name="occasion">What it is about, once and for all.</param>
    /// <param name="facts">What it tells.</param>
    /// <param name="now">UTC.</param>
    /// <param name="notBefore">Not to leave before; null where it leaves at once.</param>
    /// <param name="due">What it reminds of, UTC.</param>
    public static OutboxMail Owe(
        Addressee to,
        string template,
        string occasion,
        Facts facts,
        DateTimeOffset now,
        DateTimeOffset? notBefore = null,
        DateTimeOffset? due = null
    ) =>
        new()
        {
            Recipient = EmailAddress.Parse(to.Email),
            Occasion = occasion,
            Template = template,
            Language = to.Language,
            Data = facts.For(to),
            CreatedAt = now,
            NotBefore = notBefore,
            DueAt = due,
        };
}
