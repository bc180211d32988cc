using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Training;

namespace NodeNet.Inspection;

/// <summary>Writes down a training run, ledger by ledger, within bounds on memory.</summary>
internal sealed class RunRecorder
{
    private readonly LedgerNetwork _network;
    private readonly int _examples;
    private readonly LedgerParameter[] _watched;
    private readonly List<double> _losses = [];
    private readonly Thinned<RecordedStep> _steps;
    private readonly Thinned<(int Step, double[] Values)> _values;
    private readonly double[][] _pulls;
    private readonly double[][] _sizes;
    private double[]? _before;
    private long _seen;

    private readonly Network _shape;
    private readonly DataSet _data;

    public RunRecorder(Network shape, DataSet data, RunRecording recording)
    {
        recording.Validate();
        _shape = shape.Clone();
        _data = data;
        LedgerNetwork network = _network = new LedgerNetwork(shape);
        int examples = _examples = data.Count;
        _watched = recording.Watch is null ? [.. network.Parameters] : [.. recording.Watch.Select(Find).Distinct()];
        if ((long)_watched.Length * examples > recording.MostNumbers)
        {
            throw new ArgumentException(
                $"{MessageText.Count(_watched.Length, "parameter")} times {MessageText.Count(examples, "example")} is more than MostNumbers, "
                    + $"{recording.MostNumbers}: name fewer in Watch, or raise MostNumbers.", nameof(recording));
        }
        _steps = new Thinned<RecordedStep>(recording.MostLedgers);
        _values = new Thinned<(int, double[])>(Math.Max(2, recording.MostNumbers / Math.Max(1, _watched.Length)));
        _pulls = [.. _watched.Select(_ => new double[examples])];
        _sizes = [.. _watched.Select(_ => new double[examples])];
    }

    /// <summary>A step has been computed.</summary>
    public void Add(StepLedger ledger)
    {
        if (ledger.Network.Parameters.Count != _network.Parameters.Count)
        {
            throw new InvalidOperationException(
                "Connections or biases came or went during a recorded run; record the parts before and after as runs of their own.");
        }

        ParameterChange[] changes = [.. _watched.Select(parameter => ledger.Changes[parameter.Number])];
        _before ??= [.. changes.Select(change => change.OldValue)];
        _losses.Add(ledger.Loss);
        int epoch = (int)(_seen / _examples) + 1;
        _seen += ledger.Examples.Count;
        _steps.Add(new RecordedStep(_losses.Count, epoch, ledger));
        _values.Add((_losses.Count, [.. changes.Select(change => change.NewValue)]));

        double factor = ledger.Setup.LearningRate * ledger.ClipFactor / ledger.Divisor;
        for (int p = 0; p < changes.Length; p++)
        {
            if (changes[p].IsFrozen) continue;
            for (int i = 0; i < ledger.Examples.Count; i++)
            {
                double pull = factor * changes[p].Shares[i];
                int row = ledger.Examples[i].Row!.Value;
                _pulls[p][row] += pull;
                _sizes[p][row] += Math.Abs(pull);
            }
        }
    }

    public RecordedRun End(TrainingResult result)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (LedgerParameter parameter in _watched)
            places.TryAdd(parameter.Name, places.Count);
        return new RecordedRun(
            result, _network, _shape, _data, _losses, _steps.Items(), places, _before ?? new double[_watched.Length], _values.Items(), _pulls, _sizes);
    }

    private LedgerParameter Find(string name)
    {
        string[] ends = name.Replace("->", "→", StringComparison.Ordinal).Split('→');
        if (ends.Length == 2) return _network.Weight(ends[0].Trim(), ends[1].Trim());
        return name.StartsWith("b_", StringComparison.Ordinal) ? _network.Bias(name[2..])
            : throw new ArgumentException($"\"{name}\" is neither a connection as \"x1→h1\" nor a bias as \"b_h1\".", nameof(name));
    }
}

/// <summary>A list that never grows beyond a limit: when it is full, it continues with every second item, then with every fourth, and so on. The first and the
/// last are always there.</summary>
internal sealed class Thinned<T>(int most)
{
    private readonly List<(long Number, T Item)> _kept = [];
    private (long Number, T Item) _last;
    private long _count;
    private long _stride = 1;

    public void Add(T item)
    {
        _last = (_count++, item);
        while (_last.Number % _stride == 0)
        {
            if (_kept.Count < most - 1) // one place is the last item's
            {
                _kept.Add(_last);
                return;
            }
            _stride *= 2;
            _kept.RemoveAll(entry => entry.Number % _stride != 0);
        }
    }

    public T[] Items() =>
        _count > 0 && (_kept.Count == 0 || _kept[^1].Number != _last.Number)
            ? [.. _kept.Select(entry => entry.Item), _last.Item]
            : [.. _kept.Select(entry => entry.Item)];
}
