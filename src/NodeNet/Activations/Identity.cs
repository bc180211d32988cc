namespace NodeNet.Activations;

/// <summary>Identity, also called linear: a = z. The usual output of a regression.</summary>
public sealed class Identity : IActivation
{
    /// <inheritdoc/>
    public string Name => "identity";

    /// <summary>z.</summary>
    /// <inheritdoc/>
    public double Activate(double netInput) => netInput;

    /// <summary>1.</summary>
    /// <inheritdoc/>
    public double Slope(double netInput, double activation) => 1.0;
}
