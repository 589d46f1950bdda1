using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Tests.Storage;

/// <summary>Both stores, the second against a real S3 server.</summary>
[TestFixture("disk"), TestFixture("s3")]
internal sealed class StorageTests(string kind)
{
    private readonly string _folder = Directory.CreateTempSubdirectory("store-").FullName;
    private Process? _server;
    private IFileStore _store = null!;

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
        _store = services.BuildServiceProvider().GetRequiredService<IFileStore>();
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
