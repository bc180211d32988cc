namespace NodeNet.Benchmarks;

/// <summary>How the program ends.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>A measurement came to nothing.</summary>
    public const int Failed = 1;

    /// <summary>What was asked for cannot be measured.</summary>
    public const int WrongOptions = 2;
}
