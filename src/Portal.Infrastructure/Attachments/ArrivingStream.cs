namespace Portal.Infrastructure.Attachments;

/// <summary>
/// What comes over the network, a part at a time. Where it breaks off it simply ends: what has arrived is kept.
/// </summary>
internal sealed class ArrivingStream(Stream network, CancellationToken gone) : Stream
{
    private long _left;

    /// <summary>Whether nothing more comes.</summary>
    public bool IsOver { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Lets the next part be read, of that many bytes at most.</summary>
    public void NextPart(long most) => _left = most;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left == 0 || IsOver)
            return 0;
        var read = 0;
        try
        {
            read = await network.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], gone);
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            // The carrier's network is gone: they come back and go on from here.
        }
        _left -= read;
        IsOver = read == 0;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
