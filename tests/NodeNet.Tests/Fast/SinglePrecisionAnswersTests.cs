using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Fast;

namespace NodeNet.Tests.Fast;

/// <summary>A snapshot that answers in single precision: the answers of the network up to the rounding of floats, whatever way it is asked.</summary>
public class SinglePrecisionAnswersTests
{
    private const double InSingle = 1e-5;

    public static TheoryData<string> Kinds => [.. FastNetworks.Kinds];

    [Fact]
    public void The_list_is_not_empty() => Kinds.Should().NotBeEmpty();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_answers_as_the_network_does_up_to_the_rounding_of_floats(string kind)
    {
        Network network = FastNetworks.Build(kind);
        Rows rows = FastNetworks.Data(network, 300).Inputs;
        Predictor single = network.Freeze(Precision.Single);
        double[] expected = network.Predict(rows).Values.ToArray();

        double[] many = single.Predict(rows).Values.ToArray();
        many.ShouldAgreeWith(expected, InSingle, "many rows");
        if (FastMode.IsOn) many.Should().NotEqual(expected, "floats are rounded");

        double[] oneByOne = [.. Enumerable.Range(0, rows.Count).SelectMany(row => single.Predict(rows[row]))];
        oneByOne.Should().Equal(many, "a row has the same bits alone and among others");

        var floats = new float[rows.Count * network.OutputLayer.Count];
        single.Predict([.. rows.Values.ToArray().Select(value => (float)value)], floats);
        floats.Select(value => (double)value).ToArray().ShouldAgreeWith(many, 1e-6, "spans of floats");
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        Network network = new NetworkBuilder(200).AddLayer(301, new ReLU()).AddLayer(10, new Softmax()).Build(seed: 1);
        Rows rows = FastNetworks.Data(network, 500).Inputs; // 500 · 63,000 multiply-adds: enough for several threads
        foreach (Precision precision in new[] { Precision.Double, Precision.Single })
        {
            Predictor frozen = network.Freeze(precision);
            double[] expected = frozen.Predict(rows, 1).Values.ToArray();
            foreach (int threads in new[] { 2, 3, 8 })
                frozen.Predict(rows, threads).Values.ToArray().Should().Equal(expected);
        }
    }

    [Fact]
    public void It_stays_as_it_was_when_the_network_changes()
    {
        Network network = FastNetworks.Build("dense");
        double[] inputs = [0.1, -0.2, 0.3, 0.4, -0.5];
        Predictor single = network.Freeze(Precision.Single);
        double[] before = single.Predict(inputs);

        network.Node("h1").Bias += 1;

        single.Predict(inputs).Should().Equal(before);
    }

    [Fact]
    public void A_model_scales_around_it()
    {
        var model = new Model(new NetworkBuilder(1).AddLayer(1, new Identity(), weights: new NodeNet.Initializers.Constant(1)).Build(seed: 0))
        {
            InputScaling = Scaler.Standard(Rows.From([[10], [30]])),
            TargetScaling = Scaler.Standard(Rows.From([[100], [300]])),
        };

        Predictor single = model.Freeze(Precision.Single);

        single.Predict([30.0]).Should().Equal(model.Predict([30.0]));
        var floats = new float[2];
        single.Predict([30f, 10f], floats);
        floats.Should().Equal((float)model.Predict([30.0])[0], (float)model.Predict([10.0])[0]);
    }

    [Fact]
    public void Wrong_calls_say_what_would_be_right()
    {
        Predictor single = FastNetworks.Build("dense").Freeze(Precision.Single);

        single.Invoking(p => p.Predict(new float[6], new float[3])).Should().Throw<ArgumentException>().WithMessage("inputs has 6 values; a row has 5.*");
        single.Invoking(p => p.Predict(new float[5], new float[2])).Should().Throw<ArgumentException>()
            .WithMessage("outputs has 2 values; 1 row of 3 make 3.*");
        single.Invoking(p => p.Predict([0, 0, float.NaN, 0, 0], new float[3])).Should().Throw<ArgumentException>().WithMessage("*x3*NaN*");
        FastNetworks.Build("dense").Invoking(n => n.Freeze((Precision)7)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("precision is 7; it must be*");
    }

    [Fact]
    public void A_number_beyond_floats_is_refused_by_its_place_and_is_no_infinity()
    {
        if (!FastMode.IsOn) return; // there is double only
        Network network = new NetworkBuilder(2).AddLayer(1, new Tanh()).Build(1);
        Predictor single = network.Freeze(Precision.Single);
        double[][] rows = [.. Enumerable.Range(0, 200).Select(row => (double[])[0.5, row == 130 ? -1e39 : row])];

        single.Invoking(p => p.Predict([0.5, 1e39])).Should().Throw<ArgumentException>().WithMessage("inputs?1? is 1E+39; in single precision*3.4028*");
        foreach (int threads in (int[])[1, 2])
        {
            single.Invoking(p => p.Predict(Rows.From(rows), threads)).Should().Throw<ArgumentException>()
                .WithMessage("Row 130, column 1 (from 0) is -1E+39; in single precision a number is at most 3.4028*");
        }
        Math.Abs(network.Predict(Rows.From(rows))[130][0]).Should().Be(1.0, "doubles hold it");

        network.Node("y1").Bias = 1e39;
        network.Invoking(n => n.Freeze(Precision.Single)).Should().Throw<InvalidOperationException>().WithMessage("b_y1 is 1E+39; in single precision*");
        network.Freeze().Predict([0.0, 0.0])[0].Should().BeInRange(-1.0, 1.0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Answers_that_would_lie_over_the_inputs_are_refused(int outputsFrom)
    {
        Predictor single = FastNetworks.Build("dense").Freeze(Precision.Single);
        var memory = new float[5 * 20 + 3 * 20];

        single.Invoking(p => p.Predict(memory.AsSpan(0, 100), memory.AsSpan(outputsFrom, 60))).Should().Throw<ArgumentException>()
            .WithMessage("outputs overlaps inputs*");
        single.Invoking(p => p.Predict(memory.AsMemory(0, 100), memory.AsMemory(outputsFrom, 60), 2)).Should().Throw<ArgumentException>()
            .WithMessage("outputs overlaps inputs*");
        single.Predict(memory.AsSpan(0, 100), memory.AsSpan(100, 60));
    }

    [Fact]
    public void Rows_of_floats_allocate_nothing()
    {
        Predictor single = FastNetworks.Build("dense").Freeze(Precision.Single);
        var inputs = new float[5 * 100];
        var outputs = new float[3 * 100];
        single.Predict(inputs, outputs);
        single.Predict(inputs, outputs);

        long before = GC.GetAllocatedBytesForCurrentThread();
        single.Predict(inputs, outputs);
        if (FastMode.IsOn) (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }
}
