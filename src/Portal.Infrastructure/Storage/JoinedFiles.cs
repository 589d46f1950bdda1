namespace Portal.Infrastructure.Storage;

/// <summary>Files read one after the other as if they were one; one of them is open at a time.</summary>
internal sealed class JoinedFiles : Stream
{
    private readonly IReadOnlyList<(string Path, long Length)> _files;
    private readonly long[] _starts;
    private FileStream? _open;
    private int _index = -1;
    private long _position;

    /// <exception cref="FileNotFoundException">A file is missing, or not as long as it should be.</exception>
    public JoinedFiles(IReadOnlyList<(string Path, long Length)> files)
    {
        _files = files;
        _starts = new long[files.Count];
        foreach (var ((path, length), index) in files.Select((file, index) => (file, index)))
        {
            if (new FileInfo(path) is not { Exists: true } there || there.Length != length)
                throw new FileNotFoundException("A part of an upload is missing or cut.", path);
            _starts[index] = Length;
            Length += length;
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new IOException("Before the beginning.");
    }

    public override int Read(Span<byte> buffer)
    {
        if (!TryEnter())
            return 0;
        var read = _open!.Read(buffer);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!TryEnter())
            return 0;
        var read = await _open!.ReadAsync(buffer, cancellationToken);
        _position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => Length + offset,
        };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _open?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Stands at the position, in the file that holds it.</summary>
    private bool TryEnter()
    {
        if (_position >= Length)
            return false;
        var found = Array.BinarySearch(_starts, _position);
        var index = found >= 0 ? found : ~found - 1;
        if (index != _index)
        {
            _open?.Dispose();
            _open = new FileStream(
                _files[index].Path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read,
                Scratch.Buffer,
                useAsync: true
            );
            _index = index;
        }
        var within = _position - _starts[index];
        if (_open!.Position != within)
            _open.Position = within;
        return true;
    }
}
