using NodeNet.Activations;
using NodeNet.Data;

namespace NodeNet.Tests.Fast;

/// <summary>What is predicted for a row does not hang on its neighbours, on how many there are, or on the thread.</summary>
public class SameBitsTests
{
    public static TheoryData<string> Kinds => [.. FastNetworks.Kinds];

    [Fact]
    public void The_list_is_not_empty() => Kinds.Should().NotBeEmpty();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Alone_and_among_others_a_row_has_the_same_bits(string kind)
    {
        Network network = FastNetworks.Build(kind);
        DataSet data = FastNetworks.Data(network, 70);
        foreach (Width width in Width.All)
        {
            double[][] alone = [.. Enumerable.Range(0, data.Count).Select(row => width.Predict(network, data.Inputs[row]))];
            foreach (int count in new[] { 1, 2, 7, 16, 33, 70 })
            {
                double[][] together = width.Predict(network, data.Select([.. Enumerable.Range(0, count)]).Inputs);
                for (int row = 0; row < count; row++)
                    ShouldBeBitForBit(together[row], alone[row], $"row {row} of {count} at {width.Name}");
            }
        }
    }

    // e^x takes another way where it overflows. It must do so for that lane alone.
    [Fact]
    public void A_neighbour_with_huge_numbers_changes_nothing()
    {
        foreach (string activation in Catalogue.Activations.Names)
        {
            Network network = new NetworkBuilder(2)
                .AddLayer(9, Catalogue.Activations.Create(activation))
                .AddLayer(3, new NodeNet.Activations.Sigmoid())
                .Build(seed: 1);
            double[][] rows = [.. Enumerable.Range(0, 16).Select(i => i % 3 == 0 ? new[] { 1e5, -3e5 } : [0.1 * i, -0.2 * i])];
            foreach (Width width in Width.All)
            {
                double[][] together = width.Predict(network, Rows.From(rows));
                for (int row = 0; row < rows.Length; row++)
                    ShouldBeBitForBit(together[row], width.Predict(network, rows[row]), $"{activation}, row {row} at {width.Name}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Many_threads_predict_the_same_bits(string kind)
    {
        Network network = FastNetworks.Build(kind);
        DataSet data = FastNetworks.Data(network, 40);
        double[] rows = [.. network.Predict(data.Inputs).ToArrays().SelectMany(row => row)];
        var found = new double[32][];

        Parallel.For(0, found.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => found[i] = i % 2 == 0
            ? [.. network.Predict(data.Inputs).ToArrays().SelectMany(row => row)]
            : [.. Enumerable.Range(0, data.Count).SelectMany(row => network.Predict(data.Inputs[row]))]);

        found.Should().OnlyContain(numbers => numbers.SequenceEqual(rows));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void So_do_any_number_of_threads_that_share_the_rows(string kind)
    {
        Network network = FastNetworks.Build(kind);
        Rows rows = FastNetworks.Data(network, 64 * 9 + 5).Inputs;
        double[][] expected = network.Predict(rows, maxDegreeOfParallelism: 1).ToArrays();

        foreach (int? threads in new int?[] { null, 2, 3, 8, 100 })
        {
            double[][] found = (threads is { } number ? network.Predict(rows, number) : network.Predict(rows)).ToArrays();
            for (int row = 0; row < rows.Count; row++)
                ShouldBeBitForBit(found[row], expected[row], $"row {row} on {threads} threads");
        }
    }

    [Fact]
    public void An_activation_function_that_throws_on_one_of_them_comes_through()
    {
        // 300 · 64,000 multiply-adds: enough for three threads.
        Network network = new NetworkBuilder(200).AddLayer(320, new Sigmoid()).AddLayer(1, new Throws()).Build(seed: 1);
        Rows rows = FastNetworks.Data(network, 300).Inputs;

        Action predict = () => network.Predict(rows, maxDegreeOfParallelism: 3);

        predict.Should().Throw<InvalidOperationException>().WithMessage("thrown on purpose");
    }

    [Fact]
    public void Less_than_one_thread_is_refused()
    {
        Network network = FastNetworks.Build("dense");

        Action predict = () => network.Predict(FastNetworks.Data(network, 3).Inputs, maxDegreeOfParallelism: 0);

        predict.Should().Throw<ArgumentOutOfRangeException>().WithMessage("maxDegreeOfParallelism is 0; it must be at least 1*");
    }

    private sealed class Throws : NodeNet.Activations.IActivation
    {
        public string Name => "throws";

        public double Activate(double netInput) => throw new InvalidOperationException("thrown on purpose");

        public double Slope(double netInput, double activation) => 1.0;
    }

    private static void ShouldBeBitForBit(double[] actual, double[] expected, string where)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (BitConverter.DoubleToInt64Bits(actual[i]) != BitConverter.DoubleToInt64Bits(expected[i]))
                Assert.Fail(FormattableString.Invariant($"{where}: output {i} is {actual[i]:R} among others and {expected[i]:R} alone"));
        }
    }
}
