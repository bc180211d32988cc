using System.Text.RegularExpressions;

namespace NodeNet.Tests.Readme;

/// <summary>The README's C# blocks are one program (its types come last), and its text blocks are what that program prints. Both are taken from the file
/// itself.</summary>
public partial class ReadmeTests
{
    private static readonly string _readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_program_prints_what_the_readme_says()
    {
        string program = Blocks("csharp") + Blocks("csharp types");
        string expected = Blocks("text");
        program.Should().NotBeEmpty();
        expected.Should().NotBeEmpty();

        RunInFolder(program, _ => { }).Should().Be(expected);
    }

    [Fact]
    public void The_program_for_a_table_prints_what_the_readme_says()
    {
        string penguins = Path.Combine(ReadmeProgram.RepositoryRoot(), "src", "NodeNet.Datasets", "Resources", "penguins.csv");
        string program = Blocks("csharp table").Replace("\"penguins.csv\"", $"@\"{penguins}\"", StringComparison.Ordinal);
        string expected = Blocks("text table");

        RunInFolder(program, folder => File.Exists(Path.Combine(folder, "penguins.json")).Should().BeTrue()).Should().Be(expected);
    }

    [Fact]
    public void The_program_goes_on_with_the_drawing_package_and_saves_the_files_that_it_names()
    {
        string drawing = Blocks("csharp drawing");
        string[] named = [.. FilePattern().Matches(drawing).Select(match => match.Groups[1].Value)];
        named.Should().HaveCountGreaterThan(4);

        RunInFolder(Blocks("csharp") + drawing + Blocks("csharp types"), folder =>
        {
            named.Should().OnlyContain(file => new FileInfo(Path.Combine(folder, file)).Length > 1000);
            Directory.GetFiles(Path.Combine(folder, "sheets")).Should().HaveCount(6, "the sheet and its key are saved in three formats");
        }).Should().Be(Blocks("text"), "drawing changes nothing");
    }

    [Fact]
    public void The_unit_test_of_the_readme_passes() =>
        ReadmeProgram.RunFacts(
            Blocks("csharp test"),
            ["NodeNet", "NodeNet.Activations", "NodeNet.Inspection", "NodeNet.Losses", "NodeNet.Training", "NodeNet.Verification", "Xunit"])
            .Should()
            .Be(1);

    [Fact]
    public void A_program_that_prints_something_else_would_be_noticed()
    {
        string wrong = Blocks("csharp").Replace("seed: 1)", "seed: 2)", StringComparison.Ordinal) + Blocks("csharp types");

        RunInFolder(wrong, _ => { }).Should().NotBe(Blocks("text"));
    }

    [Fact]
    public void Every_file_and_folder_that_the_readme_names_is_there()
    {
        string root = ReadmeProgram.RepositoryRoot();
        string[] paths = [.. PathPattern().Matches(_readme).Select(match => match.Groups[1].Value)];

        paths.Should().HaveCountGreaterThan(4);
        foreach (string path in paths)
            Path.Exists(Path.Combine(root, path)).Should().BeTrue($"the README names {path}");
    }

    [Fact]
    public void The_table_of_parts_names_everything_in_the_catalogue()
    {
        int parts = Catalogue.Activations.Names.Count + Catalogue.LayerActivations.Names.Count;
        string row = _readme.Split('\n').Single(line => line.StartsWith("| Activation functions |", StringComparison.Ordinal));
        row.Split(',').Should().HaveCount(parts, "the row lists every activation function");

        row = _readme.Split('\n').Single(line => line.StartsWith("| Losses |", StringComparison.Ordinal));
        row.Split(',').Should().HaveCount(Catalogue.Losses.Names.Count, "the row lists every loss");

        row = _readme.Split('\n').Single(line => line.StartsWith("| Optimizers |", StringComparison.Ordinal));
        row.Split(',').Should().HaveCount(Catalogue.Optimizers.Names.Count, "the row lists every optimizer");
    }

    /// <summary>Runs a program whose files go into a folder of the test's own, instead of that of whoever runs it.</summary>
    private static string RunInFolder(string program, Action<string> look)
    {
        string folder = Directory.CreateTempSubdirectory("readme").FullName;
        string printed = ReadmeProgram.Run(FilePattern().Replace(program, match => $"@\"{Path.Combine(folder, match.Groups[1].Value)}\""));
        look(folder);
        Directory.Delete(folder, recursive: true);
        return printed;
    }

    private static string Blocks(string language) =>
        string.Concat(BlockPattern().Matches(_readme).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value));

    [GeneratedRegex("^```([a-z ]+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BlockPattern();

    // A file, or the folder of the sheets.
    [GeneratedRegex("\"([a-z]+\\.[a-z]+|sheets)\"")]
    private static partial Regex FilePattern();

    // In backquotes, with a slash or a known ending: a path.
    [GeneratedRegex("`((?:src|samples|tests|benchmarks|docs|\\.ci)/[A-Za-z0-9./-]+|[A-Z]+\\.md)`")]
    private static partial Regex PathPattern();
}
