using System.CommandLine;
using NodeNet.Teaching;
using NodeNet.Tool.Input;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet worksheet: a sheet for every pupil of a class, with other weights on each, and the key by which they are marked.</summary>
internal static class WorksheetCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        Argument<string> file = Common.ModelFile();
        var variants = new Option<int>("--variants") { Description = "How many sheets, each with other weights.", DefaultValueFactory = _ => 30 };
        var blank = new Option<string?>("--blank") { Description = $"What the sheets ask: {Blanks.Words}. Default: backward." };
        var folder = new Option<string>("--out") { Description = "The folder for the sheets and their key.", Required = true };
        var digits = new Option<int>("--digits") { Description = "How many significant digits are printed, 3 to 17.", DefaultValueFactory = _ => 7 };
        var decimals = new Option<int>("--decimals") { Description = "How many decimals the drawn weights have, 1 to 6.", DefaultValueFactory = _ => 1 };
        var rate = new Option<string?>("--rate") { Description = "The learning rate. Default: 0.1." };
        var seed = new Option<long>("--seed") { Description = "The same seed draws the same sheets." };
        var inputs = new Option<string?>("--inputs") { Description = "The inputs of every sheet, as 1,3,5. Default: other ones on each." };
        var targets = new Option<string?>("--targets") { Description = "The targets of every sheet. Default: other ones on each." };
        var title = new Option<string?>("--title") { Description = "The heading." };
        var noHints = new Option<bool>("--no-hints") { Description = "Leaves the formulas out." };
        Option<bool> force = Common.Force();
        var command = new Command(
            "worksheet",
            "Makes a worksheet for every pupil, with other weights on each, and the key.\n\n"
                + "Example: nodenet worksheet model.json --variants 30 --blank deltas --out monday") { file };
        Option[] all = [variants, blank, folder, digits, decimals, rate, seed, inputs, targets, title, noHints, force];
        foreach (Option option in all) command.Add(option);
        return Guarded.WithAction(command, error, parsed =>
        {
            string into = parsed.GetValue(folder)!;
            if (Directory.Exists(into) && Directory.EnumerateFileSystemEntries(into).Any() && !parsed.GetValue(force))
                throw new UsageException($"{into} is there already and not empty; --force writes into it.");
            Model model = Model.Load(parsed.GetValue(file)!);
            var options = new WorksheetSetOptions
            {
                Count = parsed.GetValue(variants),
                Seed = parsed.GetValue(seed),
                LearningRate = Lists.Number(parsed.GetValue(rate), "--rate", 1e-9, 1e3) ?? 0.1,
                Decimals = parsed.GetValue(decimals),
                Inputs = Lists.Numbers(parsed.GetValue(inputs), "--inputs"),
                Targets = Lists.Numbers(parsed.GetValue(targets), "--targets"),
                Sheet = new WorksheetOptions
                {
                    Title = parsed.GetValue(title) ?? "One training step",
                    Blanks = Blanks.Read(parsed.GetValue(blank), model.Network),
                    Digits = parsed.GetValue(digits),
                    Hints = !parsed.GetValue(noHints),
                },
            };
            WorksheetSet set = WorksheetSet.Draw(
                model.Network, model.Loss ?? throw new UsageException("The model does not tell its loss."), options);
            string key = set.Save(into);
            output.WriteLine($"{set}, saved in the folder {into}");
            output.WriteLine($"To print: {Path.Combine(into, "sheets.html")}. To mark: nodenet mark FOLDER --key {key} --out marks.csv");
        });
    }
}
