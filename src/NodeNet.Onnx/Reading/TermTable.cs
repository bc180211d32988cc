using System.Globalization;

namespace NodeNet.Onnx.Reading;

/// <summary>A function of one number as its operators say it: an operator with its arguments, which are terms again.</summary>
/// <param name="Operator">The operator; "z" is the number itself, "number" a constant.</param>
/// <param name="Constant">The constant.</param>
/// <param name="Arguments">The numbers of the arguments in the table.</param>
/// <param name="Depth">How many operators stand one within the other.</param>
internal sealed record Term(string Operator, double Constant, int[] Arguments, int Depth);

/// <summary>Functions of one number. The same function is there once, so that two are the same if their places in the table are; sums and products are the same
/// in every order and grouping.</summary>
internal sealed class TermTable
{
    /// <summary>The place of the number itself.</summary>
    public const int Z = 0;

    /// <summary>A sum or product of more is no activation function; a file that squares a term again and again is stopped here.</summary>
    private const int MostArguments = 64;

    /// <summary>And a file that puts function into function without end, here.</summary>
    private const int MostDepth = 200;

    /// <summary>Constants that are equal as floats: an exporter writes √2 as one, and NodeNet 1/√2 as a double.</summary>
    private const double SameConstant = 1e-6;

    private const string Number = "number";
    private const string Sum = "sum";
    private const string Product = "product";

    private readonly List<Term> _terms = [new Term("z", 0.0, [], 0)];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public Term this[int place] => _terms[place];

    public int Of(double constant) =>
        Place(new Term(Number, constant, [], 0), string.Create(CultureInfo.InvariantCulture, $"{BitConverter.DoubleToInt64Bits(constant)}"));

    /// <summary>An operator's result.</summary>
    /// <exception cref="OnnxFileException">A sum or product is too long.</exception>
    public int Apply(string type, params ReadOnlySpan<int> of)
    {
        int[] arguments = of.ToArray();
        return type switch
        {
            "Add" or "Sum" => Gather(Sum, arguments),
            "Sub" => Gather(Sum, [arguments[0], Gather(Product, [Of(-1.0), arguments[1]])]),
            "Neg" => Gather(Product, [Of(-1.0), arguments[0]]),
            "Mul" => Gather(Product, arguments),
            "Max" when Array.Exists(arguments, argument => ConstantOf(argument) == 0.0) && arguments.Length == 2 =>
                Apply("Relu", Array.Find(arguments, argument => ConstantOf(argument) != 0.0)),
            "Max" or "Min" or "Equal" => Place(type, [.. arguments.Order()]),
            _ => Place(type, arguments),
        };
    }

    public double? ConstantOf(int place) => _terms[place].Operator == Number ? _terms[place].Constant : null;

    /// <summary>The terms of a sum, or null if it is none.</summary>
    public int[]? Terms(int place) => _terms[place].Operator == Sum ? _terms[place].Arguments : null;

    /// <summary>The factors of a product, or null if it is none.</summary>
    public int[]? Factors(int place) => _terms[place].Operator == Product ? _terms[place].Arguments : null;

    /// <summary>What is divided by a constant, and the constant; null if the function is no such quotient.</summary>
    public (int Dividend, double Divisor)? Divided(int place) =>
        _terms[place] is { Operator: "Div", Arguments: [var dividend, var by] } && ConstantOf(by) is { } divisor ? (dividend, divisor) : null;

    /// <summary>(x − offset) / factor: x, and the two numbers as they stand in the file.</summary>
    public (int Inner, double Offset, double Factor) Scaling(int place)
    {
        (int inner, double factor) = Divided(place) ?? (place, 1.0);
        if (Terms(inner) is [var first, var second] && ConstantOf(first) is { } shift) return (second, -shift, factor);
        return (inner, 0.0, factor);
    }

    /// <summary>scale · z + shift, if the function is that.</summary>
    public (double Scale, double Shift)? Line(int place)
    {
        if (place == Z) return (1.0, 0.0);
        if (ConstantOf(place) is { } constant) return (0.0, constant);
        (double Scale, double Shift) line = (0.0, 0.0);
        if (Factors(place) is [var one, var other])
        {
            if (ConstantOf(one) is not { } factor || Line(other) is not { } inner) return null;
            return (factor * inner.Scale, factor * inner.Shift);
        }
        if (Divided(place) is var (dividend, divisor))
            return Line(dividend) is { } whole ? (whole.Scale / divisor, whole.Shift / divisor) : null;
        if (Terms(place) is not { } terms) return null;
        foreach (int term in terms)
        {
            if (Line(term) is not { } inner) return null;
            line = (line.Scale + inner.Scale, line.Shift + inner.Shift);
        }
        return line;
    }

    /// <summary>All constants in a function.</summary>
    public IReadOnlyCollection<double> Constants(int place)
    {
        var found = new HashSet<double>();
        var seen = new HashSet<int>();
        var open = new Stack<int>([place]);
        while (open.TryPop(out int next))
        {
            if (!seen.Add(next)) continue;
            if (ConstantOf(next) is { } constant) found.Add(constant);
            foreach (int argument in _terms[next].Arguments) open.Push(argument);
        }
        return found;
    }

    /// <summary>A sum or product of what is in sums or products, with one constant, which stands first.</summary>
    private int Gather(string type, int[] arguments)
    {
        bool isSum = type == Sum;
        double constant = isSum ? 0.0 : 1.0;
        var parts = new List<int>();
        foreach (int argument in arguments)
        {
            foreach (int part in _terms[argument].Operator == type ? _terms[argument].Arguments : [argument])
            {
                if (ConstantOf(part) is not { } number) parts.Add(part);
                else constant = isSum ? constant + number : constant * number;
            }
        }
        if (parts.Count > MostArguments) throw new OnnxFileException($"A {type} has more than {MostArguments} parts; that is no activation function.");
        parts.Sort();
        if (constant != (isSum ? 0.0 : 1.0) || parts.Count == 0) parts.Insert(0, Of(constant));
        return parts.Count == 1 ? parts[0] : Place(type, [.. parts]);
    }

    /// <summary>Whether two functions are the same, but for the last digits of their constants.</summary>
    public bool AreSame(int left, int right)
    {
        if (left == right) return true;
        if (Divided(left) is var (dividend, divisor) && Factors(right) is [var factor, var other] && ConstantOf(factor) is { } number)
            return Math.Abs(number * divisor - 1.0) <= SameConstant && AreSame(dividend, other);
        (Term first, Term second) = (_terms[left], _terms[right]);
        if (first.Operator != second.Operator || first.Arguments.Length != second.Arguments.Length || first.Depth != second.Depth) return false;
        if (first.Operator == Number) return Math.Abs(first.Constant - second.Constant) <= SameConstant * Math.Abs(second.Constant);
        for (int i = 0; i < first.Arguments.Length; i++)
        {
            if (!AreSame(first.Arguments[i], second.Arguments[i])) return false;
        }
        return first.Arguments.Length > 0;
    }

    private int Place(string type, int[] arguments)
    {
        int depth = 1 + (arguments.Length == 0 ? 0 : arguments.Max(argument => _terms[argument].Depth));
        if (depth > MostDepth)
            throw new OnnxFileException($"More than {MostDepth} operators work on a number one after the other; that is no activation function.");
        return Place(new Term(type, 0.0, arguments, depth), $"{type}({string.Join(",", arguments)})");
    }

    private int Place(Term term, string key)
    {
        if (_places.TryGetValue(key, out int known)) return known;
        _terms.Add(term);
        return _places[key] = _terms.Count - 1;
    }
}
