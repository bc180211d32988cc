using NodeNet.Foundation;

namespace NodeNet.Steps;

/// <summary>The numbers of a step are no longer finite: how the loops say so among themselves.</summary>
/// <remarks>It never leaves a <see cref="NodeNet.Training.Trainer"/>: a single step throws a <see cref="NotFiniteNumberException"/> instead, a run ends with a
/// <see cref="NodeNet.Training.Divergence"/>. So an exception of a user's own code, whatever its type, is never taken for it.</remarks>
internal sealed class StepDivergedException : Exception
{
    // Even squared, and in single precision, numbers below this are finite.
    private const double Moderate = 1e15;

    private StepDivergedException(string trouble, string? place, double value, string? suspect)
        : base(trouble)
    {
        Place = place;
        Value = value;
        Suspicion = suspect;
    }

    /// <summary>The name of the node, connection or bias.</summary>
    public string? Place { get; }

    /// <summary>The number that is not finite, or is about to make another so.</summary>
    public double Value { get; }

    /// <summary>A function that gave a number that is not finite although it was given finite ones, in words; null if there is none.</summary>
    public string? Suspicion { get; }

    /// <summary>The loss of an example is not finite.</summary>
    /// <param name="network">The network.</param>
    /// <param name="row">The number of the example; null for a single one.</param>
    /// <param name="loss">Its loss.</param>
    /// <param name="values">z and a of the node at a slot.</param>
    public static StepDivergedException OfLoss(Network network, long? row, double loss, Func<int, (double NetInput, double Activation)> values)
    {
        string trouble = $"The loss{(row is null ? "" : $" of the example in row {row}")} is {MessageText.Exact(loss)}";
        foreach (Layer layer in network.ComputedLayers)
        {
            foreach (Node node in layer.Nodes)
            {
                (double netInput, double activation) = values(layer.Slot(node.Position));
                if (!double.IsFinite(netInput))
                    return new StepDivergedException($"{trouble}, the net input of {node.Name} is {MessageText.Exact(netInput)}", node.Name, netInput, null);
                if (!double.IsFinite(activation))
                {
                    string function =
                        $"{layer.LayerActivation?.Name ?? layer.ActivationOf(node.Position)!.Name} gave {node.Name} the activation "
                            + $"{MessageText.Exact(activation)}";
                    return new StepDivergedException(
                        $"{trouble}, the activation of {node.Name} is "
                            + $"{MessageText.Exact(activation)}", node.Name, activation, $"{function} for the net input {MessageText.Exact(netInput)}");
                }
            }
        }
        Node largest = network.OutputLayer.Nodes.MaxBy(output => Math.Abs(Activation(output)))!;
        string? suspect = Math.Abs(Activation(largest)) < Moderate
            ? $"the loss is {MessageText.Exact(loss)} although no output is beyond {MessageText.Exact(Activation(largest))}"
            : null;
        return new StepDivergedException($"{trouble}, output {largest.Name} is {MessageText.Exact(Activation(largest))}", largest.Name, loss, suspect);

        double Activation(Node output) => values(network.OutputLayer.Slot(output.Position)).Activation;
    }

    /// <summary>A weight or bias would not be finite any more.</summary>
    public static StepDivergedException OfParameter(Network network, int parameter, double change)
    {
        string name = network.NameOfParameter(parameter);
        return new StepDivergedException($"{name} would change by {MessageText.Exact(change)} and no longer be a finite number", name, change, null);
    }

    /// <summary>Where nothing is known but that a step failed.</summary>
    public const string GeneralAdvice = "Try a smaller learning rate, scale the inputs, or clip the gradient (ClipNorm).";

    /// <summary>What a single step throws.</summary>
    public NotFiniteNumberException ForSingleStep() => new($"{Message}; the network stays as it was. {GeneralAdvice}", Value);
}
