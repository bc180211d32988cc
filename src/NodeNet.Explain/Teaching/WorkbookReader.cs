using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace NodeNet.Teaching;

/// <summary>Reads the first sheet of a workbook (.xlsx) as rows of text: what a learner saved is answered for, whatever program wrote it.</summary>
internal static class WorkbookReader
{
    // Far more than any sheet of a step has; a hostile file must not fill the memory.
    private const long MostBytes = 32 << 20;
    private const int MostRows = 100_000;
    private const int MostColumns = 64;

    private static readonly XmlReaderSettings _settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>Whether a file is a zip archive, as workbooks are.</summary>
    public static bool IsWorkbook(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\u0003\u0004"u8);

    /// <summary>The rows' texts; null where the file is no workbook that can be read.</summary>
    public static List<List<string>>? TryRead(byte[] bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            List<string> shared = zip.GetEntry("xl/sharedStrings.xml") is { } texts ? SharedTexts(Open(texts)) : [];
            ZipArchiveEntry? sheet = zip.Entries
                .Where(entry => entry.FullName.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase)
                    && entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
                .OrderBy(entry => entry.FullName.Length).ThenBy(entry => entry.FullName, StringComparer.Ordinal).FirstOrDefault();
            return sheet is null ? null : Rows(Open(sheet), shared);
        }
        catch (Exception wrong) when (wrong is InvalidDataException or XmlException or FormatException or OverflowException or NotSupportedException)
        {
            return null;
        }
    }

    private static XmlReader Open(ZipArchiveEntry entry)
    {
        // What the archive says of its size may be a lie; it is counted while it is read.
        using Stream stream = entry.Open();
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        for (int count = stream.Read(buffer); count > 0; count = stream.Read(buffer))
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > MostBytes) throw new InvalidDataException($"{entry.FullName} is too large for a sheet.");
        }
        return XmlReader.Create(new MemoryStream(bytes.ToArray()), _settings);
    }

    private static List<string> SharedTexts(XmlReader xml)
    {
        var texts = new List<string>();
        while (xml.ReadToFollowing("si", Namespace(xml)))
        {
            using XmlReader text = xml.ReadSubtree();
            texts.Add(TextIn(text));
        }
        return texts;
    }

    private static List<List<string>> Rows(XmlReader xml, List<string> shared)
    {
        var rows = new List<List<string>>();
        while (xml.ReadToFollowing("row", Namespace(xml)))
        {
            if (rows.Count == MostRows) throw new InvalidDataException("Too many rows.");
            using XmlReader row = xml.ReadSubtree();
            rows.Add(Row(row, shared));
        }
        return rows;
    }

    private static List<string> Row(XmlReader xml, List<string> shared)
    {
        var cells = new List<string>();
        while (xml.ReadToFollowing("c", Namespace(xml)))
        {
            int column = xml.GetAttribute("r") is { } place ? ColumnOf(place) : cells.Count;
            string? type = xml.GetAttribute("t");
            string text;
            using (XmlReader cell = xml.ReadSubtree())
                text = type == "inlineStr" ? TextIn(cell) : ValueIn(cell);
            if (column >= MostColumns) continue;
            while (cells.Count <= column) cells.Add("");
            cells[column] = type == "s" ? shared.ElementAtOrDefault(int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)) ?? "" : text;
        }
        return cells;
    }

    private static string Namespace(XmlReader xml)
    {
        xml.MoveToContent();
        return xml.NamespaceURI;
    }

    /// <summary>What the elements t hold, one after the other; without what is spoken of a text in another script (rPh).</summary>
    private static string TextIn(XmlReader xml)
    {
        var text = new System.Text.StringBuilder();
        xml.Read();
        while (!xml.EOF)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "rPh" }) xml.Skip();
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "t" }) text.Append(xml.ReadElementContentAsString());
            else xml.Read();
        }
        return text.ToString();
    }

    private static string ValueIn(XmlReader xml)
    {
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "v" }) return xml.ReadElementContentAsString();
        }
        return "";
    }

    /// <summary>"D12" is column 3.</summary>
    private static int ColumnOf(string place)
    {
        int column = 0;
        foreach (char letter in place)
        {
            if (!char.IsAsciiLetterUpper(letter)) break;
            column = Math.Min(column * 26 + letter - 'A' + 1, MostColumns + 1);
        }
        return Math.Max(0, column - 1);
    }
}
