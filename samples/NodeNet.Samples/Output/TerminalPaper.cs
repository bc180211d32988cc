using NodeNet.Training;
using Spectre.Console;

namespace NodeNet.Samples.Output;

/// <summary>A terminal: colours, tables with lines, and a bar that moves while a network learns.</summary>
public sealed class TerminalPaper(IAnsiConsole console) : Paper
{
    private static readonly Style _title = new(Color.Teal, decoration: Decoration.Bold);
    private static readonly Style _result = new(Color.Teal);
    private static readonly Style _frame = new(Color.Grey);

    /// <inheritdoc/>
    protected override void WriteTitle(string text)
    {
        console.Write(new Text(text, _title));
        console.WriteLine();
        console.Write(new Rule { Style = _frame, Border = BoxBorder.Square });
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
            table.AddColumn(new TableColumn(new Text(columns[c], new Style(decoration: Decoration.Bold))) { Alignment = isNumeric[c] ? Justify.Right : Justify.Left, NoWrap = true });
        foreach (string[] row in rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        console.Write(table);
    }

    /// <inheritdoc/>
    protected override TrainingResult Wait(string what, int epochs, Func<IProgress<EpochReport>, TrainingResult> training) =>
        console.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .Start(context => training(new Bar(context.AddTask(Markup.Escape(what), maxValue: epochs), what)));

    private sealed class Bar(ProgressTask task, string what) : IProgress<EpochReport>
    {
        public void Report(EpochReport value)
        {
            task.Description = Markup.Escape($"{what}, {Describe(value)}");
            task.Value = value.Epoch;
        }
    }
}
