using System.Text;
using System.Text.Json;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Persistence;

namespace NodeNet.Teaching;

/// <summary>The file key.json of a set of worksheets: what each sheet starts from, so that its numbers can be computed again. Numbers are exact.</summary>
internal static class WorksheetKey
{
    private const string Format = "nodenet-worksheet-key";
    private const int Version = 1;
    private const int MostBytes = 64 << 20;
    private const string Remedy = "The key is the file key.json in the folder into which the worksheets were written.";

    public static byte[] Of(WorksheetSet set)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteString("title", set.Options.Sheet.Title);
            json.WriteNumber("digits", set.Options.Sheet.Digits);
            if (set.Options.Sheet.GivenDigits != LedgerFormat.ExactDigits) json.WriteNumber("givenDigits", set.Options.Sheet.GivenDigits);
            json.WriteBoolean("hints", set.Options.Sheet.Hints);
            json.WriteNumber("learningRate", set.Options.LearningRate);
            json.WriteNumber("seed", set.Options.Seed);
            json.WriteStartArray("sheets");
            for (int i = 0; i < set.Sheets.Count; i++)
                WriteSheet(json, set.Sheets[i], set.Steps[i]);
            json.WriteEndArray();
            json.WritePropertyName("model");
            using var model = new MemoryStream();
            new Model(set.Network) { Loss = set.Loss }.Save(model);
            json.WriteRawValue(model.ToArray());
            json.WriteEndObject();
        }
        return [.. stream.ToArray(), (byte)'\n'];
    }

    private static void WriteSheet(Utf8JsonWriter json, Worksheet sheet, DrawnStep step)
    {
        json.WriteStartObject();
        json.WriteString("code", sheet.Code);
        if (step.Row is not null) json.WriteString("row", step.Row);
        if (step.Cells.Count > 0) Texts("cells", step.Cells);
        Numbers("inputs", step.Inputs);
        Numbers("targets", step.Targets);
        Numbers("parameters", step.Parameters);
        Texts("blanks", sheet.Blanks.Select(blank => blank.ToString()));
        json.WriteEndObject();

        void Texts(string name, IEnumerable<string> texts)
        {
            json.WriteStartArray(name);
            foreach (string text in texts)
                json.WriteStringValue(text);
            json.WriteEndArray();
        }

        void Numbers(string name, double[] numbers)
        {
            json.WriteStartArray(name);
            foreach (double number in numbers)
                json.WriteNumberValue(number);
            json.WriteEndArray();
        }
    }

    /// <summary>The codes of a key's sheets, in their order.</summary>
    /// <exception cref="InvalidDataException">The file is no key, or damaged.</exception>
    public static string[] Codes(string path) => Read(path, CodesOf);

    /// <summary>The set.</summary>
    /// <exception cref="InvalidDataException">The file is no key, or damaged.</exception>
    public static WorksheetSet Read(string path) => Read(path, root =>
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(root.GetProperty("model").GetRawText()));
        Model model = Model.Load(file);
        JsonElement sheets = root.GetProperty("sheets");
        DrawnStep[] steps = [.. sheets.EnumerateArray().Select(sheet => new DrawnStep(
            Numbers(sheet, "parameters"), Numbers(sheet, "inputs"), Numbers(sheet, "targets"),
            sheet.TryGetProperty("row", out JsonElement row) ? row.GetString() : null)
        {
            Cells = sheet.TryGetProperty("cells", out JsonElement cells) ? [.. cells.EnumerateArray().Select(cell => cell.GetString()!)] : [],
        })];
        // The first sheet's blanks are every sheet's.
        HashSet<string> blanks = [.. sheets[0].GetProperty("blanks").EnumerateArray().Select(blank => blank.GetString()!)];
        var options = new WorksheetSetOptions
        {
            Count = steps.Length,
            Seed = root.GetProperty("seed").GetInt64(),
            LearningRate = root.GetProperty("learningRate").GetDouble(),
            Sheet = new WorksheetOptions
            {
                Title = root.GetProperty("title").GetString()!,
                Digits = root.GetProperty("digits").GetInt32(),
                GivenDigits = root.TryGetProperty("givenDigits", out JsonElement digits) ? digits.GetInt32() : LedgerFormat.ExactDigits,
                Hints = root.GetProperty("hints").GetBoolean(),
                Blanks = WorksheetBlanks.Where(quantity => blanks.Contains(quantity.ToString())),
            },
        };
        options.Validate();
        WorksheetSet set = WorksheetSet.Of(model.Network, model.Loss!, options, steps);
        string[] codes = CodesOf(root);
        int odd = Enumerable.Range(0, codes.Length).FirstOrDefault(i => set.Sheets[i].Code != codes[i], -1);
        return odd < 0 ? set
            : throw new InvalidDataException($"{path} was changed: the numbers of its sheet {odd + 1} do not belong to the code {codes[odd]}.");
    });

    private static string[] CodesOf(JsonElement root) =>
        [.. root.GetProperty("sheets").EnumerateArray().Select(sheet => sheet.GetProperty("code").GetString()!)];

    private static T Read<T>(string path, Func<JsonElement, T> read)
    {
        if (new FileInfo(path).Length > MostBytes) throw new InvalidDataException($"{path} is larger than {MostBytes >> 20} MiB; it is no key of worksheets.");
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{path} is no key of worksheets. {Remedy}", wrong);
        }
        using (document)
        {
            JsonElement root = document.RootElement;
            bool isObject = root.ValueKind == JsonValueKind.Object;
            bool isKey = isObject && root.TryGetProperty("format", out JsonElement format) && format.ValueKind == JsonValueKind.String
                && format.ValueEquals(Format);
            if (!isKey)
            {
                bool isModel = isObject && root.TryGetProperty("network", out _);
                throw new InvalidDataException($"{path} is {(isModel ? "a model, and " : "")}no key of worksheets. {Remedy}");
            }
            try
            {
                if (root.GetProperty("version").GetInt32() > Version)
                    throw new InvalidDataException($"{path} was written by a later version of NodeNet; this one reads version {Version}.");
                return read(root);
            }
            catch (Exception wrong) when (wrong is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException
                or IndexOutOfRangeException or ModelFileException or NotFiniteNumberException)
            {
                throw new InvalidDataException($"{path} is a key of worksheets, but damaged, or it was changed. Take it as it was written, or a copy.", wrong);
            }
        }
    }

    private static double[] Numbers(JsonElement sheet, string name) => [.. sheet.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
}
