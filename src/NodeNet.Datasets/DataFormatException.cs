using System.Globalization;

namespace NodeNet.Datasets;

/// <summary>The content of an IDX file is damaged or is not what it should be. The message names file and byte.</summary>
/// <remarks>It is the only exception that content can cause. A file that is missing or may not be read gives the usual <see cref="IOException"/> or
/// <see cref="UnauthorizedAccessException"/>.</remarks>
public sealed class DataFormatException : FormatException
{
    internal DataFormatException(string? file, long offset, string trouble, Exception? cause = null)
        : base(string.Create(CultureInfo.InvariantCulture, $"{(file is null ? "" : file + ", ")}byte {offset}: {trouble}"), cause)
    {
        File = file;
        ByteOffset = offset;
    }

    /// <summary>The file as it was named to the reader; null when the content came from a stream.</summary>
    public string? File { get; }

    /// <summary>The byte, from 0, at which the trouble is; of a gzipped file, counted in the unpacked content.</summary>
    public long ByteOffset { get; }
}
