using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace NodeNet.Export.Workbooks;

/// <summary>Writes sheets as an Office Open XML workbook (.xlsx): ECMA-376, the parts that a reader must find and no more. The same sheets give the same
/// bytes.</summary>
internal static partial class XlsxFile
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    // The earliest time that a zip file can hold.
    private static readonly DateTimeOffset _noTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="stream">Where to.</param>
    /// <param name="sheets">The sheets.</param>
    /// <param name="names">Names of cells, with their places.</param>
    /// <param name="hasValues">Whether formulas have their values beside them; without, every program must calculate them.</param>
    public static void Write(Stream stream, IReadOnlyList<Sheet> sheets, IReadOnlyList<(string Name, string Place)> names, bool hasValues)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        IEnumerable<int> numbers = Enumerable.Range(1, sheets.Count);
        string parts = string.Concat(numbers.Select(i => $"<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"{Types}.worksheet+xml\"/>"));
        Add(zip, "[Content_Types].xml",
            $"<Types xmlns=\"{Package}/content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{Types}.sheet.main+xml\"/>"
                + $"{parts}<Override PartName=\"/xl/styles.xml\" ContentType=\"{Types}.styles+xml\"/></Types>");
        Add(zip, "_rels/.rels",
            $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"rId1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/>"
                + "</Relationships>");
        string list = string.Concat(numbers.Select(i => $"<sheet name=\"{sheets[i - 1].Name}\" sheetId=\"{i}\" r:id=\"rId{i}\"/>"));
        string defined = string.Concat(names.Select(name => $"<definedName name=\"{name.Name}\">{name.Place}</definedName>"));
        if (defined.Length > 0) defined = $"<definedNames>{defined}</definedNames>";
        Add(zip, "xl/workbook.xml",
            $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets>{list}</sheets>{defined}<calcPr fullCalcOnLoad=\"1\"/></workbook>");
        string related = string.Concat(numbers.Select(i => $"<Relationship Id=\"rId{i}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>"));
        Add(zip, "xl/_rels/workbook.xml.rels",
            $"<Relationships xmlns=\"{Package}/relationships\">{related}<Relationship Id=\"rId{sheets.Count + 1}\" Type=\"{Office}/styles\" "
                + "Target=\"styles.xml\"/></Relationships>");
        Add(zip, "xl/styles.xml", Styles());
        foreach ((int i, Sheet sheet) in sheets.Index()) Add(zip, $"xl/worksheets/sheet{i + 1}.xml", text => WriteSheet(text, sheet, hasValues));
    }

    /// <summary>In the order of <see cref="SheetStyle"/>.</summary>
    private static string Styles()
    {
        const string Zero = "borderId=\"0\" xfId=\"0\"";
        return $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts>"
            + "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
            + "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill "
            + "patternType=\"solid\"><fgColor rgb=\"FFFFF2CC\"/></patternFill></fill></fills>"
            + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
            + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"5\">"
            + $"<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" {Zero}/><xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" {Zero} applyFont=\"1\"/>"
            + $"<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" {Zero} applyNumberFormat=\"1\"/><xf numFmtId=\"0\" fontId=\"0\" fillId=\"2\" {Zero} "
            + $"applyFill=\"1\"/><xf numFmtId=\"164\" fontId=\"0\" fillId=\"2\" {Zero} applyNumberFormat=\"1\" applyFill=\"1\"/></cellXfs></styleSheet>";
    }

    /// <summary>A sheet goes to the file cell by cell: its text, of a hundred megabytes for a wide model, is nowhere in whole.</summary>
    private static void WriteSheet(TextWriter text, Sheet sheet, bool hasValues)
    {
        text.Write($"<worksheet xmlns=\"{Main}\">");
        if (sheet.HeadRows > 0)
        {
            text.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"{sheet.HeadRows}\" topLeftCell=\"A{sheet.HeadRows + 1}\" "));
            text.Write("activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>");
        }
        text.Write("<sheetFormatPr defaultColWidth=\"14\" defaultRowHeight=\"15\"/><sheetData>");
        foreach ((int row, IReadOnlyList<SheetCell?> cells) in sheet.Rows)
        {
            text.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{row}\">"));
            for (int i = 0; i < cells.Count; i++)
            {
                if (cells[i] is { } cell) WriteCell(text, Sheet.Place(row, i + 1), cell, hasValues);
            }
            text.Write("</row>");
        }
        text.Write("</sheetData></worksheet>");
    }

    private static void WriteCell(TextWriter text, string place, SheetCell cell, bool hasValues)
    {
        text.Write(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"{(int)cell.Style}\""));
        if (cell.Formula is { } formula)
        {
            text.Write(hasValues && cell.Text is not null ? " t=\"str\"><f>" : "><f>");
            text.Write(Escaped(formula));
            text.Write("</f>");
            if (hasValues && cell.Text is not null) text.Write($"<v>{Escaped(cell.Text)}</v>");
            else if (hasValues && cell.Number is { } x) text.Write($"<v>{Exact(x)}</v>");
            text.Write("</c>");
        }
        else if (cell.Number is { } number)
        {
            text.Write($"><v>{Exact(number)}</v></c>");
        }
        else if (cell.Text is { } words)
        {
            // A string of its own kind: a spreadsheet never reads it as a formula, whatever it begins with.
            text.Write($" t=\"inlineStr\"><is><t xml:space=\"preserve\">{Escaped(Words(words))}</t></is></c>");
        }
        else
        {
            text.Write("/>");
        }
    }

    private static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>"_x0041_" would be read as "A", and LibreOffice reads "_x1_h1" in such a way, too: a _ before an x is written so itself.</summary>
    private static string Words(string text) => Coded().Replace(text, "_x005F_");

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal).Replace("\r", "&#13;", StringComparison.Ordinal)
        .Replace("\n", "&#10;", StringComparison.Ordinal).Replace("\t", "&#9;", StringComparison.Ordinal);

    private static void Add(ZipArchive zip, string name, string xml) => Add(zip, name, text => text.Write(xml));

    private static void Add(ZipArchive zip, string name, Action<TextWriter> write)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = _noTime;
        using var text = new StreamWriter(entry.Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16);
        text.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        write(text);
    }

    [GeneratedRegex("_(?=x)")]
    private static partial Regex Coded();
}
