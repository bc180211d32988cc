using System.Runtime.CompilerServices;
using NodeNet.Formulas;
using NodeNet.Losses;

namespace NodeNet.FastTraining;

/// <summary>A loss as the loop sees it: a term, and where the output should go.</summary>
internal interface ILossLoop
{
    bool MakesDeltas { get; }

    TNumber Term<TNumber>(TNumber z, TNumber a, TNumber target)
        where TNumber : IReal<TNumber>;

    TNumber Wanted<TNumber>(TNumber z, TNumber a, TNumber target)
        where TNumber : IReal<TNumber>;
}

internal readonly struct PlainLoss<TFormula>(TFormula formula) : ILossLoop
    where TFormula : struct, ILossFormula
{
    public bool MakesDeltas => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TNumber Term<TNumber>(TNumber z, TNumber a, TNumber target)
        where TNumber : IReal<TNumber> => formula.Term(a, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TNumber Wanted<TNumber>(TNumber z, TNumber a, TNumber target)
        where TNumber : IReal<TNumber> => -formula.Slope(a, target);
}

internal readonly struct FusedLoss<TFormula>(TFormula formula) : ILossLoop
    where TFormula : struct, IFusedFormula
{
    public bool MakesDeltas => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TNumber Term<TNumber>(TNumber z, TNumber a, TNumber target)
        where TNumber : IReal<TNumber> => formula.FusedTerm(z, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TNumber Wanted<TNumber>(TNumber z, TNumber a, TNumber target)
        where TNumber : IReal<TNumber> => formula.FusedDelta(z, target);
}
