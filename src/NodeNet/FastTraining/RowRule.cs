using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Fast;
using NodeNet.Formulas;
using NodeNet.Foundation;
using NodeNet.Optimizers;
using NodeNet.Steps;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>A rule, with L1 and L2, that changes the weights of a source's row while the row is in hand: what is remembered of them is read and written in the
/// same pass, and no gradient is stored.</summary>
/// <remarks>A weight's way downhill is <see cref="Scale"/> · activation · δ, minus what L1 and L2 pull. All parameters are trained, and have taken as many
/// steps.</remarks>
internal abstract partial class RowRule<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    /// <summary>Whether a weight whose source is silent stays as it is, and what is remembered of it too.</summary>
    public abstract bool LeavesSilent { get; }

    /// <summary>What every way downhill is multiplied by: below 1 where the gradient is clipped.</summary>
    public T Scale { get; set; } = T.One;

    /// <summary>Of an optimizer, if its mathematics is written over any kind of number; otherwise null.</summary>
    /// <param name="options">The optimizer, L1 and L2.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="memory">What the rule remembers: [which number][parameter].</param>
    public static RowRule<T, TVector, TVectors>? Of(StepOptions options, AlignedArray<T> parameters, AlignedArray<T>[] memory) =>
        options.Optimizer is IOptimizerFormulaSource source ? source.HandTo(new Maker(options.Penalty, parameters, memory)) : null;

    /// <summary>Computes what is the same for all parameters of a step.</summary>
    /// <param name="rate">α.</param>
    /// <param name="number">The number of the step, from 1.</param>
    public abstract void Begin(double rate, long number);

    /// <summary>Whether a weight of 0 without a gradient stays 0, as those that fill up the rows must: not where α is beyond the precision, or 0 is divided by
    /// an ε that is 0 in it.</summary>
    public abstract bool KeepsZero(double rate, long number);

    /// <summary>Changes rows of weights.</summary>
    /// <param name="activations">The sources' activations.</param>
    /// <param name="sources">How many sources, or how many are listed.</param>
    /// <param name="active">The sources that count, or null for all.</param>
    /// <param name="start">Which parameter is the first source's first weight.</param>
    /// <param name="stride">How far apart rows are.</param>
    /// <param name="deltas">The targets' δs.</param>
    /// <param name="vectors">How many vectors of targets.</param>
    public abstract void Update(ref T activations, int sources, ref int active, int start, nint stride, ref T deltas, int vectors);

    /// <summary>Changes a layer's biases.</summary>
    /// <param name="start">Which parameter is the first.</param>
    /// <param name="deltas">Their nodes' δs, or sums of these.</param>
    /// <param name="vectors">How many vectors of them.</param>
    public abstract void UpdateBiases(int start, ref T deltas, int vectors);

    /// <summary>Changes weights that lie side by side.</summary>
    /// <param name="downhill">Their sums of δ · activation over a batch.</param>
    /// <param name="start">Which parameter is the first.</param>
    /// <param name="count">How many; whole vectors.</param>
    public abstract void Update(ref T downhill, int start, nint count);

    /// <summary>One pass over rows of weights: gathers every source's Σ δ · weight, of the weights as they were, and changes them.</summary>
    public abstract void PushAndUpdate(ref T activations, int sources, int start, nint stride, ref T deltas, int vectors, ref T pushes, bool isFirst);

    /// <summary>The change that the step before asked for and the sums of this one in a single pass: sums[·] += now · changed weight.</summary>
    public abstract void UpdateAndAdd(ref T before, ref T now, int sources, int start, nint stride, ref T deltas, ref T sums, int vectors);

    private readonly struct Maker(WeightPenalty penalty, AlignedArray<T> parameters, AlignedArray<T>[] memory)
        : IOptimizerFormulaReader<RowRule<T, TVector, TVectors>>
    {
        public RowRule<T, TVector, TVectors> Read<TFormula>(TFormula formula)
            where TFormula : struct, IOptimizerFormula => (penalty.L1, penalty.L2) switch
            {
                (0.0, 0.0) => new Over<TFormula, NoPull<T, TVector, TVectors>, QuickDivision<T, TVector, TVectors>>(formula, penalty, parameters, memory),
                (_, 0.0) => new Over<TFormula, PullOfL1<T, TVector, TVectors>, QuickDivision<T, TVector, TVectors>>(formula, penalty, parameters, memory),
                (0.0, _) => new Over<TFormula, PullOfL2<T, TVector, TVectors>, QuickDivision<T, TVector, TVectors>>(formula, penalty, parameters, memory),
                _ => new Over<TFormula, Pull<T, TVector, TVectors>, QuickDivision<T, TVector, TVectors>>(formula, penalty, parameters, memory),
            };
    }
}
