using System.CommandLine;
using NodeNet.History;
using NodeNet.TensorBoard;
using NodeNet.Tool.Output;
using NodeNet.Tool.Watch;
using NodeNet.Training;

namespace NodeNet.Tool.Input;

/// <summary>How a training is watched: a page in the browser, TensorBoard, a table of its epochs.</summary>
internal sealed class WatchArguments
{
    private readonly Option<bool> _page = new("--watch") { Description = "Shows the curves in a browser while it learns, on this machine only." };
    private readonly Option<string?> _folder = new("--tensorboard") { Description = "The folder of a run for TensorBoard, as runs/first." };
    private readonly Option<string?> _history = new("--history") { Description = "Writes the losses by epochs, as loss.csv." };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_page, _folder, _history]) command.Add(option);
    }

    /// <summary>The file of the epochs, which must be another than all others.</summary>
    public string? HistoryOf(ParseResult parsed) => parsed.GetValue(_history);

    /// <summary>Begins to watch.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="title">What is trained.</param>
    /// <param name="epochs">How many epochs there are at most.</param>
    /// <param name="error">Where the page's address is told.</param>
    public Watchers Start(ParseResult parsed, string title, int epochs, TextWriter error) => new(
        parsed.GetValue(_page) ? new LiveCurves(title, epochs) : null, parsed.GetValue(_folder) is { } folder ? new TensorBoardLog(folder) : null,
        parsed.GetValue(_history), error);
}

/// <summary>Those who watch one training.</summary>
internal sealed class Watchers : IDisposable
{
    private readonly LiveCurves? _curves;
    private readonly LiveServer? _server;
    private readonly TensorBoardLog? _log;
    private readonly string? _history;

    public Watchers(LiveCurves? curves, TensorBoardLog? log, string? history, TextWriter error)
    {
        (_curves, _log, _history) = (curves, log, history);
        if (_curves is null) return;
        _server = new LiveServer(_curves);
        error.WriteLine($"watch it at {_server.Address}");
    }

    /// <summary>Other watchers together with these; null if there is none.</summary>
    public IProgress<EpochReport>? With(params IProgress<EpochReport>?[] others)
    {
        IProgress<EpochReport>[] all = [.. others.Concat([_curves, _log]).OfType<IProgress<EpochReport>>()];
        return all.Length == 0 ? null : new Together(all);
    }

    /// <summary>The training has ended.</summary>
    public void End(TrainingResult result)
    {
        if (_history is not null) OutputFile.Write(_history, place => File.WriteAllText(place, result.History.ToCsv()));
        _curves?.End(result);
        _server?.WaitForPage();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server?.Dispose();
        _log?.Dispose();
    }

    private sealed class Together(IProgress<EpochReport>[] all) : IProgress<EpochReport>
    {
        public void Report(EpochReport value)
        {
            foreach (IProgress<EpochReport> one in all) one.Report(value);
        }
    }
}
