using NodeNet.Drawing.Replay;
using NodeNet.Inspection;

namespace NodeNet.Drawing;

/// <summary>Replays of training steps: <c>ledger.SaveReplay("step.html")</c> makes a page to step through, forward and back.</summary>
/// <remarks>A replay is one HTML file that loads nothing from elsewhere. The same steps and options give the same file, byte for byte.</remarks>
public static class ReplayExtensions
{
    /// <summary>Saves a step as a page to step through, alone or beside another step of the same network: one with another learning rate, or with a
    /// mistake.</summary>
    /// <param name="ledger">The step.</param>
    /// <param name="path">Where to; by convention it ends in ".html". A file that is there is replaced.</param>
    /// <param name="compareWith">The step to show beside it, or null.</param>
    /// <param name="options">Title, names and digits; null for the defaults.</param>
    /// <exception cref="ArgumentException">The two steps are of networks with other nodes or connections, or there are too many numbers for a page (more than
    /// 500 000).</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void SaveReplay(this StepLedger ledger, string path, StepLedger? compareWith = null, ReplayOptions? options = null) =>
        File.WriteAllText(Guard.NotNull(path), ToReplay(ledger, compareWith, options));

    /// <summary>As <see cref="SaveReplay(StepLedger, string, StepLedger?, ReplayOptions?)"/>, as text.</summary>
    /// <param name="ledger">The step.</param>
    /// <param name="compareWith">The step to show beside it, or null.</param>
    /// <param name="options">Title, names and digits; null for the defaults.</param>
    /// <returns>The page, as HTML.</returns>
    /// <exception cref="ArgumentException">The two steps are of networks with other nodes or connections, or there are too many numbers for a page (more than
    /// 500 000).</exception>
    public static string ToReplay(this StepLedger ledger, StepLedger? compareWith = null, ReplayOptions? options = null) =>
        ToReplay([Guard.NotNull(ledger)], compareWith is null ? null : [compareWith], options);

    /// <summary>Saves recorded steps, one after the other, as a page to step through, alone or beside other steps from the same start.</summary>
    /// <param name="steps">The steps of a training run, in their order; at least one.</param>
    /// <param name="path">Where to; by convention it ends in ".html". A file that is there is replaced.</param>
    /// <param name="compareWith">The steps to show beside them, or null.</param>
    /// <param name="options">Title, names and digits; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no step; the steps are of networks with other nodes or connections; or there are too many numbers for a
    /// page (more than 500 000).</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void SaveReplay(
        this IReadOnlyList<StepLedger> steps, string path, IReadOnlyList<StepLedger>? compareWith = null, ReplayOptions? options = null) =>
        File.WriteAllText(Guard.NotNull(path), ToReplay(steps, compareWith, options));

    /// <summary>As <see cref="SaveReplay(IReadOnlyList{StepLedger}, string, IReadOnlyList{StepLedger}?, ReplayOptions?)"/>, as text.</summary>
    /// <param name="steps">The steps of a training run, in their order; at least one.</param>
    /// <param name="compareWith">The steps to show beside them, or null.</param>
    /// <param name="options">Title, names and digits; null for the defaults.</param>
    /// <returns>The page, as HTML.</returns>
    /// <exception cref="ArgumentException">There is no step; the steps are of networks with other nodes or connections; or there are too many numbers for a
    /// page (more than 500 000).</exception>
    public static string ToReplay(this IReadOnlyList<StepLedger> steps, IReadOnlyList<StepLedger>? compareWith = null, ReplayOptions? options = null)
    {
        options ??= new ReplayOptions();
        Check(steps, nameof(steps));
        ReplayRun run = ReplayRun.Of(options.Name ?? ReplayRun.Right(steps[0], compareWith is [StepLedger other, ..] ? other : null), steps);
        if (compareWith is null) return ReplayBuilder.Build(run, null, options);
        Check(compareWith, nameof(compareWith));
        return ReplayBuilder.Build(run, ReplayRun.Of(options.OtherName, compareWith), options);
    }

    /// <summary>Saves the recorded steps of a training run as a page to step through, alone or beside another run of the same network.</summary>
    /// <param name="run">The run.</param>
    /// <param name="path">Where to; by convention it ends in ".html". A file that is there is replaced.</param>
    /// <param name="compareWith">The run to show beside it, or null: its steps of the same numbers stand beside this run's.</param>
    /// <param name="options">Title, names and digits; null for the defaults.</param>
    /// <exception cref="ArgumentException">The runs are of networks with other nodes or connections, or there are too many numbers for a page (more than 500
    /// 000): record fewer ledgers (<see cref="RunRecording.MostLedgers"/>).</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void SaveReplay(this RecordedRun run, string path, RecordedRun? compareWith = null, ReplayOptions? options = null) =>
        File.WriteAllText(Guard.NotNull(path), ToReplay(run, compareWith, options));

    /// <summary>As <see cref="SaveReplay(RecordedRun, string, RecordedRun?, ReplayOptions?)"/>, as text.</summary>
    /// <param name="run">The run.</param>
    /// <param name="compareWith">The run to show beside it, or null.</param>
    /// <param name="options">Title, names and digits; null for the defaults.</param>
    /// <returns>The page, as HTML.</returns>
    /// <exception cref="ArgumentException">The runs are of networks with other nodes or connections, or there are too many numbers for a page (more than 500
    /// 000): record fewer ledgers (<see cref="RunRecording.MostLedgers"/>).</exception>
    public static string ToReplay(this RecordedRun run, RecordedRun? compareWith = null, ReplayOptions? options = null)
    {
        Guard.NotNull(run);
        options ??= new ReplayOptions();
        return ReplayBuilder.Build(ReplayRun.Of(options.Name, run), compareWith is null ? null : ReplayRun.Of(options.OtherName, compareWith), options);
    }

    private static void Check(IReadOnlyList<StepLedger> steps, string name)
    {
        Guard.NotNull(steps, name);
        if (steps.Count == 0 || steps.Contains(null!)) throw new ArgumentException($"{name} must hold at least one step, and no null.", name);
    }
}
