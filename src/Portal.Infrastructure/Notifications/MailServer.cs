using System.Net.Sockets;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace Portal.Infrastructure.Notifications;

/// <summary>What became of a mail that was handed to the server.</summary>
internal enum Handed
{
    Taken,

    /// <summary>The connection broke before its words were sent: the server can't have it.</summary>
    NotBegun,

    /// <summary>The connection broke after that: nobody knows.</summary>
    InDoubt,
}

/// <summary>The mail server that is configured, and one connection to it.</summary>
public sealed partial class MailServer(IConfiguration configuration, ILogger<MailServer> log)
{
    public bool IsConfigured => configuration["Smtp:Host"] is { Length: > 0 };

    public string From => configuration["Smtp:From"] ?? "portail@portail.example";

    public int Connections => Math.Max(1, configuration.GetValue("Smtp:Connections", 4));

    /// <returns>Null where it is away.</returns>
    internal async Task<MailConnection?> ConnectAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(configuration.GetValue("Smtp:PatienceSeconds", 30)));
        var connection = new MailConnection();
        try
        {
            await connection.OpenAsync(
                configuration["Smtp:Host"]!,
                configuration.GetValue("Smtp:Port", 25),
                patience.Token
            );
            if (configuration["Smtp:User"] is { Length: > 0 } user)
                await connection.Smtp.AuthenticateAsync(user, configuration["Smtp:Password"] ?? "", patience.Token);
            return connection;
        }
        catch (Exception failure)
            when (failure
                    is IOException
                        or SocketException
                        or AuthenticationException
                        or SslHandshakeException
                        or SmtpCommandException
                        or SmtpProtocolException
                        or TimeoutException
                || failure is OperationCanceledException && !cancellation.IsCancellationRequested
            )
        {
            // Nothing is claimed yet: the mails wait for the server to be back.
            connection.Dispose();
            IsAway(failure.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The mail server is away ({Failure}); mails wait.")]
    private partial void IsAway(string failure);
}

/// <summary>A connection that knows whether a mail's words were begun when it broke.</summary>
internal sealed class MailConnection : IDisposable
{
    private readonly Phase _phase = new();

    public MailConnection() => Smtp = new SmtpClient(_phase);

    public SmtpClient Smtp { get; }

    /// <summary>
    /// Over a socket that holds nothing back: else the end of each mail would wait for the server’s machine to acknowledge
    /// what came before it, which that puts off by some 40 ms.
    /// </summary>
    public async Task OpenAsync(string host, int port, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellation);
            await Smtp.ConnectAsync(socket, host, port, SecureSocketOptions.Auto, cancellation);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <exception cref="SmtpCommandException">The server refused it.</exception>
    public async Task<Handed> SendAsync(MimeMessage message)
    {
        _phase.HasBegun = false;
        try
        {
            // Begun is finished: cut off in between, nobody would know whether it left.
            await Smtp.SendAsync(message, CancellationToken.None);
            return Handed.Taken;
        }
        catch (Exception failure) when (IsBroken(failure))
        {
            return _phase.HasBegun ? Handed.InDoubt : Handed.NotBegun;
        }
    }

    public async Task<bool> IsStillThereAsync(CancellationToken cancellation)
    {
        try
        {
            await Smtp.NoOpAsync(cancellation);
            return true;
        }
        catch (Exception failure) when (failure is SmtpCommandException || IsBroken(failure))
        {
            return false;
        }
    }

    public async Task LeaveAsync()
    {
        try
        {
            await Smtp.DisconnectAsync(quit: Smtp.IsConnected, CancellationToken.None);
        }
        catch (Exception failure) when (failure is SmtpCommandException || IsBroken(failure)) { }
    }

    public void Dispose() => Smtp.Dispose();

    private static bool IsBroken(Exception failure) =>
        failure
            is IOException
                or SocketException
                or SmtpProtocolException
                or ServiceNotConnectedException
                or TimeoutException;

    /// <summary>Until DATA is said, the server has envelopes and no mail (RFC 5321, 3.3).</summary>
    private sealed class Phase : IProtocolLogger
    {
        private static readonly byte[][] Words =
        [
            Encoding.ASCII.GetBytes("DATA\r\n"),
            Encoding.ASCII.GetBytes("BDAT "),
        ];

        public bool HasBegun { get; set; }

        public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

        public void LogClient(byte[] buffer, int offset, int count) =>
            HasBegun = HasBegun || Words.Any(word => buffer.AsSpan(offset, count).IndexOf(word) >= 0);

        public void LogConnect(Uri uri) { }

        public void LogServer(byte[] buffer, int offset, int count) { }

        public void Dispose() { }
    }
}
