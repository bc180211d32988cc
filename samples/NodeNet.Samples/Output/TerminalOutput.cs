using NodeNet.History;
using NodeNet.Training;
using Spectre.Console;

namespace NodeNet.Samples.Output;

/// <summary>A terminal: colours, tables with lines, and a bar that moves while a network learns.</summary>
public sealed class TerminalOutput(IAnsiConsole console) : LessonOutput
{
    private static readonly Style _title = new(Color.Teal, decoration: Decoration.Bold);
    private static readonly Style _result = new(Color.Teal);
    private static readonly Style _frame = new(Color.Grey);
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan _refresh = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    protected override void WriteTitle(string text)
    {
        console.Write(new Text(text, _title));
        console.WriteLine();
        console.Write(new Text(new string('─', Width), _frame));
        console.WriteLine();
    }

    /// <inheritdoc/>
    protected override void WriteHeading(string text)
    {
        console.Write(new Text(text, new Style(decoration: Decoration.Bold)));
        console.WriteLine();
    }

    /// <inheritdoc/>
    protected override void WriteLine(string text)
    {
        console.Write(new Text(text));
        console.WriteLine();
    }

    /// <inheritdoc/>
    protected override void WriteResult(string start, string value)
    {
        console.Write(new Text(start));
        console.Write(new Text(value, _result));
        console.WriteLine();
    }

    /// <inheritdoc/>
    protected override void WriteTable(string[] columns, string[][] rows, bool[] isNumeric)
    {
        Table table = new Table().Border(TableBorder.Rounded).BorderStyle(_frame);
        for (int c = 0; c < columns.Length; c++)
        {
            table.AddColumn(
                new TableColumn(new Text(columns[c], new Style(decoration: Decoration.Bold)))
                {
                    Alignment = isNumeric[c] ? Justify.Right : Justify.Left,
                    NoWrap = true,
                });
        }

        foreach (string[] row in rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        console.Write(table);
    }

    /// <summary>Trains on another thread, so that a bar can move; short trainings end before there is one.</summary>
    protected override TrainingResult Wait(string what, int epochs, Func<IProgress<EpochReport>, TrainingResult> training)
    {
        var latest = new Latest();
        Task<TrainingResult> task = Task.Run(() => training(latest));
        if (!Ends(task, _patience))
        {
            console.Progress()
                .AutoClear(true)
                .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
                .Start(context =>
                {
                    ProgressTask bar = context.AddTask(Markup.Escape(what), maxValue: epochs);
                    while (!Ends(task, _refresh))
                    {
                        if (latest.Epoch is not { } report) continue;
                        bar.Description = Markup.Escape($"{what}, {Describe(report)}");
                        bar.Value = report.Epoch;
                    }
                });
        }
        return task.GetAwaiter().GetResult();
    }

    // Unlike Task.Wait, does not throw when the task has failed.
    private static bool Ends(Task task, TimeSpan within) => ((IAsyncResult)task).AsyncWaitHandle.WaitOne(within);

    private sealed class Latest : IProgress<EpochReport>
    {
        private volatile EpochReport? _epoch;

        public EpochReport? Epoch => _epoch;

        public void Report(EpochReport value) => _epoch = value;
    }
}
