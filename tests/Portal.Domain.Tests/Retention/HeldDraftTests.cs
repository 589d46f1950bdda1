using Portal.Domain.Retention;

namespace Portal.Domain.Tests.Retention;

[TestFixture]
public sealed class HeldDraftTests
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
        var removed = new HeldDraft(DossierId.New(), RetainedKind.RemovedDraft, Since, AnnouncedAt: null, Days: 60);
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

    private static HeldDraft Draft(int? announcedAfter) =>
        new(
            DossierId.New(),
            RetainedKind.UnfiledDraft,
            Since,
            announcedAfter is { } days ? Since.AddDays(days) : null,
            Days: 365
        );
}
