using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Attachments;
using Portal.Domain.People;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;

namespace Portal.Web.Tests.Attachments;

/// <summary>No room, or no store: nothing is half attached, and it goes on where it stood.</summary>
[TestFixture, NonParallelizable]
internal sealed class StoreAwayTests : OnPortal
{
    [Test]
    public async Task Without_its_bucket_an_upload_is_answered_by_a_clear_503_and_counts_nothing()
    {
        await using var host = new PortalHost(
            Database,
            demonstration: true,
            [
                ("Storage:Kind", "s3"),
                ("Storage:S3:Endpoint", $"http://127.0.0.1:{PostgresServer.FreePort()}"),
                ("Storage:S3:Bucket", "files"),
                ("Storage:S3:AccessKey", "x"),
                ("Storage:S3:SecretKey", "x"),
            ]
        );
        using var camille = await host.SignInAsync("Camille");
        var upload = (await Tus.BeginAsync(camille, await SectionAsync(), "letters", "a.pdf", 10)).Location!;
        var answer = await Tus.PatchAsync(camille, upload, 0, new byte[10]);
        Assert.That(answer.Code, Is.EqualTo(503));
        Assert.That(answer.Message.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(Tus.OffsetOf(await Tus.HeadAsync(camille, upload)), Is.Zero);
    }

    [Test]
    public async Task With_a_full_disk_what_came_before_counts_and_the_rest_goes_on_once_there_is_room()
    {
        using var camille = await Host.SignInAsync("Camille");
        var bytes = SampleFiles.Pdf(2_000);
        var upload = (await Tus.BeginAsync(camille, await SectionAsync(), "letters", "b.pdf", bytes.Length)).Location!;
        await Tus.PatchAsync(camille, upload, 0, bytes[..1_000]);
        await using (var scope = Host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
            var by = (await db.Users.SingleAsync(account => account.Email == "camille@demo.example")).Person;
            var receive = new ReceiveBytes(db, new FullDisk());
            var id = new UploadId(Guid.Parse(upload.Split('/')[^1]));
            var failure = Assert.CatchAsync<IOException>(() =>
                receive.RunAsync(
                    id,
                    1_000,
                    new MemoryStream(bytes, 1_000, 1_000),
                    new(by, new HashSet<PortalRole>()),
                    default
                )
            );
            Assert.That(Shared.Failures.StatusOf(failure!), Is.EqualTo(507));
        }
        Assert.That(Tus.OffsetOf(await Tus.HeadAsync(camille, upload)), Is.EqualTo(1_000));
        await Tus.PatchAsync(camille, upload, 1_000, bytes[1_000..]);
        Assert.That((await camille.GetAsync(upload)).Body, Does.Contain("\"attached\""));
    }

    private async Task<string> SectionAsync()
    {
        await using var db = Database.Open();
        var camille = (await db.Users.SingleAsync(account => account.Email == "camille@demo.example")).Person;
        var draft = await db
            .Dossiers.Where(one => one.Carrier == camille && one.FiledAt == null)
            .Where(one => db.Calls.Any(call => call.Id == one.CallId && call.Slug == "evaluation-dmn"))
            .Select(one => one.Id)
            .FirstAsync();
        return $"/dossiers/{draft.Value}/sections/budget_section";
    }

    private sealed class FullDisk : IUploadStore
    {
        private const int NoSpace = 28;

        public Task<long> WriteAsync(UploadId upload, Guid key, Stream content, CancellationToken cancellation) =>
            throw new IOException("No space left on device", NoSpace);

        public Task<Stream> OpenAsync(
            UploadId upload,
            IReadOnlyList<UploadPart> parts,
            CancellationToken cancellation
        ) => throw new FileNotFoundException();

        public Task DropAsync(UploadId upload, Guid key, CancellationToken cancellation) => Task.CompletedTask;

        public Task DropAsync(UploadId upload, CancellationToken cancellation) => Task.CompletedTask;
    }
}
