using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using NodeNet.Foundation;
using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>Writes rows of cells as an Office Open XML workbook (.xlsx) of one sheet. Such a file means the same in every language and locale.</summary>
/// <remarks>Format: ECMA-376, the parts that a reader must find and no more. The same rows give the same bytes.</remarks>
internal static class Workbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string OfficeRelationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private const int BlankStyle = 1;
    private const int HeadingStyle = 2;
    private const int WordsStyle = 3;

    // The styles after these show so many decimals: 0, 1, … MostDecimals; the last one is for numbers that are too small for that.
    private const int FirstNumberStyle = 4;
    private const int MostDecimals = 15;
    private const int FirstFreeFormat = 164;

    // Anything but the time at which the file is written, which would make every file another one; the earliest that a zip file can hold.
    private static readonly DateTimeOffset _noTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the workbook.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="sheet">The rows; those of a single cell are headings.</param>
    public static void Write(Stream stream, WorksheetCells sheet)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(zip, "[Content_Types].xml",
            $"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
                + $"ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>" +
            $"<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{Types}.sheet.main+xml\"/>" +
            $"<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{Types}.worksheet+xml\"/><Override PartName=\"/xl/styles.xml\" "
                + $"ContentType=\"{Types}.styles+xml\"/></Types>");
        Add(zip, "_rels/.rels",
            $"<Relationships xmlns=\"{Relationships}\"><Relationship Id=\"rId1\" Type=\"{OfficeRelationships}/officeDocument\" "
                + $"Target=\"xl/workbook.xml\"/></Relationships>");
        Add(zip, "xl/workbook.xml",
            $"<workbook xmlns=\"{Main}\" xmlns:r=\"{OfficeRelationships}\"><sheets><sheet name=\"step\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"
                // Every page begins with the names of the columns.
                + $"<definedNames><definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">step!${sheet.HeadRow}:${sheet.HeadRow}</definedName>"
                + $"</definedNames><calcPr "
                + $"fullCalcOnLoad=\"1\"/></workbook>");
        Add(zip, "xl/_rels/workbook.xml.rels",
            $"<Relationships xmlns=\"{Relationships}\"><Relationship Id=\"rId1\" Type=\"{OfficeRelationships}/worksheet\" Target=\"worksheets/sheet1.xml\"/>" +
            $"<Relationship Id=\"rId2\" Type=\"{OfficeRelationships}/styles\" Target=\"styles.xml\"/></Relationships>");
        Add(zip, "xl/styles.xml", Styles());
        Add(zip, "xl/worksheets/sheet1.xml", Sheet(sheet.Rows, WorksheetCells.Widths));
    }

    /// <summary>Plain, to be filled in (yellow, framed), heading (bold), words (in several lines where they are long), and numbers by their decimals.</summary>
    private static string Styles()
    {
        const string plain = "fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"";
        var formats = new StringBuilder();
        var styles = new StringBuilder();
        for (int decimals = 0; decimals <= MostDecimals + 1; decimals++)
        {
            string code = decimals > MostDecimals ? "0.0#####E+00" : decimals == 0 ? "0" : "0." + new string('#', decimals);
            formats.Append(CultureInfo.InvariantCulture, $"<numFmt numFmtId=\"{FirstFreeFormat + decimals}\" formatCode=\"{code}\"/>");
            styles.Append(CultureInfo.InvariantCulture, $"<xf numFmtId=\"{FirstFreeFormat + decimals}\" {plain} applyNumberFormat=\"1\"/>");
        }
        return
            $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"{MostDecimals + 2}\">{formats}</numFmts>"
            + "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
            + "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill "
            + "patternType=\"solid\"><fgColor rgb=\"FFFFF2CC\"/></patternFill></fill></fills>"
            + "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style=\"thin\"/><right style=\"thin\"/><top "
            + "style=\"thin\"/><bottom style=\"thin\"/><diagonal/></border></borders>"
            + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
            + $"<cellXfs count=\"{FirstNumberStyle + MostDecimals + 2}\"><xf numFmtId=\"0\" {plain}/>"
            + "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"2\" borderId=\"1\" xfId=\"0\" applyFill=\"1\" applyBorder=\"1\"/>"
            + "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>"
            + $"<xf numFmtId=\"0\" {plain} applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>{styles}</cellXfs></styleSheet>";
    }

    private static string Sheet(IEnumerable<IReadOnlyList<Cell>> rows, IReadOnlyList<int> widths)
    {
        var text = new StringBuilder(
            $"<worksheet xmlns=\"{Main}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><cols>");
        for (int column = 0; column < widths.Count; column++)
            text.Append(CultureInfo.InvariantCulture, $"<col min=\"{column + 1}\" max=\"{column + 1}\" width=\"{widths[column]}\" customWidth=\"1\"/>");
        text.Append("</cols><sheetData>");
        int number = 0;
        foreach (IReadOnlyList<Cell> row in rows)
        {
            number++;
            int lines = Lines(row, widths);
            // A row that does not say how high it is keeps one line in LibreOffice.
            text.Append(CultureInfo.InvariantCulture, $"<row r=\"{number}\"{(lines > 1 ? $" ht=\"{15 * lines}\" customHeight=\"1\"" : "")}>");
            for (int column = 0; column < row.Count; column++)
                AddCell(text, string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + column)}{number}"), row[column], Style(row, column));
            text.Append("</row>");
        }
        // A4, landscape, one page wide and as many long as it takes.
        return text.Append("</sheetData><pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>")
            .Append("<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/>")
            .Append("<headerFooter><oddFooter>&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter></worksheet>").ToString();
    }

    /// <summary>How many lines the words of a row take.</summary>
    private static int Lines(IReadOnlyList<Cell> row, IReadOnlyList<int> widths) => Enumerable.Range(0, Math.Min(row.Count, widths.Count))
        .Where(column => Style(row, column) == WordsStyle && row[column] is { IsBlank: false, Formula: null, Number: null })
        .Select(column => 1 + ((row[column].Text?.Length ?? 0) / widths[column])).DefaultIfEmpty(1).Max();

    /// <summary>The style of words: a heading, or a formula's, which may need several lines. A sentence over the whole width stays on one.</summary>
    private static int Style(IReadOnlyList<Cell> row, int column) => row.Count == 1 ? HeadingStyle : row.Count > 2 && column > 0 ? WordsStyle : 0;

    /// <summary>The style that shows a number to so many significant digits.</summary>
    private static int NumberStyle(Cell cell)
    {
        if (cell is not { Digits: { } digits, Number: { } number } || number == 0.0 || !double.IsFinite(number)) return 0;
        // As the digits are counted after rounding: 0.99996 to four digits is 1.000.
        string rounded = number.ToString($"E{digits - 1}", CultureInfo.InvariantCulture);
        int e = rounded.IndexOf('E', StringComparison.Ordinal);
        int exponent = int.Parse(rounded.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        double value = double.Parse(rounded, CultureInfo.InvariantCulture);
        int decimals = Math.Max(0, digits - 1 - exponent);
        // "0.####" would write 2 as "2."
        if (value == Math.Round(value)) decimals = 0;
        return FirstNumberStyle + (exponent < -4 || decimals > MostDecimals ? MostDecimals + 1 : decimals);
    }

    private static void AddCell(StringBuilder text, string place, Cell cell, int style)
    {
        if (cell.IsBlank)
        {
            text.Append(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"{BlankStyle}\"/>");
        }
        else if (cell.Formula is not null)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<c r=\"{place}\" s=\"{NumberStyle(cell)}\"><f>{Escape(cell.Formula)}</f><v>{MessageText.Exact(cell.Number ?? 0.0)}</v></c>");
        }
        else if (cell.Number is { } number)
        {
            text.Append(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"{NumberStyle(cell)}\"><v>{MessageText.Exact(number)}</v></c>");
        }
        else if (!string.IsNullOrEmpty(cell.Text))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<c r=\"{place}\" t=\"inlineStr\" s=\"{style}\"><is><t "
                    + $"xml:space=\"preserve\">{Escape(cell.Text)}</t></is></c>");
        }
    }

    private static string Escape(string text) => SecurityElement.Escape(Printable.Text(text));

    private static void Add(ZipArchive zip, string name, string xml)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = _noTime;
        using Stream stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + xml));
    }
}
