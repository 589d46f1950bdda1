using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Admissions;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Admissions;
using Portal.Infrastructure.Persistence;
using Portal.Web.Tests.Access;

namespace Portal.Web.Tests.Admissions;

/// <summary>A programme that admits: staff sees who has a place, teams are told, what is typed is never lost.</summary>
[TestFixture]
internal sealed class PlacesTests : OnPortal
{
    [Test]
    public async Task Staff_sees_who_has_a_place_who_waits_and_who_is_refused_and_teams_hear_of_a_place_got_or_lost()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var (wave, dossiers) = await ExportAsync();
        var (placed, refused, other) = (dossiers[0], dossiers[1], dossiers[2]);
        var list = $"/staff/waves/{wave}/admissions";
        Assert.That(Text(await olivier.GetAsync($"/staff/waves/{wave}")), Does.Contain(list), "from the board");
        var before = Text(await olivier.GetAsync(list));
        Assert.That(before, Does.Contain("Places attribuées : 1 sur 30."));
        Assert.That(
            (Section(before, "Admitted"), Section(before, "NotMet"), Section(before, "Awaited")),
            Is.EqualTo((placed.Number, refused.Number, other.Number))
        );
        await PlacesAsync(1);
        foreach (var key in new[] { "marked", "team" })
            await olivier.PostAsync($"/staff/dossiers/{other.Id}/criteria/{key}", ($"met-{key}", "true"));
        Assert.That(Section(Text(await olivier.GetAsync(list)), "Waiting"), Is.EqualTo(other.Number));
        Assert.That(await ToldAsync(other.Id, "place-given"), Is.Zero);

        await olivier.PostAsync(
            $"/staff/dossiers/{placed.Id}/criteria/team",
            ("met-team", "false"),
            ("reason-team", "La personne est partie.")
        );
        Assert.That(await ToldAsync(placed.Id, "criterion-not-met"), Is.EqualTo(1));
        Assert.That(await ToldAsync(placed.Id, "place-lost"), Is.EqualTo(1));
        Assert.That(await ToldAsync(other.Id, "place-given"), Is.EqualTo(1), "who waited gets it at once");
        var after = Text(await olivier.GetAsync(list));
        Assert.That(Section(after, "Admitted"), Is.EqualTo(other.Number));
        Assert.That(
            Text(await olivier.GetAsync($"/staff/dossiers/{other.Id}/criteria")),
            Does.Contain("Place 1 sur 1.")
        );

        await WithdrawAsync(Database, other.Id);
        await SettleAsync();
        await SettleAsync();
        Assert.That(await ToldAsync(other.Id, "place-lost"), Is.Zero, "who withdrew knows it");
        await using var db = Database.Open();
        Assert.That(
            await db.History.CountAsync(line => line.SubjectId == other.Id && line.Name == "dossier.place-lost"),
            Is.EqualTo(1)
        );
        await PlacesAsync(30);
    }

    [Test]
    public async Task What_is_refused_comes_back_at_its_criterion_alone_as_it_was_typed()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var (_, dossiers) = await ExportAsync();
        var desk = $"/staff/dossiers/{dossiers[1].Id}/criteria";
        var unsaid = await olivier.PostAsync($"{desk}/team", ("reason-team", "Un motif long à écrire."));
        Assert.That((unsaid.Code, Times(Text(unsaid), "Un motif long à écrire.")), Is.EqualTo((409, 1)));
        Assert.That(Text(unsaid), Does.Contain("""id="met-team-error">Indiquez si le critère est rempli."""));
        var day = await olivier.PostAsync(
            $"{desk}/team",
            ("met-team", "true"),
            ("reason-team", "Vu."),
            ("validUntil-team", "31/02/2025")
        );
        Assert.That((day.Code, Times(Text(day), "value=\"31/02/2025\"")), Is.EqualTo((409, 1)));
        Assert.That(Text(day), Does.Contain("""id="validUntil-team-error">Ce jour n’existe pas."""));
        Assert.That(Times(Text(day), " checked"), Is.EqualTo(1), "no other criterion is answered by it");
        await using var db = Database.Open();
        var admission = await db.Admissions.SingleAsync(one => one.DossierId == new DossierId(dossiers[1].Id));
        var filing = await db
            .Dossiers.Where(one => one.Id == admission.DossierId)
            .Select(one => one.FilingId!.Value)
            .SingleAsync();
        Assert.That(admission.StateOf("team", filing, new DateOnly(2024, 1, 18)), Is.EqualTo(CriterionState.NotMet));
    }

    /// <summary>Those of the demonstration, in the order of their numbers: one admitted, one refused, one to be checked.</summary>
    private Task<(Guid Wave, IReadOnlyList<(Guid Id, string Number)> Dossiers)> ExportAsync() => ExportAsync(Database);

    internal static async Task<(Guid Wave, IReadOnlyList<(Guid Id, string Number)> Dossiers)> ExportAsync(
        TestDatabase database
    )
    {
        await using var db = database.Open();
        var found = await db
            .Dossiers.IgnoreAutoIncludes()
            .Where(one => db.Calls.Any(call => call.Id == one.CallId && call.Slug == "action-export"))
            .OrderBy(one => one.Number)
            .Select(one => new
            {
                one.Id,
                one.Number,
                one.WaveId,
            })
            .ToListAsync();
        return (found[0].WaveId.Value, [.. found.Select(one => (one.Id.Value, one.Number!))]);
    }

    /// <summary>As an operator's file would.</summary>
    private async Task PlacesAsync(int places)
    {
        await using var db = Database.Open();
        var call = await db.Calls.SingleAsync(one => one.Slug == "action-export");
        call.PlanAdmission(call.Admission! with { Places = places }, isFiledFor: false, by: null, await db.NowAsync());
        await db.SaveChangesAsync();
    }

    internal static async Task WithdrawAsync(TestDatabase database, Guid id)
    {
        await using var db = database.Open();
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == new DossierId(id));
        dossier.Withdraw("", dossier.Carrier, await db.NowAsync());
        await db.SaveChangesAsync();
    }

    private async Task SettleAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SettlePlaces>().RunAsync(CancellationToken.None);
    }

    private async Task<int> ToldAsync(Guid dossier, string template)
    {
        await using var db = Database.Open();
        var about = dossier.ToString();
        return await db.Outbox.CountAsync(mail =>
            mail.Template == template && mail.Occasion.Contains(about) && mail.SentAt == null
        );
    }

    /// <summary>The numbers of the dossiers in a section of the list.</summary>
    private static string Section(string body, string name)
    {
        var from = body.IndexOf($"id=\"{name}\"", StringComparison.Ordinal);
        if (from < 0)
            return "";
        var section = body[from..body.IndexOf("</section>", from, StringComparison.Ordinal)];
        return string.Join(
            ',',
            section.Split("/criteria\">").Skip(1).Select(rest => rest[..rest.IndexOf('<', StringComparison.Ordinal)])
        );
    }

    private static int Times(string body, string said) => body.Split(said).Length - 1;

    private static string Text(Answer answer) =>
        WebUtility.HtmlDecode(answer.Body).Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
