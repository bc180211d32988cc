using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Recipes;
using NodeNet.Training;

namespace NodeNet.Learning;

/// <summary>Several networks that answer together: the mean of their outputs, and how far they are apart. They are one network, whose last layer takes the
/// mean of theirs: so an ensemble is a <see cref="Model"/>, one file, and is judged, drawn and exported as any other.</summary>
/// <example><code>
/// Ensemble ensemble = Ensemble.Train(table, Learner.For("species"), members: 10);
/// ensemble.Model.Save("penguins.json");
/// Ensemble served = Ensemble.Of(Model.Load("penguins.json"));
/// Console.WriteLine(served.Predict(rows).Deviations[0][0]);       // 0 where all agree
/// </code></example>
public sealed class Ensemble
{
    private readonly Layer[] _outputs; // each member's output layer

    private Ensemble(Model model, Layer[] outputs) => (Model, _outputs) = (model, outputs);

    /// <summary>The model that answers the mean.</summary>
    public Model Model { get; }

    /// <summary>How many networks answer.</summary>
    public int MemberCount => _outputs.Length;

    /// <summary>Trains the members, each from starting weights and an order of the rows of its own: the learner's seed, and the numbers after it.</summary>
    /// <param name="table">The training table. One recipe, fitted on all of it, serves every member.</param>
    /// <param name="learner">The learner. Each training takes one thread; the members are trained side by side.</param>
    /// <param name="members">How many; at least 2. Default: 10.</param>
    /// <param name="bootstrap">Whether each member learns from as many rows drawn at random, some of them more than once, some not at all.</param>
    /// <param name="maxDegreeOfParallelism">The largest number of threads; null for the processors. The result is the same, to the bit, for any.</param>
    /// <param name="runOn">Where the trainings run, as a cluster: the result is the same; null for this process's threads.</param>
    /// <param name="cancellation">Ends the training.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="members"/> is below 2, or <paramref name="maxDegreeOfParallelism"/> below 1.</exception>
    /// <exception cref="RecipeException">The table does not allow it; the message names column and place.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public static Ensemble Train(
        ITable table, Learner learner, int members = 10, bool bootstrap = false, int? maxDegreeOfParallelism = null, ITrialRunner? runOn = null,
        CancellationToken cancellation = default)
    {
        Guard.NotNull(table);
        Guard.NotNull(learner);
        Guard.AtLeast(members, 2);
        WarmStart.CheckNone(learner, "An ensemble");
        LearnerPlan plan = learner.Plan(table);
        Network[] networks = runOn is null ? TrainedHere(table, learner, plan, members, bootstrap, maxDegreeOfParallelism, cancellation)
            : TrainedElsewhere(runOn, table, learner, plan, members, bootstrap, cancellation);
        var model = new Model(Joined(networks, plan))
        {
            Recipe = plan.Recipe,
            Loss = plan.Loss,
            Origin = new ModelOrigin
            {
                NodeNetVersion = LearnerDefaults.Version,
                Rows = table.RowCount,
                TableHash = TableHash.Of(table),
                Training = $"the mean of {MessageText.Count(members, "network")}{(bootstrap ? ", each of rows drawn at random" : "")}; {learner}",
            },
        };
        return Of(model);
    }

    /// <summary>The ensemble that a model is, as one that was loaded.</summary>
    /// <param name="model">The model of an ensemble.</param>
    /// <exception cref="ArgumentException">Its last layer does not take the mean of several others of its size.</exception>
    public static Ensemble Of(Model model)
    {
        Guard.NotNull(model);
        Layer last = model.Network.OutputLayer;
        Layer[] outputs = [.. last.IncomingBlocks.Select(block => block.Source)];
        bool isMean = outputs.Length >= 2 && outputs.All(layer => layer.Count == last.Count) && last.Activation is Identity;
        return isMean ? new Ensemble(model, outputs)
            : throw new ArgumentException("The model is no ensemble: its last layer does not take the mean of several others.", nameof(model));
    }

    /// <summary>The answers for the rows of a table, and how far the members are apart.</summary>
    /// <param name="table">A table with the recipe's columns.</param>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
    /// <exception cref="InvalidOperationException">The model has no recipe; or the network is being trained.</exception>
    public EnsembleAnswers Predict(ITable table)
    {
        Recipe recipe = Model.Required();
        Rows inputs = recipe.Inputs(Guard.NotNull(table));
        Rows means = Model.PredictEncoded(inputs);
        int width = means.Width;
        var deviations = new double[means.Values.Length];
        double[][] members = [.. _outputs.Select(_ => new double[width])];
        var answers = new double[MemberCount];
        Model.Network.ForEachRow(inputs, (row, values) =>
        {
            for (int member = 0; member < MemberCount; member++)
            {
                _outputs[member].Of(values.Activations).CopyTo(members[member]);
                recipe.Restore(members[member]);
            }
            for (int output = 0; output < width; output++)
            {
                for (int member = 0; member < MemberCount; member++) answers[member] = members[member][output];
                deviations[row * width + output] = Statistics.MeanAndDeviation(answers).Deviation;
            }
        });
        return new EnsembleAnswers(means, Rows.Own(deviations, means.Count, width));
    }

    /// <summary>"ensemble of 10: model of …".</summary>
    public override string ToString() => $"ensemble of {MemberCount}: {Model}";

    private static Network[] TrainedHere(
        ITable table, Learner learner, LearnerPlan plan, int members, bool bootstrap, int? maxDegreeOfParallelism, CancellationToken cancellation)
    {
        DataSet data = learner.DataFor(plan.Recipe, table);
        var networks = new Network[members];
        TrialThreads.Run(members, maxDegreeOfParallelism, member =>
        {
            Learner own = learner with { Seed = unchecked(learner.Seed + member) };
            networks[member] = TrainMember(own, plan, data, bootstrap, cancellation).Network;
        }, cancellation);
        return networks;
    }

    private static Network[] TrainedElsewhere(
        ITrialRunner runner, ITable table, Learner learner, LearnerPlan plan, int members, bool bootstrap, CancellationToken cancellation)
    {
        Learner[] learners = [.. Enumerable.Range(0, members).Select(member => learner with { Seed = unchecked(learner.Seed + member) })];
        var done = new LearnerTrialResult[members];
        runner.Run(
            table, [.. learners.Select(one => new LearnerTrial { Learner = one, Bootstrap = bootstrap, KeepsNetwork = true })],
            (member, result) => done[member] = result, cancellation);
        if (done.FirstOrDefault(result => result.Trouble is not null) is { } failed) throw failed.ToException();
        return [
            .. done.Select((result, member) =>
            {
                Network network = (plan with { Seed = learners[member].Seed }).BuildNetwork();
                network.CopyParametersFrom(result.Parameters);
                return network;
            }),
        ];
    }

    /// <summary>Trains one member on this thread, by its own seed.</summary>
    internal static (Network Network, TrainingResult Result) TrainMember(
        Learner learner, LearnerPlan plan, DataSet data, bool bootstrap, CancellationToken cancellation)
    {
        Learner alone = learner with { MaxDegreeOfParallelism = 1, Progress = null };
        return alone.TrainNetwork(plan with { Seed = learner.Seed }, bootstrap ? Drawn(data, learner.Seed) : data, cancellation);
    }

    private static DataSet Drawn(DataSet data, long seed)
    {
        var random = new RandomGenerator(seed);
        return data.Select([.. Enumerable.Range(0, data.Count).Select(_ => random.NextInt32(data.Count))]);
    }

    /// <summary>The members side by side, and a layer that takes the mean of their outputs.</summary>
    private static Network Joined(Network[] networks, LearnerPlan plan)
    {
        var builder = new NetworkBuilder(plan.Recipe.InputCount);
        int count = 1; // layers so far, the inputs among them
        var ends = new List<int>();
        foreach (Network network in networks)
        {
            int before = 0;
            foreach (Layer layer in network.ComputedLayers)
            {
                int[] from = [before];
                if (layer.LayerActivation is { } whole) builder.AddLayer(layer.Count, whole, from: from);
                else builder.AddLayer(layer.Count, layer.Activation!, from: from);
                before = count++;
            }
            ends.Add(before);
        }
        builder.AddLayer(plan.Recipe.OutputCount, new Identity(), bias: false, from: [.. ends]);
        Network joined = builder.Build(plan.Seed);
        int place = 1;
        foreach (Network network in networks)
        {
            foreach (Layer layer in network.ComputedLayers)
            {
                joined.Layers[place].SetWeights(layer.GetWeights(), joined.Layers[place].IncomingBlocks[0].Source.Index);
                joined.Layers[place++].SetBiases(layer.GetBiases());
            }
        }
        double share = 1.0 / networks.Length;
        int width = plan.Recipe.OutputCount;
        double[][] shares = [.. Enumerable.Range(0, width).Select(j => Enumerable.Range(0, width).Select(i => i == j ? share : 0.0).ToArray())];
        foreach (int end in ends) joined.OutputLayer.SetWeights(shares, end);
        plan.Label(joined);
        return joined;
    }
}

/// <summary>What the members of an ensemble answer.</summary>
/// <param name="Means">A row for each row of the table: the mean of their answers, as the model answers it.</param>
/// <param name="Deviations">The standard deviation of the members' answers, √(Σ (answer − mean)² / n), in the same units; 0 where all agree.</param>
public sealed record EnsembleAnswers(Rows Means, Rows Deviations)
{
    /// <summary>"12 rows of 3 answers".</summary>
    public override string ToString() => $"{MessageText.Count(Means.Count, "row")} of {MessageText.Count(Means.Width, "answer")}";
}
