using FluentAssertions;
using NodeNet.Formulas;
using NodeNet.Training;
using Xunit;

namespace NodeNet.Tests;

public class PenaltyFormulaTests
{
    public static TheoryData<double, double> Penalties => new() { { 0.3, 0.0 }, { 0.0, 0.2 }, { 0.3, 0.2 } };

    [Fact]
    public void The_penalty_of_a_weight_is_lambda1_times_its_size_and_half_lambda2_times_its_square()
    {
        var penalty = new WeightPenalty(L1: 0.3, L2: 0.2, CountsBiases: false);

        penalty.Term<Scalar>(-2.0).Value.Should().Be(0.3 * 2.0 + 0.5 * 0.2 * 4.0);
        penalty.Slope<Scalar>(-2.0).Value.Should().Be(0.3 * -1.0 + 0.2 * -2.0);
        penalty.Slope<Scalar>(0.0).Value.Should().Be(0.0);
        penalty.ToString().Should().Be("0.3 · Σ|w| + ½ · 0.2 · Σw², biases left alone");
        default(WeightPenalty).ToString().Should().Be("no penalty");
    }

    [Theory, MemberData(nameof(Penalties))]
    public void The_slope_is_that_of_the_term_as_a_dual_number_finds_it(double l1, double l2)
    {
        var penalty = new WeightPenalty(l1, l2, CountsBiases: false);

        foreach (double w in (double[])[-1e150, -3.5, -1e-300, 1e-300, 0.7, 1e150])
        {
            Dual<Scalar> term = penalty.Term(Dual<Scalar>.Variable(w));
            term.Slope.Value.Should().BeApproximately(penalty.Slope<Scalar>(w).Value, 1e-12 * Math.Abs(penalty.Slope<Scalar>(w).Value));
        }
    }

    [Theory, MemberData(nameof(Penalties))]
    public void As_an_expression_the_penalty_has_the_same_value(double l1, double l2)
    {
        var penalty = new WeightPenalty(l1, l2, CountsBiases: false);

        penalty.Term<Expression>(-1.7).Value.Should().Be(penalty.Term<Scalar>(-1.7).Value);
        penalty.Slope<Expression>(-1.7).Value.Should().Be(penalty.Slope<Scalar>(-1.7).Value);
    }

    [Theory]
    [InlineData(0.0, 0.0, true, true, false)]
    [InlineData(0.1, 0.0, false, true, false)]
    [InlineData(0.1, 0.0, false, false, true)]
    [InlineData(0.0, 0.1, true, true, true)]
    public void Biases_count_where_they_are_told_to(double l1, double l2, bool countsBiases, bool isBias, bool counts) =>
        new WeightPenalty(l1, l2, countsBiases).Counts(isBias).Should().Be(counts);

    [Fact]
    public void A_trainers_options_name_the_penalty() =>
        new TrainerOptions { L1 = 0.1, L2 = 0.2, PenalizeBiases = true }.Penalty.Should().Be(new WeightPenalty(0.1, 0.2, CountsBiases: true));
}
