using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Portal.Infrastructure.Documents;

/// <summary>
/// Prints HTML as a tagged PDF (PDF/UA-1) with WeasyPrint, a program of its own. What it is given names no address
/// and no file, so that it reads nothing else.
/// </summary>
public sealed partial class PdfPrinter(ILogger<PdfPrinter> log, string? program)
{
    private static readonly SemaphoreSlim AtOnce = new(2);

    public PdfPrinter(ILogger<PdfPrinter> log)
        : this(log, Find()) { }

    /// <summary>How long one try may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the machine has WeasyPrint; without it the pages offer their HTML to print instead.</summary>
    public bool IsAvailable => program is not null;

    /// <summary>Printed at the second try where the first one failed: a machine under load may lack memory for a moment.</summary>
    /// <exception cref="PrinterException">There is no WeasyPrint, or it failed twice.</exception>
    public async Task<byte[]> PrintAsync(string html, CancellationToken cancellation)
    {
        if (program is null)
            throw new PrinterException("WeasyPrint isn't installed.");
        await AtOnce.WaitAsync(cancellation);
        try
        {
            try
            {
                return await RunAsync(html, cancellation);
            }
            catch (PrinterException failure)
            {
                FailedOnce(failure);
                return await RunAsync(html, cancellation);
            }
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
        try
        {
            return await RunProgramAsync(html, limit.Token);
        }
        catch (Exception failure) when (failure is IOException or Win32Exception)
        {
            throw new PrinterException("WeasyPrint could not be run.", failure);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new PrinterException($"WeasyPrint took longer than {Patience}.");
        }
    }

    private async Task<byte[]> RunProgramAsync(string html, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program!)
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
            var reading = process.StandardOutput.BaseStream.CopyToAsync(pdf, cancellation);
            var complaint = process.StandardError.ReadToEndAsync(cancellation);
            await process.StandardInput.WriteAsync(html.AsMemory(), cancellation);
            process.StandardInput.Close();
            await reading;
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0
                ? pdf.ToArray()
                : throw new PrinterException($"WeasyPrint ended with {process.ExitCode}: {await complaint}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static string? Find() =>
        Environment
            .GetEnvironmentVariable("PATH")
            ?.Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "weasyprint"))
            .FirstOrDefault(File.Exists);

    [LoggerMessage(LogLevel.Warning, "A document could not be printed; it is tried once more.")]
    private partial void FailedOnce(Exception failure);
}

/// <summary>A document could not be printed now.</summary>
public sealed class PrinterException(string message, Exception? inner = null) : Exception(message, inner);
