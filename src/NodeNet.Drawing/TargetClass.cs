namespace NodeNet.Drawing;

/// <summary>The class that targets name, as NodeNet counts it.</summary>
internal static class TargetClass
{
    /// <summary>The position of the largest target, the first of equals; for a single one, 1 from 0.5 on and otherwise 0.</summary>
    public static int Of(ReadOnlySpan<double> targets)
    {
        if (targets.Length == 1) return targets[0] >= 0.5 ? 1 : 0;
        int best = 0;
        for (int c = 1; c < targets.Length; c++)
        {
            if (targets[c] > targets[best]) best = c;
        }
        return best;
    }
}
