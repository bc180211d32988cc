using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;

namespace NodeNet.Tests;

public class PredictTests
{
    // More node values than fit into the stack space that a prediction uses.
    private static readonly Network _large = new NetworkBuilder(inputs: 700).AddLayer(20, new Tanh()).AddLayer(700, new Sigmoid()).Build(seed: 1);

    public static TheoryData<string, Network> Networks => new()
    {
        { "small", Given.Small() },
        { "softmax", new NetworkBuilder(inputs: 2).AddLayer([new Tanh(), new ReLU()]).AddLayer(3, new Softmax()).Build(seed: 1) },
        { "large", _large },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Predicting_into_a_span_allocates_nothing(string name, Network network)
    {
        var inputs = new double[network.InputLayer.Count];
        var outputs = new double[network.OutputLayer.Count];

        // The runtime itself allocates now and then while it compiles, and a collection may empty the pool: what counts is that most rounds of predictions
        // allocate nothing.
        int roundsWithout = 0;
        for (int round = 0; round < 10; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++)
                network.Predict(inputs, outputs);
            if (GC.GetAllocatedBytesForCurrentThread() == before) roundsWithout++;
        }

        roundsWithout.Should().BeGreaterThan(5, name);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void All_forms_give_the_same_numbers(string name, Network network)
    {
        var random = new RandomGenerator(3);
        double[][] rows = [.. Enumerable.Range(0, 5).Select(_ => RandomInputs(network, random))];

        Rows together = network.Predict(Rows.From(rows));

        together.Count.Should().Be(5);
        for (int row = 0; row < 5; row++)
        {
            var outputs = new double[network.OutputLayer.Count];
            network.Predict(rows[row], outputs);
            outputs.Should().Equal(network.Predict(rows[row]), name);
            outputs.Should().Equal(together[row].ToArray());
            outputs.ShouldAgreeWith(network.Forward(rows[row]));
        }
    }

    [Fact]
    public void What_is_predicted_does_not_hang_on_what_was_predicted_before()
    {
        double[] zeros = new double[700];
        double[] first = _large.Predict(zeros);
        _large.Predict([.. Enumerable.Repeat(1e6, 700)]);
        _large.Predict(zeros).Should().Equal(first);
    }

    [Fact]
    public void Many_threads_may_predict_at_once()
    {
        foreach (Network network in new[] { Given.Small(), _large })
        {
            var random = new RandomGenerator(5);
            double[][] inputs = [.. Enumerable.Range(0, 64).Select(_ => RandomInputs(network, random))];
            double[][] expected = [.. inputs.Select(row => network.Predict(row))];
            var results = new double[inputs.Length][];

            Parallel.For(0, inputs.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => results[i] = network.Predict(inputs[i]));

            for (int i = 0; i < inputs.Length; i++)
                results[i].Should().Equal(expected[i]);
        }
    }

    [Fact]
    public void The_outputs_may_overwrite_the_inputs()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(2, new Identity()).Build(seed: 1);
        double[] values = [1, 2];
        double[] expected = network.Predict(values);

        network.Predict(values, values);

        values.Should().Equal(expected);
    }

    [Fact]
    public void The_wrong_number_of_values_is_refused_with_both_numbers()
    {
        Network network = new NetworkBuilder(inputs: 3).AddLayer(2, new Tanh()).Build(seed: 0);
        const string Inputs = "inputs has 4 values; the network has 3 input nodes (x1, x2, x3).*";

        network.Invoking(n => n.Predict([1, 2, 3, 4])).Should().Throw<ArgumentException>().WithMessage(Inputs).WithParameterName("inputs");
        network.Invoking(n => n.Forward([1, 2, 3, 4])).Should().Throw<ArgumentException>().WithMessage(Inputs).WithParameterName("inputs");
        network.Invoking(n => n.Predict(Rows.From([[1, 2, 3, 4]]))).Should().Throw<ArgumentException>().WithMessage(Inputs).WithParameterName("inputs");
        network.Invoking(n => n.PredictClass([])).Should().Throw<ArgumentException>().WithMessage("inputs has 0 values*");
        network
            .Invoking(n => n.Predict([1, 2, 3], new double[3]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("outputs has 3 values; the network has 2 output nodes.*")
            .WithParameterName("outputs");
        network.Invoking(n => n.Predict((Rows)null!)).Should().Throw<ArgumentNullException>().WithParameterName("inputs");
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void An_input_that_is_not_finite_is_refused_with_its_node(double value, string shown)
    {
        Network network = Given.Small();
        string message = $"The input for x2 is {shown}; it must be a finite number.*";

        network.Invoking(n => n.Predict([1, value])).Should().Throw<ArgumentException>().WithMessage(message);
        network.Invoking(n => n.Predict([1, value], new double[1])).Should().Throw<ArgumentException>().WithMessage(message);
        network.Invoking(n => n.Forward([1, value])).Should().Throw<ArgumentException>().WithMessage(message);
        network.Invoking(n => n.PredictClass([1, value])).Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void The_class_is_the_output_with_the_largest_activation()
    {
        Network network = new NetworkBuilder(inputs: 3).AddLayer(3, new Identity(), bias: false).Build(seed: 0);
        network.OutputLayer.SetWeights([[1, 0, 0], [0, 1, 0], [0, 0, 1]]); // outputs = inputs

        network.PredictClass([0.2, 0.9, 0.3]).Should().Be(1);
        network.PredictClass([-3, -2, -1]).Should().Be(2);
        network.PredictClass([5, 1, 5]).Should().Be(0, "the first of equals");
    }

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0.4999, 0)]
    [InlineData(-3, 0)]
    [InlineData(7, 1)]
    public void With_a_single_output_the_class_is_1_from_a_half_on(double output, int expected)
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity(), weights: new NodeNet.Initializers.Constant(1)).Build(seed: 0);
        network.PredictClass([output]).Should().Be(expected);
    }

    private static double[] RandomInputs(Network network, RandomGenerator random) =>
        [.. Enumerable.Range(0, network.InputLayer.Count).Select(_ => random.NextUniform(-1, 1))];
}
