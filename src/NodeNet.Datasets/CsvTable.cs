using System.Globalization;
using NodeNet.Data;

namespace NodeNet.Datasets;

/// <summary>A table of text cells, as a CSV file holds it. Immutable.</summary>
/// <remarks>
/// <para>Read as RFC 4180 describes: a cell in double quotes may hold the delimiter, line breaks, and quotes written twice.
/// Empty lines are passed over. Every row must have as many cells as the header, or as the first row where there is no header.</para>
/// <para>Numbers are written with a decimal point and without thousands separators, in every culture.</para>
/// </remarks>
public sealed class CsvTable
{
    private readonly string[] _columns;
    private readonly CsvRow[] _rows;
    private readonly HashSet<string> _missing;
    private readonly string? _file;
    private readonly long _maximumBytes;

    internal CsvTable(string[] columns, CsvRow[] rows, HashSet<string> missing, string? file, long maximumBytes)
    {
        _columns = columns;
        _rows = rows;
        _missing = missing;
        _file = file;
        _maximumBytes = maximumBytes;
    }

    /// <summary>The names of the columns, all different.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>How many rows there are; the header is none.</summary>
    public int RowCount => _rows.Length;

    /// <summary>The text of one cell.</summary>
    /// <param name="row">The row, from 0; the header is none.</param>
    /// <param name="column">The name of the column.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="ArgumentException">There is no such column; the message lists those there are.</exception>
    public string this[int row, string column] => this[row, IndexOf(column)];

    /// <summary>The text of one cell.</summary>
    /// <param name="row">The row, from 0; the header is none.</param>
    /// <param name="column">The column, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    public string this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, RowCount);
            ArgumentOutOfRangeException.ThrowIfNegative(column);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, _columns.Length);
            return _rows[row].Cells[column];
        }
    }

    /// <summary>Reads a CSV file in UTF-8, or in UTF-16 with a byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it; null takes the defaults.</param>
    /// <exception cref="DataFormatException">The content is damaged: there is no row at all, rows of different lengths, a header name twice, quotes that do not match. The message names file, line and column.</exception>
    /// <exception cref="ArgumentException">A setting of <paramref name="options"/> is out of range.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static CsvTable Read(string path, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream stream = File.OpenRead(path);
        return CsvParsing.Read(stream, options ?? new CsvOptions(), path);
    }

    /// <summary>Reads CSV to the end of a text. The reader stays open.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="options">How to read it; null takes the defaults.</param>
    /// <exception cref="DataFormatException">The content is damaged, as with a file. The message names line and column.</exception>
    /// <exception cref="ArgumentException">A setting of <paramref name="options"/> is out of range.</exception>
    public static CsvTable Read(TextReader reader, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return CsvParsing.Read(reader, options ?? new CsvOptions());
    }

    /// <summary>Reads CSV from a string.</summary>
    /// <param name="text">The whole content.</param>
    /// <param name="options">How to read it; null takes the defaults.</param>
    /// <exception cref="DataFormatException">The content is damaged, as with a file. The message names line and column.</exception>
    /// <exception cref="ArgumentException">A setting of <paramref name="options"/> is out of range.</exception>
    public static CsvTable Parse(string text, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var reader = new StringReader(text);
        return Read(reader, options);
    }

    /// <summary>Whether a cell holds one of <see cref="CsvOptions.MissingValues"/>.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The name of the column.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public bool IsMissing(int row, string column) => _missing.Contains(this[row, column]);

    /// <summary>The rows that have a value in every column. The result may have no rows.</summary>
    public CsvTable DropMissing() => DropMissing(_columns);

    /// <summary>The rows that have a value in each of some columns. The result may have no rows.</summary>
    /// <param name="columns">Names of columns; others may have missing values.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public CsvTable DropMissing(params string[] columns)
    {
        int[] places = IndexesOf(columns);
        CsvRow[] complete = [.. _rows.Where(row => !places.Any(place => _missing.Contains(row.Cells[place])))];
        return new CsvTable(_columns, complete, _missing, _file, _maximumBytes);
    }

    /// <summary>A column of numbers.</summary>
    /// <param name="column">The name of the column.</param>
    /// <exception cref="DataFormatException">A cell is missing or is not a finite number; the message names line and column.</exception>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public double[] Numbers(string column)
    {
        int place = IndexOf(column);
        var numbers = new double[RowCount];
        for (int row = 0; row < numbers.Length; row++)
        {
            if (!TryNumber(Present(row, place), out numbers[row]))
                throw Trouble(row, place, $"\"{Shortened(_rows[row].Cells[place])}\" is not a finite number (written with a decimal point, as 1.5 or -2e-3).");
        }
        return numbers;
    }

    /// <summary>The different values of a column in ordinal order; a missing cell is not a value.</summary>
    /// <param name="column">The name of the column.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public string[] Categories(string column)
    {
        int place = IndexOf(column);
        return [.. _rows.Select(row => row.Cells[place]).Where(cell => !_missing.Contains(cell)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Makes a data set of some columns. Numbers stay as they are; categories become one-hot, a column for each of <see cref="Categories"/>.</summary>
    /// <param name="inputs">The columns to put into the network, in this order; at least one.</param>
    /// <param name="targets">The columns that the outputs should reach, in this order; at least one.</param>
    /// <param name="categories">
    /// Those of the columns that name categories although they look like numbers, such as class numbers. A column in which no cell is a number
    /// is one of categories without being named here.
    /// </param>
    /// <exception cref="DataFormatException">
    /// A cell is missing (see <see cref="DropMissing()"/>), or a column holds numbers in some rows and not in others and is not named in <paramref name="categories"/>;
    /// the message names line and column. Or the table has no rows, or its numbers would take more than <see cref="CsvOptions.MaximumBytes"/>.
    /// </exception>
    /// <exception cref="ArgumentException">There is no such column, or <paramref name="inputs"/> or <paramref name="targets"/> is empty.</exception>
    public DataSet ToDataSet(string[] inputs, string[] targets, string[]? categories = null)
    {
        CheckNotEmpty(inputs, nameof(inputs));
        CheckNotEmpty(targets, nameof(targets));
        if (RowCount == 0) throw DataFormatException.InCsv(_file, 1, null, null, "The table has no rows to make examples of.");
        int[] asCategories = IndexesOf(categories ?? []);
        return DataSet.From(RowsOf(IndexesOf(inputs), asCategories), RowsOf(IndexesOf(targets), asCategories));
    }

    /// <summary>The names of the inputs or targets that <see cref="ToDataSet"/> makes of some columns: "bill_length_mm" of numbers; "species=Adelie", "species=Chinstrap" and so on of categories.</summary>
    /// <param name="columns">Names of columns.</param>
    /// <param name="categories">As with <see cref="ToDataSet"/>.</param>
    /// <exception cref="DataFormatException">As with <see cref="ToDataSet"/>.</exception>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public IReadOnlyList<string> ColumnNamesOf(string[] columns, string[]? categories = null)
    {
        int[] asCategories = IndexesOf(categories ?? []);
        var names = new List<string>();
        foreach (int column in IndexesOf(columns))
        {
            if (IsCategory(column, asCategories)) names.AddRange(Categories(_columns[column]).Select(value => $"{_columns[column]}={value}"));
            else names.Add(_columns[column]);
        }
        return names;
    }

    /// <summary>"344 rows of species, island, …".</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{RowCount} {(RowCount == 1 ? "row" : "rows")} of {string.Join(", ", _columns)}");

    private Rows RowsOf(int[] columns, int[] asCategories)
    {
        int[] widths = [.. columns.Select(column => IsCategory(column, asCategories) ? Categories(_columns[column]).Length : 1)];
        int width = CheckedWidth(columns, widths);
        double[][] blocks = [.. columns.Select(column => IsCategory(column, asCategories) ? OneHotOf(column) : Numbers(_columns[column]))];
        var values = new double[RowCount * width];
        for (int row = 0; row < RowCount; row++)
        {
            int at = row * width;
            for (int i = 0; i < blocks.Length; at += widths[i], i++)
                blocks[i].AsSpan(row * widths[i], widths[i]).CopyTo(values.AsSpan(at));
        }
        return Rows.From(values, width);
    }

    /// <summary>How many columns of numbers there will be, if that is not too much.</summary>
    private int CheckedWidth(int[] columns, int[] widths)
    {
        long most = Math.Min(_maximumBytes / sizeof(double), Array.MaxLength);
        long width = widths.Sum(w => (long)w);
        if (width * RowCount <= most) return (int)width;
        int widest = Array.IndexOf(widths, widths.Max());
        throw DataFormatException.InCsv(_file, _rows[0].Line, columns[widest] + 1, _columns[columns[widest]], string.Create(
            CultureInfo.InvariantCulture,
            $"{RowCount} rows of {width} columns are {width * RowCount} numbers; the limit is {most} (CsvOptions.MaximumBytes, eight bytes a number). This column alone becomes {widths[widest]}: is it one of categories?"));
    }

    private double[] OneHotOf(int column)
    {
        string[] known = Categories(_columns[column]);
        var values = new double[RowCount * known.Length];
        for (int row = 0; row < RowCount; row++)
            values[row * known.Length + Array.BinarySearch(known, Present(row, column), StringComparer.Ordinal)] = 1.0;
        return values;
    }

    private bool IsCategory(int column, int[] asCategories)
    {
        if (asCategories.Contains(column)) return true;
        int firstNumber = -1;
        int firstText = -1;
        for (int row = 0; row < RowCount && (firstNumber < 0 || firstText < 0); row++)
        {
            if (TryNumber(Present(row, column), out _))
            {
                if (firstNumber < 0) firstNumber = row;
            }
            else if (firstText < 0)
            {
                firstText = row;
            }
        }
        // Guessing either way would be silent: a slip of the pen in a column of numbers would make every number a category.
        if (firstNumber >= 0 && firstText >= 0)
        {
            throw Trouble(firstText, column,
                $"\"{Shortened(_rows[firstText].Cells[column])}\" is not a finite number, but line {_rows[firstNumber].Line.ToString(CultureInfo.InvariantCulture)} has one. " +
                "Correct the cell, name its text in MissingValues, or name the column as one of categories.");
        }
        return firstText >= 0;
    }

    private string Present(int row, int column)
    {
        string cell = _rows[row].Cells[column];
        return _missing.Contains(cell) ? throw Trouble(row, column, $"The value is missing (\"{cell}\"); DropMissing leaves out such rows.") : cell;
    }

    private static bool TryNumber(string cell, out double number) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static string Shortened(string cell) => cell.Length <= 40 ? cell : cell[..40] + "…";

    private DataFormatException Trouble(int row, int column, string trouble) =>
        DataFormatException.InCsv(_file, _rows[row].Line, column + 1, _columns[column], trouble);

    private int IndexOf(string column)
    {
        ArgumentNullException.ThrowIfNull(column);
        int index = Array.IndexOf(_columns, column);
        return index >= 0 ? index : throw new ArgumentException($"There is no column \"{column}\"; there are {string.Join(", ", _columns)}.", nameof(column));
    }

    private int[] IndexesOf(string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return [.. columns.Select(IndexOf)];
    }

    private static void CheckNotEmpty(string[] columns, string name)
    {
        ArgumentNullException.ThrowIfNull(columns, name);
        if (columns.Length == 0) throw new ArgumentException($"{name} is empty; a data set needs at least one column there.", name);
    }
}

/// <summary>One row of a CSV file.</summary>
/// <param name="Line">The line, from 1, on which it begins.</param>
/// <param name="Cells">Its cells, without quotes.</param>
internal readonly record struct CsvRow(long Line, string[] Cells);
