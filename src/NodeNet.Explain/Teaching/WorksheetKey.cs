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

    public static void Write(string path, WorksheetSet set)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteString("title", set.Options.Sheet.Title);
            json.WriteNumber("digits", set.Options.Sheet.Digits);
            json.WriteBoolean("hints", set.Options.Sheet.Hints);
            json.WriteNumber("learningRate", set.Options.LearningRate);
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
        File.WriteAllBytes(path, [.. stream.ToArray(), (byte)'\n']);
    }

    private static void WriteSheet(Utf8JsonWriter json, Worksheet sheet, DrawnStep step)
    {
        json.WriteStartObject();
        json.WriteString("code", sheet.Code);
        Numbers("inputs", step.Inputs);
        Numbers("targets", step.Targets);
        Numbers("parameters", step.Parameters);
        json.WriteStartArray("blanks");
        foreach (Quantity blank in sheet.Blanks)
            json.WriteStringValue(blank.ToString());
        json.WriteEndArray();
        json.WriteEndObject();

        void Numbers(string name, double[] numbers)
        {
            json.WriteStartArray(name);
            foreach (double number in numbers)
                json.WriteNumberValue(number);
            json.WriteEndArray();
        }
    }

    /// <summary>The set.</summary>
    /// <exception cref="InvalidDataException">The file is no key, or damaged.</exception>
    public static WorksheetSet Read(string path)
    {
        if (new FileInfo(path).Length > MostBytes) throw new InvalidDataException($"{path} is larger than {MostBytes >> 20} MiB; it is no key of worksheets.");
        byte[] bytes = File.ReadAllBytes(path);
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            JsonElement root = document.RootElement;
            if (root.GetProperty("format").GetString() != Format) throw new InvalidDataException($"{path} is no key of worksheets.");
            if (root.GetProperty("version").GetInt32() != Version)
                throw new InvalidDataException($"{path} was written by a later version of NodeNet; this one reads version {Version}.");
            using var file = new MemoryStream(Encoding.UTF8.GetBytes(root.GetProperty("model").GetRawText()));
            Model model = Model.Load(file);
            ILoss loss = model.Loss ?? throw new InvalidDataException($"{path} does not tell the loss.");
            DrawnStep[] steps = [.. root.GetProperty("sheets").EnumerateArray().Select(sheet =>
                new DrawnStep(Numbers(sheet, "parameters"), Numbers(sheet, "inputs"), Numbers(sheet, "targets")))];
            string[] codes = [.. root.GetProperty("sheets").EnumerateArray().Select(sheet => sheet.GetProperty("code").GetString()!)];
            // The first sheet's blanks are every sheet's.
            HashSet<string> blanks = [.. root.GetProperty("sheets")[0].GetProperty("blanks").EnumerateArray().Select(blank => blank.GetString()!)];
            var options = new WorksheetSetOptions
            {
                Count = steps.Length,
                LearningRate = root.GetProperty("learningRate").GetDouble(),
                Sheet = new WorksheetOptions
                {
                    Title = root.GetProperty("title").GetString()!,
                    Digits = root.GetProperty("digits").GetInt32(),
                    Hints = root.GetProperty("hints").GetBoolean(),
                    Blanks = WorksheetBlanks.Where(quantity => blanks.Contains(quantity.ToString())),
                },
            };
            options.Validate();
            WorksheetSet set = WorksheetSet.Of(model.Network, loss, options, steps);
            int odd = Enumerable.Range(0, codes.Length).FirstOrDefault(i => set.Sheets[i].Code != codes[i], -1);
            return odd < 0 ? set
                : throw new InvalidDataException($"{path} was changed: the numbers of its sheet {odd + 1} do not belong to the code {codes[odd]}.");
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException
            or IndexOutOfRangeException or ModelFileException or NotFiniteNumberException)
        {
            throw new InvalidDataException($"{path} is no key of worksheets that can be read: {wrong.Message}", wrong);
        }
    }

    private static double[] Numbers(JsonElement sheet, string name) => [.. sheet.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
}
