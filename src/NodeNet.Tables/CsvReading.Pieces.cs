using nietras.SeparatedValues;

namespace NodeNet.Tables;

/// <content>A file in pieces: its columns' kinds are found in a first reading that keeps nothing, so each piece has those of the whole.</content>
internal sealed partial class CsvReading
{
    private long _line = 1;
    private bool _isFirstRow = true;
    private long? _linesBefore; // where the reading does not begin with the file

    /// <summary>Finds the kinds of the columns, then gives the rows piece by piece; at least one piece, which may have no rows.</summary>
    /// <exception cref="TableFormatException">The content is damaged.</exception>
    public static IEnumerable<Table> Pieces(CsvSource source, CsvOptions options, int pieceRows)
    {
        var reading = Guarded(source, () => new CsvReading(source, options) { _pieceRows = pieceRows }, () => 1);
        long line = 1;
        Guarded(source, () => reading.FindKinds(ref line), () => line);
        return reading.InPieces();
    }

    private static T Guarded<T>(CsvSource source, Func<T> read, Func<long> line)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException damage)
        {
            throw new TableFormatException(source.File, line(), null, null, $"The gzip file is damaged: {damage.Message}.", damage);
        }
    }

    private bool FindKinds(ref long line)
    {
        ReadRows(ref line);
        if (_header is null) throw Trouble(1, null, "The content is empty; there must be a header or a row.");
        while (Array.Exists(_columns, column => column.HasFailed))
        {
            EndReading();
            ReadRows(ref line);
        }
        if (_options.Delimiter is null && _text.Delimiter != ',') _notes.Insert(0, $"The cells are divided by {Named(_text.Delimiter)}.");
        return true;
    }

    private IEnumerable<Table> InPieces()
    {
        for (int c = 0; c < _columns.Length; c++) _columns[c].Begin();
        (_line, _isFirstRow, _bytes) = (_text.LinesBefore + 1, true, 0);
        using SepReader reader = _text.Open(out TextReader text);
        using TextReader closing = text;
        for (long rows = 0; ;)
        {
            Table piece = Guarded(_source, () => NextPiece(reader), () => _line);
            rows += piece.RowCount;
            if (rows > _rows || piece.RowCount < _pieceRows && rows < _rows) throw Trouble(_line, null, "The content changed while it was read.");
            if (piece.RowCount > 0 || rows == 0) yield return piece;
            if (piece.RowCount < _pieceRows) yield break;
        }
    }

    private Table NextPiece(SepReader reader)
    {
        _places = RowPlaces.InFile(_source.File);
        int rows = 0;
        for (; rows < _pieceRows && MoveNext(reader, _line); rows++)
        {
            SepReader.Row row = reader.Current;
            _line = (_linesBefore ?? _text.LinesBefore) + (_isFirstRow ? 1 : row.LineNumberFrom);
            _isFirstRow = false;
            bool isBlank = row.ColCount == 1 && row.Span.IsWhiteSpace();
            if (isBlank || _line == _header!.Line && !_header.IsRow)
            {
                rows--;
                continue;
            }
            CheckWidth(row, _line);
            _places.Add(_line);
            _bytes += sizeof(double) * (long)_columns.Length;
            AddRow(row, _line);
            if (Array.Exists(_columns, column => column.HasFailed)) throw Trouble(_line, null, "The content changed while it was read.");
        }
        var columns = new Column[_columns.Length];
        for (int c = 0; c < columns.Length; c++)
            columns[c] = _columns[c].ToPiece();
        _bytes = 0;
        return new Table(new TableHead(_header!.Names, _places, _options, _text.Delimiter, _notes), columns, rows);
    }

    private void Forget()
    {
        for (int c = 0; c < _columns.Length; c++) _columns[c].Forget();
        _bytes = 0;
    }
}
