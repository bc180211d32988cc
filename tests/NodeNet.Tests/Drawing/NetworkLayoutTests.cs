using CsCheck;
using NodeNet.Activations;
using NodeNet.Drawing;
using NodeNet.Drawing.Layout;

namespace NodeNet.Tests.Drawing;

/// <summary>Everything that is to be read has its place: no number, name or node lies on another.</summary>
public class NetworkLayoutTests
{
    /// <summary>2 to 4 layers of 1 to 10 nodes; skip connections, pruned connections, labels, weights and inputs of all sizes.</summary>
    private static readonly Gen<(int[] Sizes, bool Skips, int PrunedOneIn, bool Labels, double Scale, long Seed)> _networks =
        from layers in Gen.Int[2, 4]
        from sizes in Gen.Int[1, 10].Array[layers]
        from skips in Gen.Bool
        from prunedOneIn in Gen.Int[0, 3]
        from labels in Gen.Bool
        from scale in Gen.Int[0, 3].Select(i => new[] { 1.0, 1e-9, 1e3, 1e12 }[i])
        from seed in Gen.Long[0, 1_000_000]
        select (sizes, skips, prunedOneIn, labels, scale, seed);

    [Fact]
    public void No_text_and_no_node_lies_on_another_in_random_networks() => _networks.Sample(
        plan =>
        {
            Network network = Build(plan.Sizes, plan.Skips, plan.Scale, plan.Seed);
            int number = 0;
            if (plan.PrunedOneIn > 1) network.Prune(_ => ++number % plan.PrunedOneIn == 0);
            if (plan.Labels)
            {
                foreach (Node node in network.Layers.SelectMany(layer => layer.Nodes))
                    node.Label = $"the label of {node.Name}";
            }
            network.Forward([.. Enumerable.Range(0, plan.Sizes[0]).Select(i => plan.Scale * (i - 2.25))]);

            var options = new NetworkPictureOptions();
            NetworkLayout layout = NetworkLayout.Of(NetworkSketch.Of(network, options.MaxNodes), options);
            Overlap(layout).Should().BeNull();
            var picture = new Box(0, 0, layout.Width, layout.Height);
            layout.Boxes().Where(part => !picture.Contains(part.Box)).Select(part => part.What).Should().BeEmpty("everything is within the picture");
        },
        iter: 60, print: plan =>
            $"{string.Join("-", plan.Sizes)}, skips {plan.Skips}, pruned one in {plan.PrunedOneIn}, labels {plan.Labels}, scale {plan.Scale}, seed "
                + $"{plan.Seed}");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 4, 1)]
    [InlineData(10, 10)]
    [InlineData(1, 10, 1)]
    [InlineData(10, 2, 10)]
    [InlineData(10, 10, 10, 10)]
    public void Up_to_ten_nodes_a_layer_every_weight_has_its_place(params int[] sizes)
    {
        Network network = Build(sizes, skips: false, scale: 1, seed: 3);
        NetworkLayout layout = NetworkLayout.Of(NetworkSketch.Of(network, 10), new NetworkPictureOptions());

        layout.Edges.Should().HaveCount(sizes.Zip(sizes.Skip(1), (a, b) => a * b).Sum());
        layout.UnlabelledEdges.Should().Be(0);
        Overlap(layout).Should().BeNull();
    }

    [Fact]
    public void A_connection_that_skips_layers_touches_no_node_on_its_way()
    {
        Network network = Build([3, 5, 4, 2], skips: true, scale: 1, seed: 4);
        NetworkLayout layout = NetworkLayout.Of(NetworkSketch.Of(network, 10), new NetworkPictureOptions());

        PlacedEdge[] skipping = [.. layout.Edges.Where(edge => layout[edge.Edge.To].Layer - layout[edge.Edge.From].Layer > 1)];
        skipping.Should().HaveCount((3 * 4) + (3 * 2) + (5 * 2));
        foreach (PlacedEdge edge in skipping)
        {
            foreach (PlacedNode node in layout.Nodes.Where(node => node.Node.Name != edge.Edge.From && node.Node.Name != edge.Edge.To))
            {
                for (int i = 1; i < edge.Points.Count; i++)
                    node.Circle.IsCrossedBy(edge.Points[i - 1], edge.Points[i]).Should().BeFalse($"{edge.Edge.From}→{edge.Edge.To} passes {node.Node.Name}");
            }
        }
    }

    [Fact]
    public void What_has_no_place_is_left_out_and_the_picture_says_so()
    {
        Network network = Build([10, 10, 10, 10], skips: true, scale: 1, seed: 5);
        Picture picture = Draw.Network(network);

        int labelled = picture.OfClass("edge-label").Length;
        labelled.Should().BeInRange(300, 599);
        picture.Description.Should().Contain($"The numbers of {600 - labelled} of 600 weights are left out");
    }

    [Theory]
    [InlineData(0, 0, 10, 10, true)] // from corner to corner
    [InlineData(-5, 5, 15, 5, true)] // across
    [InlineData(-5, 11, 15, 11, false)] // below
    [InlineData(5, 5, 5, 5, true)] // a point within
    [InlineData(-4, 5, 5, -4.5, true)] // past a corner, just within
    [InlineData(-4, 3, 3, -4.5, false)] // past a corner, just outside
    public void A_box_knows_what_crosses_it(double x0, double y0, double x1, double y1, bool crosses) =>
        new Box(0, 0, 10, 10).IsCrossedBy(new Point(x0, y0), new Point(x1, y1)).Should().Be(crosses);

    private static string? Overlap(NetworkLayout layout)
    {
        (string What, Box Box)[] parts = [.. layout.Boxes()];
        parts.Should().NotBeEmpty();
        for (int i = 0; i < parts.Length; i++)
        {
            for (int j = i + 1; j < parts.Length; j++)
            {
                if (parts[i].Box.Overlaps(parts[j].Box)) return $"{parts[i].What} lies on {parts[j].What}";
            }
        }
        return null;
    }

    private static Network Build(int[] sizes, bool skips, double scale, long seed)
    {
        var builder = new NetworkBuilder(sizes[0]);
        for (int i = 1; i < sizes.Length; i++)
        {
            builder = builder.AddLayer(
                sizes[i], new Identity(), weights: new NodeNet.Initializers.Normal(0, scale), from: skips ? [.. Enumerable.Range(0, i)] : [i - 1]);
        }

        return builder.Build(seed);
    }
}
