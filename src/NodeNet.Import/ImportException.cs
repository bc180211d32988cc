namespace NodeNet.Import;

/// <summary>The content of another library's file is damaged, is beyond a limit, or holds what a feed-forward network cannot express. The message says where
/// and
/// what would be right.</summary>
/// <remarks>It is the only exception that content can cause. A file that is missing or may not be read gives the usual <see cref="IOException"/> or
/// <see cref="UnauthorizedAccessException"/>.</remarks>
public sealed class ImportException : FormatException
{
    internal ImportException(string trouble, Exception? cause = null)
        : base(TextOf.Line(trouble), cause)
    {
    }
}
