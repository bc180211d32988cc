using System.Globalization;
using System.Text;
using NodeNet.Activations;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Minimizing;
using NodeNet.Optimizers;
using NodeNet.Persistence;
using NodeNet.Recipes;
using NodeNet.Stopping;
using NodeNet.Training;

namespace NodeNet.Learning;

/// <summary>What a learner trains: the fitted recipe and every setting, those that were given and those that the defaults chose.</summary>
public sealed record LearnerPlan
{
    /// <summary>The recipe, fitted on the training table.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>How many rows the recipe was fitted on.</summary>
    public required int Rows { get; init; }

    /// <summary>The model from which training goes on, or null.</summary>
    public Model? StartFrom { get; init; }

    /// <summary>The sizes of the hidden layers.</summary>
    public required IReadOnlyList<int> Hidden { get; init; }

    /// <summary>The activation function of the hidden nodes; without meaning where training goes on from a model.</summary>
    public required IActivation Activation { get; init; }

    /// <summary>The loss.</summary>
    public required ILoss Loss { get; init; }

    /// <summary>How weights are changed.</summary>
    public required IOptimizer Optimizer { get; init; }

    /// <summary>The method that looks at all weights at once; null where the optimizer changes them.</summary>
    public IMinimizer? Minimizer { get; init; }

    /// <summary>Whether a minimizer has neither L2 nor held-out rows to keep it from learning the noise.</summary>
    public bool IsUnboundMinimizer => Minimizer is not null && L2 == 0.0 && ValidationFraction == 0.0;

    /// <summary>The learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>How many epochs there are at most; with a <see cref="Minimizer"/>, passes over the rows.</summary>
    public required int Epochs { get; init; }

    /// <summary>How many examples a step has.</summary>
    public required int BatchSize { get; init; }

    /// <summary>λ₂ of the L2 penalty.</summary>
    public required double L2 { get; init; }

    /// <summary>The share of the rows that is held out; 0 for none.</summary>
    public required double ValidationFraction { get; init; }

    /// <summary>After how many epochs without a smaller loss training stops.</summary>
    public required int Patience { get; init; }

    /// <summary>Whether, where no rows are held out, the loss for that is the running one.</summary>
    public bool StopsByRunningLoss { get; init; }

    /// <summary>The seed of weights, shuffling and what is held out.</summary>
    public required long Seed { get; init; }

    /// <summary>How rows count that do not count alike, in words; null where they do.</summary>
    public string? Weights { get; init; }

    /// <summary>What is to be known of the table before it is learned, a sentence each: that it has very few rows.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The fingerprint of a table that was read piece by piece; null of one that is in memory.</summary>
    internal string? SourceHash { get; init; }

    /// <summary>The recipe and every setting, a line each.</summary>
    public override string ToString()
    {
        CultureInfo plain = CultureInfo.InvariantCulture;
        var text = new StringBuilder(Recipe.Summary());
        string sizes = string.Join("-", Hidden.Prepend(Recipe.InputCount).Append(Recipe.OutputCount));
        string network = StartFrom is null ? $"{sizes}{(Hidden.Count > 0 ? ", " + Activation.Name : "")}; {OutputWords}" : WarmStart.Words(StartFrom);
        text.Append(plain, $"network: {network}\n");
        text.Append(plain, $"training: {Loss.Name}, {Method}, at most {Lasting(Epochs)}, L2 {MessageText.Short(L2)}, seed {Seed}\n");
        string loss = StopsByRunningLoss ? "running loss" : "loss";
        text.Append(
            ValidationFraction > 0.0
                ? string.Create(
                    plain,
                    $"{100.0 * ValidationFraction:0.##}% of the rows are held out; training stops after {Patience} {Unit}s without a smaller loss on them\n")
                : Minimizer is not null ? "no rows are held out; training stops where no slope is left, or steps gain nothing\n"
                : string.Create(
                    plain, $"no rows are held out; training stops after {Patience} epochs in which the {loss} has not become smaller by a ten thousandth\n"));
        if (Weights is not null) text.Append(plain, $"{Weights}\n");
        foreach (string note in Notes) text.Append(MessageText.Line(note)).Append('\n');
        return text.ToString();
    }

    /// <summary>The network, with its starting weights: new ones, or those of a copy of the model's from which training goes on.</summary>
    public Network BuildNetwork()
    {
        if (StartFrom is not null) return StartFrom.Network.Clone();
        var builder = new NetworkBuilder(Recipe.InputCount);
        foreach (int size in Hidden) builder.AddLayer(size, Activation);
        if (Recipe.ClassLabels is null) builder.AddLayer(Recipe.OutputCount, new Identity());
        else if (Recipe.OutputCount == 1) builder.AddLayer(1, new Sigmoid());
        else builder.AddLayer(Recipe.OutputCount, new Softmax());
        Network network = builder.Build(Seed);
        Label(network);
        return network;
    }

    /// <summary>Inputs and outputs of a network get the names of the recipe.</summary>
    internal void Label(Network network)
    {
        Label(network, network.InputLayer, Recipe.InputNames);
        Label(network, network.OutputLayer, Recipe.OutputNames);
    }

    internal TrainerOptions ToOptions(Learner learner, Network network, CheckpointOptions? checkpoints) => new()
    {
        Optimizer = Optimizer,
        LearningRate = LearningRate,
        Epochs = Epochs,
        BatchSize = BatchSize,
        L2 = L2,
        Seed = Seed,
        KeepBest = ValidationFraction > 0.0,
        StopWhen = new NoImprovement(Patience, ValidationFraction > 0.0 ? 0.0 : LearnerDefaults.LeastImprovement),
        StopsByRunningLoss = StopsByRunningLoss,
        Precision = learner.Precision,
        MaxDegreeOfParallelism = learner.MaxDegreeOfParallelism,
        Progress = learner.Progress,
        Checkpoints = checkpoints,
        StartingWeights = checkpoints is null || StartFrom is null ? null : DigestOf(network),
    };

    private static string DigestOf(Network network)
    {
        var parameters = new double[network.ParameterCount];
        network.CopyParametersTo(parameters);
        return Digest.Text(Digest.Of(parameters));
    }

    /// <summary>What a model's origin says of its training.</summary>
    internal string Training(TrainingResult result) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Loss.Name}, {Method}, {MessageText.Count(result.Epochs, Unit)}, "
                + $"L2 {MessageText.Short(L2)}, {100.0 * ValidationFraction:0.##}% held out, seed {Seed}")
            + (Weights is null ? "" : ", " + Weights) + (StartFrom is null ? "" : $"; {WarmStart.Words(StartFrom)}");

    /// <summary>The nodes get the columns' names. A column that is called as a node is, x2 for example, gets "column x2".</summary>
    private static void Label(Network network, Layer layer, IReadOnlyList<string> names)
    {
        var taken = new HashSet<string>(network.Layers.SelectMany(one => one.Nodes).SelectMany(node => new[] { node.Name, node.Label ?? node.Name }));
        for (int i = 0; i < names.Count; i++)
        {
            string label = taken.Contains(names[i]) ? "column " + names[i] : names[i];
            if (taken.Add(label)) layer.Nodes[i].Label = label;
        }
    }

    private string Method => Minimizer is { } method ? method.Name
        : string.Create(CultureInfo.InvariantCulture, $"{Optimizer.Name}, rate {MessageText.Short(LearningRate)}, batches of {BatchSize}");

    private string Unit => Minimizer is null ? "epoch" : "step";

    private string Lasting(int epochs) => Minimizer is null ? MessageText.Count(epochs, "epoch") : MessageText.Count(epochs, "pass", "passes");

    private string OutputWords => Recipe.ClassLabels is null ? "identity" : Recipe.OutputCount == 1 ? "sigmoid" : "softmax";
}
