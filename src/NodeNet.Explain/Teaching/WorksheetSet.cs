using System.Globalization;
using NodeNet.Foundation;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Teaching;

/// <summary>The worksheets of a class: the same questions about the same network with other weights on every sheet, so that no sheet tells what another asks.
/// Each has a code; with the key (key.json) a whole folder of filled sheets is marked.</summary>
/// <remarks>A step of gradient descent on one example. Weights that are frozen stay as they are in the network; all others are drawn.</remarks>
public sealed class WorksheetSet
{
    private readonly WorksheetSetOptions _options;

    private WorksheetSet(Network network, ILoss loss, WorksheetSetOptions options, IReadOnlyList<DrawnStep> steps)
    {
        (Network, Loss, _options, Steps) = (network, loss, options, steps);
        Sheets = [.. steps.Select(step => Worksheet.From(step.Explain(network, loss, options.LearningRate), options.Sheet))];
    }

    /// <summary>The sheets.</summary>
    public IReadOnlyList<Worksheet> Sheets { get; }

    internal Network Network { get; }

    internal ILoss Loss { get; }

    internal WorksheetSetOptions Options => _options;

    internal IReadOnlyList<DrawnStep> Steps { get; }

    /// <summary>Draws the sheets.</summary>
    /// <param name="network">The network; it stays as it is. Its shape, activation functions and labels count.</param>
    /// <param name="loss">The loss of the step.</param>
    /// <param name="options">How many, and what they ask; by default <see cref="WorksheetSetOptions"/>' own defaults.</param>
    /// <exception cref="ArgumentException">Inputs or targets do not fit the network or loss, or nothing would be left blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static WorksheetSet Draw(Network network, ILoss loss, WorksheetSetOptions? options = null)
    {
        Guard.NotNull(network);
        Guard.NotNull(loss);
        options ??= new WorksheetSetOptions();
        options.Validate();
        var random = new RandomGenerator(options.Seed);
        return new WorksheetSet(
            network.Clone(), loss, options, [.. Enumerable.Range(0, options.Count).Select(_ => DrawnStep.Draw(network, random, options))]);
    }

    /// <summary>The sheets of a key that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file, key.json.</param>
    /// <exception cref="InvalidDataException">The file is no such key, or damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static WorksheetSet LoadKey(string path) => WorksheetKey.Read(Guard.NotNull(path));

    internal static WorksheetSet Of(Network network, ILoss loss, WorksheetSetOptions options, IReadOnlyList<DrawnStep> steps) =>
        new(network, loss, options, steps);

    /// <summary>All sheets, or all keys, as one page (HTML) to print on A4: every sheet begins on a page of its own.</summary>
    /// <param name="isKey">Whether the answers are printed.</param>
    public string ToHtml(bool isKey = false) => WorksheetHtml.Write(_options.Sheet.Title, Sheets.Select(sheet => sheet.Parts), isKey);

    /// <summary>Writes the sheets (sheet-01.xlsx, sheet-01.csv, …, all of them to print: sheets.html), their answers in the folder keys, and key.json, by which
    /// <see cref="Mark"/> marks them. Files of these names are replaced.</summary>
    /// <param name="folder">The folder; it is made if there is none.</param>
    /// <returns>The path of key.json.</returns>
    public string Save(string folder)
    {
        string keys = Path.Combine(Guard.NotNull(folder), "keys");
        Directory.CreateDirectory(keys);
        for (int i = 0; i < Sheets.Count; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"sheet-{i + 1:00}");
            Worksheet sheet = Sheets[i];
            File.WriteAllText(Path.Combine(folder, name + ".csv"), sheet.ToCsv(), Worksheet.CsvEncoding);
            using (FileStream workbook = File.Create(Path.Combine(folder, name + ".xlsx")))
                sheet.WriteWorkbook(workbook);
            using FileStream key = File.Create(Path.Combine(keys, name + "-key.xlsx"));
            sheet.WriteKeyWorkbook(key);
        }
        File.WriteAllText(Path.Combine(folder, "sheets.html"), ToHtml());
        File.WriteAllText(Path.Combine(keys, "keys.html"), ToHtml(isKey: true));
        string path = Path.Combine(folder, "key.json");
        WorksheetKey.Write(path, this);
        return path;
    }

    /// <summary>Marks every filled sheet (.csv, .xlsx) of a folder by its code. A pupil's name is that of the file.</summary>
    /// <param name="folder">The folder; folders in it are left out.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public MarkedClass Mark(string folder)
    {
        Dictionary<string, Worksheet> byCode = [];
        foreach (Worksheet sheet in Sheets)
            byCode.TryAdd(sheet.Code, sheet);
        var pupils = new List<MarkedPupil>();
        var remarks = new List<string>();
        var unmarked = new List<string>();
        string[] files = [.. Directory.EnumerateFiles(Guard.NotNull(folder))
            .Where(file => Path.GetExtension(file).ToUpperInvariant() is ".CSV" or ".XLSX").Order(StringComparer.Ordinal)];
        foreach (string file in files)
        {
            FilledSheet filled = FilledSheet.OfFile(file, Sheets[0].Blanks.Count);
            Worksheet? sheet = filled.Code is { } code ? byCode.GetValueOrDefault(code) : Sheets.Count == 1 ? Sheets[0] : null;
            if (sheet is not null)
            {
                pupils.Add(new MarkedPupil(Path.GetFileNameWithoutExtension(file), sheet.Mark(filled)));
                continue;
            }
            unmarked.Add(Path.GetFileName(file));
            remarks.Add($"{Path.GetFileName(file)} was not marked: "
                + (filled.Code is null ? "it has no code by which to know which sheet it is." : $"the key has no sheet with the code {filled.Code}."));
        }
        foreach ((string twice, int count) in pupils.CountBy(pupil => pupil.Name, StringComparer.Ordinal))
        {
            if (count == 1) continue;
            remarks.Add($"{twice} has several files (.csv and .xlsx), and each was marked: keep the one that counts.");
        }
        if (files.Length == 0) remarks.Add($"There is no .csv or .xlsx file in {folder}.");
        return new MarkedClass(pupils, remarks, unmarked);
    }

    /// <summary>"30 worksheets: One training step".</summary>
    public override string ToString() => $"{MessageText.Count(Sheets.Count, "worksheet")}: {_options.Sheet.Title}";
}

/// <summary>What one sheet of a set starts from.</summary>
/// <param name="Parameters">All weights and biases, in the network's order.</param>
/// <param name="Inputs">The inputs.</param>
/// <param name="Targets">The targets.</param>
internal sealed record DrawnStep(double[] Parameters, double[] Inputs, double[] Targets)
{
    public static DrawnStep Draw(Network network, RandomGenerator random, WorksheetSetOptions options)
    {
        Network drawn = network.Clone();
        foreach (Node node in drawn.Layers.Skip(1).SelectMany(layer => layer.Nodes))
        {
            if (node.HasBias && !node.IsBiasFrozen) node.Bias = Number(-1, 1, options.Decimals);
            foreach (Connection connection in node.Incoming.Where(connection => !connection.IsFrozen))
                connection.Weight = Number(-1, 1, options.Decimals);
        }
        double[] inputs = [.. options.Inputs ?? [.. drawn.InputLayer.Nodes.Select(_ => Number(0.1, 2, 1))]];
        double[] parameters = new double[drawn.ParameterCount];
        drawn.CopyParametersTo(parameters);
        return new DrawnStep(parameters, inputs, [.. options.Targets ?? Targets()]);

        // Never 0: it would take a node or a connection out of the exercise.
        double Number(double from, double to, int decimals)
        {
            while (true)
            {
                double number = Math.Round(random.NextUniform(from, to), decimals);
                if (number != 0.0) return number;
            }
        }

        double[] Targets()
        {
            Layer outputs = drawn.OutputLayer;
            if (outputs.LayerActivation is not null)
            {
                int one = random.NextInt32(outputs.Nodes.Count);
                return [.. Enumerable.Range(0, outputs.Nodes.Count).Select(i => i == one ? 1.0 : 0.0)];
            }
            return [.. outputs.Nodes.Select(node => node.ActivationFunction is Activations.Sigmoid ? random.NextInt32(2) : Number(-1, 1, 1))];
        }
    }

    public StepLedger Explain(Network network, ILoss loss, double rate)
    {
        Network own = network.Clone();
        own.CopyParametersFrom(Parameters);
        return TrainerExplanations.Explain(new Trainer(own, loss, new TrainerOptions { LearningRate = rate }), Inputs, Targets);
    }
}
