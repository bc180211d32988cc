using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Recipes;
using NodeNet.Training;

namespace NodeNet.Learning;

/// <content>Learning from tables that are read piece by piece.</content>
public sealed partial record Learner
{
    /// <summary>What would be trained on a table that is read piece by piece: the recipe, fitted in one reading, and all that the defaults choose.</summary>
    /// <param name="training">The training table.</param>
    /// <exception cref="RecipeException">The table does not allow it; the message names column and place, and what to do.</exception>
    /// <exception cref="ExampleSourceException">A file is gone, or has changed since it was first read.</exception>
    /// <exception cref="NotSupportedException">Something is asked for that needs all rows at once: <see cref="Minimizer"/>,
    /// <see cref="BalancesClasses"/>.</exception>
    public LearnerPlan Plan(ITableSource training)
    {
        Guard.NotNull(training);
        if (Minimizer is not null)
        {
            throw new NotSupportedException(
                $"{Minimizer.Name} looks at all rows at once; a table that is read piece by piece is learned by an optimizer. Leave Minimizer out.");
        }
        if (BalancesClasses)
        {
            throw new NotSupportedException(
                "BalancesClasses weighs all rows before the first is learned from; where a table is read piece by piece, give the weights by a column "
                    + "(WeightColumn).");
        }
        var fitting = new SourceFitting(training, RecipeOptions);
        Recipe fitted = fitting.Fit();
        Recipe recipe = StartFrom is { } model ? WarmStart.RecipeOf(model, this) : fitted;
        LearnerPlan plan = LearnerDefaults.Complete(this, recipe, fitting.Rows) with { SourceHash = fitting.Hash };
        return plan with { Notes = [.. LearnerDefaults.NotesOn(fitting.ClassCounts, [.. fitting.ConstantTargets], plan)] };
    }

    /// <summary>Trains a model on a table that may be far larger than memory: of a file, or of a query that can be asked again.</summary>
    /// <remarks>The table is read once to fit the recipe, once to count and check the examples, once more if rows are held out, and then for each epoch.
    /// Held out
    /// are as many rows as <see cref="ValidationFraction"/> says, by chance each, but no more than a window has
    /// (<see cref="TrainerOptions.WindowExamples"/>): they stay in memory.</remarks>
    /// <param name="training">The training table.</param>
    /// <param name="cancellation">Ends the training; the model is then as far as it has come.</param>
    /// <exception cref="RecipeException">The table does not allow it.</exception>
    /// <exception cref="ExampleSourceException">The table cannot be read, has changed meanwhile, or has a row that the recipe refuses.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before the first step, while examples were counted or held out.</exception>
    /// <exception cref="NotSupportedException">As for <see cref="Plan(ITableSource)"/>.</exception>
    public Model Train(ITableSource training, CancellationToken cancellation = default) => Run(training, cancellation).Model;

    /// <summary>As <see cref="Train(ITableSource, CancellationToken)"/>, with the plan and what the training says of itself.</summary>
    /// <param name="training">The training table.</param>
    /// <param name="cancellation">Ends the training.</param>
    /// <exception cref="RecipeException">The table does not allow it.</exception>
    /// <exception cref="ExampleSourceException">As for <see cref="Train(ITableSource, CancellationToken)"/>.</exception>
    /// <exception cref="OperationCanceledException">As for <see cref="Train(ITableSource, CancellationToken)"/>.</exception>
    /// <exception cref="NotSupportedException">As for <see cref="Plan(ITableSource)"/>.</exception>
    public LearnerRun Run(ITableSource training, CancellationToken cancellation = default) => Run(training, Plan(training), cancellation);

    /// <summary>As the other, by a plan that was made already.</summary>
    /// <param name="training">The training table.</param>
    /// <param name="plan">What <see cref="Plan(ITableSource)"/> made of this table.</param>
    /// <param name="cancellation">Ends the training.</param>
    /// <exception cref="ExampleSourceException">As for <see cref="Train(ITableSource, CancellationToken)"/>.</exception>
    /// <exception cref="OperationCanceledException">As for <see cref="Train(ITableSource, CancellationToken)"/>.</exception>
    public LearnerRun Run(ITableSource training, LearnerPlan plan, CancellationToken cancellation = default)
    {
        Guard.NotNull(plan);
        IExampleSource examples = plan.Recipe.Examples(training, WeightColumn);
        IExampleSource? held = null;
        if (plan.ValidationFraction > 0.0)
        {
            int most = ExampleWindow.DefaultSize(examples.InputCount + examples.TargetCount);
            double share = Math.Min(plan.ValidationFraction, (double)most / plan.Rows);
            (held, examples) = examples.Split(share, Seed);
            held = InMemory(held, cancellation);
        }
        Network network = plan.BuildNetwork();
        var trainer = new Trainer(network, plan.Loss, plan.ToOptions(this, network, Checkpoints));
        TrainingResult result = Checkpoints is null ? trainer.Train(examples, held, cancellation) : trainer.TrainOrResume(examples, held, cancellation);
        Model model = ModelOf(plan, network, result, plan.Rows, plan.SourceHash ?? "", training.Form);
        return new LearnerRun(model, plan, result);
    }

    private static IExampleSource InMemory(IExampleSource source, CancellationToken cancellation)
    {
        var inputs = new List<double[]>();
        var targets = new List<double[]>();
        var weights = new List<double>();
        try
        {
            foreach (ExamplePiece piece in source.Read([.. Enumerable.Range(0, source.GroupCount)]))
            {
                cancellation.ThrowIfCancellationRequested();
                inputs.AddRange(piece.Inputs.ToArrays());
                targets.AddRange(piece.Targets.ToArrays());
                if (piece.Weights is not null) weights.AddRange(piece.Weights);
            }
        }
        catch (Exception trouble) when (trouble is not (OutOfMemoryException or OperationCanceledException or ExampleSourceException))
        {
            throw new ExampleSourceException($"{source.Name}: {trouble.Message}", source.Name, null, trouble);
        }
        if (inputs.Count == 0)
            throw new InvalidOperationException($"No row of {source.Name} was held out: it has too few, or ValidationFraction is too small.");
        DataSet data = DataSet.From(inputs, targets).WithNames(source.InputNames, source.ClassLabels);
        if (source.HasNumberTargets) data = data.OfNumbers();
        return (weights.Count > 0 ? data.WithWeights(weights) : data).AsSource("the rows held out");
    }
}
