using NodeNet.Foundation;

namespace NodeNet.Training;

/// <summary>Which learning rates are tried: from the smallest to the largest, each step's rate the same factor above that of the step before.</summary>
public sealed record LearningRateRange
{
    /// <summary>The rate of the first step. Above 0. Default: 0.000001.</summary>
    public double From { get; init; } = 1e-6;

    /// <summary>The rate of the last step. Above <see cref="From"/>. Default: 10.</summary>
    public double To { get; init; } = 10.0;

    /// <summary>How many steps there are. At least 10. Default: 200.</summary>
    public int Steps { get; init; } = 200;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A property is out of its range; the message names it and the range.</exception>
    public void Validate()
    {
        Guard.Positive(From);
        Guard.Positive(To);
        if (To <= From)
            throw new ArgumentOutOfRangeException(nameof(To), To, $"To is {MessageText.Exact(To)}; it must be above From, {MessageText.Exact(From)}.");
        Guard.AtLeast(Steps, 10);
    }

    /// <summary>The members with their numbers, written the same way in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(LearningRateRange), PrintMembers);

    /// <summary>The rate of a step: From · (To / From)^(step / (Steps − 1)).</summary>
    internal double RateOf(int step) => From * Math.Exp(Math.Log(To / From) * step / (Steps - 1));
}
