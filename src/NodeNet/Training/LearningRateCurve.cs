using System.Globalization;
using NodeNet.Foundation;

namespace NodeNet.Training;

/// <summary>What a step at each learning rate did to the loss (<see cref="LearningRateFinder"/>).</summary>
public sealed record LearningRateCurve
{
    /// <summary>The loss before the first step.</summary>
    public required double Start { get; init; }

    /// <summary>A step each, the rate rising. The last is that after which the loss was <see cref="LearningRateFinder.EndsAbove"/> times its smallest, or that
    /// of the largest rate. A step that broke the network is not among them.</summary>
    public required IReadOnlyList<LearningRatePoint> Points { get; init; }

    /// <summary>The rate at which to begin: a tenth of the one with the smallest loss, where the loss still fell and was not about to rise. Null if the loss
    /// never fell: no rate that was tried teaches anything.</summary>
    /// <remarks>It is a place to begin, not the best rate, which depends on how long training goes on. docs/learner.md has what it was worth on seven
    /// networks.</remarks>
    public double? Suggested => Smallest is { } smallest && smallest.Loss < Start ? smallest.Rate / 10.0 : null;

    /// <summary>Whether the loss was smallest at the largest rate of all: then larger ones are worth trying.</summary>
    public bool IsStillFalling => Points.Count > 0 && Smallest == Points[^1] && Suggested is not null;

    private LearningRatePoint? Smallest => Points.Count == 0 ? null : Points.MinBy(point => point.Loss);

    /// <summary>"200 rates from 1E-06 to 10; begin at 0.03".</summary>
    public override string ToString()
    {
        if (Points.Count == 0) return "no rate leaves the network finite";
        string begin = Suggested is { } rate ? "begin at " + MessageText.Short(rate) : "none teaches anything";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{MessageText.Count(Points.Count, "rate")} from {MessageText.Short(Points[0].Rate)} to {MessageText.Short(Points[^1].Rate)}; {begin}")
            + (IsStillFalling ? ", or try larger ones" : "");
    }
}

/// <summary>One step of a <see cref="LearningRateCurve"/>.</summary>
/// <param name="Rate">Its learning rate.</param>
/// <param name="Loss">The loss after it.</param>
public readonly record struct LearningRatePoint(double Rate, double Loss)
{
    /// <summary>"rate 0.01: loss 0.693".</summary>
    public override string ToString() => $"rate {MessageText.Short(Rate)}: loss {MessageText.Short(Loss)}";
}
