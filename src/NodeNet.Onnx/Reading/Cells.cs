using NodeNet.Recipes;

namespace NodeNet.Onnx.Reading;

/// <summary>A column of the user's row: what the graph does with its cells before they are the network's inputs.</summary>
internal sealed record Cells(int Index, string Name, bool IsText)
{
    /// <summary>Of a column of numbers: its input of the network, and the value that it is as it comes.</summary>
    public int Input { get; set; } = -1;

    public MatrixValue? Raw { get; set; }

    /// <summary>What stands in for a missing number.</summary>
    public double? Fill { get; set; }

    /// <summary>Whether an input of the network says that the value is missing.</summary>
    public bool MarksMissing { get; set; }

    /// <summary>Of a column of words: each word with its place, and the place of all others.</summary>
    public IReadOnlyList<string> Words { get; set; } = [];

    public IReadOnlyList<long> Places { get; set; } = [];

    public long Others { get; set; }

    /// <summary>How many inputs of the network the word becomes.</summary>
    public int Width { get; set; } = 1;

    /// <summary>Whether each place has an input of its own.</summary>
    public bool IsOneHot { get; set; }

    /// <summary>What the column is.</summary>
    public ColumnKind Kind
    {
        get
        {
            if (!IsText) return ColumnKind.Number;
            if (IsOneHot) return ColumnKind.Category;
            return Places is [1, ..] ? ColumnKind.Truth : ColumnKind.OrderedCategory; // yes comes first, and of an order the lowest
        }
    }
}
