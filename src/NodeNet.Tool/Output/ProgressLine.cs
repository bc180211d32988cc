using System.Diagnostics;
using System.Globalization;
using NodeNet.History;
using Spectre.Console;

namespace NodeNet.Tool.Output;

/// <summary>What is seen while a model is trained: a bar on a terminal, some lines elsewhere.</summary>
internal sealed class ProgressLine : IProgress<EpochReport>
{
    private const int MostLines = 10;

    private readonly int _epochs;
    private readonly TextWriter _error;
    private readonly ProgressTask? _task;
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    private ProgressLine(int epochs, TextWriter error, ProgressTask? task) => (_epochs, _error, _task) = (epochs, error, task);

    /// <summary>Runs a training that reports its epochs.</summary>
    public static T Run<T>(int epochs, TextWriter error, bool isQuiet, Func<IProgress<EpochReport>?, T> train)
    {
        if (isQuiet) return train(null);
        TextWriter terminal = error is TerminalText shown ? shown.Inner : error;
        if (Console.IsErrorRedirected || terminal != Console.Error) return train(new ProgressLine(epochs, error, null));
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn())
            .Start(context => train(new ProgressLine(epochs, error, context.AddTask("training", maxValue: epochs))));
    }

    public void Report(EpochReport value)
    {
        if (_task is not null)
        {
            _task.Value = value.Epoch;
            _task.Description = Markup.Escape(value.ToString());
        }
        else if (value.Epoch == 1 || value.Epoch == _epochs || value.Epoch % Math.Max(1, _epochs / MostLines) == 0)
        {
            double left = _clock.Elapsed.TotalSeconds / value.Epoch * (_epochs - value.Epoch);
            _error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value}{(left >= 1.0 ? $", at most {left:0} s left" : "")}"));
        }
    }
}
