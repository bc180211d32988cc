using System.Text;
using NodeNet.Foundation;

namespace NodeNet.Teaching;

/// <summary>How one quantity of a step is computed from others: to be computed, or written down in words or as the formula of a spreadsheet's cell.</summary>
internal abstract class Formula
{
    /// <summary>The number, from those of the other quantities.</summary>
    public abstract double Value(Func<Quantity, double> of);

    /// <summary>The quantities that the formula names.</summary>
    public abstract IEnumerable<Quantity> Parts { get; }

    /// <summary>Whether the formula can be written down in a language; what a user's own class computes cannot.</summary>
    public abstract bool CanWrite(FormulaLanguage language);

    /// <summary>Writes the formula.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="language">Words, or a spreadsheet's cell.</param>
    /// <param name="nameOf">How another quantity is named there: δ_h1, or D12.</param>
    /// <param name="inside">Whether it stands inside another formula, so that sums need brackets.</param>
    public abstract void Write(StringBuilder text, FormulaLanguage language, Func<Quantity, string> nameOf, bool inside);

    public string Text(FormulaLanguage language, Func<Quantity, string> nameOf)
    {
        var text = new StringBuilder();
        Write(text, language, nameOf, inside: false);
        return text.ToString();
    }

    public static implicit operator Formula(Quantity quantity) => new Reference(quantity);

    public static Formula Number(double value) => new Constant(value);

    public static Formula Sum(params IEnumerable<Formula> terms) => new Several([.. terms], isSum: true);

    public static Formula Product(params IEnumerable<Formula> factors) => new Several([.. factors], isSum: false);

    /// <summary>Something else: how it is computed, and how it is written with {0}, {1}, … for its parts; null where there is no way to write it.</summary>
    public static Formula Of(Func<double[], double> value, Wording? wording, params Formula[] parts) => new Function(value, wording, parts);

    private sealed class Constant(double value) : Formula
    {
        public override IEnumerable<Quantity> Parts => [];

        public override double Value(Func<Quantity, double> of) => value;

        public override bool CanWrite(FormulaLanguage language) => true;

        public override void Write(StringBuilder text, FormulaLanguage language, Func<Quantity, string> nameOf, bool inside) =>
            text.Append(inside && value < 0 ? $"({Naming.Exact(value)})" : Naming.Exact(value));
    }

    private sealed class Reference(Quantity quantity) : Formula
    {
        public override IEnumerable<Quantity> Parts => [quantity];

        public override double Value(Func<Quantity, double> of) => of(quantity);

        public override bool CanWrite(FormulaLanguage language) => true;

        public override void Write(StringBuilder text, FormulaLanguage language, Func<Quantity, string> nameOf, bool inside) => text.Append(nameOf(quantity));
    }

    private sealed class Several(Formula[] parts, bool isSum) : Formula
    {
        public override IEnumerable<Quantity> Parts => parts.SelectMany(part => part.Parts);

        public override double Value(Func<Quantity, double> of)
        {
            double result = isSum ? 0.0 : 1.0;
            foreach (Formula part in parts)
                result = isSum ? result + part.Value(of) : result * part.Value(of);
            return result;
        }

        public override bool CanWrite(FormulaLanguage language) => Array.TrueForAll(parts, part => part.CanWrite(language));

        public override void Write(StringBuilder text, FormulaLanguage language, Func<Quantity, string> nameOf, bool inside)
        {
            if (parts.Length == 0)
            {
                text.Append(isSum ? '0' : '1');
                return;
            }
            bool cell = language == FormulaLanguage.Cell;
            string sign = isSum ? (cell ? "+" : " + ") : cell ? "*" : " · ";
            bool brackets = inside && isSum && parts.Length > 1;
            if (brackets) text.Append('(');
            for (int i = 0; i < parts.Length; i++)
            {
                if (i > 0) text.Append(sign);
                parts[i].Write(text, language, nameOf, inside: parts.Length > 1 && !(isSum && parts[i] is Several { IsSum: false }));
            }
            if (brackets) text.Append(')');
        }

        private bool IsSum => isSum;
    }

    private sealed class Function(Func<double[], double> value, Wording? wording, Formula[] parts) : Formula
    {
        public override IEnumerable<Quantity> Parts => parts.SelectMany(part => part.Parts);

        // A learner's own numbers can lead beyond the doubles. Functions are not asked about that: some would throw.
        public override double Value(Func<Quantity, double> of) =>
            Array.ConvertAll(parts, part => part.Value(of)) is var values && Array.TrueForAll(values, double.IsFinite) ? value(values) : double.NaN;

        public override bool CanWrite(FormulaLanguage language) =>
            (language == FormulaLanguage.Cell ? wording?.Cell : wording?.Words) is not null && Array.TrueForAll(parts, part => part.CanWrite(language));

        public override void Write(StringBuilder text, FormulaLanguage language, Func<Quantity, string> nameOf, bool inside)
        {
            string template = (language == FormulaLanguage.Cell ? wording?.Cell : wording?.Words) ?? throw new InvalidOperationException("This formula cannot be written down.");
            if (inside) text.Append('(');
            for (int i = 0; i < template.Length; i++)
            {
                if (template[i] != '{')
                {
                    text.Append(template[i]);
                    continue;
                }
                int end = template.IndexOf('}', i);
                parts[int.Parse(template.AsSpan(i + 1, end - i - 1), System.Globalization.CultureInfo.InvariantCulture)].Write(text, language, nameOf, inside: true);
                i = end;
            }
            if (inside) text.Append(')');
        }
    }
}

/// <summary>Where a formula is written down.</summary>
internal enum FormulaLanguage
{
    /// <summary>For people: z_h1 = b_h1 + w_x1→h1 · x1.</summary>
    Words,

    /// <summary>For a spreadsheet: D7+D3*D2.</summary>
    Cell,
}

/// <summary>How a function is written, with {0}, {1}, … for its parts.</summary>
/// <param name="Words">For people.</param>
/// <param name="Cell">For a spreadsheet.</param>
internal sealed record Wording(string Words, string Cell);
