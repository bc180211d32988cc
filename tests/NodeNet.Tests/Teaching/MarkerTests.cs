using NodeNet.Inspection;
using NodeNet.Teaching;
using NodeNet.Tests.Handout;

namespace NodeNet.Tests.Teaching;

/// <summary>A learner's numbers for the handout's step, and what the marker says of them.</summary>
public class MarkerTests
{
    private static readonly Quantity _delta = Quantity.Delta("h1"); // 0.009885434753398828
    private static readonly Quantity _weight = Quantity.NewWeight("x1", "h1"); // 0.5 + 0.01 · 0.009885 · 1 = 0.50009885
    private readonly Marker _marker = new(HandoutNetwork.TrainerFor(HandoutNetwork.CreateWithOneLearningOutputWeight()).Explain([1, 3, 5], [1]));

    [Theory]
    [InlineData("0.009885434753398828", Verdict.Right)]
    [InlineData("0.0098854", Verdict.Rounded)]
    [InlineData("0.00989", Verdict.Rounded)]
    [InlineData("0.00988", Verdict.Rounded)]    // cut off
    [InlineData("9.885e-3", Verdict.Rounded)]
    [InlineData("0,009885", Verdict.Rounded)]   // a decimal comma
    [InlineData(" .009885 ", Verdict.Rounded)]
    [InlineData("0.01", Verdict.TooFewDigits)]
    [InlineData("0.0", Verdict.TooFewDigits)]
    [InlineData("0.00990", Verdict.Mistaken)]   // 0.0099075… cut off: the weight after its update
    [InlineData("0.00995", Verdict.NotRecognised)]
    [InlineData("1.234", Verdict.NotRecognised)]
    [InlineData("", Verdict.Missing)]
    public void The_digits_decide_what_is_right(string answer, Verdict verdict) => _marker.Check(_delta, answer).Verdict.Should().Be(verdict);

    [Fact]
    public void A_number_has_the_digits_of_its_shortest_text()
    {
        _marker.Check(_delta, 0.009885434753398828).Verdict.Should().Be(Verdict.Right);
        _marker.Check(_delta, 0.009885).Verdict.Should().Be(Verdict.Rounded);
    }

    [Fact]
    public void Few_digits_that_are_those_of_a_mistake_too_do_not_tell_and_enough_digits_are_right_without_remarks()
    {
        Marking few = _marker.Check(_delta, "0.0099"); // 0.0098854 and, updated first, 0.0099075

        few.Verdict.Should().Be(Verdict.TooFewDigits);
        few.Mistakes.Should().Equal(Mistake.UpdatesBeforePropagating);
        few.Explanation.Should().Be("Too few digits to tell; write more of them.");
        _marker.Check(_delta, "0.009885").ToString().Should().Be("δ of h1 = 0.009885: Right, rounded.");
    }

    [Theory]
    [InlineData("0.009907519", "updates before propagating")]
    [InlineData("0.024714", "sums the whole layer")]
    [InlineData("0.1536", "forgets the slope")]              // δ_y1 right, the slope of h1 forgotten
    [InlineData("0.64", "forgets the slope")]                // forgotten everywhere
    [InlineData("-0.63898", "puts the net input into the slope")] // 0.192 · 0.8 · 2.6 · (1 − 2.6), only here
    public void A_mistake_is_recognised_by_its_number(string answer, string mistake)
    {
        Marking marking = _marker.Check(_delta, answer);

        marking.Verdict.Should().Be(Verdict.Mistaken);
        marking.Mistakes.Select(m => m.Name).Should().Equal(mistake);
        marking.Points.Should().Be(0);
    }

    [Fact]
    public void The_handouts_own_number_is_two_mistakes_at_once()
    {
        Marking marking = _marker.Check(_delta, "0.02473567");

        marking.Mistakes.Should().Equal(Mistake.UpdatesBeforePropagating, Mistake.SumsWholeLayer);
        marking.Explanation.Should().Contain("two things at once");
    }

    [Theory]
    [InlineData("-0.0098854", "sign is that of other books")]
    [InlineData("0.0049427", "½")]
    [InlineData("-0.0049427", "½*sign is that of other books")]
    [InlineData("0.0643583", "only the slope")]
    [InlineData("0.14298", "activation stands in place of the slope")]
    [InlineData("0.0240", "δ of h2")] // 0.192 · 0.5 · 0.5 · (1 − 0.5)
    public void A_slip_is_recognised_by_its_number(string answer, string words)
    {
        Marking marking = _marker.Check(_delta, answer);

        marking.Verdict.Should().Be(Verdict.Mistaken);
        marking.Explanation.Should().Match($"*{words}*");
    }

    [Theory]
    [InlineData("0.50009885", Verdict.Rounded, "Right")]
    [InlineData("0.500", Verdict.TooFewDigits, "more")] // this is the old weight, too
    [InlineData("0.49990115", Verdict.Mistaken, "steps uphill")]
    [InlineData("0.0000988543", Verdict.Mistaken, "the old value was not added")]
    [InlineData("0.50988543", Verdict.Mistaken, "the learning rate was left out")]
    [InlineData("0.5064", Verdict.Mistaken, "forgets the slope")]
    public void New_weights(string answer, Verdict verdict, string words)
    {
        Marking marking = _marker.Check(_weight, answer);

        marking.Verdict.Should().Be(verdict);
        marking.Explanation.Should().Contain(words);
    }

    [Fact]
    public void Rounding_on_the_way_is_recognised()
    {
        // a_h1 ≈ 0.93, slope ≈ 0.07, δ_y1 ≈ 0.19, push ≈ 0.15: 0.15 · 0.07 = 0.0105, which is no longer near
        Marking marking = _marker.Check(_delta, "0.0105");

        marking.Verdict.Should().Be(Verdict.Mistaken);
        marking.Explanation.Should().Contain("rounded to 2 decimals");
        (marking.Points, marking.Mistakes.Count()).Should().Be((0, 0));
    }

    [Fact]
    public void What_is_not_recognised_comes_with_the_number_to_check_first()
    {
        _marker.Check(_delta, "1.234").CheckFirst.Should().Be(Quantity.Delta("y1"));
        _marker.Check(_weight, "1.234").CheckFirst.Should().Be(_delta);
        _marker.Check(Quantity.NetInput("h1"), "1.234").CheckFirst.Should().BeNull(); // only given numbers
    }

    [Theory]
    [InlineData("2.6", Verdict.Right)]
    [InlineData("0.9308616", Verdict.Mistaken)] // that is the activation
    public void Net_inputs(string answer, Verdict verdict) => _marker.Check(Quantity.NetInput("h1"), answer).Verdict.Should().Be(verdict);

    [Theory]
    [InlineData("0.16", Verdict.Right)]    // (1 − 0.6)²
    [InlineData("0.08", Verdict.Mistaken)] // with ½, to the last digit
    public void The_loss(string answer, Verdict verdict) => _marker.Check(Quantity.Loss(), answer).Verdict.Should().Be(verdict);

    [Fact]
    public void On_a_sheet_a_mistake_counts_once()
    {
        IReadOnlyList<Marking> markings = _marker.Check(
        [
            (Quantity.Delta("y1"), "0.8"),          // the slope forgotten
            (Quantity.Push("h1"), "0.64"),          // 0.8 · 0.8: right from there
            (_delta, "0.041189"),                   // 0.64 · 0.0643583
            (Quantity.WeightChange("x1", "h1"), "0.00041189"),
        ]);

        markings.Select(m => m.Verdict).Should().Equal(Verdict.Mistaken, Verdict.CarriedForward, Verdict.CarriedForward, Verdict.CarriedForward);
        markings.Sum(m => m.Points).Should().Be(3);
        markings[2].CheckFirst.Should().Be(Quantity.Delta("y1"));
    }

    [Fact]
    public void On_a_sheet_a_second_mistake_is_found_on_top_of_the_first()
    {
        IReadOnlyList<Marking> markings = _marker.Check([(Quantity.Delta("y1"), "0.777"), (_delta, "0.62160")]); // 0.777 · 0.8, without the slope

        markings[0].Verdict.Should().Be(Verdict.NotRecognised);
        markings[1].Mistakes.Should().Equal(Mistake.ForgetsSlope);
        markings[1].Explanation.Should().Contain("your own earlier numbers");
    }

    [Fact]
    public void Questions_that_make_no_sense_are_refused()
    {
        FluentActions.Invoking(() => _marker.Check(Quantity.Delta("h9"), "1")).Should().Throw<ArgumentException>().WithMessage("*h9*h1*");
        FluentActions.Invoking(() => _marker.Check(Quantity.Delta("x1"), "1")).Should().Throw<ArgumentException>().WithMessage("*x1 is an input*");
        FluentActions.Invoking(() => _marker.Check(Quantity.Delta("h1", example: 2), "1")).Should().Throw<ArgumentException>().WithMessage("*no example 2*");
        FluentActions.Invoking(() => _marker.Check(Quantity.NewWeight("h1", "x1"), "1")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => _marker.Check(Quantity.NewBias("h1"), "1")).Should().Throw<ArgumentException>().WithMessage("*no bias*");
        FluentActions
            .Invoking(() => _marker.Check(new Quantity(QuantityKind.Weight, "h1", "x1"), "1"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*given*");
    }

    [Fact]
    public void A_change_of_a_bias_is_alpha_times_delta()
    {
        StepLedger line = Given.Trainer(Given.Line(), learningRate: 0.1).Explain([3], [10]); // δ = 2 · (10 − 7) = 6

        new Marker(line).Check(Quantity.BiasChange("y1"), "0.60").Verdict.Should().Be(Verdict.Right);
    }
}
