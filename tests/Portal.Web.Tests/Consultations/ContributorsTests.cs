using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Consultations;
using Portal.Infrastructure.Notifications;

namespace Portal.Web.Tests.Consultations;

/// <summary>What one address sends is its owner's alone: nobody speaks through it, fills it or the portal, or keeps it out.</summary>
[TestFixture]
internal sealed partial class ContributorsTests : OnPortal
{
    private const string Plan = "/consultations/bien-vieillir";
    private const string Desk = "/staff/consultations/bien-vieillir";

    [Test, Order(1)]
    public async Task A_mail_to_an_address_that_nobody_confirmed_tells_no_word_of_who_typed_it()
    {
        using var visitor = Host.NewVisitor();
        await SendAsync(visitor, "cible@visite.example", "Votre dossier est suspendu\r\nréglez 90 €", "Une idée.");
        var mail = (await MailsAsync("cible@visite.example")).Single();
        var words = Host.Services.GetRequiredService<MailComposer>().Compose(mail);
        Assert.That(words.Text, Does.Not.Contain("suspendu").And.StartsWith("Bonjour,"));
        Assert.That(mail.Data["name"], Is.Empty);
        await using var db = Database.Open();
        var sent = await db.Contributions.SingleAsync(one => one.Mailbox == "cible@visite.example");
        Assert.That(sent.From.Name, Is.EqualTo("Votre dossier est suspendu réglez 90 €"), "on one line");
    }

    [Test, Order(1)]
    public async Task What_is_confirmed_is_what_was_read_with_the_name_that_it_bears()
    {
        using var visitor = Host.NewVisitor();
        await SendAsync(visitor, "claire@visite.example", "Claire", "Des loupes.");
        var link = (await MailsAsync("claire@visite.example")).Single().Data["link"];
        var read = (await visitor.GetAsync(link)).Body;
        await SendAsync(visitor, "claire@visite.example", "Dr Faux", "Des faux.", ("Organisation", "Ordre inventé"));
        await ConfirmAsync(visitor, link, read);
        await using (var db = Database.Open())
        {
            var its = await db.Contributions.Where(one => one.Mailbox == "claire@visite.example").ToListAsync();
            Assert.That(its.Single(one => one.Text == "Des loupes.").ConfirmedAt, Is.Not.Null);
            Assert.That(its.Single(one => one.Text == "Des loupes.").ReplacedAt, Is.Null);
            Assert.That(its.Single(one => one.Text == "Des faux.").ConfirmedAt, Is.Null);
        }
        Assert.That(Text((await visitor.GetAsync(link)).Body), Does.Contain("Dr Faux, Ordre inventé"));
    }

    [Test, Order(1)]
    public async Task The_newest_of_an_address_pushes_out_the_oldest_that_waits_and_nobody_is_told()
    {
        using var visitor = Host.NewVisitor();
        for (var number = 0; number < 22; number++)
            Assert.That(
                (await SendAsync(visitor, "file@visite.example", "Nom", $"Idée {number}.")).Code,
                Is.EqualTo(200)
            );
        await using var db = Database.Open();
        var waiting = await db
            .Contributions.Where(one => one.Mailbox == "file@visite.example")
            .OrderBy(one => one.SentAt)
            .Select(one => one.Text)
            .ToListAsync();
        Assert.That((waiting.Count, waiting[0], waiting[^1]), Is.EqualTo((20, "Idée 2.", "Idée 21.")));
    }

    [Test, Order(1)]
    public async Task A_link_is_its_addresss_letter_by_letter_and_a_mailbox_counts_once()
    {
        using var visitor = Host.NewVisitor();
        foreach (var email in new[] { "lea@visite.example", "lea+x@visite.example" })
            await SendAsync(visitor, email, "Léa", $"De {email}.");
        var first = (await MailsAsync("lea@visite.example")).Single().Data["link"];
        var second = (await MailsAsync("lea+x@visite.example")).Single().Data["link"];
        Assert.That(second, Is.Not.EqualTo(first));
        Assert.That(Text((await visitor.GetAsync(second)).Body), Does.Not.Contain("De lea@visite.example."));
        foreach (var link in new[] { first, second })
            await ConfirmAsync(visitor, link, (await visitor.GetAsync(link)).Body);
        await using var db = Database.Open();
        var counted = await db.ConfirmedContributions()
            .Where(one => one.Mailbox == "lea@visite.example")
            .Select(one => one.Text)
            .ToListAsync();
        Assert.That(counted, Is.EqualTo(new[] { "De lea+x@visite.example." }));
    }

    [Test, Order(1)]
    public async Task Five_ways_to_write_a_mailbox_get_a_link_a_day_and_its_plain_address_always_does()
    {
        using var visitor = Host.NewVisitor();
        for (var number = 0; number < 7; number++)
            Assert.That(
                (await SendAsync(visitor, $"max+{number}@visite.example", "Max", "Une idée.")).Code,
                Is.EqualTo(200)
            );
        Assert.That(await MailsAsync("max+"), Has.Count.EqualTo(5));
        await SendAsync(visitor, "Max@visite.example", "Max", "La mienne.");
        await SendAsync(visitor, "max@visite.example", "Max", "La mienne aussi.");
        Assert.That(await MailsAsync("max@"), Has.Count.EqualTo(1), "once a day, however its letters were typed");
    }

    [Test, Order(1)]
    public async Task What_is_replaced_leaves_no_file_behind()
    {
        using var visitor = Host.NewVisitor();
        await SendAsync(visitor, "pieces@visite.example", "Nom", "Avec pièce.");
        var link = (await MailsAsync("pieces@visite.example")).Single().Data["link"];
        await ConfirmAsync(visitor, link, (await visitor.GetAsync(link)).Body);
        var file = SampleFiles.Pdf(51_237);
        Assert.That((await EncloseAsync(visitor, link, "Avec pièce.", file)).Code, Is.EqualTo(302));
        Assert.That(PortalHost.StoredOf(file.Length), Is.EqualTo(1));
        await SendAsync(visitor, "pieces@visite.example", "Nom", "Sans pièce.");
        await ConfirmAsync(visitor, link, (await visitor.GetAsync(link)).Body);
        Assert.That(PortalHost.StoredOf(file.Length), Is.Zero);
    }

    [Test, Order(1)]
    public async Task A_mailbox_confirms_fifty_at_most()
    {
        using var visitor = Host.NewVisitor();
        for (var number = 0; number < 51; number++)
            await SendAsync(visitor, "beaucoup@visite.example", "Nom", $"Idée {number}.");
        var link = (await MailsAsync("beaucoup@visite.example")).Single().Data["link"];
        await using (var db = Database.OpenAsOwner())
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into contributions (id, consultation_id, article, from_name, from_email, from_organisation,
                       from_is_named, mailbox, text, language, key, sent_at, confirmed_at, replaced_at)
                select gen_random_uuid(), consultation_id, article, from_name, from_email, from_organisation,
                       from_is_named, mailbox, text, language, key, sent_at, sent_at, sent_at
                from contributions, generate_series(1, 50)
                where id = (select id from contributions where mailbox = 'beaucoup@visite.example' limit 1)
                """
            );
        var refused = await ConfirmAsync(visitor, link, (await visitor.GetAsync(link)).Body);
        Assert.That(refused.Code, Is.EqualTo(409));
    }

    [Test, Order(100)]
    public async Task After_the_last_day_no_file_undoes_what_was_accepted_and_a_group_left_empty_bars_nothing()
    {
        using var visitor = Host.NewVisitor();
        using var olivier = await Host.SignInAsync("Olivier");
        await SendAsync(visitor, "fin@visite.example", "Nom", "Une dernière idée.");
        var link = (await MailsAsync("fin@visite.example")).Single().Data["link"];
        await ConfirmAsync(visitor, link, (await visitor.GetAsync(link)).Body);
        var id = await IdAsync("Une dernière idée.");
        await Host.SetClockAsync(Deadline.InstantOf(new DateTime(2024, 3, 2, 9, 0, 0, DateTimeKind.Unspecified)));
        await olivier.PostAsync($"{Desk}/accept", ("ids", id), ("shelf", "ToRead"));
        await olivier.PostAsync($"{Desk}/group", ("ids", id), ("title", "Seule"), ("shelf", "Accepted"));
        var late = await EncloseAsync(visitor, link, "Une dernière idée.", SampleFiles.Pdf(4_711));
        Assert.That(late.Code, Is.EqualTo(409));
        Assert.That((await visitor.GetAsync(link)).Body, Does.Not.Contain("/file\""));
        await using (var db = Database.Open())
        {
            var one = await db.Contributions.SingleAsync(it => it.Text == "Une dernière idée.");
            Assert.That((one.Moderation?.IsAccepted, one.GroupId is null), Is.EqualTo(((bool?)true, false)));
        }
        Assert.That(await UnansweredAsync(), Is.EqualTo(1));
        await visitor.PostAsync($"{link}/{id}/take-back");
        Assert.That(await UnansweredAsync(), Is.Zero, "a group that holds nothing asks for no answer");
    }

    [Test, Order(101)]
    public async Task Who_said_what_goes_a_year_after_with_the_mails_and_what_the_public_never_read()
    {
        using var visitor = Host.NewVisitor();
        await using (var db = Database.Open())
            Assert.That(await db.Outbox.AnyAsync(mail => mail.Template == "contribution-asked"), Is.True);
        await Host.SetClockAsync(Deadline.InstantOf(new DateTime(2026, 3, 5, 9, 0, 0, DateTimeKind.Unspecified)));
        await using (var scope = Host.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<TidyContributions>().RunAsync(CancellationToken.None);
        await using var after = Database.Open();
        Assert.That(await after.Outbox.AnyAsync(mail => mail.Template == "contribution-asked"), Is.False);
        var left = await after
            .Contributions.Where(one =>
                after.Consultations.Any(of => of.Id == one.ConsultationId && of.Slug == "bien-vieillir")
            )
            .ToListAsync();
        Assert.That(left, Is.Not.Empty);
        Assert.That(left.Select(one => one.Moderation?.IsAccepted), Is.All.True);
        Assert.That(left.Select(one => one.From.Email.Value), Is.All.EndsWith("@forgotten.invalid"));
    }

    private static Task<Answer> SendAsync(
        Visitor visitor,
        string email,
        string name,
        string text,
        params (string, string)[] more
    ) =>
        visitor.PostAsync(
            $"{Plan}/contribute",
            [("Article", "acces"), ("Name", name), ("Email", email), ("Text", text), .. more]
        );

    private static Task<Answer> ConfirmAsync(Visitor visitor, string link, string read) =>
        visitor.PostAsync(
            $"{link}/confirm",
            [.. Shown().Matches(read).Select(found => ("ids", found.Groups["id"].Value))]
        );

    private async Task<Answer> EncloseAsync(Visitor visitor, string link, string text, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        using var form = new MultipartFormDataContent { { content, "file", "avis.pdf" } };
        return await visitor.PostAsync($"{link}/{await IdAsync(text)}/file", form);
    }

    private async Task<string> IdAsync(string text)
    {
        await using var db = Database.Open();
        return (await db.Contributions.SingleAsync(one => one.Text == text)).Id.Value.ToString();
    }

    private async Task<int> UnansweredAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        await using var db = Database.Open();
        var id = await db.Consultations.Where(one => one.Slug == "bien-vieillir").Select(one => one.Id).SingleAsync();
        var answering = scope.ServiceProvider.GetRequiredService<AnswerConsultation>();
        return (await answering.CountAsync(id, CancellationToken.None)).Unanswered;
    }

    private async Task<List<OutboxMail>> MailsAsync(string to)
    {
        await using var db = Database.Open();
        var mails = await db.Outbox.Where(mail => mail.Template == "contribution-asked").ToListAsync();
        return mails.FindAll(mail => mail.Recipient.Value.StartsWith(to, StringComparison.Ordinal));
    }

    private static string Text(string body) => WebUtility.HtmlDecode(body);

    [GeneratedRegex("name=\"ids\" value=\"(?<id>[0-9a-f-]{36})\"", RegexOptions.None, 5_000)]
    private static partial Regex Shown();
}
