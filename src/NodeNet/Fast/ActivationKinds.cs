using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Activations;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>The activation functions that have a vector form.</summary>
internal enum ActivationKind
{
    /// <summary>No vector form: a user's own, GELU, or a different one by node.</summary>
    Other,
    Identity,
    Sigmoid,
    ReLU,
    LeakyReLU,
    Tanh,
    ELU,
    Softplus,
    SiLU,
}

/// <summary>An activation function over vectors: the formula of its class under <see cref="Activations"/>, stated once for every width.</summary>
internal interface IVectorActivation<TVector, T>
{
    /// <summary>a = f(z); <paramref name="p"/> is the function's parameter, if it has one.</summary>
    static abstract TVector Activate(TVector z, TVector p);

    /// <summary>f'(z).</summary>
    static abstract TVector Slope(TVector z, TVector a, TVector p);
}

internal static class ActivationKinds
{
    public static ActivationKind Of(IActivation? activation) => activation switch
    {
        Identity => ActivationKind.Identity,
        Sigmoid => ActivationKind.Sigmoid,
        ReLU => ActivationKind.ReLU,
        LeakyReLU => ActivationKind.LeakyReLU,
        Tanh => ActivationKind.Tanh,
        ELU => ActivationKind.ELU,
        Softplus => ActivationKind.Softplus,
        SiLU => ActivationKind.SiLU,
        _ => ActivationKind.Other,
    };

    public static double ParameterOf(IActivation? activation) => activation switch
    {
        LeakyReLU leaky => leaky.Leak,
        ELU elu => elu.Alpha,
        _ => 0.0,
    };
}

/// <summary>Whole arrays through a vector activation function.</summary>
internal static class ActivationLoop<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    /// <summary>a = f(z), over a number of elements that is a multiple of the width.</summary>
    public static void Activate(ActivationKind kind, T parameter, ref T z, ref T a, int count)
    {
        switch (kind)
        {
            case ActivationKind.Identity: Map<IdentityVectors>(parameter, ref z, ref a, count); break;
            case ActivationKind.Sigmoid: Map<SigmoidVectors>(parameter, ref z, ref a, count); break;
            case ActivationKind.ReLU: Map<ReLUVectors>(parameter, ref z, ref a, count); break;
            case ActivationKind.LeakyReLU: Map<LeakyReLUVectors>(parameter, ref z, ref a, count); break;
            case ActivationKind.Tanh: Map<TanhVectors>(parameter, ref z, ref a, count); break;
            case ActivationKind.ELU: Map<ELUVectors>(parameter, ref z, ref a, count); break;
            case ActivationKind.Softplus: Map<SoftplusVectors>(parameter, ref z, ref a, count); break;
            case ActivationKind.SiLU: Map<SiLUVectors>(parameter, ref z, ref a, count); break;
            default: throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }

    /// <summary>δ = push · f'(z), in place, over a number of elements that is a multiple of the width.</summary>
    public static void MultiplySlope(ActivationKind kind, T parameter, ref T z, ref T a, ref T delta, int count)
    {
        switch (kind)
        {
            case ActivationKind.Identity: break;
            case ActivationKind.Sigmoid: Slope<SigmoidVectors>(parameter, ref z, ref a, ref delta, count); break;
            case ActivationKind.ReLU: Slope<ReLUVectors>(parameter, ref z, ref a, ref delta, count); break;
            case ActivationKind.LeakyReLU: Slope<LeakyReLUVectors>(parameter, ref z, ref a, ref delta, count); break;
            case ActivationKind.Tanh: Slope<TanhVectors>(parameter, ref z, ref a, ref delta, count); break;
            case ActivationKind.ELU: Slope<ELUVectors>(parameter, ref z, ref a, ref delta, count); break;
            case ActivationKind.Softplus: Slope<SoftplusVectors>(parameter, ref z, ref a, ref delta, count); break;
            case ActivationKind.SiLU: Slope<SiLUVectors>(parameter, ref z, ref a, ref delta, count); break;
            default: throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Map<TActivation>(T parameter, ref T z, ref T a, int count)
        where TActivation : struct, IVectorActivation<TVector, T>
    {
        TVector p = TVectors.Broadcast(parameter);
        for (nint i = 0; i < count; i += TVectors.Width)
            TVectors.Store(TActivation.Activate(TVectors.Load(ref z, i), p), ref a, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Slope<TActivation>(T parameter, ref T z, ref T a, ref T delta, int count)
        where TActivation : struct, IVectorActivation<TVector, T>
    {
        TVector p = TVectors.Broadcast(parameter);
        for (nint i = 0; i < count; i += TVectors.Width)
        {
            TVector slope = TActivation.Slope(TVectors.Load(ref z, i), TVectors.Load(ref a, i), p);
            TVectors.Store(TVectors.Multiply(TVectors.Load(ref delta, i), slope), ref delta, i);
        }
    }

    private static TVector OneVector => TVectors.Broadcast(T.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Negate(TVector v) => TVectors.Subtract(TVectors.Zero, v);

    // 1 / (1 + e^−z). Where e^−z overflows, 1/∞ is the 0 that it should be.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Logistic(TVector z) => TVectors.Divide(OneVector, TVectors.Add(OneVector, Exponential<T, TVector, TVectors>.Of(Negate(z))));

    // ln(1 + x) for 0 ≤ x ≤ 1, with Kahan's correction for the rounding of 1 + x; where 1 + x is 1, x itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogOnePlus(TVector x)
    {
        TVector rounded = TVectors.Add(OneVector, x);
        TVector difference = TVectors.Subtract(rounded, OneVector);
        TVector corrected = TVectors.Multiply(TVectors.Log(rounded), TVectors.Divide(x, difference));
        return TVectors.IfPositive(difference, corrected, x);
    }

    // e^x − 1 for x ≤ 0. Near 0 the difference cancels; Kahan's correction takes the rounding of e^x back out. Where e^x is 0 the correction would be 0 · ∞; it is −1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ExpMinusOne(TVector x)
    {
        TVector rounded = Exponential<T, TVector, TVectors>.Of(x);
        TVector difference = TVectors.Subtract(rounded, OneVector);
        TVector corrected = TVectors.Multiply(difference, TVectors.Divide(x, TVectors.Log(rounded)));
        TVector isNotMinusOne = TVectors.Add(OneVector, difference);
        TVector result = TVectors.IfPositive(isNotMinusOne, corrected, Negate(OneVector));
        return TVectors.IfPositive(Negate(difference), result, x); // e^x rounded to 1: x itself
    }

    private readonly struct IdentityVectors : IVectorActivation<TVector, T>
    {
        public static TVector Activate(TVector z, TVector p) => z;

        public static TVector Slope(TVector z, TVector a, TVector p) => OneVector;
    }

    private readonly struct SigmoidVectors : IVectorActivation<TVector, T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Activate(TVector z, TVector p) => Logistic(z);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Slope(TVector z, TVector a, TVector p) => TVectors.Multiply(a, TVectors.Subtract(OneVector, a));
    }

    private readonly struct ReLUVectors : IVectorActivation<TVector, T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Activate(TVector z, TVector p) => TVectors.IfPositive(z, z, TVectors.Zero);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Slope(TVector z, TVector a, TVector p) => TVectors.IfPositive(z, OneVector, TVectors.Zero);
    }

    private readonly struct LeakyReLUVectors : IVectorActivation<TVector, T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Activate(TVector z, TVector p) => TVectors.IfPositive(z, z, TVectors.Multiply(p, z));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Slope(TVector z, TVector a, TVector p) => TVectors.IfPositive(z, OneVector, p);
    }

    private readonly struct TanhVectors : IVectorActivation<TVector, T>
    {
        // tanh|z| = −m / (m + 2) with m = e^(−2|z|) − 1: nothing overflows and small z keep their digits.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Activate(TVector z, TVector p)
        {
            TVector size = TVectors.Abs(z);
            TVector m = ExpMinusOne(Negate(TVectors.Add(size, size)));
            TVector tanh = TVectors.Divide(Negate(m), TVectors.Add(m, TVectors.Add(OneVector, OneVector)));
            return TVectors.IfPositive(z, tanh, Negate(tanh));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Slope(TVector z, TVector a, TVector p) => TVectors.Subtract(OneVector, TVectors.Multiply(a, a));
    }

    private readonly struct ELUVectors : IVectorActivation<TVector, T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Activate(TVector z, TVector p) =>
            TVectors.IfPositive(z, z, TVectors.Multiply(p, ExpMinusOne(TVectors.Min(z, TVectors.Zero))));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Slope(TVector z, TVector a, TVector p) =>
            TVectors.IfPositive(z, OneVector, TVectors.Multiply(p, Exponential<T, TVector, TVectors>.Of(TVectors.Min(z, TVectors.Zero))));
    }

    private readonly struct SoftplusVectors : IVectorActivation<TVector, T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Activate(TVector z, TVector p) =>
            TVectors.Add(TVectors.Max(z, TVectors.Zero), LogOnePlus(Exponential<T, TVector, TVectors>.Of(Negate(TVectors.Abs(z)))));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Slope(TVector z, TVector a, TVector p) => Logistic(z);
    }

    private readonly struct SiLUVectors : IVectorActivation<TVector, T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Activate(TVector z, TVector p) => TVectors.Multiply(z, Logistic(z));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Slope(TVector z, TVector a, TVector p) => TVectors.Add(Logistic(z), TVectors.Multiply(a, Logistic(Negate(z))));
    }
}
