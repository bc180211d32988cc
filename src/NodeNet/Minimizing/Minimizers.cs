namespace NodeNet.Minimizing;

/// <summary>The methods that look at all weights at once, by name: what command lines use. Methods of your own are found once they are registered.</summary>
public static class Minimizers
{
    /// <summary>lbfgs, scg and lm.</summary>
    public static Catalogue<IMinimizer> Catalogue { get; } = new("Minimizers", "minimizer", [
        new("lbfgs", 0, 1, p => p.Count > 0 ? new LBfgs(MemoryOf(p[0])) : new LBfgs()),
        new("scg", 0, 0, _ => new ScaledConjugateGradient()),
        new("lm", 0, 0, _ => new LevenbergMarquardt()),
    ]);

    private static int MemoryOf(double steps) => steps is >= 1.0 and <= 10_000.0 && steps == Math.Floor(steps) ? (int)steps
        : throw new ArgumentException($"lbfgs remembers {Foundation.MessageText.Exact(steps)} steps; it must be a whole number from 1 to 10000.");
}
