using NodeNet.Foundation;
using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>What a <see cref="Worksheet"/> asks and shows. Immutable: use <c>with</c> for a variant.</summary>
public sealed record WorksheetOptions
{
    /// <summary>The heading. Default: "One training step".</summary>
    public string Title { get; init; } = "One training step";

    /// <summary>Which numbers are left to the learner. Default: every δ with its parts.</summary>
    public WorksheetBlanks Blanks { get; init; } = WorksheetBlanks.BackwardPass;

    /// <summary>To how many significant digits computed numbers are written on paper, from 3 to 17; a new weight gets more where it would look like the old
    /// one. Numbers of spreadsheets are exact. Default: 7.</summary>
    public int Digits { get; init; } = 7;

    /// <summary>To how many significant digits the given numbers (weights, biases, inputs and targets) are rounded, from 3 to 17: everything on the sheet is
    /// computed from the rounded ones, and the sheet says so where they are not the step's own. Default: 17, which leaves them as they are.</summary>
    public int GivenDigits { get; init; } = LedgerFormat.ExactDigits;

    /// <summary>Whether the sheet shows the formula of every number. The key always does. Default: true.</summary>
    public bool Hints { get; init; } = true;

    /// <summary>Whether the sheet ends with the classic mistakes, to beware of. Default: false.</summary>
    public bool WarnOfMistakes { get; init; }

    /// <summary>The row that the inputs stand for, as a sentence; null where they stand for none.</summary>
    internal string? Row { get; init; }

    /// <summary>How the row's cells became the inputs, a line each.</summary>
    internal IReadOnlyList<string> Cells { get; init; } = [];

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="Digits"/> or <see cref="GivenDigits"/> is out of its range.</exception>
    /// <exception cref="ArgumentNullException"><see cref="Title"/> or <see cref="Blanks"/> is null.</exception>
    public void Validate()
    {
        Guard.NotNull(Title);
        Guard.NotNull(Blanks);
        if (Digits is < 3 or > 17) throw new ArgumentOutOfRangeException(nameof(Digits), Digits, $"Digits is {Digits}; it must be from 3 to 17.");
        if (GivenDigits is < 3 or > 17)
            throw new ArgumentOutOfRangeException(nameof(GivenDigits), GivenDigits, $"GivenDigits is {GivenDigits}; it must be from 3 to 17.");
    }
}
