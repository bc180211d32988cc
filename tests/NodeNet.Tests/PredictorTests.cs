using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Tests.Persistence;
using NodeNet.Training;

namespace NodeNet.Tests;

/// <summary>A frozen snapshot predicts, and nothing reaches it.</summary>
public class PredictorTests
{
    [Fact]
    public void Answers_that_are_not_finite_are_shown_and_are_no_inputs_of_anything()
    {
        Network network = new NetworkBuilder(2).AddLayer(2, new Identity()).Build(1);
        network.Parameters.AsSpan().Fill(1e300);
        Rows answers = network.Predict(Rows.From([[1e-300, 1e-300], [1e10, 1e10]]));
        answers[1][0].Should().Be(double.PositiveInfinity);
        const string Words = "Row 1, column 0 (from 0) of inputs is Infinity; it must be a finite number.*";

        network.Invoking(n => n.Predict(answers)).Should().Throw<ArgumentException>().WithMessage(Words);
        network.Invoking(n => n.Predict(answers, 2)).Should().Throw<ArgumentException>().WithMessage(Words);
        network.Freeze().Invoking(n => n.Predict(answers)).Should().Throw<ArgumentException>().WithMessage(Words);
        FluentActions.Invoking(() => DataSet.From(answers, answers)).Should().Throw<ArgumentException>().WithMessage(Words);
    }

    [Fact]
    public void It_predicts_as_the_network_did()
    {
        Network network = ModelText.WithEverything().Network;
        Rows rows = Rows.From([[1, 2], [-3, 0.5]]);
        Rows expected = network.Predict(rows);

        Predictor frozen = network.Freeze();
        foreach (Node node in network.OutputLayer.Nodes) node.Bias += 1;
        network.Prune(c => c.Source.Name == "h1");
        network.HiddenLayers[0].Activation = new ReLU();

        frozen.Predict(rows).ToArrays().Should().BeEquivalentTo(expected.ToArrays());
        frozen.Predict([1, 2]).Should().Equal(expected[0].ToArray());
        network.Predict([1, 2]).Should().NotEqual(expected[0].ToArray(), "the network has gone on");
    }

    [Fact]
    public void Of_a_model_it_keeps_units_and_words()
    {
        Model model = ModelText.WithEverything();
        Predictor frozen = model.Freeze();

        frozen.Predict([11, 20.1]).Should().Equal(model.Predict([11, 20.1]));
        frozen.Classify([11, 20.1]).ToString().Should().Be(model.Classify([11, 20.1]).ToString());
        frozen.Classify(Rows.From([[11, 20.1]]))[0].Scores.Should().Equal(model.Classify([11, 20.1]).Scores);
        frozen.PredictClass([11, 20.1]).Should().Be(model.PredictClass([11, 20.1]));
        frozen.InputNames.Should().Equal("width in mm", "height in mm");
        frozen.OutputNames.Should().Equal("y1", "y2");
        frozen.ClassLabels.Should().Equal("good", "bad");
        frozen.ToString().Should().Be(model.ToString());
        var outputs = new double[2];
        frozen.Predict([11, 20.1], outputs);
        outputs.Should().Equal(model.Predict([11, 20.1]));

        model.Network.Node("edge").Label = "other";
        frozen.Classify([11, 20.1]).Labels.Should().Equal("good", "bad");
    }

    [Fact]
    public void Of_a_network_it_has_the_networks_names()
    {
        Network network = new NetworkBuilder("a", "b").AddLayer(2, new Softmax()).LabelOutputs("no", "yes").Build(seed: 1);
        Predictor frozen = network.Freeze();
        frozen.InputNames.Should().Equal("a", "b");
        frozen.ClassLabels.Should().Equal("no", "yes");
        Given.Small().Freeze().ClassLabels.Should().BeNull();
    }

    [Theory]
    [InlineData(1, Precision.Double)]
    [InlineData(8, Precision.Double)]
    [InlineData(8, Precision.Single)]
    public async Task Threads_may_predict_from_it_while_the_network_is_trained(int batch, Precision precision)
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(40, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 1);
        Rows rows = Given.Xor().Inputs;
        Predictor frozen = network.Freeze();
        double[] expected = [.. frozen.Predict(rows).Column(0)];
        using var stop = new CancellationTokenSource();

        Task<int>[] servers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            int answers = 0;
            while (!stop.IsCancellationRequested || answers == 0)
            {
                bool same = frozen.Predict(rows).Column(0).SequenceEqual(expected) && frozen.Predict(rows[answers % 4])[0] == expected[answers % 4];
                if (!same) throw new InvalidOperationException($"Answer {answers} is another one.");
                answers++;
            }
            return answers;
        }))];
        new Trainer(
            network,
            new SumOfSquaredErrors(),
            new TrainerOptions { LearningRate = 0.5, Epochs = 300, BatchSize = batch, Precision = precision }).Train(Given.Xor());
        await stop.CancelAsync();

        (await Task.WhenAll(servers)).Should().OnlyContain(answers => answers > 0);
        network.Predict(rows).Column(0).Should().NotEqual(expected, "the network was trained meanwhile");
        frozen.Predict(rows).Column(0).Should().Equal(expected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Rows_are_predicted_on_as_many_threads_as_are_allowed(int threads)
    {
        Model model = ModelText.WithEverything();
        Rows rows = Rows.From(Enumerable.Range(0, 100).Select(i => new[] { i * 0.5, 20 - i * 0.01 }));
        double[] expected = model.Predict(rows).ToArrays().SelectMany(row => row).ToArray();

        model.Freeze().Predict(rows, threads).Values.ToArray().Should().Equal(expected);
        model.Predict(rows, threads).Values.ToArray().Should().Equal(expected);
        model
            .Invoking(m => m.Predict(rows, 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("maxDegreeOfParallelism is 0; it must be at least 1.*");
    }

    [Fact]
    public void Many_threads_predict_into_their_own_memory_and_allocate_nothing()
    {
        Predictor frozen = ModelText.WithEverything().Freeze();
        double[][] questions = [[11, 20.1], [8, 20.3], [12, 19.7], [10, 20]];
        double[][] expected = [.. questions.Select(question => frozen.Predict(question))];
        var allocated = new long[questions.Length];
        var wrong = new int[questions.Length];

        Thread[] threads = [.. questions.Select((question, i) => new Thread(() =>
        {
            Span<double> outputs = stackalloc double[2];
            frozen.Predict(question, outputs); // the pool of arrays for scaled inputs starts empty
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int run = 0; run < 1000; run++)
            {
                frozen.Predict(question, outputs);
                if (!outputs.SequenceEqual(expected[i])) wrong[i]++;
            }
            allocated[i] = GC.GetAllocatedBytesForCurrentThread() - before;
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();

        wrong.Should().OnlyContain(count => count == 0);
        allocated.Should().OnlyContain(bytes => bytes == 0);
    }

    [Fact]
    public void A_model_calls_its_inputs_by_their_names_when_one_does_not_fit()
    {
        Predictor frozen = ModelText.WithEverything().Freeze();
        frozen.Invoking(f => f.Predict([1, double.NaN])).Should().Throw<ArgumentException>().WithMessage("The input for x2 (height in mm) is NaN*");
        frozen
            .Invoking(f => f.Predict([1]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("inputs has 1 value; the network has 2 input nodes (width in mm, height in mm).*");
    }

    [Fact]
    public void What_does_not_fit_is_refused_as_by_the_network()
    {
        Predictor frozen = Given.Small().Freeze();
        frozen.Invoking(f => f.Predict([1])).Should().Throw<ArgumentException>().WithMessage("inputs has 1 value; *");
        frozen.Invoking(f => f.Predict([1, double.NaN])).Should().Throw<ArgumentException>().WithMessage("The input for x2 is NaN*");
        frozen.Invoking(f => f.Classify([1, 2])).Should().Throw<InvalidOperationException>();
    }
}
