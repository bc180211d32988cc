namespace NodeNet.Writers;

/// <summary>A calculation with its numbers in it: what a line of a ledger shows, whatever it is written in. It can be calculated, so that tests hold what is shown to what was computed.</summary>
internal abstract record Formula
{
    public abstract double Value { get; }

    public static implicit operator Formula(double value) => new Numeral(value);

    public static Formula operator +(Formula left, Formula right) => new Sum([left, right]);

    public static Formula operator -(Formula left, Formula right) => new Difference(left, right);

    public static Formula operator -(Formula of) => new Negative(of);

    public static Formula operator *(Formula left, Formula right) => Product.Of(left, right);

    public static Formula operator /(Formula left, Formula right) => new Quotient(left, right);
}

internal sealed record Numeral(double Of) : Formula
{
    public override double Value => Of;
}

/// <summary>½, written as a fraction.</summary>
internal sealed record OneHalf : Formula
{
    public override double Value => 0.5;
}

internal sealed record Sum(IReadOnlyList<Formula> Terms) : Formula
{
    public override double Value => Terms.Aggregate(0.0, (sum, term) => sum + term.Value);
}

internal sealed record Difference(Formula Left, Formula Right) : Formula
{
    public override double Value => Left.Value - Right.Value;
}

internal sealed record Negative(Formula Of) : Formula
{
    public override double Value => -Of.Value;
}

internal sealed record Product(IReadOnlyList<Formula> Factors) : Formula
{
    public override double Value => Factors.Aggregate(1.0, (product, factor) => product * factor.Value);

    /// <summary>A product of products is one row of factors.</summary>
    public static Product Of(params IEnumerable<Formula> factors) => new([.. factors.SelectMany(factor => factor is Product product ? product.Factors : [factor])]);
}

internal sealed record Quotient(Formula Top, Formula Bottom) : Formula
{
    public override double Value => Top.Value / Bottom.Value;
}

/// <summary>Parentheses that stand even where they need not.</summary>
internal sealed record Group(Formula Of) : Formula
{
    public override double Value => Of.Value;
}

internal sealed record Power(Formula Base, long Exponent) : Formula
{
    public override double Value => Math.Pow(Base.Value, Exponent);

    public static Power Square(Formula of) => new(of, 2);
}

/// <summary>e to the power of something.</summary>
internal sealed record Exponential(Formula Exponent) : Formula
{
    public override double Value => Math.Exp(Exponent.Value);
}

internal sealed record Root(Formula Of) : Formula
{
    public override double Value => Math.Sqrt(Of.Value);
}

internal sealed record Absolute(Formula Of) : Formula
{
    public override double Value => Math.Abs(Of.Value);
}

/// <summary>A function by its name. Its value is what was computed.</summary>
internal sealed record Call(string Function, IReadOnlyList<Formula> Arguments, double Result) : Formula
{
    public override double Value => Result;
}

/// <summary>What a line is about, left of the first equals sign.</summary>
internal abstract record Subject;

/// <summary>δ_h1: a letter, what it belongs to, and whether it is the value after the step.</summary>
internal sealed record Symbol(string Letter, string? Of = null, bool IsNew = false) : Subject;

/// <summary>A name in a program, as PyTorch's.</summary>
internal sealed record Code(string Text) : Subject;

/// <summary>±∂Loss/∂something.</summary>
internal sealed record Derivative(string Loss, Symbol By, bool IsNegative) : Subject;
