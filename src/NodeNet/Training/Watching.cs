using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace NodeNet.Training;

/// <summary>Where .NET's own tools (dotnet-counters, OpenTelemetry, a <see cref="MeterListener"/> or <see cref="ActivityListener"/>) find what a training
/// tells of itself while it runs. docs/watching.md lists every figure.</summary>
/// <remarks>
/// <para>While nobody listens nothing is measured for it. The length of the gradient and the share of dead nodes take passes over some examples: they are
/// computed only while somebody listens to just these.</para>
/// <para>Figures are reported on the training thread between epochs. A listener may look at them and at nothing else: what it throws comes out of the training,
/// and the network then holds the weights of the end of the epoch.</para>
/// </remarks>
public static class Watching
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>: "NodeNet", as in <c>AddSource(Watching.Name)</c> and
    /// <c>AddMeter(Watching.Name)</c> of OpenTelemetry.</summary>
    public const string Name = "NodeNet";

    /// <summary>At how many examples, taken evenly from the training set, the gradient and the dead nodes are looked at: 256.</summary>
    public const int SampledExamples = 256;

    internal static ActivitySource Source { get; } = new(Name);

    internal static Meter Meter { get; } = new(Name);
}
