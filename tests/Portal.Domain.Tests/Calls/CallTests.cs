using Portal.Domain.Orientation;

namespace Portal.Domain.Tests.Calls;

[TestFixture]
internal sealed class CallTests
{
    [Test]
    public void New_words_and_new_rules_of_time_are_told_and_the_same_ones_again_are_not()
    {
        var (call, clause) = (Build.Call(), Build.Text("Cinq minutes."));
        call.EventsWritten();
        for (var time = 0; time < 2; time++)
        {
            var words = call.Presentation with { Course = [Build.Text("Dépôt")] };
            call.Describe(call.Kind, call.Operator, words, ["theme"], [], Build.Officer, Build.Opening);
            call.KeepTime(TimeSpan.FromSeconds(60), clause, Build.Officer, Build.Opening);
            call.RuleOnReminders(
                [new ReminderRule(DateKind.CutOff, [TimeSpan.FromDays(1)], KeepsOfficeHours: true)],
                Build.Officer,
                Build.Opening
            );
        }
        Assert.That(
            call.Events.Select(told => told.Name),
            Is.EqualTo(new[] { "call.described", "call.time-kept", "call.reminders-ruled" })
        );
        call.KeepTime(TimeSpan.Zero, clause: null, Build.Officer, Build.Opening);
        Assert.That(call.Events.OfType<CallTimeKept>().Select(told => told.GraceSeconds), Is.EqualTo(new[] { 60, 0 }));
    }

    [Test]
    public void A_public_call_grants_no_grace_without_the_clause_that_says_so_whoever_asks()
    {
        var (call, clause) = (Build.Call(), Build.Text("Cinq minutes."));
        void Keep(int seconds, LocalizedText? granting) =>
            call.KeepTime(TimeSpan.FromSeconds(seconds), granting, Build.Officer, Build.Opening);
        var without = new[] { "call.grace-without-clause" };
        Assert.That(Build.CodesOf(() => Keep(300, granting: null)), Is.EqualTo(without));
        Assert.That(Build.CodesOf(() => Keep(300, new LocalizedText("Cinq minutes.", ""))), Is.EqualTo(without));
        Keep(300, clause);
        var words = call.Presentation with { GraceClause = null };
        Assert.That(
            Build.CodesOf(() => call.Describe(call.Kind, call.Operator, words, [], [], Build.Officer, Build.Opening)),
            Does.Contain("call.grace-without-clause")
        );
        Keep(0, granting: null);
        Assert.That((call.GraceSeconds, call.Presentation.GraceClause), Is.EqualTo((0, (LocalizedText?)null)));
    }

    [Test]
    public void A_call_is_released_by_who_looks_after_it()
    {
        var (call, other) = (Build.Call(), PersonId.New());
        call.Entrust(Build.Officer, by: null, Build.Opening);
        call.Entrust(other, by: null, Build.Opening);
        call.Release(other, Build.Officer, Build.Opening);
        Assert.That(
            Build.CodesOf(() => call.Release(other, Build.Officer, Build.Opening)),
            Is.EqualTo(new[] { "call.not-an-officer" })
        );
    }

    [Test]
    public void A_form_that_does_not_hold_together_is_not_published()
    {
        var call = Build.Call();
        var lacking = new FormSection("project", Build.Text(), [Build.Field("title"), Build.Field("title")]);
        Assert.That(
            Build.CodesOf(() => call.PublishForm([lacking], [], Build.Officer, Build.Opening)),
            Does.Contain("form.key-twice").And.Contain("form.common-missing")
        );
        Assert.That(call.Forms, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_grid_is_published_when_its_scale_rises_its_words_are_whole_and_its_weights_make_a_hundred()
    {
        var call = Build.Call();
        IReadOnlyList<string> Codes(MarkScale scale, params Criterion[] criteria) =>
            Build.CodesOf(() => call.PublishGrid(scale, criteria, Build.Officer, Build.Opening));
        var scale = new MarkScale(0, 5, []);
        var whole = new Criterion("impact", Build.Text(), 100);
        Assert.That(Codes(new MarkScale(3, 3, []), whole), Is.EqualTo(new[] { "call.grid-scale" }));
        Assert.That(Codes(scale), Is.EqualTo(new[] { "call.grid-empty" }));
        Assert.That(Codes(scale, whole with { Weight = 99 }), Is.EqualTo(new[] { "call.grid-weights" }));
        Assert.That(
            Codes(scale, whole with { Title = new LocalizedText("Effet", "") }),
            Is.EqualTo(new[] { "call.grid-criterion-untranslated" })
        );
        Assert.That(
            Codes(scale, whole with { Weight = 50 }, whole with { Weight = 50 }),
            Is.EqualTo(new[] { "call.grid-key-twice" })
        );
        Assert.That(
            Codes(scale, whole with { Descriptors = [new MarkDescriptor(6, Build.Text())] }),
            Is.EqualTo(new[] { "call.grid-mark-off-scale" })
        );
        call.PublishGrid(scale, [whole], Build.Officer, Build.Opening);
        Assert.That(call.CurrentGrid.Version, Is.EqualTo(2));
    }

    [Test]
    public void No_call_is_called_as_the_page_where_calls_are_begun() => Assert.That(CallNames.IsSlug("new"), Is.False);

    [Test]
    public void Questions_in_a_new_order_lead_forwards_only()
    {
        static EligibilityQuestion Question(string key, string? next) =>
            new(
                key,
                Build.Text(),
                [
                    new EligibilityAnswer("yes", Build.Text(), AnswerLead.On) { Next = next },
                    new EligibilityAnswer("no", Build.Text(), AnswerLead.Ask),
                ]
            );
        var (first, last) = (Question("first", "last"), Question("last", next: null));
        Assert.That(EligibilityQuestion.Forwards([first, last])[0].Answers[0].Next, Is.EqualTo("last"));
        Assert.That(EligibilityQuestion.Forwards([last, first])[1].Answers[0].Next, Is.Null);
    }
}
