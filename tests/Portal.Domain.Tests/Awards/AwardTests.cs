using Portal.Domain.Awards;

namespace Portal.Domain.Tests.Awards;

[TestFixture]
internal sealed class AwardTests
{
    private static readonly DateTimeOffset Now = Build.Paris(2024, 1, 16, 10, 0);
    private static readonly Deadline Until = new(Build.Civil(2024, 2, 15, 18, 0));
    private static readonly DossierId Entry = DossierId.New();

    private static AwardEdition Announced(Deadline? until)
    {
        var edition = new AwardEdition(WaveId.New(), "category");
        edition.Announce([new ShortlistEntry(Entry, "care")], until, Build.Officer, Now);
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
            Build.CodesOf(() => edition.Announce(four, Until, Build.Officer, Now)),
            Is.EqualTo(new[] { "award.too-many" })
        );
        Assert.That(
            Build.CodesOf(() => edition.Announce(four[..1], Until, Build.Officer, Until.At.AddDays(1))),
            Is.EqualTo(new[] { "award.vote-ends-before" })
        );
        edition.Announce(four[..3], Until, Build.Officer, Now);
        Assert.That(
            Build.CodesOf(() => edition.Announce(four[..1], Until, Build.Officer, Now)),
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
        edition.Announce([new(Entry, "care"), new(other, "care"), new(elsewhere, "data")], Until, Build.Officer, Now);
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
        var edition = Announced(Until);
        List<PublicVote> votes =
        [
            .. Enumerable.Range(0, 5).Select(number => Cast(edition, Entry, Now.AddMinutes(number), "réseau")),
        ];
        votes.Add(Cast(edition, Entry, Now, "autre"));
        foreach (var vote in votes.Skip(1))
            vote.Confirm(edition, Entry, Now.AddMinutes(10));
        Assert.That(VoteSeries.In(votes), Is.Empty, "four that count");
        votes[0].Confirm(edition, Entry, Now.AddMinutes(10));
        Assert.That(VoteSeries.In(votes).Single().Count, Is.EqualTo(5));
    }
}
