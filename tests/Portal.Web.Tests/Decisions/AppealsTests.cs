using System.Net;

namespace Portal.Web.Tests.Decisions;

/// <summary>A carrier contests a decision that is told, and the service answers.</summary>
[TestFixture]
internal sealed class AppealsTests : OnPortal
{
    private static readonly DateTimeOffset Publication = Deadline.InstantOf(
        new DateTime(2024, 1, 18, 14, 0, 0, DateTimeKind.Unspecified)
    );

    [Test]
    public async Task A_decision_is_contested_once_it_is_told_acknowledged_and_answered_in_the_portal()
    {
        var dossier = await CamillesAsync();
        var path = $"/dossiers/{dossier}/appeal";
        using var camille = await Host.SignInAsync("Camille");
        using var olivier = await Host.SignInAsync("Olivier");
        await Host.SetClockAsync(Publication.AddMinutes(-1));
        Assert.That((await camille.GetAsync(path)).Code, Is.EqualTo(404));
        Assert.That((await camille.PostAsync(path, ("text", "Trop tôt."))).Code, Is.EqualTo(404));

        await Host.SetClockAsync(Publication.AddMinutes(1));
        await Host.SweepAsync();
        Assert.That(Text((await camille.GetAsync(path)).Body), Does.Contain("19 mars 2024"));
        Assert.That((await camille.PostAsync(path, ("text", "Le montant est faux."))).Location, Is.EqualTo(path));
        Assert.That((await camille.PostAsync(path, ("text", "Encore."))).Code, Is.EqualTo(409), "one a decision");
        var answer = $"/staff/appeals/{await AppealAsync()}";
        foreach (var desk in new[] { $"/staff/dossiers/{dossier}", $"/staff/waves/{await WaveAsync()}/winners" })
            Assert.That(Text((await olivier.GetAsync(desk)).Body), Does.Contain($"href=\"{answer}\""), desk);
        Assert.That(Text((await olivier.GetAsync(answer)).Body), Does.Contain("Le montant est faux."));

        await RemindedAsync(Publication.AddDays(20), times: 0);
        await RemindedAsync(Publication.AddDays(31), times: 1);
        await Host.SetClockAsync(Publication.AddMinutes(2));

        var none = await olivier.PostAsync(answer, ("Reasons", "Sans choix."));
        Assert.That(none.Code, Is.EqualTo(409));
        Assert.That(Text(none.Body), Does.Contain("Sans choix."), "what was typed is kept");
        var sent = await olivier.PostAsync(answer, ("Upheld", "false"), ("Reasons", "Le montant est juste."));
        Assert.That(sent.Location, Is.EqualTo(answer));
        var again = await olivier.PostAsync(answer, ("Upheld", "true"), ("Reasons", "Finalement."));
        Assert.That(again.Code, Is.EqualTo(409), "once");
        Assert.That(
            Text((await camille.GetAsync(path)).Body),
            Does.Contain("Recours rejeté").And.Contain("Le montant est juste.")
        );
        await using var db = Database.Open();
        foreach (var template in new[] { "appeal-lodged", "appeal-to-answer", "appeal-answered" })
            Assert.That(await db.Outbox.CountAsync(mail => mail.Template == template), Is.EqualTo(1), template);
        await RemindedAsync(Publication.AddDays(58), times: 1);
    }

    /// <summary>Officers are reminded before silence rejects, and not once it is answered.</summary>
    private async Task RemindedAsync(DateTimeOffset at, int times)
    {
        await Host.SetClockAsync(at);
        await using var db = Database.Open();
        await Stage.RemindersOn(db).RunAsync(CancellationToken.None);
        var told = await db.Outbox.Where(mail => mail.Template == "appeal-reminder").ToListAsync();
        Assert.That(told.Select(mail => mail.Recipient.Value), Is.All.EqualTo("olivier@demo.example"));
        Assert.That(told, Has.Count.EqualTo(times), $"{at}");
    }

    private async Task<Guid> CamillesAsync()
    {
        await using var db = Database.Open();
        var camille = await db.Users.SingleAsync(account => account.Email == "camille@demo.example");
        var list = await db.WinnerLists.SingleAsync(one => one.PublishedAt == null);
        var decision = await db.Decisions.FirstAsync(one =>
            one.ListId == list.Id
            && db.Dossiers.Any(dossier => dossier.Id == one.DossierId && dossier.Carrier == camille.Person)
        );
        return decision.DossierId.Value;
    }

    private async Task<Guid> WaveAsync()
    {
        await using var db = Database.Open();
        var decision = (await db.Appeals.SingleAsync()).DecisionId;
        return (await db.Decisions.SingleAsync(one => one.Id == decision)).WaveId.Value;
    }

    private async Task<Guid> AppealAsync()
    {
        await using var db = Database.Open();
        return (await db.Appeals.SingleAsync()).Id.Value;
    }

    private static string Text(string body) =>
        WebUtility.HtmlDecode(body).Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
