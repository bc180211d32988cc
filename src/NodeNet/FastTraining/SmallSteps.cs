using System.Numerics;
using NodeNet.Activations;
using NodeNet.Fast;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>Steps of plain gradient descent on one example each, for small networks: all in one method, which is made for the formulas of network and loss.
/// The same numbers as by the loops over layers, to the bit. With so few numbers it is the calls, and the way through memory between them, that take
/// the time.</summary>
internal abstract class SmallSteps<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    // Layers of up to so many vectors, from fewer sources than it pays to look through for silent ones.
    private const int MostVectors = 4;

    /// <summary>The example whose loss was not finite; −1 if there is none. Its step has changed nothing.</summary>
    public int FirstNotFinite { get; protected set; } = -1;

    /// <summary>Its loss.</summary>
    public double LossNotFinite { get; protected set; }

    /// <summary>How many steps the last run has taken.</summary>
    public long Taken { get; protected set; }

    /// <summary>The steps for a network and a loss; null where it is not small, not a chain of layers, or not made of formulas.</summary>
    public static SmallSteps<T, TVector, TVectors>? Of(NetworkLayout shape, ILoss loss, in StepNumbers<T> numbers)
    {
        IActivation? hidden = shape.Layers[0].Shared;
        for (int l = 0; l < shape.Layers.Length; l++)
        {
            LayerLayout layer = shape.Layers[l];
            bool isNext = layer.Blocks.Length == 1 && layer.Blocks[0].SourceLayer == l;
            bool isSmall = layer.Vectors(TVectors.Width) <= MostVectors && layer.SourceCount < FastForward<T, TVector, TVectors>.WorthListing;
            if (!isNext || !isSmall || (layer != shape.Output && !ReferenceEquals(layer.Shared, hidden))) return null;
        }
        return hidden is IActivationFormulaSource source && !shape.HidesForeignCode ? source.HandTo(new HiddenReader(shape, loss, numbers)) : null;
    }

    /// <summary>Takes a step on each example, epoch after epoch, until a loss is not finite.</summary>
    /// <param name="orders">The order of the examples: one for all epochs, or one for each behind each other.</param>
    /// <param name="inputs">The inputs of all.</param>
    /// <param name="targets">The targets of all.</param>
    /// <param name="rate">α.</param>
    /// <param name="losses">What the losses of each epoch are added to; so many are taken.</param>
    /// <param name="right">Receives the number of examples of each epoch whose class is right.</param>
    /// <param name="cancellation">Ends them after a step.</param>
    /// <returns>How many whole epochs there were.</returns>
    public abstract int Run(
        ReadOnlySpan<int> orders, WorkingRows<T> inputs, WorkingRows<T> targets, T rate, Span<double> losses, Span<int> right, CancellationToken cancellation);

    private readonly struct HiddenReader(NetworkLayout shape, ILoss loss, StepNumbers<T> numbers)
        : IActivationFormulaReader<SmallSteps<T, TVector, TVectors>?>
    {
        public SmallSteps<T, TVector, TVectors>? Read<THidden>(THidden formula)
            where THidden : struct, IActivationFormula =>
            (shape.Output.Shared as IActivationFormulaSource)?.HandTo(new OutputReader<THidden>(shape, loss, numbers, formula));
    }

    private readonly struct OutputReader<THidden>(NetworkLayout shape, ILoss loss, StepNumbers<T> numbers, THidden hidden)
        : IActivationFormulaReader<SmallSteps<T, TVector, TVectors>?>
        where THidden : struct, IActivationFormula
    {
        public SmallSteps<T, TVector, TVectors>? Read<TOutput>(TOutput formula)
            where TOutput : struct, IActivationFormula
        {
            var reader = new LossReader<THidden, TOutput>(shape, numbers, loss.IsMeanOverOutputs, hidden, formula);
            return loss is INodeFusedLoss fused && fused.FusesWith(shape.Output.Shared!)
                ? (fused as IFusedFormulaSource)?.HandTo(reader)
                : (loss as ILossFormulaSource)?.HandTo(reader);
        }
    }

    private readonly struct LossReader<THidden, TOutput>(
        NetworkLayout shape, StepNumbers<T> numbers, bool isMeanOverOutputs, THidden hidden, TOutput output)
        : ILossFormulaReader<SmallSteps<T, TVector, TVectors>?>, IFusedFormulaReader<SmallSteps<T, TVector, TVectors>?>
        where THidden : struct, IActivationFormula
        where TOutput : struct, IActivationFormula
    {
        SmallSteps<T, TVector, TVectors> ILossFormulaReader<SmallSteps<T, TVector, TVectors>?>.Read<TFormula>(TFormula formula) =>
            Make(new PlainLoss<TFormula>(formula));

        SmallSteps<T, TVector, TVectors> IFusedFormulaReader<SmallSteps<T, TVector, TVectors>?>.Read<TFormula>(TFormula formula) =>
            Make(new FusedLoss<TFormula>(formula));

        private SmallStepsOver<T, TVector, TVectors, THidden, TOutput, TLoss> Make<TLoss>(TLoss loss)
            where TLoss : struct, ILossLoop =>
            new(shape, numbers, isMeanOverOutputs ? T.One / T.CreateTruncating(shape.Output.Count) : T.One, hidden, output, loss);
    }
}

/// <summary>Where a step's numbers are.</summary>
/// <param name="Parameters">Every weight and bias.</param>
/// <param name="Net">z of every node.</param>
/// <param name="Act">a of every node.</param>
/// <param name="Delta">Push, then δ, of every node.</param>
internal readonly record struct StepNumbers<T>(AlignedArray<T> Parameters, AlignedArray<T> Net, AlignedArray<T> Act, AlignedArray<T> Delta)
    where T : unmanaged;
