namespace NodeNet.Drawing;

/// <summary>The class that targets or outputs name, as NodeNet counts it.</summary>
internal static class TargetClass
{
    /// <summary>What stands for a class where numbers name none.</summary>
    public const int None = -1;

    /// <summary>The position of the largest number, the first of equals; for a single one, 1 from 0.5 on and otherwise 0. <see cref="None"/> if one is
    /// NaN.</summary>
    public static int Of(ReadOnlySpan<double> targets)
    {
        if (targets.Contains(double.NaN)) return None;
        if (targets.Length == 1) return targets[0] >= 0.5 ? 1 : 0;
        int best = 0;
        for (int c = 1; c < targets.Length; c++)
        {
            if (targets[c] > targets[best]) best = c;
        }
        return best;
    }
}
