using System.Text.RegularExpressions;

namespace NodeNet.Tests.Readme;

/// <summary>The README's C# blocks are one program, and its text blocks are what that program prints. Both are taken from the file itself.</summary>
public partial class ReadmeTests
{
    private static readonly string _readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_program_prints_what_the_readme_says()
    {
        string program = Blocks("csharp");
        string expected = Blocks("text");
        program.Should().NotBeEmpty();
        expected.Should().NotBeEmpty();

        ReadmeProgram.Run(program).Should().Be(expected);
    }

    [Fact]
    public void A_program_that_prints_something_else_would_be_noticed()
    {
        string wrong = Blocks("csharp").Replace("seed: 1)", "seed: 2)", StringComparison.Ordinal);

        ReadmeProgram.Run(wrong).Should().NotBe(Blocks("text"));
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

    private static string Blocks(string language) =>
        string.Concat(BlockPattern().Matches(_readme).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value));

    [GeneratedRegex("^```([a-z]+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BlockPattern();

    // In backquotes, with a slash or a known ending: a path.
    [GeneratedRegex("`((?:src|samples|tests|benchmarks)/[A-Za-z0-9./]+|[A-Z]+\\.md)`")]
    private static partial Regex PathPattern();
}
