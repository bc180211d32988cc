using System.Xml.Linq;
using CsCheck;
using NodeNet.Activations;
using NodeNet.Inspection;
using NodeNet.Writers;

namespace NodeNet.Tests.Inspection;

public class LedgerFormatTests
{
    [Theory]
    [InlineData(0.1 + 0.2, 4, "0.3", 0)]
    [InlineData(0.1 + 0.2, 17, "0.30000000000000004", 0)]
    [InlineData(-1.5, 4, "−1.5", 0)]
    [InlineData(12345.6, 4, "12346", 0)] // whole digits are never cut off
    [InlineData(0.00012345, 3, "0.000123", 0)]
    [InlineData(0.000012345, 3, "1.23", -5)]
    [InlineData(-1.2345e20, 4, "−1.234", 20)]
    [InlineData(1e-7, 17, "1", -7)]
    [InlineData(-0.0, 4, "0", 0)]
    [InlineData(double.PositiveInfinity, 4, "∞", 0)]
    [InlineData(double.NaN, 4, "NaN", 0)]
    public void Numbers_are_plain_where_they_are_short(double value, int digits, string mantissa, int exponent) =>
        LedgerNumbers.Split(value, digits).Should().Be((mantissa, exponent));

    [Fact]
    public void Exact_digits_read_back_to_the_same_double() => Gen.Double.Where(double.IsFinite).Sample(value =>
    {
        (string mantissa, int exponent) = LedgerNumbers.Split(value, LedgerFormat.ExactDigits);
        double.Parse($"{mantissa.Replace('−', '-')}E{exponent}", System.Globalization.CultureInfo.InvariantCulture).Should().Be(value);
    }, iter: 300);

    [Fact]
    public void A_long_sum_shows_its_first_terms_and_its_last()
    {
        Network network = new NetworkBuilder(inputs: 20).AddLayer(1, new Identity(), bias: false).Build(seed: 1);
        network.OutputLayer.SetWeights([[.. Enumerable.Range(1, 20).Select(i => (double)i)]]);
        StepLedger ledger = Given.Trainer(network, 0.1).Explain([.. Enumerable.Repeat(1.0, 20)], [0]);

        string Sum(int most) => ledger.Lines(new LedgerFormat { MostTerms = most, Nodes = ["y1"], Phases = [LedgerPhase.Forward] })[0].Text;

        Sum(4).Should().Be("z_y1 = 1 · 1 + 2 · 1 + 3 · 1 + … (16 more) + 20 · 1 = 210");
        Sum(20).Should().NotContain("more");
    }

    [Fact]
    public void A_connections_filter_shows_every_formula_that_it_takes_part_in()
    {
        StepLedger ledger = Given.Trainer(Given.Small(), 0.3).Explain([0.3, 0.7], [1]);

        ledger.Lines(new LedgerFormat { Connections = ["h2→y1"] }).Select(line => line.Subject).Should()
            .Equal("z_y1", "δ_h2", "−∂L/∂w_h2→y1", "Δw_h2→y1", "w⁺_h2→y1");
        ledger.Lines(new LedgerFormat { Connections = ["h2 -> y1"], Phases = [LedgerPhase.Update] }).Should().HaveCount(2);
        ledger.Lines(new LedgerFormat { Nodes = ["h2"], Phases = [LedgerPhase.Forward] }).Select(line => line.Subject).Should().Equal("z_h2", "a_h2");
    }

    [Fact]
    public void An_examples_filter_leaves_the_update_that_belongs_to_all()
    {
        StepLedger ledger = Given.Trainer(Given.Small(), 0.3).Explain(Given.Xor());

        LedgerLine[] lines = [.. ledger.Lines(new LedgerFormat { Examples = [2] })];

        lines.Select(line => line.Example).Distinct().Should().Equal(2, null);
        ledger
            .Invoking(l => l.ToText(new LedgerFormat { Examples = [4] }))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("There is no example 4; the step has 4 examples, counted from 0.*");
    }

    [Fact]
    public void Formats_out_of_range_and_unknown_names_are_refused()
    {
        StepLedger ledger = Given.Trainer(Given.Small(), 0.3).Explain([0.3, 0.7], [1]);

        ledger
            .Invoking(l => l.ToText(new LedgerFormat { Digits = 2 }))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("Digits is 2; it must be from 3 to 17.*");
        ledger.Invoking(l => l.ToText(new LedgerFormat { Digits = 18 })).Should().Throw<ArgumentOutOfRangeException>();
        ledger.Invoking(l => l.ToText(new LedgerFormat { MostTerms = 1 })).Should().Throw<ArgumentOutOfRangeException>().WithMessage("MostTerms is 1*");
        ledger.Invoking(l => l.ToText(new LedgerFormat { Profile = (LedgerProfile)7 })).Should().Throw<ArgumentOutOfRangeException>();
        ledger
            .Invoking(l => l.ToText(new LedgerFormat { Nodes = ["z1"] }))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("No node is called \"z1\"; there are x1*");
        ledger
            .Invoking(l => l.ToText(new LedgerFormat { Connections = ["x1h1"] }))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("\"x1h1\" is not the name of a connection*");
        ledger
            .Invoking(l => l.ToText(new LedgerFormat { Connections = ["x1→y1"] }))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("x1 is not connected to y1*");
    }

    [Fact]
    public void MathML_is_well_formed_and_LaTeX_balanced_whatever_the_network() => LedgerCase.Any.Sample(given =>
    {
        if (given.TryExplain() is not { } ledger) return;
        foreach (LedgerFormat format in new[] { LedgerFormat.Handout, LedgerFormat.Mazur, LedgerFormat.PyTorch })
        {
            XElement root = XElement.Parse(ledger.ToMathML(format));
            root.Descendants().Count(element => element.Name.LocalName == "math").Should().Be(ledger.Lines(format).Count);
            ShouldBeBalanced(ledger.ToLatex(format));
        }
    }, iter: 5);

    [Fact]
    public void Names_that_mean_something_to_a_format_are_made_harmless()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new OddName()).Build(seed: 1);
        StepLedger ledger = Given.Trainer(network, 0.1).Explain([1], [1]);

        ledger.ToText().Should().Contain("a_y1 = a<b&c_{%$(");
        XElement.Parse(ledger.ToMathML()).Value.Should().Contain("a<b&c_{%$");
        ledger.ToLatex().Should().Contain(@"\text{a<b\&c\_\{\%\$}\left(").And.NotContain("b&c");
        ShouldBeBalanced(ledger.ToLatex());
    }

    [Fact]
    public void Text_and_Markdown_carry_the_same_lines()
    {
        StepLedger ledger = Given.Trainer(Given.Small(), 0.3).Explain(Given.Xor());
        string text = ledger.ToText();
        string markdown = ledger.ToMarkdown();

        ledger.Lines().Should().NotBeEmpty();
        foreach (LedgerLine line in ledger.Lines())
        {
            text.Should().Contain("  " + line);
            markdown.Should().Contain("`" + line.Text + "`");
        }
        foreach (string convention in ledger.Conventions())
            text.Should().Contain(convention);
        ledger.ToText(new LedgerFormat { ShowConventions = false }).Should().NotContain(ledger.Conventions()[0]);
    }

    [Fact]
    public void Long_LaTeX_goes_on_in_the_next_row_at_a_sign()
    {
        Network network = new NetworkBuilder(inputs: 8).AddLayer(1, new Identity(), bias: false).Build(seed: 1);
        network.OutputLayer.SetWeights([[0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1]]);

        string latex = Given.Trainer(network, 0.1).Explain([1, 2, 3, 4, 5, 6, 7, 8], [1]).ToLatex();

        latex.Should().Contain("""
            z_{\mathrm{y1}} &= 0.125 \cdot 1 + 0.25 \cdot 2 + 0.375 \cdot 3 + 0.5 \cdot 4 + 0.625 \cdot 5 + 0.75 \cdot 6 \\
            &\quad{} + 0.875 \cdot 7 + 1 \cdot 8 = 25.5 \\
            """.ReplaceLineEndings("\n"));
        latex.Should().Contain(@"a_{\mathrm{y1}} &= 25.5");
    }

    private static void ShouldBeBalanced(string latex)
    {
        int depth = 0;
        for (int i = 0; i < latex.Length; i++)
        {
            if (latex[i] == '\\') i++; // an escaped brace, or the first letter of a command
            else if (latex[i] == '{') depth++;
            else if (latex[i] == '}') depth--;
            if (depth < 0) Assert.Fail($"a brace too many is closed at {i}");
        }
        depth.Should().Be(0);
        Count(latex, @"\left").Should().Be(Count(latex, @"\right"));
        Count(latex, @"\begin{").Should().Be(Count(latex, @"\end{"));
        latex.Should().NotContainAny("δ", "∂", "−", "·", "→", "½", "⁺", "Δ");

        static int Count(string text, string part) => text.Split(part).Length - 1;
    }

    private sealed class OddName : IActivation
    {
        public string Name => "a<b&c_{%$";

        public double Activate(double netInput) => netInput;

        public double Slope(double netInput, double activation) => 1.0;
    }
}
