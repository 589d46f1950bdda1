using Portal.Domain.Awards;
using Portal.Domain.Waves;

namespace Portal.Domain.Tests.Awards;

[TestFixture]
internal sealed class AwardTests
{
    private static readonly DateTimeOffset Now = Build.Paris(2024, 1, 16, 10, 0);
    private static readonly Deadline Until = new(Build.Civil(2024, 2, 15, 18, 0));
    private static readonly DossierId Entry = DossierId.New();

    private static readonly Wave Closed = Build.Wave(Build.Call(), 0, Build.Civil(2024, 1, 12, 18, 0));

    private static AwardEdition Announced(Deadline? until)
    {
        var edition = new AwardEdition(WaveId.New(), "category");
        edition.Announce(Closed, [new ShortlistEntry(Entry, "care")], until, Build.Officer, Now);
        return edition;
    }

    private static PublicVote Cast(AwardEdition edition, DossierId entry, DateTimeOffset at, string network = "") =>
        PublicVote.Cast(edition, entry, EmailAddress.Parse("a@b.example"), network, "clé", at);

    [Test]
    public void A_shortlist_has_three_a_category_at_most_and_is_announced_once()
    {
        var edition = new AwardEdition(WaveId.New(), "category");
        ShortlistEntry[] four = [.. Enumerable.Range(0, 4).Select(_ => new ShortlistEntry(DossierId.New(), "care"))];
        Assert.That(
            Build.CodesOf(() => edition.Announce(Closed, four, Until, Build.Officer, Now)),
            Is.EqualTo(new[] { "award.too-many" })
        );
        Assert.That(
            Build.CodesOf(() => edition.Announce(Closed, four[..1], Until, Build.Officer, Until.At.AddDays(1))),
            Is.EqualTo(new[] { "award.vote-ends-before" })
        );
        Assert.That(
            Build.CodesOf(() => edition.Announce(Closed, [], Until, Build.Officer, Now)),
            Is.EqualTo(new[] { "award.nothing-shortlisted" })
        );
        var open = Build.Wave(Build.Call());
        Assert.That(
            Build.CodesOf(() => edition.Announce(open, four[..1], Until, Build.Officer, Now)),
            Is.EqualTo(new[] { "award.not-closed" }),
            "entries can still be changed and withdrawn"
        );
        edition.Announce(Closed, four[..3], Until, Build.Officer, Now);
        Assert.That(
            Build.CodesOf(() => edition.Announce(Closed, four[..1], Until, Build.Officer, Now)),
            Is.EqualTo(new[] { "award.shortlisted-already" })
        );
    }

    [Test]
    public void The_public_votes_for_what_is_shortlisted_until_the_last_second_and_reads_the_count_afterwards()
    {
        var edition = Announced(Until);
        Assert.That(
            Build.CodesOf(() => Cast(edition, DossierId.New(), Now)),
            Is.EqualTo(new[] { "award.not-shortlisted" })
        );
        var vote = Cast(edition, Entry, Until.At);
        Assert.That(
            (edition.TellsVotesAt(Until.At), edition.TellsVotesAt(Until.EndsAt)),
            Is.EqualTo((false, true)),
            "never while it votes"
        );
        Assert.That(
            Build.CodesOf(() => vote.Confirm(edition, Entry, Until.EndsAt)),
            Is.EqualTo(new[] { "award.no-vote" })
        );
        Assert.That(
            Build.CodesOf(() => Cast(Announced(null), Entry, Now)),
            Is.EqualTo(new[] { "award.no-vote" }),
            "an edition without a public vote"
        );
    }

    [Test]
    public void Whose_address_it_is_chooses_the_entry_within_the_category_whatever_was_asked_for_with_it()
    {
        var (other, elsewhere) = (DossierId.New(), DossierId.New());
        var edition = new AwardEdition(WaveId.New(), "category");
        edition.Announce(
            Closed,
            [new(Entry, "care"), new(other, "care"), new(elsewhere, "data")],
            Until,
            Build.Officer,
            Now
        );
        var vote = Cast(edition, Entry, Now);
        Assert.That(
            Build.CodesOf(() => vote.Confirm(edition, elsewhere, Now)),
            Is.EqualTo(new[] { "award.not-shortlisted" })
        );
        vote.Confirm(edition, other, Now);
        Assert.That((vote.DossierId, vote.ConfirmedAt), Is.EqualTo((other, (DateTimeOffset?)Now)));
    }

    [Test]
    public void Votes_of_one_network_within_an_hour_are_shown_as_a_series()
    {
        List<CountedVote> votes =
        [
            .. Enumerable.Range(0, 4).Select(number => new CountedVote(Entry, "réseau", Now.AddMinutes(20 * number))),
            new(Entry, "autre", Now),
            new(Entry, "réseau", Now.AddMinutes(61)),
        ];
        Assert.That(VoteSeries.In(votes), Is.Empty, "four within the hour of the first, the fifth a minute late");
        votes[^1] = new CountedVote(Entry, "réseau", Now.AddMinutes(60));
        Assert.That(VoteSeries.In(votes).Single().Count, Is.EqualTo(5));
        votes.AddRange(
            Enumerable.Range(0, 6).Select(number => new CountedVote(Entry, "réseau", Now.AddMinutes(70 + number)))
        );
        Assert.That(VoteSeries.In(votes).Select(one => one.Count), Is.EqualTo(new[] { 6, 5 }), "the longest first");
    }
}
