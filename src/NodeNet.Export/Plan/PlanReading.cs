using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Export.Code;
using NodeNet.Formulas;
using NodeNet.Recipes;

namespace NodeNet.Export.Plan;

/// <summary>Reads a model once, and refuses by name what cannot be written as code.</summary>
internal static class PlanReading
{
    public static ModelPlan Read(Model model, string name)
    {
        PlanColumn[] columns = model.Recipe is { } recipe ? [.. recipe.Columns.Select(Column)] : Plain(model);
        return new ModelPlan(name, model.ToString(), columns, [.. model.Network.Layers.Skip(1).Select(Layer)], Answer(model));
    }

    private static PlanColumn[] Plain(Model model) =>
        [.. model.InputNames.Select((name, i) => new NumberColumn(name, 1, true, false, 0.0, Scaled(model.InputScaling, i)))];

    private static Expression Scaled(Scaler? scaler, int column)
    {
        Expression x = PlanColumn.X;
        return scaler is null ? x : (x - scaler.Offsets[column]) / scaler.Factors[column];
    }

    private static PlanColumn Column(RecipeColumn column)
    {
        bool refuses = column.Missing == MissingRule.Refuse;
        bool marks = column.MarksMissing;
        switch (column.Encoding)
        {
            case NumberEncoding number:
                double fill = column.Fill.Kind == CellKind.Number ? column.Fill.Number : 0.0;
                return new NumberColumn(column.Name, column.Width, refuses, marks, fill, number.Expressions(PlanColumn.X)![0]);
            case CategoryEncoding category:
                return Category(column, category, refuses);
            case OrderedEncoding ordered:
                double[] places = [.. ordered.Categories.Select((_, rank) => ordered.Expressions((Expression)(double)rank)![0].Value)];
                return new WordColumn(column.Name, column.Width, refuses, marks, column.Fill.ToString(), [.. ordered.Categories], places, true, null);
            case TruthEncoding truth:
                return new TruthColumn(
                    column.Name, column.Width, refuses, marks, column.Fill.ToString(), [.. truth.YesWords], [.. truth.NoWords], truth.Yes is null);
            case DateEncoding date:
                return new DateColumn(
                    column.Name, column.Width, refuses, marks, column.Fill.Kind == CellKind.Date ? column.Fill.Date : date.First, date.Parts, date.First,
                    date.Year?.Expressions(PlanColumn.X)![0], date.DaysSince?.Expressions(PlanColumn.X)![0]);
            default:
                throw new NotSupportedException($"The column {column.Name} is {column.Encoding}; no language can be told that.");
        }
    }

    private static WordColumn Category(RecipeColumn column, CategoryEncoding category, bool refuses)
    {
        string[] words = [.. category.Categories, .. category.RareCategories];
        double[] places = [.. Enumerable.Range(0, words.Length).Select(i => (double)Math.Min(i, category.Categories.Count))];
        int? unknown = category.Unknown switch
        {
            UnknownRule.Refuse => null,
            UnknownRule.Rare when category.RareCategories.Count > 0 => category.Categories.Count,
            _ => -1,
        };
        string? fill = category.HasMissing ? null : column.Fill.ToString();
        return new WordColumn(column.Name, column.Width, refuses, column.MarksMissing, fill, words, places, false, unknown);
    }

    private static PlanLayer Layer(Layer layer)
    {
        foreach (Node node in layer.Nodes)
        {
            if (layer.LayerActivation is null) CodeFormula.Check(node.ActivationFunction!, node.Name);
        }
        if (layer.LayerActivation is { } whole) CodeFormula.Check(whole, layer.Name, layer.Count);
        PlanBlock[] blocks = [.. layer.Incoming.Select(block => new PlanBlock(block.Source.Index, Turned(layer.GetWeights(block.Source.Index))))];
        return new PlanLayer(
            layer.Index, layer.ToString(), [.. layer.Nodes.Select(node => node.Label ?? node.Name)], layer.GetBiases(), blocks,
            layer.LayerActivation is null ? [.. layer.Nodes.Select(node => node.ActivationFunction!)] : [], layer.LayerActivation);
    }

    /// <summary>From [target][source] to [source][target], as the loops go: a source adds to all its targets.</summary>
    private static double[][] Turned(double[][] weights) =>
        [.. Enumerable.Range(0, weights[0].Length).Select(source => Array.ConvertAll(weights, row => row[source]))];

    private static PlanAnswer Answer(Model model)
    {
        var restored = new Expression?[model.OutputNames.Count];
        for (int i = 0; i < restored.Length; i++)
        {
            if (model.TargetScaling is { } scaler) restored[i] = PlanColumn.X * (Expression)scaler.Factors[i] + scaler.Offsets[i];
            // A class is one target of several outputs; numbers are a target each.
            else if (model.Recipe?.Targets is [NumberTarget, ..] numbers) restored[i] = ((NumberTarget)numbers[i]).Encoding.Restored(PlanColumn.X);
            if (restored[i] is Variable) restored[i] = null;
        }
        string target = model.Recipe is { ClassLabels: not null } recipe ? recipe.Targets[0].Name : "class";
        return new PlanAnswer([.. model.OutputNames], model.ClassLabels is { } labels ? [.. labels] : null, model.Threshold, restored, target);
    }
}
