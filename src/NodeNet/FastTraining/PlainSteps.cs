using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Steps;

namespace NodeNet.FastTraining;

/// <summary>Steps in plain loops over arrays of doubles, for where code is interpreted, as .NET's WebAssembly is: there a vector, a generic number or a virtual
/// call costs many times what it does elsewhere, and a loop over an array the least. Plain gradient descent only; the arithmetic is that of the reference
/// loops.</summary>
internal sealed class PlainSteps : IStepper
{
    private readonly Network _network;
    private readonly ILoss _loss;
    private readonly OptimizerMemory _memory;
    private readonly LayerLayout[] _layers;
    private readonly Kind[] _kinds;
    private readonly bool _isMean;
    private readonly bool _isSquared;
    private readonly double[] _net;
    private readonly double[] _act;
    private readonly double[] _delta;
    private readonly double[] _targets;
    private readonly double[] _downhill;
    private readonly int _start;
    private readonly int _end;

    public PlainSteps(Network network, ILoss loss, StepOptions options, OptimizerMemory memory)
    {
        _network = network;
        _loss = loss;
        _memory = memory;
        _layers = network.NetworkLayout.Layers;
        _kinds = [.. _layers.Select(layer => KindOf(layer.Shared))];
        _isMean = options.IsMean;
        _isSquared = loss is SumOfSquaredErrors && _kinds[^1] != Kind.Other; // then the loss is computed here
        int slots = network.NetworkLayout.SlotCount;
        _net = new double[slots];
        _act = new double[slots];
        _delta = new double[slots];
        _targets = new double[network.OutputLayer.Count];
        _downhill = new double[network.Parameters.Length];
        _start = network.ParameterSegments[0].Start;
        _end = network.ParameterEnd;
    }

    private enum Kind
    {
        Other,
        Tanh,
        Sigmoid,
        Identity,
    }

    /// <summary>Whether these loops can take the steps.</summary>
    public static bool Fit(Network network, StepOptions options) =>
        options.Optimizer is GradientDescent && options.Penalty.IsNone && options.ClipNorm is null && network.Flags is null && !options.IsSingle
            && !options.NeedsMore;

    /// <inheritdoc/>
    public double Run(DataSet data, ReadOnlySpan<int> order, int batchSize, double rate, double sum, ref double right, CancellationToken cancellation)
    {
        for (int start = 0; start < order.Length && !cancellation.IsCancellationRequested; start += Math.Min(batchSize, order.Length - start))
        {
            int examples = Math.Min(batchSize, order.Length - start);
            Array.Clear(_downhill);
            for (int e = 0; e < examples; e++)
            {
                int example = order[start + e];
                data.Inputs.CopyTo(example, _act.AsSpan(0, data.Inputs.Width));
                data.Targets.CopyTo(example, _targets);
                Forward();
                double loss = Output();
                double weight = data.WeightOf(example);
                if (weight == 0.0) continue;
                if (!double.IsFinite(loss)) throw StepDivergedException.OfLoss(_network, data.NumberOf(example), loss, slot => (_net[slot], _act[slot]));
                sum += weight * loss;
                int outputs = _network.NetworkLayout.Output.Slot;
                if (FastLayout<double>.IsRight(ref _act[outputs], ref _targets[0], _targets.Length, 1, 0)) right += weight;
                if (weight != 1.0) Weigh(weight);
                Backward();
            }
            Apply(rate, _isMean ? data.DivisorOf(examples) : 1.0);
            _memory.NextStep();
        }
        return sum;
    }

    /// <summary>Nothing: these loops work on the network's own numbers.</summary>
    public void Load()
    {
    }

    /// <summary>Nothing: these loops work on the network's own numbers.</summary>
    public void WriteBack()
    {
    }

    /// <summary>Nothing: these loops run on the caller's thread.</summary>
    public void Release()
    {
    }

    private static Kind KindOf(IActivation? activation) => activation switch
    {
        Tanh => Kind.Tanh,
        Sigmoid => Kind.Sigmoid,
        Identity => Kind.Identity,
        _ => Kind.Other,
    };

    private void Forward()
    {
        double[] parameters = _network.Parameters;
        double[] net = _net;
        double[] act = _act;
        for (int l = 0; l < _layers.Length; l++)
        {
            LayerLayout layer = _layers[l];
            int slot = layer.Slot;
            int count = layer.Count;
            int bias = layer.BiasStart;
            for (int node = 0; node < count; node++)
                net[slot + node] = parameters[bias + node];
            foreach (BlockLayout block in layer.Blocks)
            {
                int row = block.Start;
                int sources = block.SourceSlot;
                int stride = layer.Stride;
                for (int source = 0; source < block.SourceCount; source++, row += stride)
                {
                    double activation = act[sources + source];
                    for (int node = 0; node < count; node++)
                        net[slot + node] += parameters[row + node] * activation;
                }
            }
            Activate(layer, _kinds[l]);
        }
    }

    private void Activate(LayerLayout layer, Kind kind)
    {
        double[] net = _net;
        double[] act = _act;
        int end = layer.Slot + layer.Count;
        if (kind == Kind.Tanh)
        {
            for (int at = layer.Slot; at < end; at++)
                act[at] = Math.Tanh(net[at]);
        }
        else if (kind == Kind.Sigmoid)
        {
            for (int at = layer.Slot; at < end; at++)
                act[at] = StableMath.Sigmoid(net[at]);
        }
        else if (kind == Kind.Identity)
        {
            for (int at = layer.Slot; at < end; at++)
                act[at] = net[at];
        }
        else if (layer.WholeLayer is { } wholeLayer)
        {
            wholeLayer.Activate(net.AsSpan(layer.Slot, layer.Count), act.AsSpan(layer.Slot, layer.Count));
        }
        else
        {
            for (int at = layer.Slot; at < end; at++)
                act[at] = layer.ActivationOf(at - layer.Slot)!.Activate(net[at]);
        }
    }

    /// <summary>The loss of the example, and δ of the outputs.</summary>
    private double Output()
    {
        if (!_isSquared)
        {
            OutputLoss.Deltas(_network.OutputLayer, _loss, _targets, _net, _act, _delta);
            return OutputLoss.Value(_network.OutputLayer, _loss, _targets, _net, _act);
        }
        int slot = _layers[^1].Slot;
        double sum = 0.0;
        for (int node = 0; node < _targets.Length; node++)
        {
            double error = _targets[node] - _act[slot + node];
            sum += error * error;
            _delta[slot + node] = 2.0 * error;
        }
        PushesToDeltas(_layers[^1], _kinds[^1]);
        return sum;
    }

    /// <summary>The outputs' δs as often as the example counts; all others follow from them.</summary>
    private void Weigh(double weight)
    {
        int slot = _layers[^1].Slot;
        for (int node = 0; node < _targets.Length; node++)
            _delta[slot + node] *= weight;
    }

    private void Backward()
    {
        double[] parameters = _network.Parameters;
        double[] downhill = _downhill;
        double[] act = _act;
        double[] delta = _delta;
        for (int l = _layers.Length - 1; l >= 0; l--)
        {
            LayerLayout layer = _layers[l];
            int slot = layer.Slot;
            int count = layer.Count;
            if (l < _layers.Length - 1) PushesToDeltas(layer, _kinds[l]);
            for (int node = 0; node < count; node++)
                downhill[layer.BiasStart + node] += delta[slot + node];
            foreach (BlockLayout block in layer.Blocks)
            {
                int row = block.Start;
                int stride = layer.Stride;
                bool pushes = block.SourceLayer > 0;
                for (int source = block.SourceSlot; source < block.SourceSlot + block.SourceCount; source++, row += stride)
                {
                    double activation = act[source];
                    for (int node = 0; node < count; node++)
                        downhill[row + node] += delta[slot + node] * activation;
                    if (!pushes) continue;
                    double push = block.IsFirstPush ? 0.0 : delta[source];
                    for (int node = 0; node < count; node++)
                        push += delta[slot + node] * parameters[row + node];
                    delta[source] = push;
                }
            }
        }
    }

    private void PushesToDeltas(LayerLayout layer, Kind kind)
    {
        double[] act = _act;
        double[] delta = _delta;
        int end = layer.Slot + layer.Count;
        if (kind == Kind.Tanh)
        {
            for (int at = layer.Slot; at < end; at++)
                delta[at] *= 1.0 - act[at] * act[at];
        }
        else if (kind == Kind.Sigmoid)
        {
            for (int at = layer.Slot; at < end; at++)
                delta[at] *= act[at] * (1.0 - act[at]);
        }
        else if (layer.WholeLayer is { } wholeLayer)
        {
            Span<double> pushes = delta.AsSpan(layer.Slot, layer.Count);
            wholeLayer.Deltas(_net.AsSpan(layer.Slot, layer.Count), act.AsSpan(layer.Slot, layer.Count), pushes, pushes);
        }
        else if (kind != Kind.Identity)
        {
            for (int at = layer.Slot; at < end; at++)
                delta[at] *= layer.ActivationOf(at - layer.Slot)!.Slope(_net[at], act[at]);
        }
    }

    /// <summary>Changes every weight and bias; none if one would not be finite.</summary>
    private void Apply(double rate, double divisor)
    {
        double[] parameters = _network.Parameters;
        double[] downhill = _downhill;
        double check = 0.0; // of a number that is not finite, 0 times it is NaN
        for (int p = _start; p < _end; p++)
        {
            double change = rate * (downhill[p] / divisor);
            downhill[p] = change;
            check += 0.0 * (parameters[p] + change);
        }
        if (check != 0.0 || double.IsNaN(check))
        {
            int broken = Array.FindIndex(downhill, change => !double.IsFinite(change));
            for (int p = _start; p < _end && broken < 0; p++)
                broken = double.IsFinite(parameters[p] + downhill[p]) ? -1 : p;
            throw StepDivergedException.OfParameter(_network, broken, downhill[broken]);
        }
        for (int p = _start; p < _end; p++)
            parameters[p] += downhill[p];
    }
}
