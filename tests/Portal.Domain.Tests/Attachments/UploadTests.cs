using Portal.Domain.Attachments;

namespace Portal.Domain.Tests.Attachments;

[TestFixture]
internal sealed class UploadTests
{
    private static readonly DateTimeOffset Now = new(2024, 1, 18, 9, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Camille = PersonId.New();

    [Test]
    public void It_is_announced_with_its_size_which_has_limits()
    {
        Assert.That(RefusedFor(() => Begin(0)), Is.EqualTo("file.empty"));
        Assert.That(RefusedFor(() => Begin(Attachment.MaxSize + 1)), Is.EqualTo("file.too-large"));
        Assert.That(Begin(Attachment.MaxSize).ExpiresAt, Is.EqualTo(Now.AddDays(1)));
    }

    [Test]
    public void Parts_count_in_their_order_and_the_last_one_ends_it()
    {
        var upload = Begin(100);
        upload.Receive(Guid.NewGuid(), 0, 60, Now.AddMinutes(1));
        Assert.That((upload.Offset, upload.IsWhole, upload.EndedAt), Is.EqualTo((60L, false, (DateTimeOffset?)null)));
        Assert.That(RefusedFor(() => upload.Receive(Guid.NewGuid(), 0, 60, Now)), Is.EqualTo("file.other-offset"));
        Assert.That(
            RefusedFor(() => upload.Receive(Guid.NewGuid(), 60, 41, Now)),
            Is.EqualTo("file.more-than-announced")
        );
        upload.Receive(Guid.NewGuid(), 60, 40, Now.AddMinutes(2));
        Assert.That((upload.IsWhole, upload.EndedAt), Is.EqualTo((true, (DateTimeOffset?)Now.AddMinutes(2))));
        Assert.That(
            upload.Parts.Select(part => (part.Offset, part.Length)),
            Is.EqualTo(new[] { (0L, 60L), (60L, 40L) })
        );
    }

    [Test]
    public void Crumbs_are_taken_up_to_a_limit()
    {
        var upload = Begin(Upload.MaxParts + 1);
        for (var offset = 0; offset < Upload.MaxParts; offset++)
            upload.Receive(Guid.NewGuid(), offset, 1, Now);
        Assert.That(
            RefusedFor(() => upload.Receive(Guid.NewGuid(), Upload.MaxParts, 1, Now)),
            Is.EqualTo("file.too-many-parts")
        );
    }

    [Test]
    public void It_becomes_an_attachment_under_its_own_times_and_the_history_has_both()
    {
        var upload = Begin(10);
        upload.Receive(Guid.NewGuid(), 0, 10, Now.AddMinutes(7));
        var file = upload.Attach(new StoredFile(AttachmentId.From(upload.Id.Value), 10, "hash"));
        Assert.That((file.BegunAt, file.UploadedAt), Is.EqualTo((Now, Now.AddMinutes(7))));
        var told = (FileAttached)file.Events.Single();
        Assert.That((told.BegunAt, told.At, told.By), Is.EqualTo((Now, Now.AddMinutes(7), (PersonId?)Camille)));
        Assert.That(RefusedFor(() => upload.Receive(Guid.NewGuid(), 10, 1, Now)), Is.EqualTo("file.other-offset"));
    }

    [Test]
    public void Refused_it_says_why_once()
    {
        var upload = Begin(10);
        upload.Refuse(FileRefusals.TooLate, Now.AddHours(1));
        upload.Refuse(FileRefusals.Macros, Now.AddHours(2));
        Assert.That(upload.Refusal, Is.EqualTo(FileRefusals.TooLate));
        Assert.That(((UploadRefused)upload.Events.Single()).Code, Is.EqualTo("file.too-late"));
    }

    [Test]
    public void The_first_word_of_a_scanner_counts_and_keeps_a_file_closed()
    {
        var file = Attached();
        Assert.That(file.ScanState, Is.EqualTo(ScanState.Waiting));
        file.TakeScan(new Scan(Now, "ClamAV 1.4", "27000", "Eicar"));
        file.TakeScan(new Scan(Now, "ClamAV 1.4", "27001", Threat: null));
        Assert.That(file.ScanState, Is.EqualTo(ScanState.Quarantined));
        Assert.That(file.Events.OfType<FileQuarantined>().Count(), Is.EqualTo(1));
        Assert.That(file.Events.OfType<FileFoundClean>(), Is.Empty);
    }

    [TestCase(ScanState.Waiting, true, true, null)]
    [TestCase(ScanState.Waiting, false, true, "file.not-scanned")]
    [TestCase(ScanState.Waiting, false, false, null)]
    [TestCase(ScanState.Clean, false, true, null)]
    [TestCase(ScanState.Quarantined, true, true, "file.quarantined")]
    [TestCase(ScanState.Quarantined, false, false, "file.quarantined")]
    public void Who_opens_what(ScanState state, bool byOwnTeam, bool scannerExpected, string? code)
    {
        var scan = state switch
        {
            ScanState.Waiting => null,
            ScanState.Clean => new Scan(Now, "e", "s", Threat: null),
            _ => new Scan(Now, "e", "s", "Eicar"),
        };
        Assert.That(Scan.ObstacleToOpening(scan, "a.pdf", byOwnTeam, scannerExpected)?.Code, Is.EqualTo(code));
    }

    private static Upload Begin(long size) =>
        Upload.Begin(DossierId.New(), "section", "field", "plan.pdf", size, Camille, Now);

    private static Attachment Attached() =>
        new(DossierId.New(), "s", "f", "plan.pdf", new StoredFile(AttachmentId.New(), 1, "h"), Now, Camille, Now);

    private static string RefusedFor(Action act) => Assert.Throws<RefusedException>(act)!.Refusals.Single().Code;
}
