using System.CommandLine;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Drawing;
using NodeNet.Inspection;
using NodeNet.Learning;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Teaching;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;
using NodeNet.Training;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet explain: a training step on a row, number by number, by a model or by a small new network.</summary>
internal static class ExplainCommand
{
    private const int MostLedgers = 40;
    private const int MostNames = 8;

    /// <summary>For calculating on paper, the weights and inputs of the worksheet have no more digits.</summary>
    private const int DigitsOnPaper = 4;

    /// <summary>What --out gets; run.html where a run is recorded.</summary>
    private static readonly string[] _files =
        ["model.json", "network.svg", "run.html", "step.html", .. Worksheets("worksheet"), .. Worksheets("worksheet-key")];

    public static Command Create(TextWriter output, TextWriter error)
    {
        var first = new Argument<string?>("model")
        {
            Description = "A model file (.json); without one a small new network learns.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var table = new TableArguments("table", "The table with the row.", isOptional: true);
        var learner = new LearnerArguments();
        var row = new Option<int>("--row") { Description = "The row to take the step on, from 1.", DefaultValueFactory = _ => 1 };
        var folder = new Option<string?>("--out") { Description = "The folder for the replay, the worksheet and its key, and the picture. Default: no files." };
        var why = new Option<string?>("--why")
        {
            Description = "Answers why instead: of a node's δ, as h1, of a weight's change, as \"x1->h1\", of a bias's, as b_h1.",
        };
        var answers = new Option<string?>("--answers") { Description = "Marks a filled worksheet (CSV or xlsx) of the same step instead." };
        var digits = new Option<int>("--digits") { Description = "How many digits the ledger shows, 3 to 16.", DefaultValueFactory = _ => 4 };
        var blank = new Option<string?>("--blank") { Description = $"What the worksheet asks: {Blanks.Words}. Default: backward." };
        var otherRate = new Option<string?>("--compare-rate") { Description = "Shows the step, or run, beside that with another learning rate in the replay." };
        Option<bool> force = Common.Force();
        var command = new Command(
            "explain",
            "Explains a training step on a row, number by number.\n\nExample: nodenet explain penguins.json penguins.csv --row 3 --out step\n"
                + "Example: nodenet explain penguins.csv --target species --hidden 2")
        {
            first,
        };
        table.AddTo(command);
        learner.AddTo(command);
        foreach (Option option in (Option[])[row, folder, why, answers, digits, blank, otherRate, force]) command.Add(option);
        return Guarded.WithAction(command, error, parsed =>
        {
            string? into = parsed.GetValue(folder);
            OutputFolder.Check(into, parsed.GetValue(force));
            string? named = parsed.GetValue(first);
            if (into is not null)
                OutputFile.CheckApart(_files.Select(file => Path.Combine(into, file)), [named, table.FileOf(parsed), parsed.GetValue(answers)]);
            int shown = Lists.Whole(parsed.GetValue(digits), "--digits", 3, 16);
            bool hasModel = InputFile.IsModel(named);
            if (!hasModel && named is not null && parsed.GetValue(table.File) is not null)
                throw new UsageException($"{named} is no model file; a model comes first and ends in .json.");
            Model? loaded = hasModel ? InputFile.LoadModel(named!) : null;
            Table rows = (loaded is not null ? table.Read(parsed, loaded.Origin?.TableForm, error) : table.Read(parsed, named))
                ?? throw new UsageException("The table is missing.");
            Setting setting = loaded is not null ? OfModel(loaded, learner.Step(parsed, loaded)) : OfNewNetwork(learner.ReadStepwise(parsed), rows);
            int number = parsed.GetValue(row);
            if (rows.RowCount == 0) throw new UsageException("The table has no rows: there is no step to explain.");
            if (number < 1 || number > rows.RowCount) throw new UsageException($"There is no row {number}; the table has rows 1 to {rows.RowCount}.");
            Table one = rows.Rows(number - 1);
            var trainer = new Trainer(setting.Network, setting.Loss, setting.Options);
            StepLedger ledger = trainer.Explain(setting.Model, one);
            LedgerFormat format = LedgerFormat.Default with { Digits = shown };
            if (parsed.GetValue(why) is { Length: > 0 } asked)
            {
                output.WriteLine(Answered(ledger, setting.Network, asked, format));
                return;
            }
            var options = new WorksheetOptions
            {
                Title = $"One training step: {((ITable)rows).PlaceOf(number - 1)}",
                Blanks = Blanks.Read(parsed.GetValue(blank), setting.Network),
                GivenDigits = DigitsOnPaper,
            };
            // The ledger's four digits are too few for calculating on paper; whoever asks for a number gets it on both.
            if (parsed.GetResult(digits) is { Implicit: false }) options = options with { Digits = shown, GivenDigits = Math.Max(shown, DigitsOnPaper) };
            Worksheet sheet = Worksheet.From(ledger, options);
            if (parsed.GetValue(answers) is { } filled)
            {
                Mark(output, sheet.MarkFile(filled));
                return;
            }
            output.WriteLine($"row {number}: {((ITable)rows).PlaceOf(number - 1)}");
            foreach (string line in ledger.Examples[0].Recipe!.Lines(format.Digits)) output.WriteLine("  " + line);
            output.WriteLine();
            output.WriteLine(setting.Network.Summary());
            output.WriteLine();
            output.WriteLine(ledger.ToText(format));
            double? rate = Lists.Number(parsed.GetValue(otherRate), "--compare-rate", 1e-9, 1e3);
            if (rate is not null && into is null) throw new UsageException("--compare-rate is for the replay; --out says where to.");
            if (into is not null) Save(output, into, setting, ledger, sheet, rows, one, rate);
        });
    }

    private static string[] Worksheets(string name) => [$"{name}.md", $"{name}.csv", $"{name}.xlsx"];

    /// <summary>Why something in the ledger is as it is. A name with a comma stands in double quotes.</summary>
    private static LedgerReason Answered(StepLedger ledger, Network network, string asked, LedgerFormat format)
    {
        try
        {
            return Lists.Names(asked) is [var from, var to] ? ledger.Why(from, to, format) : ledger.Why(asked.Trim('"'), format: format);
        }
        catch (ArgumentException unknown)
        {
            IEnumerable<string> nodes = network.Layers.Skip(1).SelectMany(layer => layer.Nodes).Select(Called);
            string to = network.Layers[1].Nodes[0].Name;
            throw new UsageException(
                $"--why \"{asked}\": {unknown.Message.Split(" (Parameter")[0].Split(';')[0].TrimEnd('.')}. Ask for the δ of a node by its name "
                    + $"({string.Join(", ", nodes.Take(MostNames))}{(nodes.Count() > MostNames ? ", …" : "")}), for the change of a weight by both "
                    + $"({string.Join(", ", network.InputLayer.Nodes.Take(MostNames).Select(input => $"\"{input.Name}->{to}\""))}), of a bias by b_{to}.");
        }

        static string Called(Node node) => node.Label is { } label ? $"{node.Name} or {label}" : node.Name;
    }

    private static void Mark(TextWriter output, MarkedWorksheet marked)
    {
        foreach (Marking marking in marked.Markings) output.WriteLine(marking);
        output.WriteLine(marked);
        foreach (string remark in marked.Remarks) output.WriteLine(remark);
    }

    private static void Save(
        TextWriter output, string folder, Setting setting, StepLedger ledger, Worksheet sheet, Table rows, Table one, double? otherRate)
    {
        (Trainer Trainer, Model Model) At(double rate)
        {
            var model = new Model(setting.Network.Clone()) { Recipe = setting.Recipe, Loss = setting.Loss };
            return (new Trainer(model.Network, setting.Loss, setting.Options with { LearningRate = rate }), model);
        }
        StepLedger Explained(double rate)
        {
            (Trainer trainer, Model model) = At(rate);
            return trainer.Explain(model, one);
        }
        double own = setting.Options.LearningRate;

        Directory.CreateDirectory(folder);
        setting.Network.Forward(setting.Recipe.Inputs(one)[0]); // the row that the step is taken on
        Draw.Network(setting.Network).Save(Path.Combine(folder, "network.svg"));
        ledger.SaveReplay(
            Path.Combine(folder, "step.html"), otherRate is { } another ? Explained(another) : null);
        sheet.Save(folder);
        setting.Model.Save(Path.Combine(folder, "model.json"));
        if (setting.LearnsFromAllRows)
        {
            RecordedRun Run(double rate)
            {
                (Trainer trainer, Model model) = At(rate);
                return trainer.TrainRecorded(model, rows, new RunRecording { MostLedgers = MostLedgers });
            }
            Run(own).SaveReplay(Path.Combine(folder, "run.html"), otherRate is { } beside ? Run(beside) : null);
        }
        output.WriteLine(
            $"saved in the folder {folder}: {string.Join(", ", Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal))}");
    }

    private static Setting OfModel(Model model, TrainerOptions options)
    {
        model = model.ForTables();
        if (model.Loss is null) throw new UsageException("The model does not tell its loss.");
        return new Setting(model, options, false);
    }

    /// <summary>A network for paper: small, with weights of two decimals.</summary>
    private static Setting OfNewNetwork(Learner learner, Table rows)
    {
        bool learnsFromAllRows = learner.Epochs is not null;
        LearnerPlan plan = (learner with
        {
            Hidden = learner.Hidden ?? [3],
            Activation = learner.Activation ?? new Sigmoid(),
            Optimizer = learner.Optimizer ?? new GradientDescent(),
            LearningRate = learner.LearningRate ?? LearnerArguments.StepRate,
            L2 = learner.L2 ?? 0.0,
            BatchSize = learner.BatchSize ?? 1,
        }).Plan(rows);
        Network network = plan.BuildNetwork();
        foreach (Connection connection in network.Connections) connection.Weight = Math.Round(connection.Weight, 2);
        var options = new TrainerOptions
        {
            Optimizer =
                plan.Optimizer,
            LearningRate = plan.LearningRate,
            L2 = plan.L2,
            BatchSize = plan.BatchSize,
            Epochs = learner.Epochs ?? 1,
            Seed = plan.Seed,
        };
        return new Setting(new Model(network) { Recipe = plan.Recipe, Loss = plan.Loss }, options, learnsFromAllRows);
    }

    private sealed record Setting(Model Model, TrainerOptions Options, bool LearnsFromAllRows)
    {
        public Network Network => Model.Network;

        public Recipe Recipe => Model.Recipe!;

        public ILoss Loss => Model.Loss!;
    }
}
