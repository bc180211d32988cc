using NodeNet.Data;
using NodeNet.Training;

namespace NodeNet.Page;

/// <summary>A network that can be put to any step of a story. It keeps snapshots of the weights at the ends of epochs, and computes what is between once
/// more: a step back is exact, because the way to a step is always the same.</summary>
/// <remarks>That way: whole epochs without edits by the fast loops, the steps after them by the reference loops, as ledgers write them down. A walk through an
/// epoch, too, ends with what the fast loops make of it. The two differ in the last bits, where e^x does: by some 1e-16 of a number.</remarks>
public sealed partial class Tape
{
    /// <summary>What all snapshots together may take, in bytes.</summary>
    public const int MostMemory = 16 << 20;

    private readonly SortedList<long, double[]> _snapshots = [];
    private readonly double[][] _rows;
    private IReadOnlyList<Edit> _edits = [];
    private DataSet? _data;
    private readonly Network _built;
    private double[] _epochStart;
    private (long Of, double Loss)? _loss;
    private bool _wasFrozen;

    public Tape(Setup setup)
    {
        Setup = setup = PageModel.Resolved(setup);
        _built = setup.Build();
        Network = _built.Clone();
        _rows = [.. setup.Rows.Select(row => (double[])row.Clone())];
        Rate = setup.Rate;
        Step = setup.Taken;
        Keep();
        Measure();
        _epochStart = Parameters();
    }

    public Setup Setup { get; }

    public Network Network { get; private set; }

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

    /// <summary>The weights and biases as the last step left them, before they were changed by hand here; null where they were not.</summary>
    public double[]? BeforeEdits { get; private set; }

    public int Snapshots => _snapshots.Count;

    /// <summary>The weights and biases on the way to here, as far as they were kept.</summary>
    public IEnumerable<double[]> Way => _snapshots.TakeWhile(snapshot => snapshot.Key <= Step).Select(snapshot => snapshot.Value);

    /// <summary>The mean loss over all rows where the tape stands.</summary>
    public double Loss
    {
        get
        {
            if (KnownLoss() is { } known) return known;
            _loss = (Step, Trainer().Evaluate(Data).Loss);
            return _loss.Value.Loss;
        }
    }

    private double? KnownLoss() => _losses.TryGetValue(Step, out double loss) && _edits.All(edit => edit.Step != Step) ? loss
        : _loss is { } last && last.Of == Step ? last.Loss : null;

    /// <summary>The rows of the next step.</summary>
    public int[] NextRows() => RowsOf(Step);

    private int[] RowsOf(long step)
    {
        int first = (int)(step % StepsInEpoch) * Batch;
        return [.. Enumerable.Range(first, Math.Min(Batch, _rows.Length - first))];
    }

    public Trainer Trainer(int epochs = 1, Loops loops = Loops.Fast) => new(Network, Setup.LossFunction(), new TrainerOptions
    {
        Loops = loops,
        LearningRate = Rate,
        BatchSize = Batch,
        Epochs = epochs,
        Shuffle = false,
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
        long epochs = Step % StepsInEpoch == 0 ? (Math.Min(step, nextEdit) - Step) / StepsInEpoch : 0;
        if (epochs > 0) TrainEpochs(epochs);
        else Walk(nextEdit);
        if (Step % StepsInEpoch == 0)
        {
            Measure();
            Keep();
        }
        Apply(Step);
        if (Step % StepsInEpoch == 0) _epochStart = Parameters();
    }

    /// <summary>Some epochs in one go, up to the next point of the curve.</summary>
    private void TrainEpochs(long epochs)
    {
        TrainingResult result = Trainer((int)Math.Min(epochs, EpochsToNextPoint())).Train(Data);
        if (result.Divergence is null)
        {
            Step += (long)result.Epochs * StepsInEpoch;
            return;
        }
        // Inside an epoch, the network holds its last good step; the story holds whole epochs, so it is walked to that step.
        Network.CopyParametersFrom(_epochStart);
        int whole = result.Epochs;
        if (whole > 0)
        {
            Trainer(whole).Train(Data);
            Step += (long)whole * StepsInEpoch;
            throw new NotFiniteNumberException($"{result.Divergence.Problem}. {result.Divergence.Advice}", result.Divergence.Value);
        }
        for (int i = 0; i < StepsInEpoch; i++)
            Walk(Step); // ends with the step's own exception
        throw new NotFiniteNumberException($"{result.Divergence.Problem}. {result.Divergence.Advice}", result.Divergence.Value);
    }

    /// <summary>One step. The last of an epoch without edits gives what training the whole epoch gives.</summary>
    private void Walk(long nextEdit)
    {
        double[] before = Parameters();
        Trainer(loops: Loops.Reference).Step(Data.Select(NextRows()));
        _last = (Step + 1, before, KnownLoss());
        Step++;
        long begin = Step - StepsInEpoch;
        if (Step % StepsInEpoch != 0 || begin < Setup.Taken || nextEdit == Step - 1 || _edits.Any(edit => edit.Step > begin && edit.Step < Step)) return;
        double[] walked = Parameters();
        Network.CopyParametersFrom(_epochStart);
        if (Trainer().Train(Data).Divergence is not null) Network.CopyParametersFrom(walked);
    }

    public double[] Parameters()
    {
        var parameters = new double[Network.ParameterCount];
        Network.CopyParametersTo(parameters);
        return parameters;
    }

    private void Restore(long step)
    {
        (Step, _last, _loss) = (step, null, null);
        Rate = Setup.Rate;
        for (int i = 0; i < _rows.Length; i++)
            Setup.Rows[i].CopyTo(_rows[i], 0);
        _data = null;
        if (_wasFrozen) Network = _built.Clone(); // not unfrozen: loops over what once was frozen may have other last bits
        _wasFrozen = false;
        foreach (Edit edit in _edits.Where(edit => edit.Step < step && edit.Kind != EditKind.Parameter))
            Apply(edit);
        Network.CopyParametersFrom(_snapshots[step]);
        Apply(step);
        _epochStart = Parameters(); // snapshots are of the ends of epochs
    }

    private void Apply(long step)
    {
        BeforeEdits = _edits.Any(edit => edit.Step == step && edit.Kind == EditKind.Parameter) ? Parameters() : null;
        foreach (Edit edit in _edits.Where(edit => edit.Step == step))
            Apply(edit);
    }

    private void Apply(Edit edit)
    {
        _loss = null;
        switch (edit.Kind)
        {
            case EditKind.Parameter: ByName.Set(Network, edit.Name!, edit.Value); break;
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

    public double ValueOf(string name) => ByName.Get(Network, name);

    private void SetFrozen(string name, bool frozen)
    {
        _wasFrozen = true;
        ByName.Freeze(Network, name, frozen);
    }

    /// <summary>A snapshot, if the last is some steps away, the more the longer the way already is: the weights as the steps left them, before what was
    /// edited here.</summary>
    private void Keep()
    {
        if (_snapshots.Count > 0 && Step - LastSnapshot(Step) < Math.Max(1, Step / 200)) return;
        _snapshots[Step] = Parameters();
        if ((long)_snapshots.Count * ((Network.ParameterCount * 8) + 64) > MostMemory) Thin(_snapshots);
    }

    /// <summary>The last snapshot at or before a step; there is always one of the first.</summary>
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
        ForgetCurve(after);
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
}
