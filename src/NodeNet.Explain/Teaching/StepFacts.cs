using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Optimizers;

namespace NodeNet.Teaching;

/// <summary>What a step starts from, taken from its ledger: everything that the formulas of the other numbers need.</summary>
internal sealed class StepFacts
{
    private readonly ILookup<LedgerNode, LedgerParameter> _incoming;
    private readonly ILookup<LedgerNode, LedgerParameter> _outgoing;
    private readonly Lazy<Dictionary<Quantity, int>> _places;

    private readonly int _digits;

    /// <param name="ledger">The ledger of the step.</param>
    /// <param name="digits">To how many significant digits inputs, targets, weights and biases are rounded, for paper; from 17 on they are exact.</param>
    public StepFacts(StepLedger ledger, int digits = LedgerFormat.ExactDigits)
    {
        Ledger = ledger;
        _digits = digits;
        _incoming = Network.Weights.ToLookup(weight => weight.Target);
        _outgoing = Network.Weights.ToLookup(weight => weight.Source!);
        _places = new(() => QuantityLists.Forward(this).Concat(QuantityLists.Backward(this)).Concat(QuantityLists.Update(this))
            .Select((quantity, place) => (quantity, place)).ToDictionary());
    }

    /// <summary>The facts of a step for sheets, marks and mistakes on purpose, whose formulas know nothing of weights of examples, dropout, noise and
    /// max-norm.</summary>
    /// <exception cref="InvalidOperationException">The step has one of these.</exception>
    public static StepFacts OfPlainStep(StepLedger ledger, int digits = LedgerFormat.ExactDigits)
    {
        if (ledger.IsWeighted)
        {
            throw new InvalidOperationException(
                "The examples of this step have weights, which worksheets, marks and mistakes on purpose do not know; take a step on the same examples without "
                    + "(data.WithWeights(null)).");
        }
        return !ledger.IsDisturbed ? new StepFacts(ledger, digits)
            : throw new InvalidOperationException(
                "This step has dropout, noise on inputs or max-norm, which worksheets, marks and mistakes on purpose do not know; take one without.");
    }

    public StepLedger Ledger { get; }

    public LedgerNetwork Network => Ledger.Network;

    public LedgerSetup Setup => Ledger.Setup;

    public ILoss Loss => Setup.LossFunction;

    public int Count => Ledger.Examples.Count;

    /// <summary>Whether a given number of the step is not its own, but rounded.</summary>
    public bool IsRounded => Ledger.Changes.Any(change => change.OldValue != OldValue(change.Parameter))
        || Ledger.Examples.Any(example => !Inputs(example).SequenceEqual(example.Inputs) || !Targets(example).SequenceEqual(example.Targets));

    /// <summary>An example's inputs.</summary>
    public IEnumerable<double> Inputs(ExampleLedger example) => example.Inputs.Select(Given);

    /// <summary>What an example's outputs should have been.</summary>
    public IEnumerable<double> Targets(ExampleLedger example) => example.Targets.Select(Given);

    /// <summary>A weight or bias before the step.</summary>
    public double OldValue(LedgerParameter parameter) => Given(Ledger.Changes[parameter.Number].OldValue);

    private double Given(double value) => _digits >= LedgerFormat.ExactDigits ? value : WorksheetCells.Rounded(value, _digits);

    /// <summary>The output layer.</summary>
    public LedgerLayer Outputs => Network.Layers[^1];

    /// <summary>All layers but the input layer.</summary>
    public IEnumerable<LedgerLayer> ComputedLayers => Network.Layers.Skip(1);

    public bool HasPenalty => !Setup.Penalty.IsNone;

    public bool IsGradientDescent => Setup.Rule is GradientDescent;

    /// <summary>Whether every change is α · δ · activation and nothing else.</summary>
    public bool IsPlain => Count == 1 && !HasPenalty && Setup.ClipNorm is null && IsGradientDescent;

    public IEnumerable<LedgerParameter> Incoming(LedgerNode node) => _incoming[node];

    public IEnumerable<LedgerParameter> Outgoing(LedgerNode node) => _outgoing[node];

    /// <summary>The biases and weights into a layer.</summary>
    public IEnumerable<LedgerParameter> ParametersInto(LedgerLayer layer) => Network.Parameters.Where(parameter => parameter.Target.Layer == layer);

    /// <summary>The place of a computed quantity in the order of calculating, from 0; behind all for any other.</summary>
    public int PlaceOf(Quantity quantity) => _places.Value.GetValueOrDefault(quantity, int.MaxValue);

    /// <summary>The node that a quantity belongs to.</summary>
    public LedgerNode NodeOf(Quantity quantity) => Network.Node(quantity.Node);

    /// <summary>The weight or bias that a quantity belongs to.</summary>
    public LedgerParameter ParameterOf(Quantity quantity) =>
        quantity.IsOfWeight ? Network.Weight(quantity.Source, quantity.Node) : Network.Bias(quantity.Node);

    /// <summary>What the optimizer makes of one parameter's way downhill.</summary>
    /// <param name="parameter">The weight or bias.</param>
    /// <param name="downhill">−∂Loss/∂parameter.</param>
    /// <param name="remembered">What the optimizer remembers; replaced by what it remembers then.</param>
    public double Change(LedgerParameter parameter, double downhill, Span<double> remembered) =>
        Setup.Rule.Change(
            downhill, OldValue(parameter), remembered, new StepContext(Setup.StepNumber, Setup.LearningRate, parameter.IsBias));

    /// <summary>A copy of what the optimizer remembered before the step.</summary>
    public double[] MemoryOf(LedgerParameter parameter) => [.. Ledger.Changes[parameter.Number].MemoryBefore];

    /// <summary>Whether loss and activation function of an output node are computed together.</summary>
    public bool IsFused(LedgerNode node) => node.IsOutput && (FusedLayer is not null || FusedNode(node) is not null);

    /// <summary>The loss, if it is computed together with the output layer's activation function.</summary>
    public ILayerFusedLoss? FusedLayer =>
        Outputs.WholeLayerFunction is { } whole && Loss is ILayerFusedLoss fused && fused.FusesWith(whole) ? fused : null;

    /// <summary>The loss, if it is computed together with the output node's activation function.</summary>
    public INodeFusedLoss? FusedNode(LedgerNode node) => node.Function is { } f && Loss is INodeFusedLoss fused && fused.FusesWith(f) ? fused : null;
}
