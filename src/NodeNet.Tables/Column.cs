using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <summary>One column of a table, all of whose cells hold the same kind of thing or nothing. Immutable.</summary>
internal abstract class Column
{
    /// <summary>What its cells hold; <see cref="CellKind.Missing"/> if there is nothing in any of them.</summary>
    public abstract CellKind Kind { get; }

    public abstract Cell this[int row] { get; }

    public abstract bool IsMissing(int row);

    /// <summary>Some of its rows, in the order given.</summary>
    public abstract Column Take(ReadOnlySpan<int> rows);

    /// <summary>For each row a number that is the same where the cells are the same, from 0 in order of first appearance.</summary>
    /// <param name="count">The number of rows.</param>
    public int[] Codes(int count)
    {
        var known = new Dictionary<Cell, int>();
        var codes = new int[count];
        for (int row = 0; row < codes.Length; row++)
        {
            Cell cell = this[row];
            if (!known.TryGetValue(cell, out codes[row])) known.Add(cell, codes[row] = known.Count);
        }
        return codes;
    }

    protected static T[] Taken<T>(T[] values, ReadOnlySpan<int> rows)
    {
        var taken = new T[rows.Length];
        for (int i = 0; i < taken.Length; i++)
            taken[i] = values[rows[i]];
        return taken;
    }
}

/// <summary>Numbers; NaN where one is missing.</summary>
internal sealed class NumberColumn(double[] values) : Column
{
    public ReadOnlySpan<double> Values => values;

    public override CellKind Kind => CellKind.Number;

    public override Cell this[int row] => new(values[row]);

    public override bool IsMissing(int row) => double.IsNaN(values[row]);

    public override Column Take(ReadOnlySpan<int> rows) => new NumberColumn(Taken(values, rows));
}

/// <summary>Words, each different one once, and for each row which it is; −1 where one is missing.</summary>
internal sealed class TextColumn(int[] codes, string[] words, bool isNamed) : Column
{
    public const int None = -1;

    /// <summary>The different words, in order of first appearance; some may be in no row of this column.</summary>
    public ReadOnlySpan<string> Words => words;

    public ReadOnlySpan<int> WordOf => codes;

    /// <summary>Whether the caller said that it holds words; what they look like is then no matter.</summary>
    public bool IsNamed => isNamed;

    public override CellKind Kind => CellKind.Text;

    public override Cell this[int row] => codes[row] == None ? Cell.Missing : new Cell(words[codes[row]]);

    public override bool IsMissing(int row) => codes[row] == None;

    public override Column Take(ReadOnlySpan<int> rows) => new TextColumn(Taken(codes, rows), words, isNamed);
}

/// <summary>Dates as ticks; <see cref="None"/> where one is missing.</summary>
internal sealed class DateColumn(long[] ticks) : Column
{
    public const long None = -1;

    public override CellKind Kind => CellKind.Date;

    public override Cell this[int row] => ticks[row] == None ? Cell.Missing : new Cell(new DateTime(ticks[row]));

    public override bool IsMissing(int row) => ticks[row] == None;

    public override Column Take(ReadOnlySpan<int> rows) => new DateColumn(Taken(ticks, rows));
}

/// <summary>Yes (1) and no (0); <see cref="None"/> where one is missing.</summary>
internal sealed class TruthColumn(sbyte[] truths) : Column
{
    public const sbyte None = -1;

    public override CellKind Kind => CellKind.Truth;

    public override Cell this[int row] => truths[row] == None ? Cell.Missing : new Cell(truths[row] == 1);

    public override bool IsMissing(int row) => truths[row] == None;

    public override Column Take(ReadOnlySpan<int> rows) => new TruthColumn(Taken(truths, rows));
}

/// <summary>Nothing in any row.</summary>
internal sealed class EmptyColumn : Column
{
    public static readonly EmptyColumn Instance = new();

    public override CellKind Kind => CellKind.Missing;

    public override Cell this[int row] => Cell.Missing;

    public override bool IsMissing(int row) => true;

    public override Column Take(ReadOnlySpan<int> rows) => this;
}
