using CsCheck;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;

namespace NodeNet.Tests;

/// <summary>What must hold for every network, whatever its layers, connections and activation functions.</summary>
public class NetworkPropertyTests
{
    [Fact]
    public void All_ways_to_predict_give_the_same_bits_and_Forward_the_same_up_to_rounding() => RandomNetworks.Any.Sample(plan =>
    {
        Network network = plan.Build();
        DataSet data = plan.Data(5);
        Rows together = network.Predict(data.Inputs);
        for (int row = 0; row < data.Count; row++)
        {
            double[] predicted = network.Predict(data.Inputs[row]);
            predicted.Should().Equal(together[row].ToArray());
            double[] forward = network.Forward(data.Inputs[row]);
            predicted.ShouldAgreeWith(forward);
            forward.Should().Equal(network.OutputLayer.Nodes.Select(node => node.Activation));
        }
    });

    [Fact]
    public void The_order_of_predictions_does_not_matter() => RandomNetworks.Any.Sample(plan =>
    {
        Network network = plan.Build();
        Rows inputs = plan.Data(6).Inputs;
        double[][] forwards = [.. Enumerable.Range(0, 6).Select(row => network.Predict(inputs[row]))];
        double[][] backwards = [.. Enumerable.Range(0, 6).Reverse().Select(row => network.Predict(inputs[row]))];
        for (int row = 0; row < 6; row++)
            backwards[5 - row].Should().Equal(forwards[row]);
    });

    [Fact]
    public void Many_threads_predict_what_one_does()
    {
        Network network = new NetworkBuilder(inputs: 6).AddLayer(20, new Tanh()).AddLayer(5, new Softmax(), from: [0, 1]).Build(seed: 2);
        var random = new RandomGenerator(seed: 3);
        double[][] inputs = [.. Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, 6).Select(_ => random.NextNormal()).ToArray())];
        double[][] alone = [.. inputs.Select(row => network.Predict(row))];

        var together = new double[inputs.Length][];
        Parallel.For(0, inputs.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, row => together[row] = network.Predict(inputs[row]));
        for (int row = 0; row < inputs.Length; row++)
            together[row].Should().Equal(alone[row]);
    }

    [Fact]
    public void The_same_plan_and_seed_give_the_same_bits() => RandomNetworks.Any.Sample(plan => plan.Build().HasSameParametersAs(plan.Build()));

    [Fact]
    public void A_clone_equals_its_original_and_goes_its_own_way() => RandomNetworks.Any.Sample(plan =>
    {
        Network network = plan.Build();
        Network clone = network.Clone();
        double[] inputs = plan.Data(1)[0].Inputs.ToArray();
        double[] before = network.Predict(inputs);
        clone.Summary().Should().Be(network.Summary());
        clone.HasSameParametersAs(network).Should().BeTrue();
        clone.Predict(inputs).Should().Equal(before);

        clone.OutputLayer.Nodes[0].Bias += 1;
        foreach (Connection connection in clone.Connections)
            connection.Weight *= 2;
        clone.OutputLayer.Freeze();
        network.Predict(inputs).Should().Equal(before);
        network.HasSameParametersAs(clone).Should().BeFalse();
        network.Connections.Should().OnlyContain(c => !c.IsFrozen);
    });

    [Fact]
    public void Hidden_nodes_may_change_places() => Gen.Select(Gen.Int[2, 9], Gen.Long[0, 1_000_000]).Sample((hidden, seed) =>
    {
        // Node j of one network is node order[j] of the other, with its bias and all its weights: only the order of the sums differs.
        Network network = new NetworkBuilder(inputs: 3).AddLayer(hidden, new Tanh()).AddLayer(2, new Identity()).Build(seed);
        Network permuted = network.Clone();
        int[] order = [.. Enumerable.Range(0, hidden)];
        var random = new RandomGenerator(seed);
        random.Shuffle<int>(order);
        double[][] into = network.HiddenLayers[0].GetWeights();
        double[][] outOf = network.OutputLayer.GetWeights();
        permuted.HiddenLayers[0].SetWeights([.. order.Select(j => into[j])]);
        permuted.OutputLayer.SetWeights([.. outOf.Select(row => order.Select(j => row[j]).ToArray())]);

        double[] inputs = [random.NextNormal(), random.NextNormal(), random.NextNormal()];
        double[] expected = network.Predict(inputs);
        double[] actual = permuted.Predict(inputs);
        for (int i = 0; i < 2; i++)
            actual[i].Should().BeApproximately(expected[i], 1e-13);
    });

    [Fact]
    public void Outputs_of_a_softmax_layer_are_probabilities() => RandomNetworks.Any.Where(plan => plan.EndsInSoftmax).Sample(plan =>
    {
        double[] outputs = plan.Build().Predict(plan.Data(1).Inputs[0]);
        outputs.Should().OnlyContain(a => a >= 0 && a <= 1);
        outputs.Sum().Should().BeApproximately(1, 1e-14);
    });
}
