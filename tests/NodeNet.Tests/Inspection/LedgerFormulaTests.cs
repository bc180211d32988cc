using System.Globalization;
using CsCheck;
using NodeNet.Formulas;
using NodeNet.Inspection;

namespace NodeNet.Tests.Inspection;

/// <summary>What a line says is true: whoever calculates its formula gets its number, under every profile, on random networks and ways to train.</summary>
public class LedgerFormulaTests
{
    // Sums are shown in the order in which they are computed, but squares, powers and means may be rounded in another order.
    private const double Rounding = 1e-9;

    [Theory]
    [InlineData(LedgerProfile.Handout)]
    [InlineData(LedgerProfile.Mazur)]
    [InlineData(LedgerProfile.PyTorch)]
    public void Every_formula_gives_its_number(LedgerProfile profile)
    {
        int formulas = 0;
        LedgerCase.Any.Sample(given =>
        {
            if (given.TryExplain() is not { } ledger) return;
            foreach (LedgerLine line in ledger.Lines(new LedgerFormat { Profile = profile }).Where(line => line.Formula is not null))
            {
                double size = Math.Max(Math.Abs(line.Value), 1e-6 * LargestNumber(line.Formula!));
                double difference = Math.Abs(line.Formula!.Value - line.Value);
                if (!(difference <= Rounding * size)) Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{line.Text} is off by {difference:G3}"));
                Interlocked.Increment(ref formulas);
            }
        }, iter: 60);
        formulas.Should().BeGreaterThan(2000);
    }

    [Fact]
    public void Every_moment_belongs_to_exactly_one_line_whose_number_is_that_of_its_last_moment() => LedgerCase.Any.Sample(given =>
    {
        if (given.TryExplain() is not { } ledger) return;
        int next = 0;
        foreach (LedgerLine line in ledger.Lines())
        {
            Assert.Equal(next, line.FirstMoment);
            Assert.True(line.LastMoment >= line.FirstMoment);
            Assert.True(line.Value == ledger.Moments[line.LastMoment].Value);
            next = line.LastMoment + 1;
        }
        next.Should().Be(ledger.Moments.Count);
    }, iter: 40);

    [Fact]
    public void The_profiles_differ_in_sign_and_name_but_not_in_what_happens_to_the_weights() => LedgerCase.Any.Sample(given =>
    {
        if (given.TryExplain() is not { } ledger) return;
        IReadOnlyList<LedgerLine> handout = ledger.Lines();
        foreach (LedgerProfile profile in new[] { LedgerProfile.Mazur, LedgerProfile.PyTorch })
        {
            IReadOnlyList<LedgerLine> other = ledger.Lines(new LedgerFormat { Profile = profile });
            other.Should().HaveSameCount(handout);
            for (int i = 0; i < handout.Count; i++)
            {
                MomentKind kind = handout[i].Kind;
                bool turns =
                    kind is MomentKind.Delta or MomentKind.Push or MomentKind.Share or MomentKind.Sum or MomentKind.Mean or MomentKind.Penalty
                    or MomentKind.Clip;
                if (kind != MomentKind.Memory) Assert.True(other[i].Value == (turns ? -handout[i].Value : handout[i].Value));
            }
        }
    }, iter: 20);

    internal static double LargestNumber(Expression formula) => formula switch
    {
        Numeral number => Math.Abs(number.Number),
        NodeNet.Formulas.Sum sum => sum.Terms.Select(LargestNumber).DefaultIfEmpty(0.0).Max(),
        Difference difference => Math.Max(LargestNumber(difference.Left), LargestNumber(difference.Right)),
        Product product => product.Factors.Aggregate(1.0, (size, factor) => size * Math.Max(Math.Abs(factor.Value), LargestNumber(factor))),
        Group group => LargestNumber(group.Argument),
        Negative negative => LargestNumber(negative.Argument),
        _ => Math.Abs(formula.Value),
    };
}
