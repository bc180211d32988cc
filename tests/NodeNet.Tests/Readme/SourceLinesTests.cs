using System.Globalization;
using System.Text.RegularExpressions;

namespace NodeNet.Tests.Readme;

/// <summary>No line of code is longer, and no file of the core is larger, than can be read at once.</summary>
public partial class SourceLinesTests
{
    private const int MostLines = 300;

    private static readonly string _root = ReadmeProgram.RepositoryRoot();

    [Theory]
    [InlineData("src", 200)]
    [InlineData("tests", 150)]
    [InlineData("samples", 20)]
    [InlineData("benchmarks", 10)]
    public void No_line_of_code_is_longer_than_editorconfig_says(string folder, int leastFiles)
    {
        int most = MostCharacters();

        string[] files = Files(folder);

        files.Should().HaveCountGreaterThan(leastFiles);
        files.SelectMany(file => File.ReadLines(file).Select((line, i) => (Place: $"{Path.GetRelativePath(_root, file)}:{i + 1}", line.Length)))
            .Where(line => line.Length > most)
            .Select(line => line.Place)
            .Should().BeEmpty($"max_line_length is {most}");
    }

    [Fact]
    public void No_file_of_a_package_has_more_than_300_lines() =>
        Files("src").Where(file => File.ReadLines(file).Count() > MostLines).Select(file => Path.GetRelativePath(_root, file)).Should().BeEmpty();

    private static int MostCharacters() =>
        int.Parse(MaxLineLength().Match(File.ReadAllText(Path.Combine(_root, ".editorconfig"))).Groups[1].Value, CultureInfo.InvariantCulture);

    private static string[] Files(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(_root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !BuildOutput().IsMatch(Path.GetRelativePath(_root, file))),
    ];

    [GeneratedRegex(@"^max_line_length = (\d+)$", RegexOptions.Multiline)]
    private static partial Regex MaxLineLength();

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]")]
    private static partial Regex BuildOutput();
}
