using Portal.Domain.Complements;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Tests.Complements;

[TestFixture, NonParallelizable]
internal sealed class ComplementsTests : OnComplements
{
    [Test]
    public async Task Only_what_is_asked_for_can_be_written_and_filed()
    {
        var dossier = await FiledAsync();
        Assert.That(await WriteAsync(dossier, ("summary", "Trop tard")), Is.Null, "the cut-off has passed");
        var request = await AskAsync(dossier);
        var saved = await WriteAsync(dossier, ("summary", "Plus précis"), ("acronym", "AUTRE"));
        Assert.That(saved!.Answers.Text("summary"), Is.EqualTo("Plus précis"));
        Assert.That(saved.Answers.Text("title"), Is.Not.Empty, "what was not asked for stays");
        Assert.That(saved.Answers.Text("acronym"), Is.Not.EqualTo("AUTRE"));

        var filing = await AnswerAsync(dossier, request);
        Assert.That(filing!.Answers.Text("summary"), Is.EqualTo("Plus précis"));
        Assert.That(filing.Version, Is.EqualTo(2));
        Assert.That(await WriteAsync(dossier, ("summary", "Encore")), Is.Null, "answered, it is closed again");
        Assert.That(await MailsAsync(Carrier, "complements-asked"), Has.Count.EqualTo(1));
        Assert.That(await MailsAsync(Carrier, "complements-filed"), Has.Count.EqualTo(1));
        Assert.That(await MailsAsync(Officer, "complements-answered"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Sections_and_questions_that_are_not_asked_for_stay_closed()
    {
        var dossier = await FiledAsync();
        await AskAsync(dossier);
        await using var db = Database.Open();
        var writable = await db.SectionsWritableBy(Stage.ViewerOf(Carrier), await db.NowAsync())
            .Where(section => section.DossierId == dossier.Id)
            .Select(section => section.Key)
            .ToListAsync();
        Assert.That(writable, Is.EqualTo(new[] { "project" }));
        var fields = await db.FieldsWritableAsync(dossier.Id, CancellationToken.None);
        Assert.That((fields.Include("summary"), fields.Include("letters")), Is.EqualTo((true, false)));
        await Database.SetClockAsync(Due.EndsAt);
        Assert.That(
            await db.SectionsWritableBy(Stage.ViewerOf(Carrier), await db.NowAsync())
                .AnyAsync(section => section.DossierId == dossier.Id),
            Is.False,
            "nor anything once the date has passed"
        );
    }

    [Test]
    public async Task Of_two_who_ask_at_once_one_is_refused()
    {
        var dossier = await FiledAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Succeeds(() => AskAsync(dossier))));
        Assert.That(outcomes.Count(one => one), Is.EqualTo(1));
        Assert.That(await MailsAsync(Carrier, "complements-asked"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Ten_clicks_file_once()
    {
        var dossier = await FiledAsync();
        var request = await AskAsync(dossier);
        await WriteAsync(dossier, ("summary", "Plus précis"));
        var filings = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => AnswerAsync(dossier, request)));
        Assert.That(filings.Select(filing => filing!.Id).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await MailsAsync(Carrier, "complements-filed"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Missed_it_moves_once_however_often_and_late_it_is_swept()
    {
        var dossier = await FiledAsync();
        var (_, expert) = await ReviewAsync(dossier);
        await AskAsync(dossier);
        await CloseAsync();
        Assert.That((await LoadAsync(dossier)).ComplementsAsked, Is.Not.Null, "not before its date");

        await Database.SetClockAsync(Due.EndsAt.AddDays(60));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CloseAsync()));
        await CloseAsync();
        var moved = await LoadAsync(dossier);
        var wave = await Stage.WaveAsync("evaluation-dmn");
        Assert.That((moved.State, moved.CutOffId), Is.EqualTo((DossierState.Filed, wave.CutOffs[3].Id)));
        Assert.That(moved.FilingId, Is.EqualTo(dossier.FilingId), "what was filed counts for it");
        Assert.That(await MailsAsync(Carrier, "complements-moved"), Has.Count.EqualTo(1));
        Assert.That(await MailsAsync(expert, "review-set-aside"), Has.Count.EqualTo(1));
        Assert.That(await WriteAsync(dossier, ("summary", "À nouveau")), Is.Not.Null, "and may be filed again");
    }

    [Test]
    public async Task A_review_of_what_moved_weighs_nothing_and_stands_in_no_ones_way()
    {
        var dossier = await FiledAsync();
        var (review, expert) = await ReviewAsync(dossier);
        await AskAsync(dossier);
        await Database.SetClockAsync(Due.EndsAt);
        await CloseAsync();
        await using var db = Database.Open();
        Assert.That(
            await db.ReviewsOf(Stage.ViewerOf(expert, PortalRole.Expert)).AnyAsync(one => one.Id == review.Id),
            Is.False
        );
        Assert.That(
            await db.AttachmentsVisibleTo(Stage.ViewerOf(expert, PortalRole.Expert)).AnyAsync(),
            Is.False,
            "nor its files"
        );
        var wave = await Stage.WaveAsync("evaluation-dmn");
        var progress = await db.ProgressOfAsync([wave.Id], Viewer.Visitor, CancellationToken.None);
        var line = await db.FiledInAsync(wave.Id, Stage.ViewerOf(Officer, PortalRole.Officer))
            .SingleAsync(one => one.Id == dossier.Id.Value);
        Assert.That((line.Reviews, line.State), Is.EqualTo((0, DossierState.Filed)));
        Assert.That(progress[wave.Id].ReviewsAssigned, Is.Zero);
        Assert.That(await db.Reviews.IgnoreQueryFilters().AnyAsync(one => one.Id == review.Id), Is.True, "it is kept");
    }

    [Test]
    public async Task Where_the_call_says_so_it_is_excluded_told_and_counted()
    {
        await OwnerAsync("update calls set missed_complements = 'Exclude'");
        var dossier = await FiledAsync();
        await AskAsync(dossier);
        await Database.SetClockAsync(Due.EndsAt);
        await CloseAsync();
        await CloseAsync();
        Assert.That((await LoadAsync(dossier)).State, Is.EqualTo(DossierState.Excluded));
        Assert.That(await MailsAsync(Carrier, "complements-excluded"), Has.Count.EqualTo(1));
        Assert.That(await WriteAsync(dossier, ("summary", "Trop tard")), Is.Null);
        await using var db = Database.Open();
        var wave = await Stage.WaveAsync("evaluation-dmn");
        var line = await db.FiledInAsync(wave.Id, Stage.ViewerOf(Officer, PortalRole.Officer))
            .SingleAsync(one => one.Id == dossier.Id.Value);
        Assert.That(line.State, Is.EqualTo(DossierState.Excluded));
        Assert.That(
            (await db.ProgressOfAsync([wave.Id], Viewer.Visitor, CancellationToken.None))[wave.Id].Excluded,
            Is.GreaterThan(0)
        );
    }

    [Test]
    public async Task An_answer_and_the_job_at_the_same_moment_end_in_one_of_two_ways()
    {
        for (var round = 0; round < 8; round++)
        {
            await Database.SetClockAsync(Asked);
            var dossier = await FiledAsync();
            var request = await AskAsync(dossier);
            await WriteAsync(dossier, ("summary", $"Plus précis {round}"));
            await Database.SetClockAsync(Due.EndsAt.AddMilliseconds(-30 - 10 * round));
            var answering = Succeeds(() => AnswerAsync(dossier, request));
            var closing = Task.Run(async () =>
            {
                for (var sweep = 0; sweep < 20; sweep++)
                    await CloseAsync();
            });
            await Task.WhenAll(answering, closing);
            await Database.SetClockAsync(Due.EndsAt.AddSeconds(1));
            // The job kept out while an answer was on its way, and comes again.
            await CloseAsync();
            var settled = await LoadAsync(dossier);
            await using var db = Database.Open();
            var outcome = await db.ComplementRequests.AsNoTracking().SingleAsync(one => one.Id == request.Id);
            Assert.That(settled.ComplementsAsked, Is.Null, $"round {round}");
            Assert.That(outcome.Answer is null, Is.EqualTo(outcome.Missed is not null), $"round {round}: one way");
            Assert.That(await answering, Is.EqualTo(outcome.Answer is not null), $"round {round}: as it was told");
            Assert.That(
                await db.Filings.CountAsync(one => one.DossierId == dossier.Id),
                Is.EqualTo(outcome.Answer is null ? 1 : 2)
            );
        }
    }

    [Test]
    public async Task What_was_sent_of_a_section_in_time_is_kept_though_it_had_to_wait()
    {
        var dossier = await FiledAsync();
        await AskAsync(dossier);
        await Database.SetClockAsync(Due.EndsAt);
        Assert.That(await WriteAsync(dossier, ("summary", "Trop tard")), Is.Null);
        var saved = await WriteAsync(dossier, received: Due.EndsAt.AddSeconds(-1), ("summary", "Plus précis"));
        Assert.That(saved!.Answers.Text("summary"), Is.EqualTo("Plus précis"));
    }

    [Test]
    public async Task An_answer_that_was_received_in_time_counts_though_it_had_to_wait()
    {
        var dossier = await FiledAsync();
        var request = await AskAsync(dossier);
        await WriteAsync(dossier, ("summary", "Plus précis"));
        await Database.SetClockAsync(Due.EndsAt.AddSeconds(-1));
        await using var holder = Database.Open();
        await using (var held = await holder.Database.BeginTransactionAsync())
        {
            await holder.HoldDossierAsync(dossier.Id, CancellationToken.None);
            var answering = AnswerAsync(dossier, request);
            await Task.Delay(TimeSpan.FromSeconds(1.5));
            await CloseAsync();
            await held.CommitAsync();
            Assert.That((await answering)!.FiledAt, Is.LessThan(Due.EndsAt));
        }
        await CloseAsync();
        Assert.That((await LoadAsync(dossier)).State, Is.EqualTo(DossierState.Filed));
        Assert.That(await MailsAsync(Carrier, "complements-moved"), Is.Empty);
    }

    [Test]
    public async Task Reminders_go_three_days_and_one_day_before_and_follow_a_later_date()
    {
        var dossier = await FiledAsync();
        var request = await AskAsync(dossier);
        await RemindAsync();
        Assert.That(await MailsAsync(Carrier, "complements-reminder"), Is.Empty);
        await Database.SetClockAsync(Due.At.AddDays(-3).AddMinutes(1));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RemindAsync()));
        Assert.That(await MailsAsync(Carrier, "complements-reminder"), Has.Count.EqualTo(1));
        await using (var db = Database.Open())
            await Asking(db)
                .ProlongAsync(
                    dossier.Id,
                    request.Id,
                    new Deadline(Due.Civil.AddDays(7)),
                    Stage.ViewerOf(Officer, PortalRole.Officer),
                    CancellationToken.None
                );
        await Database.SetClockAsync(Due.At.AddDays(-1).AddMinutes(1));
        await RemindAsync();
        Assert.That(await MailsAsync(Carrier, "complements-reminder"), Has.Count.EqualTo(1), "the date is later now");
        await Database.SetClockAsync(Due.At.AddDays(6).AddMinutes(1));
        await RemindAsync();
        Assert.That(await MailsAsync(Carrier, "complements-reminder"), Has.Count.EqualTo(2));
        Assert.That(await MailsAsync(Carrier, "complements-prolonged"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_is_asked_at_short_notice_is_not_reminded_of_at_once()
    {
        var dossier = await FiledAsync();
        await AskAsync(dossier, due: new Deadline(new DateTime(2024, 4, 17, 12, 0, 0, DateTimeKind.Unspecified)));
        await RemindAsync();
        Assert.That(await MailsAsync(Carrier, "complements-reminder"), Is.Empty);
        await Database.SetClockAsync(At(2024, 4, 16).AddMinutes(1));
        await RemindAsync();
        Assert.That(await MailsAsync(Carrier, "complements-reminder"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Its_expert_opens_the_files_of_complements_and_staff_those_of_both()
    {
        var dossier = await FiledAsync();
        var (_, expert) = await ReviewAsync(dossier);
        var request = await AskAsync(dossier);
        await WriteAsync(dossier, ("summary", "Plus précis"));
        var filing = await AnswerAsync(dossier, request);
        await using var db = Database.Open();
        var (reader, officer) = (
            Stage.ViewerOf(expert, PortalRole.Expert),
            Stage.ViewerOf(Officer, PortalRole.Officer)
        );
        var files = await db
            .FiledFiles.Where(one => one.FilingId == filing!.Id)
            .Select(one => one.AttachmentId)
            .ToListAsync();
        Assert.That(files, Is.Not.Empty);
        foreach (var viewer in new[] { reader, officer })
            Assert.That(
                await db.AttachmentsVisibleTo(viewer).CountAsync(one => files.Contains(one.Id)),
                Is.EqualTo(files.Count)
            );
        // Files that one of the two alone holds.
        await OwnerAsync($"delete from filing_files where filing_id = '{dossier.FilingId!.Value.Value}'");
        Assert.That(await db.AttachmentsVisibleTo(reader).CountAsync(), Is.EqualTo(files.Count), "of the complements");
        await OwnerAsync(
            $"update filing_files set filing_id = '{dossier.FilingId.Value.Value}' where filing_id = '{filing!.Id.Value}'"
        );
        Assert.That(
            await db.AttachmentsVisibleTo(officer).CountAsync(one => files.Contains(one.Id)),
            Is.EqualTo(files.Count),
            "of what counted before"
        );
    }

    [Test]
    public async Task What_somebody_withdrew_meanwhile_is_left_alone()
    {
        var dossier = await FiledAsync();
        await AskAsync(dossier);
        await using (var db = Database.Open())
        {
            var mine = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == dossier.Id);
            mine.Withdraw("", Carrier.Person, await db.NowAsync());
            await db.SaveChangesAsync();
        }
        await Database.SetClockAsync(Due.EndsAt);
        await CloseAsync();
        Assert.That((await LoadAsync(dossier)).State, Is.EqualTo(DossierState.Withdrawn));
        Assert.That(await MailsAsync(Carrier, "complements-moved"), Is.Empty);
    }

    private static async Task<bool> Succeeds<T>(Func<Task<T>> act)
    {
        try
        {
            return await act() is not null;
        }
        catch (Exception refused) when (refused is RefusedException or DbUpdateException)
        {
            return false;
        }
    }
}
