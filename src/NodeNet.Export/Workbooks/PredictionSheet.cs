using NodeNet.Activations;
using NodeNet.Export.Code;
using NodeNet.Export.Plan;
using NodeNet.Formulas;
using NodeNet.Recipes;

namespace NodeNet.Export.Workbooks;

/// <summary>The sheet "predict": each row of a user, and by live formulas its inputs, every node's net input and activation, the answer.</summary>
internal sealed class PredictionSheet
{
    private const int Sections = 2;
    private const int First = 4;

    private readonly ModelPlan _plan;
    private readonly WeightsSheet _weights;
    private readonly RecipeSheet _recipe;
    private readonly InputFormulas _inputs;
    private readonly WordRange? _labels;
    private int _inputColumn;

    public PredictionSheet(ModelPlan plan, WeightsSheet weights, RecipeSheet recipe)
    {
        (_plan, _weights, _recipe, _inputs) = (plan, weights, recipe, new InputFormulas(recipe));
        _labels = plan.Answer.Classes is { } classes ? recipe.Words(plan.Answer.Target, "classes", classes) : null;
        Sheet.Head(1, 1, Texts.Comment(plan.Title));
    }

    public Sheet Sheet { get; } = new("predict") { HeadRows = First - 1 };

    /// <summary>Where an input of a row stands, for other sheets.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="input">The input, from 0.</param>
    public string Input(int row, int input) => Sheet.Name + "!" + Sheet.Place(First + row, _inputColumn + input);

    /// <summary>Adds a row.</summary>
    /// <param name="number">Its number, from 0.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="values">What NodeNet computes of it.</param>
    public void Add(int number, IReadOnlyList<Cell> cells, PredictedRow values)
    {
        var row = new SheetRow(Sheet, First + number, Sections, number == 0, _recipe);
        row.Section("row");
        string[] places = [.. _plan.Columns.Select((column, i) => row.Put(column.Name, CellOf(column, cells[i])))];
        row.Section("on the way");
        string[] formulas = [.. _plan.Columns.SelectMany((column, i) => _inputs.Of(row, column, i, places[i]).ToArray())];
        var layers = new int[_plan.Layers.Length + 1];
        layers[0] = _inputColumn = row.Column;
        row.Section("inputs");
        for (int i = 0; i < formulas.Length; i++) row.Put(FormattableString.Invariant($"x{i + 1}"), formulas[i], values.Input(i));
        foreach (PlanLayer layer in _plan.Layers) layers[layer.Index] = AddLayer(row, layer, layers, values);
        AddAnswer(row, layers[^1], values);
    }

    private static SheetCell CellOf(PlanColumn column, Cell cell) => cell.Kind switch
    {
        CellKind.Missing => new SheetCell(Style: column is DateColumn ? SheetStyle.DateInput : SheetStyle.Input),
        CellKind.Number => double.IsFinite(cell.Number)
            ? new SheetCell(Number: cell.Number, Style: SheetStyle.Input)
            : new SheetCell("infinite", Style: SheetStyle.Input),
        CellKind.Date => InputFormulas.Serial(cell.Date) is { } serial
            ? new SheetCell(Number: serial, Style: SheetStyle.DateInput)
            : throw InputFormulas.TooEarly(column.Name),
        _ => new SheetCell(cell.ToString(), Style: SheetStyle.Input),
    };

    private int AddLayer(SheetRow row, PlanLayer layer, int[] layers, PredictedRow values)
    {
        row.Section(Texts.Comment(layer.Title));
        string[] z = new string[layer.Count];
        for (int j = 0; j < z.Length; j++) z[j] = row.Put("z of " + layer.NodeNames[j], SumOf(row, layer, j, layers), values.NetInput(layer.Index, j));
        string[] formulas = layer.Whole is { } whole
            ? row.Formulas(layer.NodeNames[0], CodeFormula.Of(whole, layer.Count), variable => z[NumberOf(variable)])
            : [.. layer.Nodes.Select((node, j) => node is Identity ? z[j] : row.Formula(layer.NodeNames[j], CodeFormula.Of(node), _ => z[j]))];
        int first = row.Column;
        for (int j = 0; j < z.Length; j++) row.Put("a of " + layer.NodeNames[j], formulas[j], values.Activation(layer.Index, j));
        return first;
    }

    private string SumOf(SheetRow row, PlanLayer layer, int node, int[] layers) => _weights.Bias(layer.Index, node) + string.Concat(layer.Blocks.Select(
        block => $"+SUMPRODUCT({row.Range(layers[block.Source], block.Weights.Length)},{_weights.Weights(layer.Index, node, block.Source)})"));

    private static int NumberOf(Variable variable) => int.Parse(variable.Name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);

    private void AddAnswer(SheetRow row, int outputs, PredictedRow values)
    {
        row.Section("answer");
        PlanAnswer answer = _plan.Answer;
        string[] formulas = [.. answer.Restored.Select((formula, i) => formula is null
            ? row.Range(outputs + i, 1)
            : row.Formula(answer.Names[i], formula, _ => row.Range(outputs + i, 1)))];
        int first = row.Column;
        for (int i = 0; i < formulas.Length; i++) row.Put(answer.Names[i], formulas[i], values.Output(i));
        if (_labels is not { } labels) return;
        string all = row.Range(first, answer.Count);
        string label = answer.Count == 1
            ? $"IF({all}>={_recipe.Constant(answer.Threshold)},{labels.At(1)},{labels.At(0)})"
            : $"INDEX({labels.All},1,MATCH(MAX({all}),{all},0))";
        row.Put("predicted " + answer.Target, new SheetCell(values.Label, Formula: label));
    }
}
