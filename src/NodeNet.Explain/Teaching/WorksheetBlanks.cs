using NodeNet.Foundation;

namespace NodeNet.Teaching;

/// <summary>Which numbers of a <see cref="Worksheet"/> are left to the learner.</summary>
public sealed class WorksheetBlanks
{
    private readonly Func<IReadOnlyList<Quantity>, IEnumerable<Quantity>> _choose;

    private WorksheetBlanks(Func<IReadOnlyList<Quantity>, IEnumerable<Quantity>> choose) => _choose = choose;

    /// <summary>Everything that is computed.</summary>
    public static WorksheetBlanks Everything { get; } = new(all => all);

    /// <summary>Net inputs, activations and the loss.</summary>
    public static WorksheetBlanks ForwardPass { get; } = Where(q => q.Kind is QuantityKind.NetInput or QuantityKind.Activation or QuantityKind.Loss);

    /// <summary>Every δ, with pushes and slopes.</summary>
    public static WorksheetBlanks BackwardPass { get; } = Where(q => q.Kind is QuantityKind.Push or QuantityKind.Slope or QuantityKind.Delta);

    /// <summary>Every δ; pushes and slopes are given.</summary>
    public static WorksheetBlanks Deltas { get; } = Where(q => q.Kind == QuantityKind.Delta);

    /// <summary>Every change, and every new weight and bias.</summary>
    public static WorksheetBlanks Update { get; } = Where(q => q.Kind >= QuantityKind.WeightDownhill);

    /// <summary>Everything that is computed for one node: its net input, activation, push, slope and δ, its bias and the weights into it.</summary>
    /// <param name="node">The node's name, as "h1".</param>
    public static WorksheetBlanks OfNode(string node)
    {
        Guard.NotNull(node);
        return new(all => [.. all.Where(q => q.Node == node)]);
    }

    /// <summary>The quantities that the caller chooses.</summary>
    /// <param name="isBlank">Whether a quantity is left to the learner. It is asked for computed ones only.</param>
    public static WorksheetBlanks Where(Func<Quantity, bool> isBlank)
    {
        Guard.NotNull(isBlank);
        return new(all => all.Where(isBlank));
    }

    /// <summary>Some of them at random, so that every learner gets a sheet of her own.</summary>
    /// <param name="share">Which share of what is computed to leave out, above 0 and at most 1; at least one number is left out.</param>
    /// <param name="seed">The same seed leaves out the same numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is out of range.</exception>
    public static WorksheetBlanks Random(double share, long seed)
    {
        if (!(share > 0.0 && share <= 1.0))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, $"share is {MessageText.Exact(share)}; it must be above 0 and at most 1.");
        }
        return new(all =>
        {
            int[] order = [.. Enumerable.Range(0, all.Count)];
            new RandomGenerator(seed).Shuffle<int>(order);
            int count = Math.Max(1, (int)Math.Round(share * all.Count));
            return order.Take(count).Select(i => all[i]);
        });
    }

    internal HashSet<Quantity> Of(IReadOnlyList<Quantity> computed) => [.. _choose(computed)];
}
