using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Attachments;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Tests.Storage;

/// <summary>Both stores, the second against a real S3 server.</summary>
[TestFixture("disk"), TestFixture("s3")]
internal sealed class StorageTests(string kind)
{
    private readonly string _folder = Directory.CreateTempSubdirectory("store-").FullName;
    private Process? _server;
    private IFileStore _store = null!;
    private IUploadStore _uploads = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        var port = PostgresServer.FreePort();
        if (kind == "s3")
        {
            _server = Process.Start(
                new ProcessStartInfo(
                    "node",
                    [
                        Path.Combine(Repository.Root, "node_modules/.bin/s3rver"),
                        "--directory",
                        _folder,
                        "--port",
                        $"{port}",
                        "--address",
                        "127.0.0.1",
                        "--configure-bucket",
                        "files",
                        "--silent",
                    ]
                )
                {
                    UseShellExecute = false,
                }
            );
            using var http = new HttpClient();
            for (var attempt = 0; !await AnswersAsync(http, port); attempt++)
            {
                if (attempt == 300 || _server!.HasExited)
                    throw new InvalidOperationException($"s3rver never answered on port {port}.");
                await Task.Delay(100);
            }
        }
        var services = new ServiceCollection();
        services.AddPortalStorage(
            Stage.Settings(
                ("Storage:Kind", kind),
                ("Storage:Path", _folder),
                ("Storage:S3:Endpoint", $"http://127.0.0.1:{port}"),
                ("Storage:S3:Bucket", "files"),
                ("Storage:S3:AccessKey", "S3RVER"),
                ("Storage:S3:SecretKey", "S3RVER")
            )
        );
        var provider = services.BuildServiceProvider();
        _store = provider.GetRequiredService<IFileStore>();
        _uploads = provider.GetRequiredService<IUploadStore>();
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _server?.Kill(entireProcessTree: true);
        _server?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [TestCase(0), TestCase(1), TestCase(300_000), TestCase(6_000_000)]
    public async Task What_is_stored_comes_back_byte_for_byte_with_its_size_and_hash(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        var stored = await _store.WriteAsync(AttachmentId.New(), new MemoryStream(bytes), CancellationToken.None);
        Assert.That(
            (stored.Size, stored.Sha256),
            Is.EqualTo(((long)size, Convert.ToHexStringLower(SHA256.HashData(bytes))))
        );
        await using var back = await _store.OpenAsync(stored.Id, CancellationToken.None);
        using var read = new MemoryStream();
        await back.CopyToAsync(read);
        Assert.That(read.ToArray(), Is.EqualTo(bytes));
    }

    [Test]
    public void What_was_never_stored_is_not_found() =>
        Assert.ThrowsAsync<FileNotFoundException>(() => _store.OpenAsync(AttachmentId.New(), CancellationToken.None));

    [Test]
    public async Task What_is_deleted_is_gone_and_deleting_it_again_is_nothing()
    {
        var stored = await _store.WriteAsync(AttachmentId.New(), new MemoryStream([1, 2, 3]), CancellationToken.None);
        for (var time = 0; time < 2; time++)
            await _store.DeleteAsync(stored.Id, CancellationToken.None);
        Assert.ThrowsAsync<FileNotFoundException>(() => _store.OpenAsync(stored.Id, CancellationToken.None));
    }

    [Test]
    public void An_upload_that_breaks_off_leaves_nothing_to_read()
    {
        var id = AttachmentId.New();
        Assert.CatchAsync(() => _store.WriteAsync(id, new BrokenStream(), CancellationToken.None));
        Assert.ThrowsAsync<FileNotFoundException>(() => _store.OpenAsync(id, CancellationToken.None));
    }

    [Test]
    public async Task What_arrives_in_parts_is_read_as_one_from_any_place()
    {
        var bytes = RandomNumberGenerator.GetBytes(3_000_000);
        var upload = await ArriveAsync(bytes, 1_000_000, 1, 1_500_000);
        await using var whole = await _uploads.OpenAsync(upload.Id, upload.Parts, CancellationToken.None);
        Assert.That(whole.Length, Is.EqualTo(bytes.Length));
        foreach (var place in new[] { 2_600_000, 0, 999_990, 1_000_001, 2_999_999 })
        {
            whole.Position = place;
            var some = new byte[Math.Min(100_000, bytes.Length - place)];
            await whole.ReadExactlyAsync(some);
            Assert.That(some, Is.EqualTo(bytes[place..(place + some.Length)]), $"from {place}");
        }
        Assert.That(whole.Read(new byte[1]), Is.Zero);
        whole.Position = 0;
        var stored = await _store.WriteAsync(AttachmentId.From(upload.Id.Value), whole, CancellationToken.None);
        Assert.That(stored.Sha256, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(bytes))));
        whole.Position = 0;
        Assert.DoesNotThrowAsync(
            () => _store.WriteAsync(stored.Id, whole, CancellationToken.None),
            "a second try writes the same"
        );
    }

    [Test]
    public async Task An_upload_with_a_part_missing_or_dropped_is_not_read_as_if_it_were_whole()
    {
        var upload = await ArriveAsync(RandomNumberGenerator.GetBytes(2_000), 1_000);
        // What arrived and did not count is dropped with the rest.
        await _uploads.WriteAsync(upload.Id, Guid.NewGuid(), new MemoryStream([1]), CancellationToken.None);
        await _uploads.DropAsync(upload.Id, upload.Parts[0].Key, CancellationToken.None);
        Assert.CatchAsync<FileNotFoundException>(() =>
            _uploads.OpenAsync(upload.Id, upload.Parts, CancellationToken.None)
        );
        await _uploads.DropAsync(upload.Id, CancellationToken.None);
        Assert.That(
            Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories),
            Has.None.Contains(upload.Id.Value.ToString("N"))
        );
        Assert.DoesNotThrowAsync(() => _uploads.DropAsync(upload.Id, CancellationToken.None), "nothing there is fine");
    }

    private async Task<Upload> ArriveAsync(byte[] bytes, params int[] lengths)
    {
        var upload = Upload.Begin(
            DossierId.New(),
            "section",
            "field",
            "plan.pdf",
            bytes.Length,
            PersonId.New(),
            DateTimeOffset.UnixEpoch
        );
        foreach (var length in lengths.Append(bytes.Length - lengths.Sum()).Where(length => length > 0))
        {
            var (key, offset) = (Guid.CreateVersion7(), (int)upload.Offset);
            var part = new MemoryStream(bytes, offset, length);
            upload.Receive(
                key,
                offset,
                await _uploads.WriteAsync(upload.Id, key, part, CancellationToken.None),
                DateTimeOffset.UnixEpoch
            );
        }
        return upload;
    }

    private static async Task<bool> AnswersAsync(HttpClient http, int port)
    {
        try
        {
            await http.GetAsync($"http://127.0.0.1:{port}/");
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("The connection broke off.");
    }
}
