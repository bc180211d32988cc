using NodeNet.Foundation;

namespace NodeNet.Tests;

/// <summary>How names, numbers and foreign texts are written in messages.</summary>
public class MessageTextTests
{
    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1.0 / 3.0, "0.3333333333333333")]
    [InlineData(5e-324, "5E-324")]
    [InlineData(-0.0, "-0")]
    public void Exact_reads_back_to_the_same_number(double value, string text)
    {
        MessageText.Exact(value).Should().Be(text);
        BitConverter.DoubleToInt64Bits(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))
            .Should()
            .Be(BitConverter.DoubleToInt64Bits(value));
    }

    [Fact]
    public void Short_has_seven_digits() => MessageText.Short(1.0 / 3.0).Should().Be("0.3333333");

    [Fact]
    public void Lists_of_up_to_12_are_shown_whole()
    {
        string[] names = [.. Enumerable.Range(1, 13).Select(i => $"x{i}")];
        MessageText.List(names[..12]).Should().Be("x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12");
        MessageText.List(names).Should().Be("x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, …, x13");
        MessageText.List([]).Should().BeEmpty();
    }

    [Fact]
    public void What_an_exception_says_comes_without_the_name_of_the_argument()
    {
        MessageText.MessageOf(new ArgumentException("It is too large.", "width")).Should().Be("It is too large.");
        MessageText.MessageOf(new ArgumentException("It is too large.")).Should().Be("It is too large.");
        MessageText.MessageOf(new ArgumentException(null, "width")).Should().NotContain("width");
    }

    [Fact]
    public void Of_a_foreign_text_40_characters_are_shown_and_none_that_controls_the_terminal()
    {
        string forty = new('a', 40);
        MessageText.Shown(forty).Should().Be(forty);
        MessageText.Shown(forty + "b").Should().Be(forty + "…");
        MessageText.Shown("\u001b[31mred\r\n").Should().Be("\uFFFD[31mred\uFFFD\uFFFD");
    }
}
