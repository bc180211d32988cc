namespace NodeNet.Fast;

/// <summary>What becomes of a sum and of the number that stands in its place, while both are in a register.</summary>
internal interface ITileEnd<TVector>
{
    /// <summary>Whether a sum of 0 leaves every number as it is.</summary>
    static abstract bool LeavesSilent { get; }

    /// <summary>The number that is stored.</summary>
    /// <param name="sum">The sum.</param>
    /// <param name="before">What stands in the output.</param>
    TVector Of(TVector sum, TVector before);
}
