using NodeNet.Formulas;

namespace NodeNet.Writers;

/// <summary>Writes the lines of a ledger: what a line is about, the formula with its numbers, and its value, rounded to some digits.</summary>
internal abstract class LineWriter(int digits, int mostTerms) : FormulaWriter(mostTerms)
{
    /// <summary>"subject = formula = value"; the formula is left out where it is nothing but the value.</summary>
    /// <param name="subject">What the line is about.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="value">What it gives.</param>
    /// <param name="within">What writes the formula, where that has more digits than its value.</param>
    public string Line(Subject subject, Expression? formula, double value, LineWriter? within = null) =>
        formula is null or Numeral
            ? Equation([Write(subject), Number(value)])
            : Equation([Write(subject), (within ?? this).Write(formula), Number(value)]);

    public override string Number(double value)
    {
        (string mantissa, int exponent) = LedgerNumbers.Split(value, digits);
        return Number(mantissa, exponent);
    }

    public abstract string Equation(IReadOnlyList<string> sides);

    public abstract string Write(Subject subject);

    protected abstract string Number(string mantissa, int exponent);
}
