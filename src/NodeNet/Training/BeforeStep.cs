using NodeNet.Steps;

namespace NodeNet.Training;

/// <summary>What a step on a batch starts from, to go back to: the fast loops change a weight while they still sum up for the next.</summary>
/// <remarks>They see beforehand that a gradient is so steep that a parameter might overflow, and then change nothing too early. What is left is a rule that
/// makes a huge change of a moderate gradient.</remarks>
internal sealed class BeforeStep
{
    private double[] _parameters = [];
    private double[][] _memory = [];
    private long _steps;
    private long[]? _counts;

    /// <summary>Keeps the numbers.</summary>
    public void Keep(Network network, OptimizerMemory memory)
    {
        memory.FollowStructure();
        _parameters = TrainingState.Copy(network.Parameters, _parameters);
        if (_memory.Length != memory.Planes.Length) _memory = new double[memory.Planes.Length][];
        for (int i = 0; i < _memory.Length; i++)
            _memory[i] = TrainingState.Copy(memory.Planes[i].Span, _memory[i]);
        _steps = memory.Steps;
        _counts = memory.StepCounts;
    }

    /// <summary>Goes back to them.</summary>
    /// <returns>What is to be thrown: a parameter is no longer finite.</returns>
    public StepDivergedException Restore(Network network, OptimizerMemory memory, int parameter)
    {
        double change = network.Parameters[parameter] - _parameters[parameter];
        _parameters.CopyTo(network.Parameters, 0);
        memory.Restore(_memory, _steps, _counts);
        return StepDivergedException.OfParameter(network, parameter, change);
    }
}
