using Portal.Domain.Notifications;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Tests.Notifications;

/// <summary>Which mails leave at once, which together in the morning, and which not at all.</summary>
[TestFixture, NonParallelizable]
internal sealed class SortMailsTests : OnDatabase
{
    private const string Legal = "deadline-moved";
    private const string Work = "message-to-carrier";
    private const string Reminder = "reminder";

    private Account _reader = null!;

    [SetUp]
    public async Task NewReader()
    {
        _reader = await Stage.PersonAsync("Lectrice");
        await AtAsync(9, 10);
    }

    [Test]
    public async Task What_is_above_three_a_day_comes_as_one_mail_the_next_morning_and_legal_notices_pass()
    {
        await OweAsync(Work, 5);
        await OweAsync(Legal, 2);
        await SortAsync();
        Assert.That(await WaysAsync(Work), Is.EqualTo(new[] { "AtOnce", "AtOnce", "AtOnce", "Digest", "Digest" }));
        Assert.That(await WaysAsync(Legal), Has.All.EqualTo("AtOnce"));

        await AtAsync(10, 7, 59);
        await SortAsync();
        Assert.That(await MailsAsync(MailClasses.Digest), Is.Empty, "it is not yet morning");
        await AtAsync(10, 8);
        await SortAsync();
        await SortAsync();
        var digest = (await MailsAsync(MailClasses.Digest)).Single();
        Assert.That((digest.Way, digest.Language), Is.EqualTo(((OutboxWay?)OutboxWay.AtOnce, "fr")));
        Assert.That((await MailsAsync(Work)).Count(mail => mail.CarriedBy == digest.Id), Is.EqualTo(2));
    }

    [Test]
    public async Task News_counts_and_waits_like_work_and_a_mail_that_one_sends_to_oneself_to_see_its_words_does_neither()
    {
        const string news = "wave-opened";
        await OweAsync(Work, 2);
        await OweAsync(Work, 3, occasion: OutboxMail.Sample);
        await OweAsync(news, 2);
        await SortAsync();
        Assert.That(await WaysAsync(news), Is.EqualTo(new[] { "AtOnce", "Digest" }));
    }

    [Test]
    public async Task An_occasion_is_owed_once_to_a_reader_whoever_owes_it()
    {
        await using var db = Database.Open();
        for (var time = 0; time < 2; time++)
            db.Outbox.Add(
                new OutboxMail
                {
                    Recipient = EmailAddress.Parse(_reader.Email!),
                    Occasion = "test:once",
                    Template = Work,
                    Language = "fr",
                    Data = new Dictionary<string, string>(),
                    CreatedAt = await db.NowAsync(),
                }
            );
        Assert.That(() => db.SaveChangesAsync(), Throws.TypeOf<DbUpdateException>());
    }

    [Test]
    public async Task The_morning_mail_is_one_of_the_three_of_its_day()
    {
        await OweAsync(Work, 4);
        await SortAsync();
        await AtAsync(10, 9);
        await SortAsync();
        await OweAsync(Work, 3);
        await SortAsync();
        Assert.That(
            (await WaysAsync(Work)).Skip(4),
            Is.EqualTo(new[] { "AtOnce", "AtOnce", "Digest" }),
            "two, and the digest"
        );
    }

    [Test]
    public async Task Five_that_sort_at_once_let_three_through()
    {
        await OweAsync(Work, 6);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SortAsync()));
        Assert.That((await WaysAsync(Work)).Count(way => way == "AtOnce"), Is.EqualTo(3));
        await AtAsync(10, 8);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SortAsync()));
        Assert.That(await MailsAsync(MailClasses.Digest), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_reminder_whose_date_would_pass_before_the_morning_leaves_at_once()
    {
        await ChooseAsync(MailClass.Reminder, MailWay.Daily);
        await OweAsync(Work, 3);
        await OweAsync(Reminder, 1, due: Paris(10, 7));
        await OweAsync(Reminder, 1, due: Paris(10, 9));
        await OweAsync(Reminder, 1, due: null);
        await SortAsync();
        Assert.That(await WaysAsync(Reminder), Is.EqualTo(new[] { "AtOnce", "Digest", "AtOnce" }));
    }

    [Test]
    public async Task A_reminder_of_what_is_past_is_no_use_and_stays_on_the_portal()
    {
        await OweAsync(Reminder, 1, due: Paris(9, 9));
        await SortAsync();
        Assert.That(await WaysAsync(Reminder), Is.EqualTo(new[] { "PortalOnly" }));
    }

    [Test]
    public async Task Who_wants_them_weekly_has_them_on_monday_and_legal_notices_at_once()
    {
        await ChooseAsync(MailClass.FollowUp, MailWay.Weekly);
        await OweAsync(Work, 1);
        await OweAsync(Legal, 1);
        await SortAsync();
        // The 15th of April 2024 is a Monday.
        Assert.That((await MailsAsync(Work)).Single().DigestAt, Is.EqualTo(Paris(15, 8)));
        Assert.That(await WaysAsync(Legal), Is.EqualTo(new[] { "AtOnce" }));
    }

    [Test]
    public async Task Who_wants_none_reads_them_on_the_portal_and_nothing_leaves_later()
    {
        await ChooseAsync(MailClass.FollowUp, MailWay.PortalOnly);
        await OweAsync(Work, 1);
        await SortAsync();
        await ChooseAsync(MailClass.FollowUp, MailWay.AtOnce);
        await AtAsync(16, 9);
        await SortAsync();
        Assert.That(await WaysAsync(Work), Is.EqualTo(new[] { "PortalOnly" }));
        Assert.That(await MailsAsync(MailClasses.Digest), Is.Empty);
    }

    [Test]
    public async Task A_secret_is_never_carried_by_another_mail()
    {
        await ChooseAsync(MailClass.FollowUp, MailWay.Daily);
        await OweAsync(Work, 1, holdsSecret: true);
        await SortAsync();
        Assert.That(await WaysAsync(Work), Is.EqualTo(new[] { "AtOnce" }));
    }

    private static DateTimeOffset Paris(int day, int hour, int minute = 0) =>
        Deadline.InstantOf(new DateTime(2024, 4, day, hour, minute, 0, DateTimeKind.Unspecified));

    private Task AtAsync(int day, int hour, int minute = 0) => Database.SetClockAsync(Paris(day, hour, minute));

    private async Task OweAsync(
        string template,
        int count,
        DateTimeOffset? due = null,
        bool holdsSecret = false,
        string occasion = "test:"
    )
    {
        await using var db = Database.Open();
        for (var number = 0; number < count; number++)
        {
            var mail = new OutboxMail
            {
                Recipient = EmailAddress.Parse(_reader.Email!.ToUpperInvariant()),
                Occasion = $"{occasion}{Guid.NewGuid()}",
                Template = template,
                Language = "fr",
                Data = new Dictionary<string, string>(),
                HoldsSecret = holdsSecret,
                DueAt = due,
                CreatedAt = await db.NowAsync(),
            };
            if (mail.IsSample)
                mail.LeaveAtOnce(mail.CreatedAt);
            db.Outbox.Add(mail);
        }
        await db.SaveChangesAsync();
    }

    private async Task ChooseAsync(MailClass kind, MailWay way)
    {
        await using var db = Database.Open();
        var ways = new Dictionary<MailClass, MailWay> { [kind] = way };
        await new ChooseMails(db).ChooseAsync(_reader.Person, ways, CancellationToken.None);
    }

    private async Task SortAsync()
    {
        await using var db = Database.Open();
        await new SortMails(db).RunAsync(CancellationToken.None);
    }

    private async Task<List<string?>> WaysAsync(string template) =>
        [.. (await MailsAsync(template)).Select(mail => mail.Way?.ToString())];

    private async Task<List<OutboxMail>> MailsAsync(string template)
    {
        await using var db = Database.Open();
        return await db
            .Outbox.AsNoTracking()
            .Where(mail => mail.Template == template)
            .Where(mail => mail.Recipient == EmailAddress.Parse(_reader.Email!.ToUpperInvariant()))
            .OrderBy(mail => mail.CreatedAt)
            .ThenBy(mail => mail.Id)
            .ToListAsync();
    }
}
