using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Handout;

/// <summary>Exercise: several epochs over both examples make the SSE smaller. Here y1 has no bias: nothing is assumed about the output any more.</summary>
public class ExerciseEpochsTests
{
    private static readonly double[][] _inputs = [[1, 3, 5], [2, -1, 0.5]];
    private static readonly double[] _labels = [1, 0];

    [Fact]
    public void Every_epoch_lowers_the_SSE()
    {
        TrainingResult result = Train(Create(), epochs: 200);

        double[] losses = [.. result.History.Select(epoch => epoch.RunningLoss)];
        losses.Should().HaveCount(200).And.BeInDescendingOrder().And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void After_200_epochs_the_mean_SSE_is_what_plain_arrays_give()
    {
        Network network = Create();
        double before = new Trainer(network, new SumOfSquaredErrors()).Evaluate(Data()).Loss;

        TrainingResult result = Train(network, epochs: 200);

        before.Should().BeApproximately(PlainArrays(epochs: 0), 1e-14);
        result.TrainingLoss.Should().BeApproximately(PlainArrays(epochs: 200), 1e-12);
        before.ShouldPrint("0.2785719");
        result.TrainingLoss.ShouldPrint("0.0025579");
    }

    private static Network Create()
    {
        Network network = HandoutNetwork.Create();
        network.Node("y1").HasBias = false;
        return network;
    }

    private static DataSet Data() => DataSet.From(_inputs, _labels.Select(label => new[] { label }));

    private static TrainingResult Train(Network network, int epochs) =>
        new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.5, Shuffle = false, Epochs = epochs }).Train(Data());

    /// <summary>The handout's arithmetic without any of NodeNet: online learning on both examples in turn, then the mean SSE.</summary>
    private static double PlainArrays(int epochs)
    {
        double[][] w = [[0.5, 1.2, -0.3], [0, 0, 0], [0, 0, 0], [0, 0, 0]];
        double[] v = [0.8, 0.5, 0.1, 0.6];
        for (int step = 0; step < 2 * epochs; step++)
        {
            double[] x = _inputs[step % 2];
            (double[] h, double y) = Forward(x, w, v);
            double deltaOut = 2 * (_labels[step % 2] - y) * y * (1 - y);
            for (int j = 0; j < 4; j++)
            {
                double deltaHidden = deltaOut * v[j] * h[j] * (1 - h[j]);
                v[j] += 0.5 * deltaOut * h[j];
                for (int i = 0; i < 3; i++) w[j][i] += 0.5 * deltaHidden * x[i];
            }
        }
        return _inputs.Zip(_labels, (x, label) => Math.Pow(label - Forward(x, w, v).Output, 2)).Average();
    }

    private static (double[] Hidden, double Output) Forward(double[] x, double[][] w, double[] v)
    {
        double[] h = [.. w.Select(row => Sigmoid(row.Zip(x, (weight, input) => weight * input).Sum()))];
        return (h, Sigmoid(h.Zip(v, (activation, weight) => activation * weight).Sum()));
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
}
