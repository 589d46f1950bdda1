using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Waves;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Demo;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications.Reminding;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Scheduling;
using Portal.Infrastructure.Seeds;
using Portal.Infrastructure.Storage;

namespace Portal.Testing;

/// <summary>Sets a scene in a test's database: people, and dossiers in any state, by the acts that make them.</summary>
public sealed class Stage(TestDatabase database)
{
    private static readonly IFileStore Files = new ScratchStore();
    private static readonly ProgrammeTerms Programme = ProgrammeSeed.Read(Repository.Seeds);
    private int _people;
    private int _dossiers;

    public async Task<Account> PersonAsync(string name = "Personne", string language = "fr", PortalRole? role = null)
    {
        await using var db = database.Open();
        var address = $"personne{++_people}.{Guid.NewGuid():N}@test.example";
        var account = new Account
        {
            Name = name,
            Email = address,
            NormalizedEmail = address.ToUpperInvariant(),
            UserName = address,
            NormalizedUserName = address.ToUpperInvariant(),
            EmailConfirmed = true,
            Language = language,
            SecurityStamp = Guid.NewGuid().ToString("N"),
        };
        db.Users.Add(account);
        await db.SaveChangesAsync();
        if (role is { } given)
        {
            await new Roles(db).GiveAsync(account.Person, given, by: null, await db.NowAsync());
            await db.SaveChangesAsync();
        }
        return account;
    }

    /// <summary>A carrier without a part in anything, who can be entered as by name.</summary>
    public async Task<Account> StrangerAsync(string name = "Étranger")
    {
        var stranger = await PersonAsync(name, role: PortalRole.Carrier);
        await using var db = database.OpenAsOwner();
        await db
            .Users.Where(account => account.Id == stranger.Id)
            .ExecuteUpdateAsync(change => change.SetProperty(account => account.IsDemonstration, true));
        return stranger;
    }

    public static Viewer ViewerOf(Account account, params PortalRole[] roles) => new(account.Person, roles.ToHashSet());

    public async Task<Wave> WaveAsync(string slug, int number = 1)
    {
        await using var db = database.Open();
        return await db
            .Waves.AsNoTracking()
            .SingleAsync(wave =>
                wave.Number == number && db.Calls.Any(call => call.Id == wave.CallId && call.Slug == slug)
            );
    }

    /// <summary>A draft, complete unless told, begun on the demo's day unless told.</summary>
    public async Task<Dossier> DraftAsync(
        Account carrier,
        string slug = "evaluation-dmn",
        int wave = 1,
        bool complete = true,
        DateTimeOffset? startedAt = null
    )
    {
        await using var db = database.Open();
        var (call, its) = await CallAsync(db, slug, wave);
        var dossiers = new DemoDossiers(db, Files);
        return await dossiers.WriteAsync(
            call,
            its,
            NextNumber(carrier),
            carrier.Person,
            Programme,
            startedAt ?? DemoTime.Start,
            complete,
            CancellationToken.None
        );
    }

    /// <summary>A dossier filed at a moment of the past, for a wave that may be closed by now.</summary>
    public async Task<Dossier> FiledAsync(Account carrier, string slug, int wave, DateTimeOffset at)
    {
        await using var db = database.Open();
        var (call, its) = await CallAsync(db, slug, wave);
        var dossiers = new DemoDossiers(db, Files);
        var dossier = await dossiers.WriteAsync(
            call,
            its,
            NextNumber(carrier),
            carrier.Person,
            Programme,
            at.AddHours(-2),
            complete: true,
            CancellationToken.None
        );
        await dossiers.FileAsync(dossier, call, its, carrier.Person, at, CancellationToken.None);
        return dossier;
    }

    /// <summary>
    /// A dossier that has a GO: its first step filed and judged at a moment of the past, its second one to be written,
    /// written, or written and filed.
    /// </summary>
    public async Task<Dossier> GoneOnAsync(
        Account carrier,
        string slug = "evaluation-dmn",
        int wave = 1,
        StepTwo until = StepTwo.Open,
        DateTimeOffset? filedAt = null,
        Deadline? due = null
    )
    {
        await using var db = database.Open();
        var (call, its) = await CallAsync(db, slug, wave);
        var dossiers = new DemoDossiers(db, Files);
        var (number, at) = (NextNumber(carrier), filedAt ?? its.CutOffs[0].Deadline.At.AddDays(-1));
        var (person, none) = (carrier.Person, CancellationToken.None);
        var dossier = await dossiers.WriteAsync(call, its, number, person, Programme, at.AddHours(-2), true, none);
        await dossiers.FileAsync(dossier, call, its, person, at, none);
        var judged = its.CutOffs.First(cutOff => cutOff.Id == dossier.CutOffId).Deadline.EndsAt.AddDays(1);
        var letter = new VerdictLetter(VerdictAnswer.Go, "Remarques.", due ?? StepTwoDue);
        await dossiers.JudgeAsync(dossier, call, its, letter, person, judged, none);
        if (until != StepTwo.Open)
            await dossiers.WriteStepAsync(call, dossier, number, Programme, judged.AddHours(1), true, none);
        if (until == StepTwo.Filed)
            await dossiers.FileAsync(dossier, call, its, person, judged.AddHours(2), none);
        return dossier;
    }

    /// <summary>Long after the demo's day.</summary>
    public static Deadline StepTwoDue { get; } =
        new(new DateTime(2024, 4, 9, 12, 0, 0, DateTimeKind.Unspecified), TimeSpan.FromSeconds(300));

    public async Task<Filing?> FileAsync(Dossier dossier, Account by, CutOffId? announced = null)
    {
        await using var db = database.Open();
        return await FilingOn(db).RunAsync(dossier.Id, ViewerOf(by), announced, CancellationToken.None);
    }

    public static FileDossier FilingOn(PortalDbContext db) =>
        new(db, new FilingDesk(db, new FormCache()), NullLogger<FileDossier>.Instance);

    public static SendReminders RemindersOn(PortalDbContext db) => new(db, NullLogger<SendReminders>.Instance);

    public static OneByOne OneByOneOn(PortalDbContext db) => new(db, new JobRun(), NullLogger<OneByOne>.Instance);

    public static IConfiguration Settings(params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key, value.Value)))
            .Build();

    private int NextNumber(Account carrier) => 50_000 + ++_dossiers + Math.Abs(carrier.Id.GetHashCode() % 100_000);

    private static async Task<(Call Call, Wave Wave)> CallAsync(PortalDbContext db, string slug, int number)
    {
        var call = await db
            .Calls.Include(one => one.Forms)
            .Include(one => one.Grids)
            .SingleAsync(one => one.Slug == slug);
        return (call, await db.Waves.SingleAsync(one => one.CallId == call.Id && one.Number == number));
    }

    /// <summary>Measures what it is given and forgets it: for tests that read no file again.</summary>
    private sealed class ScratchStore : IFileStore
    {
        public async Task<StoredFile> WriteAsync(AttachmentId id, Stream content, CancellationToken cancellation)
        {
            var hash = await System.Security.Cryptography.SHA256.HashDataAsync(content, cancellation);
            return new StoredFile(id, content.Length, Convert.ToHexStringLower(hash));
        }

        public Task<Stream> OpenAsync(AttachmentId id, CancellationToken cancellation) =>
            throw new FileNotFoundException();

        public Task DeleteAsync(AttachmentId id, CancellationToken cancellation) => Task.CompletedTask;
    }
}

/// <summary>How far the second step of a dossier has come.</summary>
public enum StepTwo
{
    Open,
    Written,
    Filed,
}
