using NodeNet.Samples;
using NodeNet.Samples.Output;
using Spectre.Console;

namespace NodeNet.Tests.Samples;

public class PaperTests
{
    [Theory]
    [InlineData(0.9308615796566533, "0.9308616")]
    [InlineData(0.00024735671614881410, "0.0002473567")]
    [InlineData(0.00009885434753398828, "0.00009885435")]
    [InlineData(2.6000000000000001, "2.6")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(0.0, "0")]
    [InlineData(12345678.9, "12345679")]
    public void A_number_is_written_with_up_to_seven_digits_and_without_an_exponent(double value, string text) =>
        Numbers.Seven(value).Should().Be(text);

    [Fact]
    public void A_rounded_number_is_never_minus_zero()
    {
        Numbers.Fixed(-0.0004, 3).Should().Be("0.000");
        Numbers.Fixed(-0.0006, 3).Should().Be("-0.001");
    }

    [Fact]
    public void A_column_of_numbers_shares_its_decimals_as_the_handout_prints_them()
    {
        Plain(paper => paper.Table(["node", "δ·weight"], [["h1", 0.15394316], ["h2", 0.096]])).Should().Be("""
              node   δ·weight
              ----  ---------
              h1    0.1539432
              h2    0.0960000

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_formula_that_is_too_long_goes_on_under_its_equals_sign()
    {
        string working = string.Join(" + ", Enumerable.Repeat("0.5·1", 9)); // 9 · 5 + 8 · 3 = 69 characters
        Plain(paper => paper.Formula("net input", working, 4.5)).Should().Be($"  net input = {working}\n            = 4.5\n");
    }

    [Fact]
    public void A_paragraph_is_wrapped_between_words()
    {
        string[] lines = Plain(paper => paper.Say(string.Join(' ', Enumerable.Repeat("word", 40)))).TrimEnd().Split('\n');
        lines.Should().HaveCount(3); // 15 words of 4 letters and 14 spaces make 74
        lines[0].Should().HaveLength(74);
    }

    [Fact]
    public void A_line_that_is_too_long_goes_on_below_and_further_in()
    {
        string line = "  " + string.Join(' ', Enumerable.Repeat("word", 20)); // 2 + 20 · 4 + 19 = 101 characters
        string[] lines = Plain(paper => paper.Lines(line)).TrimEnd().Split('\n');
        lines.Should().HaveCount(2).And.OnlyContain(folded => folded.Length <= 78);
        lines[0].Should().StartWith("    word"); // the paper's own two spaces, and the line's
        lines[1].Should().StartWith("        word");
        string.Concat(lines).Split(' ', StringSplitOptions.RemoveEmptyEntries).Should().HaveCountGreaterThan(18);
    }

    [Fact]
    public void Files_are_saved_in_the_papers_folder_and_named_without_it()
    {
        string folder = Path.Combine(Directory.CreateTempSubdirectory("paper").FullName, "new");
        Plain(paper =>
        {
            paper.Folder = folder;
            paper.Keep("two.txt", "a two", path => File.WriteAllText(path, "2"));
            paper.Keep("letters", made => [.. new[] { "a.txt", "b.txt" }.Select(name => Path.Combine(made, name))]);
            paper.SavedFiles.Should().Be(3);
        }).Should().Be("  → two.txt: a two\n  → a.txt, b.txt: letters\n");
        File.ReadAllText(Path.Combine(folder, "two.txt")).Should().Be("2");
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }

    [Theory]
    [InlineData("one-node")]
    [InlineData("handout")]
    public void A_terminal_gets_the_same_words_and_numbers(string lesson)
    {
        using var writer = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 120;
        new Tour(Tour.Lessons, new TerminalOutput(console), writer, TextWriter.Null)
            .Run([lesson, "--pictures", LessonOutputs.Folder])
            .Should()
            .Be(Tour.Success);
        Words(writer.ToString()).Should().Equal(Words(LessonOutputs.Of(lesson)));
    }

    /// <summary>The words, without what frames and underlines them.</summary>
    private static string[] Words(string text) =>
        [
            .. text.Split(
                [' ', '\r', '\n', '│', '─', '╭', '╮', '╰', '╯', '├', '┤', '┬', '┴', '┼'],
                StringSplitOptions.RemoveEmptyEntries).Where(word => word.Trim('-', '=').Length > 0 || word.Length == 1)];

    private static string Plain(Action<LessonOutput> write)
    {
        using var writer = new StringWriter();
        write(new PlainOutput(writer));
        return writer.ToString().ReplaceLineEndings("\n");
    }
}
