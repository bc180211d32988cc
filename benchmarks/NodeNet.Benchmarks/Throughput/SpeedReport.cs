using System.Globalization;

namespace NodeNet.Benchmarks.Throughput;

/// <summary>What was measured, for people and for programs.</summary>
internal sealed class SpeedReport
{
    private readonly Settings _settings;
    private readonly double[] _sorted;

    public SpeedReport(Settings settings, double[] samplesPerSecond)
    {
        _settings = settings;
        _sorted = [.. samplesPerSecond.Order()];
    }

    private double Median => _sorted[_sorted.Length / 2];

    private double ConnectionsPerSecond => Median * _settings.Connections;

    /// <summary>One line, in the form of the yardstick's.</summary>
    public string ToJson() => string.Create(CultureInfo.InvariantCulture,
        $$"""
        {"engine":"{{_settings.EngineText}}","network":"{{_settings.NetworkText}}",
        "batch":{{_settings.Batch}},"precision":"{{_settings.PrecisionText}}","threads":{{_settings.Threads}},"mode":"{{_settings.ModeText}}",
        "silent":{{_settings.Silent:g6}},"samples_per_second":{"median":{{Median:g6}},"min":{{_sorted[0]:g6}},"max":{{_sorted[^1]:g6}}},
        "connection_updates_per_second":{{ConnectionsPerSecond:g4}}}
        """).ReplaceLineEndings("");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"""
        {_settings.NetworkText}, {What}
        samples/s: {Median:N0} (from {_sorted[0]:N0} to {_sorted[^1]:N0} in {_sorted.Length} x {_settings.Seconds:0.###} s)
        {(_settings.Mode == Mode.Train ? "connection updates/s" : "connections/s")}: {ConnectionsPerSecond:0.00e+0}
        """);

    private string What => _settings.Mode switch
    {
        Mode.Train => $"train, batch {_settings.Batch}, {_settings.PrecisionText}, {_settings.Threads} {(_settings.Threads == 1 ? "thread" : "threads")}, "
            + $"{(_settings.Engine == Engine.Fast ? "fast" : "reference")} loops, {(_settings.Shuffle ? "shuffled" : "in order")}",
        Mode.Predict => $"{_settings.EngineText}, predict {_settings.Rows} rows a call, {_settings.PrecisionText}",
        _ => $"{_settings.EngineText}, predict one row a call, {_settings.PrecisionText}",
    };
}
