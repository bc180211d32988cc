using System.Globalization;
using System.Text;
using NodeNet.Formulas;

namespace NodeNet.Writers;

/// <summary>Formulas and words in LaTeX, for the packages amsmath and amssymb.</summary>
internal sealed class LatexFormulas(int digits, int mostTerms) : LineWriter(digits, mostTerms)
{
    // Signs of a row on a page of LaTeX's article class.
    private const int LongestRow = 56;

    private static readonly Dictionary<char, string> _inText = new()
    {
        ['\\'] = @"\textbackslash{}",
        ['{'] = @"\{",
        ['}'] = @"\}",
        ['$'] = @"\$",
        ['&'] = @"\&",
        ['#'] = @"\#",
        ['%'] = @"\%",
        ['_'] = @"\_",
        ['^'] = @"\textasciicircum{}",
        ['~'] = @"\textasciitilde{}",
        ['δ'] = @"$\delta$",
        ['α'] = @"$\alpha$",
        ['η'] = @"$\eta$",
        ['λ'] = @"$\lambda$",
        ['β'] = @"$\beta$",
        ['ε'] = @"$\varepsilon$",
        ['μ'] = @"$\mu$",
        ['ρ'] = @"$\rho$",
        ['∂'] = @"$\partial$",
        ['Σ'] = @"$\Sigma$",
        ['Δ'] = @"$\Delta$",
        ['−'] = "$-$",
        ['·'] = @"$\cdot$",
        ['→'] = @"$\to$",
        ['½'] = @"$\tfrac{1}{2}$",
        ['²'] = "$^2$",
        ['⁺'] = "$^+$",
        ['ŷ'] = @"$\hat{y}$",
        ['…'] = @"\dots{}",
        ['√'] = @"$\surd$",
        ['∞'] = @"$\infty$",
        ['₁'] = "$_1$",
        ['₂'] = "$_2$",
        ['≤'] = @"$\le$",
        ['≥'] = @"$\ge$",
        ['×'] = @"$\times$",
        ['ᵀ'] = @"$^{\mathsf T}$",
        ['“'] = "``",
        ['”'] = "''",
        ['′'] = "$'$",
    };

    /// <summary>Words, with what LaTeX would take for commands made harmless and mathematical letters in mathematics.</summary>
    public static string Text(string words)
    {
        var text = new StringBuilder();
        foreach (char c in words)
            text.Append(_inText.TryGetValue(c, out string? latex) ? latex : c.ToString());
        return text.ToString();
    }

    protected override string Half => @"\tfrac{1}{2}";

    /// <summary>A line and its note as rows of align*: what is too long for a page continues in the next row, before an equals sign or a plus that stands
    /// outside all parentheses.</summary>
    public static string Rows(string line, string? note)
    {
        var rows = new StringBuilder();
        int start = line.IndexOf('&', StringComparison.Ordinal) + 1;
        int width = WidthOf(line.AsSpan(0, start));
        rows.Append(line, 0, start);
        foreach (string part in Parts(line[start..]))
        {
            int next = WidthOf(part);
            bool isFirst = rows.Length == start;
            if (width + next > LongestRow && !isFirst)
            {
                rows.Append(@" \\").Append('\n').Append(part.StartsWith(" =", StringComparison.Ordinal) ? "&" : @"&\quad{}");
                width = 0;
            }
            rows.Append(part);
            width += next;
        }
        if (note is null) return rows.ToString();
        if (width + note.Length > LongestRow) rows.Append(@" \\").Append("\n&");
        return rows.Append(@" \quad \text{\footnotesize(").Append(Text(note)).Append(")}").ToString();
    }

    /// <summary>What stands between the places where a row may break.</summary>
    private static IEnumerable<string> Parts(string formula)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < formula.Length; i++)
        {
            if (StartsAt(i, "{") || StartsAt(i, @"\left")) depth++;
            if (StartsAt(i, "}") || StartsAt(i, @"\right")) depth--;
            if (depth == 0 && i > start && (StartsAt(i, " = ") || StartsAt(i, " + ")))
            {
                yield return formula[start..i];
                start = i;
            }
        }
        yield return formula[start..];

        bool StartsAt(int place, string sign) => formula.AsSpan(place).StartsWith(sign, StringComparison.Ordinal);
    }

    /// <summary>About how many signs wide it will stand: a command counts for one sign, braces and spaces for none.</summary>
    private static int WidthOf(ReadOnlySpan<char> latex)
    {
        int width = 0;
        for (int i = 0; i < latex.Length; i++)
        {
            if (latex[i] is '{' or '}' or ' ' or '&') continue;
            if (latex[i] == '\\')
            {
                while (i + 1 < latex.Length && char.IsAsciiLetter(latex[i + 1])) i++;
            }
            width++;
        }
        return width;
    }

    /// <summary>With the first sign as the place to align.</summary>
    public override string Equation(IReadOnlyList<string> sides) => sides[0] + " &= " + string.Join(" = ", sides.Skip(1));

    public override string Write(Subject subject) => subject switch
    {
        Symbol symbol => Letter(symbol.Letter) + (symbol.IsNew ? "^{+}" : "") + (symbol.Of is null ? "" : $"_{{{Name(symbol.Of)}}}"),
        Code code => $@"\texttt{{{Text(code.Text)}}}",
        Derivative derivative => $@"{(derivative.IsNegative ? "-" : "")}\frac{{\partial {Letter(derivative.Loss)}}}{{\partial {Write(derivative.By)}}}",
        _ => throw new InvalidOperationException($"No way to write {subject.GetType().Name}."),
    };

    protected override string Number(string mantissa, int exponent)
    {
        string digits = mantissa.Replace("−", "-", StringComparison.Ordinal)
            .Replace("∞", @"\infty", StringComparison.Ordinal)
            .Replace("NaN", @"\mathrm{NaN}", StringComparison.Ordinal);
        return exponent == 0 ? digits : string.Create(CultureInfo.InvariantCulture, $@"{digits} \times 10^{{{exponent}}}");
    }

    protected override string Parentheses(string inner) => $@"\left({inner}\right)";

    protected override string Plus(string left, string right) => $"{left} + {right}";

    protected override string Minus(string? left, string right) => left is null ? $"-{right}" : $"{left} - {right}";

    protected override string Omitted(int terms) => string.Create(CultureInfo.InvariantCulture, $@"\underbrace{{\dots}}_{{{terms}\text{{ more}}}}");

    protected override string Times(IReadOnlyList<string> factors) => string.Join(@" \cdot ", factors);

    protected override string Over(Expression top, Expression bottom) => $@"\frac{{{Write(top)}}}{{{Write(bottom)}}}";

    protected override string Raised(string of, long exponent) => string.Create(CultureInfo.InvariantCulture, $"{of}^{{{exponent}}}");

    protected override string EToThe(Expression exponent) => $"e^{{{Write(exponent)}}}";

    protected override string SquareRoot(Expression of) => $@"\sqrt{{{Write(of)}}}";

    protected override string Bars(string inner) => $@"\left|{inner}\right|";

    protected override string If(Choice choice) =>
        $@"\begin{{cases}} {Write(choice.Then)} & \text{{if }} {Write(choice.Argument)} > 0 \\ {Write(choice.Otherwise)} & \text{{else}} \end{{cases}}";

    protected override string Apply(string function, IReadOnlyList<string> arguments) =>
        $@"{Name(function)}\left({string.Join(", ", arguments)}\right)";

    /// <summary>A letter is a letter; a word as "net" stands upright.</summary>
    private static string Letter(string letter) => letter switch
    {
        "δ" => @"\delta",
        ['Δ', .. string of] => @"\Delta " + Letter(of),
        _ => letter.Length == 1 ? letter : Name(letter),
    };

    private static string Name(string name) =>
        string.Join(@" \to ", name.Split('→').Select(part => part.All(char.IsAsciiLetterOrDigit) ? $@"\mathrm{{{part}}}" : $@"\text{{{Text(part)}}}"));
}
