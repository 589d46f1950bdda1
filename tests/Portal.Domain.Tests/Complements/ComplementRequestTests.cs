using Portal.Domain.Attachments;
using Portal.Domain.Complements;

namespace Portal.Domain.Tests.Complements;

[TestFixture]
internal sealed class ComplementRequestTests
{
    private static readonly DateTimeOffset Asked = Build.Closing.AddDays(2);
    private static readonly DateTime Civil = Build.Civil(2024, 4, 20, 12, 0);
    private static readonly Deadline Due = new(Civil);
    private Call _call = null!;
    private Wave _wave = null!;
    private Dossier _dossier = null!;

    [SetUp]
    public void File()
    {
        _call = Build.Call(fields: [Build.Field("title", required: true), Build.Field("summary"), Build.Field("plan")]);
        _wave = Build.Wave(_call, 0, Build.Civil(2024, 4, 9, 12, 0), Build.Civil(2024, 10, 8, 12, 0));
        _dossier = Build.Draft(_call, _wave);
        _dossier.File(Matter("Un projet", "Court", "Plan"), () => "AP-1", Build.Carrier, Build.Opening.AddDays(2));
    }

    [Test]
    public void It_is_asked_of_what_is_filed_and_frozen_and_of_nothing_else()
    {
        var draft = Build.Draft(_call, _wave);
        Assert.That(Build.CodesOf(() => Ask(draft)), Is.EqualTo(new[] { "dossier.not-filed" }));
        Assert.That(
            Build.CodesOf(() => Ask(_dossier, at: Build.Closing)),
            Is.EqualTo(new[] { "dossier.not-yet-frozen" })
        );
        Assert.That(Build.CodesOf(() => Ask(_dossier, isDecided: true)), Is.EqualTo(new[] { "complement.decided" }));
        Assert.That(Ask(_dossier).IsOpen, Is.True);
        Assert.That(Build.CodesOf(() => Ask(_dossier)), Is.EqualTo(new[] { "complement.already-asked" }));
    }

    [Test]
    public void Nothing_is_asked_of_what_was_withdrawn_or_found_ineligible()
    {
        var other = Build.Filed(_call, _wave);
        other.Withdraw("", Build.Carrier, Asked);
        Assert.That(Build.CodesOf(() => Ask(other)), Is.EqualTo(new[] { "dossier.withdrawn" }));
        _dossier.CheckEligibility(_wave, eligible: false, "Hors champ", Build.Officer, Asked);
        Assert.That(Build.CodesOf(() => Ask(_dossier)), Is.EqualTo(new[] { "complement.not-eligible" }));
    }

    [Test]
    public void A_letter_names_fields_of_the_form_says_what_it_asks_and_has_a_date_to_come()
    {
        Assert.That(CodesOf(Letter()), Is.EqualTo(new[] { "complement.no-field" }));
        Assert.That(CodesOf(Letter(("nowhere", "Précisez"))), Is.EqualTo(new[] { "complement.unknown-field" }));
        Assert.That(CodesOf(Letter(("summary", " "))), Is.EqualTo(new[] { "complement.words-needed" }));
        Assert.That(
            CodesOf(Letter(("summary", new string('x', 1_001)))),
            Is.EqualTo(new[] { "complement.words-too-long" })
        );
        Assert.That(
            CodesOf(Letter(("summary", "Un"), ("summary", "Deux"))),
            Is.EqualTo(new[] { "complement.unknown-field" }),
            "each field once"
        );
        Assert.That(
            CodesOf(Letter(("summary", "Précisez")) with { Note = new string('x', 2_001) }),
            Is.EqualTo(new[] { "complement.note-too-long" })
        );
        Assert.That(
            CodesOf(Letter(("summary", "Précisez")) with { Due = new Deadline(Build.Civil(2024, 4, 10, 12, 0)) }),
            Is.EqualTo(new[] { "complement.due-in-the-past" })
        );
    }

    [Test]
    public void Only_what_was_asked_for_differs_in_the_filing_that_answers()
    {
        var first = _dossier.CurrentFiling!;
        var request = Ask(_dossier);
        var filing = request.File(
            _dossier,
            Matter("Un autre titre", "Plus long", "Un autre plan"),
            [],
            Build.Carrier,
            Asked.AddDays(1)
        );
        Assert.Multiple(() =>
        {
            Assert.That(filing.Answers.Text("summary"), Is.EqualTo("Plus long"));
            Assert.That(filing.Answers.Text("title"), Is.EqualTo("Un projet"), "as it was filed");
            Assert.That(filing.Answers.Text("plan"), Is.EqualTo("Plan"), "as it was filed");
            Assert.That(filing.Version, Is.EqualTo(2));
            Assert.That(filing.CutOffId, Is.EqualTo(first.CutOffId));
            Assert.That(_dossier.Number, Is.EqualTo("AP-1"));
            Assert.That(_dossier.CurrentFiling, Is.SameAs(filing));
            Assert.That(first.Answers.Text("summary"), Is.EqualTo("Court"), "the copy that was judged stays");
            Assert.That(_dossier.ComplementsAsked, Is.Null);
        });
    }

    [Test]
    public void Files_of_other_questions_stay_those_that_were_filed()
    {
        var (old, newer, asked) = (Attached("annex"), Attached("annex"), Attached("summary"));
        var request = Ask(_dossier);
        var matter = request.MatterOf(
            Matter("x", "y", "z") with
            {
                Attachments = [newer, asked],
            },
            _dossier.CurrentFiling!,
            [old, Attached("summary")]
        );
        Assert.That(matter.Attachments, Is.EqualTo(new[] { old, asked }));
    }

    [Test]
    public void The_same_filed_twice_is_one_filing()
    {
        var request = Ask(_dossier);
        var draft = Matter("Un projet", "Plus long", "Plan");
        var filing = request.File(_dossier, draft, [], Build.Carrier, Asked.AddDays(1));
        Assert.That(request.File(_dossier, draft, [], Build.Carrier, Asked.AddDays(1)), Is.SameAs(filing));
        Assert.That(_dossier.Filings, Has.Count.EqualTo(2));
    }

    [Test]
    public void What_is_answered_must_differ_and_be_right_and_come_from_the_coordinator()
    {
        var request = Ask(_dossier, ("title", "Précisez"));
        Assert.That(
            Build.CodesOf(() => request.File(_dossier, Matter("Un projet", "x", "y"), [], Build.Carrier, Asked)),
            Is.EqualTo(new[] { "complement.nothing-changed" })
        );
        Assert.That(
            Build.CodesOf(() => request.File(_dossier, Matter("", "x", "y"), [], Build.Carrier, Asked)),
            Is.EqualTo(new[] { "dossier.field-missing" })
        );
        var writer = PersonId.New();
        Build.Join(_dossier, writer, MemberRole.Writer);
        Assert.That(
            Build.CodesOf(() => request.File(_dossier, Matter("Mieux", "x", "y"), [], writer, Asked)),
            Is.EqualTo(new[] { "dossier.only-coordinator" })
        );
        Assert.That(
            Build.CodesOf(() => request.AnswerNothing(_dossier, "", writer, Asked)),
            Is.EqualTo(new[] { "dossier.only-coordinator" })
        );
    }

    [Test]
    public void An_answer_is_in_time_to_the_second_with_the_calls_grace_and_not_after()
    {
        var graced = new Deadline(Civil, TimeSpan.FromSeconds(300));
        var request = Ask(_dossier, due: graced);
        Assert.That(
            Build.CodesOf(() =>
                request.File(_dossier, Matter("x", "Plus long", "y"), [], Build.Carrier, graced.EndsAt)
            ),
            Is.EqualTo(new[] { "complement.due-passed" })
        );
        Assert.That(
            Build.CodesOf(() => request.AnswerNothing(_dossier, "", Build.Carrier, graced.EndsAt)),
            Is.EqualTo(new[] { "complement.due-passed" })
        );
        var last = graced.EndsAt.AddTicks(-1);
        Assert.That(
            request.File(_dossier, Matter("x", "Plus long", "y"), [], Build.Carrier, last).FiledAt,
            Is.EqualTo(last)
        );
    }

    [Test]
    public void Nothing_to_add_is_an_answer_and_the_filing_stays()
    {
        var request = Ask(_dossier);
        request.AnswerNothing(_dossier, "Tout y est.", Build.Carrier, Asked);
        request.AnswerNothing(_dossier, "Deux fois", Build.Carrier, Asked);
        Assert.That(
            request.Answer,
            Is.EqualTo(new ComplementAnswer(Build.Carrier, Asked, FilingId: null, "Tout y est."))
        );
        Assert.That((_dossier.Filings.Count, _dossier.ComplementsAsked), Is.EqualTo((1, (ComplementRequestId?)null)));
        Assert.That(
            Build.CodesOf(() => request.File(_dossier, Matter("x", "Long", "y"), [], Build.Carrier, Asked)),
            Is.EqualTo(new[] { "complement.answered" })
        );
    }

    [Test]
    public void Missed_it_moves_the_dossier_to_the_next_cut_off_where_everything_is_asked_anew()
    {
        _dossier.CheckEligibility(_wave, eligible: true, "", Build.Officer, Asked);
        var request = Ask(_dossier);
        Assert.That(request.Miss(_dossier, _wave, MissedComplements.NextCutOff, Due.EndsAt.AddTicks(-1)), Is.False);
        Assert.That(request.Miss(_dossier, _wave, MissedComplements.NextCutOff, Due.EndsAt), Is.True);
        Assert.Multiple(() =>
        {
            Assert.That(_dossier.CutOffId, Is.EqualTo(_wave.CutOffs[1].Id));
            Assert.That(_dossier.State, Is.EqualTo(DossierState.Filed));
            Assert.That(_dossier.Eligibility, Is.Null);
            Assert.That(_dossier.Filings, Has.Count.EqualTo(1), "what was filed counts for it");
            Assert.That(_dossier.IsFrozen(_wave, Due.EndsAt), Is.False);
            Assert.That(request.Missed!.MovedTo, Is.EqualTo(_wave.CutOffs[1].Id));
        });
        Assert.That(request.Miss(_dossier, _wave, MissedComplements.NextCutOff, Due.EndsAt.AddDays(1)), Is.False);
        Assert.That(_dossier.Events.OfType<DossierMoved>().Count(), Is.EqualTo(1), "twice changes nothing");
    }

    [Test]
    public void The_cut_off_that_was_next_at_the_date_is_meant_however_late_somebody_looks()
    {
        var request = Ask(_dossier);
        request.Miss(_dossier, _wave, MissedComplements.NextCutOff, Build.Paris(2024, 11, 1, 12, 0));
        Assert.That(_dossier.CutOffId, Is.EqualTo(_wave.CutOffs[1].Id));
        Assert.That(_dossier.IsFrozen(_wave, Build.Paris(2024, 11, 1, 12, 0)), Is.True);
    }

    [TestCase(MissedComplements.NextCutOff, "2024-10-20", TestName = "Where_no_cut_off_is_left_it_is_excluded")]
    [TestCase(MissedComplements.Exclude, "2024-04-20", TestName = "Where_the_call_says_so_it_is_excluded_at_once")]
    public void Missed(MissedComplements rule, string day)
    {
        var due = new Deadline(DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
        var request = Ask(_dossier, due: due);
        request.Miss(_dossier, _wave, rule, due.EndsAt);
        Assert.That(_dossier.State, Is.EqualTo(DossierState.Excluded));
        Assert.That(_dossier.Exclusion, Is.EqualTo(new Exclusion(request.Id, due.EndsAt)));
        Assert.That(
            Build.CodesOf(() => _dossier.CheckEligibility(_wave, true, "", Build.Officer, due.EndsAt)),
            Is.EqualTo(new[] { "dossier.excluded" })
        );
        Assert.That(
            Build.CodesOf(() => _dossier.Withdraw("", Build.Carrier, due.EndsAt)),
            Is.EqualTo(new[] { "dossier.excluded" })
        );
        Assert.That(
            Build.CodesOf(() => _dossier.File(Matter("Mieux", "x", "y"), () => "AP-2", Build.Carrier, due.EndsAt)),
            Is.EqualTo(new[] { "dossier.excluded" })
        );
        Assert.That(Build.CodesOf(() => Ask(_dossier, at: due.EndsAt)), Is.EqualTo(new[] { "dossier.excluded" }));
    }

    [Test]
    public void What_was_answered_or_withdrawn_is_not_missed()
    {
        var request = Ask(_dossier);
        request.AnswerNothing(_dossier, "", Build.Carrier, Asked);
        Assert.That(request.Miss(_dossier, _wave, MissedComplements.Exclude, Due.EndsAt), Is.False);
        var second = Ask(_dossier);
        second.Withdraw(_dossier, "Erreur", Build.Officer, Asked);
        Assert.That(second.Miss(_dossier, _wave, MissedComplements.Exclude, Due.EndsAt), Is.False);
        Assert.That(_dossier.State, Is.EqualTo(DossierState.Filed));
    }

    [Test]
    public void A_date_is_prolonged_to_a_later_one_before_it_has_passed()
    {
        var request = Ask(_dossier);
        Assert.That(
            Build.CodesOf(() => request.Prolong(Due, Build.Officer, Asked)),
            Is.EqualTo(new[] { "complement.not-later" })
        );
        var later = new Deadline(Civil.AddDays(3));
        request.Prolong(later, Build.Officer, Asked);
        Assert.That(request.Due, Is.EqualTo(later));
        Assert.That(
            Build.CodesOf(() => request.Prolong(new Deadline(Civil.AddDays(9)), Build.Officer, later.EndsAt)),
            Is.EqualTo(new[] { "complement.due-passed" })
        );
    }

    [Test]
    public void A_request_that_was_withdrawn_takes_no_answer()
    {
        var request = Ask(_dossier);
        request.Withdraw(_dossier, "Erreur", Build.Officer, Asked);
        Assert.That(_dossier.ComplementsAsked, Is.Null);
        Assert.That(
            Build.CodesOf(() => request.AnswerNothing(_dossier, "", Build.Carrier, Asked)),
            Is.EqualTo(new[] { "complement.withdrawn" })
        );
        Assert.That(Ask(_dossier).IsOpen, Is.True, "another one may follow");
    }

    [Test]
    public void Nothing_is_decided_while_complements_are_awaited()
    {
        Ask(_dossier);
        Assert.That(
            Build.CodesOf(() => _dossier.CheckEligibility(_wave, true, "", Build.Officer, Asked)),
            Is.EqualTo(new[] { "dossier.complements-awaited" })
        );
        var eligible = Build.Eligible(_call, _wave);
        Ask(eligible);
        Assert.That(
            Build.CodesOf(() => Decision.Take(eligible, new Ruling(Outcome.Rejected, "Motif"), Build.Officer, Asked)),
            Is.EqualTo(new[] { "dossier.complements-awaited" })
        );
    }

    private static IReadOnlyList<string> CodesOf(ComplementLetter letter)
    {
        var form = Build
            .Call(fields: [Build.Field("title", required: true), Build.Field("summary"), Build.Field("plan")])
            .CurrentForm;
        return [.. letter.Obstacles(form, Asked).Select(refusal => refusal.Code)];
    }

    private static ComplementLetter Letter(params (string Field, string Words)[] items) =>
        new([.. items.Select(item => new ComplementItem("project", item.Field, item.Words))], "", Due);

    private ComplementRequest Ask(
        Dossier dossier,
        (string Field, string Words)? item = null,
        Deadline? due = null,
        bool isDecided = false,
        DateTimeOffset? at = null
    )
    {
        var now = at ?? Asked;
        var letter = Letter(item ?? ("summary", "Précisez")) with { Due = due ?? Due };
        return ComplementRequest.Ask(dossier, _wave, _call.CurrentForm, letter, isDecided, Build.Officer, now);
    }

    private FilingMatter Matter(string title, string summary, string plan) =>
        Build.Matter(
            _call,
            _wave,
            answers: Answers.None.With("title", title).With("summary", summary).With("plan", plan)
        );

    private Attachment Attached(string field) =>
        new(
            _dossier.Id,
            "project",
            field,
            "plan.pdf",
            new StoredFile(AttachmentId.New(), 10, "hash"),
            Asked,
            Build.Carrier,
            Asked
        );
}
