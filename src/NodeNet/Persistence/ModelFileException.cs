using System.Globalization;

namespace NodeNet.Persistence;

/// <summary>The content of a model or checkpoint file is damaged, is not what it should be, is beyond a limit, is of a later version, or needs a part that is
/// not registered. The message says where and what would be right.</summary>
/// <remarks>It is the only exception that content can cause. A file that is missing or may not be read gives the usual <see cref="IOException"/> or
/// <see cref="UnauthorizedAccessException"/>.</remarks>
public sealed class ModelFileException : FormatException
{
    internal ModelFileException(string? file, long line, string jsonPath, string trouble, Exception? cause = null)
        : base(string.Create(CultureInfo.InvariantCulture, $"{(file is null ? "" : file + ", ")}line {line}, {jsonPath}: {trouble}"), cause)
    {
        File = file;
        Line = line;
        JsonPath = jsonPath;
    }

    /// <summary>The file as it was named to the reader; null when the content came from a stream.</summary>
    public string? File { get; }

    /// <summary>The line, from 1, with the problem.</summary>
    public long Line { get; }

    /// <summary>Which value has the problem: <c>$</c> is the whole content, <c>$.network.layers[1].biases[0]</c> the first bias of the second layer (indices
    /// count from 0).</summary>
    public string JsonPath { get; }
}
