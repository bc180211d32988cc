using System.Text.Json;
using NodeNet.Activations;
using NodeNet.Drawing;
using NodeNet.Formulas;
using NodeNet.Inspection;
using NodeNet.Learning;
using NodeNet.Losses;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Teaching;
using NodeNet.Tests.Recipes;
using NodeNet.Training;
using NodeNet.Writers;
using Cell = NodeNet.Recipes.Cell;

namespace NodeNet.Tests.Inspection;

/// <summary>The recipe's part in ledgers, worksheets and replays: from the cells to the inputs, and from the outputs to the answer.</summary>
public class RecipeLedgerTests
{
    private static readonly Table _fruit = Table.ParseCsv(
        "colour,grams,picked,ripe,price\nred,150,2024-03-04,yes,3\nyellow,120,2024-07-01,no,1\ngreen,,2024-12-31,yes,2\nred,130,2025-01-01,no,4\n");

    [Fact]
    public void Each_cell_says_how_it_became_numbers_and_the_output_how_it_became_the_answer()
    {
        Model model = Trained("price", "colour", "grams");

        RecipeLedger ledger = model.ExplainAnswer(new { colour = "yellow", grams = 120 });

        ledger.Lines(4).Take(2).Should().Equal("colour = yellow → 0, 0, 1", "grams = 120 → (120 − 132.5) / 10.9 = −1.147");
        double price = model.Predict(new { colour = "yellow", grams = 120 })[0];
        ledger.Answers[0].Number.Should().Be(price, "to the bit");
        ledger.Lines(4)[2].Should().EndWith(" · 1.118 + 2.5 = " + FormulaText.Words(Rounded(price)) + " → price");
        ledger.Inputs[1].Numbers.Should().Equal(model.Recipe!.Inputs(Records.Table(new { colour = "yellow", grams = 120 }))[0][3]);
        ledger.Targets.Should().BeEmpty();
        ledger.ToString().Should().StartWith("colour = yellow → 0, 0, 1\ngrams = 120 → (120 − 132.5) / 10.89725 = −1.147079\n");
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    public void The_ledgers_of_a_recorded_run_have_the_recipes_part(double heldOut)
    {
        Model model = Trained("price", "colour", "grams");
        var options = new TrainerOptions { LearningRate = 0.01, Epochs = 3, BatchSize = 1, ValidationFraction = heldOut, Seed = 2 };

        RecordedRun run = new Trainer(model.Network, new MeanSquaredError(), options).TrainRecorded(model, _fruit, new RunRecording { MostLedgers = 20 });

        ExampleLedger[] examples = [.. run.Steps.SelectMany(step => step.Ledger.Examples)];
        examples.Should().HaveCount(heldOut == 0.0 ? 12 : 6);
        foreach (ExampleLedger example in examples)
        {
            double[] numbers = [.. example.Recipe!.Inputs.SelectMany(cell => cell.Numbers)];
            numbers.Should().Equal(example.Inputs, "the cells are those of the example");
            example.Recipe.Targets.Should().ContainSingle();
        }
        new Trainer(Given.Line(), new MeanSquaredError(), options).Invoking(other => other.TrainRecorded(model, _fruit)).Should().Throw<ArgumentException>()
            .WithMessage("The model's network is not the one that the trainer trains.*");
    }

    [Fact]
    public void A_gap_says_what_stands_in_for_it() =>
        Trained("price", "colour", "grams").ExplainAnswer(_fruit, 2).Lines(4)[1].Should().Be("grams = missing, taken as 130 → (130 − 132.5) / 10.9 = −0.2294");

    [Fact]
    public void Two_classes_are_told_apart_by_the_threshold()
    {
        Model model = Trained("ripe", "colour", "grams");
        double output = model.Predict(new { colour = "red", grams = 150 })[0];
        output.Should().BeGreaterThan(0.5);

        AnswerLedger answer = model.ExplainAnswer(_fruit, 0).Answers[0];

        answer.Class.Should().Be("yes");
        answer.Number.Should().BeNull();
        answer.ToString().Should().MatchRegex(@"^0\.\d+ ≥ 0\.5 → ripe: yes$");
        var strict = new Model(model.Network) { Recipe = model.Recipe, Loss = model.Loss, Threshold = 1.0 };
        strict.ExplainAnswer(_fruit, 0).Answers[0].ToString().Should().MatchRegex(@"^0\.\d+ < 1 → ripe: no$");
        strict.Classify(new { colour = "red", grams = 150 }).Label.Should().Be("no");
    }

    [Fact]
    public void Of_several_classes_the_largest_output_is_answered()
    {
        Model model = Trained("colour", "grams", "price");

        model.ExplainAnswer(_fruit, 1).Lines(3)[2].Should().MatchRegex(@"^the largest of [\d.]+, [\d.]+, [\d.]+ → colour: (red|green|yellow)$");
        model.ExplainAnswer(_fruit, 1).Answers[0].Class.Should().Be(model.Classify(new { grams = 120, price = 1 }).Label);
    }

    [Fact]
    public void A_date_is_computed_from_its_parts()
    {
        Recipe recipe = Recipe.Fit(_fruit, new RecipeOptions { Targets = ["price"], Inputs = ["picked"] });

        recipe.Explain(_fruit, 0)[0]
            .Should()
            .Be("picked = 2024-03-04 → (2024 − 2024.25) / 0.4330127 = −0.5773503, sin(6.283185 · (64 − 1) / 366) = 0.8826788, "
                + "cos(6.283185 · (64 − 1) / 366) = 0.4699767, 1, 0, 0, 0, 0, 0, 0, (0 − 181) / 128.5788 = −1.407697");
    }

    [Fact]
    public void Every_formula_has_the_value_of_the_networks_input_to_the_bit()
    {
        Table table = Table.ParseCsv(
            "n,l,o,t,c,d,y\n1,10,small,yes,a,2024-02-29T23:15:01,1\n2,100,large,no,b,2023-12-31T00:00:00,2\n,1000,small,no,,2031-07-06T11:59:59.5,4\n");
        Recipe recipe = Recipe.Fit(table, new RecipeOptions
        {
            Targets = ["y"],
            Defaults = new ColumnOptions { Missing = MissingRule.OwnCategory },
            Columns =
            {
                ["l"] = new ColumnOptions { Scaling = NumberScaling.LogOnePlus },
                ["o"] = new ColumnOptions { Kind = ColumnKind.OrderedCategory, Order = ["small", "large"] },
            },
        });

        for (int row = 0; row < table.RowCount; row++)
        {
            double[] values = [.. recipe.FormulasOf(table, row).SelectMany(column => column).Select(formula => formula.Value)];
            values.Should().Equal(recipe.Inputs(table)[row].ToArray());
        }
        recipe.Columns[0].FormulasOf(Cell.Missing).Should().HaveCount(2, "that it is missing has an input of its own");
    }

    [Fact]
    public void A_date_has_formulas_over_the_cell_too_for_whoever_exports_them()
    {
        Recipe recipe = Recipe.Fit(_fruit, new RecipeOptions { Targets = ["price"], Inputs = ["picked"] });
        IReadOnlyList<Expression> formulas = recipe.Columns[0].Encoding.Expressions(Expression.Named("x"))!;
        double days = (new DateTime(2024, 7, 1) - DateTime.MinValue).TotalDays;

        formulas.Select(formula => formula.With(_ => days).Value).Should().Equal(recipe.Inputs(_fruit)[1].ToArray());
        formulas[1].ToString().Should().Be("sin(Quotient(Product(6.283185307179586, Difference(day of year(x), 1)), days in year(x)))");
        recipe.Columns[0].Encoding.FormulasOf(new Cell(new DateTime(2024, 7, 1))).Select(formula => formula.Value).Should().Equal(
            recipe.Inputs(_fruit)[1].ToArray());
    }

    [Fact]
    public void The_ledger_of_a_step_shows_the_recipes_part_beside_inputs_outputs_and_targets()
    {
        Model model = Trained("price", "colour", "grams");

        StepLedger ledger = model.Explain(_fruit.Rows(1), new TrainerOptions { LearningRate = 0.1 });

        string text = ledger.ToText();
        text.Should().Contain("x3 = 1  (colour = yellow)").And.Contain("x4 = (120 − 132.5) / 10.9 = −1.147  (grams = 120)");
        text.Should().MatchRegex(@"a_y1 = .*\(identity; −?[\d.]+ · 1\.118 \+ 2\.5 = [\d.]+ → price\)");
        text.Should().Contain("(price = 1 → (1 − 2.5) / 1.118 = −1.342)");
        ledger.ToMarkdown().Should().Contain("grams = 120");
        ledger.ToLatex().Should().Contain("grams = 120");
        ledger.ToMathML().Should().Contain("grams = 120");
        var trainer = new Trainer(model.Network, model.Loss!, new TrainerOptions { LearningRate = 0.1 });
        ledger.Changes[0].NewValue.Should().Be(trainer.Explain(model.Recipe!.DataSet(_fruit.Rows(1))).Changes[0].NewValue, "it is the same step");
    }

    [Fact]
    public void The_example_has_the_recipes_part_as_data_and_json()
    {
        Model model = Trained("ripe", "colour", "grams");

        StepLedger ledger = new Trainer(model.Network, model.Loss!).Explain(model, _fruit.Rows(0, 2));

        RecipeLedger second = ledger.Examples[1].Recipe!;
        second.Inputs.Select(cell => cell.Column).Should().Equal("colour", "grams");
        second.Inputs[1].Fill.Should().Be((Cell)130.0);
        second.Inputs[1].Cell.IsMissing.Should().BeTrue();
        second.Targets.Should().ContainSingle().Which.ToString().Should().Be("ripe = yes → 1");
        second.Answers[0].Target.Should().Be("ripe");
        JsonElement json = JsonDocument.Parse(ledger.ToJson()).RootElement.GetProperty("examples")[1].GetProperty("recipe");
        json.GetProperty("inputs")[0].GetProperty("text").GetString().Should().Be("colour = green → 1, 0, 0");
        json.GetProperty("inputs")[1].GetProperty("cell").ValueKind.Should().Be(JsonValueKind.Null);
        json.GetProperty("targets")[0].GetProperty("numbers")[0].GetDouble().Should().Be(1);
        json.GetProperty("answers")[0].GetProperty("class").GetString().Should().Be(second.Answers[0].Class);
    }

    [Fact]
    public void Rows_without_a_target_are_left_out_and_the_others_keep_their_cells()
    {
        Table table = Table.ParseCsv("a,y\n1,2\n5,\n3,4\n");
        Recipe recipe = Recipe.Fit(table, new RecipeOptions { Targets = ["y"], DropsMissingTargets = true });
        var model = new Model(new NetworkBuilder(1).AddLayer(1, new Identity()).Build(1)) { Recipe = recipe, Loss = new MeanSquaredError() };

        model.Explain(table).Examples.Select(example => example.Recipe!.Inputs[0].Read).Should().Equal("a = 1", "a = 3");
    }

    [Fact]
    public void Worksheets_show_the_cells_and_only_their_keys_the_answer()
    {
        Model model = Trained("ripe", "colour", "grams");
        Worksheet sheet = Worksheet.From(model.Explain(_fruit.Rows(0)));

        sheet.ToMarkdown().Should().Contain("colour = red → 0, 1, 0").And.Contain("ripe = yes → 1").And.NotContain("ripe: ");
        sheet.KeyToMarkdown().Should().Contain("→ ripe: yes");
        sheet.ToCsv().Should().Contain("grams = 150");
    }

    [Fact]
    public void A_replay_says_it()
    {
        string page = Trained("ripe", "colour", "grams").Explain(_fruit.Rows(0)).ToReplay();

        page.Should().Contain("colour = red → 0, 1, 0.").And.Contain("What the outputs mean, with the weights from before the step.");
    }

    [Fact]
    public void Of_very_many_categories_the_one_is_named()
    {
        Table table = Table.ParseCsv("c,y\n" + string.Join('\n', Enumerable.Range(0, 200).Select(i => $"word {i % 40:00},{i % 7}")) + "\n");
        Recipe recipe = Recipe.Fit(table, "y");

        recipe.Explain(table, 3)[0].Should().Be("c = word 03 → 40 inputs: 1 for number 4, 0 for the others");
    }

    [Fact]
    public void Wrong_calls_are_refused()
    {
        Model model = Trained("price", "colour", "grams");
        var other = new Trainer(Given.Small(), new MeanSquaredError());

        other.Invoking(trainer => trainer.Explain(model, _fruit)).Should().Throw<ArgumentException>().WithMessage("The model's network is not the one*");
        model.Invoking(m => m.ExplainAnswer(_fruit, 9)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*row is 9; the table has 4 rows, from 0.*");
        model.Invoking(m => m.ExplainAnswer(new { colour = "blue", grams = 1 })).Should().Throw<RecipeException>().WithMessage("*\"blue\" is none of*");
        model.Invoking(m => m.ExplainAnswer(_fruit, 0).Lines(2)).Should().Throw<ArgumentOutOfRangeException>();
        new Model(Given.Small()).Invoking(m => m.ExplainAnswer(_fruit, 0)).Should().Throw<InvalidOperationException>().WithMessage("*no recipe*");
        new Model(Given.Small()).Invoking(m => m.Explain(_fruit)).Should().Throw<InvalidOperationException>().WithMessage("*does not tell its loss*");
    }

    private static Model Trained(string target, params string[] inputs) =>
        (Learner.For(target) with { Inputs = inputs, Hidden = [2], Epochs = 60 }).Train(_fruit);

    private static Expression Rounded(double price) => double.Parse(
        price.ToString("G4", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
