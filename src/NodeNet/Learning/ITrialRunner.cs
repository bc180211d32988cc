using System.Globalization;
using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Learning;

/// <summary>Where the trainings of a search, a cross-validation or an ensemble run, if not on this process's threads: a cluster, as that of NodeNet.Orleans.
/// The results are the same, to the bit, on machines of one kind.</summary>
public interface ITrialRunner
{
    /// <summary>Does trainings, wherever they run, and returns when all have ended.</summary>
    /// <param name="table">The table that all of them learn from.</param>
    /// <param name="trials">The trainings. Each is data and can be sent (<see cref="LearnerTrial.ToJson"/>).</param>
    /// <param name="done">To be called once for each, with its place in <paramref name="trials"/>; in any order, one at a time.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    void Run(ITable table, IReadOnlyList<LearnerTrial> trials, Action<int, LearnerTrialResult> done, CancellationToken cancellation);
}

/// <summary>One training of a search, a cross-validation or an ensemble, as data.</summary>
public sealed record LearnerTrial
{
    /// <summary>What is trained.</summary>
    public required Learner Learner { get; init; }

    /// <summary>How many parts the table is divided in; 0 where all rows are trained on.</summary>
    public int Folds { get; init; }

    /// <summary>The seed of the parts.</summary>
    public long Seed { get; init; }

    /// <summary>The part that is tested on, from 0.</summary>
    public int Fold { get; init; }

    /// <summary>Whether as many rows are drawn at random instead of taking each once, where all rows are trained on.</summary>
    public bool Bootstrap { get; init; }

    /// <summary>Whether the trained weights are wanted.</summary>
    public bool KeepsNetwork { get; init; }

    /// <summary>The trial as JSON, which <see cref="FromJson"/> reads on another machine.</summary>
    /// <exception cref="InvalidOperationException">A part of the learner is not in the catalogue, so that another machine could not make it.</exception>
    public string ToJson() => LearnerText.Write(this);

    /// <summary>Reads a trial.</summary>
    /// <param name="json">What <see cref="ToJson"/> wrote.</param>
    /// <exception cref="FormatException">It is not that.</exception>
    /// <exception cref="ArgumentException">A part is in no catalogue of this process.</exception>
    public static LearnerTrial FromJson(string json) => LearnerText.Read(Guard.NotNull(json));

    /// <summary>"part 2 of 5 of learner for species".</summary>
    public override string ToString() =>
        Folds == 0 ? $"{Learner}" : string.Create(CultureInfo.InvariantCulture, $"part {Fold + 1} of {Folds} of {Learner}");
}

/// <summary>What came of a <see cref="LearnerTrial"/>.</summary>
/// <param name="Measure">"accuracy" or "R²"; empty where nothing was measured.</param>
/// <param name="Score">What was measured on the part that was held out; NaN where the training diverged or nothing was held out.</param>
/// <param name="Epochs">How many epochs the training took.</param>
/// <param name="Diverged">Whether it ended because a number was no longer finite.</param>
/// <param name="Parameters">The trained weights, as <see cref="Network.CopyParametersTo(Span{double})"/> orders them; null where they were not asked
/// for.</param>
/// <param name="Trouble">Why there was no training; null where there was.</param>
/// <param name="IsOfTable">Whether the trouble is the table's (<see cref="RecipeException"/>).</param>
public sealed record LearnerTrialResult(
    string Measure, double Score, int Epochs, bool Diverged, double[]? Parameters = null, string? Trouble = null, bool IsOfTable = false)
{
    /// <summary>"accuracy 0.9667 after 58 epochs".</summary>
    public override string ToString() => Trouble ?? string.Create(
        CultureInfo.InvariantCulture, $"{(Diverged ? "diverged" : $"{Measure} {Score:0.0000}")} after {MessageText.Count(Epochs, "epoch")}");

    internal Exception ToException() => IsOfTable ? new RecipeException(Trouble!) : new InvalidOperationException(Trouble);
}
