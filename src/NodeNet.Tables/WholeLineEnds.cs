namespace NodeNet.Tables;

/// <summary>A text that is never given out up to a carriage return: Sep 0.17.1 loses the second of two that come in different reads.</summary>
internal sealed class WholeLineEnds(TextReader source) : SpanReader
{
    private bool _isHeld; // a carriage return that is to come first

    protected override int Fill(Span<char> buffer)
    {
        int count = 0;
        if (_isHeld)
        {
            buffer[count++] = '\r';
            _isHeld = false;
        }
        while (count < buffer.Length)
        {
            int read = source.Read(buffer[count..]);
            count += read;
            if (read == 0 || buffer[count - 1] != '\r') return count;
        }
        if (count == 1 || buffer[count - 1] != '\r') return count;
        _isHeld = true;
        return count - 1;
    }
}
