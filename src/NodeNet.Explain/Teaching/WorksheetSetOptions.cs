using NodeNet.Foundation;

namespace NodeNet.Teaching;

/// <summary>What a <see cref="WorksheetSet"/> draws. Immutable: use <c>with</c> for a variant.</summary>
public sealed record WorksheetSetOptions
{
    /// <summary>How many sheets, from 1 to 999. Default: 30.</summary>
    public int Count { get; init; } = 30;

    /// <summary>The same seed draws the same sheets. Default: 0.</summary>
    public long Seed { get; init; }

    /// <summary>α of every step, above 0. Default: 0.1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>How many decimals the drawn weights and biases, and the inputs and targets of rows, have, from 1 to 6; a small one that these would make 0 has
    /// one digit. Default: 1, for calculating by hand.</summary>
    public int Decimals { get; init; } = 1;

    /// <summary>The inputs of every sheet, or null: other ones on each, those of rows or, where a network alone is given, of one decimal from 0.1 to 2.
    /// Default: null.</summary>
    public IReadOnlyList<double>? Inputs { get; init; }

    /// <summary>The targets of every sheet, or null: other ones on each, those of rows where they are told; otherwise 0 or 1 for classes, sigmoid and softmax
    /// outputs, of a model with a recipe its own answer, and of one decimal from −1 to 1. Default: null.</summary>
    public IReadOnlyList<double>? Targets { get; init; }

    /// <summary>What the sheets ask and show: the same on each, about other numbers.</summary>
    public WorksheetOptions Sheet { get; init; } = new();

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A property is out of its range.</exception>
    /// <exception cref="ArgumentNullException"><see cref="Sheet"/> is null.</exception>
    public void Validate()
    {
        Guard.NotNull(Sheet).Validate();
        if (Count is < 1 or > 999) throw new ArgumentOutOfRangeException(nameof(Count), Count, $"Count is {Count}; it must be from 1 to 999.");
        if (Decimals is < 1 or > 6) throw new ArgumentOutOfRangeException(nameof(Decimals), Decimals, $"Decimals is {Decimals}; it must be from 1 to 6.");
        if (!(LearningRate > 0.0) || !double.IsFinite(LearningRate))
        {
            throw new ArgumentOutOfRangeException(
                nameof(LearningRate), LearningRate, $"LearningRate is {MessageText.Exact(LearningRate)}; it must be above 0 and finite.");
        }
    }

    /// <summary>The members with their numbers, as "WorksheetSetOptions { … }", written the same way in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(WorksheetSetOptions), PrintMembers);
}
