namespace Portal.Infrastructure.Attachments.Inspection;

/// <summary>Reads byte by byte through one buffer, and jumps to what is looked for.</summary>
internal sealed class ByteReader(Stream content)
{
    private readonly byte[] _buffer = new byte[65_536];
    private int _at;
    private int _filled;
    private long _before;

    /// <summary>Bytes read so far.</summary>
    public long Position => _before + _at;

    /// <summary>The next byte, which stays; -1 at the end.</summary>
    public int Peek() => _at < _filled || Fill() ? _buffer[_at] : -1;

    public int Read() => _at < _filled || Fill() ? _buffer[_at++] : -1;

    /// <summary>Stands on the next such byte; at the end if there is none.</summary>
    public bool SkipTo(byte wanted)
    {
        while (_at < _filled || Fill())
        {
            var found = _buffer.AsSpan(_at, _filled - _at).IndexOf(wanted);
            if (found >= 0)
            {
                _at += found;
                return true;
            }
            _at = _filled;
        }
        return false;
    }

    public void SkipWhile(Func<int, bool> isSkipped)
    {
        while (Peek() is var next and >= 0 && isSkipped(next))
            _at++;
    }

    /// <summary>Reads on as long as the bytes are these.</summary>
    public bool Takes(ReadOnlySpan<byte> word)
    {
        foreach (var letter in word)
        {
            if (Peek() != letter)
                return false;
            _at++;
        }
        return true;
    }

    private bool Fill()
    {
        _before += _filled;
        (_at, _filled) = (0, content.Read(_buffer));
        return _filled > 0;
    }
}
