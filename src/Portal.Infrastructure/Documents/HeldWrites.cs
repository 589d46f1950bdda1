namespace Portal.Infrastructure.Documents;

/// <summary>
/// Lets code that ends its work with a synchronous write (a zip's entry does, when it is closed) write to a stream that
/// allows none: what is written so is held, and goes out with the next asynchronous write or flush.
/// </summary>
internal sealed class HeldWrites(Stream to) : Stream
{
    private readonly MemoryStream _held = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => _held.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => _held.Write(buffer);

    public override void Flush() { }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        await LetGoAsync(cancellationToken);
        await to.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await LetGoAsync(cancellationToken);
        await to.FlushAsync(cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask LetGoAsync(CancellationToken cancellation)
    {
        if (_held.Length == 0)
            return;
        await to.WriteAsync(_held.GetBuffer().AsMemory(0, (int)_held.Length), cancellation);
        _held.SetLength(0);
    }
}
