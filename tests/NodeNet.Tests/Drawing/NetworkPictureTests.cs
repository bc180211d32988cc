using System.Xml.Linq;
using NodeNet.Activations;
using NodeNet.Drawing;
using NodeNet.Drawing.Layout;

namespace NodeNet.Tests.Drawing;

/// <summary>The drawing of a network: what a page finds in it, and what a reader sees.</summary>
public class NetworkPictureTests
{
    [Fact]
    public void Every_node_is_there_with_its_name_activation_and_bias()
    {
        Network network = Pictures.HandoutAfterForward();
        Picture picture = Draw.Network(network);

        picture.OfClass("node").Select(node => (string?)node.Attribute("data-node")).Should().Equal("x1", "x2", "x3", "h1", "h2", "h3", "h4", "y1");
        picture.Node("h1").TextOf("name").Should().Be("h1");
        picture.Node("h1").TextOf("value").Should().Be("0.931", "the handout's 0.93");
        picture.Node("y1").TextOf("value").Should().Be("0.6");
        picture.Node("h1").TextOf("bias").Should().BeNull("the handout's hidden nodes have none");
        picture.Node("y1").TextOf("bias").Should().Be("b −0.939");
    }

    [Fact]
    public void Every_connection_is_there_with_its_weight_and_sign()
    {
        Picture picture = Pictures.Of("network");

        picture.OfClass("edge").Should().HaveCount(3 * 4 + 4);
        picture.WeightText("x2", "h1").Should().Be("1.2");
        picture.WeightText("x3", "h1").Should().Be("−0.3");
        picture.Edge("x2", "h1").Attribute("class")!.Value.Should().Be("edge positive");
        picture.Edge("x3", "h1").Attribute("class")!.Value.Should().Be("edge negative");
        picture.Edge("x1", "h2").Attribute("class")!.Value.Should().Be("edge zero");
    }

    [Fact]
    public void The_sign_shows_in_colour_and_in_the_line_and_the_size_in_its_width()
    {
        Picture picture = Pictures.Of("network");
        XElement Line(string from, string to) => picture.Edge(from, to).Elements().Single(element => element.Name.LocalName == "path");

        Line("x2", "h1").Attribute("stroke")!.Value.Should().Be(Theme.Light.Positive);
        Line("x3", "h1").Attribute("stroke")!.Value.Should().Be(Theme.Light.Negative);
        Line("x2", "h1").Attribute("stroke-dasharray").Should().BeNull("positive is solid");
        Line("x3", "h1").Attribute("stroke-dasharray").Should().NotBeNull("negative is dashed");
        Line("x1", "h2").Attribute("stroke-dasharray")!.Value.Should().Be("1 4", "0 is dotted");
        Line("x2", "h1").Number("stroke-width").Should().BeGreaterThan(Line("x1", "h1").Number("stroke-width"), "1.2 is larger than 0.5");
        Line("x1", "h1").Number("stroke-width").Should().BeGreaterThan(Line("x3", "h1").Number("stroke-width"), "0.5 is larger than 0.3, whatever the sign");
    }

    [Fact]
    public void Of_a_large_layer_ten_nodes_are_drawn_and_the_rest_is_counted()
    {
        Picture picture = Draw.Network(Pictures.Large());

        picture.OfClass("more").Select(text => text.Value).Should().Equal("… 774 more", "… 2 more");
        picture.OfClass("node").Where(node => node.Attribute("data-node")!.Value.StartsWith('x')).Select(node => node.Attribute("data-node")!.Value)
            .Should().Equal("x1", "x2", "x3", "x4", "x5", "x780", "x781", "x782", "x783", "x784");
        picture.OfClass("edge").Should().HaveCount(10 * 10 + 10 * 2);
        picture.OfClass("edge-label").Should().BeEmpty("of a layer that is drawn in part, single weights say little");
        picture.Description.Should().Contain("input with 784 nodes, of which 10 are drawn").And.Contain("The numbers of 120 of 120 weights are left out");
    }

    [Fact]
    public void Numbers_that_no_longer_belong_to_the_network_are_not_drawn()
    {
        Network network = Pictures.HandoutAfterForward();
        network.Connection("x1", "h1").Weight = 0.7;
        Picture picture = Draw.Network(network);

        picture.OfClass("value").Should().BeEmpty();
        picture.Description.Should().Contain("The nodes show no activations: there was no forward pass since the network was changed.");
        picture.WeightText("x1", "h1").Should().Be("0.7");
    }

    [Fact]
    public void What_is_not_wanted_is_left_out()
    {
        Picture picture = Draw.Network(
            Pictures.Skipping(), new NetworkPictureOptions { ShowValues = false, ShowWeights = false, ShowBiases = false, ShowKey = false });

        picture.OfClass("value").Concat(picture.OfClass("edge-label")).Concat(picture.OfClass("bias")).Concat(picture.OfClass("key")).Should().BeEmpty();
        picture.OfClass("edge").Should().HaveCount(11);
        picture.Node("h2").TextOf("label").Should().Be("edge detector");
    }

    [Fact]
    public void Labels_are_text_whatever_they_hold()
    {
        Network network = new NetworkBuilder("<b>&\"'</b>", "]]><script>", "\u0001\ud800", "a label that is much too long for the room beside a node")
            .AddLayer(1, new Identity()).Build(seed: 0);
        network.Forward([1, 2, 3, 4]);
        Picture picture = Draw.Network(network);

        picture.Node("x1").TextOf("label").Should().Be("<b>&\"'</b>");
        picture.Node("x2").TextOf("label").Should().Be("]]><script>");
        picture.Node("x3").TextOf("label").Should().Be("\uFFFD\uFFFD", "XML can hold neither a control character nor half a character");
        picture.Node("x4").TextOf("label").Should().StartWith("a label that is").And.EndWith("…");
        picture.Node("x4")
            .Element(SvgReader.Svg + "title")!.Value
            .Should()
            .Be("a label that is much too long for the room beside a node", "the whole is shown when asked for");
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_written_and_stand_apart()
    {
        var sketch = new NetworkSketch(
            [
                new SketchLayer("input", "", [new SketchNode("x1") { Activation = double.NaN }, new SketchNode("x2") { Activation = double.NegativeInfinity }]),
                new SketchLayer("output", "identity", [new SketchNode("y1") { Activation = double.PositiveInfinity, Bias = double.NaN }]),
            ],
            [new SketchEdge("x1", "y1", double.NaN), new SketchEdge("x2", "y1", double.PositiveInfinity)]);
        Picture picture = Draw.Network(sketch, "broken", new NetworkPictureOptions());

        (picture.Node("x1").TextOf("value"), picture.Node("x2").TextOf("value"), picture.Node("y1").TextOf("value")).Should().Be(("NaN", "−∞", "∞"));
        picture.Node("y1").TextOf("bias").Should().Be("b NaN");
        picture.Edge("x1", "y1").Attribute("class")!.Value.Should().Be("edge notfinite");
        picture.WeightText("x2", "y1").Should().Be("∞");
        picture.ToSvg().Should().NotContain("\"NaN\"").And.NotContain("Infinity");
    }

    [Fact]
    public void Drawing_changes_nothing()
    {
        Network network = Pictures.HandoutAfterForward();
        Network before = network.Clone();
        Draw.Network(network);

        network.HasSameParametersAs(before).Should().BeTrue();
        network.Node("h1").Activation.Should().BeApproximately(0.9308616, 5e-8);
    }

    [Theory]
    [InlineData(0.5, "0.5")]
    [InlineData(-0.0402, "−0.04")]
    [InlineData(0.0011, "0.001")]
    [InlineData(0.0, "0")]
    [InlineData(1.238, "1.24")]
    public void Numbers_that_stand_together_have_decimals_alike_and_only_0_is_0(double value, string text) =>
        Numbers.FormatFor([1.41, 0.5, 0.0011], digits: 3).Text(value).Should().Be(text);

    [Theory]
    [InlineData(0.9308616, 3, "0.931")]
    [InlineData(12345.678, 3, "12346")]
    [InlineData(1.2e-7, 3, "1.2e−7")]
    [InlineData(-5.98e299, 3, "−5.98e299")]
    [InlineData(double.Epsilon, 1, "5e−324")]
    public void Numbers_are_rounded_to_significant_digits(double value, int digits, string text) => Numbers.Text(value, digits).Should().Be(text);
}
