using NodeNet.Export.Plan;
using NodeNet.Formulas;
using NodeNet.Recipes;

namespace NodeNet.Export.FixedPoint;

/// <summary>How the whole number of a column becomes inputs.</summary>
internal sealed class InputStep
{
    private readonly FixedColumn _column;
    private readonly int _one;

    private InputStep(FixedColumn column, int bits)
    {
        (_column, _one) = (column, 1 << bits);
        PlanColumn plan = column.Plan;
        Fill = plan switch
        {
            _ when plan.RefusesMissing => FixedColumn.Missing,
            NumberColumn number => column.Of(number.Fill),
            WordColumn { Fill: { } fill } => column.Of(fill),
            TruthColumn truth => column.Of(truth.Fill),
            _ => FixedColumn.Missing,
        };
        var ranges = Enumerable.Repeat(new Interval(0, _one), plan.Width).ToArray();
        if (plan is NumberColumn line)
        {
            (double slope, double start) = FixedReading.LineOf(line.Formula, line.Name);
            Int128 offset = Factor.Whole(-start / slope, column.FractionBits);
            if (!new Interval(offset, offset).FitsIn32Bits)
                throw new NotSupportedException($"The column {line.Name} is scaled from so far away that 32 bits do not hold it.");
            IsPlain = slope == 1.0 && start == 0.0 && column.FractionBits == bits;
            Offset = (int)offset;
            Factor = FixedPoint.Factor.Of(Math.ScaleB(slope, bits - column.FractionBits));
            (long low, long high) = (Scaled(column.Least), Scaled(column.Most));
            ranges[0] = new Interval(Math.Min(low, high), Math.Max(low, high));
            if (!ranges[0].FitsIn32Bits)
            {
                throw new NotSupportedException(FormattableString.Invariant(
                    $"The input of {line.Name} can be up to {Math.Max(Math.Abs(low), Math.Abs(high)) / (double)_one:g4}; Q{bits} does not hold that."));
            }
        }
        else if (plan is WordColumn { IsRank: true } ranked)
        {
            Ranks = Array.ConvertAll(ranked.Places, place => (int)FixedPoint.Factor.Whole(place, bits));
            ranges[0] = new Interval(Ranks.Min(), Ranks.Max());
        }
        Ranges = ranges;
    }

    /// <summary>What each input can be.</summary>
    public IReadOnlyList<Interval> Ranges { get; }

    /// <summary>The whole number that stands in for a missing cell.</summary>
    public int Fill { get; }

    /// <summary>Whether a number is the input as it is.</summary>
    public bool IsPlain { get; }

    /// <summary>An input is (number − offset) · factor.</summary>
    public int Offset { get; }

    /// <inheritdoc cref="Offset"/>
    public Factor Factor { get; }

    /// <summary>The inputs of words with an order.</summary>
    public int[] Ranks { get; } = [];

    public static InputStep Of(FixedColumn column, int bits) => new(column, bits);

    /// <summary>Fills the column's inputs, which are 0; false if the number is refused.</summary>
    public bool Read(int number, Span<int> inputs)
    {
        PlanColumn plan = _column.Plan;
        bool missing = number == FixedColumn.Missing;
        if (missing && plan.RefusesMissing) return false;
        if (missing && plan.MarksMissing) inputs[^1] = _one;
        if (missing) number = Fill;
        else if (number < _column.Least || number > _column.Most) return false;
        switch (plan)
        {
            case NumberColumn: inputs[0] = (int)Scaled(number); break;
            case TruthColumn: inputs[0] = number * _one; break;
            case WordColumn { IsRank: true }: inputs[0] = Ranks[number]; break;
            case WordColumn words:
                int place = missing && words.Fill is null ? words.OneHotWidth - 1
                    : number >= 0 && number < words.Words.Length ? (int)words.Places[number] : words.UnknownPlace ?? -1;
                if (place >= 0) inputs[place] = _one;
                break;
        }
        return true;
    }

    private long Scaled(int number) => IsPlain ? number : Factor.Times((long)number - Offset);
}

/// <summary>How an activation of the last layer becomes an answer: start + activation · factor.</summary>
/// <param name="Bits">How many of the answer's bits stand behind the point.</param>
/// <param name="Start">The answer to 0.</param>
/// <param name="Factor">The factor; null where the activation is the answer.</param>
internal sealed record OutputStep(int Bits, int Start, Factor? Factor)
{
    public static OutputStep Of(Expression? formula, string name, int bits, Interval activation)
    {
        if (formula is null) return new OutputStep(bits, 0, null);
        (double slope, double start) = FixedReading.LineOf(formula, "The answer " + name);
        for (int behind = Math.Clamp(bits - Math.ILogB(slope), 0, 30); behind >= 0; behind--)
        {
            Int128 first = FixedPoint.Factor.Whole(start, behind);
            Factor factor = FixedPoint.Factor.Of(Math.ScaleB(slope, behind - bits));
            Interval scaled = factor.Multiplier * activation;
            Interval answers = scaled.Through(n => first + FixedPoint.Factor.Rounded(n, factor.Shift));
            if (answers.FitsIn32Bits && new Interval(first, first).FitsIn32Bits && scaled.FitsIn63Bits) return new OutputStep(behind, (int)first, factor);
        }
        throw new NotSupportedException($"The answer {name} can be so large that 32 bits do not hold it.");
    }

    public int At(int activation) => Factor is { } factor ? (int)(Start + factor.Times(activation)) : activation;
}
