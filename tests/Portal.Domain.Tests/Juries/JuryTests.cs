using Portal.Domain.Juries;

namespace Portal.Domain.Tests.Juries;

[TestFixture]
internal sealed class JuryTests
{
    private static readonly DateTimeOffset Now = Build.Closing.AddDays(30);
    private static readonly PersonId Staff = Build.Officer;
    private static readonly AtDoor Door = new(new HashSet<PersonId>(), Now);
    private readonly PersonId _chair = PersonId.New();
    private readonly PersonId _secretary = PersonId.New();
    private readonly PersonId _anne = PersonId.New();
    private readonly PersonId _bruno = PersonId.New();
    private readonly DossierId _first = DossierId.New();
    private readonly DossierId _second = DossierId.New();
    private Jury _jury = null!;
    private Sitting _sitting = null!;

    [SetUp]
    public void SeatedJury()
    {
        _jury = Jury.Found(WaveId.New(), "Jury", quorum: 60, Staff, Now);
        _jury.Seat(_chair, JuryRole.Chair, Staff, Now);
        _jury.Seat(_secretary, JuryRole.Secretary, Staff, Now);
        _jury.Seat(_anne, JuryRole.Member, Staff, Now);
        _jury.Seat(_bruno, JuryRole.Member, Staff, Now);
        foreach (var member in _jury.Members)
            _jury.DeclareConflicts(member.Person, new Dictionary<DossierId, string>(), Now);
        _sitting = Sitting.Plan(_jury, new Deadline(Build.Civil(2024, 5, 14, 14, 0)), "Salle", Staff, Now);
        _sitting.PutOnAgenda([_first, _second], minutes: 20, Staff, Now);
    }

    [Test]
    public void A_jury_has_one_chair_and_one_secretary_before_it_sits()
    {
        Assert.That(
            Build.CodesOf(() => _jury.Seat(_anne, JuryRole.Chair, Staff, Now)),
            Is.EqualTo(new[] { "jury.one-chair" })
        );
        Assert.That(
            Build.CodesOf(() => _jury.Seat(_anne, JuryRole.Secretary, Staff, Now)),
            Is.EqualTo(new[] { "jury.one-secretary" })
        );
        _jury.Seat(_chair, JuryRole.Member, Staff, Now);
        _jury.Release(_secretary, Staff, Now);
        Assert.That(
            Build.CodesOf(() => _sitting.Open(_jury, Staff, Now)),
            Is.EqualTo(new[] { "jury.chair-missing", "jury.secretary-missing" })
        );
    }

    [Test]
    public void Nobody_is_seated_or_released_while_it_sits_and_the_agenda_stays()
    {
        Open();
        Assert.Multiple(() =>
        {
            Assert.That(
                Build.CodesOf(() => _jury.Seat(PersonId.New(), JuryRole.Member, Staff, Now)),
                Is.EqualTo(new[] { "jury.in-session" })
            );
            Assert.That(Build.CodesOf(() => _jury.Release(_anne, Staff, Now)), Is.EqualTo(new[] { "jury.in-session" }));
            Assert.That(
                Build.CodesOf(() => _sitting.PutOnAgenda([DossierId.New()], 20, Staff, Now)),
                Is.EqualTo(new[] { "jury.opened" })
            );
        });
    }

    [Test]
    public void Who_has_not_gone_through_the_titles_stays_outside()
    {
        var late = PersonId.New();
        _jury.Seat(late, JuryRole.Member, Staff, Now);
        Open();
        Assert.That(
            Build.CodesOf(() => _sitting.Enter(_jury, late, Door, late, Now)),
            Is.EqualTo(new[] { "jury.declare-first" })
        );
        _jury.DeclareConflicts(late, new Dictionary<DossierId, string>(), Now);
        _sitting.Enter(_jury, late, Door, late, Now);
        Assert.That(_sitting.PresentAt(Now), Does.Contain(late));
    }

    [Test]
    public void A_declaration_from_before_the_last_dossier_was_eligible_does_not_let_in()
    {
        Open();
        var door = Door with { LastEligibleAt = Now.AddTicks(1) };
        Assert.That(
            Build.CodesOf(() => _sitting.Enter(_jury, _anne, door, _anne, Now.AddDays(1))),
            Is.EqualTo(new[] { "jury.declare-first" })
        );
        _jury.DeclareConflicts(_anne, new Dictionary<DossierId, string>(), Now.AddTicks(1));
        _sitting.Enter(_jury, _anne, door, _anne, Now.AddDays(1));
    }

    [Test]
    public void Who_comes_in_or_declares_a_conflict_while_its_item_is_called_stands_among_who_left()
    {
        Open(_chair, _bruno);
        Call(_first);
        _sitting.Enter(_jury, _anne, Door with { InConflict = new HashSet<PersonId> { _anne } }, _anne, Now);
        _sitting.HearOfConflicts(_chair, [_second], Now);
        _sitting.HearOfConflicts(_secretary, [_first], Now);
        Assert.That(_sitting.Items[0].Away, Is.EqualTo(new[] { _anne }), "of what isn't called, or from outside");
        _sitting.HearOfConflicts(_bruno, [_first], Now);
        Assert.That(_sitting.Items[0].Away, Is.EqualTo(new[] { _anne, _bruno }));
    }

    [Test]
    public void Who_is_in_conflict_leaves_and_counts_neither_as_a_voter_nor_for_the_quorum()
    {
        Open(_chair, _anne);
        // Two of three are 60 %; without Bruno two of two are.
        Call(_first, inConflict: [_anne]);
        Assert.That(_sitting.Items[0].Away, Is.EqualTo(new[] { _anne }));
        Assert.That(
            Build.CodesOf(() => Vote(inConflict: [_anne])),
            Is.EqualTo(new[] { "jury.no-quorum" }),
            "one of the two who may vote is there"
        );
        Call(_second, inConflict: [_bruno]);
        var poll = Vote(inConflict: [_bruno]);
        Assert.That((poll.Required, poll.Voters.Count), Is.EqualTo((2, 2)));
        Assert.That(
            Build.CodesOf(() => poll.CastBallot(_sitting, _bruno, Poll.For, Now)),
            Is.EqualTo(new[] { "jury.not-asked" })
        );
    }

    [Test]
    public void One_votes_once_and_only_while_there_and_in_time()
    {
        Open(_chair, _secretary, _anne, _bruno);
        Call(_first);
        var poll = Vote(seconds: 60);
        poll.CastBallot(_sitting, _anne, Poll.For, Now);
        _sitting.Leave(_bruno, _bruno, Now.AddSeconds(1));
        Assert.Multiple(() =>
        {
            Assert.That(
                Build.CodesOf(() => poll.CastBallot(_sitting, _anne, Poll.Against, Now)),
                Is.EqualTo(new[] { "jury.has-voted" })
            );
            Assert.That(
                Build.CodesOf(() => poll.CastBallot(_sitting, _secretary, Poll.For, Now)),
                Is.EqualTo(new[] { "jury.not-asked" }),
                "a secretary doesn't vote"
            );
            Assert.That(
                Build.CodesOf(() => poll.CastBallot(_sitting, _bruno, Poll.For, Now.AddSeconds(2))),
                Is.EqualTo(new[] { "jury.not-asked" }),
                "gone"
            );
            Assert.That(
                Build.CodesOf(() => poll.CastBallot(_sitting, _chair, "7", Now)),
                Is.EqualTo(new[] { "jury.no-such-choice" })
            );
            Assert.That(
                Build.CodesOf(() => poll.CastBallot(_sitting, _chair, Poll.For, Now.AddSeconds(60))),
                Is.EqualTo(new[] { "jury.poll-over" })
            );
        });
        poll.CastBallot(_sitting, _chair, Poll.For, Now.AddSeconds(60).AddTicks(-1));
    }

    [Test]
    public void The_last_vote_ends_it_and_the_next_item_is_called_only_then()
    {
        Open(_chair, _anne);
        Call(_first);
        var poll = Vote();
        poll.CastBallot(_sitting, _anne, Poll.For, Now);
        Assert.That(Build.CodesOf(() => Call(_second)), Is.EqualTo(new[] { "jury.poll-under-way" }));
        Assert.That(Build.CodesOf(() => Vote()), Is.EqualTo(new[] { "jury.poll-under-way" }));
        Assert.That(
            Build.CodesOf(() => _sitting.Close(_jury, Staff, Now)),
            Is.EqualTo(new[] { "jury.poll-under-way" })
        );
        poll.CastBallot(_sitting, _chair, Poll.Against, Now);
        Assert.That(poll.ClosedAt, Is.EqualTo(Now));
        Assert.That(PollOutcome.Of(poll.Kind, poll.Tally, poll.HadQuorum)!.IsCarried, Is.False, "a tie is lost");
        Call(_second);
    }

    [Test]
    public void A_vote_at_whose_end_too_few_are_there_is_void()
    {
        Open(_chair, _anne, _bruno);
        Call(_first);
        var poll = Vote(seconds: 60);
        poll.CastBallot(_sitting, _anne, Poll.For, Now);
        poll.CastBallot(_sitting, _chair, Poll.For, Now);
        _sitting.Leave(_anne, _anne, Now.AddSeconds(10));
        _sitting.Leave(_bruno, _bruno, Now.AddSeconds(10));
        poll.Close(_sitting, by: null, Now.AddMinutes(5));
        Assert.That((poll.ClosedAt, poll.HadQuorum), Is.EqualTo((Now.AddSeconds(60), false)));
        Assert.That(PollOutcome.Of(poll.Kind, poll.Tally, poll.HadQuorum), Is.Null);
    }

    [Test]
    public void Of_a_secret_vote_only_who_voted_and_the_tally_are_kept()
    {
        Open(_chair, _anne, _bruno);
        Call(_first);
        var poll = Vote(isSecret: true, kind: PollKind.Mark);
        poll.CastBallot(_sitting, _anne, "5", Now);
        poll.CastBallot(_sitting, _bruno, "2", Now);
        poll.CastBallot(_sitting, _chair, Poll.Abstain, Now);
        Assert.Multiple(() =>
        {
            Assert.That(poll.Voters, Has.All.Property(nameof(PollVoter.HasVoted)).True);
            Assert.That(poll.Voters, Has.All.Property(nameof(PollVoter.Choice)).Null);
            Assert.That(poll.Events.OfType<BallotCast>(), Has.All.Property(nameof(BallotCast.Choice)).Null);
            Assert.That((poll.Tally["5"], poll.Tally["2"], poll.Tally[Poll.Abstain]), Is.EqualTo((1, 1, 1)));
            Assert.That(PollOutcome.Of(poll.Kind, poll.Tally, poll.HadQuorum)!.Mean, Is.EqualTo(3.5m));
        });
    }

    [Test]
    public void A_secret_vote_is_not_ended_by_hand_and_of_two_ballots_tells_nothing()
    {
        Open(_chair, _anne, _bruno);
        Call(_first);
        var poll = Vote(isSecret: true);
        poll.CastBallot(_sitting, _anne, Poll.For, Now);
        Assert.That(
            Build.CodesOf(() => poll.Close(_sitting, _chair, Now)),
            Is.EqualTo(new[] { "jury.secret-stays-open" })
        );
        poll.CastBallot(_sitting, _bruno, Poll.For, Now);
        poll.Close(_sitting, by: null, poll.ClosesAt);
        Assert.Multiple(() =>
        {
            Assert.That(poll.Told, Is.Empty);
            Assert.That(MinutesCount.Of(poll), Is.Empty);
            Assert.That(poll.Events.OfType<PollClosed>().Single().Tally, Is.Empty);
            var outcome = PollOutcome.Of(poll.Kind, poll.Told, poll.HadQuorum);
            Assert.That(outcome, Is.EqualTo(new PollOutcome(IsCarried: null, Mean: null, IsWithheld: true)));
        });
    }

    [Test]
    public void A_vote_in_which_too_few_voted_is_void_even_where_all_are_there()
    {
        Open(_chair, _anne, _bruno);
        Call(_first);
        var poll = Vote();
        poll.CastBallot(_sitting, _anne, Poll.For, Now);
        poll.Close(_sitting, _chair, Now);
        Assert.That((poll.Required, poll.HadQuorum), Is.EqualTo((2, false)));
    }

    [Test]
    public void Minutes_are_signed_by_who_chaired_and_who_wrote_as_they_read_them()
    {
        Open(_chair, _anne);
        Assert.That(
            Build.CodesOf(() => Minutes.DrawUp(_sitting, 1, "{}", Staff, Now)),
            Is.EqualTo(new[] { "jury.still-sitting" })
        );
        _sitting.Close(_jury, Staff, Now.AddHours(2));
        // Who is seated after doesn't sign for who sat.
        _jury.Release(_chair, Staff, Now.AddDays(1));
        _jury.Seat(_anne, JuryRole.Chair, Staff, Now.AddDays(1));
        var minutes = Minutes.DrawUp(_sitting, 1, "{}", Staff, Now.AddDays(1));
        Assert.Multiple(() =>
        {
            Assert.That(Build.CodesOf(() => Sign(minutes, _anne)), Is.EqualTo(new[] { "jury.not-signer" }));
            Assert.That(
                Build.CodesOf(() => Sign(minutes, _chair, sha256: "other")),
                Is.EqualTo(new[] { "jury.other-minutes" })
            );
            Assert.That(
                Build.CodesOf(() => Sign(minutes, _chair, isNewest: false)),
                Is.EqualTo(new[] { "jury.other-minutes" }),
                "there is a later version"
            );
        });
        Sign(minutes, _chair);
        Sign(minutes, _chair);
        Assert.That(minutes.IsSigned, Is.False, "one alone signs once");
        Sign(minutes, _secretary);
        Assert.That(minutes.IsSigned, Is.True);
    }

    private void Sign(Minutes minutes, PersonId by, bool isNewest = true, string? sha256 = null) =>
        minutes.Sign(_sitting, isNewest, sha256 ?? minutes.Sha256, by, Now.AddDays(2));

    private void Open(params PersonId[] present)
    {
        _sitting.Open(_jury, Staff, Now);
        foreach (var person in present)
            _sitting.Enter(_jury, person, Door, person, Now);
    }

    private void Call(DossierId dossier, params PersonId[] inConflict) =>
        _sitting.Call(_sitting.Items.Single(item => item.DossierId == dossier).Id, inConflict.ToHashSet(), _chair, Now);

    private Poll Vote(
        PersonId[]? inConflict = null,
        int seconds = 60,
        bool isSecret = false,
        PollKind kind = PollKind.Opinion
    ) =>
        Poll.Open(
            _sitting,
            _jury,
            new PollTerms(kind, isSecret, seconds, new MarkScale(1, 6, [])),
            (inConflict ?? []).ToHashSet(),
            _chair,
            Now
        );
}
