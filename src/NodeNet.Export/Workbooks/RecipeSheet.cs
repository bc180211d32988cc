using NodeNet.Export.Plan;

namespace NodeNet.Export.Workbooks;

/// <summary>The sheet "recipe": the words and numbers that formulas use, each in a cell of its own. So a word is never part of a formula.</summary>
internal sealed class RecipeSheet
{
    private const int First = 4; // the column of the first word or number

    private readonly Dictionary<double, string> _constants = [];
    private int _row = 3;

    public RecipeSheet(ModelPlan plan)
    {
        Sheet.Head(1, 1, "Words and numbers of the recipe");
        Sheet.Head(2, 1, "column");
        Sheet.Head(2, 2, "what it takes");
        Sheet.Head(2, 3, "what stands here");
        foreach (PlanColumn column in plan.Columns)
        {
            Sheet.Put(_row, 1, new SheetCell(column.Name));
            Sheet.Put(_row, 2, new SheetCell(Texts.Comment(column.Description)));
            _row++;
        }
        _row++;
    }

    public Sheet Sheet { get; } = new("recipe") { HeadRows = 2 };

    /// <summary>Words beside each other.</summary>
    public WordRange Words(string column, string what, IReadOnlyList<string> words)
    {
        Begin(column, what);
        for (int i = 0; i < words.Count; i++) Sheet.Put(_row, First + i, new SheetCell(words[i]));
        return new WordRange(Sheet, _row++, First, words.Count);
    }

    /// <summary>Numbers beside each other.</summary>
    public WordRange Numbers(string column, string what, IReadOnlyList<double> numbers)
    {
        Begin(column, what);
        for (int i = 0; i < numbers.Count; i++) Sheet.Put(_row, First + i, new SheetCell(Number: numbers[i]));
        return new WordRange(Sheet, _row++, First, numbers.Count);
    }

    /// <summary>The place of a number.</summary>
    public string Constant(double value)
    {
        if (!_constants.TryGetValue(value, out string? place)) _constants[value] = place = Numbers("", "number", [value]).All;
        return place;
    }

    private void Begin(string column, string what)
    {
        if (column.Length > 0) Sheet.Put(_row, 1, new SheetCell(column));
        Sheet.Put(_row, 3, new SheetCell(what));
    }
}

/// <summary>Cells beside each other on a sheet.</summary>
internal sealed record WordRange(Sheet Sheet, int Row, int Column, int Count)
{
    public string All => Sheet.Fixed(Row, Column, Math.Max(Count, 1));

    public string At(int place) => Sheet.Fixed(Row, Column + place);

    public string From(int place, int count) => Sheet.Fixed(Row, Column + place, count);
}
