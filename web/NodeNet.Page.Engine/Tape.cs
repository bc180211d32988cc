using NodeNet.Data;
using NodeNet.Steps;
using NodeNet.Stopping;
using NodeNet.Training;

namespace NodeNet.Page;

/// <summary>A network that can be put to any step of a story. It keeps snapshots of the weights and computes what is between by the reference loops, those
/// that a ledger writes down: a step back is exact, because it is the same arithmetic once more.</summary>
public sealed class Tape
{
    /// <summary>What all snapshots together may take, in bytes.</summary>
    public const int MostMemory = 16 << 20;

    private readonly SortedList<long, double[]> _snapshots = [];
    private readonly SortedList<long, double> _losses = [];
    private readonly double[] _parameters;
    private readonly double[][] _rows;
    private IReadOnlyList<Edit> _edits = [];
    private DataSet? _data;

    public Tape(Setup setup)
    {
        Setup = setup;
        Network = setup.Build();
        _parameters = new double[Network.ParameterCount];
        _rows = [.. setup.Rows.Select(row => (double[])row.Clone())];
        Rate = setup.Rate;
        Keep();
        Measure();
    }

    public Setup Setup { get; }

    public Network Network { get; }

    /// <summary>How many steps have been taken.</summary>
    public long Step { get; private set; }

    /// <summary>The learning rate now.</summary>
    public double Rate { get; private set; }

    /// <summary>The rows now, inputs and targets.</summary>
    public IReadOnlyList<double[]> Rows => _rows;

    public DataSet Data => _data ??= Setup.Data(_rows, Setup.Inputs);

    public int Batch => Math.Min(Setup.Batch, _rows.Length);

    public int StepsInEpoch => (_rows.Length + Batch - 1) / Batch;

    public long Epoch => Step / StepsInEpoch;

    /// <summary>The mean loss over all rows at the ends of epochs that were measured, by the steps taken.</summary>
    public IReadOnlyList<KeyValuePair<long, double>> Losses => [.. _losses];

    public int Snapshots => _snapshots.Count;

    /// <summary>The rows of the next step.</summary>
    public int[] NextRows()
    {
        int first = (int)(Step % StepsInEpoch) * Batch;
        return [.. Enumerable.Range(first, Math.Min(Batch, _rows.Length - first))];
    }

    public Trainer Trainer(int epochs = 1) => new(Network, Setup.LossFunction(), new TrainerOptions
    {
        LearningRate = Rate, BatchSize = Batch, Epochs = epochs, Shuffle = false, Loops = Loops.Reference, StopWhen = new Measured(),
        MaxDegreeOfParallelism = 1,
    });

    /// <summary>Puts the network to a step, under these edits.</summary>
    /// <exception cref="NotFiniteNumberException">A step on the way would not be finite; the network stands before it.</exception>
    public void GoTo(long step, IReadOnlyList<Edit> edits)
    {
        long same = FirstDifference(edits);
        if (same < long.MaxValue)
        {
            Forget(same);
            if (Step > same) Step = long.MaxValue; // what is here is not of this story
        }
        _edits = edits;
        long nearest = LastSnapshot(step);
        if (Step > step || nearest > Step || same < long.MaxValue) Restore(nearest);
        while (Step < step)
            Advance(step);
    }

    private void Advance(long step)
    {
        long nextEdit = _edits.Where(edit => edit.Step > Step).Select(edit => edit.Step).DefaultIfEmpty(long.MaxValue).Min();
        long until = Math.Min(step, nextEdit);
        long epochs = Step % StepsInEpoch == 0 ? (until - Step) / StepsInEpoch : 0;
        if (epochs > 0)
        {
            TrainingResult result = Trainer((int)Math.Min(epochs, 1000)).Train(Data);
            long begin = Step;
            foreach (History.EpochReport report in result.History)
                Note(begin + (long)report.Epoch * StepsInEpoch, report.TrainingLoss ?? report.RunningLoss);
            Step += (long)result.Epochs * StepsInEpoch;
            if (result.Divergence is { } trouble)
            {
                Stay(begin + (long)result.Epochs * StepsInEpoch);
                throw new NotFiniteNumberException($"{trouble.Problem}. {trouble.Advice}", trouble.Value);
            }
        }
        else
        {
            Trainer().Step(Data.Select(NextRows()));
            Step++;
            if (Step % StepsInEpoch == 0) Measure();
        }
        Keep();
        Apply(Step);
    }

    /// <summary>Training that diverges gives the weights of its last whole epoch or step: begin there again, so that the number of steps is right.</summary>
    private void Stay(long step)
    {
        Restore(LastSnapshot(step));
        while (Step < step)
        {
            Trainer().Step(Data.Select(NextRows()));
            Step++;
        }
    }

    private void Restore(long step)
    {
        Step = step;
        Rate = Setup.Rate;
        for (int i = 0; i < _rows.Length; i++)
            Setup.Rows[i].CopyTo(_rows[i], 0);
        _data = null;
        foreach (Layer layer in Network.Layers)
        {
            if (!layer.IsInput) layer.Unfreeze();
        }
        foreach (Edit edit in _edits.Where(edit => edit.Step < step && edit.Kind != EditKind.Parameter))
            Apply(edit);
        Network.CopyParametersFrom(_snapshots[step]);
        Apply(step);
    }

    private void Apply(long step)
    {
        foreach (Edit edit in _edits.Where(edit => edit.Step == step))
            Apply(edit);
    }

    private void Apply(Edit edit)
    {
        switch (edit.Kind)
        {
            case EditKind.Parameter: SetParameter(edit.Name!, edit.Value); break;
            case EditKind.Freeze: SetFrozen(edit.Name!, edit.Value != 0.0); break;
            case EditKind.Rate: Rate = edit.Value; break;
            case EditKind.Cell: _rows[edit.Row][edit.Column] = edit.Value; _data = null; break;
            default: throw new InvalidOperationException($"No edit is called {edit.Kind}.");
        }
    }

    /// <summary>Whether an edit can be made here; throws with a message for the reader if not.</summary>
    public void CheckEdit(Edit edit)
    {
        if (!double.IsFinite(edit.Value)) throw new ArgumentException("The number must be finite.");
        switch (edit.Kind)
        {
            case EditKind.Rate when edit.Value < 0.0: throw new ArgumentException("α must be 0 or above.");
            case EditKind.Cell when edit.Row < 0 || edit.Row >= _rows.Length || edit.Column < 0 || edit.Column >= _rows[0].Length:
                throw new ArgumentException($"There is no cell in row {edit.Row + 1}, column {edit.Column + 1}.");
            case EditKind.Parameter or EditKind.Freeze: ValueOf(edit.Name ?? ""); break;
        }
    }

    public double ValueOf(string name) => IsBias(name, out Node? node) ? node!.Bias : ConnectionOf(name).Weight;

    private void SetParameter(string name, double value)
    {
        if (IsBias(name, out Node? node)) node!.Bias = value;
        else ConnectionOf(name).Weight = value;
    }

    private void SetFrozen(string name, bool frozen)
    {
        if (IsBias(name, out Node? node)) node!.IsBiasFrozen = frozen;
        else ConnectionOf(name).IsFrozen = frozen;
    }

    private bool IsBias(string name, out Node? node)
    {
        node = name.StartsWith("b_", StringComparison.Ordinal) ? Network.Node(name[2..]) : null;
        return node is not null;
    }

    private Connection ConnectionOf(string name)
    {
        string[] ends = name.Split('→');
        return ends.Length == 2 ? Network.Connection(ends[0], ends[1]) : throw new ArgumentException("There is no weight or bias of that name.");
    }

    private void Measure() => Note(Step, Trainer().Evaluate(Data).Loss);

    private void Note(long step, double loss)
    {
        _losses[step] = loss;
        if (_losses.Count > 4096) Thin(_losses);
    }

    /// <summary>A snapshot, if the last is some steps away: the weights as the steps left them, before what was edited here.</summary>
    private void Keep()
    {
        if (_snapshots.Count > 0 && Step - LastSnapshot(Step) < 64) return;
        Network.CopyParametersTo(_parameters);
        _snapshots[Step] = [.. _parameters];
        if ((long)_snapshots.Count * (_parameters.Length * 8 + 64) > MostMemory) Thin(_snapshots);
    }

    /// <summary>The last snapshot at or before a step; there is always one of step 0.</summary>
    private long LastSnapshot(long step)
    {
        int low = 0, high = _snapshots.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_snapshots.Keys[middle] <= step) low = middle;
            else high = middle - 1;
        }
        return _snapshots.Keys[low];
    }

    /// <summary>Every second is dropped, but the first and the last.</summary>
    private static void Thin<T>(SortedList<long, T> list)
    {
        for (int i = list.Count - 2; i > 0; i -= 2)
            list.RemoveAt(i);
    }

    private void Forget(long after)
    {
        foreach (long step in _snapshots.Keys.Where(step => step > after).ToArray())
            _snapshots.Remove(step);
        foreach (long step in _losses.Keys.Where(step => step > after).ToArray())
            _losses.Remove(step);
    }

    /// <summary>The step of the first edit that is not the same in both; long.MaxValue if all are.</summary>
    private long FirstDifference(IReadOnlyList<Edit> edits)
    {
        for (int i = 0; i < Math.Max(_edits.Count, edits.Count); i++)
        {
            if (i >= _edits.Count) return edits[i].Step;
            if (i >= edits.Count) return _edits[i].Step;
            if (_edits[i] != edits[i]) return Math.Min(_edits[i].Step, edits[i].Step);
        }
        return long.MaxValue;
    }

    /// <summary>Never stops a training; that there is a rule makes the trainer measure the loss after each epoch.</summary>
    private sealed class Measured : IStoppingRule
    {
        public string? ReasonToStop(History.TrainingHistory history) => null;
    }
}
