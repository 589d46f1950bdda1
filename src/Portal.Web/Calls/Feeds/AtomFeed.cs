using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using Portal.Infrastructure;
using Portal.Infrastructure.Calls.News;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Feeds;

/// <summary>News of the calls as Atom (RFC 4287).</summary>
public sealed class AtomFeed(Texts texts, PortalAddress address)
{
    /// <param name="path">Where the feed stands, with its query.</param>
    public byte[] Write(IReadOnlyList<CallNews> news, string path)
    {
        var feed = new SyndicationFeed(news.Select(ItemOf))
        {
            Id = address.Of(path),
            Title = new TextSyndicationContent(texts["feeds.title"]),
            Description = new TextSyndicationContent(texts["feeds.lead"]),
            Language = texts.Language,
            LastUpdatedTime = news.Count == 0 ? DateTimeOffset.UnixEpoch : news[0].At,
        };
        feed.Authors.Add(new SyndicationPerson { Name = texts["shared.name"] });
        feed.Links.Add(SyndicationLink.CreateSelfLink(new Uri(address.Of(path)), "application/atom+xml"));
        feed.Links.Add(SyndicationLink.CreateAlternateLink(new Uri(address.Of("/calls")), "text/html"));
        using var written = new MemoryStream();
        using (var xml = XmlWriter.Create(written, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
            feed.SaveAsAtom10(xml);
        return written.ToArray();
    }

    private SyndicationItem ItemOf(CallNews one)
    {
        var title = one.Call.Title.In(texts.Language);
        var said = one.Wave is { } wave ? texts[$"feeds.{one.Kind}", title, wave] : texts[$"feeds.{one.Kind}", title];
        return new SyndicationItem(said, one.Call.Summary.In(texts.Language), new Uri(address.Of(one.Path)))
        {
            // An address of its own, which stays whatever the call is called.
            Id = address.Of($"/calls/{one.Key}"),
            PublishDate = one.At,
            LastUpdatedTime = one.At,
        };
    }
}
