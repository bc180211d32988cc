using NodeNet.Export.Code;
using NodeNet.Formulas;

namespace NodeNet.Export.Workbooks;

/// <summary>A row of formulas, written from left to right; its cells are named in the rows of headings when the first row is written.</summary>
internal sealed class SheetRow(Sheet sheet, int row, int sectionRow, bool isFirst, RecipeSheet recipe)
{
    private string? _section;

    /// <summary>The column of the next cell.</summary>
    public int Column { get; private set; } = 1;

    /// <summary>Begins a group of columns.</summary>
    public void Section(string name) => _section = name;

    /// <summary>Adds a cell.</summary>
    public string Put(string heading, SheetCell cell)
    {
        if (isFirst)
        {
            if (_section is { } section) sheet.Head(sectionRow, Column, section);
            sheet.Head(sectionRow + 1, Column, heading);
        }
        _section = null;
        return sheet.Put(row, Column++, cell);
    }

    /// <summary>Adds a formula.</summary>
    public string Put(string heading, string formula, double? value = null) => Put(heading, new SheetCell(Number: value, Formula: formula));

    /// <summary>Leaves a cell empty.</summary>
    public void Skip() => Column++;

    /// <summary>Formulas as cells have them; their named parts become cells of their own at once.</summary>
    public string[] Formulas(string heading, IReadOnlyList<Expression> formulas, Func<Variable, string> placeOf)
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        var syntax = new CellSyntax(variable => places.TryGetValue(variable.Name, out string? place) ? place : placeOf(variable), recipe.Constant);
        LetForm form = LetForm.Of(formulas, syntax.RepeatsArgument);
        foreach (LetStep step in form.Steps) places[step.Name.Name] = Put($"{heading}, {step.Name.Name}", syntax.Write(step.Formula));
        return [.. form.Results.Select(syntax.Write)];
    }

    /// <inheritdoc cref="Formulas"/>
    public string Formula(string heading, Expression formula, Func<Variable, string> placeOf) => Formulas(heading, [formula], placeOf)[0];

    /// <summary>Cells beside each other in this row, the last of which is the one before <see cref="Column"/>.</summary>
    public string Range(int first, int count) => Sheet.Place(row, first) + (count == 1 ? "" : ":" + Sheet.Place(row, first + count - 1));
}
