using NodeNet.Data;
using NodeNet.Drawing;
using NodeNet.Inspection;
using NodeNet.Recipes;
using NodeNet.Samples.Output;
using NodeNet.Tables;
using NodeNet.Teaching;
using NodeNet.Training;

namespace NodeNet.Samples.Explaining;

/// <summary>A training step on a row of a table of one's own: its ledger, its replay, a worksheet, and a picture of the network.</summary>
public static class ExplainedStep
{
    private const int MostSteps = 40;

    /// <summary>Explains what is asked for.</summary>
    /// <exception cref="ArgumentException">Something that is asked for is not there, or does not fit.</exception>
    /// <exception cref="FormatException">The table is not what it should be.</exception>
    public static void Write(LessonOutput paper, ExplainOptions options)
    {
        (DataSet data, string[] inputs, string[] targets) = Read(options);
        if (options.Row < 1 || options.Row > data.Count)
        {
            throw new ArgumentException($"There is no row {options.Row}; {Path.GetFileName(options.File)} has rows 1 to {data.Count} below its heading.");
        }
        if (options.Scale) data = DataSet.From(Rounded(Scaler.Standard(data.Inputs).Scale(data.Inputs)), data.Targets);
        DataSet row = data.Select([options.Row - 1]);

        Network network = options.Network is { } file ? Loaded(file, data) : Built(options, inputs, targets);
        var trainer = new Trainer(
            network, Catalogue.Losses.Create(options.Loss), new TrainerOptions { LearningRate = options.Rate, Epochs = Math.Max(1, options.Epochs) });
        StepLedger ledger = trainer.Explain(row);
        LedgerFormat format = LedgerFormat.Default with { Digits = options.Digits };
        if (options.Why.Length > 0)
        {
            paper.Lines($"{(options.Why is [var from, var to] ? ledger.Why(from, to, format) : ledger.Why(options.Why[0], format: format))}");
            return;
        }

        Worksheet sheet = Worksheet.From(ledger, new WorksheetOptions { Title = $"One training step: row {options.Row} of {Path.GetFileName(options.File)}" });
        if (options.Answers is { } answers)
        {
            paper.Heading($"Marks of {Path.GetFileName(answers)}");
            MarkedWorksheet marked = sheet.MarkFile(answers);
            foreach (Marking marking in marked.Markings)
                paper.Lines($"{marking}");
            paper.Say($"{marked}");
            foreach (string remark in marked.Remarks)
                paper.Say(remark);
            return;
        }

        paper.Heading($"Row {options.Row} of {Path.GetFileName(options.File)}");
        paper.Table(["node", "column", options.Scale ? "scaled" : "number"], network.InputLayer.Nodes.Concat(network.OutputLayer.Nodes),
            node => [node.Name, node.Label ?? "", (node.Name[0] == 'x' ? row.Inputs : row.Targets)[0, node.Position]]);
        paper.Lines(network.Summary());

        paper.Heading("The ledger of the step");
        paper.Lines(ledger.ToText(format));

        paper.Heading("Can it learn from these rows?");
        Findings.Write(paper, trainer.Diagnose(data));

        paper.Heading("Files");
        network.Forward(row.Inputs[0]);
        paper.Picture("network.svg", Draw.Network(network));
        paper.Keep("step.html", "the step, to follow forward and back in a browser", path => ledger.SaveReplay(path));
        paper.Keep("a worksheet and its key", folder => sheet.Save(folder));
        paper.Keep("network.json", "the network; change its weights, and explain with --network", network.Save);
        if (options.Epochs == 0) return;

        RecordedRun run = trainer.TrainRecorded(data, new RunRecording { MostLedgers = MostSteps });
        paper.Keep("run.html", $"{Count(options.Epochs, "epoch")} over all rows, to follow in a browser", path => run.SaveReplay(path));
        paper.Keep("network-trained.json", "the network after that", network.Save);
    }

    /// <summary>The columns as numbers that nothing has scaled, and what they are called.</summary>
    private static (DataSet Data, string[] Inputs, string[] Targets) Read(ExplainOptions options)
    {
        Table table = Table.ReadCsv(options.File);
        // Numbers stay as they are, and a column of 0 and 1 stays one of numbers.
        Recipe recipe = Recipe.Fit(table, new RecipeOptions
        {
            Inputs = options.Inputs,
            Targets = options.Targets,
            Columns = options.Inputs.Union(options.Targets).ToDictionary(name => name, name => new ColumnOptions
            {
                Kind = table.KindOf(name) == CellKind.Number ? ColumnKind.Number : null,
                Scaling = NumberScaling.None,
            }),
        });
        DataSet data = recipe.DataSet(table);
        string[] inputs = [.. recipe.InputNames];
        if (recipe.ClassLabels is not { } classes) return (data, inputs, [.. recipe.OutputNames]);
        string[] targets = [.. classes.Select(label => $"{options.Targets[0]} = {label}")];
        if (classes.Count > 2) return (data, inputs, targets);
        if (!Catalogue.LayerActivations.Contains(options.Output)) return (data, inputs, targets[1..]); // one node says how sure it is of the second class
        int[] kinds = [.. data.Targets.Column(0).Select(kind => (int)kind)];
        return (DataSet.From(data.Inputs, OneHot.Encode(kinds, count: 2)), inputs, targets); // a softmax has a node for each class
    }

    private static Network Loaded(string file, DataSet data)
    {
        Network network = Network.Load(file);
        return network.InputLayer.Count == data.Inputs.Width && network.OutputLayer.Count == data.Targets.Width
            ? network
            : throw new ArgumentException(
                $"The network in {file} has {Count(network.InputLayer.Count, "input")} and {Count(network.OutputLayer.Count, "output")}; the columns make "
                    + $"{data.Inputs.Width} and {data.Targets.Width}.");
    }

    private static Network Built(ExplainOptions options, string[] inputs, string[] targets)
    {
        var builder = new NetworkBuilder(inputs);
        foreach (int nodes in options.Hidden)
            AddLayer(builder, nodes, options.Activation);
        AddLayer(builder, targets.Length, options.Output);
        Network network = builder.LabelOutputs(targets).Build(options.Seed);
        foreach (Connection connection in network.Connections)
            connection.Weight = Rounded(connection.Weight);
        return network;
    }

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    /// <summary>What somebody is to compute on paper has two decimals at most.</summary>
    private static double Rounded(double number) => Math.Round(number, 2);

    private static Rows Rounded(Rows rows) => Rows.From(rows.ToArrays().Select(row => Array.ConvertAll(row, Rounded)));

    private static void AddLayer(NetworkBuilder builder, int nodes, string activation)
    {
        if (Catalogue.LayerActivations.Contains(activation)) builder.AddLayer(nodes, Catalogue.LayerActivations.Create(activation));
        else builder.AddLayer(nodes, Catalogue.Activations.Create(activation));
    }
}
