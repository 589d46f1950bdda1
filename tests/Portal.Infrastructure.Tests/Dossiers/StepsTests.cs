using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Tests.Dossiers;

/// <summary>Synopses that are judged, full protocols that are filed or not, on the real schema.</summary>
[TestFixture, NonParallelizable]
internal sealed class StepsTests : OnDatabase
{
    private const string Slug = "evaluation-dmn";
    private const string Full = "full_protocol";
    private static readonly DateTimeOffset Judging = At(2024, 4, 15);
    private static readonly Deadline Due = new(new DateTime(2024, 7, 15, 12, 0, 0, DateTimeKind.Unspecified));

    private Account _carrier = null!;
    private Account _officer = null!;

    [SetUp]
    public async Task SetTheScene()
    {
        await Database.SetClockAsync(Judging);
        _carrier = await Stage.PersonAsync("Porteuse");
        _officer = await Stage.PersonAsync("Chargé", role: PortalRole.Officer);
        await using var db = Database.OpenAsOwner();
        await db.Database.ExecuteSqlAsync($"delete from outbox; delete from reminder_marks");
        await db.Database.ExecuteSqlAsync(
            $"insert into call_officers (call_id, person) select id, {_officer.Id} from calls where slug = {Slug}"
        );
    }

    [Test]
    public async Task GO_opens_the_sections_of_the_next_step_and_tells_the_team_once()
    {
        var dossier = await EligibleAsync();
        Assert.That(await SectionsAsync(dossier), Does.Not.Contain(Full));
        await JudgeAsync(dossier, Go("Précisez le comparateur."));
        Assert.That(await SectionsAsync(dossier), Does.Contain(Full));
        Assert.That(await WriteAsync(dossier), Is.Not.Null);
        var mail = (await MailsAsync("verdict-go")).Single();
        Assert.That(mail.Data["remarks"], Is.EqualTo("Précisez le comparateur."));
        Assert.That(mail.Data["next"], Is.EqualTo("Protocole complet"));
    }

    [Test]
    public async Task Before_GO_the_next_step_is_nowhere()
    {
        var dossier = await EligibleAsync();
        Assert.That(await WriteAsync(dossier), Is.Null);
        await using var db = Database.Open();
        var form = await new FormCache().OfAsync(db, dossier.Id, CancellationToken.None);
        Assert.That(form.Section(Full), Is.Null);
    }

    [Test]
    public async Task Two_verdicts_at_once_are_one()
    {
        var dossier = await EligibleAsync();
        var refused = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async index =>
                {
                    try
                    {
                        var no = new VerdictLetter(VerdictAnswer.NoGo, "Motif.", Due: null);
                        await JudgeAsync(dossier, index % 2 == 0 ? Go() : no);
                        return 0;
                    }
                    catch (RefusedException)
                    {
                        return 1;
                    }
                })
        );
        Assert.That(refused.Sum(), Is.EqualTo(3));
        await using var db = Database.Open();
        Assert.That(await db.Verdicts.CountAsync(one => one.DossierId == dossier.Id), Is.EqualTo(1));
        Assert.That(await db.Outbox.CountAsync(mail => mail.Template.StartsWith("verdict-")), Is.EqualTo(1));
    }

    [Test]
    public async Task A_verdict_beside_a_withdrawal_ends_in_one_of_two_ways()
    {
        for (var round = 0; round < 5; round++)
        {
            var dossier = await FiledAsync();
            var withdrawing = SucceedsAsync(() => WithdrawAsync(dossier));
            var judging = SucceedsAsync(async () =>
            {
                await CheckAsync(dossier);
                await JudgeAsync(dossier, Go());
            });
            await Task.WhenAll(withdrawing, judging);
            var settled = await LoadAsync(dossier);
            Assert.That(
                settled.Withdrawal is not null,
                Is.EqualTo(await withdrawing),
                $"round {round}: as it was told"
            );
            Assert.That(settled.Step == 2, Is.EqualTo(await judging), $"round {round}: as it was told");
        }
    }

    [Test]
    public async Task An_expert_whose_review_is_not_in_is_told_that_it_is_not_awaited_and_none_weighs_later()
    {
        var dossier = await EligibleAsync();
        var awaited = await ReviewAsync(dossier, isSubmitted: false);
        var given = await ReviewAsync(dossier, isSubmitted: true);
        await SumUpAsync(dossier);
        await JudgeAsync(dossier, Go());
        await using var db = Database.Open();
        Assert.That(await db.Reviews.CountAsync(one => one.DossierId == dossier.Id), Is.Zero);
        Assert.That(await db.Syntheses.CountAsync(one => one.DossierId == dossier.Id), Is.Zero);
        Assert.That(await db.DiscussionMessages.CountAsync(one => one.DossierId == dossier.Id), Is.Zero);
        Assert.That(
            await db.DiscussionMessages.IgnoreQueryFilters().CountAsync(one => one.DossierId == dossier.Id),
            Is.EqualTo(1),
            "it is kept"
        );
        var told = await db.Outbox.Where(mail => mail.Template == "review-after-verdict").ToListAsync();
        Assert.That(told.Select(mail => mail.Recipient.Value), Is.EqualTo(new[] { awaited.Email }));
        Assert.That(given.Email, Is.Not.EqualTo(awaited.Email));
    }

    [Test]
    public async Task A_step_not_filed_by_its_date_ends_the_dossier_and_is_told_once_however_often_it_is_swept()
    {
        var dossier = await EligibleAsync();
        await JudgeAsync(dossier, Go());
        await Database.SetClockAsync(Due.EndsAt.AddSeconds(-1));
        await CloseAsync();
        Assert.That((await LoadAsync(dossier)).State, Is.EqualTo(DossierState.Reopened));
        await Database.SetClockAsync(Due.EndsAt);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CloseAsync()));
        await CloseAsync();
        Assert.That((await LoadAsync(dossier)).State, Is.EqualTo(DossierState.Dismissed));
        Assert.That(await MailsAsync("step-missed"), Has.Count.EqualTo(1));
        Assert.That(await WriteAsync(dossier), Is.Null, "nothing is written any more");
    }

    [Test]
    public async Task A_date_that_is_put_off_is_told_reminded_of_anew_and_swept_by_then_only()
    {
        var dossier = await EligibleAsync();
        await JudgeAsync(dossier, Go());
        await Database.SetClockAsync(Due.At.AddDays(-1).AddMinutes(1));
        await RemindAsync();
        var later = new Deadline(new DateTime(2024, 9, 16, 12, 0, 0, DateTimeKind.Unspecified));
        await Task.WhenAll(ProlongAsync(dossier, later), ProlongAsync(dossier, later));
        Assert.That(await MailsAsync("step-prolonged"), Has.Count.EqualTo(1));
        await Database.SetClockAsync(Due.EndsAt);
        await CloseAsync();
        Assert.That((await LoadAsync(dossier)).State, Is.EqualTo(DossierState.Reopened));
        await Database.SetClockAsync(later.At.AddDays(-1).AddMinutes(1));
        await RemindAsync();
        Assert.That(await MailsAsync("step-reminder"), Has.Count.EqualTo(2));
        await Database.SetClockAsync(later.EndsAt);
        await CloseAsync();
        Assert.That((await LoadAsync(dossier)).State, Is.EqualTo(DossierState.Dismissed));
    }

    [Test]
    public async Task What_was_received_in_time_counts_though_it_had_to_wait()
    {
        var dossier = await Stage.GoneOnAsync(_carrier, until: StepTwo.Written, due: Due);
        await Database.SetClockAsync(Due.EndsAt.AddSeconds(-1));
        await using var holder = Database.Open();
        await using (var held = await holder.Database.BeginTransactionAsync())
        {
            await holder.HoldDossierAsync(dossier.Id, CancellationToken.None);
            var filing = Stage.FileAsync(dossier, _carrier);
            await Task.Delay(TimeSpan.FromSeconds(1.5));
            await CloseAsync();
            await held.CommitAsync();
            Assert.That((await filing)!.Step, Is.EqualTo(2));
        }
        await CloseAsync();
        Assert.That((await LoadAsync(dossier)).State, Is.EqualTo(DossierState.Filed));
        Assert.That(await MailsAsync("step-missed"), Is.Empty);
    }

    [Test]
    public async Task The_full_dossier_is_filed_once_under_the_number_of_its_synopsis()
    {
        var dossier = await Stage.GoneOnAsync(_carrier, until: StepTwo.Written, due: Due);
        var filings = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Stage.FileAsync(dossier, _carrier)));
        Assert.That(filings.Select(filing => filing!.Id).Distinct().Count(), Is.EqualTo(1));
        var filed = await LoadAsync(dossier);
        Assert.That((filed.Number, filed.IsFiledInPart), Is.EqualTo((dossier.Number, false)));
        await using var db = Database.Open();
        Assert.That(await db.Filings.CountAsync(filing => filing.DossierId == dossier.Id), Is.EqualTo(2));
    }

    [Test]
    public async Task Reminders_go_before_the_date_of_the_step_once_each_and_none_before_it_was_open()
    {
        var dossier = await EligibleAsync();
        await JudgeAsync(dossier, Go());
        await RemindAsync();
        Assert.That(await MailsAsync("step-reminder"), Is.Empty);
        await Database.SetClockAsync(Due.At.AddDays(-7).AddMinutes(1));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RemindAsync()));
        Assert.That(await MailsAsync("step-reminder"), Has.Count.EqualTo(1), "of 30 and 7 days, the latest alone");
        await Database.SetClockAsync(Due.At.AddDays(-1).AddMinutes(1));
        await RemindAsync();
        await RemindAsync();
        Assert.That(await MailsAsync("step-reminder"), Has.Count.EqualTo(2));
        await Database.SetClockAsync(Due.EndsAt);
        await RemindAsync();
        Assert.That(await MailsAsync("step-reminder"), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task What_is_taken_up_again_is_reminded_of_as_a_draft_is()
    {
        var season = await Stage.WaveAsync("competences-metiers", 2);
        await Database.SetClockAsync(season.CutOffs[2].Deadline.At.AddDays(-20));
        var dossier = await Stage.FiledAsync(
            _carrier,
            "competences-metiers",
            2,
            season.CutOffs[1].Deadline.At.AddDays(-1)
        );
        await using (var db = Database.OpenAsOwner())
        {
            var tracked = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == dossier.Id);
            var call = await db.Calls.SingleAsync(one => one.Id == tracked.CallId);
            var now = await db.NowAsync();
            tracked.CheckEligibility(season, eligible: true, "", _officer.Person, now);
            var refile = new VerdictLetter(VerdictAnswer.Refile, "Associez un employeur.", Due: null);
            tracked.Judge(call, season, refile, _officer.Person, now);
            tracked.TakeUpAgain(season, _carrier.Person, now);
            await db.SaveChangesAsync();
        }
        var told = (await MailsAsync("verdict-refile")).Single().Data;
        Assert.That(told["at"], Does.Match(@"\d{4} à \d"));
        Assert.That(told["until"], Is.EqualTo(Texts.Dates.Long(season.CutOffs[2].Deadline, "fr")));
        await Database.SetClockAsync(season.CutOffs[2].Deadline.At.AddDays(-1).AddMinutes(1));
        await using (var db = Database.Open())
            await Stage.RemindersOn(db).RunAsync(CancellationToken.None);
        Assert.That(
            (await MailsAsync("reminder")).Count(mail => mail.Occasion.EndsWith($"{dossier.Id.Value}")),
            Is.EqualTo(1)
        );
    }

    [Test]
    public async Task What_may_be_taken_up_again_counts_on_the_next_cut_off_as_its_page_says()
    {
        var season = await Stage.WaveAsync("competences-metiers", 2);
        await Database.SetClockAsync(season.CutOffs[2].Deadline.At.AddDays(-20));
        var filedAt = season.CutOffs[1].Deadline.At.AddDays(-1);
        var dossier = await Stage.FiledAsync(_carrier, "competences-metiers", 2, filedAt);
        await using var db = Database.OpenAsOwner();
        var tracked = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == dossier.Id);
        var call = await db.Calls.SingleAsync(one => one.Id == tracked.CallId);
        var now = await db.NowAsync();
        tracked.CheckEligibility(season, eligible: true, "", _officer.Person, now);
        var refile = new VerdictLetter(VerdictAnswer.Refile, "Associez un employeur.", Due: null);
        tracked.Judge(call, season, refile, _officer.Person, now);
        await db.SaveChangesAsync();
        season.MoveCutOff(season.CutOffs[2].Id, new Deadline(season.CutOffs[2].Deadline.Civil.AddDays(1)), null, now);
        var moved = season.Events[^1];
        Assert.That(await db.DossiersHitBy(season, moved).AnyAsync(one => one.Id == dossier.Id), Is.True);
        var before = await db.CountHitAsync(season, moved, CancellationToken.None);
        tracked.TakeUpAgain(season, _carrier.Person, now);
        await db.SaveChangesAsync();
        Assert.That(
            await db.CountHitAsync(season, moved, CancellationToken.None),
            Is.EqualTo(before),
            "a draft, as after"
        );
    }

    [Test]
    public async Task Staff_keeps_the_files_of_a_step_that_was_judged()
    {
        var dossier = await Stage.GoneOnAsync(_carrier, until: StepTwo.Filed, due: Due);
        await using var db = Database.OpenAsOwner();
        var judged = (await db.Verdicts.SingleAsync(one => one.DossierId == dossier.Id)).FilingId;
        var files = await db
            .FiledFiles.Where(one => one.FilingId == judged)
            .Select(one => one.AttachmentId)
            .ToListAsync();
        Assert.That(files, Is.Not.Empty);
        // As if the carrier had exchanged them all for the next step.
        await db
            .FiledFiles.Where(one => one.FilingId != judged && files.Contains(one.AttachmentId))
            .ExecuteDeleteAsync();
        Assert.That(
            await db.AttachmentsVisibleTo(Officer).CountAsync(one => files.Contains(one.Id)),
            Is.EqualTo(files.Count)
        );
    }

    [Test]
    public async Task The_board_counts_what_awaits_a_verdict_what_is_written_and_what_ended()
    {
        var wave = await Stage.WaveAsync(Slug);
        var before = await ProgressAsync(wave.Id);
        await EligibleAsync();
        await JudgeAsync(await EligibleAsync(), Go());
        await JudgeAsync(await EligibleAsync(), new VerdictLetter(VerdictAnswer.NoGo, "Motif.", Due: null));
        var after = await ProgressAsync(wave.Id);
        Assert.That(
            (
                after.VerdictsAwaited - before.VerdictsAwaited,
                after.Reopened - before.Reopened,
                after.Dismissed - before.Dismissed,
                after.ToDecide - before.ToDecide,
                after.ToCheck - before.ToCheck
            ),
            Is.EqualTo((1, 1, 1, 0, 0))
        );
    }

    [Test]
    public async Task Staff_is_to_check_what_was_filed_for_a_date_that_went_by_and_nothing_else()
    {
        var season = await Stage.WaveAsync("competences-metiers", 2);
        var (first, second) = (season.CutOffs[0].Deadline, season.CutOffs[1].Deadline);
        await Database.SetClockAsync(first.EndsAt);
        var before = await ProgressAsync(season.Id);
        await Stage.FiledAsync(_carrier, "competences-metiers", 2, first.At.AddDays(-1));
        await Stage.FiledAsync(_carrier, "competences-metiers", 2, second.At.AddDays(-1));
        var (between, step) = (await ProgressAsync(season.Id), await FilledStepAsync());
        Assert.That(between.ToCheck - before.ToCheck, Is.EqualTo(1));
        Assert.That(between.NotYetToCheck - before.NotYetToCheck, Is.EqualTo(1));
        Assert.That(step, Is.EqualTo((0, 1)), "a step has a date of its own");
        await Database.SetClockAsync(second.EndsAt);
        var after = await ProgressAsync(season.Id);
        Assert.That(after.ToCheck - before.ToCheck, Is.EqualTo(2));
        Assert.That(after.NotYetToCheck, Is.EqualTo(before.NotYetToCheck));
    }

    private async Task<(int ToCheck, int NotYet)> FilledStepAsync()
    {
        var wave = await Stage.WaveAsync(Slug);
        var before = await ProgressAsync(wave.Id);
        await Stage.GoneOnAsync(_carrier, until: StepTwo.Filed, due: new Deadline(new DateTime(2030, 1, 1)));
        var after = await ProgressAsync(wave.Id);
        return (after.ToCheck - before.ToCheck, after.NotYetToCheck - before.NotYetToCheck);
    }

    private Viewer Officer => Stage.ViewerOf(_officer, PortalRole.Officer);

    private static VerdictLetter Go(string remarks = "") => new(VerdictAnswer.Go, remarks, Due);

    private static DateTimeOffset At(int year, int month, int day) =>
        Deadline.InstantOf(new DateTime(year, month, day, 12, 0, 0, DateTimeKind.Unspecified));

    /// <summary>A synopsis, filed for the cut-off of 9 April 2024.</summary>
    private Task<Dossier> FiledAsync() => Stage.FiledAsync(_carrier, Slug, 1, DemoTime.Start);

    private async Task<Dossier> EligibleAsync()
    {
        var dossier = await FiledAsync();
        await CheckAsync(dossier);
        return dossier;
    }

    private async Task CheckAsync(Dossier dossier)
    {
        await using var db = Database.Open();
        var tracked = await db.Dossiers.SingleAsync(one => one.Id == dossier.Id);
        var wave = await db.Waves.SingleAsync(one => one.Id == tracked.WaveId);
        tracked.CheckEligibility(wave, eligible: true, "", _officer.Person, await db.NowAsync());
        await db.SaveChangesAsync();
    }

    private async Task JudgeAsync(Dossier dossier, VerdictLetter letter)
    {
        await using var db = Database.Open();
        var verdict = await new JudgeStep(db, new FormCache(), new CarriedAnswers(db, new FormCache())).RunAsync(
            dossier.Id,
            letter,
            Officer,
            CancellationToken.None
        );
        Assert.That(verdict, Is.Not.Null);
    }

    private async Task ProlongAsync(Dossier dossier, Deadline to)
    {
        await using var db = Database.Open();
        try
        {
            await new ProlongStep(db).RunAsync(dossier.Id, to, Officer, CancellationToken.None);
        }
        catch (RefusedException refused) when (refused.Refusals[0].Code == "dossier.step-due-not-later")
        {
            // The other one was first.
        }
    }

    private async Task WithdrawAsync(Dossier dossier)
    {
        await using var db = Database.Open();
        var tracked = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == dossier.Id);
        tracked.Withdraw("", _carrier.Person, await db.NowAsync());
        await db.SaveChangesAsync();
    }

    private async Task<Account> ReviewAsync(Dossier filed, bool isSubmitted)
    {
        var account = await Stage.PersonAsync("Experte", role: PortalRole.Expert);
        await using var db = Database.Open();
        var now = await db.NowAsync();
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == filed.Id);
        var (invitation, expert) = Experts.Joined(dossier.WaveId, account, _officer.Person, now);
        expert.SignCharter(now);
        expert.DeclareConflicts(new Dictionary<DossierId, string>(), now.AddSeconds(1));
        var call = await db.Calls.Include(one => one.Grids).SingleAsync(one => one.Id == dossier.CallId);
        var grid = call.CurrentGrid;
        var review = Review.Assign(dossier, expert, grid, _officer.Person, now.AddSeconds(2));
        if (isSubmitted)
        {
            var marks = grid.Criteria.Select(one => new CriterionReview(one.Key, grid.Scale.To, "", ""));
            review.Save(new ReviewSheet([.. marks], "Au comité.", "Au porteur."), 0, now.AddSeconds(3));
            review.Submit(grid, now.AddSeconds(4));
        }
        db.AddRange(invitation, expert, review);
        await db.SaveChangesAsync();
        return account;
    }

    /// <summary>What is said of a dossier once a review of it is in.</summary>
    private async Task SumUpAsync(Dossier dossier)
    {
        await using var db = Database.Open();
        var (review, now) = (
            await db.Reviews.SingleAsync(one => one.DossierId == dossier.Id && one.SubmittedAt != null),
            await db.NowAsync()
        );
        var nobody = new Dictionary<string, ReviewId>(StringComparer.Ordinal);
        db.AddRange(
            Synthesis.Entrust(review, _officer.Person, now),
            DiscussionMessage.FromExpert(review, "Bonjour", nobody, PanelDoor.Open, now)
        );
        await db.SaveChangesAsync();
    }

    private async Task<Section?> WriteAsync(Dossier dossier)
    {
        await using var db = Database.Open();
        var clock = new PortalClock();
        await clock.RefreshAsync(db);
        var saved = await new SaveSection(db, new FormCache(), clock).RunAsync(
            dossier.Id,
            Full,
            new SectionDraft(0, _ => new SectionPost(Answers.None.With("protocol", "Un essai."), ["protocol"])),
            Stage.ViewerOf(_carrier),
            CancellationToken.None
        );
        return saved?.Section;
    }

    private async Task<List<string>> SectionsAsync(Dossier dossier)
    {
        await using var db = Database.Open();
        return await db.Sections.Where(one => one.DossierId == dossier.Id).Select(one => one.Key).ToListAsync();
    }

    private async Task CloseAsync()
    {
        await using var db = Database.Open();
        await new CloseSteps(db, Stage.OneByOneOn(db)).RunAsync(CancellationToken.None);
    }

    private async Task RemindAsync()
    {
        await using var db = Database.Open();
        await Stage.RemindersOn(db).RunAsync(CancellationToken.None);
    }

    private async Task<WaveProgress> ProgressAsync(WaveId wave)
    {
        await using var db = Database.Open();
        return (await db.ProgressOfAsync([wave], Viewer.Visitor, CancellationToken.None))[wave];
    }

    private async Task<Dossier> LoadAsync(Dossier dossier)
    {
        await using var db = Database.Open();
        return await db.Dossiers.AsNoTracking().SingleAsync(one => one.Id == dossier.Id);
    }

    private async Task<List<OutboxMail>> MailsAsync(string template)
    {
        await using var db = Database.Open();
        var address = EmailAddress.Parse(_carrier.Email!);
        return await db.Outbox.Where(mail => mail.Recipient == address && mail.Template == template).ToListAsync();
    }

    private static async Task<bool> SucceedsAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (Exception refused) when (refused is RefusedException or DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}
