using NodeNet.History;
using NodeNet.Training;

namespace NodeNet.Samples.Output;

/// <summary>Plain lines, the same at every run: for files, pipes and tests.</summary>
public sealed class PlainOutput(TextWriter writer) : LessonOutput
{
    /// <inheritdoc/>
    protected override void WriteTitle(string text)
    {
        writer.WriteLine(text);
        writer.WriteLine(new string('=', text.Length));
    }

    /// <inheritdoc/>
    protected override void WriteHeading(string text)
    {
        writer.WriteLine(text);
        writer.WriteLine(new string('-', text.Length));
    }

    /// <inheritdoc/>
    protected override void WriteLine(string text) => writer.WriteLine(text);

    /// <inheritdoc/>
    protected override void WriteResult(string start, string value) => writer.WriteLine(start + value);

    /// <inheritdoc/>
    protected override void WriteTable(string[] columns, string[][] rows, bool[] isNumeric)
    {
        int[] widths = [.. columns.Select((column, c) => rows.Select(row => row[c].Length).Append(column.Length).Max())];
        WriteRow(columns);
        WriteRow([.. widths.Select(width => new string('-', width))]);
        foreach (string[] row in rows)
            WriteRow(row);

        void WriteRow(string[] cells) =>
            writer.WriteLine(
                ("  " + string.Join("  ", cells.Select((cell, c) => isNumeric[c] ? cell.PadLeft(widths[c]) : cell.PadRight(widths[c])))).TrimEnd());
    }

    /// <inheritdoc/>
    protected override TrainingResult Wait(string what, int epochs, Func<IProgress<EpochReport>, TrainingResult> training) => training(new Nobody());

    private sealed class Nobody : IProgress<EpochReport>
    {
        public void Report(EpochReport value)
        {
        }
    }
}
