namespace NodeNet.Steps;

/// <summary>Sees every number of a training step on the reference loops, in the order in which they are computed. Implement what you want to see.</summary>
/// <remarks>
/// <para>The calls of a step: <see cref="OnBegin"/>; <see cref="OnExample"/> for each of its examples; <see cref="OnGradient"/> for each
/// <see cref="GradientStage"/>; <see cref="OnChanges"/>. They come on the training thread. A view shows the loops' own numbers and is valid only during the
/// call: copy what is to be kept.</para>
/// <para>The network has the weights from before the step in all of these calls, and an observer cannot change it. If an observer throws, the step ends and the
/// network stays as it was; if <see cref="OnChanges"/> throws, the optimizer starts again, as before its first step, because it has already counted this
/// one.</para>
/// </remarks>
/// <example><code>
/// sealed class LargestDelta(Network network) : IStepObserver
/// {
///     public double Value { get; private set; }
///
///     public void OnExample(in ExampleView example)
///     {
///         foreach (Node node in network.OutputLayer.Nodes)
///             Value = Math.Max(Value, Math.Abs(example.Delta(node)));
///     }
/// }
/// </code></example>
public interface IStepObserver
{
    /// <summary>A step begins.</summary>
    /// <param name="rows">The numbers of its examples in the data set, from 0; empty for a single example that is in none.</param>
    void OnBegin(ReadOnlySpan<int> rows)
    {
    }

    /// <summary>An example has been through the forward and the backward pass.</summary>
    /// <param name="example">Its numbers.</param>
    void OnExample(in ExampleView example)
    {
    }

    /// <summary>The gradient of the whole step has reached a stage.</summary>
    /// <param name="stage">Which one.</param>
    /// <param name="gradient">The gradient.</param>
    void OnGradient(GradientStage stage, in GradientView gradient)
    {
    }

    /// <summary>The optimizer has said how every weight and bias changes; nothing is added yet. The last call of a step.</summary>
    /// <param name="changes">The changes.</param>
    void OnChanges(in ChangeView changes)
    {
    }
}
