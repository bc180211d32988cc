using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using NodeNet.Activations;
using NodeNet.Learning;
using NodeNet.Tables;

namespace NodeNet.Benchmarks.Learning;

/// <summary>search TABLE: how long a search takes, as one line of JSON. benchmarks/compare-search runs it beside scikit-learn's.</summary>
internal static class SearchCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("table") { Description = "A CSV file." };
        var target = new Option<string>("--target") { Description = "The column of classes.", Required = true };
        var trials = new Option<int>("--trials") { DefaultValueFactory = _ => 200 };
        var threads = new Option<int?>("--threads");
        var space = new Option<string>("--space")
        {
            Description = "standard (AddStandard), or peer: hidden layers, activation function, rate and L2, with at most 100 epochs in batches of 32.",
            DefaultValueFactory = _ => "standard",
        };
        var single = new Option<bool>("--single") { Description = "Trains in single precision." };
        var command = new Command("search", "How long a search at random takes, from a cold start.") { file, target, trials, threads, space, single };
        command.SetAction(parsed =>
        {
            Learner learner = Learner.For(parsed.GetRequiredValue(target));
            bool isPeer = parsed.GetValue(space) == "peer";
            if (isPeer) learner = learner with { Epochs = 100, BatchSize = 32, StopsByRunningLoss = true }; // scikit-learn's rule goes by it, too
            if (parsed.GetValue(single)) learner = learner with { Precision = Precision.Single };
            Search tried = isPeer ? Peer(learner) : Search.Over(learner).AddStandard();
            Search search = tried with { Trials = parsed.GetValue(trials), MaxDegreeOfParallelism = parsed.GetValue(threads) };
            Run(search, Table.ReadCsv(parsed.GetRequiredValue(file)), parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    /// <summary>The space that compare-search gives scikit-learn.</summary>
    private static Search Peer(Learner learner)
    {
        int[][] hidden = [[16], [32], [64], [128], [32, 16], [64, 32]];
        return Search.Over(learner).AddChoice("hidden", hidden, (one, sizes) => one with { Hidden = sizes }, sizes => string.Join('-', sizes))
            .AddChoice<IActivation>("activation", [new ReLU(), new Tanh()], (one, function) => one with { Activation = function }, function => function.Name)
            .AddLogRange("rate", 0.001, 0.03, (one, rate) => one with { LearningRate = rate })
            .AddLogRange("L2", 1e-5, 0.1, (one, penalty) => one with { L2 = penalty });
    }

    private static void Run(Search search, Table table, TextWriter output)
    {
        var clock = Stopwatch.StartNew();
        SearchResult found = search.Run(table);
        double seconds = clock.Elapsed.TotalSeconds;
        double epochs = found.Trials.Sum(trial => (double)trial.Epochs) / (search.Trials * search.Folds);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"trials\":{search.Trials},\"seconds\":{seconds:0.000},\"epochs\":{epochs:0.0},\"best\":{found.Best.MeanScore:0.0000}}}"));
    }
}
