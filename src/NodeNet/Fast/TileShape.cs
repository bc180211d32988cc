namespace NodeNet.Fast;

/// <summary>How the numbers of a product lie in memory, and what becomes of the sums.</summary>
/// <param name="FactorRow">How far apart the rows of the factors are.</param>
/// <param name="FactorStep">How far apart a row's factors are.</param>
/// <param name="ValuesStep">How far apart the rows of the values are.</param>
/// <param name="OutputRow">How far apart the rows of the output are.</param>
/// <param name="GoesOn">Whether sums go on from what stands in the output, instead of from 0.</param>
/// <param name="Ends">Whether an <see cref="ITileEnd{TVector}"/> makes the output of a sum and of what stands there; otherwise the sums are stored.</param>
internal readonly record struct TileShape(nint FactorRow, nint FactorStep, nint ValuesStep, nint OutputRow, bool GoesOn, bool Ends);
