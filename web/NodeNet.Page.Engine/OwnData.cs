using NodeNet.Data;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Page;

/// <summary>A table that was pasted or dropped, as a setup, and what was understood of it.</summary>
public static class OwnData
{
    /// <summary>Reads a table: commas, semicolons or tabs, points or commas for decimals; the target is a column's name, or the last column.</summary>
    /// <exception cref="ArgumentException">Nothing can be learnt from it, with the reason.</exception>
    public static (Setup Setup, string Understood) Read(string text, string? target)
    {
        Table table = Parse(text);
        target = string.IsNullOrEmpty(target) ? table.ColumnNames[^1] : target;
        Recipe recipe = Fit(table, target);
        DataSet data = recipe.DataSet(table);
        if (recipe.InputCount > 16 || recipe.OutputCount > 8)
        {
            throw new ArgumentException(
                $"The table would need {recipe.InputCount} inputs and {recipe.OutputCount} outputs; the page takes at most 16 and 8.");
        }
        var setup = new Setup
        {
            Preset = "own",
            Inputs = recipe.InputCount,
            Hidden = [4],
            Rate = 0.1,
            Activation = "tanh",
            OutputActivation = recipe.ClassLabels is null ? "identity" : "sigmoid",
            Rows = [.. Enumerable.Range(0, data.Count).Select(i => (double[])[.. data.Inputs[i], .. data.Targets[i]])],
        };
        _ = setup.Build(); // refuses what the page cannot take
        return (setup, recipe.Summary());
    }

    /// <summary>With decimal commas if more columns are numbers that way.</summary>
    private static Table Parse(string text)
    {
        Table? best = null;
        TableFormatException? problem = null;
        foreach (char separator in (char[])['.', ','])
        {
            try
            {
                Table table = Table.ParseCsv(text, new CsvOptions { DecimalSeparator = separator });
                if (table.RowCount > 0 && (best is null || Numbers(table) > Numbers(best))) best = table;
            }
            catch (TableFormatException error)
            {
                problem ??= error;
            }
            catch (ArgumentException)
            {
                // A separator of cells cannot be that of decimals: then this reading is not meant.
            }
        }
        return best ?? throw new ArgumentException(problem?.Message ?? "There are no rows in this.");
    }

    private static int Numbers(Table table) => table.ColumnNames.Count(name => table.KindOf(name) == CellKind.Number);

    /// <summary>Small numbers stay as they are, so that they are found again in the arithmetic; others are scaled.</summary>
    private static Recipe Fit(Table table, string target)
    {
        bool isSmall = table.ColumnNames.Where(name => table.KindOf(name) == CellKind.Number)
            .All(name => !table.NumbersOf(name).ContainsAnyExceptInRange(-10.0, 10.0));
        return Recipe.Fit(table, new RecipeOptions
        {
            Targets = [target],
            Defaults = new ColumnOptions { Scaling = isSmall ? NumberScaling.None : NumberScaling.Standard },
        });
    }
}
