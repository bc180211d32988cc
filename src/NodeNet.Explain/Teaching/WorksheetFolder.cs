using System.Globalization;

namespace NodeNet.Teaching;

/// <summary>The folder of a set of worksheets.</summary>
internal static class WorksheetFolder
{
    private const string Key = "key.json";

    /// <summary>Writes the sheets, their answers and the key; removes sheets of an earlier, larger set.</summary>
    /// <returns>The path of the key.</returns>
    public static string Save(WorksheetSet set, string folder)
    {
        string path = Path.Combine(folder, Key);
        string[] earlier = File.Exists(path) ? WorksheetKey.Codes(path) : [];
        Directory.CreateDirectory(Path.Combine(folder, "keys"));
        for (int i = 0; i < set.Sheets.Count; i++)
        {
            Worksheet sheet = set.Sheets[i];
            (string csv, string workbook, string key) = Files(folder, i);
            File.WriteAllText(csv, sheet.ToCsv(), Worksheet.CsvEncoding);
            using (FileStream stream = File.Create(workbook))
                sheet.WriteWorkbook(stream);
            using FileStream answers = File.Create(key);
            sheet.WriteKeyWorkbook(answers);
        }
        File.WriteAllText(Path.Combine(folder, "sheets.html"), set.ToHtml());
        File.WriteAllText(Path.Combine(folder, "keys", "keys.html"), set.ToHtml(isKey: true));
        for (int i = set.Sheets.Count; i < earlier.Length; i++)
        {
            (string csv, string workbook, string key) = Files(folder, i);
            RemoveIf(csv, earlier[i], isKey: false);
            RemoveIf(workbook, earlier[i], isKey: false);
            RemoveIf(key, earlier[i], isKey: true);
        }
        File.WriteAllBytes(path, WorksheetKey.Of(set));
        return path;
    }

    private static (string Csv, string Workbook, string Key) Files(string folder, int sheet)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"sheet-{sheet + 1:00}");
        return (Path.Combine(folder, name + ".csv"), Path.Combine(folder, name + ".xlsx"), Path.Combine(folder, "keys", name + "-key.xlsx"));
    }

    /// <summary>Removes a file that has a sheet's code and, but for a key, no answer.</summary>
    private static void RemoveIf(string path, string code, bool isKey)
    {
        if (!File.Exists(path)) return;
        FilledSheet sheet;
        try
        {
            sheet = FilledSheet.OfFile(path, int.MaxValue);
        }
        catch (InvalidDataException)
        {
            return; // too large for a sheet
        }
        if (sheet.Code == code && sheet.IsKey == isKey && (isKey || sheet.Answers.Values.All(string.IsNullOrWhiteSpace))) File.Delete(path);
    }
}
