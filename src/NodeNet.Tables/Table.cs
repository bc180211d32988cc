using System.Globalization;
using NodeNet.Data;
using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <summary>A table of named columns, each of numbers, words, dates, or yes and no, with gaps. Immutable.</summary>
/// <remarks>
/// <para>It comes from a CSV file (<see cref="ReadCsv(string, CsvOptions)"/>), a database (<see cref="From(System.Data.Common.DbDataReader)"/>), records
/// of a program (<see cref="From{T}(IEnumerable{T})"/>) or columns (<see cref="FromColumns"/>). Everything else makes a new table of it.</para>
/// <para>It keeps eight bytes for each number and date, four for each word, each different word of a column once, and one for each yes or no.</para>
/// </remarks>
/// <example><code>
/// Table table = Table.ReadCsv("penguins.csv");
/// (Table train, Table test) = table.SplitStratified("species", testFraction: 0.2, seed: 1);
/// Console.WriteLine(table.Describe());
/// </code></example>
public sealed partial class Table : ITable
{
    private readonly TableHead _head;
    private readonly Column[] _columns;
    private readonly int[]? _source; // for each row, which it was in the first table; null if none was left out

    internal Table(TableHead head, Column[] columns, int rowCount, int[]? source = null)
    {
        _head = head;
        _columns = columns;
        RowCount = rowCount;
        _source = source;
    }

    /// <summary>The names of the columns, all different.</summary>
    public IReadOnlyList<string> ColumnNames => Array.AsReadOnly(_head.Names);

    /// <summary>The number of columns.</summary>
    public int ColumnCount => _columns.Length;

    /// <inheritdoc/>
    public int RowCount { get; }

    /// <summary>
    /// What was found out or guessed when the table was read: the delimiter, that there is no header, columns of words that look like something else
    /// (<see cref="HintFor"/>), whole numbers too large to be told apart, decimal points beside decimal commas. Empty where there is nothing to say.
    /// </summary>
    public IReadOnlyList<string> Notes
    {
        get
        {
            var hints = Enumerable.Range(0, ColumnCount).Select(c => (Name: _head.Names[c], Hint: HintFor(c))).Where(column => column.Hint is not null);
            return Array.AsReadOnly<string>([.. _head.Notes, .. hints.Select(column => $"{column.Name}: {column.Hint}"), .. NumberNotes()]);
        }
    }

    /// <summary>A cell.</summary>
    /// <param name="row">The row, from 0; the header is none.</param>
    /// <param name="column">The column, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    public Cell this[int row, int column]
    {
        get
        {
            CheckRow(row);
            return ColumnAt(column)[row];
        }
    }

    /// <summary>A cell.</summary>
    /// <param name="row">The row, from 0; the header is none.</param>
    /// <param name="column">The name of the column.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="ArgumentException">There is no such column; the message lists those there are.</exception>
    public Cell this[int row, string column] => this[row, IndexOf(column)];

    /// <summary>The place of a column, from 0.</summary>
    /// <param name="column">Its name.</param>
    /// <exception cref="ArgumentException">There is no such column; the message lists those there are.</exception>
    public int IndexOf(string column)
    {
        ArgumentNullException.ThrowIfNull(column);
        int place = _head.IndexOf(column);
        if (place >= 0) return place;
        string hint = ColumnCount == 1 && _head.Options is not null
            ? " A single column: are its cells divided by something that CsvOptions.Delimiter should name?"
            : "";
        string file = Name is null ? "" : Name + ": ";
        throw new ArgumentException($"{file}There is no column \"{TableText.Shown(column)}\"; there {Listed(_head.Names)}.{hint}", nameof(column));
    }

    /// <summary>What the cells of a column hold; <see cref="CellKind.Missing"/> if none has a value.</summary>
    /// <param name="column">The name of the column.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public CellKind KindOf(string column) => _columns[IndexOf(column)].Kind;

    /// <summary>Whether a cell has no value.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The name of the column.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public bool IsMissing(int row, string column)
    {
        CheckRow(row);
        return _columns[IndexOf(column)].IsMissing(row);
    }

    /// <summary>Where a row stands: "penguins.csv, line 17"; of a table that comes from no file, "row 16", counted from 1.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public string PlaceOf(int row)
    {
        CheckRow(row);
        return _head.Places.Of(_source is null ? row : _source[row]);
    }

    /// <summary>The file that the table comes from, as it was named; null where there is none.</summary>
    public string? Name => _head.Places.File;

    /// <summary>How the table was written, with the delimiter that was found; null of a table that comes from no text. <see cref="CsvOptions.Of"/> makes
    /// options of it that read further tables in the same way.</summary>
    public TableForm? Form => _head.Form;

    /// <inheritdoc/>
    /// <remarks>Of a table that was text, in the form in which it was read: with a decimal comma, 12.345 is no number.</remarks>
    public Cell ReadAs(string text, CellKind kind)
    {
        if (_head.Options is null) return Cell.Parse(text, kind);
        if (kind == CellKind.Number) return _head.Forms.TryReadNumber(text, out double number, isCode: true) ? number : Cell.Missing;
        return kind == CellKind.Date && _head.Forms.TryReadDate(text, out DateTime date) ? date : Cell.Parse(text, kind);
    }

    /// <summary>The numbers of a column as they are kept: NaN where one is missing.</summary>
    /// <param name="column">The name of a column of numbers.</param>
    /// <exception cref="ArgumentException">There is no such column, or it is not one of numbers; the message says what its cells look like.</exception>
    public ReadOnlySpan<double> NumbersOf(string column)
    {
        int place = IndexOf(column);
        if (_columns[place] is NumberColumn numbers) return numbers.Values;
        string hint = HintFor(place) is { } look ? $" {look}" : "";
        throw new ArgumentException($"Column \"{column}\" holds {NameOf(_columns[place].Kind)}, not numbers.{hint}", nameof(column));
    }

    /// <summary>Columns of numbers without gaps, side by side.</summary>
    /// <param name="columns">The names of columns of numbers, in the order wanted; at least one.</param>
    /// <exception cref="ArgumentException">There is no such column, one is not of numbers, a number is missing or infinite (the message says where), or there
    /// are no rows.</exception>
    public Rows Numbers(params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Length == 0) throw new ArgumentException("There must be at least one column.", nameof(columns));
        if (RowCount == 0) throw new ArgumentException("The table has no rows.", nameof(columns));
        var values = new double[checked(RowCount * columns.Length)];
        for (int c = 0; c < columns.Length; c++)
        {
            ReadOnlySpan<double> numbers = NumbersOf(columns[c]);
            for (int row = 0; row < numbers.Length; row++)
            {
                if (!double.IsFinite(numbers[row]))
                {
                    string trouble = double.IsNaN(numbers[row]) ? "the value is missing; DropMissing leaves out such rows" : "the number is infinite";
                    throw new ArgumentException($"{PlaceOf(row)}, column {columns[c]}: {trouble}.", nameof(columns));
                }
                values[row * columns.Length + c] = numbers[row];
            }
        }
        return Data.Rows.From(values, columns.Length);
    }

    /// <summary>The different values of a column in their order: numbers and dates ascending, no before yes, words in the order of the numbers that they are,
    /// or else ordinal. A gap is no value.</summary>
    /// <param name="column">The name of the column.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public IReadOnlyList<Cell> DistinctOf(string column)
    {
        Column cells = _columns[IndexOf(column)];
        var distinct = new HashSet<Cell>();
        for (int row = 0; row < RowCount; row++)
        {
            if (!cells.IsMissing(row)) distinct.Add(cells[row]);
        }
        return Array.AsReadOnly(CellOrder.Sorted([.. distinct]));
    }

    /// <summary>"344 rows of 8 columns: species (words), island (words), bill_length_mm (numbers), …".</summary>
    public override string ToString()
    {
        string[] columns = [.. _head.Names.Zip(_columns, (name, column) => $"{name} ({NameOf(column.Kind)})")];
        return $"{TableText.Count(RowCount, "row")} of {TableText.Count(ColumnCount, "column")}: {TableText.List(columns)}";
    }

    /// <summary>"are a, b, c", shortened if they are many.</summary>
    internal static string Listed(string[] names) => names.Length switch
    {
        0 => "are no columns",
        1 => $"is {TableText.Shown(names[0])}",
        <= 40 => TableText.Line($"are {string.Join(", ", names)}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"are {TableText.List(names, most: 40)} ({names.Length} columns)"),
    };

    internal static string NameOf(CellKind kind) => kind switch
    {
        CellKind.Number => "numbers",
        CellKind.Text => "words",
        CellKind.Date => "dates",
        CellKind.Truth => "yes or no",
        _ => "nothing",
    };

    internal Column ColumnAt(int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, ColumnCount);
        return _columns[column];
    }

    private void CheckRow(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, RowCount);
    }
}
