using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Initializers;
using NodeNet.Metrics;
using NodeNet.Training;
using NodeNet.Verification;

namespace NodeNet.Diagnostics;

/// <summary>Whether the network stands at a flat place of the loss from which training does not take it, while other starting weights lead past it: XOR with
/// two hidden nodes, where every second start does.</summary>
/// <remarks>
/// <para>A small gradient and a loss far from 0 do not tell: they are what data that are mostly chance end with, too, and hidden nodes need be neither alike
/// nor saturated. So it is tried out. A copy of the network continues as the options say; only if that leads nowhere, copies with newly drawn weights learn for
/// as long. The place is blamed only if one of them gets far below.</para>
/// </remarks>
internal static class FlatPlaceCheck
{
    /// <summary>The gradient is small if that of all examples together is at most this share of what they have one by one: their pulls cancel. Where a network
    /// learns, they mostly agree.</summary>
    internal const double MostPull = 0.25;

    /// <summary>The network stands still if as many steps as are planned leave it above this share of its loss.</summary>
    internal const double StillShare = 0.9;

    /// <summary>A new start gets past the place if its loss is at most this share of that.</summary>
    internal const double PastShare = 0.5;

    /// <summary>How many new starts are tried. Of XOR with two or three hidden nodes half of all starts get past, so that one in 256 networks would be
    /// missed.</summary>
    internal const int Starts = 8;

    private const int FewestSteps = 20_000;

    // Of a run: weights times examples, with something added for every example.
    private const long Budget = 20_000_000;
    private const long CostOfExample = 100;
    private const int MostRows = 100;

    public static void Run(DiagnosisContext context, Passes passes, List<Finding> findings)
    {
        Network network = context.Network;
        bool canBe = passes.ErrorShare >= NodeChecks.LearnedShare
            && double.IsFinite(passes.ErrorShare)
            && network.HiddenLayers.Any(layer => layer.Nodes.Any(IsTrained))
            && findings.TrueForAll(finding => finding.Severity == Severity.Note || finding.Code == FindingCodes.VanishingDeltas);
        if (!canBe) return;
        double pull = PullOf(context);
        if (!(pull <= MostPull)) return;

        DataSet training = context.Training;
        long costOfEpoch = training.Count * (network.ParameterCount + CostOfExample);
        long affordable = Budget / costOfEpoch;
        if (affordable < context.Options.Epochs)
        {
            context.Remarks.Add("Whether the network stands at a flat place was not tried out: the training that is planned is too long for that.");
            return;
        }
        double stepsOfEpoch = Math.Ceiling((double)training.Count / Math.Min(context.Options.BatchSize, training.Count));
        int epochs = (int)Math.Max(context.Options.Epochs, Math.Min(affordable, Math.Ceiling(FewestSteps / stepsOfEpoch)));

        double before = Evaluation.Of(network, context.Loss, training).Loss;
        double after = LossAfter(context, network.Clone(), epochs);
        if (!(after >= StillShare * before)) return;
        double[] others = [.. Enumerable.Range(1, Starts).Select(seed => LossAfter(context, NewStart(network, seed), epochs)).Order()];
        int past = others.Count(loss => loss <= PastShare * Math.Min(before, after));
        if (past == 0) return;
        // at such a place δs cancel; the layers are not at fault, since other starts learn
        findings.RemoveAll(finding => finding.Code == FindingCodes.VanishingDeltas);
        findings.Add(Found(before, after, pull, past, others[0], epochs * stepsOfEpoch, passes.ErrorShare));
    }

    /// <summary>‖Σ gradient‖ / Σ ‖gradient‖ over examples: 1 where all pull the same way, 0 where they cancel.</summary>
    private static double PullOf(DiagnosisContext context)
    {
        Network network = context.Network;
        IReadOnlyList<Connection> connections = [.. network.Connections.Where(connection => !connection.IsFrozen)];
        Node[] nodes = [.. network.Layers.Skip(1).SelectMany(layer => layer.Nodes).Where(node => node.HasBias && !node.IsBiasFrozen)];
        var together = new double[connections.Count + nodes.Length];
        double oneByOne = 0.0;
        DataSet sample = context.Sample(MostRows);
        for (int row = 0; row < sample.Count; row++)
        {
            Gradients gradients = Gradients.Of(network, context.Loss, sample.Select([row]));
            double squares = 0.0;
            for (int i = 0; i < together.Length; i++)
            {
                double slope = i < connections.Count ? gradients[connections[i]] : gradients.OfBias(nodes[i - connections.Count]);
                together[i] += slope;
                squares += slope * slope;
            }
            oneByOne += Math.Sqrt(squares);
        }
        return Math.Sqrt(together.Sum(slope => slope * slope)) / oneByOne;
    }

    /// <summary>The loss after training as planned; +∞ if that broke off.</summary>
    private static double LossAfter(DiagnosisContext context, Network copy, int epochs)
    {
        // Everything that decides how steps are taken stays: no reports, no stopping, nothing that reaches outside.
        TrainerOptions options = context.Options with
        {
            Epochs = epochs,
            StopWhen = null,
            KeepBest = false,
            ValidationFraction = 0.0,
            Loops = Loops.Fast,
            Progress = null,
            Checkpoints = null,
        };
        TrainingResult result = new Trainer(copy, context.Loss, options).Train(context.Training);
        return result.Reason == StopReason.NotFinite ? double.PositiveInfinity : Evaluation.Of(copy, context.Loss, context.Training).Loss;
    }

    /// <summary>The same network with weights as each node's activation function draws them, and biases of 0; what is frozen stays.</summary>
    private static Network NewStart(Network network, int seed)
    {
        Network copy = network.Clone();
        var random = new RandomGenerator(seed);
        foreach (Node node in copy.Layers.Skip(1).SelectMany(layer => layer.Nodes))
        {
            if (node.HasBias && !node.IsBiasFrozen) node.Bias = 0.0;
            IInitializer weights = node.ActivationFunction?.DefaultInitializer ?? node.Layer.LayerActivation!.DefaultInitializer;
            foreach (Connection connection in node.Incoming.Where(connection => !connection.IsFrozen))
                connection.Weight = weights.Draw(random, node.Incoming.Count, node.Layer.Count);
        }
        return copy;
    }

    private static bool IsTrained(Node node) => node.Incoming.Any(connection => !connection.IsFrozen) && node.Outgoing.Count > 0;

    private static Finding Found(double before, double after, double pull, int past, double best, double steps, double errorShare) => new()
    {
        Code = FindingCodes.FlatPlace,
        Title = "a flat place",
        Severity = Severity.Warning,
        Explanation =
            $"The network stands still: {DiagnosisContext.Number(steps)} more steps bring its loss from {DiagnosisContext.Number(before)} to "
                + $"{DiagnosisContext.Number(after)}, though it is far from having learned. " +
            $"What the examples ask of the weights cancels; together it is {DiagnosisContext.Percent(pull)} of what it is one by one. It is the starting "
                + $"weights that led here: of {Starts} new starts with the same " +
            $"settings {past} {(past == 1 ? "gets" : "get")} below half of that loss, the best to {DiagnosisContext.Number(best)}.",
        Advice = "Start again with another seed (Build(seed: …)). One more hidden node leaves fewer such places; momentum or Adam may lead out of them.",
        Evidence =
        [
            new Evidence("loss", before),
            new Evidence("loss after more steps", after),
            new Evidence("steps", steps),
            new Evidence("gradient of all examples, as a share of their gradients one by one", pull),
            new Evidence("squared error as a share of the targets' spread", errorShare),
            new Evidence("new starts", Starts),
            new Evidence("new starts that get below half of the loss", past),
            new Evidence("loss of the best new start", best),
        ],
    };
}
