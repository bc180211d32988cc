using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using NodeNet.History;
using Spectre.Console;

namespace NodeNet.Tool.Output;

/// <summary>What is seen while a model is trained: on a terminal how far a table was read, and then a bar; some lines elsewhere.</summary>
internal sealed class ProgressLine : IProgress<EpochReport>
{
    private const int MostLines = 10;

    private readonly int _epochs;
    private readonly TextWriter _error;
    private readonly ProgressTask? _task;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private volatile bool _hasBegun;
    private int _before; // epochs of a checkpoint

    private ProgressLine(int epochs, TextWriter error, ProgressTask? task) => (_epochs, _error, _task) = (epochs, error, task);

    /// <summary>Runs a training that reports its epochs.</summary>
    public static T Run<T>(int epochs, TextWriter error, bool isQuiet, Func<IProgress<EpochReport>?, T> train)
    {
        if (isQuiet) return train(null);
        if (TerminalOf(error) is not { } console) return train(new ProgressLine(epochs, error, null));
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn())
            .Start(context => train(new ProgressLine(epochs, error, context.AddTask("training", maxValue: epochs))));
    }

    /// <summary>Runs what reads a table before anything is learned. It is seen on a terminal alone.</summary>
    /// <param name="table">What the table is called.</param>
    /// <param name="error">Where it is seen.</param>
    /// <param name="isQuiet">Whether nothing is to be seen.</param>
    /// <param name="read">Reads; it may tell how many rows there are so far.</param>
    public static T RunReading<T>(string table, TextWriter error, bool isQuiet, Func<Action<long>?, T> read)
    {
        if (isQuiet || TerminalOf(error) is not { } console) return read(null);
        using PosixSignalRegistration byKey = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => console.Cursor.Show()); // it was hidden
        return console.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape($"Reading {table}"));
                task.IsIndeterminate = true;
                return read(rows => task.Description = Markup.Escape(Words(table, rows)));
            });
    }

    /// <summary>"Reading big.csv: 1,200,000 rows".</summary>
    public static string Words(string table, long rows) => string.Create(CultureInfo.InvariantCulture, $"Reading {table}: {rows:N0} rows");

    /// <summary>What is told of readings, until the first epoch has ended.</summary>
    public void Read(string table, long rows)
    {
        if (_task is not null && !_hasBegun) _task.Description = Markup.Escape(Words(table, rows));
    }

    private static IAnsiConsole? TerminalOf(TextWriter error)
    {
        TextWriter terminal = error is TerminalText shown ? shown.Inner : error;
        return Console.IsErrorRedirected || terminal != Console.Error ? null
            : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal) });
    }

    public void Report(EpochReport value)
    {
        if (!_hasBegun) _before = value.Epoch - 1;
        _hasBegun = true;
        if (_task is not null)
        {
            _task.Value = value.Epoch;
            _task.Description = Markup.Escape(value.ToString());
        }
        else if (value.Epoch == 1 || value.Epoch == _epochs || value.Epoch % Math.Max(1, _epochs / MostLines) == 0)
        {
            double left = _clock.Elapsed.TotalSeconds / (value.Epoch - _before) * (_epochs - value.Epoch);
            _error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value}{(left >= 1.0 ? $", at most {left:0} s left" : "")}"));
        }
    }
}
