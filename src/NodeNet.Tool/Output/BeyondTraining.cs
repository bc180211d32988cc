using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tool.Output;

/// <summary>Tells of rows beyond what the training table had: answers to them are not to be trusted blindly.</summary>
internal sealed class BeyondTraining(Model model, TextWriter error)
{
    private const int Most = 5;

    private long _rows;

    /// <summary>Looks at some rows.</summary>
    public void Look(Table rows)
    {
        if (model.Recipe is not { } recipe) return;
        foreach ((int row, IReadOnlyList<string> notes) in recipe.Check(rows))
        {
            if (++_rows <= Most) error.WriteLine(OneLine.Of($"{((ITable)rows).PlaceOf(row)}: {string.Join(" ", notes)}"));
        }
    }

    /// <summary>There are no more rows.</summary>
    public void End()
    {
        if (_rows > Most) error.WriteLine($"{_rows - Most} more rows are beyond what the training table had.");
    }
}
