using System.Text.Json.Nodes;
using NodeNet.History;
using NodeNet.Tool.Output;
using NodeNet.Training;

namespace NodeNet.Tool.Watch;

/// <summary>What the live page shows: the epochs so far, of a long run some of them, and how it ended.</summary>
internal sealed class LiveCurves(string title, int mostEpochs) : IProgress<EpochReport>
{
    /// <summary>From here on every second epoch is left out, then every second of those, and so on. The first and the last are always there.</summary>
    public const int MostPoints = 2000;

    private readonly Lock _lock = new();
    private readonly List<EpochReport> _kept = [];
    private int _every = 1;
    private EpochReport? _last;
    private EpochReport? _best;
    private string? _ended;

    /// <summary>An epoch has ended.</summary>
    public void Report(EpochReport value)
    {
        lock (_lock)
        {
            _last = value;
            if (_best is null || value.Loss < _best.Loss) _best = value;
            if (value.Epoch != 1 && value.Epoch % _every != 0) return;
            _kept.Add(value);
            if (_kept.Count <= MostPoints) return;
            _every *= 2;
            _kept.RemoveAll(one => one.Epoch != 1 && one.Epoch % _every != 0);
        }
    }

    /// <summary>The training has ended.</summary>
    public void End(TrainingResult result)
    {
        lock (_lock) _ended = result.Explanation;
    }

    /// <summary>The state, as the page reads it.</summary>
    /// <param name="isOver">Whether the training has ended.</param>
    public JsonObject ToJson(out bool isOver)
    {
        List<EpochReport> shown;
        string? ended;
        EpochReport? best;
        lock (_lock) // only for as long as copying takes: the training waits for it
        {
            (shown, ended, best) = ([.. _kept], _ended, _best);
            if (_last is not null && (shown.Count == 0 || !ReferenceEquals(shown[^1], _last))) shown.Add(_last);
        }
        isOver = ended is not null;
        return new JsonObject
        {
            ["title"] = title,
            ["mostEpochs"] = mostEpochs,
            ["ended"] = ended,
            ["best"] = best is null ? null : new JsonObject { ["epoch"] = best.Epoch, ["loss"] = Json.Of(best.Loss) },
            ["epochs"] = new JsonArray([.. shown.Select(Point)]),
        };
    }

    private static JsonNode Point(EpochReport one) => new JsonObject
    {
        ["epoch"] = one.Epoch,
        ["loss"] = Json.Of(one.TrainingLoss ?? one.RunningLoss),
        ["validationLoss"] = Json.Of(one.ValidationLoss),
        ["accuracy"] = Json.Of(one.TrainingAccuracy ?? one.RunningAccuracy),
        ["validationAccuracy"] = Json.Of(one.ValidationAccuracy),
        ["rate"] = Json.Of(one.LearningRate),
        ["seconds"] = one.Elapsed.TotalSeconds,
    };
}
