namespace NodeNet.Onnx;

/// <summary>The content of an ONNX file is damaged, is beyond a limit, or holds what a feed-forward network cannot express. The message says where and what
/// would be right.</summary>
/// <remarks>It is the only exception that content can cause. A file that is missing or may not be read gives the usual <see cref="IOException"/> or
/// <see cref="UnauthorizedAccessException"/>.</remarks>
public sealed class OnnxFileException : FormatException
{
    internal OnnxFileException(string trouble, string? node = null, Exception? cause = null)
        : base(Line(node is null ? trouble : $"Node \"{node}\": {trouble}"), cause) => Node = node;

    /// <summary>The name of the graph's node with the problem, or null where it is not at one node. A node without a name is called by its operator and its
    /// first output, as "Conv → y".</summary>
    public string? Node { get; }

    /// <summary>The text without control characters, which names in a file may have.</summary>
    private static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? '\uFFFD' : c));
}
