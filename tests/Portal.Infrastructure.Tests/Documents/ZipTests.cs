using System.IO.Compression;
using System.Text;
using Portal.Infrastructure.Documents;

namespace Portal.Infrastructure.Tests.Documents;

[TestFixture]
internal sealed class ZipTests
{
    private static readonly DateTimeOffset At = Deadline.InstantOf(
        new DateTime(2024, 1, 18, 10, 0, 0, DateTimeKind.Unspecified)
    );

    [TestCase("../../etc/passwd", "....etcpasswd", TestName = "A_way_out_of_the_folder_is_none")]
    [TestCase("NUL.pdf", "_NUL.pdf", TestName = "A_device_of_Windows_is_a_file")]
    [TestCase("com1 .txt", "_com1.txt", TestName = "A_device_with_a_space_is_a_file_too")]
    [TestCase("a:b*c?.pdf", "abc.pdf", TestName = "What_a_system_forbids_is_left_out")]
    [TestCase("fiche\u202Efdp.exe", "fichefdp.exe", TestName = "The_direction_of_writing_stays")]
    [TestCase("fin. ", "fin", TestName = "Nothing_ends_with_a_point_or_a_space")]
    [TestCase("", "_", TestName = "There_is_always_a_name")]
    public void Names_are_safe(string name, string safe) =>
        Assert.That(ZipNames.Safe(name), Is.EqualTo(safe.TrimStart('.')));

    [Test]
    public void Names_that_collide_are_told_apart_and_long_ones_cut()
    {
        var names = new ZipNames();
        Assert.That(names.Of("A", "plan.pdf"), Is.EqualTo("A/plan.pdf"));
        Assert.That(names.Of("A", "PLAN.pdf"), Is.EqualTo("A/PLAN (2).pdf"));
        Assert.That(names.Of("A", "plan (2).pdf"), Is.EqualTo("A/plan (2) (2).pdf"));
        Assert.That(names.Of("B", "plan.pdf"), Is.EqualTo("B/plan.pdf"));
        Assert.That(ZipNames.Safe(new string('x', 500) + ".pdf"), Has.Length.EqualTo(120).And.EndWith(".pdf"));
    }

    [Test]
    public async Task A_zip_can_be_read_and_bears_no_other_time_than_the_one_given()
    {
        using var stream = new MemoryStream();
        var zip = await ZipWriter.ToAsync(stream, At, CancellationToken.None);
        await zip.AddAsync("déposé", CancellationToken.None, "dossier", "copie.json");
        using var content = new MemoryStream("abc"u8.ToArray());
        await zip.AddAsync(content, Hash("abc"), CancellationToken.None, "dossier", "é.pdf");
        await zip.EndAsync(CancellationToken.None);
        stream.Position = 0;
        await using var read = new ZipArchive(stream, ZipArchiveMode.Read);
        Assert.That(
            read.Entries.Select(entry => entry.FullName),
            Is.EqualTo(new[] { "dossier/copie.json", "dossier/é.pdf" })
        );
        Assert.That(
            read.Entries.Select(entry => entry.LastWriteTime.DateTime),
            Is.All.EqualTo(new DateTime(2024, 1, 18, 10, 0, 0, DateTimeKind.Unspecified))
        );
        using var reader = new StreamReader(await read.Entries[0].OpenAsync());
        Assert.That(await reader.ReadToEndAsync(), Is.EqualTo("déposé"));
    }

    [Test]
    public async Task A_file_that_is_not_what_was_stored_does_not_go_out()
    {
        var zip = await ZipWriter.ToAsync(Stream.Null, At, CancellationToken.None);
        using var content = new MemoryStream("abd"u8.ToArray());
        Assert.That(
            () => zip.AddAsync(content, Hash("abc"), CancellationToken.None, "a.pdf"),
            Throws.TypeOf<IOException>()
        );
    }

    private static string Hash(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
