using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Waves;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Retention;

/// <summary>Tells those whom it concerns that something will be erased, and what they can do before.</summary>
internal sealed class RetentionMails(Letters letters) : IMailsOf
{
    public const string Template = "erasure-announced";

    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            ErasureAnnounced told => TeamAsync(told, told.Due, Template, $"/dossiers/{told.Dossier.Value}/keep"),
            FiledErasureAnnounced told => TeamAsync(
                told,
                told.Due,
                "filed-erased-soon",
                $"/dossiers/{told.Dossier.Value}"
            ),
            ForgettingAnnounced told => ExpertsAsync(told),
            _ => Letters.None,
        };

    private Task<IReadOnlyList<OutboxMail>> TeamAsync(
        DossierEvent told,
        DateTimeOffset due,
        string template,
        string path
    ) =>
        letters.ToTeamAsync(
            told,
            template,
            $"{template}:{told.Dossier.Value}:{told.At.ToUnixTimeSeconds()}",
            new Facts().Day("due", Day(due)).Link(path)
        );

    private async Task<IReadOnlyList<OutboxMail>> ExpertsAsync(ForgettingAnnounced told)
    {
        var wave = letters.Db.Waves.Local.Single(one => one.Id == told.Wave);
        var call = await letters.Db.Calls.FindAsync([wave.CallId], letters.Cancellation);
        return await letters.OweAsync(
            letters.Db.Users.Where(account =>
                account.ClosedAt == null
                && (
                    letters.Db.Experts.Any(one => one.WaveId == told.Wave && one.Person.Value == account.Id)
                    || letters.Db.InterimOpinions.Any(one =>
                        one.Expert.Value == account.Id
                        && letters.Db.Projects.Any(project =>
                            project.Id == one.ProjectId && project.WaveId == told.Wave
                        )
                    )
                )
            ),
            "reviews-forgotten-soon",
            $"reviews-forgotten-soon:{told.Wave.Value}:{told.At.ToUnixTimeSeconds()}",
            new Facts().Text("call", call!.Presentation.Title).Day("due", Day(told.Due)).Link("/account/data"),
            told.At
        );
    }

    private static DateOnly Day(DateTimeOffset due) => DateOnly.FromDateTime(Dates.Civil(due));
}
