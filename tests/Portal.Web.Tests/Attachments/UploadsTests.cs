using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Attachments;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Tests.Attachments;

/// <summary>Uploads by the protocol and by a plain form, as the portal answers them.</summary>
[TestFixture, NonParallelizable]
internal sealed class UploadsTests : OnPortal
{
    private const string Section = "budget_section";
    private const string Field = "letters";

    private static readonly DateTimeOffset At = Deadline.InstantOf(
        new DateTime(2024, 4, 9, 12, 0, 0, DateTimeKind.Unspecified)
    );

    private Stage Stage => new(Database);

    [Test]
    public async Task An_upload_goes_on_where_it_stood_and_ends_as_an_attachment_with_both_times()
    {
        using var camille = await Host.SignInAsync("Camille");
        var (dossier, section) = await DraftAsync();
        var bytes = SampleFiles.Pdf(20_000_000);
        await Host.SetClockAsync(DemoTime.Start);
        var upload = (await Tus.BeginAsync(camille, section, Field, "Lettre é.pdf", bytes.Length)).Location!;
        Assert.That(
            Tus.OffsetOf(await Tus.PatchAsync(camille, upload, 0, bytes[..12_000_000])),
            Is.EqualTo(12_000_000)
        );

        await Host.SetClockAsync(DemoTime.Start.AddMinutes(10));
        var head = await Tus.HeadAsync(camille, upload);
        Assert.That((head.Code, Tus.OffsetOf(head)), Is.EqualTo((200, 12_000_000L)));
        Assert.That(head.Message.Headers.GetValues("Upload-Length").Single(), Is.EqualTo($"{bytes.Length}"));
        Assert.That((await Tus.PatchAsync(camille, upload, 12_000_000, bytes[12_000_000..])).Code, Is.EqualTo(204));
        Assert.That((await camille.GetAsync(upload)).Body, Does.Contain("\"attached\""));

        await using var db = Database.Open();
        var file = await db.Attachments.SingleAsync(one => one.DossierId == dossier && one.FieldKey == Field);
        Assert.That(
            (file.Name, file.Size, file.Sha256, file.ScanState),
            Is.EqualTo(
                ("Lettre é.pdf", bytes.LongLength, Convert.ToHexStringLower(SHA256.HashData(bytes)), ScanState.Waiting)
            )
        );
        Assert.That(file.UploadedAt - file.BegunAt, Is.GreaterThan(TimeSpan.FromMinutes(9)));
        var told = await db
            .History.Where(one => one.SubjectId == dossier.Value && one.Name == "dossier.file-attached")
            .OrderByDescending(one => one.Id)
            .Select(one => one.Data)
            .FirstAsync();
        Assert.That(told, Does.Contain("begunAt"));
        Assert.That((await camille.GetAsync($"/dossiers/{dossier.Value}")).Body, Does.Contain(file.Sha256));
        using var back = await camille.Client.GetAsync($"/files/{file.Id.Value}");
        Assert.That(await back.Content.ReadAsByteArrayAsync(), Is.EqualTo(bytes));
    }

    [Test]
    public async Task What_does_not_follow_the_protocol_is_told_so()
    {
        using var camille = await Host.SignInAsync("Camille");
        var (_, section) = await DraftAsync();
        var old = await camille.SendAsync(
            HttpMethod.Post,
            $"{section}/uploads",
            null,
            ("Tus-Resumable", "0.2.2"),
            Tus.Length(1)
        );
        Assert.That((old.Code, old.Message.Headers.GetValues("Tus-Version").Single()), Is.EqualTo((412, "1.0.0")));
        Assert.That(
            (await camille.SendAsync(HttpMethod.Post, $"{section}/uploads", null, Tus.Version)).Code,
            Is.EqualTo(400)
        );
        Assert.That(
            (await Tus.BeginAsync(camille, section, Field, "a.pdf", Attachment.MaxSize + 1)).Code,
            Is.EqualTo(413)
        );
        Assert.That((await Tus.BeginAsync(camille, section, Field, "a.pdf", 0)).Body, Does.Contain("file.empty"));
        Assert.That((await Tus.BeginAsync(camille, section, "acronym", "a.pdf", 10)).Code, Is.EqualTo(404));

        var upload = (await Tus.BeginAsync(camille, section, Field, "a.pdf", 10)).Location!;
        Assert.That((await Tus.PatchAsync(camille, upload, 5, [1])).Body, Does.Contain("file.other-offset"));
        var more = await Tus.PatchAsync(camille, upload, 0, new byte[11]);
        Assert.That((more.Code, more.Body), Is.EqualTo((409, more.Body)));
        Assert.That(more.Body, Does.Contain("file.more-than-announced"));
        Assert.That(Tus.OffsetOf(await Tus.HeadAsync(camille, upload)), Is.Zero);
        var plain = await camille.SendAsync(
            HttpMethod.Patch,
            upload,
            new ByteArrayContent([1]),
            Tus.Version,
            Tus.Offset(0)
        );
        Assert.That(plain.Code, Is.EqualTo(415));
    }

    [Test]
    public async Task Another_persons_upload_is_not_there_not_even_for_the_team()
    {
        using var camille = await Host.SignInAsync("Camille");
        using var paul = await Host.SignInAsync("Paul");
        var (dossier, section) = await DraftAsync();
        await AddAsync(dossier, "paul");
        var upload = (await Tus.BeginAsync(camille, section, Field, "a.pdf", 10)).Location!;
        Assert.That((await Tus.HeadAsync(paul, upload)).Code, Is.EqualTo(404));
        Assert.That((await Tus.PatchAsync(paul, upload, 0, [1])).Code, Is.EqualTo(404));
        Assert.That((await paul.SendAsync(HttpMethod.Delete, upload, null, Tus.Version)).Code, Is.EqualTo(404));
        Assert.That((await camille.SendAsync(HttpMethod.Delete, upload, null, Tus.Version)).Code, Is.EqualTo(204));
        Assert.That((await Tus.HeadAsync(camille, upload)).Code, Is.EqualTo(404));
    }

    [Test]
    public async Task Without_the_token_against_forged_requests_nothing_is_taken()
    {
        using var camille = await Host.SignInAsync("Camille");
        var (_, section) = await DraftAsync();
        var upload = (await Tus.BeginAsync(camille, section, Field, "a.pdf", 10)).Location!;
        using var request = new HttpRequestMessage(HttpMethod.Patch, upload) { Content = Tus.Bytes([1]) };
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("Upload-Offset", "0");
        using var answer = await camille.Client.SendAsync(request);
        Assert.That((int)answer.StatusCode, Is.EqualTo(400));
    }

    [Test]
    public async Task Of_two_that_bring_the_same_bytes_at_once_one_wins()
    {
        using var camille = await Host.SignInAsync("Camille");
        var (dossier, section) = await DraftAsync();
        var bytes = SampleFiles.Pdf(3_000_000);
        var upload = (await Tus.BeginAsync(camille, section, Field, "a.pdf", bytes.Length)).Location!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Tus.PatchAsync(camille, upload, 0, bytes)));
        Assert.That(answers.Select(answer => answer.Code).Order(), Is.EqualTo(new[] { 204, 409, 409, 409, 409 }));
        await using var db = Database.Open();
        var file = await db.Attachments.SingleAsync(one => one.DossierId == dossier && one.FieldKey == Field);
        Assert.That(file.Sha256, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(bytes))));
    }

    [Test]
    public async Task A_file_that_is_not_taken_says_why_once_it_is_whole()
    {
        using var camille = await Host.SignInAsync("Camille");
        var (dossier, section) = await DraftAsync();
        var bytes = SampleFiles.Docx(("word/vbaProject.bin", [1]));
        var upload = (await Tus.BeginAsync(camille, section, Field, "a.docx", bytes.Length)).Location!;
        Assert.That((await Tus.PatchAsync(camille, upload, 0, bytes)).Code, Is.EqualTo(204));
        var outcome = await camille.GetAsync(upload, accept: "application/json");
        Assert.That(outcome.Body, Does.Contain("refused").And.Contain("macros"));
        await using var db = Database.Open();
        Assert.That(await db.Attachments.AnyAsync(one => one.DossierId == dossier && one.FieldKey == Field), Is.False);
    }

    [Test]
    public async Task One_begun_before_the_deadline_and_ended_within_its_grace_counts_and_later_does_not()
    {
        using var camille = await Host.SignInAsync("Camille");
        await Host.SetClockAsync(At.AddDays(-1));
        var (dossier, section) = await DraftAsync();
        await camille.PostAsync($"/dossiers/{dossier.Value}/file");
        var bytes = SampleFiles.Pdf(2_000);
        await Host.SetClockAsync(At.AddMinutes(-1));
        var (inTime, late) = (await BeginAsync(), await BeginAsync());

        await Host.SetClockAsync(At.AddMinutes(4));
        Assert.That((await Tus.PatchAsync(camille, inTime, 1_000, bytes[1_000..])).Code, Is.EqualTo(204));
        Assert.That((await camille.GetAsync(inTime)).Body, Does.Contain("\"attached\""));

        await Host.SetClockAsync(At.AddMinutes(6));
        var refused = await Tus.PatchAsync(camille, late, 1_000, bytes[1_000..]);
        Assert.That(
            (refused.Code, refused.Body.Contains("file.too-late", StringComparison.Ordinal)),
            Is.EqualTo((409, true))
        );
        Assert.That((await camille.GetAsync(late)).Body, Does.Contain("\"refused\""));
        Assert.That((await Tus.BeginAsync(camille, section, Field, "a.pdf", 10)).Code, Is.EqualTo(404));
        await using var db = Database.Open();
        Assert.That(
            await db.Attachments.CountAsync(one => one.DossierId == dossier && one.FieldKey == Field),
            Is.EqualTo(1)
        );

        async Task<string> BeginAsync()
        {
            var upload = (await Tus.BeginAsync(camille, section, Field, "a.pdf", bytes.Length)).Location!;
            await Tus.PatchAsync(camille, upload, 0, bytes[..1_000]);
            return upload;
        }
    }

    [Test]
    public async Task What_a_dead_process_left_whole_is_finished_and_what_nobody_goes_on_with_is_cleared()
    {
        using var camille = await Host.SignInAsync("Camille");
        await Host.SetClockAsync(DemoTime.Start);
        var (dossier, section) = await DraftAsync();
        var bytes = SampleFiles.Pdf(2_000);
        var whole = (await Tus.BeginAsync(camille, section, Field, "a.pdf", bytes.Length)).Location!;
        var left = (await Tus.BeginAsync(camille, section, Field, "b.pdf", bytes.Length)).Location!;
        await Tus.PatchAsync(camille, left, 0, bytes[..10]);
        // As if the process had died after the last byte.
        await using (var scope = Host.Services.CreateAsyncScope())
            await scope
                .ServiceProvider.GetRequiredService<ReceiveBytes>()
                .RunAsync(
                    IdOf(whole),
                    0,
                    new MemoryStream(bytes),
                    new(await PersonAsync("camille"), new HashSet<Domain.People.PortalRole>()),
                    default
                );
        Assert.That((await camille.GetAsync(whole)).Body, Does.Contain("\"checking\""));

        await Host.SetClockAsync(DemoTime.Start.AddMinutes(3));
        await Host.SweepFilesAsync();
        Assert.That((await camille.GetAsync(whole)).Body, Does.Contain("\"attached\""));
        Assert.That((await Tus.HeadAsync(camille, left)).Code, Is.EqualTo(200));

        await Host.SetClockAsync(DemoTime.Start.AddDays(1).AddMinutes(5));
        await Host.SweepFilesAsync();
        Assert.That((await Tus.HeadAsync(camille, left)).Code, Is.EqualTo(404));
        await using var db = Database.Open();
        Assert.That(await db.UploadParts.AnyAsync(one => one.UploadId == IdOf(left)), Is.False);
        Assert.That(await db.Attachments.AnyAsync(one => one.DossierId == dossier && one.FieldKey == Field));
    }

    [Test]
    public async Task A_question_takes_so_many_files_and_no_more()
    {
        using var camille = await Host.SignInAsync("Camille");
        var (_, section) = await DraftAsync();
        for (var number = 0; number < Attachment.MaxOfField; number++)
            Assert.That((await PostAsync(camille, section, SampleFiles.Png, $"{number}.png")).Code, Is.EqualTo(302));
        Assert.That((await Tus.BeginAsync(camille, section, Field, "a.png", 10)).Body, Does.Contain("file.too-many"));
        Assert.That((await PostAsync(camille, section, SampleFiles.Png, "a.png")).Code, Is.EqualTo(409));
    }

    [Test]
    public async Task A_plain_form_attaches_a_file_and_tells_at_its_question_why_one_is_not_taken()
    {
        using var camille = await Host.SignInAsync("Camille");
        var (dossier, section) = await DraftAsync();
        var bytes = SampleFiles.Pdf(5_000_000);
        Assert.That((await PostAsync(camille, section, bytes, "plan.pdf")).Location, Does.EndWith($"#f-{Field}"));
        Assert.That((await camille.GetAsync(section)).Body, Does.Contain("plan.pdf").And.Contain("non analysé"));
        await using var db = Database.Open();
        var file = await db.Attachments.SingleAsync(one => one.DossierId == dossier && one.FieldKey == Field);
        Assert.That(file.Sha256, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(bytes))));
        Assert.That(file.BegunAt, Is.LessThanOrEqualTo(file.UploadedAt));

        var refused = await PostAsync(camille, section, "MZ"u8.ToArray(), "plan.pdf");
        Assert.That(refused.Code, Is.EqualTo(409));
        Assert.That(
            System.Net.WebUtility.HtmlDecode(refused.Body),
            Does.Match($"(?s)n’est PAS joint.*id=\"f-{Field}\".*class=\"error\">[^<]*PDF")
        );
    }

    private static Task<Answer> PostAsync(Visitor who, string section, byte[] bytes, string name)
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent(Field), "field" },
            {
                new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } },
                "file",
                name
            },
        };
        return who.PostAsync(section + "/files", form);
    }

    private static UploadId IdOf(string upload) => new(Guid.Parse(upload.Split('/')[^1]));

    /// <summary>A complete draft of Camille's that is new.</summary>
    private async Task<(DossierId Dossier, string Section)> DraftAsync()
    {
        var dossier = await Stage.DraftAsync(await Stage.PersonAsync());
        await using var db = Database.Open();
        var camille = (await PersonAsync("camille")).Value;
        await db.Database.ExecuteSqlAsync(
            $"update dossier_members set person = {camille} where dossier_id = {dossier.Id.Value}"
        );
        await db.Database.ExecuteSqlAsync($"update dossiers set carrier = {camille} where id = {dossier.Id.Value}");
        return (dossier.Id, $"/dossiers/{dossier.Id.Value}/sections/{Section}");
    }

    private async Task AddAsync(DossierId dossier, string name)
    {
        await using var db = Database.Open();
        var person = (await PersonAsync(name)).Value;
        await db.Database.ExecuteSqlAsync(
            $"insert into dossier_members (dossier_id, person, role) values ({dossier.Value}, {person}, 'Writer')"
        );
    }

    private async Task<PersonId> PersonAsync(string name)
    {
        await using var db = Database.Open();
        return (await db.Users.SingleAsync(account => account.Email == $"{name}@demo.example")).Person;
    }
}
