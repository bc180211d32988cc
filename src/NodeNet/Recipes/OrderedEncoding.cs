using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>One of several categories that have an order: its place in it (0, 1, 2, …), scaled.</summary>
public sealed class OrderedEncoding : CellEncoding
{
    internal OrderedEncoding(IReadOnlyList<string> categories, NumberEncoding place) => (Categories, Place) = ([.. categories], place);

    /// <summary>The categories, from the lowest to the highest.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>How the place in the order is scaled.</summary>
    public NumberEncoding Place { get; }

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.OrderedCategory;

    /// <inheritdoc/>
    public override int Width => 1;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames(string column) => [column];

    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Expressions(Expression cell) => Place.Expressions(cell);

    /// <inheritdoc/>
    public override string ToString() =>
        MessageText.Line($"category with an order, {string.Join(" < ", Categories)}, as 0 to {Categories.Count - 1}; {Place}");

    internal override void Encode(Cell cell, Span<double> numbers, in CellPlace place) => numbers[0] = Place.Scale(RankOf(cell, place), place);

    internal override IReadOnlyList<Expression> FormulasOf(Cell cell, in CellPlace place) => Place.FormulasOf(RankOf(cell, place), place);

    internal override Cell Read(Cell cell, in CellPlace place) => RankOf(cell, place);

    internal int RankOf(Cell cell, in CellPlace place)
    {
        string name = cell.ToString();
        for (int i = 0; i < Categories.Count; i++)
        {
            if (Categories[i] == name) return i;
        }
        string meant = NearestName.Question(name, Categories);
        throw place.Trouble($"\"{MessageText.Shown(name)}\" has no place in the order {MessageText.List(Categories)}.{meant}", cell);
    }
}
