namespace NodeNet;

/// <summary>What an optimizer remembers between steps: so many numbers for each parameter of a network, and the number of the last step.</summary>
internal sealed class OptimizerMemory
{
    private readonly Network _network;
    private readonly double[][] _planes; // [which number][parameter]
    private long _structureVersion;

    public OptimizerMemory(Network network, int length)
    {
        _network = network;
        _structureVersion = network.StructureVersion;
        _planes = new double[length][];
        for (int i = 0; i < length; i++)
            _planes[i] = new double[network.Parameters.Length];
    }

    /// <summary>What is remembered: [which number][parameter].</summary>
    public double[][] Planes => _planes;

    /// <summary>How many steps there have been.</summary>
    public long Steps { get; private set; }

    /// <summary>Counts a step, and follows what was connected or disconnected since the last.</summary>
    public long NextStep()
    {
        FollowStructure();
        return ++Steps;
    }

    /// <summary>The same memory, to try a step on.</summary>
    public OptimizerMemory Copy()
    {
        var copy = new OptimizerMemory(_network, _planes.Length) { Steps = Steps, _structureVersion = _structureVersion };
        for (int i = 0; i < _planes.Length; i++)
            copy._planes[i] = [.. _planes[i]];
        return copy;
    }

    public void Load(int parameter, Span<double> remembered)
    {
        for (int i = 0; i < remembered.Length; i++)
            remembered[i] = _planes[i][parameter];
    }

    public void Store(int parameter, ReadOnlySpan<double> remembered)
    {
        for (int i = 0; i < remembered.Length; i++)
            _planes[i][parameter] = remembered[i];
    }

    /// <summary>Forgets everything, as if no step had been taken.</summary>
    public void Forget()
    {
        foreach (double[] plane in _planes)
            Array.Clear(plane);
        Steps = 0;
    }

    /// <summary>New connections start with an empty memory, and what has gone leaves none behind, even if it has come back since.</summary>
    public void FollowStructure()
    {
        if (_structureVersion == _network.StructureVersion) return;
        for (int i = 0; i < _planes.Length; i++)
        {
            Array.Resize(ref _planes[i], _network.Parameters.Length);
            for (int p = 0; p < _planes[i].Length; p++)
            {
                if (_network.CameOrWentIn?[p] > _structureVersion) _planes[i][p] = 0.0;
            }
        }
        _structureVersion = _network.StructureVersion;
    }
}
