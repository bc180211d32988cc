using NodeNet.Data;
using NodeNet.Datasets;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tests.Datasets;

/// <summary>The three sets inside the package, against facts that are published about them.</summary>
public class EmbeddedDataTests
{
    [Fact]
    public void Iris_has_150_flowers_50_of_each_species()
    {
        DataSet iris = Iris.Load();
        iris.Count.Should().Be(150);
        iris.Inputs.Width.Should().Be(Iris.InputNames.Count).And.Be(4);
        iris.Targets.Width.Should().Be(Iris.ClassNames.Count).And.Be(3);
        iris.IsClassification.Should().BeTrue();
        CountsOf(iris).Should().Equal(50, 50, 50);
    }

    [Fact]
    public void Iris_begins_with_setosa_and_ends_with_virginica()
    {
        DataSet iris = Iris.Load();
        iris[0].Inputs.Should().Equal(5.1, 3.5, 1.4, 0.2);
        iris[0].Targets.Should().Equal(1, 0, 0);
        iris[149].Inputs.Should().Equal(5.9, 3.0, 5.1, 1.8);
        iris[149].Targets.Should().Equal(0, 0, 1);
        Iris.ClassNames.Should().Equal("setosa", "versicolor", "virginica");
    }

    [Fact]
    public void Iris_has_the_values_that_Fisher_printed_where_a_common_copy_is_wrong()
    {
        // Counted from 1 these are rows 35 and 38; the common copy has 4.9,3.1,1.5,0.1 in both.
        DataSet iris = Iris.Load();
        iris[34].Inputs.Should().Equal(4.9, 3.1, 1.5, 0.2);
        iris[37].Inputs.Should().Equal(4.9, 3.6, 1.4, 0.1);
    }

    [Fact]
    public void Iris_has_the_means_that_are_published()
    {
        // Sepal length 5.84, sepal width 3.06, petal length 3.76, petal width 1.20, in cm and rounded.
        Rows inputs = Iris.Load().Inputs;
        double[] means = [.. Enumerable.Range(0, 4).Select(column => Math.Round(inputs.Column(column).Average(), 2))];
        means.Should().Equal(5.84, 3.06, 3.76, 1.20);
    }

    [Fact]
    public void Digits_has_1797_images_with_the_published_number_of_each_digit()
    {
        DataSet digits = Digits.Load();
        digits.Count.Should().Be(1797);
        digits.Inputs.Width.Should().Be(8 * 8);
        digits.IsClassification.Should().BeTrue();
        CountsOf(digits).Should().Equal(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
    }

    [Fact]
    public void Digits_pixels_count_ink_from_0_to_16()
    {
        Rows inputs = Digits.Load().Inputs;
        double[] all = [.. inputs.ToArrays().SelectMany(pixels => pixels)];
        all.Min().Should().Be(0);
        all.Max().Should().Be(16);
        all.Should().OnlyContain(pixel => pixel == Math.Floor(pixel));
    }

    [Fact]
    public void The_first_digit_is_a_zero_drawn_as_a_ring()
    {
        DataSet digits = Digits.Load();
        digits[0].Inputs.Take(16).Should().Equal(0, 0, 5, 13, 9, 1, 0, 0, /* next row of pixels */ 0, 0, 13, 15, 10, 15, 5, 0);
        digits[0].Targets.Should().Equal(1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    [Fact]
    public void Penguins_has_344_rows_of_which_333_are_complete()
    {
        Table penguins = Penguins.Table;
        penguins.RowCount.Should().Be(344);
        penguins.DropMissing().RowCount.Should().Be(344 - 11);
        penguins.ColumnNames.Should().Equal("species", "island", "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", "sex", "year");
    }

    [Fact]
    public void Penguins_has_152_Adelie_68_Chinstrap_and_124_Gentoo()
    {
        Table penguins = Penguins.Table;
        penguins.DistinctOf("species").Select(species => species.Text).Should().Equal("Adelie", "Chinstrap", "Gentoo");
        int[] counts = [.. penguins.DistinctOf("species").Select(species => penguins.Where(row => row["species"] == species).RowCount)];
        counts.Should().Equal(152, 68, 124);
    }

    [Fact]
    public void Penguins_become_examples_when_rows_with_gaps_are_left_out()
    {
        Table penguins = Penguins.Table.DropMissing();
        DataSet set = Recipe.Fit(penguins, new RecipeOptions
        {
            Inputs = ["bill_length_mm", "bill_depth_mm", "island"],
            Targets = ["species"],
            Defaults = new ColumnOptions { Scaling = NumberScaling.None },
        }).DataSet(penguins);
        set.Count.Should().Be(333);
        set[0].Inputs.Should().Equal(39.1, 18.7, /* Biscoe, Dream, Torgersen */ 0, 0, 1);
        set[0].Targets.Should().Equal(1, 0, 0);
        CountsOf(set).Should().Equal(146, 68, 119);
    }

    [Fact]
    public void Each_set_is_a_table_too()
    {
        Iris.Table.ColumnNames.Should().Equal([.. Iris.InputNames, "species"]);
        Iris.Table[149].ToString().Should().Be("5.9, 3, 5.1, 1.8, virginica");
        Iris.Load().ClassLabels.Should().Equal(Iris.ClassNames);
        Digits.Table.RowCount.Should().Be(1797);
        Digits.Table.KindOf("digit").Should().Be(CellKind.Text, "a digit is a class, not an amount");
        Digits.Table[0, "digit"].Text.Should().Be("0");
        Digits.Table.NumbersOf("pixel64").ToArray().Max().Should().BeLessThanOrEqualTo(16);
    }

    [Fact]
    public void Every_set_says_where_it_comes_from()
    {
        Iris.Source.Should().Contain("Fisher").And.Contain("BSD 3-Clause");
        Digits.Source.Should().Contain("Alpaydin").And.Contain("BSD 3-Clause");
        Penguins.Source.Should().Contain("Horst").And.Contain("CC0");
    }

    private static int[] CountsOf(DataSet set) =>
        [.. Enumerable.Range(0, set.Targets.Width).Select(target => set.Targets.Column(target).Count(value => value == 1.0))];
}
