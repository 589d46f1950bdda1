using System.Collections.Concurrent;
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

    /// <summary>Takes what it is to print, and prints nothing of it.</summary>
    private static readonly Lazy<string> BlankPrinter = new(() =>
    {
        var program = Path.Combine(Directory.CreateTempSubdirectory("portal-printer-").FullName, "blank");
        File.WriteAllText(program, "#!/bin/sh\ncat >/dev/null\necho %PDF-1.7\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return program;
    });

    private readonly ErrorLog _errors = new();

    /// <summary>False where nobody reads what is printed: real documents take seconds each.</summary>
    public bool PrintsDocuments { get; init; } = true;

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
        builder.UseSetting("Limits:SignInsPerMinute", "1000");
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
        return PrintsDocuments
            ? new PdfPrinter(log) { Patience = TimeSpan.FromMinutes(3) }
            : new PdfPrinter(log, BlankPrinter.Value);
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
