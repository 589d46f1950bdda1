using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Domain.Waves;
using Portal.Infrastructure.Demo;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Seeds;
using Portal.Testing;

namespace Portal.Bench;

/// <summary>Somebody signed in: what a browser would send with each request.</summary>
/// <param name="Cookies">As the measured portal names them.</param>
/// <param name="Plain">As a host in development names them.</param>
/// <param name="Token">Against forged requests.</param>
internal sealed record Session(string Cookies, string Plain, string Token)
{
    /// <summary>The name of the session's cookie outside of development.</summary>
    public const string Cookie = "__Host-session";

    public static Session Of(IEnumerable<string> plain, string token) =>
        new(string.Join("; ", plain.Select(cookie => "__Host-" + cookie)), string.Join("; ", plain), token);

    /// <summary>The same with a renewed session.</summary>
    public Session With(string renewed) =>
        this with
        {
            Cookies = string.Join(
                "; ",
                Cookies
                    .Split("; ")
                    .Select(cookie => cookie.StartsWith(Cookie, StringComparison.Ordinal) ? renewed : cookie)
            ),
        };
}

/// <summary>A wave of 2,000 filed and reviewed dossiers, and carriers who write, by the acts that make them.</summary>
internal sealed partial class Population(PortalHost host)
{
    public const string Section = "study";

    public async Task<WaveId> ReviewedWaveAsync(int count)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        var dossiers = scope.ServiceProvider.GetRequiredService<DemoDossiers>();
        var programme = scope.ServiceProvider.GetRequiredService<ProgrammeTerms>();
        var id = await db
            .Waves.Where(wave =>
                wave.Number == 2 && db.Calls.Any(call => call.Id == wave.CallId && call.Slug == "entrepots-donnees")
            )
            .Select(wave => wave.Id)
            .SingleAsync();
        var carriers = await db
            .Users.Where(account => account.Email!.StartsWith("porteur"))
            .Select(account => account.Id)
            .ToListAsync();
        for (var number = 0; number < count; number++)
        {
            if (number % 50 == 0)
                db.ChangeTracker.Clear();
            var (call, wave) = await CallOfAsync(db, id);
            var closed = wave.ClosesAt!.EndsAt;
            var carrier = new PersonId(carriers[number % carriers.Count]);
            var dossier = await dossiers.WriteAsync(
                call,
                wave,
                500_000 + number,
                carrier,
                programme,
                closed.AddDays(-20),
                complete: true,
                CancellationToken.None
            );
            await dossiers.FileAsync(
                dossier,
                call,
                wave,
                carrier,
                closed.AddDays(-10).AddMinutes(number),
                CancellationToken.None
            );
            dossier.CheckEligibility(wave, eligible: true, "", carrier, closed.AddDays(2));
            foreach (
                var expert in await db
                    .Experts.Where(expert => expert.WaveId == id)
                    .Include(expert => expert.Pool.Conflicts)
                    .ToListAsync()
            )
                db.Reviews.Add(
                    Submitted(
                        call.CurrentGrid,
                        dossier,
                        expert,
                        1 + (number + expert.Name.Length) % 6,
                        closed.AddDays(20)
                    )
                );
            await db.SaveChangesAsync();
        }
        await scope.ServiceProvider.GetRequiredService<SealHistory>().RunAsync(CancellationToken.None);
        return id;
    }

    /// <summary>Carriers with a draft each, in the wave that is open.</summary>
    public async Task<IReadOnlyList<(Account Carrier, DossierId Dossier)>> WritersAsync(int count)
    {
        var stage = new Stage(host.Database);
        var writers = new List<(Account, DossierId)>();
        for (var number = 0; number < count; number++)
        {
            var carrier = await stage.PersonAsync($"Personne {number}");
            writers.Add((carrier, (await stage.DraftAsync(carrier)).Id));
        }
        await using var db = host.Database.OpenAsOwner();
        await db.Users.ExecuteUpdateAsync(change => change.SetProperty(account => account.IsDemonstration, true));
        return writers;
    }

    /// <summary>Enters as a person through the demonstration's door; the measured portal takes the same cookies.</summary>
    public async Task<Session> SignInAsync(Guid person)
    {
        using var client = host.CreateDefaultClient(new Uri("http://localhost"));
        var (jar, token) = await PageAsync(client, "");
        using var entry = new HttpRequestMessage(HttpMethod.Post, "/demo/sign-in");
        entry.Headers.Add("Cookie", jar);
        entry.Content = new FormUrlEncodedContent([
            new("id", person.ToString()),
            new("__RequestVerificationToken", token),
        ]);
        using var entered = await client.SendAsync(entry);
        var session = Cookies(entered);
        (var csrf, token) = await PageAsync(client, session);
        return Session.Of(new[] { session, csrf.Length > 0 ? csrf : jar }.Where(one => one.Length > 0), token);
    }

    private static async Task<(string Cookies, string Token)> PageAsync(HttpClient client, string cookies)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account/sign-in");
        if (cookies.Length > 0)
            request.Headers.Add("Cookie", cookies);
        using var page = await client.SendAsync(request);
        return (Cookies(page), Token().Match(await page.Content.ReadAsStringAsync()).Groups["token"].Value);
    }

    private static string Cookies(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies)
            ? string.Join("; ", cookies.Select(cookie => cookie.Split(';')[0]).Where(cookie => !cookie.EndsWith('=')))
            : "";

    private static async Task<(Call, Wave)> CallOfAsync(PortalDbContext db, WaveId id)
    {
        var wave =
            db.Waves.Local.FirstOrDefault(one => one.Id == id) ?? await db.Waves.SingleAsync(one => one.Id == id);
        var call =
            db.Calls.Local.FirstOrDefault(one => one.Id == wave.CallId)
            ?? await db
                .Calls.Include(one => one.Forms)
                .Include(one => one.Grids)
                .SingleAsync(one => one.Id == wave.CallId);
        return (call, wave);
    }

    private static Review Submitted(Grid grid, Dossier dossier, Expert expert, int mark, DateTimeOffset at)
    {
        var review = Review.Assign(dossier, expert, grid, expert.Person, at.AddDays(-10));
        review.Save(
            new ReviewSheet(
                [.. grid.Criteria.Select(criterion => new CriterionReview(criterion.Key, mark, "", "Remarque."))],
                "",
                "Avis."
            ),
            0,
            at
        );
        review.Submit(grid, at);
        return review;
    }

    [GeneratedRegex(
        "__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"",
        RegexOptions.None,
        5_000
    )]
    private static partial Regex Token();
}
