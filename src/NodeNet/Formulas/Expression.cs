using NodeNet.Foundation;

namespace NodeNet.Formulas;

/// <summary>A formula as a tree: what a line of a ledger, a worksheet or an export shows. It is made by reading a formula with such numbers,
/// <c>new Sigmoid().Formula(Expression.Of(0.3))</c>, and can be read back as any other kind of number.</summary>
/// <remarks>Where everything in it is known, a choice (<see cref="IfPositive"/>, <see cref="Max"/>, <see cref="Min"/>) shows only the branch that is taken.
/// Nothing else is simplified but what would only disturb a reader: −(−x), and the terms that 0 · ln 0 leaves.</remarks>
public abstract record Expression : IReal<Expression>
{
    private protected Expression()
    {
    }

    /// <summary>What is left of 0 · ln 0: adding or subtracting it leaves the rest alone.</summary>
    internal static Expression Nothing { get; } = new Numeral(0.0);

    /// <inheritdoc/>
    public static Expression Half { get; } = new OneHalf();

    /// <summary>The number that it equals.</summary>
    /// <exception cref="InvalidOperationException">It has variables.</exception>
    public double Value => ReadAs<Scalar>(variable => throw new InvalidOperationException($"{variable.Name} has no value.")).Value;

    /// <summary>Whether it has no variables, and so a <see cref="Value"/>.</summary>
    public virtual bool IsKnown => Parts.All(part => part.IsKnown);

    /// <summary>The formulas that it is made of, from left to right; of a number or a variable none.</summary>
    public abstract IReadOnlyList<Expression> Parts { get; }

    /// <summary>The variables in it, in the order in which they stand, each as often as it does.</summary>
    public IEnumerable<Variable> Variables => this is Variable variable ? [variable] : Parts.SelectMany(part => part.Variables);

    /// <summary>Reads the formula with another kind of number.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="valueOf">The number that a variable stands for.</param>
    public abstract T ReadAs<T>(Func<Variable, T> valueOf)
        where T : IReal<T>;

    /// <summary>The formula with other formulas in place of its variables.</summary>
    /// <param name="replacement">What stands for a variable.</param>
    public Expression With(Func<Variable, Expression> replacement) => ReadAs(replacement);

    /// <summary>The tree, for a debugger: "Product(2, Sigmoid(z))". <c>FormulaText</c> writes formulas for people.</summary>
    public sealed override string ToString() => this switch
    {
        Numeral numeral => MessageText.Exact(numeral.Number),
        Variable variable => variable.Name,
        Function function => $"{function.Kind}({function.Argument})",
        Power power => $"Power({power.Base}, {MessageText.Exact(power.Exponent)})",
        Domain domain => $"Domain({domain.Argument}, {MessageText.Exact(domain.Least)}, {MessageText.Exact(domain.Most)}, {domain.Inside})",
        Call call => $"{call.Name}({string.Join(", ", call.Arguments)})",
        _ when Parts.Count == 0 => GetType().Name,
        _ => $"{GetType().Name}({string.Join(", ", Parts)})",
    };

    /// <summary>A number, as a formula.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Expression(double value) => new Numeral(value);

    /// <inheritdoc/>
    public static Expression Of(double value) => new Numeral(value);

    /// <summary>A variable, by its name.</summary>
    /// <param name="name">The name, as it is written.</param>
    public static Expression Named(string name) => new Variable(name);

    /// <inheritdoc/>
    public static Expression OneMinus(double constant) => (Expression)1.0 - constant;

    /// <inheritdoc/>
    public static Expression operator +(Expression left, Expression right)
    {
        if (IsNothing(right)) return left;
        if (IsNothing(left)) return right;
        return left is Sum sum ? new Sum([.. sum.Terms, right]) : new Sum([left, right]);
    }

    /// <inheritdoc/>
    public static Expression operator -(Expression left, Expression right)
    {
        if (IsNothing(right)) return left;
        return IsNothing(left) ? -right : new Difference(left, right);
    }

    /// <inheritdoc/>
    public static Expression operator -(Expression x) => x switch
    {
        _ when IsNothing(x) => x,
        Numeral number => new Numeral(-number.Number),
        Negative negative => negative.Argument,
        Quotient { Top: Numeral top } quotient => new Quotient(-top, quotient.Bottom),
        _ => new Negative(x),
    };

    /// <inheritdoc/>
    public static Expression operator *(Expression left, Expression right) => right switch
    {
        Reciprocal inverse => new Quotient(left, inverse.Argument),
        Quotient => Product.Of(left, new Group(right)), // a · (b / c) is not computed as a · b / c
        _ => Product.Of(left, right),
    };

    /// <inheritdoc/>
    public static Expression operator /(Expression left, Expression right) => new Quotient(left, right);

    /// <inheritdoc/>
    public static Expression Square(Expression x) => new Power(x, 2);

    /// <inheritdoc/>
    static Expression IReal<Expression>.Power(Expression x, long exponent) => new Power(x, exponent);

    /// <inheritdoc/>
    public static Expression Inverse(Expression x) => new Reciprocal(x);

    /// <inheritdoc/>
    public static Expression Sqrt(Expression x) => new Function(Elementary.Sqrt, x);

    /// <inheritdoc/>
    public static Expression Abs(Expression x) => new Function(Elementary.Abs, x);

    /// <inheritdoc/>
    public static Expression Sign(Expression x) => new Function(Elementary.Sign, x);

    /// <inheritdoc/>
    public static Expression Max(Expression left, Expression right) =>
        left.IsKnown && right.IsKnown ? (left.Value >= right.Value ? left : right) : new Largest(left, right);

    /// <inheritdoc/>
    public static Expression Min(Expression left, Expression right) =>
        left.IsKnown && right.IsKnown ? (left.Value <= right.Value ? left : right) : new Smallest(left, right);

    /// <inheritdoc/>
    public static Expression Clamp(Expression x, Expression least, Expression most)
    {
        bool isInside = x.IsKnown && least.IsKnown && most.IsKnown && x.Value >= least.Value && x.Value <= most.Value;
        return isInside ? x : new Clamped(x, least, most);
    }

    /// <inheritdoc/>
    public static Expression IfPositive(Expression x, Expression then, Expression otherwise) =>
        x.IsKnown ? (x.Value > 0.0 ? then : otherwise) : new Choice(x, then, otherwise);

    /// <inheritdoc/>
    public static Expression Within(Expression x, double least, double most, Expression value) => new Domain(x, least, most, value);

    /// <inheritdoc/>
    public static Expression Exp(Expression x) => new Function(Elementary.Exp, x);

    /// <inheritdoc/>
    public static Expression ExpMinusOne(Expression x) => new Function(Elementary.ExpMinusOne, x);

    /// <inheritdoc/>
    public static Expression Log(Expression x) => new Function(Elementary.Log, x);

    /// <inheritdoc/>
    public static Expression LogOnePlus(Expression x) => new Function(Elementary.LogOnePlus, x);

    /// <inheritdoc/>
    public static Expression TimesLog(Expression factor, Expression x) => TimesLogarithm(factor, x, Elementary.Log);

    /// <inheritdoc/>
    public static Expression TimesLogOnePlus(Expression factor, Expression x) => TimesLogarithm(factor, x, Elementary.LogOnePlus);

    /// <inheritdoc/>
    public static Expression Ratio(Expression top, Expression bottom)
    {
        if (!top.IsKnown) return new SafeQuotient(top, bottom);
        return top.Value == 0.0 ? Nothing : new Quotient(top is Numeral ? top : Shortened(top), bottom);
    }

    /// <inheritdoc/>
    public static Expression Tanh(Expression x) => new Function(Elementary.Tanh, x);

    /// <inheritdoc/>
    public static Expression Sigmoid(Expression x) => new Function(Elementary.Sigmoid, x);

    /// <inheritdoc/>
    public static Expression Softplus(Expression x) => new Function(Elementary.Softplus, x);

    /// <inheritdoc/>
    public static Expression NormalDistribution(Expression x) => new Function(Elementary.NormalDistribution, x);

    /// <inheritdoc/>
    public static Expression NormalDensity(Expression x) => new Function(Elementary.NormalDensity, x);

    /// <inheritdoc/>
    public static Expression Sum(ReadOnlySpan<Expression> terms) => new Sum([.. terms]);

    /// <summary>Records print their parts; <see cref="Value"/>, which not every expression has, is none.</summary>
    /// <param name="builder">Not used.</param>
    /// <returns>False: nothing was printed.</returns>
    protected virtual bool PrintMembers(System.Text.StringBuilder builder) => false;

    private static bool IsNothing(Expression x) => ReferenceEquals(x, Nothing);

    /// <summary>factor · ln: nothing where the factor is 0, the logarithm alone where it is 1.</summary>
    private static Expression TimesLogarithm(Expression factor, Expression x, Elementary logarithm)
    {
        var log = new Function(logarithm, x);
        if (!factor.IsKnown) return new SafeProduct(factor, log);
        if (factor.Value == 0.0) return Nothing;
        return factor.Value == 1.0 ? log : factor * log;
    }

    /// <summary>1 − 0 is written 1.</summary>
    private static Expression Shortened(Expression known) => known.Value == 1.0 ? 1.0 : known;
}
