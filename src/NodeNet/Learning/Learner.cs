using System.Globalization;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.History;
using NodeNet.Losses;
using NodeNet.Minimizing;
using NodeNet.Optimizers;
using NodeNet.Recipes;
using NodeNet.Stopping;
using NodeNet.Training;

namespace NodeNet.Learning;

/// <summary>From a table to a model: a recipe, a network and its training, with defaults for all that is not said. What they chose can be read
/// (<see cref="Plan(ITable)"/>), printed and changed; below it are only <see cref="Recipe"/>, <see cref="Network"/> and <see cref="Trainer"/>.</summary>
/// <remarks>The same table, settings and seed give the same model, bit for bit, on the same kind of machine. docs/learner.md has the rules of the defaults and
/// the experiment behind them.</remarks>
/// <example><code>
/// Model model = Learner.For("species").Train(train);
/// Console.WriteLine(model.Evaluate(test));
/// model.Save("penguins.json");
/// </code></example>
public sealed partial record Learner
{
    private Learner(IReadOnlyList<string> targets) => Targets = targets;

    /// <summary>The columns that are predicted: one, or several columns of numbers.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>The columns to predict from. Null: all but the targets and those to ignore.</summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>Columns that are left out. Default: none.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>What holds for every input column that does not say otherwise. Default: gaps are filled by the median or, of categories, the most frequent;
    /// unknown categories are refused.</summary>
    public ColumnOptions Defaults { get; init; } = new() { Missing = MissingRule.Median };

    /// <summary>What holds for single columns, by name: inputs and targets.</summary>
    public Dictionary<string, ColumnOptions> Columns { get; init; } = [];

    /// <summary>Whether rows without a target are left out. Default: false, they are refused.</summary>
    public bool DropsMissingTargets { get; init; }

    /// <summary>The sizes of the hidden layers, from the inputs on; empty for none. Null: by the rule.</summary>
    public IReadOnlyList<int>? Hidden { get; init; }

    /// <summary>The activation function of the hidden nodes. Null: by the rule.</summary>
    public IActivation? Activation { get; init; }

    /// <summary>The loss. Null: cross-entropy for classes (binary, for two), mean squared error for numbers.</summary>
    public ILoss? Loss { get; init; }

    /// <summary>How weights are changed. Null: Adam.</summary>
    public IOptimizer? Optimizer { get; init; }

    /// <summary>A method that looks at all weights at once (L-BFGS and its like), in place of optimizer, learning rate and batches; <see cref="Epochs"/> are
    /// then passes over the rows. Null: an optimizer.</summary>
    public IMinimizer? Minimizer { get; init; }

    /// <summary>The learning rate. Null: by the rule.</summary>
    public double? LearningRate { get; init; }

    /// <summary>How many epochs there are at most. Null: by the rule.</summary>
    public int? Epochs { get; init; }

    /// <summary>How many examples a step has. Null: by the rule.</summary>
    public int? BatchSize { get; init; }

    /// <summary>λ₂ of the L2 penalty. Null: by the rule.</summary>
    public double? L2 { get; init; }

    /// <summary>The share of the rows that is held out to stop when it gets no better; the weights of the best epoch are kept. Null: by the rule.</summary>
    public double? ValidationFraction { get; init; }

    /// <summary>After how many epochs without a smaller loss training stops; at least 1. Null: by the rule.</summary>
    public int? Patience { get; init; }

    /// <summary>Whether training stops by the running loss where no rows are held out (<see cref="TrainerOptions.StopsByRunningLoss"/>), so that no epoch ends
    /// with a pass over all rows. Default: false.</summary>
    public bool StopsByRunningLoss { get; init; }

    /// <summary>A model from which training goes on: its recipe stays as it was fitted, and a copy of its network learns from the new table. Null: a recipe and
    /// weights of the table's own.</summary>
    /// <remarks>The table has to have the recipe's columns; what the recipe does not know (a new category, say) it treats as it was told to. Columns, hidden
    /// layers and activation function are the model's and cannot be said. Its loss is kept unless another is said. Threshold and conformal bounds, which were
    /// found for the old weights, are not.</remarks>
    public Model? StartFrom { get; init; }

    /// <summary>The seed of weights, shuffling and what is held out. Default: 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The precision of training. Default: double.</summary>
    public Precision Precision { get; init; } = Precision.Double;

    /// <summary>The largest number of threads. Null: the processors.</summary>
    public int? MaxDegreeOfParallelism { get; init; }

    /// <summary>Receives a report after each epoch, or null.</summary>
    public IProgress<EpochReport>? Progress { get; init; }

    /// <summary>Where and when a training saves itself, and goes on from if there is a checkpoint already (<see cref="Trainer.TrainOrResume(DataSet, DataSet?,
    /// CancellationToken)"/>): it then ends as the uninterrupted one, to the bit. Null: it does not.</summary>
    /// <remarks>A checkpoint of another training (of other rows, settings, seed or starting weights) is refused, with what differs; free are the number of
    /// epochs, the patience, and the threads. A <see cref="Minimizer"/> cannot be saved, and searches, cross-validations and ensembles refuse checkpoints:
    /// theirs are many trainings.</remarks>
    public CheckpointOptions? Checkpoints { get; init; }

    /// <summary>A learner that predicts these columns.</summary>
    /// <param name="targets">One column, or several columns of numbers.</param>
    /// <exception cref="ArgumentException">No column is named, or one is blank or named twice.</exception>
    public static Learner For(params IReadOnlyList<string> targets)
    {
        Guard.NotNull(targets);
        if (targets.Count == 0) throw new ArgumentException("No target is named.", nameof(targets));
        return MessageText.TroubleOf(targets) is { } trouble ? throw new ArgumentException(trouble, nameof(targets)) : new Learner([.. targets]);
    }

    /// <summary>This learner, told something of one more column: <c>learner.WithColumn("zip", new ColumnOptions { Kind = ColumnKind.Category })</c>.</summary>
    /// <param name="name">The column, an input or a target.</param>
    /// <param name="options">What holds for it, in place of what was said of it before.</param>
    public Learner WithColumn(string name, ColumnOptions options) =>
        this with { Columns = new Dictionary<string, ColumnOptions>(Columns) { [Guard.NotNull(name)] = Guard.NotNull(options) } };

    /// <summary>What would be trained on a table: the fitted recipe, and all that the defaults choose.</summary>
    /// <param name="training">The training table.</param>
    /// <exception cref="RecipeException">The table does not allow it; the message names column and place, and what to do.</exception>
    public LearnerPlan Plan(ITable training)
    {
        Recipe recipe = FitRecipe(Guard.NotNull(training));
        CheckWeights(recipe, training);
        int rows = StartFrom is null ? recipe.Columns[0].Facts.Count : training.RowCount;
        LearnerPlan plan = LearnerDefaults.Complete(this, recipe, rows);
        return plan with { Notes = [.. LearnerDefaults.NotesOn(training, plan)] };
    }

    /// <summary>Whether classes are predicted, and not numbers: by the target's column alone, without fitting a recipe.</summary>
    /// <param name="table">A table with the target.</param>
    /// <exception cref="RecipeException">The target does not allow it; the message names column and place.</exception>
    public bool PredictsClasses(ITable table) => new RecipeFitting(Guard.NotNull(table), RecipeOptions).PredictsClasses();

    /// <summary>Trains a model.</summary>
    /// <param name="training">The training table.</param>
    /// <param name="cancellation">Ends the training; the model is then as far as it has come, with the weights of its best epoch where rows are held
    /// out.</param>
    /// <returns>The model, with its recipe, its loss and where it comes from.</returns>
    /// <exception cref="RecipeException">The table does not allow it; the message names column and place, and what to do.</exception>
    public Model Train(ITable training, CancellationToken cancellation = default) => Run(training, cancellation).Model;

    /// <summary>As <see cref="Train(ITable, CancellationToken)"/>, with the plan and what the training says of itself.</summary>
    /// <param name="training">The training table.</param>
    /// <param name="cancellation">Ends the training.</param>
    /// <exception cref="RecipeException">The table does not allow it; the message names column and place, and what to do.</exception>
    public LearnerRun Run(ITable training, CancellationToken cancellation = default) => Run(training, Plan(training), cancellation);

    /// <summary>As the other, by a plan that was made already.</summary>
    /// <param name="training">The training table.</param>
    /// <param name="plan">What <see cref="Plan(ITable)"/> made of this table.</param>
    /// <param name="cancellation">Ends the training.</param>
    /// <exception cref="RecipeException">The table is not the plan's; the message names column and place.</exception>
    public LearnerRun Run(ITable training, LearnerPlan plan, CancellationToken cancellation = default) => Run(training, plan, null, cancellation);

    /// <summary>As the other, and measures the model on a table of its own. Its rows are encoded before the training, so that what is refused of them is told
    /// then.</summary>
    /// <param name="training">The training table.</param>
    /// <param name="plan">What <see cref="Plan(ITable)"/> made of this table.</param>
    /// <param name="test">The rows to measure on (<see cref="LearnerRun.Test"/>); null for none.</param>
    /// <param name="cancellation">Ends the training.</param>
    /// <exception cref="RecipeException">A table is not the plan's; the message names column and place.</exception>
    public LearnerRun Run(ITable training, LearnerPlan plan, ITable? test, CancellationToken cancellation = default)
    {
        Guard.NotNull(training);
        Guard.NotNull(plan);
        (DataSet Data, double[] Targets)? held = test is null ? null : plan.Recipe.Encode(test);
        (Network network, TrainingResult result) = TrainNetwork(plan, DataFor(plan.Recipe, training), cancellation, Checkpoints);
        Model model = ModelOf(plan, network, result, training.RowCount, TableHash.Of(training), training.Form);
        return new LearnerRun(model, plan, result) { Test = held is { } rows ? ModelEvaluations.Of(model, rows.Data, rows.Targets) : null };
    }

    private static Model ModelOf(LearnerPlan plan, Network network, TrainingResult result, int rows, string hash, TableForm? form) => new(network)
    {
        Recipe = plan.Recipe,
        Loss = plan.Loss,
        Origin = new ModelOrigin
        {
            NodeNetVersion = LearnerDefaults.Version,
            Rows = rows,
            TableHash = hash,
            TableForm = form,
            Training = plan.Training(result),
            LearningRate = plan.Minimizer is null && plan.LearningRate is > 0.0 and < double.PositiveInfinity ? plan.LearningRate : null,
            Scores = LearnerDefaults.ScoresOf(result),
        },
    };

    /// <summary>"learner for species; hidden 16-8, rate 0.01": what is said; all else is chosen by the rules.</summary>
    public override string ToString()
    {
        var said = new List<string>();
        if (Hidden is not null) said.Add(Hidden.Count == 0 ? "no hidden layer" : "hidden " + string.Join("-", Hidden));
        if (Activation is not null) said.Add(Activation.Name);
        if (Loss is not null) said.Add(Loss.Name);
        if (Optimizer is not null) said.Add(Optimizer.Name);
        if (Minimizer is not null) said.Add(Minimizer.Name);
        if (LearningRate is { } rate) said.Add("rate " + MessageText.Short(rate));
        if (Epochs is { } epochs) said.Add("at most " + (Minimizer is null ? MessageText.Count(epochs, "epoch") : MessageText.Count(epochs, "pass", "passes")));
        if (BatchSize is { } batch) said.Add(string.Create(CultureInfo.InvariantCulture, $"batches of {batch}"));
        if (L2 is { } penalty) said.Add("L2 " + MessageText.Short(penalty));
        if (ValidationFraction is { } held) said.Add(MessageText.Short(held) + " held out");
        if (Patience is { } patience) said.Add(string.Create(CultureInfo.InvariantCulture, $"patience {patience}"));
        if (StopsByRunningLoss) said.Add("stops by the running loss");
        if (StartFrom is not null) said.Add("from a trained model");
        if (WeightsInWords is { } weights) said.Add(weights);
        return $"learner for {MessageText.List(Targets)}{(said.Count == 0 ? "" : "; " + string.Join(", ", said))}";
    }

    /// <summary>The recipe that this learner fits on a table, or that of the model from which it goes on.</summary>
    internal Recipe FitRecipe(ITable training) => StartFrom is { } model ? WarmStart.RecipeOf(model, this) : Recipe.Fit(training, RecipeOptions);

    private RecipeOptions RecipeOptions => new()
    {
        Targets = Targets,
        Inputs = Inputs,
        Ignore = WeightColumn is null || Ignore.Contains(WeightColumn) ? Ignore : [.. Ignore, WeightColumn],
        Defaults = Defaults,
        Columns = Columns,
        DropsMissingTargets = DropsMissingTargets,
    };

    /// <summary>Whether another learner fits the same recipe on every table, because all that decides it is the very same.</summary>
    internal bool ReadsColumnsAs(Learner other) =>
        Targets.SequenceEqual(other.Targets) && ReferenceEquals(Inputs, other.Inputs) && ReferenceEquals(Ignore, other.Ignore)
            && Defaults == other.Defaults && WeightColumn == other.WeightColumn && BalancesClasses == other.BalancesClasses
            && ReferenceEquals(Columns, other.Columns) && DropsMissingTargets == other.DropsMissingTargets;

    /// <summary>Trains the network of a plan on examples that its recipe made.</summary>
    internal (Network Network, TrainingResult Result) TrainNetwork(
        LearnerPlan plan, DataSet data, CancellationToken cancellation, CheckpointOptions? checkpoints = null)
    {
        Network network = plan.BuildNetwork();
        DataSet? validation = null;
        if (plan.ValidationFraction > 0.0)
        {
            double share = 1.0 - plan.ValidationFraction;
            (data, validation) = data.IsClassification ? Deconstructed(data.SplitStratified(share, Seed)) : data.Split(share, Seed);
        }
        if (plan.Minimizer is not null) return (network, MinimizerTraining.Run(network, plan, this, data, validation, cancellation));
        var trainer = new Trainer(network, plan.Loss, plan.ToOptions(this, network, checkpoints));
        return (network, checkpoints is null ? trainer.Train(data, validation, cancellation) : trainer.TrainOrResume(data, validation, cancellation));
    }

    private static (DataSet First, DataSet Second) Deconstructed(StratifiedSplit split) => (split.First, split.Second);
}
