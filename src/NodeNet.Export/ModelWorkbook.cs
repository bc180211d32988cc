using NodeNet.Data;
using NodeNet.Export.Plan;
using NodeNet.Export.Proof;
using NodeNet.Export.Workbooks;
using NodeNet.Losses;
using NodeNet.Recipes;

namespace NodeNet.Export;

/// <summary>Models as spreadsheets: <c>model.SaveWorkbook("fruit.xlsx", rows)</c>.</summary>
public static class ModelWorkbook
{
    /// <summary>Writes a model as a workbook (.xlsx) whose live formulas answer rows, and take training steps.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="rows">The rows, with the model's columns; their targets are needed for the training steps alone.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <remarks>
    /// <para>The sheet "predict" has a line for each row: its cells, its inputs, net input and activation of each node, the answers, the class. A further row
    /// is answered by copying a line down. "recipe" has its words and numbers, "weights" the weights and biases, each in a cell with a name: w_x1_h1. Words of
    /// the model and the rows stand in cells of their own and are never part of a formula. A cell that the recipe refuses makes the answer #N/A.</para>
    /// <para>The sheet "training" takes a step of gradient descent in each row. Where that cannot be, because the rows have no targets or a formula is not
    /// stated, the sheet says why.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The rows have not the model's columns, or there are none.</exception>
    /// <exception cref="NotSupportedException">A spreadsheet cannot express the model or hold its rows: the message says what.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveWorkbook(this Model model, string path, ITable rows, WorkbookOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var made = new MemoryStream(); // so that what is refused leaves no file
        model.SaveWorkbook(made, rows, options);
        File.WriteAllBytes(path, made.ToArray());
    }

    /// <param name="model">The model.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <inheritdoc cref="SaveWorkbook(Model, string, ITable, WorkbookOptions?)"/>
    public static void SaveWorkbook(this Model model, Stream stream, ITable rows, WorkbookOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        options ??= new WorkbookOptions();
        if (rows.RowCount == 0) throw new ArgumentException("There are no rows.", nameof(rows));
        ModelPlan plan = PlanReading.Read(model, "model");
        CheckTexts(plan);
        List<Cell[]> cells = ProofRows.Taken(rows, plan, options.MostRows);
        var answers = new ProofAnswers<DoubleFormat>(model, plan);
        var recipe = new RecipeSheet(plan);
        var weights = new WeightsSheet(model, plan);
        var predict = new PredictionSheet(plan, weights, recipe);
        Network network = model.Network.Clone();
        for (int row = 0; row < cells.Count; row++)
        {
            Array.ForEach(cells[row], cell => CheckText(cell.ToString()));
            ProofRow? answer = answers.Of(cells[row]);
            double[]? inputs = answer is { Refused: > 0 } ? null : answers.Inputs(cells[row]);
            predict.Add(row, cells[row], new PredictedRow(network, inputs, answer is null ? null : ModelExpectations.Expected(plan, answer)));
        }
        List<Sheet> sheets = [predict.Sheet, recipe.Sheet, weights.Sheet];
        List<(string, string)> names = [.. weights.Names];
        if (options.TrainingSteps > 0) sheets.Insert(1, Training(model, plan, rows, cells.Count, options, weights, recipe, predict, names));
        XlsxFile.Write(stream, sheets, names, options.HasValues);
    }

    private static Sheet Training(
        Model model, ModelPlan plan, ITable rows, int taken, WorkbookOptions options, WeightsSheet weights, RecipeSheet recipe, PredictionSheet predict,
        List<(string, string)> names)
    {
        try
        {
            int[] places = [.. Enumerable.Range(0, taken).Select(i => (int)((long)i * rows.RowCount / taken))];
            (int Row, double[] Targets)[] examples = TrainingExamples.Of(model, plan, rows, places);
            var training = new TrainingSheet(model.Network, options.Loss ?? model.Loss ?? new SumOfSquaredErrors(), options.LearningRate, weights, recipe);
            for (int step = 0; step < options.TrainingSteps; step++)
            {
                (int row, double[] targets) = examples[step % examples.Length];
                training.Add(step, row, input => predict.Input(row, input), targets);
            }
            training.End(options.TrainingSteps);
            names.AddRange(training.Names);
            return training.Sheet;
        }
        catch (NotSupportedException reason)
        {
            var sheet = new Sheet("training");
            sheet.Head(1, 1, "No training steps");
            sheet.Put(2, 1, new SheetCell(Texts.Comment(reason.Message)));
            return sheet;
        }
    }

    private static void CheckTexts(ModelPlan plan)
    {
        IEnumerable<string> texts = plan.Columns.Select(column => column.Name).Concat(plan.Answer.Names).Concat(plan.Answer.Classes ?? [])
            .Concat(plan.Columns.OfType<WordColumn>().SelectMany(column => column.Words)).Concat(plan.Layers.SelectMany(layer => layer.NodeNames));
        foreach (string text in texts) CheckText(text);
    }

    /// <summary>What XML cannot hold, and what is longer than a cell.</summary>
    private static void CheckText(string text)
    {
        const int Longest = 32_767;
        bool isHeld = Texts.IsCleanText(text) && text.Length <= Longest && text.All(c => c is >= ' ' and < '\uFFFE' or '\t' or '\n' or '\r');
        if (isHeld) return;
        throw new NotSupportedException(
            $"A workbook cannot hold the text {Texts.Quoted(text.Length > 60 ? text[..60] : text)}: it has a control character, or is longer than {Longest}.");
    }
}
