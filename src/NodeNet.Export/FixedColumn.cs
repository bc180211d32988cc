using NodeNet.Export.FixedPoint;
using NodeNet.Export.Plan;
using NodeNet.Recipes;

namespace NodeNet.Export;

/// <summary>A column of a row in fixed point: what whole number stands for a cell.</summary>
public sealed class FixedColumn
{
    /// <summary>The whole number that stands for a missing cell.</summary>
    public const int Missing = int.MinValue;

    internal FixedColumn(PlanColumn plan, int fractionBits, Interval accepted) =>
        (Plan, FractionBits, Least, Most) = (plan, fractionBits, (int)accepted.Least, (int)accepted.Most);

    internal PlanColumn Plan { get; }

    /// <summary>The column's name.</summary>
    public string Name => Plan.Name;

    /// <summary>Of a column of numbers, how many of the whole number's bits stand behind the binary point: so many that one step of it changes the network's
    /// input by no more than one of its own.</summary>
    public int FractionBits { get; }

    /// <summary>The smallest whole number that is accepted.</summary>
    public int Least { get; }

    /// <summary>The largest that is accepted.</summary>
    public int Most { get; }

    /// <summary>Of a column of words or of yes or no, the words by their whole numbers, from 0; otherwise null.</summary>
    public IReadOnlyList<string>? Words => Plan switch { WordColumn words => words.Words, TruthColumn => ["no", "yes"], _ => null };

    /// <summary>The whole number that stands for a cell: x · 2^<see cref="FractionBits"/>, rounded; the number of a word, −1 for an unknown one;
    /// <see cref="Missing"/>.</summary>
    /// <param name="cell">The cell. A number that 32 bits cannot hold becomes the largest one, which is not accepted.</param>
    public int Of(Cell cell)
    {
        if (cell.IsMissing) return Missing;
        switch (Plan)
        {
            case WordColumn words: return Array.IndexOf(words.Words, cell.ToString());
            case TruthColumn truth:
                StringComparer comparer = truth.IgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
                string word = cell.ToString();
                return truth.Yes.Contains(word, comparer) ? 1 : truth.No.Contains(word, comparer) ? 0 : -1;
            default:
                double whole = Math.Round(Math.ScaleB(cell.Number, FractionBits), MidpointRounding.AwayFromZero);
                return (int)Math.Clamp(whole, -int.MaxValue, int.MaxValue);
        }
    }

    /// <summary>"body_mass_g: 7 bits behind the point, from 172800 to 979200".</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}: {FractionBits} bits behind the point, from {Least} to {Most}");
}
