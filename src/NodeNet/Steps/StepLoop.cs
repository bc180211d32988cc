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

    public StepLoop(Network network, ILoss loss, StepOptions options, OptimizerMemory? memory = null)
    {
        _network = network;
        _loss = loss;
        _options = options;
        _values = new NodeValues(network);
        _downhill = new double[network.Parameters.Length];
        Memory = memory ?? new OptimizerMemory(network, options.Optimizer.MemoryLength);
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
    public double Run(DataSet data, ReadOnlySpan<int> order, int batchSize, double rate, ref int right, CancellationToken cancellation)
    {
        double sum = 0.0;
        for (int start = 0; start < order.Length && !cancellation.IsCancellationRequested; start += Math.Min(batchSize, order.Length - start))
            sum += Step(data, order.Slice(start, Math.Min(batchSize, order.Length - start)), rate, ref right);
        return sum;
    }

    /// <summary>Nothing: these loops run on the caller's thread.</summary>
    public void Release()
    {
    }

    private double Step(DataSet data, ReadOnlySpan<int> batch, double rate, ref int right)
    {
        double sum = Add(data, batch, ref right);
        Apply(rate, batch.Length);
        return sum;
    }

    /// <summary>Begins a batch and adds its examples; returns the sum of their losses.</summary>
    public double Add(DataSet data, ReadOnlySpan<int> batch, ref int right)
    {
        Begin(batch);
        double sum = 0.0;
        foreach (int example in batch)
        {
            double loss = Add(data.Inputs[example], data.Targets[example], _values);
            if (!double.IsFinite(loss)) throw NotFinite(example, loss, _values);
            sum += loss;
            if (Classes.Of(LastOutputs) == Classes.Of(data.Targets[example])) right++;
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

    /// <summary>Adds an example, and returns its loss; the numbers of the nodes go to <paramref name="values"/>.</summary>
    public double Add(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, NodeValues values)
    {
        ForwardPass.Run(_network, inputs, values.NetInputs, values.Activations);
        BackwardPass.Run(_network, _loss, targets, values.NetInputs, values.Activations, values.Deltas);
        BackwardPass.AddDownhill(_network, values.Activations, values.Deltas, _downhill);
        double loss = OutputLoss.Value(_network.OutputLayer, _loss, targets, values.NetInputs, values.Activations);
        Observer?.OnExample(new ExampleView(_network, _loss, inputs, targets, values, loss));
        return loss;
    }

    /// <summary>Ends a batch: changes every weight and bias. If one would not be finite any more, nothing changes.</summary>
    /// <exception cref="StepDivergedException">A weight or bias would not be finite any more.</exception>
    public void Apply(double learningRate, int examples)
    {
        Prepare(learningRate, examples);
        AddChanges();
    }

    /// <summary>Adds the changes that <see cref="Prepare"/> computed.</summary>
    public void AddChanges() => UpdatePass.Add(_network, _downhill);

    /// <summary>Ends a batch, but only computes the changes: the network stays as it is.</summary>
    /// <exception cref="StepDivergedException">A weight or bias would not be finite any more.</exception>
    public void Prepare(double learningRate, int examples)
    {
        Show(GradientStage.Summed);
        if (_options.IsMean && examples > 1)
        {
            for (int p = 0; p < _downhill.Length; p++)
                _downhill[p] /= examples;
        }
        Show(GradientStage.Averaged);
        UpdatePass.AddPenalty(_network, _options.Penalty, _downhill);
        Show(GradientStage.Penalized);
        double clipped = _options.ClipNorm is { } largest ? UpdatePass.Clip(_network, largest, _downhill) : 1.0;
        Show(GradientStage.Clipped, clipped);

        int broken = UpdatePass.Changes(_network, _options.Optimizer, Memory, learningRate, _downhill);
        if (broken >= 0) throw StepDivergedException.OfParameter(_network, broken, _downhill[broken]);
        ShowChanges(learningRate);
    }

    private void Show(GradientStage stage, double clipFactor = 1.0) =>
        Observer?.OnGradient(stage, new GradientView(_network, _downhill, Memory, _options.Penalty, clipFactor));

    private void ShowChanges(double learningRate)
    {
        try
        {
            Observer?.OnChanges(new ChangeView(_network, _downhill, Memory, learningRate));
        }
        catch
        {
            Memory.Forget(); // it belongs to a step that is not taken
            throw;
        }
    }

    /// <summary>What is wrong with an example whose loss is not finite.</summary>
    public StepDivergedException NotFinite(int? example, double loss, NodeValues values) =>
        StepDivergedException.OfLoss(_network, example, loss, slot => (values.NetInputs[slot], values.Activations[slot]));
}
