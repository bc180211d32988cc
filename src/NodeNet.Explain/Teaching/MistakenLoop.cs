using NodeNet.Data;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Teaching;

/// <summary>Training steps with mistakes, in explicit loops like the reference ones, for whole runs.</summary>
internal sealed class MistakenLoop
{
    private readonly Network _network;
    private readonly ILoss _loss;
    private readonly TrainerOptions _options;
    private readonly MistakeKinds _mistakes;
    private readonly OptimizerMemory _memory;
    private readonly double[] _downhill;

    /// <summary>Creates the loops.</summary>
    /// <param name="network">The network, which learns.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="options">How to learn.</param>
    /// <param name="mistakes">What to do wrong; nothing for right steps.</param>
    public MistakenLoop(Network network, ILoss loss, TrainerOptions options, MistakeKinds mistakes)
    {
        _network = network;
        _loss = loss;
        _options = options;
        _mistakes = mistakes;
        _memory = new OptimizerMemory(network, options.Optimizer.MemoryLength);
        _downhill = new double[network.Parameters.Length];
    }

    private bool Makes(MistakeKinds mistake) => (_mistakes & mistake) != 0;

    /// <summary>One step on some of the examples.</summary>
    /// <returns>Whether all weights are still finite.</returns>
    public bool Step(DataSet data, int first, int count, double learningRate)
    {
        Array.Clear(_downhill);
        var examples = new NodeValues[count];
        for (int e = 0; e < count; e++)
        {
            examples[e] = new NodeValues(_network);
            ForwardPass.Run(_network, data.Inputs[first + e], examples[e].NetInputs, examples[e].Activations);
        }

        var context = new StepContext(_memory.NextStep(), learningRate, IsBias: false);
        for (int index = _network.Layers.Count - 1; index > 0; index--)
        {
            Layer layer = _network.Layers[index];
            for (int e = 0; e < count; e++)
                Deltas(layer, data.Targets[first + e], examples[e]);
            for (int e = 0; e < count; e++)
                AddDownhill(layer, examples[e]);
            if (Makes(MistakeKinds.UpdatesBeforePropagating)) Update([layer], count, context);
        }
        if (!Makes(MistakeKinds.UpdatesBeforePropagating)) Update(_network.ComputedLayers, count, context);
        _network.Changed();
        return UpdatePass.FirstNotFinite(_network) < 0;
    }

    private void Deltas(Layer layer, ReadOnlySpan<double> targets, NodeValues values)
    {
        bool isLongWay = Makes(MistakeKinds.ForgetsSlope | MistakeKinds.NetInputInSlope);
        if (layer.IsOutput && !isLongWay)
        {
            OutputLoss.Deltas(layer, _loss, targets, values.NetInputs, values.Activations, values.Deltas);
            return;
        }
        double share = _loss.IsMeanOverOutputs ? 1.0 / _network.OutputLayer.Count : 1.0;
        double ofLayer = 0.0;
        for (int node = 0; node < layer.Count; node++)
        {
            double push = layer.IsOutput ? -_loss.Slope(values.Activations[layer.Slot(node)], targets[node]) * share : OwnPush(layer, node, values.Deltas);
            values.Deltas[layer.Slot(node)] = push;
            ofLayer += push;
        }
        if (!layer.IsOutput && Makes(MistakeKinds.SumsWholeLayer)) layer.Of(values.Deltas.AsSpan()).Fill(ofLayer);
        if (Makes(MistakeKinds.ForgetsSlope)) return;
        BackwardPass.PushesToDeltas(layer, values.NetInputs, Makes(MistakeKinds.NetInputInSlope) ? values.NetInputs : values.Activations, values.Deltas);
    }

    /// <summary>Σ δ(target) · weight, with the weights as they are by now.</summary>
    private double OwnPush(Layer layer, int node, double[] deltas)
    {
        double push = 0.0;
        foreach (ConnectionBlock block in layer.OutgoingBlocks)
        {
            for (int target = 0; target < block.Target.Count; target++)
                push += deltas[block.Target.Slot(target)] * _network.Parameters[block.Index(node, target)];
        }
        return push;
    }

    private void AddDownhill(Layer layer, NodeValues values)
    {
        for (int node = 0; node < layer.Count; node++)
        {
            double delta = values.Deltas[layer.Slot(node)];
            _downhill[layer.BiasStart + node] += delta;
            foreach (ConnectionBlock block in layer.IncomingBlocks)
            {
                for (int source = 0; source < block.Source.Count; source++)
                    _downhill[block.Index(source, node)] += delta * values.Activations[block.Source.Slot(source)];
            }
        }
    }

    /// <summary>Changes the biases of some layers and the weights into them.</summary>
    private void Update(Layer[] layers, int count, StepContext context)
    {
        List<(int Parameter, bool IsBias)> trained = [.. layers.SelectMany(Trained)];
        foreach ((int p, bool isBias) in trained)
        {
            if (_options.BatchReduction == BatchReduction.Mean) _downhill[p] /= count;
            if (!isBias || _options.PenalizeBiases)
                _downhill[p] -= _options.L1 * Math.Sign(_network.Parameters[p]) + _options.L2 * _network.Parameters[p];
        }
        double length = Math.Sqrt(trained.Sum(t => _downhill[t.Parameter] * _downhill[t.Parameter]));
        double clip = _options.ClipNorm is { } largest && length > largest ? largest / length : 1.0;
        Span<double> remembered = stackalloc double[_options.Optimizer.MemoryLength];
        foreach ((int p, bool isBias) in trained)
        {
            if (isBias && Makes(MistakeKinds.LeavesBiases)) continue;
            double downhill = Makes(MistakeKinds.StepsUphill) ? -_downhill[p] * clip : _downhill[p] * clip;
            _memory.Load(p, remembered);
            _network.Parameters[p] += _options.Optimizer.Change(
                downhill, _network.Parameters[p], remembered, context with { IsBias = isBias, Number = _memory.StepsOf(p) });
            _memory.Store(p, remembered);
        }
    }

    private IEnumerable<(int Parameter, bool IsBias)> Trained(Layer layer)
    {
        for (int node = 0; node < layer.Count; node++)
        {
            if (_network.IsTrainable(layer.BiasStart + node)) yield return (layer.BiasStart + node, true);
            foreach (ConnectionBlock block in layer.IncomingBlocks)
            {
                for (int source = 0; source < block.Source.Count; source++)
                {
                    int p = block.Index(source, node);
                    if (_network.IsTrainable(p)) yield return (p, false);
                }
            }
        }
    }
}
