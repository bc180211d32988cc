using NodeNet.Activations;

namespace NodeNet.Tests;

public class NetworkComparisonTests
{
    [Fact]
    public void Parameters_are_taken_over_from_a_network_of_the_same_shape()
    {
        Network network = Given.Small(seed: 1);
        Network other = Given.Small(seed: 2);
        other.HiddenLayers[0].SetBiases([0.5, 0.25, -1]);

        network.CopyParametersFrom(other);

        network.HasSameParametersAs(other).Should().BeTrue();
        network.Predict([1, 2]).Should().Equal(other.Predict([1, 2]));
        other.Node("h2").Bias = 7;
        network.Node("h2").Bias.Should().Be(0.25, "it is a copy");
    }

    [Fact]
    public void Parameters_are_not_taken_over_from_another_shape()
    {
        Network network = Given.Small();
        Network before = network.Clone();
        Network deeper = new NetworkBuilder(inputs: 2).AddLayer(3, new Tanh()).AddLayer(2, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 0);
        Network wider = new NetworkBuilder(inputs: 2).AddLayer(4, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 0);
        Network sparse = Given.Small();
        sparse.Disconnect("x2", "h1");
        Network unbiased = Given.Small();
        unbiased.Node("h3").HasBias = false;
        Network skipping = Given.Small();
        skipping.Connect("x2", "y1", 1);

        Refused(deeper).WithMessage("The networks are not of the same shape: 3 layers here, 4 there.*");
        Refused(wider).WithMessage("The networks are not of the same shape: hidden 1 has 3 nodes here, 4 there.*");
        Refused(sparse).WithMessage("The networks are not of the same shape: x2→h1 exists only here.*");
        Refused(unbiased).WithMessage("The networks are not of the same shape: b_h3 exists only here.*");
        Refused(skipping).WithMessage("The networks are not of the same shape: x2→y1 exists only there.*");
        skipping.FirstParameterDifference(network).Should().Be("x2→y1 exists only here");
        network.Invoking(n => n.CopyParametersFrom((Network)null!)).Should().Throw<ArgumentNullException>().WithParameterName("other");
        network.HasSameParametersAs(before).Should().BeTrue();

        FluentAssertions.Specialized.ExceptionAssertions<ArgumentException> Refused(Network unlike) =>
            network.Invoking(n => n.CopyParametersFrom(unlike)).Should().Throw<ArgumentException>().WithParameterName("other");
    }

    [Fact]
    public void A_block_that_has_become_empty_is_as_good_as_none()
    {
        Network network = Given.Small(seed: 1);
        network.Connect("x1", "y1", 1);
        network.Disconnect("x1", "y1");
        Network plain = Given.Small(seed: 2);

        network.CopyParametersFrom(plain);
        network.HasSameParametersAs(plain).Should().BeTrue();

        plain.Node("y1").Bias = 5;
        plain.CopyParametersFrom(network);
        plain.HasSameParametersAs(network).Should().BeTrue();
    }

    [Fact]
    public void Frozen_parts_are_copied_into_but_stay_frozen()
    {
        Network network = Given.Small(seed: 1);
        network.Connection("x1", "h1").IsFrozen = true;

        network.CopyParametersFrom(Given.Small(seed: 2));

        network.HasSameParametersAs(Given.Small(seed: 2)).Should().BeTrue();
        network.Connection("x1", "h1").IsFrozen.Should().BeTrue();
    }

    [Fact]
    public void The_first_difference_is_named_with_both_numbers()
    {
        Network one = Given.Line();
        Network other = Given.Line();
        one.FirstParameterDifference(other).Should().BeNull();

        other.Connection("x1", "y1").Weight = 2.5;
        one.FirstParameterDifference(other).Should().Be("x1→y1 is 2 here, 2.5 there");
        other.Node("y1").Bias = -1;
        one.FirstParameterDifference(other).Should().Be("b_y1 is 1 here, -1 there", "biases come first");
        one.HasSameParametersAs(other).Should().BeFalse();
        one.HasSameParametersAs(null).Should().BeFalse();
        one.Invoking(n => n.FirstParameterDifference(null!)).Should().Throw<ArgumentNullException>().WithParameterName("other");
    }

    [Fact]
    public void Numbers_are_compared_bit_for_bit()
    {
        Network zero = Given.Line();
        Network minusZero = Given.Line();
        zero.Node("y1").Bias = 0.0;
        minusZero.Node("y1").Bias = -0.0;

        zero.HasSameParametersAs(minusZero).Should().BeFalse("0.0 and -0.0 are equal numbers but different bits");
        zero.FirstParameterDifference(minusZero).Should().Be("b_y1 is 0 here, -0 there");

        minusZero.Node("y1").Bias = double.Epsilon;
        zero.FirstParameterDifference(minusZero).Should().Be("b_y1 is 0 here, 5E-324 there");
    }

    [Fact]
    public void Activation_functions_labels_and_frozen_parts_are_not_compared()
    {
        Network one = Given.Small();
        Network other = Given.Small();
        other.Node("h1").ActivationFunction = new ReLU();
        other.Node("h1").Label = "label";
        other.Node("h1").IsBiasFrozen = true;

        one.HasSameParametersAs(other).Should().BeTrue();
    }
}
