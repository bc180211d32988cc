using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>Yes or no: 1 or 0.</summary>
public sealed class TruthEncoding : CellEncoding
{
    private static readonly string[] _yes = ["true", "yes", "y", "ja", "oui", "sí", "si", "1"];
    private static readonly string[] _no = ["false", "no", "n", "nein", "nej", "non", "0"];

    internal TruthEncoding(string? yes, string? no) => (Yes, No) = (yes, no);

    /// <summary>The word for yes, or null where it is one of the usual ones (true, yes, y, ja, oui, sí, 1; upper or lower case).</summary>
    public string? Yes { get; }

    /// <summary>The word for no, or null where it is one of the usual ones (false, no, n, nein, nej, non, 0; upper or lower case).</summary>
    public string? No { get; }

    /// <summary>The words for yes: <see cref="Yes"/> alone, exactly as it is written, or the usual ones, in upper or lower case.</summary>
    public IReadOnlyList<string> YesWords => Yes is null ? Array.AsReadOnly(_yes) : [Yes];

    /// <summary>The words for no: <see cref="No"/> alone, exactly as it is written, or the usual ones, in upper or lower case.</summary>
    public IReadOnlyList<string> NoWords => Yes is null ? Array.AsReadOnly(_no) : No is null ? [] : [No];

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Truth;

    /// <inheritdoc/>
    public override int Width => 1;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames(string column) => [column];

    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Expressions(Expression cell) => [cell];

    /// <inheritdoc/>
    public override string ToString() => Yes is null ? "yes or no, 1 or 0" : MessageText.Line($"{Yes} or {No}, 1 or 0");

    internal override void Encode(Cell cell, Span<double> numbers, in CellPlace place) => numbers[0] = TruthOf(cell, place) ? 1.0 : 0.0;

    internal override Cell Read(Cell cell, in CellPlace place) => TruthOf(cell, place);

    /// <summary>Whether a word is a usual one for yes or for no.</summary>
    internal static bool? UsualTruth(string word)
    {
        if (Array.Exists(_yes, yes => yes.Equals(word, StringComparison.OrdinalIgnoreCase))) return true;
        return Array.Exists(_no, no => no.Equals(word, StringComparison.OrdinalIgnoreCase)) ? false : null;
    }

    private bool TruthOf(Cell cell, in CellPlace place)
    {
        if (cell.Kind == CellKind.Truth) return cell.Truth;
        string word = cell.ToString();
        if (Yes is not null && word == Yes) return true;
        if (No is not null && word == No) return false;
        if (Yes is null && UsualTruth(word) is { } truth) return truth;
        string known = Yes is null ? "true or false, yes or no, ja or nein, 1 or 0" : $"{Yes} or {No}";
        throw place.Trouble($"\"{MessageText.Shown(word)}\" is neither yes nor no; the column knows {known}.", cell);
    }
}
