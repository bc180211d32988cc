using NodeNet.Data;
using NodeNet.Formulas;
using NodeNet.Recipes;

namespace NodeNet.Tests.Recipes;

/// <summary>A recipe is fitted on the training table, finds columns by name, and says what it refuses.</summary>
public class RecipeTests
{
    private static readonly GivenTable _fruit = GivenTable.Of("""
        colour,grams,ripe,kind
        green,150,yes,apple
        yellow,120,no,banana
        red,140,yes,apple
        yellow,110,yes,banana
        """);

    [Fact]
    public void A_recipe_prints_what_it_guessed()
    {
        Recipe recipe = Recipe.Fit(_fruit, "kind");

        recipe.Summary().Should().Be("""
            inputs: 3 columns, 5 numbers
              colour: category, one of green, red, yellow
              grams: number, (x − 130) / 15.81139
              ripe: yes or no, 1 or 0
            target
              kind: banana (1) or apple (0)
            kind is taken as a category: 2 classes.
            colour is taken as a category: 3 different words.
            grams is taken as a number: numbers.
            ripe is taken as yes or no: yes, no.

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_row_becomes_numbers_and_can_be_followed()
    {
        Recipe recipe = Recipe.Fit(_fruit, "kind");

        recipe.InputNames.Should().Equal("colour = green", "colour = red", "colour = yellow", "grams", "ripe");
        recipe.Inputs(_fruit)[1].ToArray().Should().Equal(0, 0, 1, (120 - 130) / Math.Sqrt(250), 0);
        recipe.Explain(_fruit, 1).Should().Equal(
            "colour = yellow → 0, 0, 1", "grams = 120 → (120 − 130) / 15.81139 = −0.6324555", "ripe = no → 0");
    }

    [Fact]
    public void A_category_means_the_same_in_every_table()
    {
        GivenTable training = GivenTable.Of("c,y\nblue,1\ngreen,2\nred,3");
        GivenTable test = GivenTable.Of("c,y\nred,1\nblue,2");

        Rows inputs = Recipe.Fit(training, "y").Inputs(test);

        inputs[0].ToArray().Should().Equal(0, 0, 1);
        inputs[1].ToArray().Should().Equal(1, 0, 0);
    }

    [Fact]
    public void An_unknown_category_is_refused_with_place_column_value_and_the_nearest_known_one()
    {
        GivenTable training = GivenTable.Of("c,y\nblue,1\ngreen,2\nred,3");

        Recipe.Fit(training, "y").Invoking(recipe => recipe.Inputs(GivenTable.Of("c\nred\ngreeen"))).Should().Throw<RecipeException>()
            .WithMessage("row 2, column c: \"greeen\" is none of the categories blue, green, red of the training table. Is \"green\" meant? *")
            .Which.Value.Should().Be("greeen");
    }

    [Fact]
    public void Categories_that_are_numbers_stand_in_the_order_of_numbers()
    {
        GivenTable table = GivenTable.Of("c,y\n10,1\n2,2\n0,3\n11,4");

        Recipe recipe = Recipe.Fit(table, new RecipeOptions { Targets = ["y"], Columns = { ["c"] = new ColumnOptions { Kind = ColumnKind.Category } } });

        recipe.InputNames.Should().Equal("c = 0", "c = 2", "c = 10", "c = 11");
    }

    [Fact]
    public void Columns_are_found_by_name_in_any_order_and_others_are_not_looked_at()
    {
        Recipe recipe = Recipe.Fit(_fruit, "kind");

        recipe.Inputs(_fruit.InOrder(2, 0, 3, 1)).Values.ToArray().Should().Equal(recipe.Inputs(_fruit).Values.ToArray());
    }

    [Fact]
    public void A_column_that_is_missing_is_named_with_the_one_that_may_be_meant() =>
        Recipe.Fit(_fruit, "kind").Invoking(recipe => recipe.Inputs(GivenTable.Of("color,grams,ripe\nred,1,yes"))).Should().Throw<RecipeException>()
            .WithMessage("column colour: There is no column \"colour\"; there are color, grams, ripe. Is \"color\" meant?");

    [Fact]
    public void Nothing_of_another_table_is_read_when_a_recipe_is_fitted()
    {
        GivenTable penguins = GivenTable.Penguins();
        GivenTable training = penguins.Where(row => row % 2 == 0);
        var options = new RecipeOptions { Targets = ["species"], Defaults = new ColumnOptions { Missing = MissingRule.Median } };
        Recipe alone = Recipe.Fit(training, options);

        // The planted leak: scaled by the whole table, the training rows would get other numbers.
        Recipe leaked = Recipe.Fit(penguins, options);

        alone.Inputs(training).Values.ToArray().Should().NotEqual(leaked.Inputs(training).Values.ToArray());
        alone.Inputs(training).Column(alone.InputNames.ToList().IndexOf("bill_length_mm")).Average().Should().BeApproximately(0, 1e-12);
        _ = alone.Inputs(penguins);
        alone.Inputs(training).Values.ToArray().Should().Equal(Recipe.Fit(training, options).Inputs(training).Values.ToArray(), "a recipe never changes");
    }

    [Fact]
    public void A_gap_is_refused_with_its_place_unless_something_stands_in_for_it()
    {
        GivenTable table = GivenTable.Of("x,y\n1,1\nNA,2\n4,3");

        FluentActions.Invoking(() => Recipe.Fit(table, "y")).Should().Throw<RecipeException>()
            .WithMessage("row 2, column x: The value is missing (as in 1 row of the training table). Say what stands in for it (ColumnOptions.Missing, *");
        Recipe.Fit(GivenTable.Of("x,y\n1,1\n4,3"), "y").Invoking(recipe => recipe.Inputs(table)).Should().Throw<RecipeException>()
            .WithMessage("row 2, column x: The value is missing, and nothing stands in for it. *MissingRule.Median*");
    }

    [Fact]
    public void A_missing_category_can_be_a_category_of_its_own()
    {
        GivenTable table = GivenTable.Of("c,y\na,1\nNA,2\nb,3");

        Recipe recipe = Recipe.Fit(table, new RecipeOptions { Targets = ["y"], Defaults = new ColumnOptions { Missing = MissingRule.OwnCategory } });

        recipe.InputNames.Should().Equal("c = a", "c = b", "c = (missing)");
        recipe.Inputs(table)[1].ToArray().Should().Equal(0, 0, 1);
    }

    [Theory]
    [InlineData("2024-01-01", 0, 1, 0, 1)] // the first day of the year: sine 0, cosine 1; a Monday
    [InlineData("2024-07-02", 0, -1, 0, 0)] // 183 of 366 days are over: half the circle; a Tuesday
    public void A_date_is_told_by_its_place_in_the_year_and_the_week(string date, double sine, double cosine, double daysSince, double monday)
    {
        GivenTable table = GivenTable.Of($"day,y\n{date},2");
        var options = new RecipeOptions { Targets = ["y"], Columns = { ["day"] = new ColumnOptions { Kind = ColumnKind.Date } } };

        Recipe recipe = Recipe.Fit(table, options);

        recipe.InputNames.Should().StartWith(["day: day of year, sine", "day: day of year, cosine", "day = Monday"]).And.HaveCount(2 + 7 + 1);
        double[] inputs = recipe.Inputs(table)[0].ToArray();
        inputs[0].Should().BeApproximately(sine, 1e-15);
        inputs[1].Should().BeApproximately(cosine, 1e-15);
        inputs[2].Should().Be(monday);
        inputs[^1].Should().Be(daysSince);
    }

    [Fact]
    public void Times_bring_the_hour_and_years_the_year()
    {
        GivenTable table = GivenTable.Of("day,y\n2023-03-05T06:00,1\n2024-03-05T18:00,2");

        Recipe recipe = Recipe.Fit(table, new RecipeOptions { Targets = ["y"], Columns = { ["day"] = new ColumnOptions { Kind = ColumnKind.Date } } });

        recipe.InputNames.Should().Contain("day: year").And.Contain("day: hour, sine").And.Contain("day: days since 2023-03-05T06:00:00");
        int hour = recipe.InputNames.ToList().IndexOf("day: hour, sine");
        recipe.Inputs(table).Column(hour).Should().Equal([1, -1], (left, right) => Math.Abs(left - right) < 1e-15); // a quarter, three quarters of the day
        recipe.Inputs(table).Column(0).Should().Equal(-1, 1); // 2023 and 2024, standardized
    }

    [Fact]
    public void An_identifier_is_refused_unless_it_is_named()
    {
        string rows = string.Join('\n', Enumerable.Range(1, 30).Select(i => $"P{i:000},{1000 + i},{i % 5}"));
        GivenTable words = GivenTable.Of("id,number,y\n" + rows).InOrder(0, 2);
        GivenTable numbers = GivenTable.Of("id,number,y\n" + rows).InOrder(1, 2);

        FluentActions.Invoking(() => Recipe.Fit(words, "y")).Should().Throw<RecipeException>()
            .WithMessage("column id: Nearly every row has a value of its own, as \"P001\": the column identifies rows and says nothing of others. Leave *");
        FluentActions.Invoking(() => Recipe.Fit(numbers, "y")).Should().Throw<RecipeException>().WithMessage("column number: Nearly every row *");
        Recipe.Fit(numbers, new RecipeOptions { Targets = ["y"], Columns = { ["number"] = new ColumnOptions { Kind = ColumnKind.Number } } })
            .InputCount.Should().Be(1);
        Recipe.Fit(numbers.InOrder(0, 1), new RecipeOptions { Targets = ["number"], Ignore = [] }).InputCount.Should().Be(1);
    }

    [Fact]
    public void A_step_of_a_recipe_is_a_formula_whose_value_is_the_networks_input()
    {
        GivenTable table = GivenTable.Of("n,l,o,t,c,y\n1,10,small,yes,a,1\n2,100,large,no,b,2\n4,1000,small,no,a,4");
        Recipe recipe = Recipe.Fit(table, new RecipeOptions
        {
            Targets = ["y"],
            Columns =
            {
                ["l"] = new ColumnOptions { Scaling = NumberScaling.Log },
                ["o"] = new ColumnOptions { Kind = ColumnKind.OrderedCategory, Order = ["small", "large"] },
            },
        });
        double[] inputs = recipe.Inputs(table)[1].ToArray();

        double Value(int column, double cell) => recipe.Columns[column].Encoding.Expressions(Expression.Named("x"))![0].With(_ => cell).Value;

        Value(0, 2).Should().Be(inputs[0]);
        Value(1, 100).Should().Be(inputs[1]);
        Value(2, 1).Should().Be(inputs[2], "large is 1 in the order");
        Value(3, 0).Should().Be(inputs[3]);
        recipe.Columns[4].Encoding.Expressions(Expression.Named("x")).Should().BeNull("a category is no number");
    }

    [Fact]
    public void A_refusal_says_place_column_and_value_one_by_one()
    {
        RecipeException refused = Recipe.Fit(_fruit, "kind").Invoking(recipe => recipe.Inputs(_fruit.With(2, "grams", "heavy")))
            .Should().Throw<RecipeException>().Which;

        refused.Should().Match<RecipeException>(wrong => wrong.Place == "row 3" && wrong.Column == "grams" && wrong.Value == "heavy");
        new RecipeException().Column.Should().BeNull();
        new RecipeException("why").Message.Should().Be("why");
        new RecipeException("why", refused).InnerException.Should().BeSameAs(refused);
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    [InlineData(0)]
    public void A_number_that_its_scaling_does_not_take_is_refused_with_the_reason(double number)
    {
        GivenTable table = GivenTable.Of("x,y\n1,1\n2,2\n4,3");
        Recipe recipe = Recipe.Fit(table, new RecipeOptions { Targets = ["y"], Columns = { ["x"] = new ColumnOptions { Scaling = NumberScaling.Log } } });

        recipe.Invoking(one => one.Inputs(table.With(0, "x", number))).Should().Throw<RecipeException>().WithMessage("row 1, column x: *");
    }

    [Fact]
    public void Two_classes_take_one_output_and_the_word_for_yes_is_the_positive_one()
    {
        GivenTable table = GivenTable.Of("x,sick\n1,yes\n2,no\n3,no");

        Recipe recipe = Recipe.Fit(table, "sick");

        recipe.OutputCount.Should().Be(1);
        recipe.ClassLabels.Should().Equal("no", "yes");
        recipe.DataSet(table).Targets.Values.ToArray().Should().Equal(1, 0, 0);
        Recipe.Fit(table, new RecipeOptions { Targets = ["sick"], Columns = { ["sick"] = new ColumnOptions { Yes = "no" } } })
            .ClassLabels.Should().Equal("yes", "no");
    }

    [Fact]
    public void Several_numbers_can_be_predicted_but_only_one_column_of_classes()
    {
        GivenTable table = GivenTable.Of("x,a,b,c\n1,1,10,u\n2,2,30,v\n3,3,20,u");

        Recipe recipe = Recipe.Fit(table, new RecipeOptions { Targets = ["a", "b"], Ignore = ["c"] });

        recipe.OutputNames.Should().Equal("a", "b");
        recipe.DataSet(table).Targets.Column(1).Should().Equal([-Math.Sqrt(1.5), Math.Sqrt(1.5), 0], (left, right) => Math.Abs(left - right) < 1e-15);
        FluentActions.Invoking(() => Recipe.Fit(table, "a", "c")).Should().Throw<RecipeException>().WithMessage("column c: It holds classes; *");
    }

    [Fact]
    public void Rows_without_a_target_are_refused_or_left_out()
    {
        GivenTable table = GivenTable.Of("x,y\n1,1\n2,NA\n4,3");

        FluentActions.Invoking(() => Recipe.Fit(table, "y")).Should().Throw<RecipeException>().WithMessage("row 2, column y: The target is missing.*");
        Recipe recipe = Recipe.Fit(table, new RecipeOptions { Targets = ["y"], DropsMissingTargets = true });

        recipe.DataSet(table).Count.Should().Be(2);
        recipe.Columns[0].Facts.Count.Should().Be(2, "what is left out is not fitted on");
        recipe.Inputs(table).Count.Should().Be(3, "a row without a target can be asked about");
    }

    [Fact]
    public void A_row_outside_what_the_training_table_had_is_told()
    {
        Recipe recipe = Recipe.Fit(_fruit, "kind");

        recipe.Check(_fruit.With(0, "grams", 900), 0).Should().Equal("grams is 900; the training table had 110 to 150.");
        (int row, IReadOnlyList<string> notes) = recipe.Check(_fruit.With(2, "grams", 900))
            .Should().ContainSingle("all rows at once, those beyond alone").Subject;
        (row, notes.Single()).Should().Be((2, "grams is 900; the training table had 110 to 150."));
        recipe.Check(_fruit, 0).Should().BeEmpty();
    }

    [Theory]
    [InlineData("1E+308\n-1E+308\n1E+308")]
    [InlineData("1E-300\n2E-300\n3E-300")]
    [InlineData("5\n5\n5")]
    public void Numbers_of_any_size_become_finite_ones(string numbers)
    {
        GivenTable table = GivenTable.Of("x,y\n" + string.Join('\n', numbers.Split('\n').Select((x, i) => $"{x},{i}")));

        Recipe.Fit(table, "y").Inputs(table).Values.ToArray().Should().OnlyContain(number => double.IsFinite(number) && Math.Abs(number) < 10);
    }
}
