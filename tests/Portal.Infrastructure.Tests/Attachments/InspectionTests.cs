using System.Text;
using Portal.Domain.Attachments;
using Portal.Infrastructure.Attachments.Inspection;

namespace Portal.Infrastructure.Tests.Attachments;

/// <summary>What is taken and what is not, told by the content alone.</summary>
[TestFixture]
internal sealed class InspectionTests
{
    private static readonly byte[] Program = [.. "MZ"u8, .. new byte[200]];

    private static IEnumerable<TestCaseData> Sound()
    {
        yield return Case("a PDF", "plan.pdf", SampleFiles.Pdf(20_000));
        yield return Case(
            "a PDF that speaks of scripts",
            "plan.pdf",
            SampleFiles.Pdf(extra: "4 0 obj(see https://x.example/Web/JavaScript and /JS)endobj\n")
        );
        yield return Case(
            "a PDF with packed objects",
            "plan.PDF",
            WithBundle("1 0 2 10 <</Type/Page>> <</S/Transparency>>")
        );
        yield return Case("a PNG", "logo.png", SampleFiles.Png);
        yield return Case("a JPEG", "photo.jpeg", SampleFiles.Jpeg());
        yield return Case(
            "a JPEG with a second picture behind",
            "photo.jpg",
            [.. SampleFiles.Jpeg(), 0, 0, .. SampleFiles.Jpeg()]
        );
        yield return Case("a Word document", "note.docx", SampleFiles.Docx());
        yield return Case(
            "one with a chart's workbook in it",
            "note.docx",
            SampleFiles.Docx(("word/embeddings/a.xlsx", SampleFiles.Xlsx()))
        );
        yield return Case("a workbook", "budget.xlsx", SampleFiles.Xlsx());
        yield return Case("an OpenDocument text", "note.odt", SampleFiles.Odt());
        yield return Case(
            "one with an empty library of macros",
            "note.odt",
            SampleFiles.Odt(("Basic/script-lc.xml", "<x/>"u8.ToArray()))
        );
        yield return Case("a table in UTF-8", "table.csv", "a;b\né;=1+1\n"u8.ToArray());
        yield return Case("one of an older machine", "table.csv", Encoding.Latin1.GetBytes("a;é\r\n"));
    }

    private static IEnumerable<TestCaseData> Refused()
    {
        yield return Case("nothing", "a.pdf", [], FileRefusals.Empty);
        yield return Case("a program called a PDF", "a.pdf", Program, FileRefusals.Kind);
        yield return Case("a page", "a.txt", "<html><body>"u8.ToArray(), FileRefusals.Kind);
        yield return Case("a script", "a.txt", "#!/bin/sh\n"u8.ToArray(), FileRefusals.Kind);
        yield return Case("bytes called a text", "a.csv", [1, 2, 3], FileRefusals.Kind);
        yield return Case("a PDF called a picture", "a.png", SampleFiles.Pdf(), FileRefusals.Extension(".pdf"));
        yield return Case("a PDF without an ending", "a", SampleFiles.Pdf(), FileRefusals.Extension(".pdf"));
        yield return Case("a workbook called a text", "a.docx", SampleFiles.Xlsx(), FileRefusals.Extension(".xlsx"));
        yield return Case("an archive", "a.zip", SampleFiles.Zip(("a.pdf", SampleFiles.Pdf())), FileRefusals.Archive);
        yield return Case(
            "an archive called a document",
            "a.docx",
            SampleFiles.Zip(("a.exe", Program)),
            FileRefusals.Archive
        );
        yield return Case("a packed file", "a.gz", [0x1F, 0x8B, 8, 0], FileRefusals.Archive);
        yield return Case(
            "a picture of lines",
            "a.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray(),
            FileRefusals.Svg
        );
        yield return Case(
            "one with a script",
            "a.png",
            "<?xml version=\"1.0\"?><svg><script>alert(1)</script></svg>"u8.ToArray(),
            FileRefusals.Svg
        );
        byte[] compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]];
        yield return Case("Word of 2003", "a.doc", compound, FileRefusals.OldOffice);
        yield return Case("Word under a password", "a.docx", compound, FileRefusals.Encrypted);
    }

    private static IEnumerable<TestCaseData> Active()
    {
        yield return Case(
            "macros of Word",
            "a.docx",
            SampleFiles.Docx(("word/vbaProject.bin", [1])),
            FileRefusals.Macros
        );
        yield return Case(
            "macros under another name",
            "a.docx",
            SampleFiles.Docx(("word/x.bin", Compound("_VBA_PROJECT"))),
            FileRefusals.Macros
        );
        yield return Case(
            "a document that says so",
            "a.docm",
            SampleFiles.Zip(
                (
                    "[Content_Types].xml",
                    "<T a=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/>"u8.ToArray()
                ),
                ("word/document.xml", [1])
            ),
            FileRefusals.Macros
        );
        yield return Case(
            "macros of LibreOffice",
            "a.odt",
            SampleFiles.Odt(("Basic/Standard/Module1.xml", "<x/>"u8.ToArray())),
            FileRefusals.Macros
        );
        yield return Case(
            "scripts of LibreOffice",
            "a.odt",
            SampleFiles.Odt(("Scripts/python/x.py", "x"u8.ToArray())),
            FileRefusals.Macros
        );
        yield return Case(
            "a PDF with a script",
            "a.pdf",
            SampleFiles.Pdf(extra: "4 0 obj<</S/JavaScript/JS(x)>>endobj\n"),
            FileRefusals.ActivePdf
        );
        yield return Case(
            "its name in numbers",
            "a.pdf",
            SampleFiles.Pdf(extra: "4 0 obj<</S % c\n /Java#53cript/JS(x)>>endobj\n"),
            FileRefusals.ActivePdf
        );
        yield return Case(
            "behind another S",
            "a.pdf",
            SampleFiles.Pdf(extra: "4 0 obj<</Type/S /S/JavaScript>>endobj\n"),
            FileRefusals.ActivePdf
        );
        yield return Case(
            "by a reference",
            "a.pdf",
            SampleFiles.Pdf(extra: "4 0 obj /JavaScript endobj\n"),
            FileRefusals.ActivePdf
        );
        yield return Case(
            "packed with other objects",
            "a.pdf",
            WithBundle("1 0 <</S/JavaScript/JS(x)>>"),
            FileRefusals.ActivePdf
        );
        yield return Case(
            "a PDF that starts a program",
            "a.pdf",
            SampleFiles.Pdf(extra: "4 0 obj<</S /Launch/F(cmd.exe)>>endobj\n"),
            FileRefusals.ActivePdf
        );
        yield return Case(
            "a PDF under a password",
            "a.pdf",
            SampleFiles.Pdf(extra: "trailer<</Encrypt 9 0 R>>\n"),
            FileRefusals.Encrypted
        );
    }

    private static IEnumerable<TestCaseData> Packed()
    {
        var nothing = new byte[40 * 1024 * 1024];
        yield return Case(
            "far too much in little",
            "a.docx",
            SampleFiles.Docx(("word/media/a.xml", nothing)),
            FileRefusals.Bomb
        );
        yield return Case(
            "so in a document in it",
            "a.docx",
            SampleFiles.Docx(("word/embeddings/a.xlsx", SampleFiles.Xlsx(("xl/a.xml", nothing)))),
            FileRefusals.Bomb
        );
        yield return Case(
            "documents in documents in documents",
            "a.docx",
            SampleFiles.Docx(
                ("a.docx", SampleFiles.Docx(("a.docx", SampleFiles.Docx(("a.docx", SampleFiles.Docx())))))
            ),
            FileRefusals.Nested
        );
        yield return Case(
            "an archive in a document",
            "a.docx",
            SampleFiles.Docx(("word/media/a.zip", SampleFiles.Zip(("a", [1])))),
            FileRefusals.Nested
        );
        yield return Case(
            "a program in a document",
            "a.docx",
            SampleFiles.Docx(("word/media/a.png", Program)),
            FileRefusals.Nested
        );
        yield return Case(
            "any file, wrapped",
            "a.docx",
            SampleFiles.Docx(("word/embeddings/oleObject1.bin", Compound("\u0001Ole10Native"))),
            FileRefusals.Nested
        );
        var names = Enumerable.Range(0, 10_000).Select(number => ($"word/{number}.xml", Array.Empty<byte>())).ToArray();
        yield return Case("10,000 names", "a.docx", SampleFiles.Docx(names), FileRefusals.TooManyParts(5_000));
        yield return Case("a part outside", "a.docx", SampleFiles.Docx(("../x.xml", [1])), FileRefusals.Damaged);
        yield return Case(
            "two parts of one name",
            "a.docx",
            SampleFiles.Docx(("Word/document.xml", [1])),
            FileRefusals.Damaged
        );
    }

    private static IEnumerable<TestCaseData> Double()
    {
        var zip = SampleFiles.Zip(("a.html", "<script>"u8.ToArray()));
        yield return Case("a page behind a PDF", "a.pdf", [.. SampleFiles.Pdf(), .. "<html>"u8], FileRefusals.Polyglot);
        yield return Case(
            "a page within its head",
            "a.pdf",
            SampleFiles.Pdf(extra: "<html><script>x</script>\n"),
            FileRefusals.Polyglot
        );
        yield return Case(
            "an archive behind a PDF",
            "a.pdf",
            [.. SampleFiles.Pdf(), .. zip],
            FileRefusals.Damaged,
            FileRefusals.Polyglot
        );
        yield return Case("an archive within a PDF", "a.pdf", WithStream(zip), FileRefusals.Polyglot);
        yield return Case("an archive behind a picture", "a.png", [.. SampleFiles.Png, .. zip], FileRefusals.Polyglot);
        yield return Case(
            "a page behind a photo",
            "a.jpg",
            [.. SampleFiles.Jpeg(), .. "<html>"u8],
            FileRefusals.Polyglot
        );
        yield return Case(
            "a page in a photo's comment",
            "a.jpg",
            SampleFiles.Jpeg("<script>alert(1)</script>"),
            FileRefusals.Polyglot
        );
        yield return Case(
            "something behind a document",
            "a.docx",
            [.. SampleFiles.Docx(), .. "<html>"u8],
            FileRefusals.Polyglot
        );
        yield return Case(
            "two documents at once",
            "a.docx",
            SampleFiles.Docx(("mimetype", "application/vnd.oasis.opendocument.text"u8.ToArray())),
            FileRefusals.Polyglot
        );
        yield return Case("an archive in a text", "a.txt", [.. "abc\n"u8, .. zip], FileRefusals.Kind);
        yield return Case("half a PDF", "a.pdf", SampleFiles.Pdf(5_000)[..3_000], FileRefusals.Damaged);
        yield return Case("half a document", "a.docx", SampleFiles.Docx()[..100], FileRefusals.Damaged);
        yield return Case("half a picture", "a.png", SampleFiles.Png[..40], FileRefusals.Damaged);
        yield return Case("half a photo", "a.jpg", SampleFiles.Jpeg()[..12], FileRefusals.Damaged);
    }

    [TestCaseSource(nameof(Sound))]
    public void Taken(string name, byte[] content, Refusal[] _) =>
        Assert.DoesNotThrow(() => FileInspector.Inspect(new MemoryStream(content), name));

    [
        TestCaseSource(nameof(Refused)),
        TestCaseSource(nameof(Active)),
        TestCaseSource(nameof(Packed)),
        TestCaseSource(nameof(Double))
    ]
    public void Not_taken(string name, byte[] content, Refusal[] reasons) =>
        Assert.That(
            Assert
                .Throws<RefusedException>(() => FileInspector.Inspect(new MemoryStream(content), name))!
                .Refusals.Single(),
            Is.AnyOf([.. reasons])
        );

    [Test]
    public void Looking_at_a_large_file_holds_none_of_it()
    {
        using var large = new FileStream(
            Path.GetTempFileName(),
            FileMode.Open,
            FileAccess.ReadWrite,
            FileShare.None,
            4_096,
            FileOptions.DeleteOnClose
        );
        large.Write(SampleFiles.Pdf(150_000_000));
        var before = GC.GetAllocatedBytesForCurrentThread();
        FileInspector.Inspect(large, "plan.pdf");
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(100_000_000), "all of the looking");
    }

    private static byte[] Compound(string name) =>
        [
            0xD0,
            0xCF,
            0x11,
            0xE0,
            0xA1,
            0xB1,
            0x1A,
            0xE1,
            .. new byte[70_000],
            .. Encoding.Unicode.GetBytes(name),
            .. new byte[100],
        ];

    private static byte[] WithBundle(string objects) =>
        WithStream(SampleFiles.Zlib(objects), "/Type/ObjStm/N 1/First 4/Filter/FlateDecode");

    private static byte[] WithStream(byte[] bytes, string about = "")
    {
        var pdf = SampleFiles.Pdf();
        var head = Encoding.ASCII.GetBytes($"%PDF-1.7\n9 0 obj<<{about}/Length {bytes.Length}>>stream\r\n");
        return [.. head, .. bytes, .. "\nendstream\nendobj\n"u8, .. pdf.AsSpan(9)];
    }

    private static TestCaseData Case(string what, string name, byte[] content, params Refusal[] reasons) =>
        new TestCaseData(name, content, reasons).SetArgDisplayNames(what);
}
