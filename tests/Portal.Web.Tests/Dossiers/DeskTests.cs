using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Web.Dossiers;

namespace Portal.Web.Tests.Dossiers;

/// <summary>Who is where at the desk, in two instances of the portal on one database.</summary>
[TestFixture]
internal sealed class DeskTests : OnPortal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private PortalHost _other = null!;
    private DossierId _dossier;

    [OneTimeSetUp]
    public async Task StartAnother()
    {
        _other = new PortalHost(Database);
        _ = _other.Server;
        await using var db = Database.OpenAsOwner();
        var paul = await db.Users.SingleAsync(account => account.Email == "paul@demo.example");
        _dossier = await db
            .Dossiers.Where(one => one.FiledAt == null && one.Members.Any(member => member.Person == paul.Person))
            .Select(one => one.Id)
            .FirstAsync();
    }

    [OneTimeTearDown]
    public async Task StopAnother() => await _other.DisposeAsync();

    [Test]
    public async Task Who_sits_at_another_instance_is_seen_and_what_they_save_is_told()
    {
        await using var camille = await Desk.OpenAsync(Host, "Camille");
        await using var paul = await Desk.OpenAsync(_other, "Paul");
        // Listening may begin a moment after the portal does: a sign of life is repeated, as pages do.
        await camille.UntilAsync(() => camille.Here.Contains("Paul Démo", StringComparison.Ordinal), Sit);
        await paul.UntilAsync(() => paul.Here.Contains("Camille", StringComparison.Ordinal), Sit);
        await paul.Visitor.PostForJsonAsync(
            $"/dossiers/{_dossier.Value}/sections/project",
            ("f.acronym", "AILLEURS"),
            ("changed", "acronym"),
            ("revision", "999")
        );
        await camille.UntilAsync(() => camille.Saved.Contains("project", StringComparison.Ordinal), Sit);

        async Task Sit()
        {
            await camille.SitAsync(_dossier);
            await paul.SitAsync(_dossier);
        }
    }

    [Test]
    public async Task Whose_dossier_it_is_not_may_not_sit_there()
    {
        await using var emma = await Desk.OpenAsync(Host, "Emma");
        Assert.ThrowsAsync<HubException>(() => emma.SitAsync(_dossier));
    }

    [Test]
    public async Task Who_left_the_team_hears_nothing_more()
    {
        await using var camille = await Desk.OpenAsync(Host, "Camille");
        var stage = new Stage(Database);
        await using var db = Database.OpenAsOwner();
        var carrier = await db.Users.SingleAsync(account => account.Email == "camille@demo.example");
        var own = (await stage.DraftAsync(carrier)).Id;
        await camille.SitAsync(own);
        await camille.UntilAsync(() => camille.Here.Length > 2);
        await db.Members.Where(member => member.DossierId == own).ExecuteDeleteAsync();
        Assert.ThrowsAsync<HubException>(() => camille.SitAsync(own));

        var seats = Host.Services.GetRequiredService<DeskPresence>();
        await seats.HearAsync(new DeskMessage(own.Value, Saved: new DeskSave("project", 1, "Paul Démo")));
        await camille.SitAsync(_dossier);
        await camille.UntilAsync(() => camille.Here.Contains("Camille", StringComparison.Ordinal));
        Assert.That(camille.Saved, Is.Empty);
    }

    [Test]
    public async Task Who_is_taken_out_of_the_team_hears_nothing_more_at_once()
    {
        await using var camille = await Desk.OpenAsync(Host, "Camille");
        await using var paul = await Desk.OpenAsync(Host, "Paul");
        await using var db = Database.OpenAsOwner();
        var (carrier, other) = (await AccountAsync(db, "camille"), await AccountAsync(db, "paul"));
        var own = (await new Stage(Database).DraftAsync(carrier)).Id;
        await db.Database.ExecuteSqlAsync(
            $"insert into dossier_members (dossier_id, person, role, partner) values ({own.Value}, {other.Id}, 'Reader', {Consortium.Lead})"
        );
        await paul.SitAsync(own);
        await camille.SitAsync(own);
        await camille.UntilAsync(() => camille.Here.Contains("Paul Démo", StringComparison.Ordinal));
        var removed = await camille.Visitor.PostAsync($"/dossiers/{own.Value}/team/{other.Id}/remove");
        Assert.That(removed.Code, Is.EqualTo(302));
        await camille.UntilAsync(() => !camille.Here.Contains("Paul Démo", StringComparison.Ordinal));
        var seats = Host.Services.GetRequiredService<DeskPresence>();
        await seats.HearAsync(new DeskMessage(own.Value, Saved: new DeskSave("project", 1, "Camille Démo")));
        await camille.UntilAsync(() => camille.Saved.Length > 0);
        Assert.That(paul.Saved, Is.Empty);
    }

    private static Task<Infrastructure.Identity.Account> AccountAsync(PortalDbContext db, string key) =>
        db.Users.SingleAsync(account => account.Email == $"{key}@demo.example");

    /// <summary>A page that is open at the desk.</summary>
    private sealed class Desk(HubConnection connection, Visitor visitor) : IAsyncDisposable
    {
        public Visitor Visitor => visitor;

        public string Here { get; private set; } = "";

        public string Saved { get; private set; } = "";

        public static async Task<Desk> OpenAsync(PortalHost host, string name)
        {
            var (connection, visitor) = await Hubs.ConnectAsync(host, name, DeskHub.Path);
            var desk = new Desk(connection, visitor);
            connection.On<JsonElement>("here", seats => desk.Here = seats.ToString());
            connection.On<JsonElement>("saved", saved => desk.Saved = saved.ToString());
            await connection.StartAsync();
            return desk;
        }

        public Task SitAsync(DossierId dossier) => connection.InvokeAsync("Sit", dossier.Value, "project", "acronym");

        public async Task UntilAsync(Func<bool> holds, Func<Task>? again = null)
        {
            for (var start = TimeProvider.System.GetTimestamp(); !holds(); await Task.Delay(100))
            {
                if (TimeProvider.System.GetElapsedTime(start) > Patience)
                    Assert.Fail($"Here: {Here}; saved: {Saved}");
                if (again is not null)
                    await again();
            }
        }

        public async ValueTask DisposeAsync()
        {
            await connection.DisposeAsync();
            visitor.Dispose();
        }
    }
}
