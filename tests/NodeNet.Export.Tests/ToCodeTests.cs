using NodeNet.Activations;
using NodeNet.Formulas;
using NodeNet.Recipes;

namespace NodeNet.Export.Tests;

/// <summary>What is true of the code in every language.</summary>
public class ToCodeTests
{
    [Theory]
    [InlineData("identity")]
    [InlineData("relu")]
    [InlineData("leaky")]
    [InlineData("scaled")]
    [InlineData("skips_and_gaps")]
    public void Where_there_are_only_sums_and_products_the_bits_must_be_the_same(string name)
    {
        ExportedCode code = Models.All[name]().Model.ToCode(Language.C, "fruit");

        code.IsExact.Should().BeTrue();
        code.LargestBound.Should().Be(0.0);
    }

    [Theory]
    [InlineData("sigmoid")]
    [InlineData("tanh_softmax")]
    [InlineData("penguins")]
    public void Elsewhere_the_bound_is_a_few_units_in_the_last_place(string name)
    {
        (Model model, ITable? rows) = Models.All[name]();

        model.ToCode(Language.Python, "fruit", new CodeOptions { Rows = rows, MostRows = 20 }).LargestBound.Should().BeInRange(1e-17, 1e-12);
    }

    [Fact]
    public void A_proof_fails_when_a_weight_is_another_one()
    {
        Model model = Models.All["identity"]().Model;
        ExportedCode code = model.ToCode(Language.CSharp, "fruit");
        double weight = model.Network.OutputLayer.Nodes[0].Incoming[0].Weight;
        string changed = code.Files[0].Text.Replace(Texts.Number(weight), Texts.Number(Math.BitIncrement(weight)), StringComparison.Ordinal);
        changed.Should().NotBe(code.Files[0].Text);

        var other = new ExportedCode(Language.CSharp, [code.Files[0] with { Text = changed }, code.Files[1]], 0, 0.0, 0.0);
        (int exitCode, string printed) = CSharpTests.Run(other);

        exitCode.Should().Be(1);
        printed.Should().Contain("the bound is 0");
    }

    [Fact]
    public void What_states_no_formula_is_refused_by_name()
    {
        var model = new Model(Models.Network(2, new Opaque(), 3, new Identity(), 1));

        model.Invoking(m => m.ToCode(Language.C, "fruit")).Should().Throw<NotSupportedException>().WithMessage(
            "The activation function opaque of h1 states no formula*");
    }

    [Theory]
    [InlineData("")]
    [InlineData("1fruit")]
    [InlineData("my fruit")]
    [InlineData("class")]
    public void A_name_that_is_none_is_refused(string name) =>
        Models.All["relu"]().Model.Invoking(m => m.ToCode(Language.C, name)).Should().Throw<ArgumentException>();

    [Theory]
    [InlineData(Language.Java, "String")]
    [InlineData(Language.Java, "double_")]
    [InlineData(Language.Java, "illegalArgumentException")]
    [InlineData(Language.CSharp, "console")]
    [InlineData(Language.CSharp, "date_time")]
    [InlineData(Language.CSharp, "predict")]
    [InlineData(Language.CSharp, "system")]
    [InlineData(Language.Python, "datetime")]
    [InlineData(Language.Python, "errno")]
    [InlineData(Language.Python, "re")]
    [InlineData(Language.C, "stdio")]
    public void A_name_that_the_language_has_for_something_else_is_refused_there_and_nowhere_else(Language language, string name)
    {
        Model model = Models.All["relu"]().Model;

        model.Invoking(m => m.ToCode(language, name)).Should().Throw<ArgumentException>().WithMessage($"\"{name}\" cannot be the name of this code*");
        model.ToCode(Language.JavaScript, name).Files.Should().HaveCount(3);
        model.ToCode(language, name + "_model").Files.Should().HaveCountGreaterThan(1);
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes_which_are_saved()
    {
        Model model = Models.All["relu"]().Model;
        using var folder = new Folder();
        ExportedCode code = model.ToCode(Language.C, "fruit");

        IReadOnlyList<string> paths = code.Save(Path.Combine(folder.Path, "src"));

        code.ToString().Should().Be("C: fruit.h, fruit.c, fruit_test.c");
        code.Language.Should().Be(Language.C);
        code.Files.Select(file => file.IsProof).Should().Equal(false, false, true);
        paths.Select(File.ReadAllText).Should().Equal(code.Files.Select(file => file.Text));
        model.ToCode(Language.C, "fruit").Files.Should().Equal(code.Files);
    }

    [Fact]
    public void The_error_function_of_formulas_is_that_of_tables() => // Abramowitz, Stegun, table 7.1: erf(0.5) = 0.5204998778
        ErrorFunction.Complement<Scalar>(0.5, 0.5).Value.Should().BeApproximately(1.0 - 0.5204998778, 1e-10);

    [Fact]
    public void A_wide_model_is_refused_in_SQL_with_its_numbers()
    {
        var model = new Model(Models.Network(1000, new ReLU(), 2, new Identity(), 1));

        model.Invoking(m => m.ToCode(Language.Sql, "fruit")).Should().Throw<NotSupportedException>().WithMessage(
            "The model is too wide for SQL*1000 connections*");
    }

    [Fact]
    public void Dialects_and_rows_have_their_limits()
    {
        Model model = Models.All["relu"]().Model;

        FluentActions.Invoking(() => new CodeOptions { MostRows = 0 }).Should().Throw<ArgumentOutOfRangeException>();
        model.Invoking(m => m.ToCode(Language.Sql, "fruit", new CodeOptions { Dialect = (SqlDialect)9 })).Should().Throw<ArgumentOutOfRangeException>();
    }
}
