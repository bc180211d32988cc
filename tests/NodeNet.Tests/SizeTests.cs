using System.Numerics;
using CsCheck;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.Foundation;
using NodeNet.Metrics;

namespace NodeNet.Tests;

/// <summary>Sizes are computed in 64 bits and refused before anything is allocated: what would be too large is named, with the limit.</summary>
public class SizeTests
{
    private const string Limit = "2147483527";

    // Sizes that products overflow on: around powers of two, around the limits, and anything else.
    private static readonly Gen<int> _sizes = Gen.OneOf(
        Gen.Int[0, 30].Select(Gen.Int[-2, 2], (power, off) => (int)Math.Clamp((1L << power) + off, 1, int.MaxValue)),
        Gen.Int[-3, 3].Select(off => NetworkSize.MostSlots + off),
        Gen.Int[1, 1000].Select(Gen.Int[-2, 2], (divisor, off) => Math.Max(1, ArraySize.Most / divisor + off)),
        Gen.Int[1, int.MaxValue]);

    [Fact]
    public void A_table_is_refused_exactly_where_its_numbers_are_more_than_an_array_holds() => Gen.Select(_sizes, _sizes).Sample((rows, columns) =>
    {
        BigInteger numbers = (BigInteger)rows * columns;
        ArraySize.Fits(rows, columns).Should().Be(numbers <= ArraySize.Most);
        if (numbers <= ArraySize.Most)
        {
            ArraySize.OfTable(rows, columns, "rows").Should().Be((int)numbers);
            return;
        }
        FluentActions.Invoking(() => ArraySize.OfTable(rows, columns, "rows"))
            .Should().Throw<ArgumentException>().WithMessage($"*{numbers} numbers; a table holds at most {Limit}*");
    });

    [Fact]
    public void An_array_of_the_most_numbers_and_its_alignment_is_one_that_the_runtime_allows()
    {
        ArraySize.Most.Should().Be(2_147_483_527);
        (ArraySize.Most + 64).Should().Be(Array.MaxLength);
        ArraySize.Checked(ArraySize.Most).Should().Be(ArraySize.Most);
        FluentActions.Invoking(() => ArraySize.Checked(ArraySize.Most + 1L))
            .Should().Throw<InvalidOperationException>().WithMessage($"2147483528 numbers are more than the {Limit}*");
        FluentActions.Invoking(() => AlignedMemory.Allocate<byte>(1L << 31, out _)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Layers_are_refused_exactly_where_their_nodes_or_weights_are_too_many() => Gen.Select(_sizes, _sizes.Array[1, 4], Gen.Bool)
        .Sample((inputs, counts, skips) =>
    {
        LayerPlan[] plans = [Plan(inputs, []), .. counts.Select((count, i) => Plan(count, skips ? [.. Enumerable.Range(0, i + 1)] : [i]))];
        int alignment = counts.Max() > 8 ? 16 : 8;
        BigInteger Stride(int index) => ((BigInteger)plans[index].Count + alignment - 1) / alignment * alignment;
        BigInteger slots = 0;
        BigInteger parameters = 0;
        for (int index = 0; index < plans.Length; index++)
        {
            slots += Stride(index);
            if (index > 0) parameters += Stride(index) * (1 + plans[index].From.Aggregate(BigInteger.Zero, (sum, from) => sum + plans[from].Count));
        }

        if (slots <= NetworkSize.MostSlots && parameters <= ArraySize.Most)
        {
            var size = new NetworkSize(plans);
            (size.RowAlignment, size.SlotCount, size.ParameterCount).Should().Be((alignment, (int)slots, (int)parameters));
            // So every product that a pass makes of them is one that an array can be asked for.
            (2L * size.SlotCount * BatchMemory.FewestLanes).Should().BeLessThanOrEqualTo(ArraySize.Most);
        }
        else
        {
            FluentActions.Invoking(() => new NetworkSize(plans)).Should().Throw<InvalidOperationException>().WithMessage("With * the limit is *");
        }
    });

    [Fact]
    public void A_batch_has_room_for_whole_vectors_of_examples_within_16_MiB_or_for_256_of_a_large_network() =>
        Gen.Select(_sizes, Gen.Long[1, 5L * NetworkSize.MostSlots], Gen.Bool, Gen.Int[0, 3]).Sample((batch, numbers, isDouble, power) =>
        {
            int bytes = isDouble ? sizeof(double) : sizeof(float);
            int width = 1 << power;
            int lanes = BatchMemory.Lanes(batch, numbers, bytes, width);

            lanes.Should().BePositive();
            (lanes % width).Should().Be(0);
            ((long)lanes).Should().BeLessThan((long)batch + width, "no more than the batch needs");
            if (lanes > BatchMemory.FewestLanes) (lanes * numbers * bytes).Should().BeLessThanOrEqualTo(512 << 20);
            if (lanes > BatchMemory.LanesOfLargeNetwork) (lanes * numbers * bytes).Should().BeLessThanOrEqualTo(16 << 20);
            if (lanes < batch) (lanes % BatchMemory.FewestLanes).Should().Be(0, "pieces fill every width's vectors");
        });

    [Fact]
    public void A_network_with_more_weights_than_an_array_holds_is_refused_before_it_is_built()
    {
        // 2 000 000 000 nodes, 32 GB of biases alone; and the smallest square of weights that does not fit.
        Build(1, 2_000_000_000)
            .Should().Throw<InvalidOperationException>()
            .WithMessage("With its layers 0 to 1 the network would have room for 2000000016 nodes*the limit is 67108860.");
        Build(int.MaxValue, 1).Should().Throw<InvalidOperationException>().WithMessage("*2147483648 nodes*");
        Build(46_320, 46_368).Should().Throw<InvalidOperationException>().WithMessage(
            $"With layer 1 (46368 nodes, fed by 46320 nodes: 46321 rows of 46368, biases included) "
            + $"the network would have room for 2147812128 weights and biases; the limit is {Limit}.");
    }

    [Fact]
    public void Too_many_weights_for_a_new_block_of_connections_are_refused_and_the_network_stays_as_it_was()
    {
        Network network = new NetworkBuilder(inputs: 100_000).AddLayer(1, new Identity()).AddLayer(100_000, new Identity(), bias: false).Build(seed: 0);

        network.Invoking(n => n.Connect("x1", "y1", 0.5)).Should().Throw<InvalidOperationException>()
            .WithMessage($"There is no room for connections from input (100000 nodes) to output (100000 nodes): "
                + $"all that are possible are 10000000000 weights*the limit is {Limit}.");
        network.Invoking(n => n.Connection("x1", "y1")).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Predictions_of_more_numbers_than_a_table_holds_are_refused()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(30_000, new Identity()).Build(seed: 0);
        Rows inputs = Rows.From(new double[100_000], width: 1);

        network.Invoking(n => n.Predict(inputs))
            .Should().Throw<ArgumentException>()
            .WithMessage($"100000 rows of 30000 numbers are 3000000000 numbers; a table holds at most {Limit}. Work on fewer rows at a time.*");
        new Model(network).Invoking(m => m.Predict(inputs)).Should().Throw<ArgumentException>().WithMessage($"*a table holds at most {Limit}*");
    }

    [Fact]
    public void Tables_of_more_numbers_than_an_array_holds_are_refused()
    {
        Rows wide = Rows.From(new double[40_000], width: 40_000);
        var rows = new int[60_000];
        string message = $"60000 rows of 40000 numbers are 2400000000 numbers; a table holds at most {Limit}*";

        wide.Invoking(w => w.Select(rows)).Should().Throw<ArgumentException>().WithMessage(message);
        DataSet.From(wide, wide).Invoking(d => d.Select(rows)).Should().Throw<ArgumentException>().WithMessage(message);
        FluentActions.Invoking(() => Rows.From(Enumerable.Repeat(new double[40_000], 60_000))).Should().Throw<ArgumentException>().WithMessage(message);
        FluentActions.Invoking(() => OneHot.Encode(rows, 40_000)).Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void A_confusion_matrix_of_more_classes_than_an_array_holds_is_refused() =>
        FluentActions.Invoking(() => new ConfusionMatrix([0], [1], classes: 46_341))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("classes is 46341; a matrix of more than 46340*");

    private static Action Build(int inputs, int nodes) => () => new NetworkBuilder(inputs).AddLayer(nodes, new Identity()).Build(seed: 0);

    private static LayerPlan Plan(int count, int[] from) => new(count, new Identity(), null) { From = from };
}
