namespace NodeNet.Steps;

/// <summary>Sees every number of a step of the reference loops.</summary>
internal interface IStepObserver
{
    /// <summary>A step begins.</summary>
    void Begin();

    /// <summary>The step's examples are these rows of a data set.</summary>
    void Takes(ReadOnlySpan<int> rows);

    /// <summary>An example has been through the forward and the backward pass.</summary>
    void Example(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, NodeValues values, double exampleLoss);

    /// <summary>The examples' ways downhill are added up.</summary>
    void Summed(double[] downhill);

    /// <summary>The sum has become the mean, if it should.</summary>
    void Averaged(double[] downhill);

    /// <summary>L1 and L2 have pulled.</summary>
    void Penalised(double[] downhill);

    /// <summary>The gradient has its final length; next the optimizer is asked.</summary>
    void Clipped(double[] downhill, double factor, OptimizerMemory memory);

    /// <summary>The optimizer has said what changes; nothing is added yet.</summary>
    void Changed(double[] changes, double learningRate, OptimizerMemory memory);
}
