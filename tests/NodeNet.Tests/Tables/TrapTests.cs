using System.Globalization;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Datasets;
using NodeNet.Learning;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Training;
using static NodeNet.Tests.Tool.ToolRun;

namespace NodeNet.Tests.Tables;

/// <summary>The traps between a table and a model into which users fell, each through the library and through nodenet.</summary>
public sealed class TrapTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-trap-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Tens_of_thousands_of_columns_are_read_chosen_from_and_trained_on()
    {
        const int Columns = 40_000;
        string[] names = [.. Enumerable.Range(0, Columns).Select(c => $"c{c}")];
        string row = string.Join(',', Enumerable.Range(0, Columns).Select(c => c % 7));
        string text = $"{string.Join(',', names)}\n{row}\n{row.Replace('3', '5')}\n{row.Replace('1', '2')}\n";
        Table table = Table.ParseCsv(text);

        table.DropMissing().RowCount.Should().Be(3);
        table.Numbers(names).Width.Should().Be(Columns);
        Recipe.Fit(table, new RecipeOptions { Targets = ["c39999"], Inputs = names[..5000] }).InputCount.Should().Be(5000);
        Train(text, "c39999", "--inputs", string.Join(',', names[..50])).Code.Should().Be(0);
    }

    [Fact]
    public void Categories_are_those_of_the_training_table_in_every_other()
    {
        const string Training = "colour,y\nblue,1\ngreen,2\nred,3\nred,4\n";
        Recipe recipe = Recipe.Fit(Table.ParseCsv(Training), "y");

        recipe.Inputs(Table.ParseCsv("colour\nred\nblue\n"))[0].ToArray().Should().Equal([0, 0, 1], "red is 001 here as there");
        FluentActions.Invoking(() => recipe.Inputs(Table.ParseCsv("colour\nviolet\n"))).Should().Throw<RecipeException>()
            .WithMessage("line 2, column colour: \"violet\" is none of the categories blue, green, red*");
        Train(Training, "y").Code.Should().Be(0);
        Use("predict", "colour\nblue\nviolet\n").Should().Match<(int Code, string Output, string Error)>(
            result => result.Code == 1 && result.Error.Contains("line 3, column colour: \"violet\" is none of the categories"));
    }

    [Fact]
    public void Labels_that_are_numbers_stand_in_the_order_of_numbers_and_come_from_the_table()
    {
        string text = "x,label\n" + string.Concat(Enumerable.Range(0, 48).Select(i => $"{i % 12 + 0.5},{i % 12}\n"));
        var category = new ColumnOptions { Kind = ColumnKind.Category };

        Learner.For("label").WithColumn("label", category).Plan(Table.ParseCsv(text)).Recipe.ClassLabels.Should()
            .Equal("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
        Train(text, "label", "--kind", "label=category").Output.Should().Contain("label: one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11");
    }

    public static TheoryData<string, string, string> Forms => new()
    {
        { "1,5", "a number with a decimal comma: set CsvOptions.DecimalSeparator to ','", "--decimal" },
        { "$5", "an amount of money: name \"$\" in CsvOptions.Units", "--units" },
        { "12%", "a percentage: name \"%\" in CsvOptions.Units", "--units" },
        { "1 000", "a number with its digits in groups: set CsvOptions.GroupSeparator to ' '", "--group" },
        { "1.234,5", "CsvOptions.GroupSeparator to '.' and CsvOptions.DecimalSeparator to ','", "--decimal" },
        { "05.03.2024", "a date: name its form in CsvOptions.DateFormats, as \"d.M.yyyy\"", "--dates" },
        { "word", "the column identifies rows and says nothing of others", "--ignore" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_is_not_a_number_is_refused_with_what_it_looks_like(string cell, string remedy, string option)
    {
        string text = "a;y\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{Cell(i)};{i % 5}\n"));

        FluentActions.Invoking(() => Learner.For("y").Plan(Table.ParseCsv(text))).Should().Throw<RecipeException>().WithMessage($"column a: *{remedy}*");
        Train(text, "y").Should().Match<(int Code, string Output, string Error)>(result => result.Code == 1 && result.Error.Contains(option));

        string Cell(int i) => cell switch
        {
            "word" => $"word {i}",
            "05.03.2024" => $"{i % 28 + 1:00}.03.2024",
            _ => i % 2 == 0 ? cell : cell.Replace('5', '6').Replace('2', '3').Replace("1 0", "2 0", StringComparison.Ordinal),
        };
    }

    [Fact]
    public void A_date_is_a_kind_of_column()
    {
        string text = "day,y\n" + string.Concat(Enumerable.Range(1, 28).Select(i => $"2024-03-{i:00},{i % 5}\n"));

        Learner.For("y").Plan(Table.ParseCsv(text)).Recipe.Columns[0].Kind.Should().Be(ColumnKind.Date);
        Train(text, "y").Output.Should().Contain("day: date: ");
    }

    [Fact]
    public void What_judges_takes_a_model_and_rows_as_users_have_them()
    {
        (Table training, Table test) = Penguins.Table.SplitStratified("species", testFraction: 0.25, seed: 1);
        Model model = (Learner.For("species") with { Epochs = 30 }).Train(training);

        ConfusionMatrix.Of(model, test).Accuracy.Should().BeGreaterThan(0.95).And.Be(model.Evaluate(test).Accuracy);
        Model mass = (Learner.For("body_mass_g") with { Epochs = 60, DropsMissingTargets = true }).Train(training);
        RegressionErrors.Of(mass, test).RSquared.Should().BeGreaterThan(0.7);
        training.WriteCsv(At("t.csv"));
        test.WriteCsv(At("test.csv"));
        Run("train", At("t.csv"), "--target", "species", "--epochs", "30", "--out", At("m.json")).Code.Should().Be(0);
        Run("evaluate", At("m.json"), At("test.csv")).Output.Should().MatchRegex(@"^accuracy (9[5-9]|100)\.\d%");
    }

    [Theory]
    [InlineData("sep=,\na,b\n1.5,2\n2.5,4\n3.5,7\n", "")]
    [InlineData("a;b\n1.5;2\n2.5;4\n3.5;7\n", "")]
    [InlineData("a  b\n1.5  2\n2.5   4\n3.5 7\n", "")]
    [InlineData("| measured in March\na,b\n1.5,2\n2.5,4\n3.5,7\n", "--comment |")]
    [InlineData("Garden\nMarch\na,b\n1.5,2\n2.5,4\n3.5,7\n", "--skip-lines 2")]
    [InlineData("1.5,2\n2.5,4\n3.5,7\n", "")]
    public void A_file_of_another_dialect_is_read_as_it_is_meant(string text, string options)
    {
        string[] words = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var told = new CsvOptions
        {
            Comment = words is ["--comment", string comment] ? comment : null,
            SkipLines = words is ["--skip-lines", string lines] ? int.Parse(lines, CultureInfo.InvariantCulture) : 0,
        };

        Table table = Table.ParseCsv(text, told);

        table.Numbers([.. table.ColumnNames])[0].ToArray().Should().Equal(1.5, 2);
        table.RowCount.Should().Be(3);
        Train(text, table.ColumnNames[1], words).Code.Should().Be(0);
    }

    [Fact]
    public void A_wrong_number_of_inputs_names_the_models_own()
    {
        const string Text = "width,height,y\n1.5,2,4\n2.5,4,5\n3.5,7,9\n";
        Model model = (Learner.For("y") with { Epochs = 1 }).Train(Table.ParseCsv(Text));

        model.Invoking(m => m.Predict(Rows.From([[1.0]]))).Should().Throw<ArgumentException>().WithMessage("*width, height*");
        model.Invoking(m => m.Predict([1.0])).Should().Throw<ArgumentException>().WithMessage("*width, height*");
        Train(Text, "y").Code.Should().Be(0);
        Use("predict", "width\n1\n").Error.Should().Contain("column height: There is no column \"height\"; there are width.");
    }

    [Fact]
    public void Errors_are_written_alike_in_every_culture()
    {
        using var german = new DecimalComma();
        RegressionErrors.Of(Rows.From([[1.0], [2.0], [4.0]]), Rows.From([[1.1], [2.3], [3.5]])).ToString()
            .Should().Contain("MAE 0.3").And.NotContain(",3");
        const string Text = "x,y\n1.5,2\n2.5,4\n3.5,7\n";
        Train(Text, "y").Code.Should().Be(0);
        Use("evaluate", Text).Output.Should().MatchRegex(@"^y: MAE \d+(\.\d+)?, RMSE \d+(\.\d+)?, R² -?\d+(\.\d+)?\n$");
    }

    [Fact]
    public void Yes_and_no_are_one_node_of_0_and_1_and_two_columns_for_it_are_refused_with_both_ways()
    {
        string text = "x,y\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i % 7}.5,{(i % 7 > 3 ? "yes" : "no")}\n"));
        Recipe recipe = Learner.For("y").Plan(Table.ParseCsv(text)).Recipe;

        recipe.OutputCount.Should().Be(1);
        recipe.ClassLabels.Should().Equal("no", "yes");
        Network one = new NetworkBuilder(1).AddLayer(1, new Sigmoid()).Build(seed: 1);
        FluentActions.Invoking(() => new Trainer(one, new BinaryCrossEntropy()).Train(DataSet.From([[1.0], [2.0]], [[1, 0], [0, 1]])))
            .Should().Throw<ArgumentException>().WithMessage("*2 targets*1 output*");
        Train(text, "y").Output.Should().Contain("; sigmoid\n");
        Use("predict", "x\n6.5\n").Output.Should().MatchRegex("^x,predicted y,score of no,score of yes\n6.5,(yes|no),0");
    }

    private (int Code, string Output, string Error) Train(string text, string target, params string[] options)
    {
        File.WriteAllText(At("t.csv"), text);
        return Run(["train", At("t.csv"), "--target", target, "--epochs", "2", "--hidden", "2", "--out", At("m.json"), "--force", .. options]);
    }

    private (int Code, string Output, string Error) Use(string command, string text)
    {
        File.WriteAllText(At("new.csv"), text);
        return Run(command, At("m.json"), At("new.csv"));
    }

    private string At(string name) => Path.Combine(_folder, name);
}
