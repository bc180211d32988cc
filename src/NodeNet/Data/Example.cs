using NodeNet.Foundation;

namespace NodeNet.Data;

/// <summary>One example to learn from: inputs, and the targets that the outputs should reach.</summary>
/// <param name="inputs">One number an input node.</param>
/// <param name="targets">One number an output node.</param>
public sealed class Example(double[] inputs, double[] targets)
{
    /// <summary>One number an input node.</summary>
    public IReadOnlyList<double> Inputs { get; } = [.. inputs ?? throw new ArgumentNullException(nameof(inputs))];

    /// <summary>One number an output node: what the outputs should be.</summary>
    public IReadOnlyList<double> Targets { get; } = [.. targets ?? throw new ArgumentNullException(nameof(targets))];

    /// <summary>"(1, 3, 5) → (1)".</summary>
    public override string ToString() =>
        $"({MessageText.List([.. Inputs.Select(MessageText.Short)])}) → ({MessageText.List([.. Targets.Select(MessageText.Short)])})";
}
