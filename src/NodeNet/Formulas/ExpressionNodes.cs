namespace NodeNet.Formulas;

/// <summary>A number.</summary>
/// <param name="Number">The number.</param>
public sealed record Numeral(double Number) : Expression
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => [];

    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf) => T.Of(Number);
}

/// <summary>½, written as a fraction.</summary>
public sealed record OneHalf : Expression
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => [];

    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf) => T.Half;
}

/// <summary>Something that has a name and whose number is given elsewhere: z, or δ of a node.</summary>
/// <param name="Name">The name, as it is written.</param>
public record Variable(string Name) : Expression
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => [];

    /// <inheritdoc/>
    public override bool IsKnown => false;

    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf) => valueOf(this);
}

/// <summary>Terms that are added, from the first to the last.</summary>
/// <param name="Terms">The terms.</param>
public sealed record Sum(IReadOnlyList<Expression> Terms) : Expression
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => Terms;

    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf) => Terms.Count == 0 ? T.Of(0.0) : T.Sum([.. Terms.Select(term => term.ReadAs(valueOf))]);
}

/// <summary>left − right.</summary>
/// <param name="Left">What is subtracted from.</param>
/// <param name="Right">What is subtracted.</param>
public sealed record Difference(Expression Left, Expression Right) : Expression
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => [Left, Right];

    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf) => Left.ReadAs(valueOf) - Right.ReadAs(valueOf);
}

/// <summary>−x.</summary>
/// <param name="Argument">x.</param>
public sealed record Negative(Expression Argument) : Expression
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => [Argument];

    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf) => -Argument.ReadAs(valueOf);
}

/// <summary>Factors that are multiplied, from the first to the last.</summary>
/// <param name="Factors">The factors, at least one.</param>
public sealed record Product(IReadOnlyList<Expression> Factors) : Expression
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => Factors;

    /// <summary>A product of products is one row of factors.</summary>
    /// <param name="factors">The factors.</param>
    public static Product Of(params IEnumerable<Expression> factors) =>
        new([.. factors.SelectMany(factor => factor is Product product ? product.Factors : [factor])]);

    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf)
    {
        T product = Factors[0].ReadAs(valueOf);
        for (int i = 1; i < Factors.Count; i++)
            product *= Factors[i].ReadAs(valueOf);
        return product;
    }
}

/// <summary>top / bottom.</summary>
/// <param name="Top">The numerator.</param>
/// <param name="Bottom">The denominator.</param>
public sealed record Quotient(Expression Top, Expression Bottom) : Expression
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => [Top, Bottom];

    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf) => Top.ReadAs(valueOf) / Bottom.ReadAs(valueOf);
}

/// <summary>1 / x, as a factor: a product with it is shown as a division.</summary>
/// <param name="Argument">x.</param>
public sealed record Reciprocal(Expression Argument) : Expression
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => [Argument];

    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf) => T.Inverse(Argument.ReadAs(valueOf));
}

/// <summary>top / bottom, where 0 / 0 is 0.</summary>
/// <param name="Top">The numerator.</param>
/// <param name="Bottom">The denominator.</param>
public sealed record SafeQuotient(Expression Top, Expression Bottom) : Expression
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => [Top, Bottom];

    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf) => T.Ratio(Top.ReadAs(valueOf), Bottom.ReadAs(valueOf));
}

/// <summary>factor · a logarithm, where 0 · ln 0 is 0.</summary>
/// <param name="Factor">The factor.</param>
/// <param name="Logarithm">The logarithm.</param>
public sealed record SafeProduct(Expression Factor, Function Logarithm) : Expression
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => [Factor, Logarithm];

    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf) => Logarithm.Kind == Elementary.Log
        ? T.TimesLog(Factor.ReadAs(valueOf), Logarithm.Argument.ReadAs(valueOf))
        : T.TimesLogOnePlus(Factor.ReadAs(valueOf), Logarithm.Argument.ReadAs(valueOf));
}

/// <summary>Parentheses that stand even where they need not.</summary>
/// <param name="Argument">What stands inside.</param>
public sealed record Group(Expression Argument) : Expression
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => [Argument];

    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf) => Argument.ReadAs(valueOf);
}

/// <summary>A base to the power of a whole number.</summary>
/// <param name="Base">The base.</param>
/// <param name="Exponent">The exponent, 0 or above.</param>
public sealed record Power(Expression Base, long Exponent) : Expression
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => [Base];

    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf) => Exponent == 2 ? T.Square(Base.ReadAs(valueOf)) : T.Power(Base.ReadAs(valueOf), Exponent);
}

/// <summary>The larger of two.</summary>
/// <param name="Left">One.</param>
/// <param name="Right">The other.</param>
public sealed record Largest(Expression Left, Expression Right) : Expression
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => [Left, Right];

    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf) => T.Max(Left.ReadAs(valueOf), Right.ReadAs(valueOf));
}

/// <summary>The smaller of two.</summary>
/// <param name="Left">One.</param>
/// <param name="Right">The other.</param>
public sealed record Smallest(Expression Left, Expression Right) : Expression
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => [Left, Right];

    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf) => T.Min(Left.ReadAs(valueOf), Right.ReadAs(valueOf));
}

/// <summary>x, but not beyond two limits.</summary>
/// <param name="Argument">x.</param>
/// <param name="Least">The lower limit.</param>
/// <param name="Most">The upper limit.</param>
public sealed record Clamped(Expression Argument, Expression Least, Expression Most) : Expression
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => [Argument, Least, Most];

    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf) => T.Clamp(Argument.ReadAs(valueOf), Least.ReadAs(valueOf), Most.ReadAs(valueOf));
}

/// <summary>One formula where x is above 0, otherwise another.</summary>
/// <param name="Argument">x.</param>
/// <param name="Then">What holds where x is above 0.</param>
/// <param name="Otherwise">What holds elsewhere.</param>
public sealed record Choice(Expression Argument, Expression Then, Expression Otherwise) : Expression
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => [Argument, Then, Otherwise];

    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf) => T.IfPositive(Argument.ReadAs(valueOf), Then.ReadAs(valueOf), Otherwise.ReadAs(valueOf));
}

/// <summary>A formula that holds where x is in its domain; elsewhere its value is +∞. The domain is not shown.</summary>
/// <param name="Argument">x.</param>
/// <param name="Least">The domain's lower end.</param>
/// <param name="Most">Its upper end.</param>
/// <param name="Inside">The formula.</param>
public sealed record Domain(Expression Argument, double Least, double Most, Expression Inside) : Expression
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => [Argument, Inside];

    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf) => T.Within(Argument.ReadAs(valueOf), Least, Most, Inside.ReadAs(valueOf));
}

/// <summary>A user's function by its name, known with doubles alone.</summary>
/// <param name="Name">The name.</param>
/// <param name="Arguments">The arguments.</param>
/// <param name="Compute">The function.</param>
public sealed record Call(string Name, IReadOnlyList<Expression> Arguments, Func<double[], double> Compute) : Expression
{
    /// <summary>A call whose result is known.</summary>
    /// <param name="name">The name.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="result">The result.</param>
    public Call(string name, IReadOnlyList<Expression> arguments, double result)
        : this(name, arguments, _ => result)
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => Arguments;

    /// <summary>Reads it with doubles, or as an expression again.</summary>
    /// <exception cref="NotSupportedException">Another kind of number is asked for.</exception>
    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf)
    {
        T[] arguments = [.. Arguments.Select(argument => argument.ReadAs(valueOf))];
        return arguments switch
        {
            Scalar[] numbers => (T)(object)new Scalar(Compute([.. numbers.Select(number => number.Value)])),
            Expression[] expressions => (T)(object)new Call(Name, expressions, Compute),
            _ => throw new NotSupportedException($"{Name} is known with doubles alone, not with {typeof(T)}."),
        };
    }
}

/// <summary>A formula that is computed in one form, which loses no digits, and taught in another, which is the same mathematically.</summary>
/// <param name="Computed">What is computed.</param>
/// <param name="Shown">What is shown.</param>
/// <param name="Safe">What others may compute, where the shown form could overflow or take ln 0; null if the shown form cannot.</param>
public sealed record Taught(Expression Computed, Expression Shown, Expression? Safe = null) : Expression
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => Safe is null ? [Computed, Shown] : [Computed, Shown, Safe];

    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf) => typeof(T) == typeof(Expression)
        ? (T)(object)new Taught(Again(Computed.ReadAs(valueOf)), Again(Shown.ReadAs(valueOf)), Safe is null ? null : Again(Safe.ReadAs(valueOf)))
        : Computed.ReadAs(valueOf);

    private static Expression Again<T>(T read) => (Expression)(object)read!;
}
