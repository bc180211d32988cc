using NodeNet.Activations;
using NodeNet.Foundation;

namespace NodeNet.Tests.Fast;

/// <summary>A snapshot in single precision keeps the weights of large layers in a second order. The answers are those of one row at a time, which uses the
/// first.</summary>
public class PackedWeightsTests
{
    [Theory]
    [InlineData(784, 512, 300, 10)]
    [InlineData(130, 200, 513, 65)]
    [InlineData(31, 600, 97, 3)] // inputs that do not stay in rows
    [InlineData(700, 30, 30, 2)] // a first layer that is narrow
    public void Many_rows_have_the_answers_of_one_row_at_a_time(int inputs, int first, int second, int outputs)
    {
        Network network = new NetworkBuilder(inputs)
            .AddLayer(first, new ReLU())
            .AddLayer(second, new Tanh())
            .AddLayer(outputs, new Sigmoid())
            .Build(seed: 3);
        Predictor answers = network.Freeze(Precision.Single);
        foreach (int rows in new[] { 1, 5, 63, 64, 65, 150 })
        {
            float[] given = Rows(rows, inputs);
            var many = new float[rows * outputs];
            answers.Predict(given, many);
            var shared = new float[rows * outputs];
            answers.Predict(given, shared, 2);
            shared.Should().Equal(many);
            for (int row = 0; row < rows; row++)
            {
                double[] one = answers.Predict([.. given.AsSpan(row * inputs, inputs).ToArray().Select(x => (double)x)]);
                many.AsSpan(row * outputs, outputs).ToArray().Should().Equal(one.Select(y => (float)y), $"row {row} of {rows}");
            }
        }
    }

    [Theory]
    [InlineData(784, 70)]
    [InlineData(3, 70)]
    public void An_input_that_is_not_finite_is_named_by_row_and_input_however_many_come_before_it(int inputs, int rows)
    {
        Network network = new NetworkBuilder(inputs).AddLayer(40, new ReLU()).AddLayer(2, new Sigmoid()).Build(seed: 3);
        network.OutputLayer.Nodes[0].Bias = 1e30;
        Predictor answers = network.Freeze(Precision.Single);
        foreach (float wrong in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            float[] given = Rows(rows, inputs);
            given[66 * inputs + 2] = wrong;
            FluentActions
                .Invoking(() => answers.Predict(given, new float[rows * 2], 3))
                .Should()
                .Throw<ArgumentException>()
                .WithMessage("Row 66 (from 0): *");
            FluentActions.Invoking(() => answers.Predict(given, new float[rows * 2])).Should().Throw<ArgumentException>().WithMessage("Row 66 (from 0): *");
        }
    }

    [Fact]
    public void Net_inputs_beyond_single_precision_are_no_fault_of_the_inputs()
    {
        Network network = new NetworkBuilder(40).AddLayer(33, new Sigmoid()).AddLayer(2, new Sigmoid()).Build(seed: 3);
        foreach (Node node in network.Layers[1].Nodes)
            (node.Bias, node.Incoming[0].Weight) = (3e38, 3e38);
        var outputs = new float[2 * 70];
        network.Freeze(Precision.Single).Predict(Rows(70, 40), outputs);
        outputs.Should().OnlyContain(y => float.IsFinite(y));
    }

    [Fact]
    public void Threads_are_one_or_more()
    {
        Predictor answers = new NetworkBuilder(2).AddLayer(1, new Sigmoid()).Build(seed: 1).Freeze();
        FluentActions.Invoking(() => answers.Predict(new float[2], new float[1], 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => answers.Predict(new float[3], new float[1], 2)).Should().Throw<ArgumentException>().WithMessage("*a row has 2.*");
    }

    /// <summary>Numbers from −1 to 1; some inputs are silent in all rows, and some in some.</summary>
    private static float[] Rows(int rows, int inputs)
    {
        var random = new RandomGenerator(rows);
        return
        [
            .. from row in Enumerable.Range(0, rows)
               from i in Enumerable.Range(0, inputs)
               let number = (float)(2 * random.NextDouble() - 1)
               select i % 100 is > 20 and < 50 || (i + row) % 7 == 0 ? 0f : number,
        ];
    }
}
