using System.Text.RegularExpressions;
using NodeNet.Tests.Readme;

namespace NodeNet.Tests.Inspection;

/// <summary>docs/ledger.md is one program, and its text blocks are what that program prints.</summary>
public partial class LedgerDocTests
{
    private static readonly string _page = File.ReadAllText(Path.Combine(ReadmeProgram.RepositoryRoot(), "docs", "ledger.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_program_prints_what_the_page_says()
    {
        string program = Blocks("csharp");
        program.Should().Contain("Explain").And.Contain("TrainRecorded").And.Contain("Bridge");

        ReadmeProgram.Run(program).Should().Be(Blocks("text"));
    }

    private static string Blocks(string language) =>
        string.Concat(BlockPattern().Matches(_page).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value));

    [GeneratedRegex("^```([a-z]+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BlockPattern();
}
