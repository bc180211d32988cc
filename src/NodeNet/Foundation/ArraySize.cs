namespace NodeNet.Foundation;

/// <summary>The arithmetic of sizes, in 64 bits and before anything is allocated.</summary>
/// <remarks>Whatever is an index into an array whose size was checked here fits 32 bits; products that become sizes do not, and come here first.</remarks>
internal static class ArraySize
{
    /// <summary>The most numbers that an array may have: what .NET allows, less some for a start at a cache line.</summary>
    public const int Most = 2_147_483_591 - Spare;

    private const int Spare = 64;

    /// <summary>Whether an array can hold so many rows of so many numbers.</summary>
    public static bool Fits(long rows, long columns) => rows == 0 || columns <= Most / rows;

    /// <summary>How many numbers so many rows of so many are.</summary>
    /// <exception cref="ArgumentException">They are more than an array can hold.</exception>
    public static int OfTable(int rows, int columns, string argument) => Fits(rows, columns)
        ? rows * columns
        : throw new ArgumentException(
            $"{MessageText.Count(rows, "row")} of {MessageText.Count(columns, "number")} are {(long)rows * columns} numbers; " +
            $"a table holds at most {Most}. Work on fewer rows at a time.", argument);

    /// <summary>A size that was computed in 64 bits, as one of an array.</summary>
    /// <exception cref="InvalidOperationException">It is more than an array can hold.</exception>
    public static int Checked(long numbers) => numbers is >= 0 and <= Most
        ? (int)numbers
        : throw new InvalidOperationException($"{numbers} numbers are more than the {Most} that an array can hold.");
}
