using NodeNet.Tests.Readme;

namespace NodeNet.Tables.Tests;

/// <summary>The READMEs of the packages are programs: what stands there compiles, runs, and prints what it should.</summary>
public class PackagePagesTests
{
    [Fact]
    public void The_page_of_NodeNet_Parquet_runs()
    {
        string printed = InAFolderOfItsOwn(() => ReadmeProgram.Run(ProgramOf("NodeNet.Parquet")));

        printed.Should().Be("3 rows of 3 columns: price (numbers), city (words), built (dates)\n");
    }

    [Fact]
    public void The_page_of_NodeNet_ML_runs()
    {
        string printed = InAFolderOfItsOwn(() => ReadmeProgram.Run(ProgramOf("NodeNet.ML")));

        printed.Should().Be("True\nrose\n");
    }

    private static string ProgramOf(string package)
    {
        string[] lines = File.ReadAllLines(Path.Combine(ReadmeProgram.RepositoryRoot(), "src", package, "README.md"));
        var program = new List<string>();
        bool isInside = false;
        foreach (string line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) isInside = line == "```csharp";
            else if (isInside) program.Add(line);
        }
        program.Should().NotBeEmpty();
        return string.Join('\n', program);
    }

    private static T InAFolderOfItsOwn<T>(Func<T> run)
    {
        string before = Environment.CurrentDirectory;
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            Environment.CurrentDirectory = folder.FullName;
            return run();
        }
        finally
        {
            Environment.CurrentDirectory = before;
            folder.Delete(recursive: true);
        }
    }
}
