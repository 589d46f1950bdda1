using Portal.Domain.Retention;

namespace Portal.Domain.Tests.Retention;

[TestFixture]
public sealed class HeldTests
{
    private static readonly DateTimeOffset Since = new(2024, 1, 18, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_draft_is_announced_thirty_days_before_its_end_and_erased_at_it()
    {
        var draft = Draft(announcedAfter: null);
        Assert.That(draft.IsToAnnounceAt(Since.AddDays(334)), Is.False);
        Assert.That(draft.IsToAnnounceAt(Since.AddDays(335)), Is.True);
        var told = Draft(announcedAfter: 335);
        Assert.That(told.IsToAnnounceAt(Since.AddDays(336)), Is.False, "once is enough");
        Assert.That(told.IsToEraseAt(Since.AddDays(364)), Is.False);
        Assert.That(told.IsToEraseAt(Since.AddDays(365)), Is.True);
    }

    [Test]
    public void However_old_it_is_its_team_has_thirty_days_from_the_notice()
    {
        Assert.That(Draft(announcedAfter: null).IsToEraseAt(Since.AddDays(900)), Is.False, "nobody was told");
        var late = Draft(announcedAfter: 800);
        Assert.That(late.IsToEraseAt(Since.AddDays(829)), Is.False);
        Assert.That(late.DueAt(Since.AddDays(801)), Is.EqualTo(Since.AddDays(830)));
        Assert.That(late.IsToEraseAt(Since.AddDays(830)), Is.True);
    }

    [Test]
    public void What_was_written_in_after_the_notice_is_announced_anew()
    {
        var written = Draft(announcedAfter: -1);
        Assert.That(written.IsToEraseAt(Since.AddDays(365)), Is.False);
        Assert.That(written.IsToAnnounceAt(Since.AddDays(335)), Is.True);
    }

    [Test]
    public void A_removed_draft_goes_without_a_second_word()
    {
        var removed = new Held(RetainedKind.RemovedDraft, Guid.NewGuid(), Since, AnnouncedAt: null, Days: 60);
        Assert.That(removed.IsToAnnounceAt(Since.AddDays(59)), Is.False);
        Assert.That(removed.IsToEraseAt(Since.AddDays(59)), Is.False);
        Assert.That(removed.IsToEraseAt(Since.AddDays(60)), Is.True);
    }

    [Test]
    public void A_rule_stays_within_its_bounds()
    {
        var rule = RetentionRule.DefaultOf(RetainedKind.RemovedDraft);
        Assert.That(
            () => rule.Set(29, PersonId.New(), Since),
            Throws.TypeOf<RefusedException>().With.Message.EqualTo("shared.retention-bounds"),
            "it can be brought back for thirty days"
        );
        rule.Set(30, PersonId.New(), Since);
        Assert.That(rule.Events, Has.Count.EqualTo(1));
    }

    [Test]
    public void What_the_archives_have_a_say_in_waits_for_their_visa()
    {
        var rule = RetentionRule.DefaultOf(RetainedKind.RejectedDossier);
        Assert.That(rule.IsInForce, Is.False);
        rule.NoteVisa(" 2026-114 ", PersonId.New(), Since);
        Assert.That((rule.IsInForce, rule.Visa), Is.EqualTo((true, "2026-114")));
        rule.NoteVisa("", PersonId.New(), Since);
        Assert.That(rule.IsInForce, Is.False, "it can be taken back");
        Assert.That(RetentionRule.DefaultOf(RetainedKind.UnfiledDraft).IsInForce, "nobody received a draft");
    }

    [Test]
    public void A_call_has_times_of_its_own_within_the_same_bounds_and_none_for_accounts()
    {
        var own = CallRetention.Of(CallId.New(), RetainedKind.Review);
        Assert.That(
            Build.CodesOf(() => own.Set(364, PersonId.New(), Since)),
            Is.EqualTo(new[] { "shared.retention-bounds" })
        );
        own.Set(400, PersonId.New(), Since);
        own.Set(days: null, PersonId.New(), Since);
        Assert.That((own.Days, own.Events.Count), Is.EqualTo(((int?)null, 2)));
        var accounts = CallRetention.Of(CallId.New(), RetainedKind.IdleAccount);
        Assert.That(
            Build.CodesOf(() => accounts.Set(400, PersonId.New(), Since)),
            Is.EqualTo(new[] { "shared.retention-of-no-call" })
        );
    }

    [Test]
    public void Of_a_sheet_the_marks_and_the_yes_and_no_stay_and_no_word_does()
    {
        var sheet = new ReviewSheet([new CriterionReview("impact", 4, "Au jury.", "Au porteur.")], "Jury.", "Porteur.")
        {
            Confidence = 2,
            Answers = new Dictionary<string, string> { ["ethics"] = "yes", ["risks"] = "Beaucoup." },
        };
        var left = sheet.WithoutTexts();
        Assert.That(left.Marks, Is.EqualTo(sheet.Marks));
        Assert.That(left.Answers, Is.EqualTo(new Dictionary<string, string> { ["ethics"] = "yes" }));
        Assert.That(
            System.Text.Json.JsonSerializer.Serialize(left),
            Does.Not.Contain("ury").And.Not.Contain("orteur").And.Not.Contain("Beaucoup")
        );
    }

    private static Held Draft(int? announcedAfter) =>
        new(
            RetainedKind.UnfiledDraft,
            Guid.NewGuid(),
            Since,
            announcedAfter is { } days ? Since.AddDays(days) : null,
            Days: 365
        );
}
