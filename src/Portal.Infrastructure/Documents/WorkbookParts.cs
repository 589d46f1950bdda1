using System.IO.Compression;
using System.Xml;
using Portal.Domain;
using Portal.Infrastructure.Attachments.Inspection;

namespace Portal.Infrastructure.Documents;

/// <summary>The parts of a workbook, read one after the other; together they unpack to no more than is bounded.</summary>
internal sealed class WorkbookParts(ZipArchive zip)
{
    private const long MostUnpacked = 20 * 1024 * 1024;

    private static readonly XmlReaderSettings Strict = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreWhitespace = false,
    };

    private long _left = MostUnpacked;

    public bool Has(string part) => zip.GetEntry(part) is not null;

    /// <exception cref="InvalidDataException">There is no such part.</exception>
    /// <exception cref="RefusedException">It unpacks to too much, with those read before.</exception>
    public IEnumerable<XmlReader> Elements(string part, string name)
    {
        var entry = zip.GetEntry(part) ?? throw new InvalidDataException($"{part} is missing.");
        using var unpacked = new LimitedStream(entry.Open(), _left);
        using var reader = XmlReader.Create(unpacked, Strict);
        try
        {
            while (reader.Read())
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == name)
                    yield return reader;
        }
        finally
        {
            _left -= unpacked.Taken;
        }
    }
}
