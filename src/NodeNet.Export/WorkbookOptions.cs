using NodeNet.Losses;

namespace NodeNet.Export;

/// <summary>What may be said of a model's workbook.</summary>
public sealed record WorkbookOptions
{
    /// <summary>How many rows it takes at most, evenly spread. At least 1; default: 1000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">On setting: it is below 1.</exception>
    public int MostRows
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MostRows), value, $"MostRows is {value}; it must be at least 1.");
    }
    = 1000;

    /// <summary>How many training steps the sheet "training" takes, one example each, from the first row on and from the start again. 0 for no such sheet;
    /// default: 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">On setting: it is below 0.</exception>
    public int TrainingSteps
    {
        get;
        init => field = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(TrainingSteps), value, $"TrainingSteps is {value}; it must be 0 or above.");
    }
    = 10;

    /// <summary>The learning rate of those steps, in the cell that is named alpha. Above 0; default: 0.1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">On setting: it is not above 0, or not finite.</exception>
    public double LearningRate
    {
        get;
        init => field = value > 0.0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(LearningRate), value, $"LearningRate is {value}; it must be above 0 and finite.");
    }
    = 0.1;

    /// <summary>Their loss. Default: the model's own, or where it has none, the sum of squared errors.</summary>
    public ILoss? Loss { get; init; }

    /// <summary>Whether each formula has beside it the value that NodeNet computes, for programs that show a workbook without calculating it. Default:
    /// true.</summary>
    public bool HasValues { get; init; } = true;
}
