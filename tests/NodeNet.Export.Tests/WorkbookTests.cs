using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Export.Plan;
using NodeNet.Export.Proof;
using NodeNet.Losses;
using NodeNet.Recipes;
using NodeNet.Training;

namespace NodeNet.Export.Tests;

/// <summary>Models as workbooks: calculated by a small spreadsheet of these tests, and where it is installed by LibreOffice.</summary>
public sealed class WorkbookTests : IDisposable
{
    private const double Close = 1e-12;
    private static readonly string[] _steps = ["handout", "mse", "huber", "bce", "softmax", "softmax_sse", "skips", "frozen", "penguins"];

    private readonly Folder _folder = new();

    public static TheoryData<string> Names => Models.Names;

    public static TheoryData<string> Steps => [.. _steps];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void The_formulas_answer_as_NodeNet_does(string name)
    {
        (Model model, ITable rows) = Given(name);
        var file = new XlsxReader(Written(name, model, rows, new WorkbookOptions { TrainingSteps = 0 }));
        var sheet = new Spreadsheet(file);

        int answered = ShouldAnswer(model, rows, file, place => sheet["predict", place]);

        answered.Should().BeGreaterThan(10);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void The_steps_change_the_weights_as_the_trainer_does(string name)
    {
        (Model model, ITable rows, ILoss loss) = ToTrain(name);
        var file = new XlsxReader(Written(name, model, rows, new WorkbookOptions { TrainingSteps = 7, LearningRate = 0.05, Loss = loss }));
        var sheet = new Spreadsheet(file);

        ShouldLearn(model, rows, loss, file, place => sheet["training", place]);
    }

    [ToolFact("soffice")]
    public void LibreOffice_calculates_the_same()
    {
        foreach (string name in Models.All.Keys)
        {
            (Model model, ITable rows) = Given(name);
            Written(name, model, rows, new WorkbookOptions { TrainingSteps = 0 });
        }
        foreach (string name in _steps)
        {
            (Model model, ITable rows, ILoss loss) = ToTrain(name);
            Written("step_" + name, model, rows, new WorkbookOptions { TrainingSteps = 7, LearningRate = 0.05, Loss = loss });
        }
        string profile = "-env:UserInstallation=file://" + Path.Combine(_folder.Path, "profile");
        string[] files = [.. Directory.GetFiles(_folder.Path, "*.xlsx").Select(file => Path.GetFileName(file)!)];

        Tools.RunWell(_folder.Path, "soffice", ["--headless", profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "calculated", .. files]);

        foreach (string name in Models.All.Keys)
        {
            (Model model, ITable rows) = Given(name);
            var file = new XlsxReader(Path.Combine(_folder.Path, "calculated", name + ".xlsx"));
            ShouldAnswer(model, rows, file, place => file.Sheets["predict"].GetValueOrDefault(place)?.Value).Should().BeGreaterThan(10);
        }
        foreach (string name in _steps)
        {
            (Model model, ITable rows, ILoss loss) = ToTrain(name);
            var file = new XlsxReader(Path.Combine(_folder.Path, "calculated", $"step_{name}.xlsx"));
            ShouldLearn(model, rows, loss, file, place => file.Sheets["training"].GetValueOrDefault(place)?.Value);
        }
    }

    [Fact]
    public void The_values_that_a_preview_shows_are_NodeNets()
    {
        (Model model, ITable rows) = Given("penguins");
        string path = Path.Combine(_folder.Path, "values.xlsx");
        model.SaveWorkbook(path, rows);

        var file = new XlsxReader(path);

        ShouldAnswer(model, rows, file, place => file.Sheets["predict"].GetValueOrDefault(place)?.Value, hasErrors: false);
        using var stream = new MemoryStream();
        model.SaveWorkbook(stream, rows);
        stream.ToArray().Should().Equal(File.ReadAllBytes(path), "the same model and rows give the same bytes");
        file.Names.Should().ContainKeys("w_x1_h1", "b_h1", "b_y3").And.NotContainKey("alpha", "the rows have no targets");
        file.Sheets["training"]["A1"].Value.Should().Be("No training steps");
        file.Sheets["training"]["A2"].Value.Should().BeOfType<string>().Which.Should().Contain("species");
    }

    [Fact]
    public void Words_are_never_formulas()
    {
        ITable rows = Records.Table(Enumerable.Range(0, 8).Select(i => new Dictionary<string, object?>
        {
            ["=1+1"] = i % 2 == 0 ? "=HYPERLINK(\"x\")" : "+cmd|' /C calc'!A0",
            ["@x"] = (double)i,
            ["-y"] = i % 3 == 0 ? "=y" : "_x0041_",
        }));
        Recipe recipe = Recipe.Fit(rows, "-y");
        var model = new Model(new NetworkBuilder(recipe.InputCount).AddLayer(recipe.OutputCount, new Sigmoid()).Build(seed: 1)) { Recipe = recipe };

        var file = new XlsxReader(Written("hostile", model, rows, new WorkbookOptions()));

        string[] formulas = [.. file.Sheets.Values.SelectMany(sheet => sheet.Values).Select(cell => cell.Formula).OfType<string>()];
        formulas.Should().NotBeEmpty().And.NotContain(formula => formula.Contains("HYPERLINK") || formula.Contains("cmd") || formula.Contains("=y"));
        file.Sheets["predict"]["A4"].Should().Be(new ReadCell("=HYPERLINK(\"x\")", null));
        file.Sheets["recipe"].Values.Select(cell => cell.Value).Should().Contain("_x0041_");
    }

    [Fact]
    public void What_a_workbook_cannot_hold_is_refused_by_name()
    {
        (Model model, ITable rows) = Given("relu");
        var opaque = new Model(Models.Network(4, new Opaque(), 3, new Identity(), 1));
        ITable early = Records.Table(new { when = new DateTime(1850, 1, 1), y = 1.0 }, new { when = new DateTime(1950, 1, 1), y = 2.0 });
        Recipe recipe = Recipe.Fit(early, "y");
        var dated = new Model(new NetworkBuilder(recipe.InputCount).AddLayer(1, new Identity()).Build(seed: 1)) { Recipe = recipe };
        Model named = model with { InputNames = ["a", "b\u0001", "c", "d"] };
        string path = Path.Combine(_folder.Path, "none.xlsx");

        opaque.Invoking(m => m.SaveWorkbook(path, rows)).Should().Throw<NotSupportedException>().WithMessage("The activation function opaque of h1*");
        dated.Invoking(m => m.SaveWorkbook(path, early)).Should().Throw<NotSupportedException>().WithMessage("The column when has a date before March 1900*");
        named.Invoking(m => m.SaveWorkbook(path, rows)).Should().Throw<NotSupportedException>().WithMessage("*\"b\\u0001\"*control character*");
        model.Invoking(m => m.SaveWorkbook(path, new CellTable(rows.ColumnNames))).Should().Throw<ArgumentException>().WithMessage("There are no rows*");
        File.Exists(path).Should().BeFalse();
        FluentActions.Invoking(() => new WorkbookOptions { MostRows = 0 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new WorkbookOptions { TrainingSteps = -1 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new WorkbookOptions { LearningRate = 0.0 }).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Steps_that_no_formula_takes_are_told_on_their_sheet()
    {
        (Model model, _, _) = ToTrain("handout");
        ITable rows = Records.Table(new { x1 = 1.0, x2 = 2.0 });

        var file = new XlsxReader(Written("none", model, rows, new WorkbookOptions()));

        file.Sheets["training"]["A2"].Value.Should().Be("The rows have no column y1 with its targets.");
    }

    private static int ShouldAnswer(Model model, ITable rows, XlsxReader file, Func<string, object?> value, bool hasErrors = true)
    {
        int column = file.ColumnOf("predict", 2, "answer");
        int answered = 0;
        IReadOnlyList<ExpectedAnswer?> expected = model.Expect(rows, inAnyOrder: true);
        for (int row = 0; row < expected.Count; row++)
        {
            if (expected[row] is not { } answer) continue;
            for (int i = 0; i < answer.Outputs.Count; i++)
            {
                object? found = value(XlsxReader.Place(4 + row, column + i));
                double near = Math.Max(Close * Math.Max(1.0, Math.Abs(answer.Outputs[i])), answer.Bounds[i]);
                found.Should().BeOfType<double>("row {0}, {1}", row + 1, answer).Which.Should().BeApproximately(answer.Outputs[i], near, "row {0}", row + 1);
            }
            string last = XlsxReader.Place(4 + row, column + model.OutputNames.Count);
            if (answer.Label is { } label) value(last).Should().Be(label, "row {0}", row + 1);
            if (answer.Refused is null) answered++;
            else if (hasErrors) value(XlsxReader.Place(4 + row, column)).Should().BeOfType<SheetError>("row {0}: {1}", row + 1, answer);
        }
        return answered;
    }

    private static void ShouldLearn(Model model, ITable rows, ILoss loss, XlsxReader file, Func<string, object?> value)
    {
        Network network = model.Network.Clone();
        var trainer = new Trainer(network, loss, new TrainerOptions { LearningRate = 0.05 });
        DataSet data = model.Recipe is { } recipe ? recipe.DataSet(rows) : Numbers(model, rows);
        for (int step = 0; step < 7; step++)
        {
            Example example = data[step % data.Count];
            double before = trainer.Step([.. example.Inputs], [.. example.Targets]);
            value(XlsxReader.Place(6 + step, file.ColumnOf("training", 5, "loss"))).Should().BeOfType<double>().Which.Should().BeApproximately(before, 1e-11);
        }
        foreach (Node node in network.Layers.Skip(1).SelectMany(layer => layer.Nodes))
        {
            if (node.HasBias) Should("b_" + node.Name, node.Bias);
            foreach (Connection weight in node.Incoming) Should($"w_{weight.Source.Name}_{node.Name}", weight.Weight);
        }

        void Should(string name, double expected) => value(XlsxReader.Place(13, file.ColumnOf("training", 5, name))).Should().BeOfType<double>(name)
            .Which.Should().BeApproximately(expected, Close, name);
    }

    private static DataSet Numbers(Model model, ITable rows)
    {
        double[] Of(int row, IEnumerable<string> names) => [.. names.Select(name => rows[row, rows.ColumnNames.ToList().IndexOf(name)].Number)];
        return DataSet.From(Enumerable.Range(0, rows.RowCount).Select(row => new Example(Of(row, model.InputNames), Of(row, model.OutputNames))));
    }

    private string Written(string name, Model model, ITable rows, WorkbookOptions options)
    {
        string path = Path.Combine(_folder.Path, name + ".xlsx");
        model.SaveWorkbook(path, rows, options with { HasValues = false });
        return path;
    }

    /// <summary>A model, and rows with edge values of each column, but for dates that spreadsheets do not have.</summary>
    private static (Model, ITable) Given(string name)
    {
        (Model model, ITable? rows) = Models.All[name]();
        ModelPlan plan = PlanReading.Read(model, "model");
        List<Cell[]> cells = ProofRows.Of(model, plan, new CodeOptions { Rows = rows, MostRows = 20 });
        // The last moment of 9999 is a number of days that doubles round to the year 10000.
        cells.RemoveAll(row => Array.Exists(row, cell => cell.Kind == CellKind.Date && cell.Date.Year is < 1900 or 9999));
        return (model, new CellTable([.. plan.Columns.Select(column => column.Name)], cells));
    }

    private static (Model Model, ITable Rows, ILoss Loss) ToTrain(string name)
    {
        if (name == "penguins")
        {
            (Model penguins, ITable? table) = Models.All["penguins"]();
            return (penguins, table!, new CrossEntropy());
        }
        (Network network, ILoss loss) = name switch
        {
            "handout" => (Models.Network(2, new Sigmoid(), 3, new Sigmoid(), 1), new SumOfSquaredErrors()),
            "mse" => (Models.Network(2, new Tanh(), 3, new Identity(), 2), new MeanSquaredError()),
            "huber" => (Models.Network(2, new SiLU(), 3, new LeakyReLU(), 2), new Huber(0.1)),
            "bce" => (Models.Network(2, new GELU(), 3, new Sigmoid(), 1), new BinaryCrossEntropy()),
            "softmax" => (Softmaxed(), new CrossEntropy()),
            "softmax_sse" => (Softmaxed(), (ILoss)new HalfSumOfSquaredErrors()),
            _ => (Skips(name == "frozen"), new SumOfSquaredErrors()),
        };
        int outputs = network.OutputLayer.Count;
        ITable rows = Records.Table(Enumerable.Range(0, 3).Select(i =>
        {
            var row = new Dictionary<string, object?> { ["x1"] = 0.3 * i - 0.4, ["x2"] = 1.5 - i };
            for (int k = 0; k < outputs; k++) row["y" + (k + 1)] = (i + k) % outputs == 0 ? 1.0 : 0.0;
            return row;
        }));
        return (new Model(network), rows, loss);
    }

    private static Network Softmaxed() => new NetworkBuilder(2).AddLayer(4, new Tanh()).AddLayer(3, new Softmax()).Build(seed: 3);

    private static Network Skips(bool isFrozen)
    {
        Network network = new NetworkBuilder(2).AddLayer(3, new ReLU()).AddLayer(3, new Tanh(), from: [0, 1], bias: false)
            .AddLayer(2, new Identity(), from: [1, 2]).Build(seed: 11);
        network.Prune(connection => connection.Weight > 0.6);
        if (!isFrozen) return network;
        network.OutputLayer.Nodes[0].IsBiasFrozen = true;
        foreach (Connection connection in network.HiddenLayers[0].Nodes[0].Incoming) connection.IsFrozen = true;
        return network;
    }
}
