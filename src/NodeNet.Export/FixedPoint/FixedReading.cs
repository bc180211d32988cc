using NodeNet.Activations;
using NodeNet.Export.Plan;
using NodeNet.Formulas;
using NodeNet.Recipes;
using NodeNet.Writers;

namespace NodeNet.Export.FixedPoint;

/// <summary>Turns a plan into whole numbers, and refuses by name what they cannot hold.</summary>
internal static class FixedReading
{
    /// <summary>The columns, with the numbers that they accept: those that the recipe or the rows know of, and half their width beyond either end.</summary>
    public static FixedColumn[] Columns(Model model, ModelPlan plan, int bits, ITable? rows) =>
        [.. plan.Columns.Select((column, i) => Column(column, bits, model.Recipe?.Columns[i].Facts, rows))];

    private static FixedColumn Column(PlanColumn column, int bits, ColumnFacts? facts, ITable? rows)
    {
        switch (column)
        {
            case WordColumn words:
                return new FixedColumn(words, 0, new Interval(words.UnknownPlace is null || words.IsRank ? 0 : -int.MaxValue,
                words.UnknownPlace is null || words.IsRank ? words.Words.Length - 1 : int.MaxValue));
            case TruthColumn truth: return new FixedColumn(truth, 0, new Interval(0, 1));
            case NumberColumn number:
                (double least, double most) = Known(number, facts, rows);
                double beyond = 0.5 * (most > least ? most - least : Math.Max(1.0, Math.Abs(most)));
                (least, most) = (least - beyond, most + beyond);
                int needed = bits + (int)Math.Ceiling(Math.Log2(Math.Abs(LineOf(number.Formula, number.Name).Slope)));
                int room = 29 - Math.ILogB(Math.Max(Math.Max(-least, most), 1e-9));
                if (room < 0)
                    throw new NotSupportedException(FormattableString.Invariant($"The column {number.Name} reaches {most:g3}; 32 bits do not hold that."));
                int behind = Math.Clamp(needed, 0, Math.Min(room, 30));
                return new FixedColumn(number, behind, new Interval(Factor.Whole(least, behind), Factor.Whole(most, behind)));
            default:
                throw new NotSupportedException($"The column {column.Name} is a date; fixed point takes numbers, words, and yes or no.");
        }
    }

    private static (double Least, double Most) Known(NumberColumn column, ColumnFacts? facts, ITable? rows)
    {
        List<double> known = column.RefusesMissing ? [] : [column.Fill];
        if (facts is { Least.Kind: CellKind.Number }) known.AddRange([facts.Least.Number, facts.Most.Number]);
        if (rows is not null)
        {
            int place = Proof.ProofRows.PlaceOf(rows, column.Name);
            known.AddRange(Enumerable.Range(0, rows.RowCount).Select(row => Proof.ProofRows.Typed(rows[row, place], column))
                .Where(cell => cell.Kind == CellKind.Number && double.IsFinite(cell.Number)).Select(cell => cell.Number));
        }
        if (known.Count > (column.RefusesMissing ? 0 : 1)) return (known.Min(), known.Max());
        throw new NotSupportedException(
            $"Nobody knows how large {column.Name} can be, so that an overflow cannot be excluded. Give rows (CodeOptions.Rows, --rows) or a model with a "
                + "recipe.");
    }

    /// <summary>A formula as slope · x + start.</summary>
    /// <exception cref="NotSupportedException">It is no straight line.</exception>
    public static (double Slope, double Start) LineOf(Expression formula, string name) => Line(formula) is { Slope: not 0.0 } line
        ? line
        : throw new NotSupportedException(
            $"{name} goes through {FormulaText.Words(formula)}, which is no straight line; fixed point has these alone beside activation functions.");

    private static (double Slope, double Start)? Line(Expression formula) => formula switch
    {
        Variable => (1.0, 0.0),
        Numeral number => (0.0, number.Number),
        OneHalf => (0.0, 0.5),
        Group group => Line(group.Argument),
        Taught taught => Line(taught.Computed),
        Negative negative => Line(negative.Argument) is { } of ? (-of.Slope, -of.Start) : null,
        Difference difference => Line(difference.Left) is { } left && Line(difference.Right) is { } right
            ? (left.Slope - right.Slope, left.Start - right.Start) : null,
        Sum sum => Folded(sum.Terms, (left, right) => (left.Slope + right.Slope, left.Start + right.Start)),
        Product product => Folded(product.Factors, (left, right) => left.Slope == 0.0 ? (left.Start * right.Slope, left.Start * right.Start)
            : right.Slope == 0.0 ? (right.Start * left.Slope, right.Start * left.Start) : null),
        Quotient quotient => Line(quotient.Top) is { } top && Line(quotient.Bottom) is { Slope: 0.0 } bottom
            ? (top.Slope / bottom.Start, top.Start / bottom.Start) : null,
        _ => null,
    };

    private static (double Slope, double Start)? Folded(
        IReadOnlyList<Expression> parts, Func<(double Slope, double Start), (double Slope, double Start), (double, double)?> join)
    {
        (double Slope, double Start)? all = Line(parts[0]);
        foreach (Expression part in parts.Skip(1)) all = all is { } left && Line(part) is { } right ? join(left, right) : null;
        return all;
    }

    /// <summary>A layer's weights, and what its net inputs can be.</summary>
    public static FixedLayer Layer(PlanLayer plan, Fixed format, IReadOnlyList<Interval[]> activations)
    {
        int most = (1 << (format.WeightBits - 1)) - 1;
        int count = plan.Count;
        (int[] shifts, int[] biases, var sums) = (new int[count], new int[count], new Interval[count]);
        (int Source, int[][] Weights)[] blocks = [.. plan.Blocks.Select(block => (block.Source, new int[count][]))];
        bool isNarrow = true;
        for (int j = 0; j < count; j++)
        {
            double largest = plan.Blocks.SelectMany(block => block.Weights).Select(row => Math.Abs(row[j])).DefaultIfEmpty(0.0).Max();
            int shift = largest == 0.0 ? 1 : Math.Min(30, format.WeightBits - 2 - Math.ILogB(largest));
            if (Factor.Whole(largest, shift) > most) shift--;
            if (shift < 1)
            {
                throw new NotSupportedException(FormattableString.Invariant(
                    $"A weight into {plan.NodeNames[j]} is {largest:g3}: more than weights of {format.WeightBits} bits hold."));
            }
            var sum = new Interval(0, 0);
            for (int b = 0; b < blocks.Length; b++)
            {
                int[] row = blocks[b].Weights[j] = [.. plan.Blocks[b].Weights.Select(weights => (int)Factor.Whole(weights[j], shift))];
                for (int i = 0; i < row.Length; i++)
                {
                    Interval product = row[i] * activations[blocks[b].Source][i];
                    sum += product;
                    isNarrow &= product.FitsIn32Bits && sum.FitsIn32Bits;
                }
            }
            isNarrow &= sum.Through(n => n + (1 << (shift - 1))).FitsIn32Bits;
            if (!sum.FitsIn63Bits) throw TooLarge(plan.NodeNames[j], sum, format);
            Int128 bias = Factor.Whole(plan.Biases[j], format.FractionBits);
            sums[j] = sum.Through(n => bias + Factor.Rounded(n, shift));
            if (!sums[j].FitsIn32Bits || !new Interval(bias, bias).FitsIn32Bits) throw TooLarge(plan.NodeNames[j], sums[j].With(new(bias, bias)), format);
            (shifts[j], biases[j]) = (shift, (int)bias);
        }
        return new FixedLayer(plan, blocks, sums) { Shifts = shifts, Biases = biases, SumBits = isNarrow ? 32 : 64 };
    }

    private static double Real(Int128 number, int bits) => Math.ScaleB((double)number, -bits);

    private static NotSupportedException TooLarge(string node, Interval sum, Fixed format)
    {
        int bits = format.FractionBits;
        return new(FormattableString.Invariant(
            $"The net input of {node} can be from {Real(sum.Least, bits):g4} to {Real(sum.Most, bits):g4} for rows that are accepted; ")
            + FormattableString.Invariant($"Q{bits} holds ±{Math.ScaleB(1.0, 31 - bits):g6}. Take fewer bits behind the point."));
    }

    /// <summary>What the activations of a layer can be; its tables are made.</summary>
    public static Interval[] Activations(FixedLayer layer, int bits)
    {
        PlanLayer plan = layer.Plan;
        if (plan.Whole is { } whole) return Softmaxed(layer, whole, bits);
        layer.Tables = new ActivationTable?[plan.Count];
        var answers = new Interval[plan.Count];
        foreach (IGrouping<string, int> nodes in Enumerable.Range(0, plan.Count).GroupBy(j => plan.Nodes[j].Name))
        {
            IActivation function = plan.Nodes[nodes.First()];
            Interval all = nodes.Select(j => layer.Sums[j]).Aggregate((left, right) => left.With(right));
            ActivationTable? table = function is Identity or ReLU ? null : Table(function.Activate, function.Name, plan.NodeNames[nodes.First()], all, bits);
            foreach (int j in nodes)
            {
                layer.Tables[j] = table;
                answers[j] = table?.Range ?? (function is Identity ? layer.Sums[j] : layer.Sums[j].Through(z => Int128.Max(z, 0)));
            }
        }
        return answers;
    }

    private static ActivationTable Table(Func<double, double> function, string name, string node, Interval inputs, int bits)
    {
        try
        {
            return ActivationTable.Of(function, inputs, bits);
        }
        catch (NotSupportedException wrong)
        {
            throw new NotSupportedException(FormattableString.Invariant(
                $"The activation function {name} of {node} jumps or bends too sharply for net inputs from {Real(inputs.Least, bits):g4} to ")
                + FormattableString.Invariant($"{Real(inputs.Most, bits):g4}: {wrong.Message}."));
        }
    }

    private static Interval[] Softmaxed(FixedLayer layer, ILayerActivation whole, int bits)
    {
        PlanLayer plan = layer.Plan;
        if (whole is not Softmax) throw new NotSupportedException($"Fixed point has no way to compute {whole.Name}; of whole layers it knows softmax.");
        Interval all = layer.Sums.Aggregate((left, right) => left.With(right));
        var below = new Interval(all.Least - all.Most, 0);
        if (!below.FitsIn32Bits)
            throw new NotSupportedException($"The net inputs of {plan.NodeNames[0]} and its layer lie too far apart for softmax in 32 bits.");
        layer.Exponential = Table(Math.Exp, "softmax", plan.NodeNames[0], below, bits);
        Int128 one = (Int128)1 << bits;
        Int128 lowest = Int128.Min(layer.Exponential.Range.Least, 0);
        Int128 least = one + (plan.Count - 1) * lowest;
        if (least <= one / 2) throw new NotSupportedException($"Softmax over {plan.Count} nodes is too wide for Q{bits}.");
        var answer = new Interval(lowest * one / least - 1, layer.Exponential.Range.Most * one / least + 1);
        return [.. Enumerable.Repeat(answer, plan.Count)];
    }
}
