using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Juries;

/// <summary>Tells who is given a seat, what to do before the jury sits and when it does; tells all members when that changes.</summary>
internal sealed class JuryMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            JuryMemberSeated { IsNew: true } seated => SeatedAsync(seated),
            SittingPlanned planned => MembersAsync(planned, "sitting-planned"),
            SittingMoved moved => MembersAsync(moved, "sitting-moved"),
            SittingCancelled cancelled => MembersAsync(cancelled, "sitting-cancelled"),
            _ => Letters.None,
        };

    private Task<IReadOnlyList<OutboxMail>> MembersAsync(SittingEvent happened, string template)
    {
        var sitting = letters.Db.Sittings.Local.Single(one => one.Id == happened.Sitting);
        var jury = letters.Db.Juries.Local.Single(one => one.Id == sitting.JuryId);
        var people = jury.Members.Select(member => member.Person.Value).ToList();
        var to = letters.Db.Users.Where(account => people.Contains(account.Id));
        return SittingAsync(sitting, jury, to, template, happened.At);
    }

    private async Task<IReadOnlyList<OutboxMail>> SittingAsync(
        Sitting sitting,
        Jury jury,
        IQueryable<Account> to,
        string template,
        DateTimeOffset now
    )
    {
        var mails = await letters.OweAsync(
            to,
            template,
            OccasionOf(sitting),
            new Facts()
                .Text("jury", jury.Name)
                .Text("place", sitting.Place)
                .Moment("at", sitting.Start.At)
                .Link($"/juries/sittings/{sitting.Id.Value}"),
            now
        );
        foreach (var mail in mails)
            mail.Appointment = new MailAppointment(
                sitting.Id.Value,
                sitting.Sequence,
                jury.Name,
                sitting.Place,
                sitting.Start.At,
                sitting.Minutes,
                sitting.Cancellation is not null
            );
        return mails;
    }

    /// <summary>What calendars show of a sitting is told to each member once, whenever they were seated.</summary>
    private static string OccasionOf(Sitting sitting) => $"sitting:{sitting.Id.Value}:{sitting.Sequence}";

    /// <summary>The seat, and the sittings that were planned before it was given.</summary>
    private async Task<IReadOnlyList<OutboxMail>> SeatedAsync(JuryMemberSeated seated)
    {
        var jury = letters.Db.Juries.Local.Single(one => one.Id == seated.Jury);
        var mails = new List<OutboxMail>(await SeatAsync(jury, seated));
        foreach (var sitting in await ToComeAsync(seated))
            mails.AddRange(await SittingAsync(sitting, jury, letters.One(seated.Person), "sitting-planned", seated.At));
        var occasions = mails.Select(mail => mail.Occasion).ToList();
        var told = await letters
            .Db.Outbox.Where(mail => occasions.Contains(mail.Occasion))
            .Select(mail => new { mail.Occasion, mail.Recipient })
            .ToListAsync(letters.Cancellation);
        // Who is given a seat again was told before.
        return [.. mails.Where(mail => !told.Contains(new { mail.Occasion, mail.Recipient }))];
    }

    private Task<List<Sitting>> ToComeAsync(JuryMemberSeated seated) =>
        letters
            .Db.Sittings.AsNoTracking()
            .Include(one => one.Items)
            .Where(one =>
                one.JuryId == seated.Jury && one.Opening == null && one.Cancellation == null && one.Start.At > seated.At
            )
            .OrderBy(one => one.Start.At)
            .ToListAsync(letters.Cancellation);

    private async Task<IReadOnlyList<OutboxMail>> SeatAsync(Jury jury, JuryMemberSeated seated)
    {
        var call = await (
            from wave in letters.Db.Waves.IgnoreAutoIncludes()
            where wave.Id == jury.WaveId
            join one in letters.Db.Calls on wave.CallId equals one.Id
            select one.Presentation
        ).SingleAsync(letters.Cancellation);
        return await letters.OweAsync(
            letters.One(seated.Person),
            "jury-seated",
            $"jury.seated:{seated.Jury.Value}:{seated.At.UtcTicks}",
            new Facts().Text("jury", jury.Name).Text("call", call.Title).Link($"/juries/{jury.Id.Value}"),
            seated.At
        );
    }
}
