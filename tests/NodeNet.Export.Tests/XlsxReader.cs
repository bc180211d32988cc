using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NodeNet.Export.Tests;

/// <summary>A cell of a workbook as its file has it.</summary>
internal sealed record ReadCell(object? Value, string? Formula);

/// <summary>Reads the cells of a workbook, NodeNet's own or one that LibreOffice wrote.</summary>
internal sealed partial class XlsxReader
{
    private readonly string _path;

    private static readonly XNamespace _main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public XlsxReader(string path)
    {
        _path = path;
        using ZipArchive zip = ZipFile.OpenRead(path);
        XElement workbook = Load(zip, "xl/workbook.xml")!;
        string[] shared = [.. Load(zip, "xl/sharedStrings.xml")?.Elements(_main + "si").Select(TextOf) ?? []];
        int number = 0;
        foreach (XElement sheet in workbook.Descendants(_main + "sheet"))
        {
            var cells = new Dictionary<string, ReadCell>();
            foreach (XElement cell in Load(zip, $"xl/worksheets/sheet{++number}.xml")!.Descendants(_main + "c"))
                cells[(string)cell.Attribute("r")!] = new ReadCell(ValueOf(cell, shared), (string?)cell.Element(_main + "f"));
            Sheets[(string)sheet.Attribute("name")!] = cells;
        }
        foreach (XElement name in workbook.Descendants(_main + "definedName")) Names[(string)name.Attribute("name")!] = name.Value;
    }

    public Dictionary<string, Dictionary<string, ReadCell>> Sheets { get; } = [];

    public Dictionary<string, string> Names { get; } = [];

    /// <summary>The column whose heading in a row is so.</summary>
    public int ColumnOf(string sheet, int row, string heading) =>
        Enumerable.Range(1, 16_384).Cast<int?>()
            .FirstOrDefault(column => Sheets[sheet].TryGetValue(Place(row, column!.Value), out ReadCell? cell) && heading.Equals(cell.Value))
        ?? throw new InvalidOperationException(
            $"{_path} has no {heading} in row {row} of {sheet}.");

    public static string Place(int row, int column)
    {
        string letters = "";
        for (int left = column; left > 0; left = (left - 1) / 26) letters = (char)('A' + (left - 1) % 26) + letters;
        return letters + row.ToString(CultureInfo.InvariantCulture);
    }

    private static XElement? Load(ZipArchive zip, string part)
    {
        if (zip.GetEntry(part) is not { } entry) return null;
        using Stream stream = entry.Open();
        return XElement.Load(stream);
    }

    private static object? ValueOf(XElement cell, string[] shared)
    {
        string? value = (string?)cell.Element(_main + "v");
        return (string?)cell.Attribute("t") switch
        {
            "inlineStr" => TextOf(cell.Element(_main + "is")!),
            "s" => shared[int.Parse(value!, CultureInfo.InvariantCulture)],
            "str" => value is null ? "" : Decoded(value),
            "e" => new SheetError(value ?? ""),
            "b" => value == "1",
            _ => value is null ? null : double.Parse(value, CultureInfo.InvariantCulture),
        };
    }

    private static string TextOf(XElement element) => Decoded(string.Concat(element.Descendants(_main + "t").Select(text => text.Value)));

    private static string Decoded(string text) => Coded().Replace(
        text, match => ((char)int.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Coded();
}

/// <summary>An error value of a spreadsheet, as #N/A.</summary>
internal sealed record SheetError(string Name);
