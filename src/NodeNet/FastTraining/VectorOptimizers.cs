using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Optimizers;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>An optimizer's rule over vectors: the formula of its class under <see cref="Optimizers"/>.</summary>
internal interface IVectorOptimizer<TVector, T>
{
    /// <summary>The change of some parameters; <paramref name="m0"/> and <paramref name="m1"/> are what is remembered of them.</summary>
    static abstract TVector Change(TVector downhill, TVector value, ref TVector m0, ref TVector m1, in RuleNumbers<T> numbers);
}

/// <summary>What a rule needs besides the parameters: the learning rate and the rule's own numbers for this step.</summary>
internal readonly record struct RuleNumbers<T>(T Rate, T A, T B, T C, T D, T E, T OneMinusA, T OneMinusB);

internal static class VectorOptimizers
{
    /// <summary>The rule's numbers for a step.</summary>
    public static RuleNumbers<T> Numbers<T>(IOptimizer optimizer, double rate, long step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (double a, double b, double c, double d, double e) = optimizer switch
        {
            Momentum m => (m.Decay, 0.0, 0.0, 0.0, 0.0),
            Nesterov m => (m.Decay, 0.0, 0.0, 0.0, 0.0),
            AdaGrad m => (m.Epsilon, 0.0, 0.0, 0.0, 0.0),
            RMSProp m => (m.Decay, 0.0, m.Epsilon, 0.0, 0.0),
            // rate · (m / c1) / (√(v / c2) + ε), with c1 taken into the rate
            Adam m => (m.Beta1, m.Beta2, 1.0 / (1.0 - Math.Pow(m.Beta1, step)), 1.0 / (1.0 - Math.Pow(m.Beta2, step)), m.Epsilon),
            AdamW m => (m.Beta1, m.Beta2, 1.0 / (1.0 - Math.Pow(m.Beta1, step)), 1.0 / (1.0 - Math.Pow(m.Beta2, step)), m.Epsilon),
            Rprop m => (m.Shrink, m.Grow, m.Smallest, m.Largest, 0.0),
            _ => (0.0, 0.0, 0.0, 0.0, 0.0),
        };
        // 1 − β is taken in double: in single, of β = 0.999, its last digits would be those of β, a thousand times as large.
        return new RuleNumbers<T>(
            T.CreateTruncating(rate), T.CreateTruncating(a), T.CreateTruncating(b), T.CreateTruncating(c), T.CreateTruncating(d), T.CreateTruncating(e), T.CreateTruncating(1.0 - a), T.CreateTruncating(1.0 - b));
    }
}

/// <summary>The rules, by type of vector.</summary>
internal static class VectorRules<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector B(T value) => TVectors.Broadcast(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sign(TVector v) =>
        TVectors.IfPositive(v, B(T.One), TVectors.IfPositive(TVectors.Subtract(TVectors.Zero, v), B(-T.One), TVectors.Zero));

    internal readonly struct DescentRule : IVectorOptimizer<TVector, T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Change(TVector downhill, TVector value, ref TVector m0, ref TVector m1, in RuleNumbers<T> n) =>
            TVectors.Multiply(B(n.Rate), downhill);
    }

    internal readonly struct MomentumRule : IVectorOptimizer<TVector, T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Change(TVector downhill, TVector value, ref TVector m0, ref TVector m1, in RuleNumbers<T> n)
        {
            m0 = TVectors.MultiplyAdd(B(n.A), m0, downhill);
            return TVectors.Multiply(B(n.Rate), m0);
        }
    }

    internal readonly struct NesterovRule : IVectorOptimizer<TVector, T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Change(TVector downhill, TVector value, ref TVector m0, ref TVector m1, in RuleNumbers<T> n)
        {
            m0 = TVectors.MultiplyAdd(B(n.A), m0, downhill);
            return TVectors.Multiply(B(n.Rate), TVectors.MultiplyAdd(B(n.A), m0, downhill));
        }
    }

    internal readonly struct AdaGradRule : IVectorOptimizer<TVector, T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Change(TVector downhill, TVector value, ref TVector m0, ref TVector m1, in RuleNumbers<T> n)
        {
            m0 = TVectors.MultiplyAdd(downhill, downhill, m0);
            return TVectors.Divide(TVectors.Multiply(B(n.Rate), downhill), TVectors.Add(TVectors.Sqrt(m0), B(n.A)));
        }
    }

    internal readonly struct RMSPropRule : IVectorOptimizer<TVector, T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Change(TVector downhill, TVector value, ref TVector m0, ref TVector m1, in RuleNumbers<T> n)
        {
            m0 = TVectors.Add(TVectors.Multiply(B(n.A), m0), TVectors.Multiply(TVectors.Multiply(B(n.OneMinusA), downhill), downhill));
            return TVectors.Divide(TVectors.Multiply(B(n.Rate), downhill), TVectors.Add(TVectors.Sqrt(m0), B(n.C)));
        }
    }

    internal readonly struct AdamRule : IVectorOptimizer<TVector, T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Change(TVector downhill, TVector value, ref TVector m0, ref TVector m1, in RuleNumbers<T> n)
        {
            m0 = TVectors.Add(TVectors.Multiply(B(n.A), m0), TVectors.Multiply(B(n.OneMinusA), downhill));
            m1 = TVectors.Add(TVectors.Multiply(B(n.B), m1), TVectors.Multiply(TVectors.Multiply(B(n.OneMinusB), downhill), downhill));
            TVector mean = TVectors.Multiply(m0, B(n.C));
            TVector square = TVectors.Multiply(m1, B(n.D));
            return TVectors.Divide(TVectors.Multiply(B(n.Rate), mean), TVectors.Add(TVectors.Sqrt(square), B(n.E)));
        }
    }

    internal readonly struct RpropRule : IVectorOptimizer<TVector, T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Change(TVector downhill, TVector value, ref TVector m0, ref TVector m1, in RuleNumbers<T> n)
        {
            TVector size = TVectors.IfPositive(m1, m1, B(n.Rate));
            TVector agreement = TVectors.Multiply(Sign(downhill), Sign(m0));
            TVector flipped = TVectors.Subtract(TVectors.Zero, agreement);
            TVector grown = TVectors.Min(TVectors.Max(TVectors.Multiply(size, B(n.B)), B(n.C)), B(n.D));
            TVector shrunk = TVectors.Min(TVectors.Max(TVectors.Multiply(size, B(n.A)), B(n.C)), B(n.D));
            m1 = TVectors.IfPositive(agreement, grown, TVectors.IfPositive(flipped, shrunk, size));
            m0 = TVectors.IfPositive(flipped, TVectors.Zero, downhill);
            return TVectors.Multiply(Sign(m0), m1);
        }
    }
}
