namespace NodeNet.Export.Tests;

/// <summary>What is true of code with floats in every language that has them.</summary>
public class SinglePrecisionTests
{
    private static readonly CodeOptions _single = new() { Arithmetic = Arithmetic.Single };

    [Theory]
    [InlineData("identity")]
    [InlineData("relu")]
    [InlineData("leaky")]
    [InlineData("scaled")]
    [InlineData("skips_and_gaps")]
    public void Where_there_are_only_sums_and_products_the_bits_are_those_of_the_loops_with_floats(string name)
    {
        ExportedCode code = Models.All[name]().Model.ToCode(Language.C, "fruit", _single);

        code.IsExact.Should().BeTrue();
        code.LargestError.Should().BeGreaterThan(0.0, "floats are not doubles");
    }

    [Theory]
    [InlineData("sigmoid")]
    [InlineData("tanh_softmax")]
    public void Elsewhere_the_bound_is_a_few_units_in_the_last_place_of_a_float_and_so_is_the_error(string name)
    {
        ExportedCode code = Models.All[name]().Model.ToCode(Language.JavaScript, "fruit", _single);

        code.LargestBound.Should().BeInRange(1e-8, 1e-4);
        code.LargestError.Should().BeInRange(1e-9, 1e-5);
        code.Files[^1].Text.Should().Contain("with floats (in double precision it answers up to ");
    }

    /// <summary>The loops with floats that a proof expects are those of this test: a sum that begins with the bias, source after source.</summary>
    [Fact]
    public void A_sum_of_floats_begins_with_the_bias_and_takes_source_after_source()
    {
        var network = new NetworkBuilder(3).AddLayer(1, new Activations.Identity(), biases: new Initializers.Uniform(-1, 1)).Build(seed: 3);
        Node node = network.OutputLayer.Nodes[0];
        float[] x = [0.1f, -7.3f, 2.9f];
        float sum = (float)node.Bias;
        for (int i = 0; i < 3; i++) sum += (float)node.Incoming[i].Weight * x[i];
        var rows = new CodeOptions { Arithmetic = Arithmetic.Single, Rows = Recipes.Records.Table([new { x1 = 0.1, x2 = -7.3, x3 = 2.9 }]) };

        string proof = new Model(network).ToCode(Language.CSharp, "fruit", rows).Files[^1].Text;

        proof.Should().Contain($"[{Texts.Number(sum)}],");
    }

    [Theory]
    [InlineData(Language.Python, "Python is written in double precision; single precision is for C, C#, JavaScript and Java.")]
    [InlineData(Language.Sql, "SQL is written in double precision; single precision is for C, C#, JavaScript and Java.")]
    public void Languages_without_floats_say_so(Language language, string message) =>
        Models.All["relu"]().Model.Invoking(model => model.ToCode(language, "fruit", _single)).Should().Throw<NotSupportedException>().WithMessage(message);

    [Fact]
    public void There_is_always_an_arithmetic() =>
        FluentActions.Invoking(() => new CodeOptions { Arithmetic = null! }).Should().Throw<ArgumentNullException>();
}
