using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Datasets;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Teaching;

namespace NodeNet.Tests.Teaching;

/// <summary>What the sheets of a class are about: rows that could be, or rows of a table.</summary>
public class SheetRowsTests
{
    private const string Everything = """
        size,colour,day,when,smokes,income,weight,kind
        small,red,2024-01-05,2024-01-05T08:00,yes,1000,52.5,cat
        large,green,2024-02-11,2024-01-05T21:00,no,250000,71.25,dog
        medium,,2024-03-20,2024-01-06T13:00,no,40000,,bird
        small,blue,2024-03-21,2024-01-07T02:00,yes,9000,60,cat
        large,red,2024-03-29,2024-01-08T11:00,no,12000,80.5,dog

        """;

    private static Model ModelOf(ITable table, RecipeOptions options)
    {
        Recipe recipe = Recipe.Fit(table, options);
        Network network = new NetworkBuilder(recipe.InputCount).AddLayer(3, new Sigmoid()).AddLayer(recipe.OutputCount, new Sigmoid()).Build(seed: 1);
        return new Model(network) { Recipe = recipe, Loss = new SumOfSquaredErrors() };
    }

    private static Model OfEverything(Table table) => ModelOf(table, new RecipeOptions
    {
        Targets = ["kind"],
        Defaults = new ColumnOptions { Missing = MissingRule.OwnCategory },
        Columns = new Dictionary<string, ColumnOptions>
        {
            ["size"] = new() { Order = ["small", "medium", "large"] },
            ["when"] = new() { Dates = DateParts.Hour | DateParts.DaysSince },
            ["income"] = new() { Scaling = NumberScaling.Log },
        },
    });

    private static double[] InputsOf(WorksheetSet set, int sheet) => set.Steps[sheet].Inputs;

    [Fact]
    public void Of_a_category_one_input_is_1_and_every_other_number_lies_within_the_training_data()
    {
        Table table = Table.ParseCsv(Everything);
        Model model = OfEverything(table);
        Recipe recipe = model.Recipe!;
        Rows trained = recipe.Inputs(table);

        WorksheetSet set = WorksheetSet.Draw(model, new WorksheetSetOptions { Count = 60, Decimals = 3 });

        int colour = recipe.Columns.TakeWhile(column => column.Name != "colour").Sum(column => column.Width);
        int width = recipe.Columns.Single(column => column.Name == "colour").Width;
        var seen = new HashSet<int>();
        for (int i = 0; i < set.Sheets.Count; i++)
        {
            double[] inputs = InputsOf(set, i);
            double[] colours = inputs[colour..(colour + width)];
            colours.Order().Should().Equal([.. Enumerable.Repeat(0.0, width - 1), 1.0]);
            seen.Add(Array.IndexOf(colours, 1.0));
            for (int column = 0; column < inputs.Length; column++)
            {
                string name = recipe.InputNames[column];
                bool isTurn = name.EndsWith("sine", StringComparison.Ordinal) || name.StartsWith("day = ", StringComparison.Ordinal);
                double[] known = [.. Enumerable.Range(0, trained.Count).Select(row => trained[row][column])];
                inputs[column].Should().BeInRange(isTurn ? -1.0 : known.Min() - 5e-4, isTurn ? 1.0 : known.Max() + 5e-4, name);
            }
            set.Steps[i].Targets.Order().Should().Equal(0, 0, 1);
        }
        seen.Should().BeEquivalentTo([0, 1, 2], "red, green and blue are drawn, and missing is not");
        set.Steps.Select(step => step.Row).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void The_sheet_says_which_row_it_is_and_the_row_encoded_again_gives_its_inputs()
    {
        Model model = OfEverything(Table.ParseCsv(Everything));

        WorksheetSet set = WorksheetSet.Draw(model, new WorksheetSetOptions { Count = 20, Decimals = 2 });

        foreach (DrawnStep step in set.Steps)
        {
            step.Row.Should().StartWith("The row: size = ").And.EndWith(" Its numbers are rounded to 2 decimals.");
            Dictionary<string, string> cells = step.Row!["The row: ".Length..].Split(". Its")[0].Split(", ").Select(cell => cell.Split(" = "))
                .ToDictionary(cell => cell[0], cell => cell[1]);
            model.Recipe!.Inputs(Records.Table<Dictionary<string, string>>(cells))[0].ToArray()
                .Select(number => SheetRows.ForPaper(number, 2)).Should().Equal(step.Inputs);
        }
        foreach (string form in new[] { set.Sheets[0].ToHtml(), set.Sheets[0].ToMarkdown(), set.Sheets[0].ToCsv() })
            form.Should().Contain("The row: size = ");
    }

    [Fact]
    public void Where_a_cell_is_not_itself_the_input_the_sheet_says_how_it_becomes_one_and_so_does_the_key()
    {
        Table table = Table.ParseCsv("a,b,y\n0,1,0.5\n1,0,0.2\n0,0,0.9\n1,1,0.3\n");
        WorksheetSet Drawn(NumberScaling scaling)
        {
            Model model = ModelOf(table, new RecipeOptions { Targets = ["y"], Defaults = new ColumnOptions { Scaling = scaling } });
            return WorksheetSet.Draw(model, table, new WorksheetSetOptions { Count = 4 });
        }
        WorksheetSet scaled = Drawn(NumberScaling.Standard);
        int row = scaled.Steps.ToList().FindIndex(step => step.Row == "The row: a = 0, b = 1.");

        scaled.Steps[row].Cells.Should().Equal("a = 0 → (0 − 0.5) / 0.5 = −1", "b = 1 → (1 − 0.5) / 0.5 = 1");
        scaled.Sheets[row].ToMarkdown().Should().Contain("The row: a = 0, b = 1.  \na = 0 → (0 − 0.5) / 0.5 = −1  \n");
        Drawn(NumberScaling.None).Steps.Should().OnlyContain(step => step.Cells.Count == 0);

        using var key = new MemoryStream();
        scaled.WriteKey(key);
        string file = Path.Combine(Directory.CreateTempSubdirectory("nodenet-key-").FullName, "key.json");
        File.WriteAllBytes(file, key.ToArray());
        WorksheetSet.LoadKey(file).Sheets.Select(sheet => sheet.ToCsv()).Should().Equal(scaled.Sheets.Select(sheet => sheet.ToCsv()));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public void Whole_numbers_stay_whole_and_other_ones_have_few_digits()
    {
        Model model = ModelOf(Penguins.Table, new RecipeOptions { Targets = ["species"], Defaults = new ColumnOptions { Missing = MissingRule.Median } });

        string[] rows = [.. WorksheetSet.Draw(model, new WorksheetSetOptions { Count = 40 }).Steps.Select(step => step.Row!)];

        rows.Should().OnlyContain(row => System.Text.RegularExpressions.Regex.IsMatch(
            row, @"island = (Biscoe|Dream|Torgersen), bill_length_mm = \d\d(\.\d)?, bill_depth_mm = \d\d(\.\d)?, flipper_length_mm = \d{3}, "
                + @"body_mass_g = \d{3}0, sex = (fe)?male, year = 200[789]\."));
    }

    [Fact]
    public void A_number_is_answered_as_the_model_answers_so_that_its_target_is_one_that_could_be()
    {
        Model model = ModelOf(Penguins.Table, new RecipeOptions
        {
            Targets = ["body_mass_g"],
            DropsMissingTargets = true,
            Ignore = ["sex"],
            Defaults = new ColumnOptions { Missing = MissingRule.Median }
        });

        WorksheetSet set = WorksheetSet.Draw(model, new WorksheetSetOptions { Count = 5 });

        foreach (DrawnStep step in set.Steps)
            step.Targets[0].Should().BeApproximately(model.Network.Predict(step.Inputs)[0], 0.05);
    }

    [Fact]
    public void Rows_of_a_table_come_each_once_with_their_targets()
    {
        Table table = Table.ParseCsv(Everything);
        Model model = OfEverything(table);
        DataSet data = model.Recipe!.DataSet(table);

        WorksheetSet set = WorksheetSet.Draw(model, table, new WorksheetSetOptions { Count = 5, Decimals = 6 });

        int[] rows = [.. set.Steps.Select(step => Enumerable.Range(0, 5).Single(row =>
            data.Inputs[row].ToArray().Zip(step.Inputs).All(pair => Math.Abs(pair.First - pair.Second) < 1e-5)))];
        rows.Should().BeEquivalentTo([0, 1, 2, 3, 4]).And.NotBeInAscendingOrder();
        for (int i = 0; i < 5; i++) set.Steps[i].Targets.Should().Equal(data.Targets[rows[i]].ToArray());
        set.Steps[Array.IndexOf(rows, 2)].Row.Should().Contain("colour = missing").And.Contain("weight = missing, taken as 65.625");
        WorksheetSet.Draw(model, table, new WorksheetSetOptions { Count = 12 }).Sheets.Should().HaveCount(12, "a row may come again, with other weights");
    }

    [Fact]
    public void Rows_that_the_recipe_refuses_are_left_out_and_where_it_refuses_all_it_says_why()
    {
        Table table = Table.ParseCsv("colour,y\nred,1\nblue,0\nred,1\n");
        Model model = ModelOf(table, new RecipeOptions { Targets = ["y"] });

        WorksheetSet set = WorksheetSet.Draw(model, Table.ParseCsv("colour\nred\npink\n"), new WorksheetSetOptions { Count = 4 });

        set.Steps.Should().OnlyContain(step => step.Row == "The row: colour = red.");
        FluentActions.Invoking(() => WorksheetSet.Draw(model, Table.ParseCsv("colour\npink\n"))).Should().Throw<RecipeException>().WithMessage("*pink*");
        FluentActions.Invoking(() => WorksheetSet.Draw(new Model(model.Network) { Loss = new SumOfSquaredErrors() }, table)).Should()
            .Throw<InvalidOperationException>().WithMessage("*no recipe*");
        FluentActions.Invoking(() => WorksheetSet.Draw(new Model(model.Network))).Should().Throw<InvalidOperationException>().WithMessage("*loss*");
    }

    [Fact]
    public void Examples_are_rows_too_and_those_of_zeros_alone_are_left_out()
    {
        DataSet xor = DataSet.From([[0, 0], [0, 1], [1, 0], [1, 0.04]], [[0], [1], [1], [0.26]]);
        Network network = new NetworkBuilder(2).AddLayer(2, new Sigmoid()).AddLayer(1, new Sigmoid()).Build(seed: 1);

        WorksheetSet set = WorksheetSet.Draw(network, new SumOfSquaredErrors(), xor, new WorksheetSetOptions { Count = 3 });

        set.Steps.Select(step => (step.Inputs[0], step.Inputs[1], step.Targets[0])).Should()
            .BeEquivalentTo([(0.0, 1.0, 1.0), (1.0, 0.0, 1.0), (1.0, 0.04, 0.3)], "numbers have one decimal, and no number becomes 0");
    }

    [Fact]
    public void A_model_of_classes_without_a_recipe_gets_targets_of_one_class_and_every_loss_targets_that_it_takes()
    {
        Network three = new NetworkBuilder(2).AddLayer(3, new Sigmoid()).Build(seed: 1);
        var classes = new Model(three) { Loss = new SumOfSquaredErrors(), ClassLabels = ["a", "b", "c"] };
        WorksheetSet.Draw(classes, new WorksheetSetOptions { Count = 20 }).Steps.Should().OnlyContain(step => step.Targets.Sum() == 1.0);

        Network counts = new NetworkBuilder(2).AddLayer(1, new Softplus()).Build(seed: 1);
        WorksheetSet.Draw(counts, new Poisson(), new WorksheetSetOptions { Count = 20 }).Steps.Should().OnlyContain(step => step.Targets[0] >= 0);
    }

    [Fact]
    public void The_key_knows_the_rows_and_the_seed()
    {
        string folder = Directory.CreateTempSubdirectory("nodenet-rows-").FullName;
        try
        {
            WorksheetSet set = WorksheetSet.Draw(OfEverything(Table.ParseCsv(Everything)), new WorksheetSetOptions { Count = 2, Seed = 77 });
            WorksheetSet loaded = WorksheetSet.LoadKey(set.Save(folder));

            loaded.Sheets[1].ToHtml().Should().Be(set.Sheets[1].ToHtml());
            loaded.Options.Seed.Should().Be(77);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
