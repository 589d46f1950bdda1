namespace Portal.Domain.Tests.Reviews;

[TestFixture]
internal sealed class ReviewTests
{
    private static readonly DateTimeOffset Now = Build.Closing.AddDays(5);
    private readonly Call _call = Build.Call();
    private Wave _wave = null!;
    private Dossier _dossier = null!;

    [SetUp]
    public void EligibleDossier()
    {
        _wave = Build.Wave(_call);
        _dossier = Build.Eligible(_call, _wave);
    }

    private Review Assigned(Expert? expert = null) =>
        Review.Assign(_dossier, expert ?? Build.Expert(_wave), _call.CurrentGrid, Build.Officer, Now);

    [Test]
    public void An_invitation_is_answered_once_within_its_time()
    {
        var pooled = Build.Pooled(_wave);
        var declined = Build.Invitation(pooled);
        declined.Decline("Absente", Now);
        Assert.That(Build.CodesOf(() => declined.Accept(Now)), Is.EqualTo(new[] { "review.invitation-answered" }));
        Assert.That(
            Build.CodesOf(() => _ = new Expert(declined, pooled, PersonId.New(), Now)),
            Is.EqualTo(new[] { "review.invitation-not-accepted" })
        );

        var late = Build.Invitation(Build.Pooled(_wave));
        Assert.That(
            Build.CodesOf(() => late.Accept(late.ExpiresAt)),
            Is.EqualTo(new[] { "review.invitation-expired" })
        );
        late.Accept(late.ExpiresAt.AddTicks(-1));
        late.Accept(late.ExpiresAt.AddDays(1));
        Assert.That(late.Events.OfType<InvitationAnswered>().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Who_declined_or_let_the_time_pass_can_be_invited_again()
    {
        var pooled = Build.Pooled(_wave);
        var invitation = Build.Invitation(pooled);
        void Renew(DateTimeOffset at) => invitation.Renew(pooled, "another", Build.Officer, at);
        Assert.That(Build.CodesOf(() => Renew(Now)), Is.EqualTo(new[] { "review.already-invited" }), "still open");
        invitation.Decline("Absente", Now);
        Renew(Now.AddDays(1));
        Assert.That((invitation.Answer, invitation.TokenHash), Is.EqualTo(((InvitationAnswer?)null, "another")));
        Renew(invitation.ExpiresAt);
        invitation.Accept(invitation.InvitedAt.AddDays(1));
        Assert.That(
            Build.CodesOf(() => Renew(invitation.ExpiresAt.AddDays(1))),
            Is.EqualTo(new[] { "review.already-invited" }),
            "accepted"
        );
    }

    [Test]
    public void A_dossier_goes_to_nobody_in_conflict()
    {
        var expert = Build.Expert(_wave);
        expert.Pool.NoteConflict(_dossier.Id, "Famille", Build.Officer, Now);
        Assert.That(Build.CodesOf(() => Assigned(expert)), Is.EqualTo(new[] { "review.conflict-noted" }));
    }

    [Test]
    public void A_dossier_goes_to_nobody_of_its_own_team_of_another_wave_unsigned_or_undeclared()
    {
        var own = Build.Expert(_wave);
        var dossier = Build.Draft(_call, _wave);
        Build.Join(dossier, own.Person, MemberRole.Reader);
        dossier.File(Build.Matter(_call, _wave), () => "n", Build.Carrier, Build.Opening.AddDays(2));
        dossier.CheckEligibility(_wave, eligible: true, "", Build.Officer, Build.Closing.AddDays(1));
        Assert.That(Review.ObstacleToAssigning(dossier, own)!.Code, Is.EqualTo("review.own-dossier"));
        Assert.That(
            Build.CodesOf(() => Assigned(Build.Expert(Build.Wave(_call)))),
            Is.EqualTo(new[] { "review.not-in-wave" })
        );
        Assert.That(
            Build.CodesOf(() => Assigned(Build.Expert(_wave, signed: false))),
            Is.EqualTo(new[] { "review.charter-not-signed" })
        );
        Assert.That(
            Build.CodesOf(() => Assigned(Build.Expert(_wave, declared: false))),
            Is.EqualTo(new[] { "review.conflicts-not-declared" })
        );
        Assert.That(
            Build.CodesOf(() =>
                Review.Assign(Build.Filed(_call, _wave), Build.Expert(_wave), _call.CurrentGrid, Build.Officer, Now)
            ),
            Is.EqualTo(new[] { "review.not-eligible" })
        );
    }

    [Test]
    public void A_dossier_found_eligible_after_the_declaration_waits_until_it_is_completed()
    {
        var expert = Build.Expert(_wave);
        var late = Build.Filed(_call, _wave);
        late.CheckEligibility(_wave, eligible: true, "", Build.Officer, expert.ConflictsDeclaredAt!.Value.AddHours(1));
        Assert.That(Review.ObstacleToAssigning(late, expert)!.Code, Is.EqualTo("review.declaration-too-old"));
        expert.DeclareConflicts(new Dictionary<DossierId, string>(), late.Eligibility!.At.AddHours(1));
        Assert.That(Review.ObstacleToAssigning(late, expert), Is.Null);
    }

    [Test]
    public void Conflicts_are_declared_after_the_charter_and_never_forgotten()
    {
        var expert = Build.Expert(_wave, signed: false);
        Assert.That(
            Build.CodesOf(() => expert.DeclareConflicts(new Dictionary<DossierId, string>(), Now)),
            Is.EqualTo(new[] { "review.charter-not-signed" })
        );
        expert.SignCharter(Now);
        expert.DeclareConflicts(new Dictionary<DossierId, string> { [_dossier.Id] = "Famille" }, Now);
        expert.DeclareConflicts(new Dictionary<DossierId, string>(), Now);
        Assert.That(expert.IsInConflictWith(_dossier.Id), Is.True);
    }

    [Test]
    public void A_submitted_review_has_its_weighted_score_and_no_longer_changes()
    {
        var review = Assigned();
        review.Save(Build.Sheet(), 0, Now);
        review.Submit(_call.CurrentGrid, Now);
        review.Submit(_call.CurrentGrid, Now.AddDays(1));
        Assert.That((review.Score, review.SubmittedAt), Is.EqualTo(((decimal?)4.2m, (DateTimeOffset?)Now)));
        Assert.That(Build.CodesOf(() => review.Save(Build.Sheet(), 1, Now)), Is.EqualTo(new[] { "review.submitted" }));
        Assert.That(Build.CodesOf(() => review.Recuse("Trop tard", Now)), Is.EqualTo(new[] { "review.submitted" }));
    }

    [Test]
    public void An_incomplete_review_is_refused_with_all_that_it_lacks()
    {
        var review = Assigned();
        review.Save(new ReviewSheet([new CriterionReview("impact", 7, "", "")], "", ""), 0, Now);
        Assert.That(
            Build.CodesOf(() => review.Submit(_call.CurrentGrid, Now)),
            Is.EqualTo(new[] { "review.mark-out-of-scale", "review.mark-missing", "review.comment-to-carrier-missing" })
        );
    }

    [Test]
    public void A_review_saved_in_another_tab_is_not_overwritten_unseen()
    {
        var review = Assigned();
        review.Save(Build.Sheet(), 0, Now);
        Assert.That(Build.CodesOf(() => review.Save(Build.Sheet(1), 0, Now)), Is.EqualTo(new[] { "review.changed" }));
        Assert.That(review.Sheet.For("impact").Mark, Is.EqualTo(5));
    }

    [Test]
    public void Who_steps_aside_says_why_and_is_out()
    {
        var review = Assigned();
        Assert.That(Build.CodesOf(() => review.Recuse(" ", Now)), Is.EqualTo(new[] { "review.reason-needed" }));
        review.Recuse("Conflit découvert", Now);
        Assert.That(Build.CodesOf(() => review.Save(Build.Sheet(), 0, Now)), Is.EqualTo(new[] { "review.recused" }));
    }

    [Test]
    public void Each_save_is_kept_and_restoring_one_is_a_save()
    {
        var review = Assigned();
        review.Save(Build.Sheet(1), 0, Now);
        review.Save(Build.Sheet(2), 1, Now);
        review.Restore(review.Versions[0], 2, Now);
        Assert.That(review.Sheet.For("impact").Mark, Is.EqualTo(1));
        Assert.That(review.Versions.Select(one => one.Revision), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(review.Versions[^1].Kind, Is.EqualTo(ReviewVersionKind.Restored));
        Assert.That(
            Build.CodesOf(() => review.Restore(review.Versions[0], 2, Now)),
            Is.EqualTo(new[] { "review.changed" })
        );
    }

    [Test]
    public void A_reopened_review_counts_as_it_was_until_another_version_is_submitted()
    {
        var review = Assigned();
        review.Save(Build.Sheet(), 0, Now);
        Assert.That(
            Build.CodesOf(() => review.Reopen("Relu", PanelDoor.Open, Now)),
            Is.EqualTo(new[] { "review.not-submitted" })
        );
        review.Submit(_call.CurrentGrid, Now);
        review.Reopen("Relu", PanelDoor.Open, Now.AddDays(1));
        review.Save(Build.Sheet(impact: 1), review.Revision, Now.AddDays(1));
        Assert.That((review.Score, review.Sheet.For("impact").Mark), Is.EqualTo(((decimal?)4.2m, (int?)5)));
        Assert.That(
            Build.CodesOf(() => review.Recuse("Trop tard", Now)),
            Is.EqualTo(new[] { "review.submitted" }),
            "what was submitted counts"
        );
        review.Submit(_call.CurrentGrid, Now.AddDays(2));
        Assert.That((review.Score, review.SubmittedAt), Is.EqualTo(((decimal?)1.8m, (DateTimeOffset?)Now)));
        Assert.That(review.ChangedAt, Is.EqualTo(Now.AddDays(2)));
        Assert.That(
            Build.CodesOf(() => review.Save(Build.Sheet(), review.Revision, Now)),
            Is.EqualTo(new[] { "review.submitted" })
        );
    }

    [Test]
    public void Nothing_changes_once_the_panel_is_closed_or_the_decision_listed()
    {
        var (closed, listed) = (new PanelDoor(true, false), new PanelDoor(false, true));
        var review = Assigned();
        review.Save(Build.Sheet(), 0, Now);
        Assert.That(
            Build.CodesOf(() => review.Submit(_call.CurrentGrid, Now, closed)),
            Is.EqualTo(new[] { "review.panel-closed" })
        );
        review.Submit(_call.CurrentGrid, Now);
        Assert.That(
            Build.CodesOf(() => review.Reopen("Relu", closed, Now)),
            Is.EqualTo(new[] { "review.panel-closed" })
        );
        Assert.That(
            Build.CodesOf(() => review.HandBack("Un mot", conflict: null, listed, Build.Officer, Now)),
            Is.EqualTo(new[] { "review.decision-listed" })
        );
        review.HandBack("Précisez la méthode.", conflict: null, PanelDoor.Open, Build.Officer, Now);
        Assert.That(
            Build.CodesOf(() => review.Submit(_call.CurrentGrid, Now, listed)),
            Is.EqualTo(new[] { "review.decision-listed" })
        );
    }

    [Test]
    public void A_dossier_is_taken_only_from_who_has_not_submitted()
    {
        var review = Assigned();
        Assert.That(
            Build.CodesOf(() => review.TakeAway(" ", conflict: null, Build.Officer, Now)),
            Is.EqualTo(new[] { "review.word-needed" })
        );
        review.Save(Build.Sheet(), 0, Now);
        review.Submit(_call.CurrentGrid, Now);
        Assert.That(
            Build.CodesOf(() => review.TakeAway("En retard", conflict: null, Build.Officer, Now)),
            Is.EqualTo(new[] { "review.submitted" })
        );
        var late = Assigned();
        late.TakeAway("En retard", conflict: null, Build.Officer, Now);
        Assert.That(late.SetAsideAt, Is.EqualTo(Now));
    }

    [Test]
    public void What_an_expert_in_conflict_submitted_is_taken_too_and_is_asked_of_nobody_anew()
    {
        var review = Assigned();
        review.Save(Build.Sheet(), 0, Now);
        review.Submit(_call.CurrentGrid, Now);
        var pooled = Build.Pooled(_wave);
        pooled.NoteConflict(review.DossierId, "Même laboratoire", Build.Officer, Now);
        var conflict = pooled.StandingWith(review.DossierId);
        Assert.That(
            Build.CodesOf(() => review.HandBack("Un mot", conflict, PanelDoor.Open, Build.Officer, Now)),
            Is.EqualTo(new[] { "review.conflict-noted" })
        );
        review.TakeAway("Un conflit", conflict, Build.Officer, Now);
        Assert.That(review.SetAsideAt, Is.EqualTo(Now));
    }

    [Test]
    public void A_doubt_about_eligibility_is_told_once()
    {
        var review = Assigned();
        review.RaiseDoubt("Un membre est étranger.", Now);
        Assert.That(Build.CodesOf(() => review.RaiseDoubt("Encore", Now)), Is.EqualTo(new[] { "review.doubt-raised" }));
        Assert.That(review.Events.OfType<EligibilityDoubted>().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Only_who_has_submitted_discusses_and_whoever_is_mentioned_is_told()
    {
        var review = Assigned();
        var (other, names) = (ReviewId.New(), new Dictionary<string, ReviewId> { ["K"] = review.Id });
        names["B"] = other;
        DiscussionMessage Say(string text, PanelDoor? door = null) =>
            DiscussionMessage.FromExpert(review, text, names, door ?? PanelDoor.Open, Now);
        Assert.That(Build.CodesOf(() => Say("Bonjour")), Is.EqualTo(new[] { "review.not-submitted" }));
        review.Save(Build.Sheet(), 0, Now);
        review.Submit(_call.CurrentGrid, Now);
        Assert.That(Build.CodesOf(() => Say(" ")), Is.EqualTo(new[] { "review.nothing-said" }));
        Assert.That(
            Build.CodesOf(() => Say("Trop tard", new PanelDoor(true, false))),
            Is.EqualTo(new[] { "review.panel-closed" })
        );
        var said = Say("@B, @k et @Bernard : relisons.");
        Assert.That(said.Events.OfType<DiscussionMentioned>().Select(one => one.Review), Is.EqualTo(new[] { other }));
        Assert.That(Say("À @Bernard").Events.OfType<DiscussionMentioned>(), Is.Empty, "a longer word is no mention");
        Assert.That(
            Build.CodesOf(() => said.Strike("", isStaff: false, PersonId.New(), Now)),
            Is.EqualTo(new[] { "review.not-your-message" })
        );
        said.Strike("Erreur de dossier", isStaff: true, Build.Officer, Now);
        Assert.That(
            (said.Text, said.Struck!.Note),
            Is.EqualTo(("@B, @k et @Bernard : relisons.", "Erreur de dossier"))
        );
    }

    [Test]
    public void What_was_promised_to_be_hidden_stays_so_once_a_dossier_is_assigned()
    {
        var (open, hidden) = (ReviewTerms.Usual, new ReviewTerms(CarrierHidden: true, ExpertsNamed: false));
        _wave.SetTerms(hidden, isBegun: true, Build.Officer, Now);
        Assert.That(
            Build.CodesOf(() => _wave.SetTerms(open, isBegun: true, Build.Officer, Now)),
            Is.EqualTo(new[] { "wave.terms-promised" })
        );
        Assert.That(
            Build.CodesOf(() => _wave.SetTerms(hidden with { ExpertsNamed = true }, isBegun: true, Build.Officer, Now)),
            Is.EqualTo(new[] { "wave.terms-promised" })
        );
        _wave.SetTerms(open, isBegun: false, Build.Officer, Now);
        Assert.That(_wave.Terms, Is.EqualTo(open));
    }

    [Test]
    public void The_panel_is_closed_once_its_date_has_passed()
    {
        Assert.That(
            Build.CodesOf(() => _wave.ClosePanel(Build.Officer, Now)),
            Is.EqualTo(new[] { "wave.reviews-not-due" })
        );
        _wave.SetReviewsDue(new Deadline(Now.AddDays(1).DateTime), Build.Officer, Now);
        Assert.That(
            Build.CodesOf(() => _wave.ClosePanel(Build.Officer, Now)),
            Is.EqualTo(new[] { "wave.reviews-not-due" })
        );
        _wave.ClosePanel(Build.Officer, Now.AddDays(2));
        _wave.ReopenPanel(Build.Officer, Now.AddDays(3));
        Assert.That(_wave.PanelClosed, Is.Null);
    }
}
