using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using NodeNet.Data;
using NodeNet.Drawing;
using NodeNet.Learning;
using NodeNet.Metrics;
using NodeNet.Persistence;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;
using NodeNet.Training;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet train: from a table to a model file.</summary>
internal static class TrainCommand
{
    private const string StoppedEarly = "Stopped while the table was read for the first time: nothing has been learned, and no model is saved";

    public static Command Create(TextWriter output, TextWriter error)
    {
        var table = new TableArguments("table", "The training table.");
        var learner = new LearnerArguments();
        var file = new Option<string?>("--out") { Description = "The model file to write.", Required = true };
        var test = new Option<string?>("--test") { Description = "The share of rows that is held out and measured at the end, as 0.2." };
        var start = new Option<string?>("--start-from") { Description = "A model file from which training goes on: its recipe and its weights." };
        var plot = new Option<string?>("--plot") { Description = "Draws the loss by epochs, as loss.svg." };
        var stream = new Option<bool>("--stream")
        {
            Description = "Reads the table again for each epoch, in constant memory: for more rows than memory holds. Medians, held-out rows and the order of "
                + "rows are found otherwise than in memory, so that the numbers of the model differ a little.",
        };
        var watching = new WatchArguments();
        var checkpoints = new CheckpointArguments();
        Option<bool> force = Common.Force();
        Option<bool> json = Common.Json();
        var command = new Command(
            "train", "Trains a model on a table.\n\nExample: nodenet train penguins.csv --target species --out penguins.json --test 0.2");
        table.AddTo(command);
        learner.AddTo(command);
        watching.AddTo(command);
        checkpoints.AddTo(command);
        foreach (Option option in (Option[])[file, start, test, stream, plot, force, json]) command.Add(option);
        return Guarded.WithAction(command, error, parsed =>
        {
            string path = parsed.GetRequiredValue(file)!;
            OutputFile.Check(path, parsed.GetValue(force));
            OutputFile.Check(parsed.GetValue(plot), parsed.GetValue(force));
            OutputFile.Check(watching.HistoryOf(parsed), parsed.GetValue(force));
            OutputFile.CheckApart([path, parsed.GetValue(plot), watching.HistoryOf(parsed), checkpoints.FileOf(parsed)], [table.FileOf(parsed)]);
            double held = Lists.Number(parsed.GetValue(test), "--test", 0.0, 0.9) ?? 0.0;
            Learner how = WithStart(learner.Read(parsed), parsed.GetValue(start), learner.OfNewModels(parsed));
            CheckpointFile? checkpoint = checkpoints.Read(parsed, how, error);
            how = how with { Checkpoints = checkpoint?.Options };
            bool isStreamed = parsed.GetValue(stream);
            if (isStreamed) CheckStreamed(how, held);
            bool isJson = parsed.GetValue(json);
            string name = table.NameOf(parsed);
            (WatchedSource? source, Table? training, Table? rest, LearnerPlan plan) = ProgressLine.RunReading(
                name, error, isJson,
                told => isStreamed ? Streamed(table.Stream(parsed), how, told) : Whole(table.Read(parsed)!, how, held, learner.Seed(parsed)));
            CheckSize(plan);
            if (!isJson) output.Write(CommandWords.Of(plan.ToString()));
            if (!isJson && checkpoint is { IsThere: true })
                error.WriteLine($"{checkpoints.FileOf(parsed)} is there: goes on from it, if it is of this training");

            using Watchers watchers = watching.Start(parsed, $"{string.Join(", ", how.Targets)} of {name}", plan.Epochs, error);
            LearnerRun run;
            try
            {
                run = Cancelled.ByKey(token => ProgressLine.Run(
                    plan.Epochs, error, isJson, progress =>
                    {
                        Learner told = how with { Progress = watchers.With(progress, checkpoint) };
                        if (source is null) return told.Run(training!, plan, rest, token);
                        source.Told = progress is ProgressLine line ? rows => line.Read(name, rows) : null;
                        return told.Run(source, plan, token);
                    }));
            }
            catch (OperationCanceledException)
            {
                throw new InvalidOperationException(
                    checkpoint is { IsThere: true } ? $"{StoppedEarly}; {checkpoints.FileOf(parsed)} is as it was." : $"{StoppedEarly}.");
            }
            catch (ExampleSourceException broken)
            {
                throw new InvalidOperationException(CheckpointFile.AfterFault(broken.Message, checkpoint), broken);
            }
            catch (Exception other) when (CheckpointFile.IsOfCheckpoint(other))
            {
                throw new InvalidOperationException($"{other.Message} To begin anew, delete it or name another file.", other);
            }

            if (run.Result.Reason == StopReason.NotFinite)
                throw new InvalidOperationException($"{run.Result}\nNo model is saved: its weights would be those of before the step that broke it.");
            Model model = WithOrigin(run.Model, name, run.Test);
            OutputFile.Write(path, place => model.Save(place));
            if (parsed.GetValue(plot) is { } picture) OutputFile.Write(picture, place => Draw.LossCurve(run.Result.History).Save(place));
            if (isJson) Json.Print(output, Described(run, run.Test, path));
            else Say(output, run, run.Test, path, checkpoint);
            watchers.End(run.Result);
        });
    }

    /// <summary>Refuses what needs all rows at once.</summary>
    private static void CheckStreamed(Learner how, double held)
    {
        string? whole = held > 0.0 ? "--test (measure on a file of its own, by nodenet evaluate)"
            : how.Minimizer is { } minimizer ? $"--optimizer {minimizer.Name}"
            : how.BalancesClasses ? "--class-weights (give weights by a column, --weight)" : null;
        if (whole is not null) throw new UsageException($"With --stream the rows are never all in memory, which is needed for {whole}. Leave out one of both.");
    }

    private static Learner WithStart(Learner learner, string? model, IReadOnlyList<string> saidOfNewModels)
    {
        if (model is null) return learner;
        return saidOfNewModels.Count == 0
            ? learner with { StartFrom = InputFile.LoadModel(model).ForTables(null, learner.Targets) }
            : throw new UsageException(
                $"{string.Join(", ", saidOfNewModels)}: the model of --start-from has its own recipe and network. Leave out one of both.");
    }

    /// <summary>Refuses a network whose file would be too large to be loaded again.</summary>
    private static void CheckSize(LearnerPlan plan)
    {
        const long BytesOfWeight = 23; // 17 digits, a sign, a point, an exponent, a comma
        int[] sizes = [plan.Recipe.InputCount, .. plan.Hidden, plan.Recipe.OutputCount];
        long weights = sizes.Zip(sizes.Skip(1), (from, to) => (long)from * to).Sum();
        long most = new ModelFileLimits().MaximumBytes / BytesOfWeight;
        if (weights <= most) return;
        throw new UsageException(string.Create(
            CultureInfo.InvariantCulture,
            $"The network would have {weights:N0} weights; a model file that can be loaded again holds {most:N0}. Choose a smaller --hidden."));
    }

    private static (WatchedSource? Source, Table? Training, Table? Test, LearnerPlan Plan) Streamed(ITableSource table, Learner how, Action<long>? told)
    {
        var source = new WatchedSource(table) { Told = told };
        try
        {
            LearnerPlan plan = Cancelled.ByKey(token =>
            {
                source.Cancellation = token;
                return how.Plan(source);
            });
            source.Cancellation = default; // from here on who learns is asked to stop
            return (source, null, null, plan);
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"{StoppedEarly}.");
        }
    }

    private static (WatchedSource? Source, Table? Training, Table? Test, LearnerPlan Plan) Whole(Table all, Learner how, double held, long seed)
    {
        if (held == 0.0) return (null, all, null, how.Plan(all));
        TableSplit split = how.PredictsClasses(all) ? all.SplitStratified(how.Targets[0], held, seed) : all.Split(held, seed);
        return (null, split.Train, split.Test, how.Plan(split.Train));
    }

    private static Model WithOrigin(Model model, string source, TableEvaluation? evaluation)
    {
        var scores = new Dictionary<string, double>(model.Origin!.Scores);
        if (evaluation?.Accuracy is { } accuracy) scores["test accuracy"] = accuracy;
        foreach (TargetErrors target in evaluation?.Errors ?? [])
        {
            if (double.IsFinite(target.Errors.RSquared)) scores[$"test R² of {target.Target}"] = target.Errors.RSquared;
        }
        return model with { Origin = model.Origin with { Source = source, Scores = scores } };
    }

    private static void Say(TextWriter output, LearnerRun run, TableEvaluation? evaluation, string path, CheckpointFile? checkpoint)
    {
        output.WriteLine();
        output.WriteLine(run.Result);
        if (run.Result.Reason == StopReason.Cancelled) output.WriteLine("Stopped by the user; the model is as far as it had come.");
        if (evaluation is not null)
        {
            output.WriteLine();
            output.WriteLine("on the rows held out for the test:");
            output.WriteLine(evaluation);
        }
        output.WriteLine();
        output.WriteLine($"saved as {path}");
        if ((run.Result.Reason == StopReason.Cancelled ? checkpoint?.AfterStop : checkpoint?.Trouble) is { } kept) output.WriteLine(kept);
    }

    private static JsonObject Described(LearnerRun run, TableEvaluation? evaluation, string path) => new()
    {
        ["model"] = path,
        ["rows"] = run.Plan.Rows,
        ["notes"] = Json.Of(run.Plan.Notes),
        ["inputs"] = run.Plan.Recipe.InputCount,
        ["hidden"] = new JsonArray([.. run.Plan.Hidden.Select(size => (JsonNode)size)]),
        ["outputs"] = run.Plan.Recipe.OutputCount,
        ["epochs"] = run.Result.Epochs,
        ["stopped"] = run.Result.Reason.ToString(),
        ["trainingLoss"] = Json.Of(run.Result.TrainingLoss),
        ["trainingAccuracy"] = Json.Of(run.Result.TrainingAccuracy),
        ["validationLoss"] = Json.Of(run.Result.ValidationLoss),
        ["validationAccuracy"] = Json.Of(run.Result.ValidationAccuracy),
        ["seconds"] = run.Result.Elapsed.TotalSeconds,
        ["test"] = evaluation is null ? null : EvaluationJson.Of(evaluation),
    };
}
