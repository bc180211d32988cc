namespace NodeNet.Tool;

/// <summary>What the tool ends with.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>Data, model or a file is at fault; one message says what and where.</summary>
    public const int Fault = 1;

    /// <summary>The command line is at fault.</summary>
    public const int WrongUse = 2;
}
