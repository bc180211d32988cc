using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>Listeners hear every training of the process: these tests run alone.</summary>
[CollectionDefinition(nameof(Listening), DisableParallelization = true)]
public sealed class Listening;

/// <summary>A MeterListener that writes down what NodeNet reports.</summary>
internal sealed class Figures : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, string Tag, double Value)> _heard = [];

    /// <summary>Listens to instruments of some names; to all if none is given.</summary>
    public Figures(params string[] names)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != Watching.Name) return;
            Published.Add(instrument.Name);
            if (names.Length == 0 || names.Contains(instrument.Name)) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _heard.Enqueue((instrument.Name, Tag(tags), value)));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _heard.Enqueue((instrument.Name, Tag(tags), value)));
        _listener.Start();
    }

    public List<string> Published { get; } = [];

    public IReadOnlyCollection<string> Names => [.. _heard.Select(one => one.Name).Distinct().Order(StringComparer.Ordinal)];

    public double[] Of(string name, string tag = "") => [.. _heard.Where(one => one.Name == name && one.Tag == tag).Select(one => one.Value)];

    public void Dispose() => _listener.Dispose();

    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.Length == 0 ? "" : $"{tags[0].Value}";
}

/// <summary>An ActivityListener that keeps the spans of NodeNet that have ended.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _ended = [];

    public Spans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Watching.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public Activity[] Of(string name) => [.. _ended.Where(span => span.OperationName == name).OrderBy(span => span.StartTimeUtc)];

    public void Dispose() => _listener.Dispose();
}
