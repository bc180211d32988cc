using System.Diagnostics;
using NodeNet.Activations;
using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Learning;

/// <summary>Looks for a learner that does best on rows it has not seen: each trial is a learner with other settings, measured by cross-validation. Immutable:
/// every method answers a search with one thing more.</summary>
/// <remarks>
/// <para>The same search of the same table finds the same, to the bit, on one thread and on eight, and also when it was killed and goes on from its
/// <see cref="TrialsFile"/>: what is tried is drawn beforehand, or after whole rounds; which trial ends first never enters; of equals the first trial is the
/// better.</para>
/// <para>A trial that diverges or is refused is a result, the last of all.</para>
/// </remarks>
/// <example><code>
/// SearchResult found = Search.Over(Learner.For("species")).AddStandard().Run(table);
/// Console.WriteLine(found);
/// Model model = found.BestLearner.Train(table);
/// </code></example>
public sealed record Search
{
    private Search(Learner learner) => Learner = learner;

    /// <summary>What every trial starts from.</summary>
    public Learner Learner { get; }

    /// <summary>What is tried.</summary>
    public IReadOnlyList<SearchDimension> Dimensions { get; private init; } = [];

    /// <summary>How trials are chosen. Default: at random.</summary>
    public SearchMethod Method { get; init; } = SearchMethod.Random;

    /// <summary>How many trials there are; at least 1. A grid has as many as it has points. Default: 40.</summary>
    public int Trials { get; init; } = 40;

    /// <summary>Of a grid: how many numbers of a range; at least 1. Default: 3.</summary>
    public int GridLevels { get; init; } = 3;

    /// <summary>How many parts the cross-validation has; from 2 on. Default: 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>The seed of what is tried and of the parts. Default: 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The largest number of threads, each with a trial of its own; null for the processors.</summary>
    public int? MaxDegreeOfParallelism { get; init; }

    /// <summary>A file that each result is added to as soon as it is there, and from which a search that was killed goes on; null for none.</summary>
    public string? TrialsFile { get; init; }

    /// <summary>Receives a report after each result, one at a time, or null.</summary>
    public IProgress<SearchReport>? Progress { get; init; }

    /// <summary>Where the trainings run; null for this process's threads.</summary>
    public ITrialRunner? Runner { get; private init; }

    /// <summary>Runs the trainings elsewhere, as on a cluster: the results are the same. A part of your own must be in
    /// <see cref="Catalogue"/>.</summary>
    /// <param name="runner">Where; null for this process's threads.</param>
    public Search RunOn(ITrialRunner? runner) => this with { Runner = runner };

    /// <summary>A search that starts from a learner and tries nothing yet.</summary>
    /// <param name="learner">The learner.</param>
    public static Search Over(Learner learner) => new(Guard.NotNull(learner));

    /// <summary>Tries numbers of a range, each as likely.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="low">The smallest.</param>
    /// <param name="high">The largest.</param>
    /// <param name="set">What a number sets.</param>
    /// <exception cref="ArgumentException">The range does not rise, or the name is blank or there twice.</exception>
    public Search AddRange(string name, double low, double high, Func<Learner, double, Learner> set) =>
        Add(SearchDimension.Range(name, low, high, isLogarithmic: false, set));

    /// <summary>Tries numbers of a range whose logarithms are each as likely, as suits rates and penalties.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="low">The smallest, above 0.</param>
    /// <param name="high">The largest.</param>
    /// <param name="set">What a number sets.</param>
    /// <exception cref="ArgumentException">The range does not rise from above 0, or the name is blank or there twice.</exception>
    public Search AddLogRange(string name, double low, double high, Func<Learner, double, Learner> set) =>
        Add(SearchDimension.Range(name, low, high, isLogarithmic: true, set));

    /// <summary>Tries whole numbers of a range.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="low">The smallest.</param>
    /// <param name="high">The largest.</param>
    /// <param name="set">What a number sets.</param>
    /// <exception cref="ArgumentException">The range does not rise, or the name is blank or there twice.</exception>
    public Search AddWhole(string name, int low, int high, Func<Learner, int, Learner> set) => Add(SearchDimension.Whole(name, low, high, set));

    /// <summary>Tries each of some values.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="name">What they are called.</param>
    /// <param name="values">The values.</param>
    /// <param name="set">What a value sets.</param>
    /// <param name="text">How a value is printed; null for its own text.</param>
    /// <exception cref="ArgumentException">There is no value, or the name is blank or there twice.</exception>
    public Search AddChoice<T>(string name, IReadOnlyList<T> values, Func<Learner, T, Learner> set, Func<T, string>? text = null) =>
        Add(SearchDimension.Choice(name, values, set, text));

    /// <summary>Tries what matters most, unless the learner says it itself: hidden layers (none; 16; 32; 64; 128; 32, 16; 64, 32), ReLU or tanh, rates from
    /// 0.001 to 0.03, L2 from 0.00001 to 0.1, batches of 16 to 128, and 50, 100 or 200 epochs. Of a learner with a minimizer only hidden layers, activation
    /// function (tanh or softplus) and L2.</summary>
    /// <exception cref="ArgumentException">One of these is tried already.</exception>
    public Search AddStandard()
    {
        Search search = this;
        if (Learner.Hidden is null)
        {
            int[][] hidden = [[], [16], [32], [64], [128], [32, 16], [64, 32]]; // few noisy rows are often answered best without a hidden layer
            search = search.AddChoice("hidden", hidden, (learner, sizes) => learner with { Hidden = sizes }, WordsOf);
        }
        if (Learner.Activation is null)
        {
            IActivation[] functions = Learner.Minimizer is null ? [new ReLU(), new Tanh()] : [new Tanh(), new Softplus()];
            search = search.AddChoice("activation", functions, (learner, f) => learner with { Activation = f }, f => f.Name);
        }
        bool hasSteps = Learner.Minimizer is null;
        if (hasSteps && Learner.LearningRate is null) search = search.AddLogRange("rate", 0.001, 0.03, (learner, rate) => learner with { LearningRate = rate });
        if (Learner.L2 is null) search = search.AddLogRange("L2", 1e-5, 0.1, (learner, penalty) => learner with { L2 = penalty });
        if (hasSteps && Learner.BatchSize is null) search = search.AddChoice("batch", [16, 32, 64, 128], (learner, size) => learner with { BatchSize = size });
        if (hasSteps && Learner.Epochs is null) search = search.AddChoice("epochs", [50, 100, 200], (learner, most) => learner with { Epochs = most });
        return search;
    }

    private static string WordsOf(int[] sizes) => sizes.Length == 0 ? "none" : string.Join('-', sizes);

    /// <summary>Runs the search.</summary>
    /// <param name="table">The table. Keep rows for a last test away from it: the best of many trials looks better than it is.</param>
    /// <param name="cancellation">Ends the search; with a <see cref="TrialsFile"/> it can go on.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    /// <exception cref="InvalidOperationException">Nothing is tried (<see cref="AddStandard"/>), or the trials file is of another search.</exception>
    /// <exception cref="RecipeException">The table does not allow it; the message names column and place.</exception>
    /// <exception cref="IOException">The trials file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public SearchResult Run(ITable table, CancellationToken cancellation = default)
    {
        Check();
        var parts = new FoldedTable(table, Learner, Folds, Seed);
        parts.Prepare(cancellation); // what the table does not allow is said before any trial
        SearchTrial[] trials = [.. SearchProposals.Of(this).Select((settings, number) => new SearchTrial(number, settings, Learner, Folds))];
        using var file = TrialsFile is null ? null : Learning.TrialsFile.Open(TrialsFile, Fingerprint(table, trials.Length), trials);
        using var watch = new SearchWatch(this);
        var run = new SearchRun(this, parts, trials, file, Stopwatch.StartNew(), watch);
        foreach (SearchRung rung in SearchRung.Of(Method, trials.Length, Folds)) run.Climb(rung, cancellation);
        return new SearchResult(this, trials);
    }

    /// <summary>"search over hidden, rate: 40 trials, random, 5 parts, seed 1".</summary>
    public override string ToString() =>
        $"search over {MessageText.List([.. Dimensions.Select(one => one.Name)])}: {MessageText.Count(Trials, "trial")}, "
            + $"{Method.ToString().ToLowerInvariant()}, {MessageText.Count(Folds, "part")}, seed {MessageText.Exact(Seed)}";

    private Search Add(SearchDimension dimension) => Dimensions.Any(one => one.Name == dimension.Name)
        ? throw new ArgumentException($"\"{dimension.Name}\" is tried already.", nameof(dimension))
        : this with { Dimensions = [.. Dimensions, dimension] };

    private void Check()
    {
        if (Dimensions.Count == 0) throw new InvalidOperationException("The search tries nothing: AddStandard, AddChoice, AddRange and their like say what.");
        Guard.AtLeast(Trials, 1);
        Guard.AtLeast(GridLevels, 1);
        if (!Enum.IsDefined(Method)) throw new ArgumentOutOfRangeException(nameof(Method), Method, $"There is no method {Method}.");
    }

    /// <summary>What decides every result: a file of other trials is refused.</summary>
    private string Fingerprint(ITable table, int trials) =>
        string.Join('\n', [TableHash.Of(table), Learner.Plan(table).ToString(), .. Dimensions.Select(one => one.ToString()),
            $"{Method} {trials} {GridLevels} {Folds} {Seed} {Learner.Precision}"]);
}

/// <summary>How a <see cref="Search"/> chooses its trials.</summary>
public enum SearchMethod
{
    /// <summary>Every setting is drawn at random.</summary>
    Random,

    /// <summary>Every combination of the choices and of some numbers of each range.</summary>
    Grid,

    /// <summary>Settings are drawn at random; all are measured on one part, the best third of them on two parts more, the best third of those on two more, and
    /// so on, until some are measured on all. For the time of 40 whole trials some 130 are looked at.</summary>
    Halving,
}

/// <summary>How far a search has come.</summary>
/// <param name="Done">How many results there are: one a trial and part.</param>
/// <param name="Total">How many there will be.</param>
/// <param name="BestScore">The best mean score so far of trials that were measured on as many parts as any; NaN before the first. It falls where further
/// parts bring a mean down.</param>
/// <param name="BestTrial">The number of that trial.</param>
/// <param name="Elapsed">How long the search has taken.</param>
/// <param name="Left">How long it will take, if it goes on so.</param>
public sealed record SearchReport(int Done, int Total, double BestScore, int BestTrial, TimeSpan Elapsed, TimeSpan Left)
{
    /// <summary>"120 of 200 results, best mean so far 0.978 (trial 17), 2.1 s, 1.4 s left".</summary>
    public override string ToString() =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{Done} of {Total} results, best mean so far {BestScore:0.0000} (trial {BestTrial}), {Elapsed.TotalSeconds:0.0} s, "
                + $"{Left.TotalSeconds:0.0} s left");
}
