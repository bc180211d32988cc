using System.Globalization;
using System.Text.Json;
using CsCheck;
using NodeNet.Inspection;
using NodeNet.Teaching;
using NodeNet.Tests.Handout;

namespace NodeNet.Tests.Inspection;

/// <summary>A step that is wrong on purpose is shown as what it is: the wrong formulas with their numbers, and the mistake by its name.</summary>
public class MistakenLedgerTests
{
    private readonly StepLedger _handout = HandoutNetwork.TrainerFor(HandoutNetwork.Create()).Explain([1, 3, 5], [1]);

    private string Line(Mistake mistake, string subject) => _handout.With(mistake).Lines().Single(line => line.Subject == subject).ToString();

    [Fact]
    public void Where_the_slope_is_forgotten_the_formula_has_none()
    {
        Line(Mistake.ForgetsSlope, "δ_y1").Should().Be("δ_y1 = 2 · (1 − 0.6) = 0.8");
        Line(Mistake.ForgetsSlope, "δ_h1").Should().Be("δ_h1 = 0.8 · 0.8 = 0.64");
    }

    [Fact]
    public void The_net_input_stands_where_the_activation_should()
    {
        Line(Mistake.NetInputInSlope, "δ_y1").Should().Be("δ_y1 = 2 · (1 − 0.6) · 0.4055 · (1 − 0.4055) = 0.1929"); // right: 0.6 · (1 − 0.6)
        Line(Mistake.NetInputInSlope, "δ_h1").Should().Be("δ_h1 = (0.1929 · 0.8) · 2.6 · (1 − 2.6) = −0.6418");
    }

    [Fact]
    public void The_other_nodes_connections_are_in_the_sum() =>
        Line(Mistake.SumsWholeLayer, "δ_h1").Should().Be("δ_h1 = (0.192 · 0.8 + 0.192 · 0.5 + 0.192 · 0.1 + 0.192 · 0.6) · 0.9309 · (1 − 0.9309) = 0.02471");

    [Fact]
    public void The_new_weight_stands_where_the_old_one_should() =>
        Line(Mistake.UpdatesBeforePropagating, "δ_h1").Should().Be("δ_h1 = (0.192 · 0.8018) · 0.9309 · (1 − 0.9309) = 0.009908"); // right: 0.192 · 0.8

    [Fact]
    public void A_step_uphill_has_the_wrong_sign_where_it_is_made()
    {
        Line(Mistake.StepsUphill, "−∂L/∂w_x1→h1").Should().Be("−∂L/∂w_x1→h1 = 0.009885 · 1 = 0.009885");
        Line(Mistake.StepsUphill, "Δw_x1→h1").Should().Be("Δw_x1→h1 = −0.01 · 0.009885 = −9.885e−5  (uphill)");
        Line(Mistake.StepsUphill, "w⁺_x1→h1").Should().Be("w⁺_x1→h1 = 0.5 − 9.885e−5 = 0.4999");
    }

    [Fact]
    public void Biases_that_are_left_out_say_so()
    {
        StepLedger wrong = Given.Trainer(Given.Small(), 0.1).Explain([1, 2], [1]).With(Mistake.LeavesBiases);

        wrong.Lines().Single(line => line.Subject == "Δb_h1").ToString().Should().Be("Δb_h1 = 0  (left as it is)");
        wrong.Lines().Single(line => line.Subject == "−∂L/∂b_h1").Value.Should().NotBe(0);
    }

    [Fact]
    public void Every_formula_of_a_mistaken_step_gives_its_number_too()
    {
        int formulas = 0;
        LedgerCase.Any.Sample(given =>
        {
            if ((given with { IsWeighted = false }).TryExplain() is not { } right) return;
            foreach (Mistake mistake in Mistake.All)
            {
                if (TryWith(right, mistake) is not { } wrong) continue;
                foreach (LedgerLine line in wrong.Lines().Where(line => line.Formula is not null))
                {
                    double size = Math.Max(Math.Abs(line.Value), 1e-6 * LedgerFormulaTests.LargestNumber(line.Formula!));
                    if (!(Math.Abs(line.Formula!.Value - line.Value) <= 1e-9 * size))
                    {
                        Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{mistake.Name}: {line.Text} comes to {line.Formula.Value}"));
                    }
                    Interlocked.Increment(ref formulas);
                }
            }
        }, iter: 20);
        formulas.Should().BeGreaterThan(1000);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("Markdown")]
    [InlineData("LaTeX")]
    [InlineData("MathML")]
    public void Every_rendering_names_the_mistake_on_top(string rendering)
    {
        StepLedger wrong = _handout.With(Mistake.ForgetsSlope);
        string text = rendering switch { "text" => wrong.ToText(), "Markdown" => wrong.ToMarkdown(), "LaTeX" => wrong.ToLatex(), _ => wrong.ToMathML() };

        text.Should().Contain("WRONG ON PURPOSE: forgets the slope");
    }

    [Fact]
    public void Json_names_the_mistakes_and_a_right_step_has_none()
    {
        Mistakes(_handout).Should().BeEmpty();
        Mistakes(_handout.With(Mistake.SumsWholeLayer, Mistake.UpdatesBeforePropagating)).Should().Equal("updates before propagating", "sums the whole layer");

        static IEnumerable<string?> Mistakes(StepLedger ledger) =>
            [.. JsonDocument.Parse(ledger.ToJson()).RootElement.GetProperty("mistakes").EnumerateArray().Select(name => name.GetString())];
    }

    [Fact]
    public void The_bridge_to_matrices_is_for_right_steps()
    {
        StepLedger wrong = _handout.With(Mistake.SumsWholeLayer);

        wrong
            .Invoking(ledger => ledger.Bridge())
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("This step is wrong on purpose (sums the whole layer)*");
    }

    private static StepLedger? TryWith(StepLedger right, Mistake mistake)
    {
        try
        {
            return right.With(mistake);
        }
        catch (NotFiniteNumberException)
        {
            return null;
        }
    }
}
