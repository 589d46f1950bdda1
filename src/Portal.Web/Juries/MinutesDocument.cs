using Portal.Domain.Juries;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Juries;

/// <summary>The minutes of a sitting as a document to print and to keep, in the reader's language.</summary>
public sealed class MinutesDocument(Texts texts)
{
    private const string Style =
        "@page{@bottom-left{content:string(hash);font-size:7pt;width:75%} @bottom-right{content:counter(page) ' / ' counter(pages);font-size:8pt}} .hash{string-set:hash content()}";

    public string FileNameOf(MinutesVersion minutes) =>
        $"{texts["juries.minutes-file"]}-{minutes.Sha256[..8]}-{minutes.Version}.pdf";

    public string Write(MinutesVersion minutes)
    {
        var content = minutes.Content;
        var html = new HtmlDocument(texts.Language, $"{texts["juries.minutes"]} – {content.Jury}", Style);
        html.Text("h1", texts["juries.minutes"])
            .Text("p", $"{content.Jury} – {content.Call.In(texts.Language)}, {texts["calls.wave", content.Wave]}");
        html.Open("dl")
            .Fact(texts["juries.opened-at"], Moment(content.OpenedAt))
            .Fact(texts["juries.closed-at"], Moment(content.ClosedAt))
            .Fact(texts["juries.place"], content.Place)
            .Fact(texts["juries.quorum"], texts["juries.quorum-of", content.QuorumPercent])
            .Fact(texts["juries.version"], $"{minutes.Version}")
            .Fact(texts["juries.sha256"], minutes.Sha256, "hash")
            .Close("dl");
        Members(html, content);
        foreach (var item in content.Items)
            Item(html, item);
        if (minutes.Withheld > 0)
            html.Text("p", texts.Counted("juries.withheld", minutes.Withheld), "mark");
        Signatures(html, minutes);
        return html.ToString();
    }

    private void Members(HtmlDocument html, MinutesContent content)
    {
        var words = new PresenceWords(texts);
        html.Text("h2", texts["juries.members"]).Open("table");
        html.Row("th", [texts["people.name"], texts["juries.role"], texts["juries.presence"]], "thead").Open("tbody");
        foreach (var member in content.Members)
            html.Row("td", [member.Name, texts[$"juries.role-{member.Role}"], words.Of(member)]);
        html.Close("tbody").Close("table");
    }

    private void Item(HtmlDocument html, MinutesItem item)
    {
        html.Text("h2", $"{item.Place}. {item.Number} – {item.Title}");
        html.Text(
            "p",
            item.CalledAt is { } called ? texts["juries.called-at", Dates.Time(called)] : texts["juries.not-called"]
        );
        if (item.Away.Count > 0)
            html.Text("p", texts["juries.left-room", string.Join(", ", item.Away)]);
        if (item.Notes.Length > 0)
            html.Text("h3", texts["juries.notes"]).Text("p", item.Notes);
        foreach (var poll in item.Polls)
            Poll(html, poll);
        if (item.Proposal.Length > 0)
            html.Text("h3", texts["juries.proposal"]).Text("p", item.Proposal);
    }

    private void Poll(HtmlDocument html, MinutesPoll poll)
    {
        var words = new PollWords(texts);
        html.Text("h3", texts[poll.IsSecret ? "juries.secret-vote" : "juries.open-vote"])
            .Text("p", texts["juries.vote-at", Dates.Time(poll.OpenedAt), poll.Voters, poll.Required]);
        html.Text("p", words.Of(poll.Kind, poll.Tally, poll.HadQuorum), "mark");
        if (poll.Tally.Count == 0)
            return;
        html.Open("table").Row("th", [texts["juries.choice"], texts["juries.votes"]], "thead").Open("tbody");
        foreach (var count in poll.Tally)
            html.Row("td", [words.Choice(count.Choice), $"{count.Votes}"]);
        html.Close("tbody").Close("table");
        if (poll.Choices.Count > 0)
            html.Text("p", string.Join(" ; ", poll.Choices.Select(one => $"{one.Name} : {words.Choice(one.Choice)}")));
    }

    private void Signatures(HtmlDocument html, MinutesVersion minutes)
    {
        html.Text("h2", texts["juries.signatures"]).Open("dl");
        html.Fact(texts["juries.role-Chair"], SignedAt(minutes.Chair));
        html.Fact(texts["juries.role-Secretary"], SignedAt(minutes.Secretary)).Close("dl");
    }

    private string SignedAt(Signed? signed) =>
        signed is null ? texts["juries.not-signed"] : texts["juries.signed-by", signed.Name, Moment(signed.At)];

    private string Moment(DateTimeOffset at) => $"{Dates.Long(at, texts.Language)} ({Dates.Time(at)})";
}
