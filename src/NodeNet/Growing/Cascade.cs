using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Minimizing;
using NodeNet.Training;

namespace NodeNet.Growing;

/// <summary>Grows a network node by node: train the weights into the outputs; train candidates, each connected to all inputs and all earlier nodes, to follow
/// what the outputs still want; keep the best, and leave its weights as they are; begin again.</summary>
/// <remarks>
/// <para>Each hidden node is a layer of its own, connected to everything before it. What a candidate's weights make large is called its correlation with the
/// errors by the paper, and is a covariance: the sum over the outputs of |Σ (V − V̄) · (E − Ē)| over the examples, with V its activation and E an output's
/// δ; here
/// divided by √n and the lengths of E − Ē, so that 1 would follow them wholly. A new node changes no output until its own weights into the outputs are
/// trained.</para>
/// <para>Same data, options and seed: the same network, to the bit.</para>
/// <para>Source: S. E. Fahlman and C. Lebiere, "The Cascade-Correlation Learning Architecture" (1990); here both halves are trained by L-BFGS.</para>
/// </remarks>
/// <example><code>
/// CascadeResult spiral = Cascade.Train(twoSpirals, new CascadeOptions { Seed = 1 });
/// Console.WriteLine(spiral);      // solved with 12 hidden nodes: loss 0.02, accuracy 100%
/// </code></example>
public static class Cascade
{
    // Candidates that begin steep find narrow places, such as between the arms of a spiral; divided by √(weights), so that their net inputs are alike.
    private const double FirstWeights = 4.0;

    /// <summary>Grows a network for a data set.</summary>
    /// <param name="data">The examples; their inputs scaled.</param>
    /// <param name="options">How; by default <see cref="CascadeOptions"/>' own defaults.</param>
    /// <param name="cancellation">Ends the growth; the network is then as it was after its last node.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the loss cannot take a target.</exception>
    /// <exception cref="InvalidOperationException">The loss cannot take the outputs that go with the data.</exception>
    public static CascadeResult Train(DataSet data, CascadeOptions? options = null, CancellationToken cancellation = default)
    {
        Guard.NotNull(data);
        options ??= new CascadeOptions();
        options.Validate();
        ILoss loss = options.Loss ?? LossFor(data);
        var random = new RandomGenerator(options.Seed);
        Network network = Grown(null, data, null, options.Seed);
        var steps = new List<CascadeStep>();
        double correlation = 0.0;
        while (true)
        {
            TrainOutputs(network, data, loss, options);
            Evaluation now = Evaluation.Of(network, loss, data);
            steps.Add(new CascadeStep(network.HiddenLayers.Count, now.Loss, now.Accuracy, correlation, network.Clone()));
            options.Progress?.Report(steps[^1]);
            bool isSolved = now.Accuracy == 1.0 || now.Loss <= options.LossToReach;
            if (isSolved || network.HiddenLayers.Count >= options.MostNodes || cancellation.IsCancellationRequested)
                return new CascadeResult(network, steps, isSolved);
            Candidate best = BestCandidate(network, data, loss, options, random);
            correlation = best.Correlation;
            network = Grown(network, data, best, options.Seed);
        }
    }

    private static ILoss LossFor(DataSet data) =>
        !data.IsClassification ? new MeanSquaredError() : data.Targets.Width == 1 ? new BinaryCrossEntropy() : new CrossEntropy();

    /// <summary>The network with one more hidden node, a layer of its own before the outputs, whose weights into the outputs are 0.</summary>
    private static Network Grown(Network? network, DataSet data, Candidate? node, long seed)
    {
        var builder = new NetworkBuilder(data.Inputs.Width);
        int hidden = network?.HiddenLayers.Count ?? 0;
        for (int h = 0; h < hidden; h++)
            builder.AddLayer(1, network!.HiddenLayers[h].Activation!, from: [.. Enumerable.Range(0, h + 1)]);
        if (node is not null) builder.AddLayer(1, node.Activation, from: [.. Enumerable.Range(0, hidden + 1)]);
        int[] all = [.. Enumerable.Range(0, hidden + (node is null ? 1 : 2))];
        int outputs = data.Targets.Width;
        if (!data.IsClassification) builder.AddLayer(outputs, new Identity(), from: all);
        else if (outputs == 1) builder.AddLayer(1, new Sigmoid(), from: all);
        else builder.AddLayer(outputs, new Softmax(), from: all);
        Network grown = builder.Build(seed);
        if (network is null || node is null) return grown;
        grown.TakeOver(network, layer => layer.IsOutput ? hidden + 2 : layer.Index, each => each.Position);
        grown.OutputLayer.SetWeights([.. Enumerable.Range(0, outputs).Select(_ => new double[1])], from: hidden + 1);
        Node added = grown.HiddenLayers[hidden].Nodes[0];
        added.Bias = node.Weights[^1];
        int next = 0;
        foreach (ConnectionBlock block in added.Layer.IncomingBlocks)
        {
            for (int source = 0; source < block.Source.Count; source++)
                grown.SetParameter(block.Index(source, 0), node.Weights[next++]);
        }
        return grown;
    }

    /// <summary>Trains the weights into the outputs alone. What they see stays as it is, so a network without hidden nodes that is given it does.</summary>
    private static void TrainOutputs(Network network, DataSet data, ILoss loss, CascadeOptions options)
    {
        double[][] seen = Seen(network, data);
        Layer outputs = network.OutputLayer;
        var builder = new NetworkBuilder(seen[0].Length);
        if (outputs.LayerActivation is { } whole) builder.AddLayer(outputs.Count, whole);
        else builder.AddLayer(outputs.Count, outputs.Activation!);
        Network alone = builder.Build(seed: options.Seed);
        CopyOutputs(network, alone);
        DataSet examples = DataSet.From(Rows.From(seen), data.Targets).WithWeights(data.Weights);
        new Trainer(alone, loss, new TrainerOptions { L2 = options.L2, MaxDegreeOfParallelism = 1 })
            .Minimize(examples, new LBfgs(), new MinimizerLimits { Passes = options.OutputPasses, LargestSlope = 1e-6, LeastImprovement = 1e-5 });
        CopyOutputs(alone, network);
    }

    private static void CopyOutputs(Network from, Network to)
    {
        Layer outputs = from.OutputLayer;
        for (int output = 0; output < outputs.Count; output++)
        {
            to.OutputLayer.Nodes[output].Bias = outputs.Nodes[output].Bias;
            double[] weights = [.. Into(outputs).Select(weight => from.Parameters[weight + output])];
            int next = 0;
            foreach (int weight in Into(to.OutputLayer))
                to.SetParameter(weight + output, weights[next++]);
        }

        static IEnumerable<int> Into(Layer layer) =>
            layer.IncomingBlocks.SelectMany(block => Enumerable.Range(0, block.Source.Count).Select(source => block.Index(source, 0)));
    }

    /// <summary>What the outputs, and a new node, see of each example: the inputs, and the activation of every hidden node.</summary>
    private static double[][] Seen(Network network, DataSet data)
    {
        var values = new NodeValues(network);
        Layer[] sources = [.. network.Layers.Take(network.Layers.Count - 1)];
        var seen = new double[data.Count][];
        for (int row = 0; row < seen.Length; row++)
        {
            ForwardPass.Run(network, data.Inputs[row], values.NetInputs, values.Activations);
            seen[row] = [.. sources.SelectMany(layer => layer.Of((ReadOnlySpan<double>)values.Activations).ToArray())];
        }
        return seen;
    }

    /// <summary>What each output still wants, example by example: δ times the example's weight, less its mean.</summary>
    private static double[][] Wanted(Network network, DataSet data, ILoss loss)
    {
        var values = new NodeValues(network);
        Layer outputs = network.OutputLayer;
        var wanted = new double[outputs.Count][];
        for (int output = 0; output < wanted.Length; output++)
            wanted[output] = new double[data.Count];
        for (int row = 0; row < data.Count; row++)
        {
            ForwardPass.Run(network, data.Inputs[row], values.NetInputs, values.Activations);
            OutputLoss.Deltas(outputs, loss, data.Targets[row], values.NetInputs, values.Activations, values.Deltas);
            for (int output = 0; output < wanted.Length; output++)
                wanted[output][row] = data.WeightOf(row) * values.Deltas[outputs.Slot(output)];
        }
        foreach (double[] ofOutput in wanted)
        {
            double mean = ofOutput.Average();
            for (int row = 0; row < ofOutput.Length; row++)
                ofOutput[row] -= mean;
        }
        return wanted;
    }

    private static Candidate BestCandidate(Network network, DataSet data, ILoss loss, CascadeOptions options, RandomGenerator random)
    {
        double[][] seen = Seen(network, data);
        double[][] wanted = Wanted(network, data, loss);
        var limits = new MinimizerLimits { Passes = options.CandidatePasses, LargestSlope = 1e-7, LeastImprovement = 1e-6 };
        Candidate? best = null;
        foreach (IActivation activation in options.Activations)
        {
            for (int candidate = 0; candidate < options.Candidates; candidate++)
            {
                var weights = new double[seen[0].Length + 1];
                double range = FirstWeights / Math.Sqrt(weights.Length);
                for (int i = 0; i < weights.Length; i++)
                    weights[i] = random.NextUniform(-range, range);
                var objective = new CorrelationObjective(seen, wanted, activation);
                new LBfgs().Minimize(objective, weights, limits);
                double correlation = -objective.Evaluate(weights, new double[weights.Length]);
                if (best is null || correlation > best.Correlation) best = new Candidate(activation, weights, correlation);
            }
        }
        return best!;
    }

    /// <param name="Activation">Its activation function.</param>
    /// <param name="Weights">The weights into it, then its bias.</param>
    /// <param name="Correlation">How well it follows what the outputs want.</param>
    private sealed record Candidate(IActivation Activation, double[] Weights, double Correlation);
}
