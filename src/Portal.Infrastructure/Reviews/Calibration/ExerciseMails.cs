using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews.Calibration;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Reviews.Calibration;

/// <summary>Tells experts that the calibration exercise of their wave is open, and reminds those who haven't done it.</summary>
internal sealed class ExerciseMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            ExerciseOpened opened => OpenedAsync(opened),
            ExerciseReminded reminded => RemindedAsync(reminded),
            _ => Letters.None,
        };

    private async Task<IReadOnlyList<OutboxMail>> OpenedAsync(ExerciseOpened opened) =>
        await letters.OweAsync(
            letters.Db.Users.Where(account =>
                letters.Db.Experts.Any(expert => expert.WaveId == opened.Wave && expert.Person.Value == account.Id)
            ),
            "exercise-opened",
            $"exercise.opened:{opened.Exercise.Value}",
            await FactsAsync(opened),
            opened.At
        );

    /// <summary>Under the same occasion as what reminds of reviews: nobody is reminded twice a day.</summary>
    private async Task<IReadOnlyList<OutboxMail>> RemindedAsync(ExerciseReminded reminded)
    {
        var facts = await FactsAsync(reminded);
        var due = letters.Db.Exercises.Local.Single(one => one.Id == reminded.Exercise).Due!.At;
        var experts = await letters
            .Db.Experts.Where(one => reminded.Experts.Contains(one.Id))
            .Select(one => new { one.Id, one.Person })
            .ToListAsync(letters.Cancellation);
        var mails = new List<OutboxMail>();
        foreach (var expert in experts)
            mails.AddRange(
                await letters.OweAsync(
                    letters.One(expert.Person),
                    "exercise-reminder",
                    Reminders.OccasionOf(expert.Id, reminded.At),
                    facts,
                    reminded.At,
                    due
                )
            );
        return mails;
    }

    private async Task<Facts> FactsAsync(ExerciseEvent happened)
    {
        var exercise = letters.Db.Exercises.Local.Single(one => one.Id == happened.Exercise);
        var told = await (
            from wave in letters.Db.Waves.IgnoreAutoIncludes()
            where wave.Id == exercise.WaveId
            join call in letters.Db.Calls on wave.CallId equals call.Id
            select new { call.Presentation, wave.Number }
        ).SingleAsync(letters.Cancellation);
        return new Facts()
            .Text("call", told.Presentation.Title)
            .Text("wave", told.Number.ToString(CultureInfo.InvariantCulture))
            .Deadline("due", exercise.Due!)
            .Link("/reviews");
    }
}
