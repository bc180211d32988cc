using NodeNet.Formulas;
using NodeNet.Writers;

namespace NodeNet.Inspection;

/// <summary>One formula of a ledger with its numbers, and the moments of the step that it covers.</summary>
public sealed class LedgerLine
{
    private readonly Subject _subject;
    private readonly Expression? _formula;
    private readonly LedgerFormat _format;
    private readonly int _digits;
    private readonly int _formulaDigits;

    internal LedgerLine(LedgerMoment last, int firstMoment, Subject subject, Expression? formula, double value, string? note, LedgerFormat format)
    {
        _subject = subject;
        _formula = formula;
        _format = format;
        Phase = last.Phase;
        Kind = last.Kind;
        Example = last.Example;
        Node = last.Node;
        Parameter = last.Parameter;
        FirstMoment = firstMoment;
        LastMoment = last.Index;
        Value = value;
        Note = note;
        _digits = TellingDigits(formula, value, format.Digits);
        _formulaDigits = DigitsThatGive(formula, value, _digits);
    }

    /// <summary>The phase.</summary>
    public LedgerPhase Phase { get; }

    /// <summary>What the line arrives at.</summary>
    public MomentKind Kind { get; }

    /// <summary>The example's place in the batch, from 0; null in the update.</summary>
    public int? Example { get; }

    /// <summary>The node that the line is about; null for the example's loss.</summary>
    public LedgerNode? Node { get; }

    /// <summary>The weight or bias that the line is about, or null.</summary>
    public LedgerParameter? Parameter { get; }

    /// <summary>The number that the line arrives at, in the sign of the profile.</summary>
    public double Value { get; }

    /// <summary>A remark beside the formula, or null.</summary>
    public string? Note { get; }

    /// <summary>The index in <see cref="StepLedger.Moments"/> of the first moment that the line covers. Every moment belongs to exactly one line.</summary>
    public int FirstMoment { get; }

    /// <summary>The index of the last one.</summary>
    public int LastMoment { get; }

    /// <summary>What stands left of the first equals sign, as text: "δ_h1".</summary>
    public string Subject => new TextFormulas(_format.Digits, _format.MostTerms).Write(_subject);

    /// <summary>The line as text, with the format's digits, or with as many as tell a sum from its terms:
    /// "δ_h1 = (0.192 · 0.8) · 0.9309 · (1 − 0.9309) = 0.009885".</summary>
    public string Text => Line(digits => new TextFormulas(digits, _format.MostTerms));

    /// <summary>The line in LaTeX, without its note, with &amp; before the first equals sign: a row for the environment align*.</summary>
    public string Latex => Line(digits => new LatexFormulas(digits, _format.MostTerms));

    /// <summary>The line in MathML, without its note: one math element.</summary>
    public string MathML =>
        $"<math display=\"block\" "
            + $"xmlns=\"http://www.w3.org/1998/Math/MathML\"><mrow>{Line(digits => new MathMLFormulas(digits, _format.MostTerms))}</mrow></math>";

    /// <summary>The formula with its numbers; null where there is nothing but the value.</summary>
    public Expression? Formula => _formula;

    /// <summary><see cref="Text"/>, and the note in parentheses.</summary>
    public override string ToString() => Note is null ? Text : $"{Text}  ({Note})";

    /// <summary>A sum says what it adds: where its result would look like one of its terms, as in 1.2 + 0.0003 = 1.2, the line has as many digits as tell them
    /// apart.</summary>
    private static int TellingDigits(Expression? formula, double result, int digits)
    {
        if (formula is Taught taught) formula = taught.Shown;
        IReadOnlyList<Expression> terms = formula switch { Sum sum => sum.Terms, Difference difference => [difference.Left], _ => [] };
        if (!double.IsFinite(result) || (formula is Sum && terms.Count < 2)) return digits;
        foreach (Expression term in terms)
        {
            double value = term.Value;
            while (digits < LedgerNumbers.Exact && value != result && LedgerNumbers.Split(value, digits) == LedgerNumbers.Split(result, digits))
                digits++;
        }
        return digits;
    }

    /// <summary>With how many digits y − ŷ gives what is written behind it: 1 − 0.9938 would be 0.0062, and not 0.006247.</summary>
    private static int DigitsThatGive(Expression? formula, double result, int digits)
    {
        if (formula is not Taught { Shown: Difference { Left: Numeral left, Right: Numeral right } }) return digits;
        (string, int) wanted = LedgerNumbers.Split(result, digits);
        int enough = digits;
        while (enough < LedgerNumbers.Exact && Written(enough) != wanted)
            enough++;
        return enough;

        (string, int) Written(int many) => LedgerNumbers.Split(
            LedgerNumbers.Rounded(left.Number, many) - LedgerNumbers.Rounded(right.Number, many), digits);
    }

    private string Line(Func<int, LineWriter> writer) => Printable.Text(writer(_digits).Line(_subject, _formula, Value, writer(_formulaDigits)));
}
