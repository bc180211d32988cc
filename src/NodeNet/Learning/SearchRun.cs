using System.Diagnostics;

namespace NodeNet.Learning;

/// <summary>A search that is running: measures trials round by round.</summary>
internal sealed class SearchRun(Search search, FoldedTable parts, SearchTrial[] trials, TrialsFile? file, Stopwatch clock, SearchWatch watch)
{
    private readonly Lock _lock = new();
    private readonly int _total = SearchRung.Of(search.Method, trials.Length, search.Folds).Sum(rung => rung.Trials * rung.FoldCount);
    private SearchTrial? _best;
    private int _done;
    private int _measured; // in this process

    public void Climb(SearchRung rung, CancellationToken cancellation)
    {
        SearchTrial[] chosen = [.. SearchResult.Ranked(trials).Take(rung.Trials).OrderBy(trial => trial.Number)];
        int works = chosen.Length * rung.FoldCount;
        if (search.Runner is { } runner)
        {
            Elsewhere(runner, chosen, rung, cancellation);
            return;
        }
        TrialThreads.Run(works, search.MaxDegreeOfParallelism, work =>
        {
            SearchTrial trial = chosen[work / rung.FoldCount];
            int fold = rung.FirstFold + work % rung.FoldCount;
            bool isThere;
            lock (_lock) isThere = trial.IsMeasured(fold);
            if (!isThere) Measure(trial, fold, cancellation);
            lock (_lock) Report(trial, isThere);
        }, cancellation);
    }

    /// <summary>As on this process's threads, wherever the runner has its own.</summary>
    private void Elsewhere(ITrialRunner runner, SearchTrial[] chosen, SearchRung rung, CancellationToken cancellation)
    {
        var missing = new List<(SearchTrial Trial, int Fold)>();
        foreach (SearchTrial trial in chosen)
        {
            for (int fold = rung.FirstFold; fold < rung.FirstFold + rung.FoldCount; fold++)
            {
                if (trial.IsMeasured(fold)) Report(trial, wasThere: true);
                else missing.Add((trial, fold));
            }
        }
        LearnerTrial[] works = [
            .. missing.Select(one => new LearnerTrial { Learner = one.Trial.Learner, Folds = search.Folds, Seed = search.Seed, Fold = one.Fold }),
        ];
        if (works.Length == 0) return;
        runner.Run(parts.Table, works, (place, result) =>
        {
            (SearchTrial trial, int fold) = missing[place];
            if (result.Trouble is { } trouble)
            {
                trial.SetTrouble(fold, trouble);
                file?.AddTrouble(trial.Number, fold, trouble);
            }
            else
            {
                trial.Set(fold, result.Score, result.Epochs);
                file?.Add(trial.Number, fold, result.Score, result.Epochs);
            }
            Report(trial, wasThere: false);
        }, cancellation);
    }

    private void Measure(SearchTrial trial, int fold, CancellationToken cancellation)
    {
        using SearchWatch.Result span = watch.Begin(trial, fold);
        try
        {
            FoldResult result = parts.Test(trial.Learner, fold, cancellation);
            span.Measured(result.Score);
            lock (_lock)
            {
                trial.Set(fold, result.Score, result.Epochs);
                file?.Add(trial.Number, fold, result.Score, result.Epochs);
            }
        }
        catch (Exception trouble) when (trouble is ArgumentException or InvalidOperationException or Recipes.RecipeException or ArithmeticException)
        {
            span.Refused(trouble.Message);
            lock (_lock)
            {
                trial.SetTrouble(fold, trouble.Message);
                file?.AddTrouble(trial.Number, fold, trouble.Message);
            }
        }
    }

    private void Report(SearchTrial trial, bool wasThere)
    {
        _done++;
        _best = _best is null ? trial : SearchResult.Ranked([_best, trial])[0];
        if (wasThere) SearchWatch.TellKept();
        else _measured++;
        SearchWatch.TellBest(_best);
        if (search.Progress is null) return;
        TimeSpan left = _measured == 0 ? TimeSpan.Zero : clock.Elapsed / _measured * (_total - _done);
        search.Progress.Report(new SearchReport(_done, _total, _best.MeanScore, _best.Number, clock.Elapsed, left));
    }
}
