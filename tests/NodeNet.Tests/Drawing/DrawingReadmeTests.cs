using System.Text.RegularExpressions;
using NodeNet.Drawing;
using NodeNet.Tests.Readme;

namespace NodeNet.Tests.Drawing;

/// <summary>The C# blocks of NodeNet.Drawing's README are one program; it runs, prints what the README says, and saves every picture that it names.</summary>
public partial class DrawingReadmeTests
{
    private static readonly string _readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Drawing", "README.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_program_saves_its_pictures_and_prints_what_the_readme_says()
    {
        // Into a folder of the test's own: the README's is that of whoever runs it.
        string folder = Directory.CreateTempSubdirectory("pictures").FullName;
        string program = Blocks("csharp")
            .Replace("\"pictures/", $"@\"{folder}/", StringComparison.Ordinal)
            .Replace("\"pictures\"", $"@\"{folder}\"", StringComparison.Ordinal);

        ReadmeProgram.Run(program).Should().Be(Blocks("text")).And.NotBeEmpty();

        string[] named = [.. FilePattern().Matches(_readme).Select(match => match.Groups[1].Value)];
        named.Should().HaveCountGreaterThan(10);
        Directory.GetFiles(folder).Select(Path.GetFileName).Should().BeEquivalentTo(named);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_readme_shows_every_kind_of_picture()
    {
        string[] kinds = [.. typeof(Draw).GetMethods().Where(method => method.IsStatic && method.IsPublic).Select(method => method.Name).Distinct()];
        kinds.Should().HaveCountGreaterThan(10);
        kinds.Where(kind => !_readme.Contains($"Draw.{kind}(")).Should().BeEmpty();
    }

    private static string Blocks(string language) =>
        string.Concat(BlockPattern().Matches(_readme).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value));

    [GeneratedRegex("^```([a-z]+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BlockPattern();

    [GeneratedRegex("Save(?:Replay)?\\(\"pictures/([a-z-]+\\.(?:svg|html))\"")]
    private static partial Regex FilePattern();
}
