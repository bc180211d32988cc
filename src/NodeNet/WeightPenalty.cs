using System.Runtime.CompilerServices;
using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet;

/// <summary>The penalty on large weights: L1 · Σ|w| + ½ · L2 · Σw². Its slope, L1 · sign(w) + L2 · w, is taken from every weight's way downhill.</summary>
/// <param name="L1">λ₁, 0 or above; 0 for none.</param>
/// <param name="L2">λ₂, 0 or above; 0 for none.</param>
/// <param name="CountsBiases">Whether biases count too.</param>
public readonly record struct WeightPenalty(double L1, double L2, bool CountsBiases)
{
    /// <summary>Whether there is none.</summary>
    public bool IsNone => L1 == 0.0 && L2 == 0.0;

    /// <summary>Whether it counts a parameter.</summary>
    /// <param name="isBias">Whether that is a bias.</param>
    public bool Counts(bool isBias) => !IsNone && (CountsBiases || !isBias);

    /// <summary>A weight's part of the penalty: λ₁ · |w| + ½ · λ₂ · w².</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="weight">w.</param>
    public T Term<T>(T weight)
        where T : IReal<T> => (L1, L2) switch
        {
            (_, 0.0) => L1 * T.Abs(weight),
            (0.0, _) => TermOfL2(weight, L2),
            _ => L1 * T.Abs(weight) + TermOfL2(weight, L2),
        };

    /// <summary>The part of L2 alone, for loops over many weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T TermOfL2<T>(T weight, double l2)
        where T : IReal<T> => T.Half * T.Of(l2) * T.Square(weight);

    /// <summary>The slope of <see cref="Term"/>: λ₁ · sign(w) + λ₂ · w, where sign(0) = 0.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="weight">w.</param>
    public T Slope<T>(T weight)
        where T : IReal<T> => (L1, L2) switch
        {
            (_, 0.0) => L1 * T.Sign(weight),
            (0.0, _) => L2 * weight,
            _ => L1 * T.Sign(weight) + L2 * weight,
        };

    /// <summary>A way downhill without the slope of L1, for loops that have λ₁ at hand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T WithoutL1<T>(T downhill, T weight, T l1)
        where T : IReal<T> => T.MinusSigned(downhill, l1, weight);

    /// <summary>A way downhill without the slope of L2, for loops that have λ₂ at hand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T WithoutL2<T>(T downhill, T weight, T l2)
        where T : IReal<T> => T.MinusProduct(downhill, l2, weight);

    /// <summary>The formula with its numbers.</summary>
    public override string ToString() => IsNone
        ? "no penalty"
        : $"{MessageText.Exact(L1)} · Σ|w| + ½ · {MessageText.Exact(L2)} · Σw², {(CountsBiases ? "biases included" : "biases left alone")}";
}
