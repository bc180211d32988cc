using System.Runtime.InteropServices;
using NodeNet.Activations;
using NodeNet.Formulas;

namespace NodeNet.Losses;

/// <summary>Cross-entropy, also called categorical: −Σ y · ln ŷ over the outputs, which together are the probabilities of the classes.</summary>
/// <remarks>
/// <para>Targets are probabilities, 0 to 1: one-hot, or spread over classes. Use a <see cref="Softmax"/> layer. Where an output says the impossible, or is not
/// positive, the loss is +∞; nothing is clamped. 0 · ln 0 counts as 0.</para>
/// <para>On a <see cref="Softmax"/> layer the loss and the δs are computed from the net inputs, so that both stay finite and exact when the layer is
/// saturated.</para>
/// </remarks>
public sealed class CrossEntropy : Loss<CrossEntropy.Formula>, ILayerFusedLoss, ILayerFusedFormulaSource
{
    /// <summary>Creates the loss.</summary>
    /// <param name="labelSmoothing">ε: a target y of k classes counts as (1 − ε) · y + ε / k, which only a <see cref="Softmax"/> layer can be trained with.
    /// 0 or
    /// above, below 1. By default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labelSmoothing"/> is out of its range.</exception>
    public CrossEntropy(double labelSmoothing = 0.0)
        : base(Losses.LabelSmoothing.Name("cross_entropy", labelSmoothing), new Formula(Losses.LabelSmoothing.Check(labelSmoothing)))
    {
        LabelSmoothing = labelSmoothing;
    }

    /// <summary>ε: a target y of k classes counts as (1 − ε) · y + ε / k.</summary>
    public double LabelSmoothing { get; }

    /// <inheritdoc/>
    public override string TargetRange => "a probability, 0 to 1";

    /// <summary>True from 0 to 1.</summary>
    /// <inheritdoc/>
    public override bool AcceptsTarget(double target) => target is >= 0.0 and <= 1.0;

    /// <inheritdoc/>
    public override string OutputRange => "outputs that are the probabilities of two or more classes and add up to 1";

    /// <inheritdoc/>
    public override string OutputAdvice =>
        "Make the output layer a Softmax of a node for each class; or use BinaryCrossEntropy with Sigmoid outputs for a yes or no, or if several classes "
            + "may be right at once; or MeanSquaredError for numbers.";

    /// <summary>False for those whose range is known: nodes on their own do not add up to 1, and nothing would push the wrong ones down.</summary>
    /// <inheritdoc/>
    public override bool AcceptsOutputs(IActivation activation) => activation.Range is null && LabelSmoothing == 0.0;

    /// <summary>False for a softmax of one node, which answers 1 whatever is put in.</summary>
    /// <inheritdoc/>
    public override bool AcceptsOutputs(ILayerActivation activation, int nodes) => activation is Softmax ? nodes > 1 : LabelSmoothing == 0.0;

    /// <summary>True for <see cref="Softmax"/>.</summary>
    /// <inheritdoc/>
    public bool FusesWith(ILayerActivation activation) => activation is Softmax;

    /// <inheritdoc/>
    public void Terms(ReadOnlySpan<double> netInputs, ReadOnlySpan<double> targets, Span<double> terms) =>
        Mathematics.FusedTerms(Scalars(netInputs), Scalars(targets), MemoryMarshal.Cast<double, Scalar>(terms));

    /// <inheritdoc/>
    public void Deltas(ReadOnlySpan<double> activations, ReadOnlySpan<double> targets, Span<double> deltas) =>
        Mathematics.FusedDeltas(Scalars(activations), Scalars(targets), MemoryMarshal.Cast<double, Scalar>(deltas));

    /// <summary>y · (z_max − z + ln Σ e^(z − z_max)).</summary>
    /// <inheritdoc/>
    public Expression TermExpression(int node, IReadOnlyList<Expression> netInputs, IReadOnlyList<Expression> targets)
    {
        targets = Smooth(targets);
        if (targets[node] is Numeral { Number: 0.0 }) return 0.0;
        Expression largest = netInputs.Aggregate(Expression.Max);
        var sum = new Sum([.. netInputs.Select(z => Expression.Exp(z - largest))]);
        return targets[node] * (largest - netInputs[node] + Expression.Log(sum));
    }

    /// <summary>Σ y · (z_max + ln Σ e^(z − z_max)) − Σ y · z.</summary>
    /// <inheritdoc/>
    public Expression LossExpression(IReadOnlyList<Expression> netInputs, IReadOnlyList<Expression> targets)
    {
        targets = Smooth(targets);
        Expression largest = netInputs.Aggregate(Expression.Max);
        var sum = new Sum([.. netInputs.Select(z => Expression.Exp(z - largest))]);
        return new Sum(targets) * (largest + Expression.Log(sum)) - new Sum([.. targets.Zip(netInputs, (y, z) => y * z)]);
    }

    /// <summary>y − a · Σ y; for the node with the largest activation y · (Σ other a) − a · (Σ other y), which is the same and loses no digits.</summary>
    /// <inheritdoc/>
    public Expression DeltaExpression(int node, IReadOnlyList<Expression> activations, IReadOnlyList<Expression> targets)
    {
        targets = Smooth(targets);
        bool isKnown = activations.Concat(targets).All(part => part.IsKnown);
        int top = isKnown ? FirstLargest(activations) : -1;
        if (node != top)
        {
            bool sumsToOne = isKnown && targets.Sum(y => y.Value) == 1.0;
            return targets[node] - (sumsToOne ? activations[node] : activations[node] * SumOf(targets));
        }
        Expression up = targets[node] * SumOf(activations.Where((_, place) => place != top));
        IEnumerable<Expression> otherTargets = targets.Where((_, place) => place != top);
        return otherTargets.All(y => y.Value == 0.0) ? up : up - activations[node] * SumOf(otherTargets);
    }

    TResult ILayerFusedFormulaSource.HandTo<TResult>(ILayerFusedFormulaReader<TResult> reader) => reader.Read(Mathematics);

    /// <summary>The target that counts, of one of so many classes.</summary>
    internal double Smoothed(double target, int classes) => Losses.LabelSmoothing.Of(new Scalar(target), LabelSmoothing, classes).Value;

    private IReadOnlyList<Expression> Smooth(IReadOnlyList<Expression> targets) => LabelSmoothing == 0.0 ? targets
        : [.. targets.Select(y => y.IsKnown ? Smoothed(y.Value, targets.Count) : Losses.LabelSmoothing.Of(y, LabelSmoothing, targets.Count))];

    private static Group SumOf(IEnumerable<Expression> terms) => new(new Sum([.. terms]));

    private static int FirstLargest(IReadOnlyList<Expression> values)
    {
        int top = 0;
        for (int i = 1; i < values.Count; i++)
        {
            if (values[i].Value > values[top].Value) top = i;
        }
        return top;
    }

    private static ReadOnlySpan<Scalar> Scalars(ReadOnlySpan<double> values) => MemoryMarshal.Cast<double, Scalar>(values);

    /// <summary>The mathematics; where the whole layer's targets are there, y is the target after smoothing.</summary>
    /// <param name="labelSmoothing">ε.</param>
    public readonly struct Formula(double labelSmoothing) : ILossFormula, ILayerFusedFormula
    {
        /// <summary>−y · ln ŷ, of a target that is smoothed already.</summary>
        /// <inheritdoc/>
        public T Term<T>(T output, T target)
            where T : IReal<T> =>
            T.IfPositive(T.Abs(target), T.Within(output, 0.0, double.PositiveInfinity, -(target * T.Log(output))), T.Of(0.0));

        /// <summary>−y / ŷ.</summary>
        /// <inheritdoc/>
        public T Slope<T>(T output, T target)
            where T : IReal<T> =>
            -T.Ratio(target, output);

        /// <summary>y · (z_max − z + ln(1 + Σ of the other exponentials)), because −ln aᵢ = (z_max − zᵢ) + ln Σ e^(z − z_max), of which the largest net input
        /// itself adds 1.</summary>
        /// <inheritdoc/>
        public void FusedTerms<T>(ReadOnlySpan<T> netInputs, ReadOnlySpan<T> targets, Span<T> terms)
            where T : IReal<T>
        {
            T largest = LargestOf(netInputs);
            T others = T.Of(0.0);
            T found = T.Of(0.0);
            for (int i = 0; i < netInputs.Length; i++)
            {
                T isTop = IsTop(netInputs[i], largest, ref found);
                others += T.IfPositive(isTop, T.Of(0.0), T.Exp(netInputs[i] - largest));
            }
            T logOfSum = T.LogOnePlus(others);
            for (int i = 0; i < netInputs.Length; i++)
            {
                T target = Smooth(targets, i);
                terms[i] = T.IfPositive(T.Abs(target), target * (largest - netInputs[i] + logOfSum), T.Of(0.0));
            }
        }

        /// <summary>yᵢ − aᵢ · Σ yⱼ = yᵢ · (1 − aᵢ) − aᵢ · (Σ of the other targets), which is yᵢ − aᵢ when the targets sum to 1. The second form does not cancel
        /// when aᵢ is near 1; there 1 − aᵢ is summed from the others' activations.</summary>
        /// <inheritdoc/>
        public void FusedDeltas<T>(ReadOnlySpan<T> activations, ReadOnlySpan<T> targets, Span<T> deltas)
            where T : IReal<T>
        {
            T largest = LargestOf(activations);
            T zero = T.Of(0.0);
            T sumOfTargets = zero;
            T othersThanTop = zero;
            T targetsOtherThanTop = zero;
            T found = zero;
            for (int i = 0; i < activations.Length; i++)
            {
                T isTop = IsTop(activations[i], largest, ref found);
                sumOfTargets += Smooth(targets, i);
                othersThanTop += T.IfPositive(isTop, zero, activations[i]);
                targetsOtherThanTop += T.IfPositive(isTop, zero, Smooth(targets, i));
            }
            found = zero;
            for (int i = 0; i < activations.Length; i++)
            {
                T isTop = IsTop(activations[i], largest, ref found);
                T target = Smooth(targets, i);
                T atTop = target * othersThanTop - activations[i] * targetsOtherThanTop;
                deltas[i] = T.IfPositive(isTop, atTop, target - activations[i] * sumOfTargets);
            }
        }

        private T Smooth<T>(ReadOnlySpan<T> targets, int i)
            where T : IReal<T> => Losses.LabelSmoothing.Of(targets[i], labelSmoothing, targets.Length);

        private static T LargestOf<T>(ReadOnlySpan<T> values)
            where T : IReal<T>
        {
            T largest = values[0];
            for (int i = 1; i < values.Length; i++)
                largest = T.Max(largest, values[i]);
            return largest;
        }

        /// <summary>1 for the first of the largest values, otherwise 0; <paramref name="found"/> is 1 from then on.</summary>
        private static T IsTop<T>(T value, T largest, ref T found)
            where T : IReal<T>
        {
            T isTop = T.IfPositive(largest - value, T.Of(0.0), 1.0 - found);
            found += isTop;
            return isTop;
        }
    }
}
