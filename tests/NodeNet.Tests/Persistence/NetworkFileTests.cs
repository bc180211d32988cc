using System.Globalization;
using CsCheck;
using NodeNet.Activations;
using NodeNet.Foundation;

namespace NodeNet.Tests.Persistence;

/// <summary>A network that was saved and loaded is the same network.</summary>
public sealed class NetworkFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_network_is_saved_and_loaded_in_two_lines()
    {
        Network network = Given.Small();

        network.Save(_folder.File("small.json"));
        Network again = Network.Load(_folder.File("small.json"));

        again.ShouldBeIdenticalTo(network);
        again.Predict([0.3, -0.7]).Should().Equal(network.Predict([0.3, -0.7]));
    }

    [Fact]
    public void What_a_stream_throws_comes_through_and_nothing_more_is_written_to_it()
    {
        using var stream = new BrokenStream();
        Given.Small().Invoking(n => n.Save(stream)).Should().Throw<IOException>().WithMessage("write 1");
        new Model(Given.Small()).Invoking(m => m.Save(stream)).Should().Throw<IOException>().WithMessage("write 2");
    }

    [Fact]
    public void The_file_can_be_read_by_people()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(1, new Sigmoid()).Build(seed: 0);
        network.Connection("x1", "y1").Weight = 0.1;
        network.Connection("x2", "y1").Weight = -2.5e-7;
        network.Node("y1").Bias = 3;

        ModelText.Of(network).Should().Be("""
            {
              "format": "NodeNet model",
              "version": 2,
              "network": {
                "inputs": 2,
                "layers": [
                  {
                    "name": "output",
                    "nodes": 1,
                    "activation": "sigmoid",
                    "biases": [3],
                    "incoming": [
                      {
                        "from": "input",
                        "weights": [
                          [0.1],
                          [-2.5E-07]
                        ]
                      }
                    ]
                  }
                ]
              },
              "checksum": "b8451c8032dc4096"
            }

            """);
    }

    [Fact]
    public void Everything_that_a_network_can_have_comes_back()
    {
        Network network = ModelText.WithEverything().Network;
        Network again = ModelText.LoadNetwork(ModelText.Of(network));

        again.ShouldBeIdenticalTo(network);
        again.Node("edge").IsBiasFrozen.Should().BeTrue();
        again.Node("h2").HasBias.Should().BeFalse();
        again.Node("h2").ActivationFunction!.Name.Should().Be("leaky_relu(0.2)");
        again.Connection("h2", "y2").IsFrozen.Should().BeTrue();
        again.Invoking(n => n.Connection("x1", "y2")).Should().Throw<ArgumentException>("it was disconnected");
        ModelText.Of(again).Should().Be(ModelText.Of(network));
    }

    [Fact]
    public void Any_network_comes_back() => RandomNetworks.Any.Sample(
        plan =>
        {
            Network network = Changed(plan);
            string text = ModelText.Of(network);
            Network again = ModelText.LoadNetwork(text);

            again.ShouldBeIdenticalTo(network);
            ModelText.Of(again).Should().Be(text);
            double[] inputs = [.. plan.Data(1).Inputs[0]];
            again.Predict(inputs).Should().Equal(network.Predict(inputs));
        },
        iter: 200);

    [Fact]
    public void A_block_that_was_added_or_emptied_comes_back()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(2, new Tanh()).AddLayer(2, new Identity()).Build(seed: 3);
        network.Connect("x2", "y1", weight: 0.25); // a block of its own, all else of it missing
        network.Prune(c => c.Target.Name == "h1"); // nothing leads to h1
        network.Prune(c => c.Source.Name.StartsWith('h')); // an empty block

        Network again = ModelText.LoadNetwork(ModelText.Of(network));

        again.ShouldBeIdenticalTo(network);
        again.Predict([1, 2]).Should().Equal(network.Predict([1, 2]));
    }

    [Theory]
    [InlineData(-0.0)]
    [InlineData(0.1)]
    [InlineData(1.0 / 3.0)]
    [InlineData(double.Epsilon)]
    [InlineData(-double.MaxValue)]
    [InlineData(2.2250738585072014E-308)] // the smallest normal one
    [InlineData(9007199254740993.0)]
    [InlineData(1.7976931348623155E+308)]
    public void Numbers_come_back_to_the_bit(double value)
    {
        Network network = Given.Line();
        network.Node("y1").Bias = value;
        double again = ModelText.LoadNetwork(ModelText.Of(network)).Node("y1").Bias;
        BitConverter.DoubleToInt64Bits(again).Should().Be(BitConverter.DoubleToInt64Bits(value));
    }

    [Fact]
    public void Any_double_comes_back_to_the_bit() => Gen.Double.Where(double.IsFinite).Array[200].Sample(
        values =>
        {
            Network network = new NetworkBuilder(inputs: 1).AddLayer(values.Length, new Identity()).Build(seed: 0);
            network.OutputLayer.SetBiases(values);
            double[] again = ModelText.LoadNetwork(ModelText.Of(network)).OutputLayer.GetBiases();
            again.Select(BitConverter.DoubleToInt64Bits).Should().Equal(values.Select(BitConverter.DoubleToInt64Bits));
        },
        iter: 50);

    [Fact]
    public void The_culture_changes_nothing()
    {
        string text = ModelText.Of(ModelText.WithEverything());
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            // As in German, with a Scandinavian minus. The cultures themselves are left out of the test run, so their signs are put in by hand.
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = ",";
            culture.NumberFormat.NumberGroupSeparator = ".";
            culture.NumberFormat.NegativeSign = "−";
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
            (-0.5).ToString().Should().Be("−0,5", "the culture is on");

            ModelText.Of(ModelText.WithEverything()).Should().Be(text);
            ModelText.Of(ModelText.LoadModel(text)).Should().Be(text);
            ModelText.LoadModel(text).Classify([11, 20]).ToString().Should().MatchRegex("^(good|bad) \\([0-9]+%\\)$");
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void A_large_network_is_saved_a_source_node_a_line()
    {
        Network network = new NetworkBuilder(inputs: 300).AddLayer(100, new ReLU()).AddLayer(10, new Softmax()).Build(seed: 1);
        string text = ModelText.Of(network);
        text.Split('\n').Should().HaveCountLessThan(300 + 100 + 50);
        ModelText.LoadNetwork(text).ShouldBeIdenticalTo(network);
    }

    [Fact]
    public void A_failed_save_leaves_the_old_file()
    {
        string path = _folder.File("net.json");
        Given.Small().Save(path);
        string old = File.ReadAllText(path);
        Network notSavable = Given.Small();
        notSavable.Node("h1").ActivationFunction = new Probe();

        notSavable.Invoking(n => n.Save(path)).Should().Throw<InvalidOperationException>();

        File.ReadAllText(path).Should().Be(old);
        _folder.FileNames.Should().Equal("net.json");
    }

    [Fact]
    public void Files_that_are_missing_or_are_folders_give_the_usual_errors()
    {
        FluentActions.Invoking(() => Network.Load(_folder.File("none.json"))).Should().Throw<FileNotFoundException>();
        FluentActions.Invoking(() => Network.Load(_folder.File("no/none.json"))).Should().Throw<DirectoryNotFoundException>();
        FluentActions.Invoking(() => Network.Load(_folder.Path)).Should().Throw<UnauthorizedAccessException>();
        FluentActions.Invoking(() => Given.Small().Save(_folder.File("no/none.json"))).Should().Throw<DirectoryNotFoundException>();
        FluentActions.Invoking(() => Given.Small().Save(_folder.Path)).Should().Throw<IOException>();
        FluentActions.Invoking(() => Network.Load((string)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Given.Small().Save((string)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Given.Small().Save((Stream)null!)).Should().Throw<ArgumentNullException>();
    }

    /// <summary>A network of the plan with single nodes and connections changed at random.</summary>
    private static Network Changed(RandomNetworks.Plan plan)
    {
        Network network = plan.Build();
        var random = new RandomGenerator(plan.Seed);
        foreach (Connection connection in network.Connections)
        {
            if (random.NextInt32(5) == 0) connection.IsFrozen = true;
        }
        foreach (Node node in network.Layers.SelectMany(layer => layer.Nodes))
        {
            if (random.NextInt32(4) == 0) node.Label = $"node \"{node.Name}\" of {node.Layer.Name}, δ\n";
            if (node.Layer.IsInput) continue;
            node.Bias = random.NextNormal();
            if (random.NextInt32(5) == 0) node.IsBiasFrozen = true;
            if (random.NextInt32(5) == 0) node.HasBias = false;
            if (random.NextInt32(5) == 0 && node.Layer.LayerActivation is null) node.ActivationFunction = new ELU(random.NextUniform(0, 2));
        }
        return network;
    }

    private sealed class BrokenStream : MemoryStream
    {
        private int _writes;

        public override void Write(byte[] buffer, int offset, int count) => Fail();

        public override void Write(ReadOnlySpan<byte> buffer) => Fail();

        public override void WriteByte(byte value) => Fail();

        private void Fail() => throw new IOException($"write {++_writes}");
    }
}
