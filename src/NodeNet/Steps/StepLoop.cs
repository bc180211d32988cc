using NodeNet.Data;
using NodeNet.Losses;

namespace NodeNet.Steps;

/// <summary>A training step in its two phases: the examples of a batch, one after the other, add up the way downhill; then every weight and bias changes
/// once.</summary>
internal sealed class StepLoop : IStepper
{
    private readonly Network _network;
    private readonly ILoss _loss;
    private readonly StepOptions _options;
    private readonly NodeValues _values;
    private double[] _downhill;
    private readonly Disturbance? _disturbance;
    private readonly Thinning? _thinning;
    private double[] _factors = []; // of the weights into each node, where their length has a limit
    private double _divisor;

    public StepLoop(Network network, ILoss loss, StepOptions options, OptimizerMemory? memory = null)
    {
        _network = network;
        _loss = loss;
        _options = options;
        _values = new NodeValues(network);
        _downhill = new double[network.Parameters.Length];
        Memory = memory ?? new OptimizerMemory(network, options.Optimizer.MemoryLength);
        _disturbance = Disturbance.Of(network, options);
        _thinning = _disturbance is null ? null : new Thinning(network);
    }

    /// <summary>Who sees every number of a step, or null.</summary>
    public IStepObserver? Observer { get; set; }

    /// <summary>What the optimizer remembers.</summary>
    public OptimizerMemory Memory { get; }

    private ReadOnlySpan<double> LastOutputs => _network.OutputLayer.Of((ReadOnlySpan<double>)_values.Activations);

    /// <summary>Begins a batch.</summary>
    /// <param name="rows">The numbers of its examples in the data set; empty for a single example that is in none.</param>
    public void Begin(ReadOnlySpan<int> rows = default)
    {
        if (_downhill.Length != _network.Parameters.Length)
            _downhill = new double[_network.Parameters.Length]; // a block of connections was added
        Array.Clear(_downhill);
        if (Observer is null) return;
        Memory.FollowStructure(); // an observer may look at it before the optimizer does
        Observer.OnBegin(rows);
    }

    /// <inheritdoc/>
    public double Run(DataSet data, ReadOnlySpan<int> order, int batchSize, double rate, double sum, ref double right, CancellationToken cancellation)
    {
        for (int start = 0; start < order.Length && !cancellation.IsCancellationRequested; start += Math.Min(batchSize, order.Length - start))
            sum = Step(data, order.Slice(start, Math.Min(batchSize, order.Length - start)), rate, sum, ref right);
        return sum;
    }

    /// <summary>Nothing: these loops run on the caller's thread.</summary>
    public void Release()
    {
    }

    private double Step(DataSet data, ReadOnlySpan<int> batch, double rate, double sum, ref double right)
    {
        sum += Add(data, batch, ref right);
        Apply(rate, data.DivisorOf(batch.Length));
        return sum;
    }

    /// <summary>Begins a batch and adds its examples; returns the sum of their losses, each times its weight.</summary>
    public double Add(DataSet data, ReadOnlySpan<int> batch, ref double right)
    {
        Begin(batch);
        double sum = 0.0;
        foreach (int example in batch)
        {
            double weight = data.WeightOf(example);
            double loss = Add(data.Inputs[example], data.Targets[example], _values, weight, data.NumberOf(example));
            if (weight == 0.0) continue;
            if (!double.IsFinite(loss)) throw NotFinite(data.NumberOf(example), loss, _values);
            sum += weight * loss;
            if (Classes.Of(LastOutputs) == Classes.Of(data.Targets[example])) right += weight;
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

    /// <summary>Adds an example as often as its weight says, and returns its loss; the numbers of the nodes go to <paramref name="values"/>.</summary>
    public double Add(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, NodeValues values, double weight = 1.0, long row = 0)
    {
        ReadOnlySpan<double> seen = _disturbance is null ? inputs : Disturbed(inputs, row);
        ForwardPass.Run(_network, seen, values.NetInputs, values.Activations, _thinning);
        BackwardPass.Run(_network, _loss, targets, values.NetInputs, values.Activations, values.Deltas, _thinning);
        if (weight != 0.0) BackwardPass.AddDownhill(_network, values.Activations, values.Deltas, weight, _downhill);
        double loss = OutputLoss.Value(_network.OutputLayer, _loss, targets, values.NetInputs, values.Activations);
        Observer?.OnExample(new ExampleView(_network, _loss, inputs, targets, values, loss, weight, _thinning));
        return loss;
    }

    /// <summary>Ends a batch: changes every weight and bias. If one would not be finite any more, nothing changes.</summary>
    /// <param name="learningRate">α.</param>
    /// <param name="divisor">What the sum is divided by if the step follows the mean: the number of examples, or their weights.</param>
    /// <exception cref="StepDivergedException">A weight or bias would not be finite any more.</exception>
    public void Apply(double learningRate, double divisor)
    {
        Prepare(learningRate, divisor);
        AddChanges();
    }

    /// <summary>Adds the changes that <see cref="Prepare"/> computed.</summary>
    public void AddChanges()
    {
        UpdatePass.Add(_network, _downhill);
        if (_options.MaxNorm is not null) WeightNorms.Apply(_network, _factors);
    }

    /// <summary>Ends a batch, but only computes the changes: the network stays as it is.</summary>
    /// <exception cref="StepDivergedException">A weight or bias would not be finite any more.</exception>
    public void Prepare(double learningRate, double divisor)
    {
        _divisor = _options.IsMean ? divisor : 1.0;
        Show(GradientStage.Summed);
        if (_divisor != 1.0)
        {
            for (int p = 0; p < _downhill.Length; p++)
                _downhill[p] /= _divisor;
        }
        Show(GradientStage.Averaged);
        UpdatePass.AddPenalty(_network, _options.Penalty, _downhill);
        Show(GradientStage.Penalized);
        double clipped = _options.ClipNorm is { } largest ? UpdatePass.Clip(_network, largest, _downhill) : 1.0;
        Show(GradientStage.Clipped, clipped);

        int broken = UpdatePass.Changes(_network, _options.Optimizer, Memory, learningRate, _downhill);
        if (broken >= 0) throw StepDivergedException.OfParameter(_network, broken, _downhill[broken]);
        if (_options.MaxNorm is { } longest) _factors = WeightNorms.Factors(_network, longest, _downhill);
        ShowChanges(learningRate);
    }

    /// <summary>The inputs with noise; and which nodes are left out of this example's step.</summary>
    private double[] Disturbed(ReadOnlySpan<double> inputs, long row)
    {
        var seen = new double[inputs.Length];
        for (int layer = 0; layer < _network.Layers.Count - 1; layer++)
        {
            ulong key = _disturbance!.Key(Memory.Steps, row, layer);
            for (int node = 0; node < _network.Layers[layer].Count; node++)
            {
                if (layer == 0) seen[node] = _disturbance.Noisy(key, node, inputs[node]);
                _thinning!.Factors[_network.Layers[layer].Slot(node)] = _disturbance.Drops(layer) ? _disturbance.Factor(key, layer, node) : 1.0;
            }
        }
        return seen;
    }

    private void Show(GradientStage stage, double clipFactor = 1.0) =>
        Observer?.OnGradient(stage, new GradientView(_network, _downhill, Memory, _options.Penalty, _divisor, clipFactor));

    private void ShowChanges(double learningRate)
    {
        try
        {
            Observer?.OnChanges(new ChangeView(_network, _downhill, Memory, learningRate, _factors));
        }
        catch
        {
            Memory.Forget(); // it belongs to a step that is not taken
            throw;
        }
    }

    /// <summary>What is wrong with an example whose loss is not finite.</summary>
    public StepDivergedException NotFinite(long? example, double loss, NodeValues values) =>
        StepDivergedException.OfLoss(_network, example, loss, slot => (values.NetInputs[slot], values.Activations[slot]));
}
