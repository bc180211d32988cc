using System.Globalization;
using System.Text;
using NodeNet.Data;
using NodeNet.Learning;
using NodeNet.Playground;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Page;

/// <summary>Tables and models that are opened, pasted or dropped.</summary>
public static class OwnData
{
    /// <summary>A table as a new page: the recipe is fitted to it, as nodenet playground does.</summary>
    /// <param name="text">Commas, semicolons or tabs, points or commas for decimals.</param>
    /// <param name="target">The column to predict; null for the last.</param>
    /// <param name="file">What the table is called; null where that is not known.</param>
    /// <exception cref="ArgumentException">Nothing can be learnt from it, with the reason.</exception>
    public static Setup Read(string text, string? target = null, string? file = null) => Read(Parse(text), target, file);

    /// <summary>As the other, of a table that was read.</summary>
    public static Setup Read(Table table, string? target = null, string? file = null)
    {
        Learner learner = PlaygroundRules.Complete(Learner.For(string.IsNullOrEmpty(target) ? table.ColumnNames[^1] : target), table);
        LearnerPlan plan = learner.Plan(table);
        DataSet data = plan.Recipe.DataSet(table);
        Model model = PlaygroundRules.NewModel(plan, table, file);
        return PageModel.Resolved(new Setup
        {
            Preset = "own",
            Model = Exports.Text(model),
            Fitted = true,
            Inputs = plan.Recipe.InputCount,
            Rows = RowsOf(data),
            Loss = plan.Loss.Name,
            Rate = plan.LearningRate,
            Batch = plan.BatchSize,
            Seed = plan.Seed,
            Notes = PlaygroundRules.NotesOn(plan.Recipe, table, data.Count),
            Gaps = PlaygroundRules.GapsIn(plan.Recipe, table),
        });
    }

    /// <summary>Rows for the page's model, read by its recipe; null where the table has not the model's columns, or the page has no model that was
    /// opened.</summary>
    public static Setup? RowsFor(Setup now, Table table)
    {
        if (now.Fitted || PageModel.TableRecipeOf(now) is not { } recipe || recipe.ColumnNames.Any(name => !table.ColumnNames.Contains(name))) return null;
        string[] missing = [.. recipe.Targets.Select(target => target.Name).Where(name => !table.ColumnNames.Contains(name))];
        if (missing.Length > 0)
        {
            throw new ArgumentException(
                $"The table has the model's columns, but not {string.Join(", ", missing)}, which the model predicts: the page needs it to learn from.");
        }
        PlaygroundRules.CheckRows(table.RowCount);
        DataSet data = recipe.DataSet(table);
        return now with
        {
            Preset = "own",
            Rows = RowsOf(data),
            StandIn = false,
            Notes = PlaygroundRules.NotesOn(recipe, table, data.Count),
            Gaps = PlaygroundRules.GapsIn(recipe, table),
        };
    }

    /// <summary>With decimal commas if more columns are numbers that way.</summary>
    public static Table Parse(string text)
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
        if (best is null) throw new ArgumentException(problem is null ? "There are no rows in this." : PageWords.Of(problem));
        return best.ColumnCount > 1 ? best
            : throw new ArgumentException("A table for the page has two columns or more: what is known of each row, and, last, what is to be learnt.");
    }

    /// <summary>What was understood of the columns, and what became of the rows; null where the page is of no table and no model with a recipe.</summary>
    public static string? Understood(Setup setup)
    {
        if (PageModel.RecipeOf(setup) is not { } recipe) return setup.Notes.Count == 0 ? null : PageWords.Of(string.Join('\n', setup.Notes));
        var text = new StringBuilder(recipe.Summary());
        foreach (string note in setup.Notes) text.Append(note).Append('\n');
        Model model = PageModel.Load(setup.Model!);
        if (model.ClassLabels is { Count: 2 } labels && model.Threshold != 0.5)
            text.Append(CultureInfo.InvariantCulture, $"from an output of {model.Threshold} on, the answer is {labels[1]}\n");
        if (!setup.Fitted && model.Origin is { } origin) text.Append(origin).Append('\n');
        return PageWords.Of(text.ToString());
    }

    private static int Numbers(Table table) => table.ColumnNames.Count(name => table.KindOf(name) == CellKind.Number);

    private static double[][] RowsOf(DataSet data) => data.Count == 0
        ? throw new ArgumentException("There are no rows in this.")
        : [.. Enumerable.Range(0, data.Count).Select(i => (double[])[.. data.Inputs[i], .. data.Targets[i]])];
}
