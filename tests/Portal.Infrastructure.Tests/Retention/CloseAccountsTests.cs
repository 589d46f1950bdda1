using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Retention;

namespace Portal.Infrastructure.Tests.Retention;

[TestFixture, NonParallelizable]
internal sealed class CloseAccountsTests : OnDatabase
{
    private static readonly DateTimeOffset Seen = new(2024, 1, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Told = Seen.AddDays(1070);

    [Test]
    public async Task Who_does_not_come_is_told_and_a_month_later_the_account_leads_to_nobody()
    {
        var gone = await SeenAsync(await Stage.PersonAsync("Gisèle Partie"));
        await SweepAsync(Told);
        await SweepAsync(Told.AddDays(29));
        Assert.That((await AccountAsync(gone)).ClosedAt, Is.Null);
        Assert.That(await MailsAsync(gone.Email!, "account-idle"), Is.EqualTo(1));
        await SweepAsync(Told.AddDays(31));
        var left = await AccountAsync(gone);
        Assert.That(
            (left.ClosedAt is null, left.PasswordHash, left.Name),
            Is.EqualTo((false, (string?)null, CloseAccount.Name))
        );
        await using var owner = Database.OpenAsOwner();
        foreach (var table in new[] { "accounts", "outbox", "account_roles" })
        foreach (var secret in new[] { gone.Email!, "Gisèle" })
        {
            var sql =
                $$"""select count(*)::int as "Value" from {{table}} one where strpos(lower(one::text), lower({0})) > 0""";
            Assert.That(
                await owner.Database.SqlQueryRaw<int>(sql, secret).SingleAsync(),
                Is.Zero,
                $"{table}: {secret}"
            );
        }
        Assert.That(await EventsAsync(gone), Is.EqualTo(new[] { "person.idle-announced", "person.account-closed" }));
    }

    [Test]
    public async Task Signing_in_keeps_it()
    {
        var back = await SeenAsync(await Stage.PersonAsync());
        await SweepAsync(Told);
        await using (var db = Database.Open())
            await new NoteSignIn(db).RunAsync(back.Person);
        await SweepAsync(Told.AddDays(40));
        var kept = await AccountAsync(back);
        Assert.That((kept.ClosedAt, kept.IdleAnnouncedAt), Is.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)null)));
    }

    [Test]
    public async Task Nobody_is_told_who_works_for_the_service_or_answers_for_something_that_goes_on()
    {
        var officer = await SeenAsync(await Stage.PersonAsync("Officier", role: PortalRole.Officer));
        var carrier = await SeenAsync(await Stage.PersonAsync("Porteuse", role: PortalRole.Carrier));
        await Stage.FiledAsync(carrier, "evaluation-dmn", 1, Seen);
        await SweepAsync(Told);
        await SweepAsync(Told.AddDays(40));
        foreach (var busy in new[] { officer, carrier })
            Assert.That(await EventsAsync(busy), Does.Not.Contain("person.idle-announced"), busy.Name);
    }

    [Test]
    public async Task What_was_asked_for_is_done_after_a_week_and_not_where_something_came_up_or_they_signed_in()
    {
        var (sure, unsure, busy) = (
            await Stage.PersonAsync("Sûre"),
            await Stage.PersonAsync("Indécise"),
            await Stage.PersonAsync("Occupée")
        );
        await Stage.DraftAsync(busy);
        await AskAsync(sure, unsure, busy);
        await SweepAsync(Seen.AddDays(6));
        Assert.That((await AccountAsync(sure)).ClosedAt, Is.Null, "there is a week to think it over");
        await using (var db = Database.Open())
            await new NoteSignIn(db).RunAsync(unsure.Person);
        await SweepAsync(Seen.AddDays(8));
        Assert.That((await AccountAsync(sure)).ClosedAt, Is.Not.Null);
        Assert.That((await AccountAsync(unsure)).ClosedAt, Is.Null);
        Assert.That(await EventsAsync(unsure), Does.Contain("person.erasure-undone"));
        Assert.That((await AccountAsync(busy)).ClosedAt, Is.Null, "a draft would be nobody's");
    }

    [Test]
    public async Task A_closed_account_owes_and_is_owed_nothing_but_what_was_filed_stays_filed()
    {
        var carrier = await Stage.PersonAsync("Porteuse");
        var filed = await Stage.FiledAsync(carrier, "evaluation-dmn", 1, Seen);
        await using (var db = Database.Open())
        {
            await new CloseAccount(db).RunAsync(carrier.Person, ClosingReason.Asked, Seen, default);
            Assert.That(await db.Outbox.CountAsync(mail => mail.SentAt == null && mail.DossierId == filed.Id), Is.Zero);
        }
        await using var after = Database.Open();
        Assert.That(
            (await after.Filings.SingleAsync(one => one.DossierId == filed.Id)).FiledBy,
            Is.EqualTo(carrier.Person)
        );
        Assert.That(await after.Members.CountAsync(one => one.DossierId == filed.Id), Is.EqualTo(1));
    }

    private async Task SweepAsync(DateTimeOffset at)
    {
        await Database.SetClockAsync(at);
        await using var db = Database.Open();
        var clock = new PortalClock();
        await clock.RefreshAsync(db);
        await new CloseAccounts(
            db,
            new HeldAccounts(db, new RetentionRules(db)),
            new ErasureStops(db),
            new CloseAccount(db),
            new AccountMails(db, clock, new PortalAddress(Stage.Settings())),
            Stage.OneByOneOn(db)
        ).RunAsync(default);
    }

    private async Task<Account> SeenAsync(Account account)
    {
        await using var db = Database.Open();
        (await db.Users.SingleAsync(one => one.Id == account.Id)).SeenAt = Seen;
        await db.SaveChangesAsync();
        return account;
    }

    private async Task AskAsync(params Account[] people)
    {
        await using var db = Database.Open();
        foreach (var one in people)
            (await db.Users.SingleAsync(account => account.Id == one.Id)).ErasureAskedAt = Seen;
        await db.SaveChangesAsync();
    }

    private async Task<Account> AccountAsync(Account account)
    {
        await using var db = Database.Open();
        return await db.Users.AsNoTracking().SingleAsync(one => one.Id == account.Id);
    }

    private async Task<int> MailsAsync(string address, string template)
    {
        await using var db = Database.Open();
        var recipient = EmailAddress.Parse(address);
        return await db.Outbox.CountAsync(mail => mail.Recipient == recipient && mail.Template == template);
    }

    private async Task<List<string>> EventsAsync(Account account)
    {
        await using var db = Database.Open();
        return await db
            .History.Where(entry => entry.SubjectId == account.Id && entry.Name.StartsWith("person."))
            .OrderBy(entry => entry.Id)
            .Select(entry => entry.Name)
            .ToListAsync();
    }
}
