using nietras.SeparatedValues;
using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <content>A file whose rows are read again and again, from several places.</content>
internal sealed partial class CsvReading
{
    private CsvReading(CsvReading found)
    {
        (_options, _source, _forms, _text, _header, _notes, _rows) =
            (found._options, found._source, found._forms, found._text, found._header, found._notes, found._rows);
        _places = RowPlaces.InFile(_source.File);
        _columns = [.. found._columns];
        for (int c = 0; c < _columns.Length; c++) _columns[c].Begin();
    }

    /// <summary>A file that can be read group by group: the kinds of its columns are found now.</summary>
    /// <exception cref="TableFormatException">The content is damaged.</exception>
    public static ITableSource Source(string path, CsvOptions options)
    {
        CsvSource source = CsvSource.Of(path, options.Encoding);
        long line = 1;
        CsvReading found = Guarded(source, () => new CsvReading(source, options) { _pieceRows = Table.DefaultPieceRows }, () => line);
        CsvIndex index = CsvIndex.Of(path, options, found._text.Delimiter); // before the kinds: what changes meanwhile is seen
        Guarded(source, () => found.FindKinds(ref line), () => line);
        return new FileSource(path, found, index);
    }

    /// <summary>The rows of a group that does not begin the file.</summary>
    /// <param name="stream">The bytes of the group.</param>
    /// <param name="linesBefore">How many lines come before it.</param>
    private Table GroupOf(Stream stream, long linesBefore)
    {
        using var text = new StreamReader(stream, _options.Encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16, leaveOpen: true);
        using SepReader reader = Sep.New(_text.Delimiter).Reader(reading => reading with { HasHeader = false, DisableColCountCheck = true })
            .From(new WholeLineEnds(text));
        (_line, _isFirstRow, _linesBefore, _pieceRows) = (linesBefore + 1, true, linesBefore, int.MaxValue);
        return NextPiece(reader);
    }

    private sealed class FileSource(string path, CsvReading found, CsvIndex index) : ITableSource
    {
        public string Name => path;

        public IReadOnlyList<string> ColumnNames { get; } = Array.AsReadOnly(found._header!.Names);

        public TableForm? Form { get; } = found._options.FormWith(found._text.Delimiter);

        public int GroupCount => index.Groups.Count;

        public IEnumerable<TablePiece> Read(IReadOnlyList<int> groups)
        {
            ArgumentNullException.ThrowIfNull(groups);
            return index.File.Watched(() => Pieces(groups));
        }

        private IEnumerable<TablePiece> Pieces(IReadOnlyList<int> groups)
        {
            var reading = new CsvReading(found) { _pieceRows = Table.DefaultPieceRows };
            if (index.Groups.Count == 1)
            {
                if (groups.Count == 0) yield break;
                foreach (Table piece in reading.InPieces()) yield return new TablePiece(0, piece);
                yield break;
            }
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            foreach (int group in groups)
            {
                (long start, long lines) = index.Groups[group];
                long end = group + 1 < index.Groups.Count ? index.Groups[group + 1].Offset : index.File.Length;
                using var bytes = new PartOfStream(file, start, end - start);
                yield return new TablePiece(group, group == 0 ? reading.FirstGroup(bytes) : reading.GroupOf(bytes, lines));
            }
        }
    }

    private Table FirstGroup(Stream stream)
    {
        using var text = new StreamReader(stream, _options.Encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16, leaveOpen: true);
        using SepReader reader = _text.Rows(text);
        (_line, _isFirstRow, _linesBefore, _pieceRows) = (_text.LinesBefore + 1, true, _text.LinesBefore, int.MaxValue);
        return NextPiece(reader);
    }
}
