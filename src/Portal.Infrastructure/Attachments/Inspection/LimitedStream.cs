using Portal.Domain;
using Portal.Domain.Attachments;

namespace Portal.Infrastructure.Attachments.Inspection;

/// <summary>What is unpacked, as far as it stays in proportion: the length that a file announces proves nothing.</summary>
/// <param name="inner">What unpacks.</param>
/// <param name="most">Bytes that may come out.</param>
internal sealed class LimitedStream(Stream inner, long most) : Stream
{
    public long Taken { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Taken;
        set => throw new NotSupportedException();
    }

    /// <exception cref="RefusedException">More comes out than may.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Taken += read;
        return Taken <= most ? read : throw new RefusedException(FileRefusals.Bomb);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
