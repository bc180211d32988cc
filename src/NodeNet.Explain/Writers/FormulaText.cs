using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Writers;

/// <summary>Formulas as text, for pages and programs of your own.</summary>
public static class FormulaText
{
    /// <summary>A formula for people, on one line: <c>1 / (1 + e^(−z))</c>.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="nameOf">How a variable is written; null: by its name.</param>
    /// <returns>The text; null if a part of the formula is a user's function that is known with doubles alone.</returns>
    public static string? Words(Expression formula, Func<Variable, string>? nameOf = null)
    {
        Guard.NotNull(formula);
        return new WordsFormulas(nameOf ?? (variable => variable.Name)).TryWrite(formula);
    }

    /// <summary>A formula for a spreadsheet's cell, without its equals sign, in a form that does not overflow: <c>MAX(0,B2)</c>.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="placeOf">The cell of a variable.</param>
    /// <returns>The text; null if a part of the formula is a user's function that is known with doubles alone.</returns>
    public static string? Cell(Expression formula, Func<Variable, string> placeOf)
    {
        Guard.NotNull(formula);
        Guard.NotNull(placeOf);
        return new CellFormulas(placeOf).TryWrite(formula);
    }
}
