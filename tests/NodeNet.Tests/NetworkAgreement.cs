using System.Globalization;
using NodeNet.Training;

namespace NodeNet.Tests;

/// <summary>Compares what the fast loops compute with what the reference loops do: the same arithmetic, but a multiply-add rounds once where a product and a
/// sum round twice, and a vector's sum adds in another order.</summary>
internal static class NetworkAgreement
{
    /// <summary>How far apart numbers of the two may be, as a share.</summary>
    public const double InDouble = 1e-12;

    // A number much smaller than its neighbours comes from terms as large as they are, and keeps the rounding of those.
    private const double Floor = 0.01;

    /// <summary>Every weight and bias agrees to a share of itself or of a hundredth of the largest.</summary>
    public static void ShouldAgreeWith(this Network network, Network expected, double relative = InDouble, string what = "")
    {
        Compare(network.Parameters(), expected.Parameters(), relative, i => $"{network.ParameterNames()[i]}{(what.Length == 0 ? "" : " of ")}{what}");
    }

    /// <summary>On the reference loops the same bits; on the fast ones up to rounding.</summary>
    public static void ShouldBeAsStepByStep(this Network network, Network steps, Loops loops, string because = "")
    {
        if (loops == Loops.Reference) network.FirstParameterDifference(steps).Should().BeNull(because);
        else network.ShouldAgreeWith(steps);
    }

    /// <summary>Every number agrees to a share of itself or of a hundredth of the largest.</summary>
    public static void ShouldAgreeWith(this IReadOnlyList<double> actual, IReadOnlyList<double> expected, double relative = InDouble, string what = "") =>
        Compare(actual, expected, relative, i => $"{what}[{i}]");

    private static void Compare(IReadOnlyList<double> actual, IReadOnlyList<double> expected, double relative, Func<int, string> name)
    {
        Assert.NotEmpty(expected);
        Assert.True(expected.Count == actual.Count, "the lengths differ");
        double largest = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Count; i++)
        {
            double difference = Math.Abs(actual[i] - expected[i]);
            bool agrees = difference <= relative * Math.Max(Math.Abs(expected[i]), Floor * largest); // false for NaN
            if (!agrees)
            {
                Assert.Fail(
                    string.Create(
                        CultureInfo.InvariantCulture, $"{name(i)} is {actual[i]:R} where {expected[i]:R} is expected; they differ by {difference:G3}"));
            }
        }
    }

    /// <summary>Of the biases, then of the weights, as <see cref="Parameters"/> has them.</summary>
    public static string[] ParameterNames(this Network network) =>
        [.. network.Layers.SelectMany(layer => layer.Nodes).Select(node => "b_" + node.Name), .. network.Connections.Select(c => c.Name)];

    /// <summary>The bias of every node, 0 for an input, then every weight.</summary>
    public static double[] Parameters(this Network network) =>
        [.. network.Layers.SelectMany(layer => layer.Nodes).Select(node => node.Layer.IsInput ? 0.0 : node.Bias), .. network.Connections.Select(c => c.Weight)];
}
