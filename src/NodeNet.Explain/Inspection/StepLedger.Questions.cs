using NodeNet.Foundation;

namespace NodeNet.Inspection;

/// <content>Questions to a ledger.</content>
public sealed partial class StepLedger
{
    /// <summary>Why a node's δ is what it is: the chain of numbers from the outputs' misses back to it. Asked about a connection or a bias, why that
    /// changes.</summary>
    /// <param name="node">The name or label of a hidden or output node; or whatever spelling a ledger, worksheet or replay prints: "δ_h1", "δ of h1",
    /// "x1→h1", "hours->h1", "w_x1→h1", "new weight x1→h1", "b_h1", "bias of h1".</param>
    /// <param name="example">The example's place in the batch, from 0.</param>
    /// <param name="format">Digits and conventions; by default <see cref="LedgerFormat.Default"/>. Its filters have no part in it.</param>
    /// <exception cref="ArgumentException">No node is called so, or it is an input; the message lists those that have a δ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example, or a property of the format is out of its range.</exception>
    public LedgerReason Why(string node, int example = 0, LedgerFormat? format = null)
    {
        Spelling asked = Spelling.Of(Network, Guard.NotNull(node));
        if (asked.Parameter is { } parameter) return new LedgerReasons(this, format).OfChange(Changes[parameter.Number]);
        LedgerNode known = asked.Node!;
        if (known.IsInput)
        {
            string[] computed = [.. Network.Nodes.Where(other => !other.IsInput).Select(other => other.Name)];
            throw new ArgumentException($"{known.Name} is an input; it has no δ. There are δs for {MessageText.List(computed, most: 40)}.", nameof(node));
        }
        return new LedgerReasons(this, format).OfDelta(known, ExampleAt(example).Index);
    }

    /// <summary>Why the weight of a connection changes as it does: the optimizer, the batch, and what each example asks for.</summary>
    /// <param name="from">The name or label of the node that the connection leaves.</param>
    /// <param name="to">The name or label of the node that it leads to.</param>
    /// <param name="format">Digits and conventions; by default <see cref="LedgerFormat.Default"/>. Its filters have no part in it.</param>
    /// <exception cref="ArgumentException">There was no such node or connection; the message lists what there was.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A property of the format is out of its range.</exception>
    public LedgerReason Why(string from, string to, LedgerFormat? format = null) => new LedgerReasons(this, format).OfChange(Change(from, to));

    /// <summary>Why a bias changes as it does.</summary>
    /// <param name="node">The name or label of the node that it belongs to.</param>
    /// <param name="format">Digits and conventions; by default <see cref="LedgerFormat.Default"/>. Its filters have no part in it.</param>
    /// <exception cref="ArgumentException">There was no such node, or it had no bias.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A property of the format is out of its range.</exception>
    public LedgerReason WhyBias(string node, LedgerFormat? format = null) => new LedgerReasons(this, format).OfChange(ChangeOfBias(node));

    /// <summary>One example of the step as loops and as matrices, side by side.</summary>
    /// <param name="example">The example's place in the batch, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example.</exception>
    /// <exception cref="InvalidOperationException">The step is wrong on purpose; matrices compute right ones.</exception>
    public StepBridge Bridge(int example = 0)
    {
        ExampleLedger known = ExampleAt(example);
        return Mistakes.Count == 0 ? new StepBridge(this, known)
            : throw new InvalidOperationException(
                $"This step is wrong on purpose ({string.Join(", ", Mistakes.Select(mistake => mistake.Name))}); the bridge shows right ones, as loops and "
                    + "as matrices.");
    }

    private ExampleLedger ExampleAt(int example) => example >= 0 && example < Examples.Count ? Examples[example]
        : throw new ArgumentOutOfRangeException(
            nameof(example), example, $"example is {example}; the step has {MessageText.Count(Examples.Count, "example")}, counted from 0.");
}
