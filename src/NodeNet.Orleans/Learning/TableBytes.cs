using NodeNet.Recipes;

namespace NodeNet.Orleans.Learning;

/// <summary>A table as bytes, and back: its cells, and what else a recipe asks of it, so that a message names the same line there as here.</summary>
internal static class TableBytes
{
    private const int Version = 1;

    public static byte[] Write(ITable table)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        int columns = table.ColumnNames.Count;
        writer.Write(Version);
        writer.Write(table.RowCount);
        writer.Write(columns);
        WriteText(writer, table.Name);
        for (int c = 0; c < columns; c++)
        {
            writer.Write(table.ColumnNames[c]);
            WriteText(writer, table.HintFor(c));
        }
        for (int row = 0; row < table.RowCount; row++)
        {
            writer.Write(table.PlaceOf(row));
            for (int c = 0; c < columns; c++) WriteCell(writer, table[row, c]);
        }
        WriteReadings(writer, table);
        writer.Flush();
        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">These are no bytes of a table, or of a later version of NodeNet.</exception>
    public static ITable Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        if (reader.ReadInt32() != Version) throw new InvalidDataException("The table in the cluster was written by another version of NodeNet.");
        int rows = reader.ReadInt32();
        int columns = reader.ReadInt32();
        string? name = ReadText(reader);
        var names = new string[columns];
        var hints = new string?[columns];
        for (int c = 0; c < columns; c++) (names[c], hints[c]) = (reader.ReadString(), ReadText(reader));
        var places = new string[rows];
        var cells = new Cell[rows][];
        for (int row = 0; row < rows; row++)
        {
            places[row] = reader.ReadString();
            cells[row] = [.. Enumerable.Range(0, columns).Select(_ => ReadCell(reader))];
        }
        var readings = new Dictionary<(string, CellKind), Cell>();
        for (int i = reader.ReadInt32(); i > 0; i--) readings[(reader.ReadString(), (CellKind)reader.ReadByte())] = ReadCell(reader);
        return new SentTable(name, names, hints, places, cells, readings);
    }

    /// <summary>Of the words in the table, those that it reads as numbers or dates in another way than programs write them.</summary>
    private static void WriteReadings(BinaryWriter writer, ITable table)
    {
        var words = new SortedSet<string>(StringComparer.Ordinal);
        for (int row = 0; row < table.RowCount; row++)
        {
            for (int c = 0; c < table.ColumnNames.Count; c++)
                if (table[row, c] is { Kind: CellKind.Text } cell) words.Add(cell.Text);
        }
        (string Word, CellKind Kind, Cell Cell)[] special = [
            .. words.SelectMany(word => ((CellKind[])[CellKind.Number, CellKind.Date]).Select(kind => (word, kind, table.ReadAs(word, kind))))
                .Where(one => one.Item3 != Cell.Parse(one.word, one.kind)),
        ];
        writer.Write(special.Length);
        foreach ((string word, CellKind kind, Cell cell) in special)
        {
            writer.Write(word);
            writer.Write((byte)kind);
            WriteCell(writer, cell);
        }
    }

    private static void WriteCell(BinaryWriter writer, Cell cell)
    {
        writer.Write((byte)cell.Kind);
        switch (cell.Kind)
        {
            case CellKind.Number: writer.Write(cell.Number); break;
            case CellKind.Text: writer.Write(cell.Text); break;
            case CellKind.Truth: writer.Write(cell.Truth); break;
            case CellKind.Date: writer.Write(cell.Date.Ticks); break;
        }
    }

    private static Cell ReadCell(BinaryReader reader) => (CellKind)reader.ReadByte() switch
    {
        CellKind.Number => new Cell(reader.ReadDouble()),
        CellKind.Text => new Cell(reader.ReadString()),
        CellKind.Truth => new Cell(reader.ReadBoolean()),
        CellKind.Date => new Cell(new DateTime(reader.ReadInt64())),
        _ => Cell.Missing,
    };

    private static void WriteText(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null) writer.Write(text);
    }

    private static string? ReadText(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;

    private sealed class SentTable(
        string? name, string[] names, string?[] hints, string[] places, Cell[][] cells, Dictionary<(string Word, CellKind Kind), Cell> readings) : ITable
    {
        public IReadOnlyList<string> ColumnNames => names;

        public int RowCount => cells.Length;

        public string? Name => name;

        public Cell this[int row, int column] => cells[row][column];

        public string PlaceOf(int row) => places[row];

        public string? HintFor(int column) => hints[column];

        public Cell ReadAs(string text, CellKind kind) => readings.TryGetValue((text, kind), out Cell cell) ? cell : Cell.Parse(text, kind);
    }
}
