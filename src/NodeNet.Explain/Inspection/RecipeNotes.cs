using NodeNet.Formulas;
using NodeNet.Writers;

namespace NodeNet.Inspection;

/// <summary>What a ledger's lines say of the recipe's part: beside the inputs, the outputs and the targets.</summary>
internal static class RecipeNotes
{
    /// <summary>How an input comes about from its cell, and which cell that is.</summary>
    public static (Expression? Formula, string? Note) OfInput(ExampleLedger example, int position)
    {
        if (example.Recipe is not { } recipe) return (null, null);
        int next = position;
        foreach (CellLedger cell in recipe.Inputs)
        {
            if (next < cell.Formulas.Count) return (cell.Formulas[next], cell.Read);
            next -= cell.Formulas.Count;
        }
        return (null, null);
    }

    /// <summary>What an output means; of several classes only the largest output says it.</summary>
    public static string? OfOutput(ExampleLedger example, int position, TextFormulas writer)
    {
        if (example.Recipe is not { } recipe) return null;
        if (recipe.Answers[0].Class is null && recipe.Answers[0].Formula is not null) return recipe.Answers[position].Write(writer);
        double[] outputs = [.. example.LossTerms.Select(term => term.Output)];
        return Array.IndexOf(outputs, outputs.Max()) == position ? recipe.Answers[0].Write(writer) : null;
    }

    /// <summary>Which cell a target was; of several classes only the right one's says it.</summary>
    public static string? OfTarget(ExampleLedger example, int position, TextFormulas writer)
    {
        if (example.Recipe is not { Targets.Count: > 0 } recipe) return null;
        if (recipe.Targets.Count > 1 || recipe.Targets[0].Formulas.Count == 1) return recipe.Targets[position].Write(writer);
        return example.Targets[position] == 1.0 ? recipe.Targets[0].Read : null;
    }
}
