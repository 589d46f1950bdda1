using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Portal.Testing;

/// <summary>A real ClamAV daemon of the test's own, that knows one signature: the test file of EICAR.</summary>
public sealed class ClamServer : IDisposable
{
    public const string Threat = "Eicar-Test-Signature";

    /// <summary>The test file that every scanner knows, in pieces, so that none finds it in this source.</summary>
    public static readonly string Eicar =
        @"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clam-");
    private Process? _process;

    private ClamServer(int port) => Port = port;

    public int Port { get; }

    public static async Task<ClamServer> StartAsync()
    {
        var server = new ClamServer(PostgresServer.FreePort());
        server.Write();
        await server.ResumeAsync();
        return server;
    }

    /// <summary>Starts it again, on the same port.</summary>
    public async Task ResumeAsync()
    {
        _process = Process.Start(
            new ProcessStartInfo(Program(), ["--config-file", In("clamd.conf")])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        _process.OutputDataReceived += (_, line) => File.AppendAllText(In("log"), line.Data + "\n");
        _process.BeginOutputReadLine();
        for (var attempt = 0; !await AnswersAsync(); attempt++)
        {
            if (attempt == 300 || _process.HasExited)
                throw new InvalidOperationException($"clamd did not start: {File.ReadAllText(In("log"))}");
            await Task.Delay(100);
        }
    }

    public void Stop()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        Stop();
        _folder.Delete(recursive: true);
    }

    private static string Program() =>
        new[] { "/usr/sbin/clamd", "/usr/local/sbin/clamd", "/opt/homebrew/sbin/clamd" }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("ClamAV is missing. Install it with: apt-get install clamav-daemon");

    private void Write()
    {
        var signatures = Directory.CreateDirectory(In("signatures")).FullName;
        File.WriteAllText(
            Path.Combine(signatures, "test.ndb"),
            $"{Threat}:0:0:{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Eicar))}\n"
        );
        File.WriteAllText(
            In("clamd.conf"),
            $"""
            Foreground yes
            TCPSocket {Port}
            TCPAddr 127.0.0.1
            DatabaseDirectory {signatures}
            TemporaryDirectory {_folder.FullName}
            StreamMaxLength 2M
            MaxThreads 2

            """
        );
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            await using var network = client.GetStream();
            await network.WriteAsync("zPING\0"u8.ToArray());
            return await network.ReadAsync(new byte[8]) > 0;
        }
        catch (Exception broken) when (broken is SocketException or IOException)
        {
            return false;
        }
    }

    private string In(string name) => Path.Combine(_folder.FullName, name);
}
