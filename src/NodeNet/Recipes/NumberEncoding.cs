using System.Globalization;
using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>A number: (x − <see cref="Offset"/>) / <see cref="Factor"/>, where x may be the logarithm of the cell's number first.</summary>
public sealed class NumberEncoding : CellEncoding
{
    internal NumberEncoding(NumberScaling scaling, double offset, double factor) => (Scaling, Offset, Factor) = (scaling, offset, factor);

    /// <summary>The rule by which offset and factor were found.</summary>
    public NumberScaling Scaling { get; }

    /// <summary>What is taken off.</summary>
    public double Offset { get; }

    /// <summary>What is divided by; not 0.</summary>
    public double Factor { get; }

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Number;

    /// <inheritdoc/>
    public override int Width => 1;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames(string column) => [column];

    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Expressions(Expression cell) => [Scale(cell)];

    /// <summary>The formula that leads back: of what a network answers, the number in the column's own units.</summary>
    /// <param name="scaled">What stands for the network's answer.</param>
    public Expression Restored(Expression scaled) => Restore(scaled);

    /// <inheritdoc/>
    public override string ToString()
    {
        string calculation = Calculation("x");
        return calculation.Length == 0 ? "number, as it is" : "number, " + calculation;
    }

    /// <summary>How something is scaled: "(45.1 − 43.9) / 5.4"; empty where it is taken as it is.</summary>
    internal string Calculation(string of)
    {
        string x = Scaling switch { NumberScaling.Log => $"ln {of}", NumberScaling.LogOnePlus => $"ln(1 + {of})", _ => of };
        if (Offset == 0.0 && Factor == 1.0) return x == of ? "" : x;
        return $"({x} {(Offset < 0.0 ? "+" : "−")} {MessageText.Short(Math.Abs(Offset))}) / {MessageText.Short(Factor)}";
    }

    /// <summary>The number of a cell as the network takes it, over any kind of number.</summary>
    internal T Scale<T>(T x)
        where T : IReal<T>
    {
        T seen = Scaling switch { NumberScaling.Log => T.Log(x), NumberScaling.LogOnePlus => T.LogOnePlus(x), _ => x };
        return Offset == 0.0 && Factor == 1.0 ? seen : (seen - T.Of(Offset)) / T.Of(Factor);
    }

    /// <summary>The number of a cell from what a network says.</summary>
    internal T Restore<T>(T scaled)
        where T : IReal<T>
    {
        T seen = Offset == 0.0 && Factor == 1.0 ? scaled : scaled * T.Of(Factor) + T.Of(Offset);
        return Scaling switch { NumberScaling.Log => T.Exp(seen), NumberScaling.LogOnePlus => T.ExpMinusOne(seen), _ => seen };
    }

    internal double Scale(double number, in CellPlace place)
    {
        double scaled = double.IsFinite(number) ? Scale(new Scalar(number)).Value : double.NaN;
        return double.IsFinite(scaled) ? scaled : throw place.Trouble(TroubleOf(number), number);
    }

    internal override void Encode(Cell cell, Span<double> numbers, in CellPlace place) => numbers[0] = Scale(NumberOf(cell, place), place);

    internal override IReadOnlyList<Expression> FormulasOf(Cell cell, in CellPlace place)
    {
        double number = NumberOf(cell, place);
        Scale(number, place); // refuses what it cannot scale
        return [Scale((Expression)number)];
    }

    internal override Cell Read(Cell cell, in CellPlace place) => NumberOf(cell, place);

    /// <summary>The number in a cell, also where it is written in words, as the table writes numbers, or is yes or no.</summary>
    internal static double NumberOf(Cell cell, in CellPlace place)
    {
        if (cell.Kind == CellKind.Number) return cell.Number;
        if (cell.Kind == CellKind.Truth) return cell.Truth ? 1.0 : 0.0;
        if (cell.Kind == CellKind.Text && place.Read(cell.Text, CellKind.Number) is { IsMissing: false } number) return number.Number;
        if (IsInfinite(cell.ToString()))
        {
            throw place.Trouble(
                $"\"{MessageText.Shown(cell.ToString())}\" is no finite number, or too large for one: numbers go up to 1.79e308. Correct the cell, or leave it "
                    + "empty.", cell);
        }
        string remedy = place.Hint ?? (place.Form is { DecimalSeparator: ',' } ? "Numbers are written as 45,1." : "Numbers are written as 45.1.");
        throw place.Trouble($"\"{MessageText.Shown(cell.ToString())}\" is no number; the column was one in the training table. {remedy}", cell);
    }

    private static bool IsInfinite(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsInfinity(number);

    private string TroubleOf(double number) => Scaling switch
    {
        NumberScaling.Log when !(number > 0.0) => $"{MessageText.Exact(number)} has no logarithm; the column is scaled by ln x, which takes numbers above 0.",
        NumberScaling.LogOnePlus when !(number > -1.0) =>
            $"{MessageText.Exact(number)} has no ln(1 + x), by which the column is scaled; that takes numbers above −1.",
        _ => $"{MessageText.Exact(number)} is not finite, or would not be after scaling.",
    };
}
