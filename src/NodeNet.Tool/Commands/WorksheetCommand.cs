using System.CommandLine;
using System.Security.Cryptography;
using NodeNet.Tables;
using NodeNet.Teaching;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet worksheet: a sheet for every pupil of a class, with other weights on each, and the key by which they are marked.</summary>
internal static class WorksheetCommand
{
    private const int MostSheets = 999;
    private const int SeedsEnd = 1_000_000; // short enough to be typed again

    public static Command Create(TextWriter output, TextWriter error)
    {
        Argument<string> file = Common.ModelFile();
        var variants = new Option<int>("--variants") { Description = "How many sheets, each with other weights.", DefaultValueFactory = _ => 30 };
        var blank = new Option<string?>("--blank") { Description = $"What the sheets ask: {Blanks.Words}. Default: backward." };
        var folder = new Option<string>("--out") { Description = "The folder for the sheets and their key.", Required = true };
        var digits = new Option<int>("--digits") { Description = "How many significant digits are printed, 3 to 17.", DefaultValueFactory = _ => 7 };
        var decimals = new Option<int>("--decimals")
        {
            Description = "How many decimals the drawn weights, and the numbers of rows, have, 1 to 6.",
            DefaultValueFactory = _ => 1,
        };
        var rate = new Option<string?>("--rate") { Description = "The learning rate. Default: the model's own; without one 0.1." };
        var seed = new Option<long?>("--seed") { Description = "The same seed draws the same sheets. Default: a new one each time, which is printed." };
        var table = new TableArguments("rows", "Rows.", isOptional: true);
        var rows = new Option<string?>("--rows")
        {
            Description = "A table whose rows the sheets are about. Default: rows that the model's training table could have had.",
        };
        var inputs = new Option<string?>("--inputs") { Description = "The inputs of every sheet, as 1,3,5. Default: other ones on each." };
        var targets = new Option<string?>("--targets") { Description = "The targets of every sheet. Default: other ones on each." };
        var title = new Option<string?>("--title") { Description = "The heading." };
        var noHints = new Option<bool>("--no-hints") { Description = "Leaves the formulas out." };
        var isLong = new Option<bool>("--long") { Description = $"Makes sheets of more than {SheetLength.MostPages} pages, too." };
        Option<bool> force = Common.Force();
        var command = new Command(
            "worksheet",
            "Makes a worksheet for every pupil, with other weights on each, and the key.\n\n"
                + "Example: nodenet worksheet model.json --variants 30 --blank deltas --out monday") { file };
        Option[] all = [variants, blank, folder, digits, decimals, rate, seed, rows, inputs, targets, title, noHints, isLong, force];
        foreach (Option option in all) command.Add(option);
        table.AddOptionsTo(command);
        return Guarded.WithAction(command, error, parsed =>
        {
            string into = parsed.GetValue(folder)!;
            OutputFolder.Check(into, parsed.GetValue(force));
            OutputFile.CheckApart([Path.Combine(into, "key.json")], [parsed.GetValue(file)!, parsed.GetValue(rows)]);
            Model model = InputFile.LoadModel(parsed.GetValue(file)!);
            long drawn = parsed.GetValue(seed) ?? RandomNumberGenerator.GetInt32(1, SeedsEnd);
            var options = new WorksheetSetOptions
            {
                Count = Lists.Whole(parsed.GetValue(variants), "--variants", 1, MostSheets),
                Seed = drawn,
                LearningRate = Lists.Number(parsed.GetValue(rate), "--rate", 1e-9, 1e3) ?? model.Origin?.LearningRate ?? LearnerArguments.StepRate,
                Decimals = Lists.Whole(parsed.GetValue(decimals), "--decimals", 1, 6),
                Inputs = Lists.Numbers(parsed.GetValue(inputs), "--inputs", model.Network.InputLayer.Count, "input"),
                Targets = Lists.Numbers(parsed.GetValue(targets), "--targets", model.Network.OutputLayer.Count, "output"),
                Sheet = new WorksheetOptions
                {
                    Title = parsed.GetValue(title) ?? "One training step",
                    Blanks = Blanks.Read(parsed.GetValue(blank), model.Network),
                    Digits = Lists.Whole(parsed.GetValue(digits), "--digits", 3, 17),
                    Hints = !parsed.GetValue(noHints),
                },
            };
            if (model.Loss is null) throw new UsageException("The model does not tell its loss.");
            if (!parsed.GetValue(isLong)) SheetLength.Check(model, options, parsed.GetValue(blank));
            Table? given = table.Read(parsed, parsed.GetValue(rows), model.Origin?.TableForm, error);
            if (given is not null && options.Inputs is not null)
                throw new UsageException("--inputs gives every sheet the same inputs, and --rows those of a table's rows; name one of them.");
            WorksheetSet set = given is null ? WorksheetSet.Draw(model, options) : WorksheetSet.Draw(model.ForTables(), given, options);
            string key = set.Save(into);
            output.WriteLine($"{set}, saved in the folder {into}");
            output.WriteLine($"Each sheet {SheetLength.Words(set.Sheets[0])}.");
            output.WriteLine($"Seed {drawn}: --seed {drawn} makes the same sheets again.");
            output.WriteLine($"To print: {Path.Combine(into, "sheets.html")}. To mark: nodenet mark FOLDER --key {key} --out marks.csv");
        });
    }
}
