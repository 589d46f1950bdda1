using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DotNet.Testcontainers.Builders;
using Npgsql;
using Testcontainers.PostgreSql;

namespace Portal.Testing;

/// <summary>
/// A real PostgreSQL for a run of tests: a container where a Docker engine answers, the private cluster of
/// <c>bin/postgres</c> where none does. One server a run, one database a fixture.
/// </summary>
public static class PostgresServer
{
    private const string Owner = "portal_owner";

    /// <summary>Kernels give away ports from 32768 on.</summary>
    private const int LowestPort = 12_000;
    private const int Ranges = 200;
    private const int PortsOfProcess = 100;

    private static int _ports;
    private static readonly Lazy<Task<NpgsqlConnectionStringBuilder>> Started = new(StartAsync);

    /// <summary>Connects to a database as its owner.</summary>
    public static async Task<string> OwnerOfAsync(string database) =>
        (await WithAsync(database, Owner)).ConnectionString;

    /// <summary>Connects to a database as the application does.</summary>
    public static async Task<string> ApplicationOfAsync(string database) =>
        (await WithAsync(database, "portal_app")).ConnectionString;

    public static async Task ExecuteAsync(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(await OwnerOfAsync(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<NpgsqlConnectionStringBuilder> WithAsync(string database, string user)
    {
        var server = await Started.Value;
        return new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Database = database,
            Username = user,
            MaxPoolSize = 40,
        };
    }

    /// <summary>The server that <c>PORTAL_POSTGRES</c> names, as its owner; without it, one that is started here.</summary>
    private static async Task<NpgsqlConnectionStringBuilder> StartAsync() =>
        Environment.GetEnvironmentVariable("PORTAL_POSTGRES") is { Length: > 0 } running
            ? new NpgsqlConnectionStringBuilder(running)
            : await ContainerAsync() ?? await PrivateClusterAsync();

    private static async Task<NpgsqlConnectionStringBuilder?> ContainerAsync()
    {
        try
        {
            var container = new PostgreSqlBuilder("postgres:18")
                .WithUsername(Owner)
                .WithEnvironment("POSTGRES_HOST_AUTH_METHOD", "trust")
                .WithCommand("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "max_connections=200")
                .Build();
            await container.StartAsync();
            AppDomain.CurrentDomain.ProcessExit += (_, _) =>
                container.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(20));
            return new NpgsqlConnectionStringBuilder(container.GetConnectionString());
        }
        catch (DockerUnavailableException)
        {
            return null;
        }
    }

    private static async Task<NpgsqlConnectionStringBuilder> PrivateClusterAsync()
    {
        var folder = Directory.CreateTempSubdirectory("portal-pg-").FullName;
        var data = Path.Combine(folder, "data");
        var port = FreePort();
        await RunAsync("start", data, port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            RunAsync("stop", data).Wait(TimeSpan.FromSeconds(20));
            Directory.Delete(folder, recursive: true);
        };
        return new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = Owner,
            Database = "postgres",
        };
    }

    private static async Task RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "bin", "postgres"), arguments)
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PORTAL_PG_FAST"] = "1";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"bin/postgres {arguments[0]} failed: {await process.StandardError.ReadToEndAsync()}"
            );
    }

    /// <summary>
    /// A port that nobody listens on, and that nobody else is likely to take before it is listened on: not one that
    /// the kernel gives away by itself, nor one of a test run's other processes, which have ranges of their own.
    /// </summary>
    public static int FreePort()
    {
        for (var attempt = 0; attempt < PortsOfProcess; attempt++)
        {
            var port =
                LowestPort
                + Environment.ProcessId % Ranges * PortsOfProcess
                + Interlocked.Increment(ref _ports) % PortsOfProcess;
            if (IsFree(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || IsFree(IPAddress.IPv6Loopback, port)))
                return port;
        }
        throw new InvalidOperationException($"None of this process's {PortsOfProcess} ports is free.");
    }

    private static bool IsFree(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
        catch (SocketException)
        {
            // No such address here, as where IPv6 is switched off: nobody can listen on it either.
            return address.AddressFamily == AddressFamily.InterNetworkV6;
        }
    }
}
