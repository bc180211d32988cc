using System.Diagnostics;
using System.Diagnostics.Metrics;
using NodeNet.Training;

namespace NodeNet.Learning;

/// <summary>Tells listeners of a search (<see cref="Watching"/>): a span for the search and one for each result, and figures. docs/watching.md says what each
/// is.</summary>
internal sealed class SearchWatch : IDisposable
{
    private static readonly Counter<long> _results = Watching.Meter.CreateCounter<long>(
        "nodenet.search.results", "{result}", "Results of a trial on a part, by outcome.");

    private static readonly Gauge<double> _best = Watching.Meter.CreateGauge<double>("nodenet.search.best_score", null, "The best mean score so far.");

    private static readonly Histogram<double> _duration = Watching.Meter.CreateHistogram<double>(
        "nodenet.search.result.duration", "s", "How long a trial took on a part.");

    private readonly Activity? _search = Watching.Source.StartActivity("nodenet.search");

    /// <summary>A search begins.</summary>
    public SearchWatch(Search search)
    {
        if (_search is not { IsAllDataRequested: true }) return;
        _search.SetTag("nodenet.search.method", search.Method.ToString())
            .SetTag("nodenet.search.parts", search.Folds)
            .SetTag("nodenet.seed", search.Seed);
    }

    /// <summary>A trial begins on a part.</summary>
    public Result Begin(SearchTrial trial, int fold) => new(_search, trial, fold);

    /// <summary>A trial is the best so far.</summary>
    public static void TellBest(SearchTrial best)
    {
        if (_best.Enabled && best.MeanScore is var score && !double.IsNaN(score)) _best.Record(score);
    }

    /// <summary>A result was there already: it came from the trials file.</summary>
    public static void TellKept() => Count("kept");

    /// <inheritdoc/>
    public void Dispose() => _search?.Dispose();

    private static void Count(string outcome) => _results.Add(1, new KeyValuePair<string, object?>("nodenet.outcome", outcome));

    /// <summary>A trial that is being measured on a part.</summary>
    internal readonly struct Result : IDisposable
    {
        private readonly Activity? _span;
        private readonly long _began;

        public Result(Activity? search, SearchTrial trial, int fold)
        {
            // The trials run on threads of a pool: the search is named as the parent.
            _span = search is null ? null : Watching.Source.StartActivity("nodenet.trial", ActivityKind.Internal, search.Context);
            _began = _duration.Enabled ? Stopwatch.GetTimestamp() : 0;
            if (_span is not { IsAllDataRequested: true }) return;
            _span.SetTag("nodenet.trial", trial.Number).SetTag("nodenet.part", fold).SetTag("nodenet.settings", string.Join(", ", trial.Settings));
        }

        /// <summary>It has a score; NaN if the training diverged.</summary>
        public void Measured(double score)
        {
            _span?.SetTag("nodenet.score", score);
            Count(double.IsNaN(score) ? "diverged" : "measured");
        }

        /// <summary>It was refused.</summary>
        public void Refused(string trouble)
        {
            _span?.SetStatus(ActivityStatusCode.Error, trouble);
            Count("refused");
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            if (_began != 0) _duration.Record(Stopwatch.GetElapsedTime(_began).TotalSeconds);
            _span?.Dispose();
        }
    }
}
