using Portal.Domain.Calls;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Calibration;
using Portal.Domain.Waves;
using Spread = Portal.Domain.Reviews.Calibration.Spread;

namespace Portal.Domain.Tests.Reviews;

internal sealed class CalibrationTests
{
    private static readonly DateTimeOffset Now = Build.Closing.AddDays(5);
    private static readonly Deadline Due = new(Now.AddDays(7).DateTime);
    private static readonly ExerciseSample Sample = new("Un exemple", "Tout est inventé.");

    private readonly Call _call = Build.Call();
    private Wave _wave = null!;

    private Grid Grid => _call.CurrentGrid;

    [SetUp]
    public void Prepare() => _wave = Build.Wave(_call);

    [Test]
    public void A_required_exercise_comes_before_the_first_save_until_its_date_has_passed()
    {
        var exercise = Opened(isRequired: true);
        var trial = new Trial(exercise, Build.Expert(_wave));
        Assert.That(exercise.ObstacleToReviewing(own: null, Now)?.Code, Is.EqualTo("exercise.first"));
        Assert.That(exercise.ObstacleToReviewing(trial, Due.EndsAt), Is.Null, "it can't be made up for");
        trial.Save(Build.Sheet(), 0, exercise, Now);
        Assert.That(exercise.ObstacleToReviewing(trial, Now)?.Code, Is.EqualTo("exercise.first"), "not submitted");
        trial.Submit(Grid, exercise, Now);
        Assert.That(exercise.ObstacleToReviewing(trial, Now), Is.Null);
        Assert.That(Opened(isRequired: false).ObstacleToReviewing(own: null, Now), Is.Null);
    }

    [Test]
    public void What_is_submitted_stays_and_nothing_is_taken_after_the_date()
    {
        var exercise = Opened(isRequired: false);
        var trial = new Trial(exercise, Build.Expert(_wave));
        Assert.That(exercise.ShowsSpreadTo(trial, Now), Is.False);
        trial.Save(Build.Sheet(), 0, exercise, Now);
        Assert.That(
            Build.CodesOf(() => trial.Save(Build.Sheet(), 0, exercise, Now)),
            Is.EqualTo(new[] { "review.changed" })
        );
        trial.Submit(Grid, exercise, Now);
        Assert.That(exercise.ShowsSpreadTo(trial, Now), Is.True);
        Assert.That(
            Build.CodesOf(() => trial.Save(Build.Sheet(), 1, exercise, Now)),
            Is.EqualTo(new[] { "exercise.submitted" })
        );
        var late = new Trial(exercise, Build.Expert(_wave));
        Assert.That(
            Build.CodesOf(() => late.Save(Build.Sheet(), 0, exercise, Due.EndsAt)),
            Is.EqualTo(new[] { "exercise.over" })
        );
    }

    [Test]
    public void Others_are_told_of_in_whole_threes_until_the_exercise_is_over()
    {
        ReviewSheet[] Sheets(int number) => [.. Enumerable.Repeat(Build.Sheet(), number)];
        Assert.That(Spread.ToldOf(Grid, Sheets(2), isOver: true), Is.Null);
        Assert.That(Spread.ToldOf(Grid, Sheets(5), isOver: false)!.Sheets, Is.EqualTo(3));
        Assert.That(Spread.ToldOf(Grid, Sheets(5), isOver: true)!.Sheets, Is.EqualTo(5));
        var told = Spread.ToldOf(Grid, Sheets(3), isOver: false)!;
        var mark = Build.Sheet().For(Grid.Criteria[0].Key).Mark!.Value;
        Assert.That(
            (told.Sheets, told.Criteria[0].Of(mark), told.Criteria[0].Mean),
            Is.EqualTo((3, 3, (decimal?)mark))
        );
        Assert.That(Spread.Leniency(Grid, Build.Sheet(), [Build.Sheet()]), Is.Zero);
        Assert.That(Spread.Leniency(Grid, Build.Sheet(), []), Is.Null);
    }

    private Exercise Opened(bool isRequired)
    {
        var exercise = new Exercise(_wave.Id, Sample, Build.Officer, Now);
        exercise.Open(Grid, new ExerciseTerms(Due, isRequired), Build.Officer, Now);
        return exercise;
    }
}
