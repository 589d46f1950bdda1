using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Webhooks;
using Portal.Infrastructure.Scheduling;
using Portal.Infrastructure.Webhooks;

namespace Portal.Web.Tests.Webhooks;

/// <summary>Webhooks from the page on which they are added to a receiver that verifies what it gets.</summary>
[TestFixture]
internal sealed partial class WebhookThreadTests : OnPortal
{
    private static readonly DateTimeOffset Publication = Deadline.InstantOf(
        new DateTime(2024, 1, 18, 14, 0, 0, DateTimeKind.Unspecified)
    );

    private WebhookReceiver _receiver = null!;
    private Visitor _camille = null!;

    protected override (string Key, string Value)[] Settings =>
        [("Webhooks:ReachInside", "true"), ("Webhooks:PatienceSeconds", "2")];

    [SetUp]
    public async Task Begin()
    {
        _receiver = new WebhookReceiver();
        _camille = await Host.SignInAsync("Camille");
    }

    [TearDown]
    public async Task End()
    {
        _camille.Dispose();
        _receiver.Dispose();
        await using var db = Database.Open();
        await db.WebhookAttempts.ExecuteDeleteAsync();
        await db.WebhookMessages.ExecuteDeleteAsync();
        await db.Webhooks.ExecuteDeleteAsync();
    }

    [Test]
    public async Task A_message_is_verified_by_the_specifications_own_library_and_by_both_secrets_after_a_change()
    {
        var (path, secret) = await AddAsync(MessageTypes.CallAnnounced);
        await _camille.PostAsync($"{path}/test");
        await DeliverAsync();
        var first = _receiver.Received.Single();
        Assert.That(await first.IsSignedByAsync(secret));
        Assert.That(await first.IsSignedByAsync(WebhookSecrets.New()), Is.False, "another secret");
        Assert.That(await (first with { Body = first.Body + " " }).IsSignedByAsync(secret), Is.False, "another body");
        Assert.That(first.Id, Does.Match("^msg_[0-9a-f]{32}$"));
        Assert.That(first.Type, Is.EqualTo("webhook.test"));
        Assert.That(first.Json.GetProperty("timestamp").GetString(), Does.StartWith("2024-01-1").And.EndWith("Z"));

        var renewed = SecretOf(await _camille.PostAsync($"{path}/secret"));
        await _camille.PostAsync($"{path}/test");
        await DeliverAsync();
        var second = _receiver.Received[^1];
        Assert.That(await second.IsSignedByAsync(renewed));
        Assert.That(await second.IsSignedByAsync(secret), "the one before still signs");
        var page = await _camille.GetAsync(path);
        Assert.That(page.Body, Does.Not.Contain(renewed).And.Not.Contain(secret), "told once");
    }

    [Test]
    public async Task What_fails_is_tried_again_and_its_page_shows_each_try_and_sends_it_again()
    {
        var (path, _) = await AddAsync(MessageTypes.CallAnnounced);
        (_receiver.Status, _receiver.Answer) = (503, "<b>fermé</b>" + new string('x', 5_000));
        await _camille.PostAsync($"{path}/test");
        await DeliverAsync();
        await DeliverAsync();
        Assert.That(_receiver.Received, Has.Count.EqualTo(1), "it waits");
        var page = Said(await _camille.GetAsync(path));
        Assert.That(page, Does.Contain("Statut HTTP 503").And.Contain("Prochain essai").And.Contain("<b>fermé</b>"));
        await using var db = Database.Open();
        var attempt = await db.WebhookAttempts.AsNoTracking().SingleAsync();
        Assert.That(attempt.Answer, Has.Length.LessThanOrEqualTo(WebhookAttempt.MostKept));

        (_receiver.Status, _receiver.Answer) = (200, "merci");
        await MakeDueAsync();
        await DeliverAsync();
        Assert.That(Said(await _camille.GetAsync(path)), Does.Contain("Statut HTTP 200").And.Contain("merci"));

        var message = await db.WebhookMessages.AsNoTracking().SingleAsync();
        Assert.That(message.State, Is.EqualTo(MessageState.Delivered));
        var again = await _camille.PostAsync($"{path}/messages/{message.Id.Value}/again");
        Assert.That(again.Code, Is.EqualTo(302));
        await DeliverAsync();
        Assert.That(_receiver.Received.Select(one => one.Id).Distinct(), Is.EqualTo(new[] { message.HeaderId }));
        Assert.That(_receiver.Received, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_message_goes_out_once_though_four_deliver_at_once()
    {
        var (path, _) = await AddAsync(MessageTypes.CallAnnounced);
        _receiver.Before = () => Task.Delay(300);
        for (var count = 0; count < 3; count++)
            await _camille.PostAsync($"{path}/test");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DeliverAsync()));
        await DeliverAsync();
        Assert.That(_receiver.Received, Has.Count.EqualTo(3));
        Assert.That(_receiver.Received.Select(one => one.Id), Is.Unique);
    }

    [Test]
    public async Task A_portal_that_is_killed_before_it_notes_the_answer_sends_again_under_the_same_id()
    {
        var (path, secret) = await AddAsync(MessageTypes.CallAnnounced);
        await _camille.PostAsync($"{path}/test");
        // Whatever is noted is lost, as if the process had ended.
        await AsOwnerAsync(
            """
            create function lost() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$;
            create trigger lost before update on webhook_attempts execute function lost();
            """
        );
        await DeliverAsync();
        await AsOwnerAsync("drop trigger lost on webhook_attempts; drop function lost();");
        Assert.That(_receiver.Received, Has.Count.EqualTo(1));
        await DeliverAsync();
        Assert.That(_receiver.Received, Has.Count.EqualTo(1), "while its claim lasts nobody takes it over");

        await AsOwnerAsync("update webhook_messages set claimed_until = clock_timestamp() - interval '1 second'");
        await DeliverAsync();
        Assert.That(_receiver.Received.Select(one => one.Id).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await _receiver.Received[1].IsSignedByAsync(secret));
        var page = Said(await _camille.GetAsync(path));
        Assert.That(page, Does.Contain("Inconnu : ").And.Contain("Statut HTTP 204"));
    }

    [Test]
    public async Task A_redirect_is_told_and_not_followed()
    {
        using var inside = new WebhookReceiver();
        var (path, _) = await AddAsync(MessageTypes.CallAnnounced);
        foreach (var status in new[] { 301, 302, 303, 307, 308 })
        {
            _receiver.Status = status;
            _receiver.Headers["Location"] = inside.Address;
            await _camille.PostAsync($"{path}/test");
            await DeliverAsync();
        }
        Assert.That(_receiver.Received, Has.Count.EqualTo(5));
        Assert.That(inside.Received, Is.Empty);
        Assert.That(Said(await _camille.GetAsync(path)), Does.Contain("Redirigé : ").And.Contain("Statut HTTP 307"));
    }

    [Test]
    public async Task A_receiver_that_says_nothing_or_is_away_keeps_no_other_back()
    {
        using var silent = new WebhookReceiver { Before = () => Task.Delay(TimeSpan.FromSeconds(4)) };
        var (hangs, _) = await AddAsync(_camille, silent.Address, [MessageTypes.CallAnnounced]);
        var (away, _) = await AddAsync(
            _camille,
            $"http://127.0.0.1:{PostgresServer.FreePort()}/",
            [MessageTypes.CallAnnounced]
        );
        var (works, _) = await AddAsync(MessageTypes.CallAnnounced);
        foreach (var path in new[] { hangs, away, works })
            await _camille.PostAsync($"{path}/test");
        await DeliverAsync();
        Assert.That(_receiver.Received, Has.Count.EqualTo(1));
        Assert.That(Said(await _camille.GetAsync(hangs)), Does.Contain("Pas de réponse à temps"));
        Assert.That(Said(await _camille.GetAsync(away)), Does.Contain("Le serveur ne répond pas"));
    }

    [Test]
    public async Task After_the_last_try_the_webhook_is_paused_and_its_owner_gets_one_mail_and_410_pauses_at_once()
    {
        var (path, _) = await AddAsync(MessageTypes.CallAnnounced);
        _receiver.Status = 500;
        await _camille.PostAsync($"{path}/test");
        await _camille.PostAsync($"{path}/test");
        await AsOwnerAsync("update webhook_messages set try = 9, tries_in_a_row = 9");
        await DeliverAsync();
        await MakeDueAsync();
        await DeliverAsync();
        Assert.That(_receiver.Received, Has.Count.EqualTo(1), "nothing is sent from there on");
        Assert.That(Said(await _camille.GetAsync(path)), Does.Contain("malgré tous les essais"));
        Assert.That(await MailsAsync("webhook-suspended"), Is.EqualTo(1));
        Assert.That((await _camille.PostAsync($"{path}/test")).Code, Is.EqualTo(409));

        _receiver.Status = 410;
        await _camille.PostAsync($"{path}/resume");
        await DeliverAsync();
        Assert.That(Said(await _camille.GetAsync(path)), Does.Contain("ne veut plus de messages (410)"));
        Assert.That(await MailsAsync("webhook-gone"), Is.EqualTo(1));
    }

    [Test]
    public async Task Winners_are_told_at_their_minute_once_to_all_and_that_it_is_decided_to_the_team_alone()
    {
        await Host.SetClockAsync(Publication.AddMinutes(-10));
        await AddAsync(MessageTypes.WinnersPublished, MessageTypes.DossierDecided);
        using var theirs = new WebhookReceiver();
        using var emma = await Host.SignInAsync("Emma");
        await AddAsync(emma, theirs.Address, [MessageTypes.WinnersPublished, MessageTypes.DossierDecided]);
        await Host.SetClockAsync(Publication.AddSeconds(-1));
        await TellAsync();
        await DeliverAsync();
        Assert.That(_receiver.Received, Is.Empty);

        await Host.SetClockAsync(Publication);
        await Task.WhenAll(TellAsync(), TellAsync());
        await TellAsync();
        await DeliverAsync();
        Assert.That(theirs.Received.Select(one => one.Type), Is.EqualTo(new[] { "winners.published" }));
        var types = _receiver.Received.Select(one => one.Type).ToList();
        Assert.That(types.Count(type => type == "winners.published"), Is.EqualTo(1));
        await using var db = Database.Open();
        var own = await db
            .Dossiers.Where(one =>
                db.WinnerLists.Any(list =>
                    list.PublishAt == Publication
                    && db.Decisions.Any(taken => taken.ListId == list.Id && taken.DossierId == one.Id)
                )
            )
            .Where(one =>
                one.Members.Any(member =>
                    db.Users.Any(account =>
                        account.Id == member.Person.Value && account.Email == "camille@demo.example"
                    )
                )
            )
            .Select(one => new { one.Id, one.Title })
            .ToListAsync();
        Assert.That(own, Is.Not.Empty, "Camille has a dossier in it");
        Assert.That(types.Count(type => type == "dossier.decided"), Is.EqualTo(own.Count));
        var decided = _receiver.Received.First(one => one.Type == "dossier.decided").Json.GetProperty("data");
        Assert.That(
            decided.EnumerateObject().Select(one => one.Name),
            Is.EqualTo(new[] { "dossier", "address" }),
            "no title, no result"
        );
        Assert.That(own.Select(one => one.Id.Value), Has.Member(decided.GetProperty("dossier").GetGuid()));

        using var late = new WebhookReceiver();
        await AddAsync(_camille, late.Address, [MessageTypes.WinnersPublished, MessageTypes.DossierDecided]);
        await TellAsync();
        await DeliverAsync();
        Assert.That(late.Received, Is.Empty, "what happened before it was added");
    }

    [Test]
    public async Task That_a_dossier_was_filed_is_told_to_its_team_and_to_nobody_who_left_it_meanwhile()
    {
        await AddAsync(MessageTypes.DossierFiled);
        using var theirs = new WebhookReceiver();
        using var paul = await Host.SignInAsync("Paul");
        var (path, _) = await AddAsync(paul, theirs.Address, [MessageTypes.DossierFiled]);
        await using var db = Database.OpenAsOwner();
        var camille = await db.Users.SingleAsync(one => one.Email == "camille@demo.example");
        var member = (await db.Users.SingleAsync(one => one.Email == "paul@demo.example")).Person;
        var stage = new Stage(Database);
        var draft = await stage.DraftAsync(camille);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into dossier_members (dossier_id, person, role, partner)
            select dossier_id, {member.Value}, 'Reader', partner from dossier_members where dossier_id = {draft.Id.Value}
            """
        );
        await stage.FileAsync(draft, camille);
        await TellAsync();
        await db.Database.ExecuteSqlAsync(
            $"delete from dossier_members where dossier_id = {draft.Id.Value} and person = {member.Value}"
        );
        await DeliverAsync();
        var told = _receiver.Received.Single();
        Assert.That(told.Json.GetProperty("data").GetProperty("dossier").GetGuid(), Is.EqualTo(draft.Id.Value));
        Assert.That(told.Body, Does.Not.Contain(draft.Title));
        Assert.That(theirs.Received, Is.Empty);
        Assert.That(Said(await paul.GetAsync(path)), Does.Contain("Vous ne voyez plus ce dossier"));
    }

    [Test]
    public async Task One_has_ten_at_most_and_a_removed_one_leaves_nothing_but_its_history()
    {
        var paths = new List<string>();
        for (var count = 0; count < Webhook.MostOfAPerson; count++)
            paths.Add((await AddAsync(MessageTypes.CallAnnounced)).Path);
        var more = await PostAsync(_camille, _receiver.Address, [MessageTypes.CallAnnounced]);
        Assert.That(more.Code, Is.EqualTo(409));
        await _camille.PostAsync($"{paths[0]}/test");
        await DeliverAsync();
        Assert.That((await _camille.GetAsync($"{paths[0]}/remove")).Code, Is.EqualTo(200));
        await _camille.PostAsync($"{paths[0]}/remove");
        Assert.That((await _camille.GetAsync(paths[0])).Code, Is.EqualTo(404));
        await using var db = Database.Open();
        Assert.That(await db.Webhooks.CountAsync(), Is.EqualTo(Webhook.MostOfAPerson - 1));
        Assert.That(await db.WebhookMessages.AnyAsync(), Is.False);
        Assert.That(await db.History.AnyAsync(one => one.Name == "webhook.removed"));
    }

    [Test]
    public async Task Tries_of_a_month_ago_are_deleted_with_their_messages()
    {
        var (path, _) = await AddAsync(MessageTypes.CallAnnounced);
        await _camille.PostAsync($"{path}/test");
        await DeliverAsync();
        await PruneAsync();
        await using var db = Database.Open();
        Assert.That(await db.WebhookAttempts.CountAsync(), Is.EqualTo(1));
        await AsOwnerAsync(
            "update webhook_attempts set at = at - interval '31 days'; update webhook_messages set happened_at = happened_at - interval '31 days';"
        );
        await PruneAsync();
        Assert.That((await db.WebhookAttempts.CountAsync(), await db.WebhookMessages.CountAsync()), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task A_wrong_address_and_nothing_chosen_are_told_at_their_fields()
    {
        var wrong = await PostAsync(_camille, "https://name:password@example.org/", []);
        Assert.That(Said(wrong), Does.Contain("sans nom ni mot de passe").And.Contain("Choisissez au moins"));
    }

    private Task<(string Path, string Secret)> AddAsync(params string[] types) =>
        AddAsync(_camille, _receiver.Address, types);

    private static async Task<(string Path, string Secret)> AddAsync(Visitor person, string address, string[] types)
    {
        var added = await PostAsync(person, address, types);
        Assert.That(SecretOf(added), Is.Not.Empty, "it was added");
        return (Path().Match(added.Body).Groups["path"].Value, SecretOf(added));
    }

    private static Task<Answer> PostAsync(Visitor person, string address, string[] types) =>
        person.PostAsync("/account/webhooks", [("Address", address), .. types.Select(type => ("Types", type))]);

    private static string SecretOf(Answer answer) =>
        Secret().Match(WebUtility.HtmlDecode(answer.Body)).Groups["secret"].Value;

    /// <summary>What the page itself says.</summary>
    private static string Said(Answer answer) =>
        WebUtility
            .HtmlDecode(answer.Body[answer.Body.IndexOf("<main", StringComparison.Ordinal)..])
            .Replace('\u00a0', ' ');

    private async Task DeliverAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DeliverWebhooks>().RunAsync(CancellationToken.None);
    }

    private async Task TellAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TellWebhooks>().RunAsync(CancellationToken.None);
    }

    private async Task PruneAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Sweeps>().PruneTokensAsync(CancellationToken.None);
    }

    private Task MakeDueAsync() =>
        AsOwnerAsync("update webhook_messages set due_at = portal_now() where due_at is not null");

    private Task AsOwnerAsync(string sql) =>
        PostgresServer.ExecuteAsync(sql, new Npgsql.NpgsqlConnectionStringBuilder(Database.Owner).Database!);

    private async Task<int> MailsAsync(string template)
    {
        await using var db = Database.Open();
        return await db.Outbox.CountAsync(mail => mail.Template == template);
    }

    [GeneratedRegex("(?<path>/account/webhooks/[0-9a-f-]{36})/test", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Path();

    [GeneratedRegex("(?<secret>whsec_[A-Za-z0-9+/=]+)", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Secret();
}
