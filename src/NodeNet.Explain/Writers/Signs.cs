using NodeNet.Formulas;

namespace NodeNet.Writers;

/// <summary>The minus sign where an author puts it. A formula is stated once, with the loss's own sign; the handout turns it round, PyTorch's sources write ŷ −
/// y.</summary>
internal static class Signs
{
    /// <summary>The opposite of a formula, written without a minus in front where there is a way: 2 · (y − ŷ) of −2 · (y − ŷ).</summary>
    public static Expression Opposite(Expression of) => of switch
    {
        Negative negative => negative.Argument,
        Difference difference => difference.Right - difference.Left,
        Product { Factors: [Numeral first, ..] } product => new Product([-first, .. product.Factors.Skip(1)]),
        Product { Factors: [.., Numeral last] } product => new Product([.. product.Factors.SkipLast(1), -last]),
        Function { Kind: Elementary.Sign, Argument: Negative turned } => Expression.Sign(turned.Argument),
        Clamped clamped => Expression.Clamp(Opposite(clamped.Argument), Opposite(clamped.Most), Opposite(clamped.Least)),
        Choice choice => new Choice(choice.Argument, Opposite(choice.Then), Opposite(choice.Otherwise)),
        _ => -of,
    };

    /// <summary>The same formula with its minus sign inside: ŷ − y of −(y − ŷ), 2 · (ŷ − y) of −2 · (y − ŷ).</summary>
    public static Expression Inside(Expression of) => of switch
    {
        Negative { Argument: Difference difference } => difference.Right - difference.Left,
        Product { Factors: [Numeral { Number: < 0.0 } first, Difference difference, ..] } product =>
            new Product([-first, difference.Right - difference.Left, .. product.Factors.Skip(2)]),
        Function { Kind: Elementary.Sign } sign => Expression.Sign(Inside(sign.Argument)),
        Clamped clamped => Expression.Clamp(Inside(clamped.Argument), clamped.Least, clamped.Most),
        _ => of,
    };
}
