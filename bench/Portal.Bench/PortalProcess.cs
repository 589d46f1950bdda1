using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Portal.Testing;

namespace Portal.Bench;

/// <summary>The portal set up as in production, on a moved clock, in a process of its own, so that its processor time is its own.</summary>
internal sealed class PortalProcess : IDisposable
{
    private readonly Process _process;

    private PortalProcess(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <summary>The processor time that it has used so far, in milliseconds.</summary>
    public double Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalMilliseconds;
        }
    }

    /// <summary>The memory that it holds now, in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static async Task<PortalProcess> StartAsync(string connection, string folder)
    {
        var port = PostgresServer.FreePort();
        var program = Path.Combine(Repository.Root, "src/Portal.Web/bin/Release/net10.0/Portal.Web.dll");
        var start = new ProcessStartInfo(
            "dotnet",
            [program, "--contentRoot", Path.Combine(Repository.Root, "src/Portal.Web")]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (
            var (key, value) in new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Staging",
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
                ["ConnectionStrings__Portal"] = connection,
                ["Portal__Address"] = $"http://127.0.0.1:{port}",
                ["Portal__Seeds"] = Repository.Seeds,
                ["Storage__Path"] = Path.Combine(folder, "files"),
                ["OpenId__SigningCertificate"] = Certificates.Make(
                    folder,
                    "signing",
                    X509KeyUsageFlags.DigitalSignature
                ),
                ["OpenId__EncryptionCertificate"] = Certificates.Make(
                    folder,
                    "encryption",
                    X509KeyUsageFlags.KeyEncipherment
                ),
                ["Logging__LogLevel__Default"] = "Warning",
            }
        )
            start.Environment[key] = value;
        var portal = new PortalProcess(Process.Start(start)!, port);
        portal._process.OutputDataReceived += (_, line) =>
            File.AppendAllText(Path.Combine(folder, "portal.log"), line.Data + "\n");
        portal._process.BeginOutputReadLine();
        await ReadyAsync(port);
        return portal;
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task ReadyAsync(int port)
    {
        using var client = new HttpClient();
        for (var attempt = 0; attempt < 150; attempt++)
        {
            try
            {
                if ((await client.GetAsync($"http://127.0.0.1:{port}/health/ready")).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(200);
        }
        throw new InvalidOperationException("The portal did not get ready.");
    }
}
