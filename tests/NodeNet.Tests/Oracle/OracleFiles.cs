namespace NodeNet.Tests.Oracle;

/// <summary>Where the oracle's cases are: beside the tests, or in a folder that an environment variable names.</summary>
internal static class OracleFiles
{
    /// <summary>Set it to the full path of a folder to test against every *.json file in it instead of the tests' own copy.</summary>
    public const string Variable = "NODENET_ORACLE";

    /// <summary>The tests' own copy.</summary>
    public static string OwnFolder => Path.Combine(AppContext.BaseDirectory, "Oracle");

    /// <summary>The files to test against, in the order of their names.</summary>
    /// <param name="folder">The value of the variable; null or empty for the tests' own copy.</param>
    /// <returns>At least one path.</returns>
    /// <exception cref="InvalidOperationException">The folder is not there, or holds no *.json file: a test against nothing would pass.</exception>
    public static IReadOnlyList<string> Find(string? folder)
    {
        string where = string.IsNullOrEmpty(folder) ? OwnFolder : folder;
        if (!Directory.Exists(where)) throw new InvalidOperationException($"There is no folder \"{where}\" to read the oracle from (see {Variable}).");
        string[] files = [.. Directory.EnumerateFiles(where, "*.json").Order(StringComparer.Ordinal)];
        return files.Length > 0
            ? files
            : throw new InvalidOperationException($"The folder \"{where}\" holds no *.json file to read the oracle from (see {Variable}).");
    }
}
