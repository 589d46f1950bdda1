using System.Diagnostics;

namespace Portal.Infrastructure.Documents;

/// <summary>
/// Prints HTML as a tagged PDF (PDF/UA-1) with WeasyPrint, a program of its own. What it is given names no address
/// and no file, so that it reads nothing else.
/// </summary>
public sealed class PdfPrinter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly SemaphoreSlim AtOnce = new(2);

    private readonly string? _program = Environment
        .GetEnvironmentVariable("PATH")
        ?.Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "weasyprint"))
        .FirstOrDefault(File.Exists);

    /// <summary>Whether the machine has WeasyPrint; without it the pages offer their HTML to print instead.</summary>
    public bool IsAvailable => _program is not null;

    /// <exception cref="InvalidOperationException">There is no WeasyPrint, or it failed.</exception>
    public async Task<byte[]> PrintAsync(string html, CancellationToken cancellation)
    {
        if (_program is null)
            throw new InvalidOperationException("WeasyPrint isn't installed.");
        await AtOnce.WaitAsync(cancellation);
        try
        {
            return await RunAsync(html, cancellation);
        }
        finally
        {
            AtOnce.Release();
        }
    }

    private async Task<byte[]> RunAsync(string html, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        var start = new ProcessStartInfo(_program!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in new[] { "--quiet", "--encoding", "utf-8", "--pdf-variant", "pdf/ua-1", "-", "-" })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        try
        {
            using var pdf = new MemoryStream();
            var reading = process.StandardOutput.BaseStream.CopyToAsync(pdf, limit.Token);
            var complaint = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardInput.WriteAsync(html.AsMemory(), limit.Token);
            process.StandardInput.Close();
            await reading;
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0
                ? pdf.ToArray()
                : throw new InvalidOperationException($"WeasyPrint failed: {await complaint}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
