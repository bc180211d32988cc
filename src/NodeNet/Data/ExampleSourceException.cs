namespace NodeNet.Data;

/// <summary>An <see cref="IExampleSource"/> could not be read, or is not what it was in the reading before. The message says where and why; the source's own
/// exception is the <see cref="Exception.InnerException"/>.</summary>
public sealed class ExampleSourceException : IOException
{
    /// <summary>Creates an exception that names no place.</summary>
    public ExampleSourceException()
    {
    }

    /// <summary>Creates an exception that names no place.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    public ExampleSourceException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception that names no place.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <param name="innerException">What was caught.</param>
    public ExampleSourceException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal ExampleSourceException(string message, string source, long? row, Exception? cause)
        : base(message, cause) => (SourceName, Row) = (source, row);

    /// <summary>The source's name; null where none is known.</summary>
    public string? SourceName { get; }

    /// <summary>The number of the example, from 0, that could not be read: as many were read before it, in the source's own order. Null where the trouble is
    /// that of no single example.</summary>
    public long? Row { get; }
}
