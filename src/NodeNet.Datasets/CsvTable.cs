using System.Globalization;
using NodeNet.Data;

namespace NodeNet.Datasets;

/// <summary>A table of text cells, as a CSV file holds it. Immutable.</summary>
/// <remarks>
/// <para>Read as RFC 4180 describes: a cell in double quotes may hold the delimiter, line breaks, and quotes written twice.
/// Empty lines are passed over. Every row must have as many cells as the header, or as the first row where there is no header.</para>
/// <para>Numbers are written with a decimal point and without thousands separators, in every culture; <see cref="CsvOptions"/> can say otherwise. A column
/// of other people's numbers, of dates or of
/// identifiers is refused, not taken for one of categories, unless it is named one.</para>
/// </remarks>
public sealed class CsvTable
{
    private readonly CsvContext _context;
    private readonly CsvRow[] _rows;

    internal CsvTable(CsvContext context, CsvRow[] rows)
    {
        _context = context;
        _rows = rows;
    }

    /// <summary>The names of the columns, all different.</summary>
    public IReadOnlyList<string> Columns => _context.Columns;

    /// <summary>What divides the cells: that of <see cref="CsvOptions.Delimiter"/>, or the one that was found.</summary>
    public char Delimiter => _context.Delimiter;

    /// <summary>How many rows there are; the header is none.</summary>
    public int RowCount => _rows.Length;

    /// <summary>The text of one cell.</summary>
    /// <param name="row">The row, from 0; the header is none.</param>
    /// <param name="column">The name of the column.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="ArgumentException">There is no such column; the message lists those there are.</exception>
    public string this[int row, string column] => this[row, _context.IndexOf(column)];

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
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns.Count);
            return _rows[row].Cells[column];
        }
    }

    /// <summary>Reads a CSV file in UTF-8, or in UTF-16 with a byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it; null takes the defaults.</param>
    /// <exception cref="DataFormatException">The content is damaged: there is no row at all, rows of different lengths, a header name twice, quotes that do not
    /// match. The message names file, line and column.</exception>
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
    public bool IsMissing(int row, string column) => _context.IsMissing(this[row, column]);

    /// <summary>The rows that have a value in every column. The result may have no rows.</summary>
    public CsvTable DropMissing() => DropMissing(_context.Columns);

    /// <summary>The rows that have a value in each of some columns. The result may have no rows.</summary>
    /// <param name="columns">Names of columns; others may have missing values.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public CsvTable DropMissing(params string[] columns)
    {
        int[] places = _context.IndexesOf(columns);
        CsvRow[] complete = [.. _rows.Where(row => !Array.Exists(places, place => _context.IsMissing(row.Cells[place])))];
        return new CsvTable(_context, complete);
    }

    /// <summary>A column of numbers.</summary>
    /// <param name="column">The name of the column.</param>
    /// <exception cref="DataFormatException">A cell is missing or is not a finite number; the message names line and column.</exception>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public double[] Numbers(string column)
    {
        int place = _context.IndexOf(column);
        var numbers = new double[RowCount];
        for (int row = 0; row < numbers.Length; row++)
        {
            string cell = Present(row, place);
            if (!_context.Numbers.TryRead(cell, out numbers[row]))
            {
                string look = CsvNumbers.LookOf(cell) is { } form ? $" It looks like {form}." : "";
                throw Trouble(row, place, $"\"{Shortened(cell)}\" is not a finite number ({_context.Numbers.Form}).{look}");
            }
        }
        return numbers;
    }

    /// <summary>The different values of a column, in the order of numbers where all of them are numbers and otherwise in ordinal order; a missing cell is
    /// not a value.</summary>
    /// <param name="column">The name of the column.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public string[] Categories(string column)
    {
        int place = _context.IndexOf(column);
        IEnumerable<string> present = _rows.Select(row => row.Cells[place]).Where(cell => !_context.IsMissing(cell));
        string[] known = [.. present.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var numbers = new double[known.Length];
        for (int i = 0; i < known.Length; i++)
        {
            if (!_context.Numbers.TryRead(known[i], out numbers[i])) return known;
        }
        return [.. Enumerable.Range(0, known.Length).OrderBy(i => numbers[i]).Select(i => known[i])];
    }

    /// <summary>Makes a data set of some columns: <see cref="Encoding"/> of this table, applied to it. The set knows its <see cref="DataSet.InputNames"/>
    /// and <see cref="DataSet.ClassLabels"/>.</summary>
    /// <param name="inputs">The columns to put into the network, in this order; at least one.</param>
    /// <param name="targets">The columns that the outputs should reach, in this order; at least one.</param>
    /// <param name="categories">As with <see cref="Encoding"/>.</param>
    /// <exception cref="DataFormatException">As with <see cref="Encoding"/>; or the numbers would take more than
    /// <see cref="CsvOptions.MaximumBytes"/>.</exception>
    /// <exception cref="ArgumentException">As with <see cref="Encoding"/>.</exception>
    public DataSet ToDataSet(string[] inputs, string[] targets, string[]? categories = null) => ToDataSet(Encoding(inputs, targets, categories));

    /// <summary>Makes a data set of this table as it was made of another: a test table by the encoding of the training table.</summary>
    /// <param name="like">What columns become; its categories count, not those that happen to be in this table.</param>
    /// <exception cref="DataFormatException">A cell is missing, is no number or is none of the categories; the message names line and column. Or the table
    /// has no rows, or its numbers would take more than
    /// <see cref="CsvOptions.MaximumBytes"/>.</exception>
    /// <exception cref="ArgumentException">The table lacks one of the columns.</exception>
    public DataSet ToDataSet(TableEncoding like)
    {
        ArgumentNullException.ThrowIfNull(like);
        return DataSet.From(RowsOf(like.InputColumns), RowsOf(like.TargetColumns)).WithNames(like.InputNames, like.ClassLabels);
    }

    /// <summary>The inputs alone, for rows of which the targets are not known.</summary>
    /// <param name="like">What columns become.</param>
    /// <exception cref="DataFormatException">As with <see cref="ToDataSet(TableEncoding)"/>.</exception>
    /// <exception cref="ArgumentException">The table lacks one of the columns.</exception>
    public Rows ToInputs(TableEncoding like)
    {
        ArgumentNullException.ThrowIfNull(like);
        return RowsOf(like.InputColumns);
    }

    /// <summary>
    /// How columns of this table become numbers, to be used on every other table, too. Numbers stay as they are. Categories become one-hot, a column for
    /// each of <see cref="Categories"/>;
    /// of a target with two categories there is a single column, 0 for the first and 1 for the second, as one <c>Sigmoid</c> node learns it
    /// (<see cref="TableEncoding.WithOneHotTargets"/> makes two).
    /// </summary>
    /// <param name="inputs">The columns to put into the network, in this order; at least one.</param>
    /// <param name="targets">The columns that the outputs should reach, in this order; at least one.</param>
    /// <param name="categories">
    /// Those of the columns that name categories although they do not look so: class numbers, dates, identifiers. A column in which no cell is a number is
    /// one of categories without being named here, unless
    /// most of its cells look like numbers or dates in another form, or nearly every value is another.
    /// </param>
    /// <exception cref="DataFormatException">
    /// A cell is missing (see <see cref="DropMissing()"/>), or a column that is not named in <paramref name="categories"/> holds numbers in some rows and
    /// not in others, or numbers in another form, dates or
    /// identifiers; the message names line and column, and what helps. Or all rows have one category as target, or the table has no rows.
    /// </exception>
    /// <exception cref="ArgumentException">There is no such column, <paramref name="inputs"/> or <paramref name="targets"/> is empty, or a column is there
    /// twice.</exception>
    public TableEncoding Encoding(string[] inputs, string[] targets, string[]? categories = null)
    {
        CheckNames(inputs, nameof(inputs));
        CheckNames(targets, nameof(targets));
        if (RowCount == 0) throw DataFormatException.InCsv(_context.File, 1, null, null, "The table has no rows to make examples of.");
        HashSet<int> named = [.. _context.IndexesOf(categories ?? [])];
        EncodedColumn[] encoded = [.. targets.Select(column => Encoded(column, named))];
        foreach (EncodedColumn target in encoded)
        {
            if (target.Categories is not [var only]) continue;
            int place = _context.IndexOf(target.Column);
            for (int row = 0; row < RowCount; row++)
                Present(row, place); // a gap is the trouble that is named first
            throw Trouble(0, place, $"The target is \"{Shortened(only)}\" in every row; there is nothing to tell apart.");
        }
        return new TableEncoding([.. inputs.Select(column => Encoded(column, named))], encoded, areOneHot: false);
    }

    /// <summary>"344 rows of species, island, …".</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{RowCount} {(RowCount == 1 ? "row" : "rows")} of {string.Join(", ", Columns)}");

    private EncodedColumn Encoded(string column, HashSet<int> named) =>
        new(column, ColumnKind.IsCategory(_context, _rows, _context.IndexOf(column), named) ? Categories(column) : null);

    private Rows RowsOf(IReadOnlyList<EncodedColumn> columns)
    {
        if (RowCount == 0) throw DataFormatException.InCsv(_context.File, 1, null, null, "The table has no rows to make examples of.");
        int[] places = [.. columns.Select(column => _context.IndexOf(column.Column))];
        int width = CheckedWidth(columns, places);
        var values = new double[RowCount * width];
        int at = 0;
        for (int i = 0; i < columns.Count; at += columns[i].Width, i++)
        {
            if (columns[i].Categories is not null) FillCategories(columns[i], places[i], values, at, width);
            else FillNumbers(columns[i], values, at, width);
        }
        return Rows.From(values, width);
    }

    private void FillNumbers(EncodedColumn column, double[] values, int at, int width)
    {
        double[] numbers = Numbers(column.Column);
        for (int row = 0; row < RowCount; row++)
            values[row * width + at] = numbers[row];
    }

    private void FillCategories(EncodedColumn column, int place, double[] values, int at, int width)
    {
        for (int row = 0; row < RowCount; row++)
        {
            string cell = Present(row, place);
            int category = column.PlaceOf(cell);
            if (category < 0)
                throw Trouble(row, place, $"\"{Shortened(cell)}\" is none of the categories that the encoding knows: {column.Listed}.");
            if (column.Width > 1) values[row * width + at + category] = 1.0;
            else values[row * width + at] = column.IsBinary ? category : 1.0;
        }
    }

    /// <summary>How many columns of numbers there will be, if that is not too much.</summary>
    private int CheckedWidth(IReadOnlyList<EncodedColumn> columns, int[] places)
    {
        long most = Math.Min(_context.Options.MaximumBytes / sizeof(double), Array.MaxLength);
        long width = columns.Sum(column => (long)column.Width);
        if (width * RowCount <= most) return (int)width;
        int widest = Enumerable.Range(0, columns.Count).MaxBy(i => columns[i].Width);
        throw Trouble(0, places[widest], string.Create(
            CultureInfo.InvariantCulture,
            $"{RowCount} rows of {width} columns are {width * RowCount} numbers; the limit is {most} (CsvOptions.MaximumBytes, eight bytes a number). " +
            $"This column alone becomes {columns[widest].Width}: is it one of categories?"));
    }

    private string Present(int row, int column) => ColumnKind.Present(_context, _rows[row], column);

    private DataFormatException Trouble(int row, int column, string trouble) => _context.Trouble(_rows[row], column, trouble);

    private static string Shortened(string cell) => ColumnKind.Shortened(cell);

    private void CheckNames(string[] columns, string name)
    {
        ArgumentNullException.ThrowIfNull(columns, name);
        if (columns.Length == 0) throw new ArgumentException($"{name} is empty; a data set needs at least one column there.", name);
        int[] places = _context.IndexesOf(columns);
        if (places.Distinct().Count() < places.Length) throw new ArgumentException($"{name} names a column twice.", name);
    }
}
