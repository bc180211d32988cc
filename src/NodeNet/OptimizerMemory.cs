using NodeNet.Foundation;
using NodeNet.Vectors;

namespace NodeNet;

/// <summary>What an optimizer remembers between steps: so many numbers for each parameter of a network, and how many steps there have been.</summary>
internal sealed class OptimizerMemory
{
    private readonly Network _network;
    private readonly AlignedArray<double>[] _planes; // [which number][parameter]
    private long _structureVersion;

    // A parameter that was frozen or missing has taken fewer steps than the trainer. One that is trained now: the number of steps that it has missed.
    // One that is not: ~(the number of steps that it has taken), which is below 0. Null as long as no parameter was ever left out.
    private long[]? _missed;

    public OptimizerMemory(Network network, int length)
    {
        _network = network;
        _structureVersion = network.StructureVersion;
        _planes = new AlignedArray<double>[length];
        for (int i = 0; i < length; i++)
            _planes[i] = Plane();
        Miss(ReadOnlySpan<long>.Empty);
    }

    /// <summary>What is remembered: [which number][parameter].</summary>
    public AlignedArray<double>[] Planes => _planes;

    /// <summary>How many steps there have been.</summary>
    public long Steps { get; private set; }

    /// <summary>By parameter, how many of the steps it has missed; below 0 where it is not trained. Null where no parameter that is trained has missed
    /// any.</summary>
    public long[]? Missed { get; private set; }

    /// <summary>How many steps a parameter that is trained has taken.</summary>
    public long StepsOf(int parameter) => Missed is null ? Steps : Steps - Math.Max(Missed[parameter], 0);

    /// <summary>By parameter, how many steps it has taken; null where all have taken all.</summary>
    public long[]? StepCounts => _missed is null ? null : [.. _missed.Select(missed => CountOf(missed))];

    /// <summary>Counts a step, and follows what was connected, disconnected, frozen or released since the last.</summary>
    public long NextStep()
    {
        FollowStructure();
        return ++Steps;
    }

    /// <summary>Counts steps between which nothing was connected, disconnected, frozen or released.</summary>
    public void NextSteps(long count)
    {
        FollowStructure();
        Steps += count;
    }

    /// <summary>The same memory, to try a step on.</summary>
    public OptimizerMemory Copy()
    {
        var copy = new OptimizerMemory(_network, _planes.Length) { Steps = Steps, _structureVersion = _structureVersion, _missed = _missed, Missed = Missed };
        for (int i = 0; i < _planes.Length; i++)
            _planes[i].Span.CopyTo(copy._planes[i].Span);
        return copy;
    }

    /// <summary>What is remembered of a parameter, as a copy.</summary>
    public double[] Of(int parameter)
    {
        var remembered = new double[_planes.Length];
        Load(parameter, remembered);
        return remembered;
    }

    public void Load(int parameter, Span<double> remembered)
    {
        for (int i = 0; i < remembered.Length; i++)
            remembered[i] = _planes[i][parameter];
    }

    /// <summary>Notes what is remembered of a parameter from now on; as 0 what has faded so far that it has not all its digits any more. Of a node that has
    /// fallen silent it would fade for ever, 0.9 times the smallest number being rounded to itself.</summary>
    public void Store(int parameter, ReadOnlySpan<double> remembered)
    {
        for (int i = 0; i < remembered.Length; i++)
            _planes[i][parameter] = ScalarVectors<double>.WithoutFaded(remembered[i]);
    }

    /// <summary>Forgets everything, as if no step had been taken.</summary>
    public void Forget()
    {
        foreach (AlignedArray<double> plane in _planes)
            plane.Span.Clear();
        Steps = 0;
        Miss(ReadOnlySpan<long>.Empty);
    }

    /// <summary>Takes over what was remembered at another time, for the structure as it is now.</summary>
    /// <param name="planes">What is remembered: [which number][parameter].</param>
    /// <param name="steps">How many steps there have been.</param>
    /// <param name="counts">How many of them each parameter has taken; null if all have taken all.</param>
    public void Restore(double[][] planes, long steps, long[]? counts)
    {
        FollowStructure();
        for (int i = 0; i < _planes.Length; i++)
            planes[i].CopyTo(_planes[i].Span); // into the same arrays: the fast loops hold them too
        Steps = steps;
        if (counts is null)
        {
            counts = new long[_network.Parameters.Length];
            Array.Fill(counts, steps);
        }
        Miss(counts);
    }

    /// <summary>New connections start with an empty memory, and what has gone leaves none behind, even if it has come back since.</summary>
    public void FollowStructure()
    {
        if (_structureVersion == _network.StructureVersion) return;
        var counts = new long[_network.Parameters.Length];
        for (int p = 0; p < counts.Length; p++)
            counts[p] = IsNew(p) ? 0 : _missed is null ? Steps : p < _missed.Length ? CountOf(_missed[p]) : 0;
        for (int i = 0; i < _planes.Length; i++)
        {
            AlignedArray<double> before = _planes[i];
            _planes[i] = Plane();
            before.Span[..Math.Min(before.Length, _planes[i].Length)].CopyTo(_planes[i].Span);
            for (int p = 0; p < _planes[i].Length; p++)
            {
                if (IsNew(p)) _planes[i][p] = 0.0;
            }
        }
        _structureVersion = _network.StructureVersion;
        Miss(counts);
    }

    // Laid out in memory as the parameters are.
    private AlignedArray<double> Plane() => new(_network.Parameters.Length, _network.ParameterSegments[0].Start);

    private bool IsNew(int parameter) => _network.CameOrWentIn?[parameter] > _structureVersion;

    private long CountOf(long missed) => missed < 0 ? ~missed : Steps - missed;

    /// <summary>Notes by how many steps each parameter has taken (none: no steps) what it has missed.</summary>
    private void Miss(ReadOnlySpan<long> counts)
    {
        _missed = null;
        Missed = null;
        if (counts.IsEmpty && _network.Flags is null) return;
        var missed = new long[_network.Parameters.Length];
        bool isEven = true;
        bool isComplete = true;
        for (int p = 0; p < missed.Length; p++)
        {
            long count = counts.IsEmpty ? 0 : counts[p];
            bool isTrained = _network.IsTrainable(p);
            missed[p] = isTrained ? Steps - count : ~count;
            isEven &= !isTrained || missed[p] == 0;
            isComplete &= isTrained && missed[p] == 0;
        }
        if (!isComplete) _missed = missed;
        if (!isEven) Missed = missed;
    }
}
