namespace NodeNet.Tool;

/// <summary>A command line that asks for something that does not exist or does not fit.</summary>
internal sealed class UsageException(string message) : Exception(message);
