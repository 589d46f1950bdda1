using Microsoft.EntityFrameworkCore;
using Portal.Domain.People;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Seeds;
using Portal.Web.Notifications;

namespace Portal.Web;

/// <summary>What the binary does beside serving: <c>Portal.Web migrate</c> and the like.</summary>
internal static class Commands
{
    /// <summary>Runs the command named on the command line.</summary>
    /// <returns>The exit code; null where no command is named and the portal is to serve.</returns>
    public static async Task<int?> RunAsync(string[] args, IConfiguration configuration)
    {
        switch (args)
        {
            case ["migrate", ..]:
                await Migrator.MigrateAsync(Owner(configuration));
                return 0;
            case ["seed", "--preview"]:
                return await SeedAsync(configuration, PreviewAsync);
            case ["seed"]:
                return await SeedAsync(configuration, (db, seeds) => Seeder.ApplyAsync(db, seeds));
            case ["verify-history", var kept, ..]:
                return await VerifyHistoryAsync(configuration, kept);
            case ["verify-history"]:
                return await VerifyHistoryAsync(configuration, kept: null);
            case ["deliver-mails"]:
                return await DeliverCommand.RunAsync(configuration, reminds: false);
            case ["deliver-mails", "--reminders"]:
                return await DeliverCommand.RunAsync(configuration, reminds: true);
            case ["grant-administrator", var email, ..]:
                return await GrantAdministratorAsync(email, configuration);
            case ["seed", .. var unknown]:
                await Console.Error.WriteLineAsync(
                    $"'{string.Join(' ', unknown)}' says nothing to seed. There are: seed, seed --preview. Nothing was done."
                );
                return 2;
            case [{ Length: > 0 } unknown, ..] when !unknown.StartsWith('-'):
                await Console.Error.WriteLineAsync(
                    $"'{unknown}' is no command. There are: migrate, seed [--preview], verify-history [<head of an earlier check>], deliver-mails [--reminders], grant-administrator <e-mail>."
                );
                return 2;
            default:
                return null;
        }
    }

    public static string Owner(IConfiguration configuration) =>
        Connection(configuration, PortalDatabase.OwnerConnection);

    public static string Seeds(IConfiguration configuration) =>
        configuration["Portal:Seeds"]
        ?? throw new InvalidOperationException("Portal:Seeds is not set: the folder of programme.yaml and calls/.");

    private static async Task<int> SeedAsync(IConfiguration configuration, Func<PortalDbContext, string, Task> act)
    {
        await using var db = PortalDatabase.Open(Owner(configuration));
        try
        {
            await act(db, Seeds(configuration));
            return 0;
        }
        catch (SeedException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 1;
        }
    }

    /// <summary>Tells which cut-offs the seeds would change and whom that hits, before mails leave to these.</summary>
    private static async Task PreviewAsync(PortalDbContext db, string seeds)
    {
        var dates = await Seeder.PreviewAsync(db, seeds);
        Console.WriteLine(dates.Count == 0 ? "No cut-off moves, appears or goes." : string.Join('\n', dates));
    }

    private static async Task<int> VerifyHistoryAsync(IConfiguration configuration, string? kept)
    {
        await using var db = PortalDatabase.Open(Connection(configuration, PortalDatabase.Connection));
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        var check = await VerifyHistory.RunAsync(db, kept);
        Console.WriteLine($"{check.Checked} entries checked, {check.Unsealed} not sealed yet, head {check.Head}");
        Console.WriteLine(check.Break is null ? "The history is whole." : $"BROKEN: {check.Break}.");
        return check.Break is null ? 0 : 1;
    }

    /// <summary>Makes an account an administrator: how the first one comes to be.</summary>
    private static async Task<int> GrantAdministratorAsync(string email, IConfiguration configuration)
    {
        await using var db = PortalDatabase.Open(Owner(configuration));
        await Roles.EnsureAsync(db);
        var normal = email.Trim().ToUpperInvariant();
        if (
            await db.Users.SingleOrDefaultAsync(account => account.NormalizedEmail == normal && account.EmailConfirmed)
            is not { } account
        )
        {
            await Console.Error.WriteLineAsync(
                "No confirmed account has this address. Sign up and confirm it first, then run this again."
            );
            return 1;
        }
        await new Roles(db).GiveAsync(account.Person, PortalRole.Administrator, by: null, await db.NowAsync());
        await db.SaveChangesAsync();
        Console.WriteLine("Done. The next sign-in asks for a second factor.");
        return 0;
    }

    private static string Connection(IConfiguration configuration, string name) =>
        configuration.GetConnectionString(name)
        ?? throw new InvalidOperationException($"ConnectionStrings:{name} is not set.");
}
