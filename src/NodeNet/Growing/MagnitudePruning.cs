using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Metrics;
using NodeNet.Training;

namespace NodeNet.Growing;

/// <summary>Takes out the connections with the smallest weights, round after round, and trains what is left in between.</summary>
/// <remarks>
/// <para>After round r of n the share 1 − (1 − share)^(r / n) of the connections is gone: each round takes the same share of those that are left. Frozen
/// connections stay, biases too. Of equal weights the first goes first.</para>
/// <para>Source: S. Han and others, "Learning both Weights and Connections for Efficient Neural Networks" (2015).</para>
/// </remarks>
public static class MagnitudePruning
{
    /// <summary>Prunes a trainer's network.</summary>
    /// <param name="trainer">Its network is changed; its options say how it is trained after each round.</param>
    /// <param name="training">The examples to learn from.</param>
    /// <param name="share">The share of the connections that is gone at the end; above 0, below 1.</param>
    /// <param name="rounds">In how many rounds; at least 1. Default: 5.</param>
    /// <param name="validation">Examples that are only measured; null for none.</param>
    /// <param name="cancellation">Ends after the current step.</param>
    /// <returns>A line for each round, beginning with the network as it was.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> or <paramref name="rounds"/> is out of its range.</exception>
    /// <exception cref="ArgumentException">The examples do not fit the network, or the loss cannot take a target.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained already, or the loss cannot take its outputs.</exception>
    public static IReadOnlyList<PruningRound> Run(
        Trainer trainer, DataSet training, double share, int rounds = 5, DataSet? validation = null, CancellationToken cancellation = default)
    {
        Guard.NotNull(trainer);
        Guard.NotNull(training);
        Guard.AtLeast(rounds, 1);
        if (!(share > 0.0 && share < 1.0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(share), share, $"share is {MessageText.Exact(share)}; it must be above 0 and below 1: the share of connections that is taken out.");
        }
        Network network = trainer.Network;
        int all = network.Connections.Count();
        DataSet measured = validation ?? training;
        var report = new List<PruningRound> { new(0, all, 0.0, trainer.Evaluate(measured)) };
        for (int round = 1; round <= rounds && !cancellation.IsCancellationRequested; round++)
        {
            int left = all - (int)Math.Round(all * (1.0 - Math.Pow(1.0 - share, (double)round / rounds)));
            double largest = TakeOut(network, network.Connections.Count() - left);
            trainer.Train(training, validation, cancellation);
            report.Add(new PruningRound(round, network.Connections.Count(), largest, trainer.Evaluate(measured)));
        }
        return report;
    }

    /// <summary>Takes out so many of the smallest; returns the size of the largest among them.</summary>
    private static double TakeOut(Network network, int count)
    {
        Connection[] smallest = [
            .. network.Connections.Where(connection => !connection.IsFrozen).OrderBy(connection => Math.Abs(connection.Weight)).Take(Math.Max(count, 0))];
        double largest = smallest.Length == 0 ? 0.0 : Math.Abs(smallest[^1].Weight);
        foreach (Connection connection in smallest)
            network.Disconnect(connection.Source.Name, connection.Target.Name);
        return largest;
    }
}

/// <summary>A round of <see cref="MagnitudePruning"/>, after its training.</summary>
/// <param name="Number">Its number, from 1; 0 is the network as it was.</param>
/// <param name="Connections">How many connections are left.</param>
/// <param name="LargestTaken">The size of the largest weight that went; 0 if none did.</param>
/// <param name="Evaluation">How the network does then, on the validation set if there is one.</param>
public sealed record PruningRound(int Number, int Connections, double LargestTaken, Evaluation Evaluation)
{
    /// <summary>"round 2: 60 connections, none below 0.12; loss 0.04, accuracy 97%".</summary>
    public override string ToString() =>
        $"round {Number}: {MessageText.Count(Connections, "connection")}"
            + (LargestTaken > 0.0 ? $", none left that was below {MessageText.Short(LargestTaken)}" : "") + $"; {Evaluation}";
}
