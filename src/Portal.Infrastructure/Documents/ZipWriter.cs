using System.IO.Compression;
using System.Text;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Documents;

/// <summary>
/// Writes a zip to whoever reads it, file after file: nothing is held but what passes through. What a file must be is
/// checked on the way, and a zip that would hold something else is cut off rather than ended.
/// </summary>
public sealed class ZipWriter
{
    private readonly ZipNames _names = new();
    private readonly HeldWrites _to;
    private readonly ZipArchive _zip;
    private readonly DateTimeOffset _at;

    private ZipWriter(HeldWrites to, ZipArchive zip, DateTimeOffset at) => (_to, _zip, _at) = (to, zip, at);

    /// <param name="to">Where it goes; it may allow no synchronous writes, and stays open.</param>
    /// <param name="at">The time that all its files bear, as Paris reads it.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<ZipWriter> ToAsync(Stream to, DateTimeOffset at, CancellationToken cancellation)
    {
        var held = new HeldWrites(to);
        var zip = await ZipArchive.CreateAsync(
            held,
            ZipArchiveMode.Create,
            leaveOpen: true,
            Encoding.UTF8,
            cancellation
        );
        return new ZipWriter(held, zip, at);
    }

    /// <summary>Adds a file whose bytes come as they are written.</summary>
    /// <param name="write">Writes them.</param>
    /// <param name="level">How hard to compress.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="path">Folders, then the name; made safe and unique.</param>
    /// <returns>The path that the file got.</returns>
    public async Task<string> AddAsync(
        Func<Stream, Task> write,
        CompressionLevel level,
        CancellationToken cancellation,
        params string[] path
    )
    {
        var name = _names.Of(path);
        await AddPartAsync(name, write, level, cancellation);
        return name;
    }

    /// <summary>Adds a part of a format that says how its parts are called.</summary>
    internal async Task AddPartAsync(
        string name,
        Func<Stream, Task> write,
        CompressionLevel level,
        CancellationToken cancellation
    )
    {
        var entry = _zip.CreateEntry(name, level);
        entry.LastWriteTime = new DateTimeOffset(
            DateTime.SpecifyKind(Texts.Dates.Civil(_at), DateTimeKind.Unspecified),
            TimeSpan.Zero
        );
        await using (var to = await entry.OpenAsync(cancellation))
            await write(to);
        await _to.FlushAsync(cancellation);
    }

    public Task<string> AddAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation, params string[] path) =>
        AddAsync(to => to.WriteAsync(content, cancellation).AsTask(), CompressionLevel.Fastest, cancellation, path);

    public Task<string> AddAsync(string content, CancellationToken cancellation, params string[] path) =>
        AddAsync(Encoding.UTF8.GetBytes(content), cancellation, path);

    /// <summary>Adds a file that was stored. Documents and pictures are compressed already.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="sha256">What its bytes must hash to.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="path">Folders, then the name; made safe and unique.</param>
    /// <returns>The path that the file got.</returns>
    /// <exception cref="IOException">The bytes aren't those that were stored.</exception>
    public Task<string> AddAsync(Stream content, string sha256, CancellationToken cancellation, params string[] path) =>
        AddAsync(
            async to =>
            {
                var (_, found) = await Measured.CopyAsync(content, to, cancellation);
                if (found != sha256)
                    throw new IOException($"A file isn't what was stored: its SHA-256 is {found}.");
            },
            CompressionLevel.NoCompression,
            cancellation,
            path
        );

    /// <summary>Ends the zip with its directory: only where all went well, so that nobody takes a part for the whole.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        await _zip.DisposeAsync();
        await _to.FlushAsync(cancellation);
    }
}
