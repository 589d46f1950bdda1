using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;

namespace Portal.Testing;

/// <summary>The whole portal on a test's database, without its background jobs: tests run the sweeps when they want.</summary>
public sealed class PortalHost(
    TestDatabase database,
    bool demonstration = true,
    params (string Key, string Value)[] settings
) : WebApplicationFactory<Program>
{
    /// <summary>Where uploads of all test hosts lie: copies of a template's database find its files.</summary>
    private static readonly string Files = Directory.CreateTempSubdirectory("portal-files-").FullName;

    /// <summary>Keys of all test hosts: to find two primes takes as long as to start a host.</summary>
    private static readonly Lazy<(string Signing, string Encryption)> Keys = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("portal-keys-").FullName;
        return (
            Certificates.Make(folder, "signing", X509KeyUsageFlags.DigitalSignature),
            Certificates.Make(folder, "encryption", X509KeyUsageFlags.KeyEncipherment)
        );
    });

    private static readonly Lazy<string> BlankPrinter = new(() =>
        Program("blank", "cat >/dev/null\necho %PDF-1.7\necho %%EOF\n")
    );
    private static readonly Lazy<string> EchoPrinter = new(() => Program("echo", "exec cat\n"));

    private readonly ErrorLog _errors = new();

    public Printing Printing { get; init; }

    public TestDatabase Database => database;

    /// <summary>What the portal logged as an error so far: why a page answered 500.</summary>
    public string Errors => _errors.Text;

    /// <summary>A browser of its own: cookies, no redirects followed.</summary>
    public Visitor NewVisitor() =>
        new(
            CreateClient(
                new WebApplicationFactoryClientOptions
                {
                    AllowAutoRedirect = false,
                    BaseAddress = new Uri("http://localhost"),
                }
            )
        );

    /// <summary>A visitor who has entered as a person of the demonstration.</summary>
    public async Task<Visitor> SignInAsync(string name)
    {
        var visitor = NewVisitor();
        await visitor.EnterAsAsync(name);
        return visitor;
    }

    /// <summary>Makes it be this moment, in the database and in the host.</summary>
    public async Task SetClockAsync(DateTimeOffset moment)
    {
        await database.SetClockAsync(moment);
        await using var scope = Services.CreateAsyncScope();
        await Services
            .GetRequiredService<PortalClock>()
            .RefreshAsync(scope.ServiceProvider.GetRequiredService<PortalDbContext>());
    }

    public async Task SweepAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Sweeps>().RunAllAsync(CancellationToken.None);
    }

    /// <summary>How many files of a length are stored; the folder is that of all hosts.</summary>
    public static int StoredOf(int length) =>
        new DirectoryInfo(Files)
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .Count(file => file.Exists && file.Length == length);

    /// <summary>The sweeps over files: scanning, tidying.</summary>
    public async Task SweepFilesAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var sweeps = scope.ServiceProvider.GetRequiredService<Sweeps>();
        await sweeps.TidyUploadsAsync(CancellationToken.None);
        await sweeps.ScanFilesAsync(CancellationToken.None);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("ConnectionStrings:Portal", database.Application);
        builder.UseSetting("ConnectionStrings:Owner", database.Owner);
        builder.UseSetting("Portal:Demo", demonstration ? "true" : "false");
        builder.UseSetting("Portal:Address", "http://localhost");
        builder.UseSetting("Portal:Seeds", Repository.Seeds);
        builder.UseSetting("Storage:Path", Files);
        builder.UseSetting("Jobs:Run", "false");
        builder.UseSetting("OpenId:SigningCertificate", Keys.Value.Signing);
        builder.UseSetting("OpenId:EncryptionCertificate", Keys.Value.Encryption);
        builder.UseSetting("Limits:SignInsPerMinute", "1000");
        builder.UseSetting("Limits:PrintsPerMinute", "1000");
        builder.UseSetting("Limits:StrangersPerMinute", "1000");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseSetting("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Error");
        builder.ConfigureLogging(logging => logging.AddProvider(_errors));
        foreach (var (key, value) in settings)
            builder.UseSetting(key, value);
        builder.ConfigureTestServices(services => services.AddSingleton(PrinterOf));
    }

    /// <summary>Beside other tests a document may take its time.</summary>
    private PdfPrinter PrinterOf(IServiceProvider provider)
    {
        var log = provider.GetRequiredService<ILogger<PdfPrinter>>();
        return Printing switch
        {
            Printing.Real => new PdfPrinter(log) { Patience = TimeSpan.FromMinutes(3) },
            Printing.AsWritten => new PdfPrinter(log, EchoPrinter.Value),
            _ => new PdfPrinter(log, BlankPrinter.Value),
        };
    }

    private static string Program(string name, string script)
    {
        var program = Path.Combine(Directory.CreateTempSubdirectory("portal-printer-").FullName, name);
        File.WriteAllText(program, $"#!/bin/sh\n{script}");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return program;
    }

    private sealed class ErrorLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public string Text => string.Join('\n', _lines);

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (IsEnabled(logLevel))
                _lines.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public void Dispose() { }
    }
}

/// <summary>What becomes of what is to be printed: real documents take seconds each.</summary>
public enum Printing
{
    /// <summary>A document without a word, where nobody reads it.</summary>
    Blank,

    /// <summary>What the printer is given, which holds each word and property that it can print.</summary>
    AsWritten,

    /// <summary>A PDF.</summary>
    Real,
}
