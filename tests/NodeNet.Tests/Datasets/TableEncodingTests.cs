using System.Diagnostics;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Datasets;
using NodeNet.Losses;
using NodeNet.Metrics;

namespace NodeNet.Tests.Datasets;

/// <summary>A word means the same number in every table: what was found in the training table is used on all others.</summary>
public class TableEncodingTests
{
    private static readonly CsvTable _training = CsvTable.Parse("colour,size,kind\nred,1,cat\nblue,2,dog\nred,3,cat\n");

    [Fact]
    public void Classes_and_categories_of_a_test_table_are_those_of_the_training_table()
    {
        TableEncoding encoding = _training.Encoding(["colour", "size"], ["kind"]);
        DataSet test = CsvTable.Parse("kind,size,colour\ndog,4,red\n").ToDataSet(encoding);

        test[0].Inputs.Should().Equal([0.0, 1.0, 4.0], "red is the second colour of the training table, and the only one of the test table");
        test[0].Targets.Should().Equal([1.0], "dog is the second kind");
        test.ClassLabels.Should().Equal("cat", "dog");
        test.InputNames.Should().Equal("colour=blue", "colour=red", "size");
        CsvTable.Parse("colour,size\nblue,7\n").ToInputs(encoding)[0].ToArray().Should().Equal([1.0, 0.0, 7.0], "rows to predict have no kind");
        encoding.ToString().Should().Be("colour=blue, colour=red, size → cat, dog");
        encoding.TargetNames.Should().Equal("kind=dog");
    }

    [Fact]
    public void What_the_training_table_does_not_know_is_refused_with_its_line()
    {
        TableEncoding encoding = _training.Encoding(["colour", "size"], ["kind"]);
        Refused("colour,size,kind\nred,1,dog\nred,1,emu\n", "line 3, column 3 (kind): \"emu\" is none of the categories that the encoding knows: cat, dog.");
        Refused("colour,size,kind\ngreen,1,dog\n", "line 2, column 1 (colour): \"green\" is none of the categories*");
        Refused("colour,size,kind\nred,big,dog\n", "line 2, column 2 (size): \"big\" is not a finite number*");
        FluentActions.Invoking(() => CsvTable.Parse("size,kind\n1,dog\n").ToDataSet(encoding)).Should().Throw<ArgumentException>()
            .WithMessage("There is no column \"colour\"; there are size, kind.*");

        void Refused(string text, string message) =>
            FluentActions.Invoking(() => CsvTable.Parse(text).ToDataSet(encoding)).Should().Throw<DataFormatException>().WithMessage(message);
    }

    [Fact]
    public void Test_tables_that_are_encoded_by_themselves_are_noticed_when_they_are_judged()
    {
        TableEncoding encoding = _training.Encoding(["colour", "size"], ["kind"]);
        Network network = new NetworkBuilder([.. encoding.InputNames]).AddLayer(1, new Sigmoid()).Build(seed: 1);
        var model = new Model(network) { ClassLabels = encoding.ClassLabels, Loss = new BinaryCrossEntropy() };
        CsvTable other = CsvTable.Parse("colour,size,kind\nred,1,dog\nblue,2,emu\n");

        FluentActions.Invoking(() => Evaluation.Of(model, other.ToDataSet(["colour", "size"], ["kind"]))).Should().Throw<ArgumentException>()
            .WithMessage("The classes of data are dog, emu; the model knows cat, dog, in this order. Make the set with the encoding of the training table.*");
        ConfusionMatrix.Of(model, _training.ToDataSet(encoding)).ToString().Should().StartWith(@"actual \ predicted cat dog");
    }

    [Fact]
    public void Categories_can_be_handed_over()
    {
        TableEncoding encoding = _training.Encoding(["colour", "size"], ["kind"])
            .WithCategories("kind", "dog", "cat", "emu")
            .WithCategories("colour", "green", "red", "blue");
        DataSet set = _training.ToDataSet(encoding);
        set[0].Inputs.Should().Equal(0, 1, 0, 1);
        set[0].Targets.Should().Equal(0, 1, 0);
        set.ClassLabels.Should().Equal("dog", "cat", "emu");
        encoding.CategoriesOf("kind").Should().Equal("dog", "cat", "emu");
        encoding.CategoriesOf("size").Should().BeNull();
        encoding.Invoking(e => e.WithCategories("sizes", "a", "b")).Should().Throw<ArgumentException>()
            .WithMessage("\"sizes\" is no column of the encoding; there are colour, size, kind.*");
        encoding.Invoking(e => e.WithCategories("kind", "a", "a")).Should().Throw<ArgumentException>()
            .WithMessage("There must be at least two categories, all different*");
    }

    [Fact]
    public void Two_classes_are_one_target_of_0_and_1_or_two_one_hot_ones()
    {
        TableEncoding one = _training.Encoding(["size"], ["kind"]);
        _training.ToDataSet(one).Targets.Column(0).Should().Equal(0, 1, 0);
        DataSet two = _training.ToDataSet(one.WithOneHotTargets());
        two.Targets.ToArrays().Should().BeEquivalentTo(new double[][] { [1, 0], [0, 1], [1, 0] }, o => o.WithStrictOrdering());
        two.ClassLabels.Should().Equal("cat", "dog");
        one.WithOneHotTargets().TargetNames.Should().Equal("kind=cat", "kind=dog");
    }

    [Fact]
    public void Class_numbers_keep_the_order_of_numbers()
    {
        CsvTable table = CsvTable.Parse("x,class\n" + string.Concat(Enumerable.Range(0, 12).Reverse().Select(c => $"{c}.5,{c}\n")));
        DataSet set = table.ToDataSet(["x"], ["class"], categories: ["class"]);
        set.ClassLabels.Should().Equal(Enumerable.Range(0, 12).Select(c => $"{c}"));
        for (int row = 0; row < 12; row++)
            set.ClassOf(row).Should().Be((int)set.Inputs[row, 0]);
    }

    [Fact]
    public void A_target_that_is_the_same_in_every_row_tells_nothing_apart()
    {
        FluentActions.Invoking(() => CsvTable.Parse("x,y\n1,a\n2,a\n").ToDataSet(["x"], ["y"])).Should().Throw<DataFormatException>()
            .WithMessage("line 2, column 2 (y): The target is \"a\" in every row; there is nothing to tell apart.");
        CsvTable.Parse("x,y\na,1\na,2\n").ToDataSet(["x"], ["y"]).Inputs.Column(0).Should().Equal([1.0, 1.0], "an input may be the same");
    }

    [Fact]
    public void A_column_is_named_once()
    {
        FluentActions.Invoking(() => _training.ToDataSet(["size", "size"], ["kind"])).Should().Throw<ArgumentException>()
            .WithMessage("inputs names a column twice.*");
    }

    [Fact]
    public void A_table_of_many_columns_takes_time_in_proportion_to_them()
    {
        Once(2000); // once for the compiler
        double few = Once(5_000);
        double many = Once(40_000);
        many
            .Should()
            .BeLessThan(40 * few + 200, "eight times the columns are eight times the work, and 64 times where each is searched for in the list of all");

        static double Once(int columns)
        {
            string[] names = [.. Enumerable.Range(0, columns).Select(i => $"c{i}")];
            CsvTable table = CsvTable.Parse(string.Join(',', names) + "\n" + string.Join(',', names.Select((_, i) => $"{i}")) + "\n");
            var watch = Stopwatch.StartNew();
            table.DropMissing().ToDataSet(names[1..], [names[0]]).InputNames.Should().HaveCount(columns - 1);
            return watch.Elapsed.TotalMilliseconds;
        }
    }
}
