using System.Globalization;
using System.Runtime.CompilerServices;
using nietras.SeparatedValues;
using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <summary>Reads a CSV file into typed columns. Sep finds rows and cells; quotes, widths, kinds and limits are checked here.</summary>
internal sealed partial class CsvReading
{
    private readonly CsvOptions _options;
    private readonly CsvText _text;
    private readonly CsvSource _source;
    private readonly CellForms _forms;
    private RowPlaces _places;
    private readonly List<string> _notes = [];
    private CsvHeader? _header;
    private CsvColumn[] _columns = [];
    private long _bytes;
    private long _rows;
    private int _pieceRows; // how many rows are kept at a time while kinds are looked for; 0: all

    private CsvReading(CsvSource source, CsvOptions options)
    {
        options.Validate();
        _options = options;
        _source = source;
        _forms = new CellForms(options);
        _text = new CsvText(source, options);
        _places = RowPlaces.InFile(source.File);
    }

    /// <exception cref="TableFormatException">The content is damaged.</exception>
    public static Table Read(CsvSource source, CsvOptions options)
    {
        long line = 1;
        try
        {
            return new CsvReading(source, options).Read(ref line);
        }
        catch (InvalidDataException damage)
        {
            throw new TableFormatException(source.File, line, null, null, $"The gzip file is damaged: {damage.Message}.", damage);
        }
    }

    private Table Read(ref long line)
    {
        ReadRows(ref line);
        if (_header is null) throw Trouble(1, null, "The content is empty; there must be a header or a row.");
        while (Array.Exists(_columns, column => column.HasFailed))
        {
            EndReading();
            ReadRows(ref line);
        }
        EndReading();
        var columns = new Column[_columns.Length];
        for (int c = 0; c < columns.Length; c++)
            columns[c] = _columns[c].ToColumn();
        if (_options.Delimiter is null && _text.Delimiter != ',') _notes.Insert(0, $"The cells are divided by {Named(_text.Delimiter)}.");
        return new Table(new TableHead(_header.Names, _places, _options, _text.Delimiter, _notes), columns, checked((int)_rows));
    }

    private void EndReading()
    {
        for (int c = 0; c < _columns.Length; c++)
            _columns[c].End();
    }

    /// <summary>Reads the whole file: all columns the first time, then those that did not fit.</summary>
    private void ReadRows(ref long line)
    {
        bool isFirstTime = _header is null;
        bool isFirstRow = true;
        long rows = 0;
        using SepReader reader = _text.Open(out TextReader text);
        using TextReader closing = text;
        line = _text.LinesBefore + 1;
        while (MoveNext(reader, line))
        {
            SepReader.Row row = reader.Current;
            // Sep counts the first row's line as its end.
            line = _text.LinesBefore + (isFirstRow ? 1 : row.LineNumberFrom);
            isFirstRow = false;
            if (row.ColCount == 1 && row.Span.IsWhiteSpace()) continue;
            if (_header is null)
            {
                _header = CsvHeader.Of(CellsOf(row, line), line, _options, _forms, _source);
                BeginColumns(line);
                if (_header.IsRow) _notes.AddRange(_header.Note is { } note ? [note] : []);
            }
            if (rows == 0 && line == _header.Line && !_header.IsRow) continue;
            if (isFirstTime)
            {
                CheckWidth(row, line);
                if (_pieceRows == 0) _places.Add(line);
                _bytes += sizeof(double) * (long)_columns.Length;
            }
            AddRow(row, line);
            rows++;
            if (_pieceRows > 0 && rows % _pieceRows == 0) Forget();
        }
        if (!isFirstTime && rows != _rows) throw Trouble(line, null, "The content changed while it was read.");
        _rows = rows;
    }

    private bool MoveNext(SepReader reader, long line)
    {
        try
        {
            return reader.MoveNext();
        }
        catch (NotSupportedException tooLong)
        {
            throw new TableFormatException(_source.File, line, null, null,
                "A row after this line does not end within 16777216 characters, the most that a row may have: is a quote never closed?", tooLong);
        }
    }

    private void BeginColumns(long line)
    {
        _columns = new CsvColumn[_header!.Names.Length];
        foreach ((string name, CellKind kind) in _options.ColumnKinds)
        {
            int column = Array.IndexOf(_header.Names, name);
            if (column < 0)
            {
                throw Trouble(line, null,
                    $"CsvOptions.ColumnKinds names a column \"{TableText.Shown(name)}\"; there {Table.Listed(_header.Names)}.");
            }
            _columns[column].Name(kind);
        }
    }

    private void AddRow(SepReader.Row row, long line)
    {
        bool hasQuotes = row.Span.Contains('"');
        bool isPlain = !hasQuotes && _forms.ArePlain;
        for (int c = 0; c < _columns.Length; c++)
        {
            ref CsvColumn column = ref _columns[c];
            if (column.IsDone || column.HasFailed) continue;
            SepReader.Col col = row[c];
            if (isPlain && column.Numbers is { } numbers && col.TryParse(out double number) && IsPlain(col.Span, number)) numbers.Add(number);
            else AddCell(ref column, c, col.Span, hasQuotes, line);
        }
        if (_bytes > _options.MaximumBytes)
        {
            throw Trouble(line, null, string.Create(
                CultureInfo.InvariantCulture, $"The table would take more than {_options.MaximumBytes} bytes (CsvOptions.MaximumBytes)."));
        }
    }

    /// <summary>Neither infinite nor a code with needless zeros, and without what Sep takes for separators of groups.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsPlain(ReadOnlySpan<char> cell, double number) =>
        double.IsFinite(number) && cell[0] > ' ' && (cell.Length == 1 || cell[0] is >= '1' and <= '9' || !CellForms.HasNeedlessZero(cell))
        && (_text.Delimiter == ',' || !cell.Contains(','));

    private void AddCell(ref CsvColumn column, int c, ReadOnlySpan<char> raw, bool hasQuotes, long line)
    {
        ReadOnlySpan<char> cell = hasQuotes || _options.TrimSpaces ? Content(raw, c, line) : raw;
        if (_forms.IsMissing(cell))
        {
            column.AddMissing();
            return;
        }
        if (!column.Add(cell, _forms))
        {
            throw Trouble(line, c, $"\"{TableText.Shown(cell.ToString())}\" is not {NameOf(column.Kind)}, which CsvOptions.ColumnKinds says the column holds" +
                $"{(column.Kind == CellKind.Number ? $" ({_forms.NumberForm})" : "")}.{LookOf(cell.ToString())}");
        }
        if (column.NewWord is not { } word) return;
        CheckDecoding(word, c, line);
        _bytes += 64 + sizeof(char) * (long)word.Length;
    }

    private ReadOnlySpan<char> Content(ReadOnlySpan<char> raw, int c, long line)
    {
        ReadOnlySpan<char> cell = CellText.Of(raw, _options.TrimSpaces, out string? trouble);
        return trouble is null ? cell : throw new TableFormatException(_source.File, line, c + 1, null, trouble);
    }

    /// <summary>Another encoding would otherwise turn silently into replacement characters.</summary>
    private void CheckDecoding(string word, int c, long line)
    {
        if (!_source.IsDecoded || !word.Contains('\uFFFD')) return;
        throw new TableFormatException(
            _source.File, line, c + 1, null,
            $"The bytes are not {_options.Encoding.WebName}: name the file's encoding in CsvOptions.Encoding, as windows-1252.");
    }

    private string[] CellsOf(SepReader.Row row, long line)
    {
        var cells = new string[row.ColCount];
        for (int c = 0; c < cells.Length; c++)
        {
            cells[c] = Content(row[c].Span, c, line).ToString();
            CheckDecoding(cells[c], c, line);
        }
        return cells;
    }

    private void CheckWidth(SepReader.Row row, long line)
    {
        int width = row.ColCount;
        string[] names = _header!.Names;
        if (width == names.Length) return;
        for (int c = 0; c < width; c++) Content(row[c].Span, c, line); // a wrong quote is the trouble that is named first
        if (width < names.Length)
        {
            throw new TableFormatException(
                _source.File, line, width + 1, names[width], $"The row ends before this column; it has {width} of {names.Length} cells.");
        }
        string hint = names.Length > 1
            ? ""
            : $", divided by {Named(_text.Delimiter)} (CsvOptions.Delimiter). If line {_header.Line} is a title, CsvOptions.SkipLines passes over it";
        throw new TableFormatException(_source.File, line, names.Length + 1, null,
            $"The row goes on beyond the {TableText.Count(names.Length, "column")}; it has {width} cells{hint}.");
    }

    private TableFormatException Trouble(long line, int? column, string trouble) =>
        new(_source.File, line, column + 1, column is { } c ? _header?.Names[c] : null, trouble);

    private string LookOf(string cell) => ForeignForms.LookOf(cell, _options.DecimalSeparator) is { } look ? $" It looks like {look}." : "";

    private static string Named(char delimiter) => delimiter switch { '\t' => "tabs", ' ' => "spaces", _ => $"'{delimiter}'" };

    private static string NameOf(CellKind kind) => kind switch
    {
        CellKind.Number => "a finite number",
        CellKind.Date => "a date",
        CellKind.Truth => "yes or no",
        _ => "a word",
    };
}
