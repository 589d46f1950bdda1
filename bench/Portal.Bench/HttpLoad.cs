using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Portal.Bench;

/// <summary>
/// A client that costs little: one thread and one kept connection each, blocking, so that what is measured is the
/// portal and not its client.
/// </summary>
internal sealed class HttpLoad(int port)
{
    /// <param name="clients">How many ask at once, each on a connection of its own.</param>
    /// <param name="time">How long.</param>
    /// <param name="ask">The next request of a client, from its number and its last answer (null at first).</param>
    public Run Go(int clients, TimeSpan time, Func<int, Reply?, byte[]> ask)
    {
        var latencies = new List<double>[clients];
        var failure = default(Exception);
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var threads = Enumerable
            .Range(0, clients)
            .Select(client => new Thread(() =>
            {
                try
                {
                    latencies[client] = Ask(client, end, ask);
                }
                catch (Exception failed)
                {
                    failure = failed;
                }
            }))
            .ToList();
        var watch = Stopwatch.StartNew();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return failure is null
            ? new Run(latencies.SelectMany(one => one).ToList(), watch.Elapsed)
            : throw new InvalidOperationException("A request failed.", failure);
    }

    private List<double> Ask(int client, long end, Func<int, Reply?, byte[]> ask)
    {
        using var connection = new Connection(port);
        var latencies = new List<double>();
        Reply? last = null;
        while (Stopwatch.GetTimestamp() < end)
        {
            var request = ask(client, last);
            var start = Stopwatch.GetTimestamp();
            last = connection.Send(request);
            latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (last.Status != 200)
                throw new InvalidOperationException(
                    $"Answered {last.Status}: {last.Text[..Math.Min(last.Text.Length, 400)]}"
                );
        }
        return latencies;
    }
}

/// <summary>Milliseconds of each request, and how long the run took.</summary>
internal sealed record Run(IReadOnlyList<double> Latencies, TimeSpan Time)
{
    public double PerSecond => Latencies.Count / Time.TotalSeconds;
}

/// <param name="Status">The status.</param>
/// <param name="Body">The body.</param>
/// <param name="Session">The session's cookie, where the portal renewed it.</param>
internal sealed record Reply(int Status, byte[] Body, string? Session)
{
    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>A kept HTTP/1.1 connection: whole requests in, whole answers out.</summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
        NoDelay = true,
    };
    private byte[] _buffer = new byte[1 << 16];
    private int _from;
    private int _to;

    public Connection(int port) => _socket.Connect(IPAddress.Loopback, port);

    public Reply Send(byte[] request)
    {
        _socket.Send(request);
        var head = Line();
        var status = int.Parse(head.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
        var (length, chunked, session) = (0, false, (string?)null);
        for (var line = Line(); line.Length > 0; line = Line())
        {
            if (line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(line.AsSpan(15), System.Globalization.CultureInfo.InvariantCulture);
            if (line.StartsWith($"set-cookie: {Session.Cookie}=", StringComparison.OrdinalIgnoreCase))
                session = line["set-cookie: ".Length..].Split(';')[0];
            chunked |= line.Equals("transfer-encoding: chunked", StringComparison.OrdinalIgnoreCase);
        }
        return new Reply(status, chunked ? Chunks() : Take(length), session);
    }

    public void Dispose() => _socket.Dispose();

    private byte[] Chunks()
    {
        using var body = new MemoryStream();
        while (true)
        {
            var size = int.Parse(
                Line(),
                System.Globalization.NumberStyles.HexNumber,
                System.Globalization.CultureInfo.InvariantCulture
            );
            body.Write(Take(size));
            Line();
            if (size == 0)
                return body.ToArray();
        }
    }

    private string Line()
    {
        int end;
        while ((end = _buffer.AsSpan(_from, _to - _from).IndexOf("\r\n"u8)) < 0)
            Fill();
        var line = Encoding.ASCII.GetString(_buffer, _from, end);
        _from += end + 2;
        return line;
    }

    private byte[] Take(int count)
    {
        while (_to - _from < count)
            Fill();
        var taken = _buffer.AsSpan(_from, count).ToArray();
        _from += count;
        return taken;
    }

    private void Fill()
    {
        if (_from == _to)
            (_from, _to) = (0, 0);
        if (_to == _buffer.Length)
        {
            var room = _from > _buffer.Length / 2 ? _buffer : new byte[_buffer.Length * 2];
            Array.Copy(_buffer, _from, room, 0, _to - _from);
            (_buffer, _to, _from) = (room, _to - _from, 0);
        }
        var read = _socket.Receive(_buffer, _to, _buffer.Length - _to, SocketFlags.None);
        _to += read > 0 ? read : throw new IOException("The connection was closed.");
    }
}
