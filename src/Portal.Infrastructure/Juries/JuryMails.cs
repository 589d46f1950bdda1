using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Juries;

/// <summary>Tells who is given a seat, and what to do before the jury sits.</summary>
internal sealed class JuryMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened is JuryMemberSeated { IsNew: true } seated ? SeatedAsync(seated) : Letters.None;

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
