using System.Text.RegularExpressions;
using NodeNet.Inspection;
using NodeNet.Tests.Readme;

namespace NodeNet.Tests.Teaching;

/// <summary>docs/teaching.md and docs/mistakes.md are programs, and their text blocks are what these print.</summary>
public partial class TeachingDocTests
{
    [Theory]
    [InlineData("teaching.md", "Worksheet.From")]
    [InlineData("mistakes.md", "Mistake.All")]
    public void The_program_prints_what_the_page_says(string page, string about)
    {
        string text = Page(page);
        Blocks(text, "csharp").Should().Contain(about);

        ReadmeProgram.Run(Blocks(text, "csharp")).Should().Be(Blocks(text, "text"));
    }

    [Fact]
    public void The_page_of_mistakes_names_all_six() =>
        Mistake.All.Should().HaveCount(6).And.OnlyContain(mistake => Page("mistakes.md").Contains(mistake.Wrong, StringComparison.Ordinal));

    private static string Page(string name) => File.ReadAllText(Path.Combine(ReadmeProgram.RepositoryRoot(), "docs", name)).ReplaceLineEndings("\n");

    private static string Blocks(string page, string language) =>
        string.Concat(BlockPattern().Matches(page).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value));

    [GeneratedRegex("^```([a-z]+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BlockPattern();
}
