using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using NodeNet.Export;

namespace NodeNet.Tool.Targets;

/// <summary>A workbook, which LibreOffice calculates and writes again.</summary>
internal static class WorkbookTarget
{
    // LibreOffice writes 15 digits, and takes sums for 0 that are near it.
    private const double Close = 1e-12;
    private const int FirstRow = 4;

    private static readonly XNamespace _main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public static string? Program => Programs.FindAny("soffice", "libreoffice");

    public static TargetRun Run(Trial trial, string folder)
    {
        string path = Path.Combine(folder, Trial.Name + ".xlsx");
        var options = new WorkbookOptions { TrainingSteps = 0, MostRows = trial.Expected.Count };
        trial.Model.SaveWorkbook(path, trial.Table, options);
        long size = new FileInfo(path).Length;
        trial.Model.SaveWorkbook(path, trial.Table, options with { HasValues = false });
        string profile = "-env:UserInstallation=" + new Uri(Path.Combine(folder, "profile")).AbsoluteUri;
        string calculated = Path.Combine(folder, "calculated");
        Programs.Run(folder, trial.Limit, Program!, "--headless", profile, "--convert-to", "xlsx", "--outdir", calculated, path);
        ExpectedAnswer[] expected = [.. trial.ExpectedInAnyOrder.Select(answer => answer with
        {
            Bounds = [.. answer.Bounds.Zip(answer.Outputs, (bound, output) => Math.Max(bound, Close * Math.Max(1.0, Math.Abs(output))))],
        })];
        return new TargetRun(Read(trial, Path.Combine(calculated, Trial.Name + ".xlsx")), expected, size, null);
    }

    private static TargetAnswer[] Read(Trial trial, string path)
    {
        if (!File.Exists(path)) throw new TargetFailedException("LibreOffice wrote no file");
        using ZipArchive zip = ZipFile.OpenRead(path);
        IEnumerable<XElement> texts = Load(zip, "xl/sharedStrings.xml").Elements(_main + "si");
        string[] shared = [.. texts.Select(text => string.Concat(text.Descendants(_main + "t").Select(t => t.Value)))];
        Dictionary<int, XElement[]> rows = Load(zip, "xl/worksheets/sheet1.xml").Descendants(_main + "row")
            .ToDictionary(row => (int)row.Attribute("r")!, row => row.Elements(_main + "c").ToArray());
        string place = (string)rows[FirstRow - 2].First(cell => TextOf(cell, shared) == "answer").Attribute("r")!;
        string column = place.TrimEnd("0123456789".ToCharArray());
        return [.. trial.Expected.Select((_, i) => Answer(trial, rows[FirstRow + i], column, shared))];
    }

    private static TargetAnswer Answer(Trial trial, XElement[] row, string column, string[] shared)
    {
        int first = Array.FindIndex(row, cell => ((string)cell.Attribute("r")!).TrimEnd("0123456789".ToCharArray()) == column);
        XElement[] outputs = row[first..(first + trial.OutputCount)];
        if (Array.Exists(outputs, cell => (string?)cell.Attribute("t") == "e")) return new TargetAnswer(null, null);
        string? label = trial.Model.ClassLabels is null ? null : TextOf(row[first + trial.OutputCount], shared);
        return new TargetAnswer(Array.ConvertAll(outputs, cell => double.Parse(cell.Element(_main + "v")!.Value, CultureInfo.InvariantCulture)), label);
    }

    private static XElement Load(ZipArchive zip, string part)
    {
        using Stream stream = zip.GetEntry(part)?.Open() ?? throw new TargetFailedException($"LibreOffice's file has no {part}");
        return XElement.Load(stream);
    }

    private static string TextOf(XElement cell, string[] shared)
    {
        string value = (string?)cell.Element(_main + "v") ?? "";
        return (string?)cell.Attribute("t") == "s" ? shared[int.Parse(value, CultureInfo.InvariantCulture)] : value;
    }
}
