using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Infrastructure.Documents;

namespace Portal.Infrastructure.Tests.Documents;

[TestFixture, UnsupportedOSPlatform("windows")]
internal sealed class PdfPrinterTests
{
    private DirectoryInfo _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("portal-printer-");

    [TearDown]
    public void RemoveFolder() => _folder.Delete(recursive: true);

    [Test]
    public async Task A_program_that_fails_once_is_asked_again()
    {
        var printer = PrinterThat($"if mkdir {_folder.FullName}/once; then exit 3; fi; cat");
        var pdf = await printer.PrintAsync("<p>déposé</p>", CancellationToken.None);
        Assert.That(System.Text.Encoding.UTF8.GetString(pdf), Is.EqualTo("<p>déposé</p>"));
    }

    [Test]
    public void A_program_that_fails_twice_is_told_with_its_reason()
    {
        var printer = PrinterThat("cat >/dev/null; echo no font >&2; exit 3");
        Assert.That(
            () => printer.PrintAsync("<p>déposé</p>", CancellationToken.None),
            Throws.TypeOf<PrinterException>().With.Message.Contains("ended with 3: no font")
        );
    }

    [Test]
    public void Without_the_program_nothing_is_printed()
    {
        var printer = new PdfPrinter(NullLogger<PdfPrinter>.Instance, program: null);
        Assert.That(printer.IsAvailable, Is.False);
        Assert.That(
            () => printer.PrintAsync("<p>déposé</p>", CancellationToken.None),
            Throws.TypeOf<PrinterException>()
        );
    }

    private PdfPrinter PrinterThat(string acts)
    {
        var program = Path.Combine(_folder.FullName, "weasyprint");
        File.WriteAllText(program, $"#!/bin/sh\n{acts}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new PdfPrinter(NullLogger<PdfPrinter>.Instance, program);
    }
}
