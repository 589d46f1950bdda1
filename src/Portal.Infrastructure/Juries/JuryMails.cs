using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Juries;

/// <summary>Tells who is given a seat, and what to do before the jury sits; tells all members when it sits.</summary>
internal sealed class JuryMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            JuryMemberSeated { IsNew: true } seated => SeatedAsync(seated),
            SittingPlanned planned => SittingAsync(planned, "sitting-planned", 0),
            SittingMoved moved => SittingAsync(moved, "sitting-moved", moved.Sequence),
            SittingCancelled cancelled => SittingAsync(cancelled, "sitting-cancelled", cancelled.Sequence),
            _ => Letters.None,
        };

    private async Task<IReadOnlyList<OutboxMail>> SittingAsync(SittingEvent happened, string template, int sequence)
    {
        var sitting = letters.Db.Sittings.Local.Single(one => one.Id == happened.Sitting);
        var jury = letters.Db.Juries.Local.Single(one => one.Id == sitting.JuryId);
        var people = jury.Members.Select(member => member.Person.Value).ToList();
        var mails = await letters.OweAsync(
            letters.Db.Users.Where(account => people.Contains(account.Id)),
            template,
            $"{happened.Name}:{sitting.Id.Value}:{sequence}",
            new Facts()
                .Text("jury", jury.Name)
                .Text("place", sitting.Place)
                .Moment("at", sitting.Start.At)
                .Link($"/juries/sittings/{sitting.Id.Value}"),
            happened.At
        );
        foreach (var mail in mails)
            mail.Appointment = new MailAppointment(
                sitting.Id.Value,
                sequence,
                jury.Name,
                sitting.Place,
                sitting.Start.At,
                sitting.Minutes,
                sitting.Cancellation is not null
            );
        return mails;
    }

    private async Task<IReadOnlyList<OutboxMail>> SeatedAsync(JuryMemberSeated seated)
    {
        var jury = letters.Db.Juries.Local.Single(one => one.Id == seated.Jury);
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
