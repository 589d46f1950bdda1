using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Notifications;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Notifications;

/// <summary>How a person has their mails: as they choose on their page, or by a link in one of the mails.</summary>
public sealed class ChooseMails(PortalDbContext db)
{
    /// <returns>For each class that is chosen.</returns>
    public async Task<IReadOnlyDictionary<MailClass, MailWay>> OfAsync(PersonId person, CancellationToken cancellation)
    {
        var chosen = await db
            .MailChoices.Where(one => one.Person == person)
            .ToDictionaryAsync(one => one.Class, one => one.Way, cancellation);
        return MailChoice.Classes.ToDictionary(one => one, one => chosen.GetValueOrDefault(one));
    }

    public Task ChooseAsync(
        PersonId person,
        IReadOnlyDictionary<MailClass, MailWay> ways,
        CancellationToken cancellation
    ) => ChangeAsync(person, ways.Keys, (choice, now) => choice.Choose(ways[choice.Class], person, now), cancellation);

    public Task StopAsync(StoppedMails stopped, CancellationToken cancellation) =>
        ChangeAsync(stopped.Person, stopped.Classes, (choice, now) => choice.Stop(now), cancellation);

    public Task ResumeAsync(StoppedMails stopped, CancellationToken cancellation) =>
        ChangeAsync(stopped.Person, stopped.Classes, (choice, now) => choice.Resume(now), cancellation);

    private async Task ChangeAsync(
        PersonId person,
        IEnumerable<MailClass> classes,
        Func<MailChoice, DateTimeOffset, MailWayChosen?> change,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // A mail program and its reader may both follow the link at once.
        var held = await db
            .Database.SqlQuery<Guid>($"""select id as "Value" from accounts where id = {person.Value} for update""")
            .ToListAsync(cancellation);
        if (held.Count == 0)
            return;
        var now = await db.NowAsync(cancellation);
        var known = await db.MailChoices.Where(one => one.Person == person).ToListAsync(cancellation);
        foreach (var kind in classes)
        {
            var choice = known.Find(one => one.Class == kind) ?? db.MailChoices.Add(MailChoice.Of(person, kind)).Entity;
            if (change(choice, now) is { } chosen)
                db.History.Add(HistoryEntry.Of(chosen));
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
