using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Learning;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Optimizers;
using NodeNet.Persistence;
using NodeNet.Recipes;
using NodeNet.Training;

namespace NodeNet.Tests.Recipes;

/// <summary>A model with a recipe answers rows as its users have them, here, from a file, and when it is judged.</summary>
public class ModelRecipeTests
{
    private static readonly GivenTable _penguins = GivenTable.Penguins();
    private static readonly GivenTable _training = _penguins.Where(row => row % 3 != 0);
    private static readonly GivenTable _test = _penguins.Where(row => row % 3 == 0);
    private static readonly Lazy<Model> _species = new(() => Train("species"));
    private static readonly Lazy<Model> _mass = new(() => Train("body_mass_g"));

    [Fact]
    public void It_is_judged_on_raw_rows()
    {
        TableEvaluation evaluation = _species.Value.Evaluate(_test);

        evaluation.Accuracy.Should().BeGreaterThan(0.95);
        evaluation.Confusion!.ClassLabels.Should().Equal("Adelie", "Chinstrap", "Gentoo");
        evaluation.ToString().Should().StartWith("accuracy ").And.Contain("class      precision  recall     F1").And.Contain("actual \\ predicted");
        ConfusionMatrix.Of(_species.Value, _test).Accuracy.Should().Be(evaluation.Accuracy);
    }

    [Fact]
    public void Numbers_come_back_in_their_own_units()
    {
        GivenTable known = _test.Where(row => !_test[row, 5].IsMissing);

        TableEvaluation evaluation = _mass.Value.Evaluate(known);

        RegressionErrors errors = evaluation.Errors.Should().ContainSingle().Which.Errors;
        errors.RSquared.Should().BeGreaterThan(0.8);
        errors.MeanAbsoluteError.Should().BeInRange(100, 400, "grams");
        evaluation.ToString().Should().StartWith("body_mass_g: ");
        RegressionErrors.Of(_mass.Value, known).Should().Be(errors);
    }

    [Fact]
    public void A_row_may_be_an_anonymous_object_a_record_or_a_dictionary()
    {
        double[] anonymous = _species.Value.Predict(
            new { island = "Biscoe", bill_length_mm = 45.1, BillDepthMm = 14.5, flipper_length_mm = 215, body_mass_g = 5000, sex = "female", year = 2007 });
        double[] record = _species.Value.Predict(new Penguin("Biscoe", 45.1, 14.5, 215, 5000, "female", 2007));
        double[] dictionary = _species.Value.Predict(new Dictionary<string, object?>
        {
            ["sex"] =
                "female",
            ["island"] =
                    "Biscoe",
            ["bill_length_mm"] = 45.1,
            ["bill_depth_mm"] = 14.5,
            ["flipper_length_mm"] = 215,
            ["body_mass_g"] = 5000,
            ["year"] = 2007,
        });

        record.Should().Equal(anonymous);
        dictionary.Should().Equal(anonymous);
        _species.Value.Classify(new Penguin("Biscoe", 45.1, 14.5, 215, 5000, null, 2007)).Label.Should().Be("Gentoo", "a gap is filled in as in training");
        _species.Value.Check(new Penguin("Biscoe", 450, 14.5, 215, 5000, null, 2007))
            .Should()
            .ContainSingle().Which
            .Should()
            .StartWith("bill_length_mm is 450");
        _species.Value.ExplainAnswer(new Penguin("Biscoe", 45.1, 14.5, 215, 5000, null, 2007)).Lines()[0].Should().Be("island = Biscoe → 1, 0, 0");
    }

    [Fact]
    public void Evaluating_and_encoding_read_each_cell_once_and_look_once_whether_a_target_is_there()
    {
        GivenTable table = GivenTable.Of("a,b,y,z\n" + string.Join('\n', Enumerable.Range(0, 40).Select(i => $"{i % 7},{i % 5},{i % 3},{i * i % 11}")));
        Model numbers = (Learner.For("y", "z") with { Epochs = 1 }).Train(table);
        Model classes = (Learner.For("y") with { Epochs = 1 }).WithColumn("y", new ColumnOptions { Kind = ColumnKind.Category }).Train(table);
        var counted = new CountedTable(table);

        counted.ReadsOf(t => numbers.Evaluate(t)).Should().Be(40 * (2 + 2 * 2));
        counted.ReadsOf(t => RegressionErrors.Of(numbers, t)).Should().Be(40 * (2 + 2 * 2));
        counted.ReadsOf(t => numbers.Recipe!.DataSet(t)).Should().Be(40 * (2 + 2 * 2));
        counted.ReadsOf(t => classes.Evaluate(t)).Should().Be(40 * (3 + 2));
        counted.ReadsOf(t => ConfusionMatrix.Of(classes, t)).Should().Be(40 * (3 + 2));
        counted.ReadsOf(t => classes.Predict(t)).Should().Be(40 * 3);
    }

    [Fact]
    public void A_property_that_is_missing_is_named() =>
        _species.Value.Invoking(model => model.Classify(new { island = "Biscoe", bill_length = 45.1 })).Should().Throw<RecipeException>()
            .WithMessage("column bill_length_mm: There is no column \"bill_length_mm\", nor bill_depth_mm, *; there are island, bill_length. "
                + "Is \"bill_length\" meant?");

    [Fact]
    public void Row_by_row_it_answers_as_for_the_whole_table()
    {
        Rows all = _species.Value.Predict(_test);

        for (int row = 0; row < _test.RowCount; row++)
            _species.Value.Predict(_test.Where(one => one == row))[0].ToArray().Should().Equal(all[row].ToArray());
    }

    [Theory]
    [InlineData("species")]
    [InlineData("body_mass_g")]
    public void Saved_and_loaded_it_answers_with_the_same_bits(string target)
    {
        Model model = target == "species" ? _species.Value : _mass.Value;
        using var file = new MemoryStream();
        model.Save(file);
        file.Position = 0;

        Model loaded = Model.Load(file);

        loaded.Predict(_test).Values.ToArray().Should().Equal(model.Predict(_test).Values.ToArray());
        loaded.Recipe!.ToString().Should().Be(model.Recipe!.ToString());
        loaded.Recipe.Columns.Select(column => column.ToString()).Should().Equal(model.Recipe.Columns.Select(column => column.ToString()));
        loaded.Recipe.Columns.Select(column => column.Facts).Should().Equal(model.Recipe.Columns.Select(column => column.Facts));
        loaded.Origin.Should().BeEquivalentTo(model.Origin);
        loaded.Threshold.Should().Be(model.Threshold);
    }

    [Fact]
    public void Every_kind_of_column_goes_through_a_file()
    {
        GivenTable table = GivenTable.Of("""
            n,r,c,o,t,w,d,y
            1,10,a,small,yes,male,2023-05-01,1
            2,20,b,large,no,female,2024-05-02T10:30,2
            NA,40,a,medium,yes,male,2024-06-02,4
            4,NA,c,small,no,female,2024-07-02,3
            """);
        Recipe recipe = Recipe.Fit(table, new RecipeOptions
        {
            Targets = ["y"],
            Columns =
            {
                ["n"] = new ColumnOptions { Missing = MissingRule.Mean, MarksMissing = true, Scaling = NumberScaling.LogOnePlus },
                ["r"] = new ColumnOptions { Missing = MissingRule.Constant, MissingConstant = 7, Scaling = NumberScaling.Robust },
                ["c"] = new ColumnOptions { MinimumCount = 2, Unknown = UnknownRule.Rare },
                ["o"] = new ColumnOptions { Kind = ColumnKind.OrderedCategory, Order = ["small", "medium", "large"] },
                ["w"] = new ColumnOptions { Kind = ColumnKind.Truth, Yes = "male" },
                ["d"] = new ColumnOptions { Kind = ColumnKind.Date },
            },
        });
        Network network = new NetworkBuilder(recipe.InputCount).AddLayer(1, new Identity()).Build(seed: 1);
        using var file = new MemoryStream();
        new Model(network) { Recipe = recipe }.Save(file);
        file.Position = 0;

        Recipe loaded = Model.Load(file).Recipe!;

        loaded.InputNames.Should().Equal(recipe.InputNames);
        loaded.Inputs(table).Values.ToArray().Should().Equal(recipe.Inputs(table).Values.ToArray());
        loaded.DataSet(table).Targets.Values.ToArray().Should().Equal(recipe.DataSet(table).Targets.Values.ToArray());
        loaded.Columns.Select(column => column.ToString()).Should().Equal(recipe.Columns.Select(column => column.ToString()));
    }

    [Fact]
    public void A_saved_model_is_trained_further_with_its_recipe_as_it_is()
    {
        using var file = new MemoryStream();
        _species.Value.Save(file);
        file.Position = 0;
        Model loaded = Model.Load(file);
        double before = loaded.Evaluate(_test).Loss!.Value;

        new Trainer(
            loaded.Network,
            loaded.Loss!,
            new TrainerOptions { Optimizer = new Adam(), LearningRate = 0.001, Epochs = 5 }).Train(loaded.Recipe!.DataSet(_training));

        loaded.Evaluate(_test).Loss!.Value.Should().NotBe(before).And.BeLessThan(1);
    }

    [Fact]
    public void A_recipe_of_numbers_alone_takes_numbers_in_the_order_of_its_columns_and_allocates_nothing()
    {
        GivenTable table = GivenTable.Of("a,b,y\n1,10,100\n2,30,300\n3,20,200");
        Recipe recipe = Recipe.Fit(table, "y");
        Model model = new(new NetworkBuilder(2).AddLayer(1, new Identity()).Build(seed: 1)) { Recipe = recipe };
        double[] row = [2, 30];
        double[] answer = new double[1];
        model.Predict(row, answer);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) model.Predict(row, answer);
        long after = GC.GetAllocatedBytesForCurrentThread();

        answer[0].Should().Be(model.Predict(new { b = 30, a = 2 })[0]);
        model.Predict(Rows.From([[2.0, 30], [1, 10]]))[0, 0].Should().Be(answer[0]);
        model.Freeze().Predict(Rows.From([[2.0, 30]]))[0, 0].Should().Be(answer[0]);
        (after - before).Should().Be(0);
        model.Invoking(m => m.Predict([1.0])).Should().Throw<ArgumentException>().WithMessage("The row has 1 value; the model has 2 columns (a, b).*");
        _species.Value.Invoking(m => m.Predict([1.0, 2.0])).Should().Throw<ArgumentException>().WithMessage("Not all columns are numbers: *");
    }

    [Fact]
    public void A_threshold_travels_with_the_model_and_decides()
    {
        GivenTable table = GivenTable.Of("x,sick\n1,yes\n2,no\n3,no");
        Recipe recipe = Recipe.Fit(table, "sick");
        Network network = new NetworkBuilder(1).AddLayer(1, new Sigmoid()).Build(seed: 1);
        network.OutputLayer.Nodes[0].Bias = Math.Log(0.3 / 0.7); // an output of 0.3 for the mean
        network.Connection("x1", "y1").Weight = 0;
        Model model = new(network) { Recipe = recipe, Threshold = 0.25 };

        model.Classify(new { x = 2 }).Label.Should().Be("yes");
        new Model(network) { Recipe = recipe }.Classify(new { x = 2 }).Label.Should().Be("no");
        ConfusionMatrix.Of(model, table)[0, 1].Should().Be(2);
        using var file = new MemoryStream();
        model.Save(file);
        file.Position = 0;
        Model.Load(file).Threshold.Should().Be(0.25);
    }

    [Fact]
    public void A_model_with_a_recipe_is_not_measured_on_numbers_that_were_prepared_already() =>
        _species.Value.Invoking(model => ConfusionMatrix.Of(model, model.Recipe!.DataSet(_test))).Should().Throw<ArgumentException>()
            .WithMessage("The model has a recipe, so it is measured on a table of its users' own rows, not on a data set.*");

    [Fact]
    public void A_snapshot_answers_as_the_model()
    {
        Predictor served = _species.Value.Freeze();

        served.Predict(_test).Values.ToArray().Should().Equal(_species.Value.Predict(_test).Values.ToArray());
        served.Classify(_test)[3].Label.Should().Be(_species.Value.Classify(_test)[3].Label);
        var penguin = new Penguin("Biscoe", 45.1, 14.5, 215, 5000, "female", 2007);
        served.Classify(penguin).Label.Should().Be("Gentoo");
        served.Predict(penguin).Should().Equal(_species.Value.Predict(penguin));
        served.Check(penguin).Should().BeEmpty();
    }

    private static Model Train(string target)
    {
        Recipe recipe = Recipe.Fit(_training, new RecipeOptions
        {
            Targets = [target],
            Defaults = new ColumnOptions { Missing = MissingRule.Median },
            DropsMissingTargets = true,
        });
        NetworkBuilder builder = new NetworkBuilder(recipe.InputCount).AddLayer(8, new Tanh());
        bool isClasses = recipe.ClassLabels is not null;
        Network network = (
            isClasses ? builder.AddLayer(recipe.OutputCount, new Softmax()) : builder.AddLayer(recipe.OutputCount, new Identity())).Build(seed: 1);
        ILoss loss = isClasses ? new CrossEntropy() : new MeanSquaredError();
        new Trainer(network, loss, new TrainerOptions { Optimizer = new Adam(), LearningRate = 0.01, BatchSize = 32, Epochs = 60, Seed = 1 })
            .Train(recipe.DataSet(_training));
        return new Model(network)
        {
            Recipe = recipe,
            Loss = loss,
            Origin = new ModelOrigin
            {
                NodeNetVersion = "0.1.0",
                Source = "penguins.csv",
                Rows = 229,
                TableHash = TableHash.Of(_training),
                Scores = new Dictionary<string,
                double>
                { ["accuracy"] = 0.98 },
            },
        };
    }

    private sealed record Penguin(string Island, double BillLengthMm, double BillDepthMm, double FlipperLengthMm, double BodyMassG, string? Sex, int Year);

    /// <summary>Counts how often a cell is read.</summary>
    private sealed class CountedTable(ITable table) : ITable
    {
        private int _reads;

        public IReadOnlyList<string> ColumnNames => table.ColumnNames;

        public int RowCount => table.RowCount;

        public Cell this[int row, int column]
        {
            get
            {
                _reads++;
                return table[row, column];
            }
        }

        public int ReadsOf(Action<ITable> act)
        {
            _reads = 0;
            act(this);
            return _reads;
        }
    }
}
