using NodeNet.Foundation;
using NodeNet.History;
using NodeNet.Persistence;

namespace NodeNet.Training;

/// <summary>The report of an epoch as <see cref="Length"/> numbers of 8 bytes, and back. NaN stands for what was not measured.</summary>
internal static class HistoryRecord
{
    /// <summary>How many numbers an epoch has.</summary>
    public const int Length = 10;

    public static void Write(NumberWriter writer, EpochReport report)
    {
        writer.Write(
        [
            report.BaseLearningRate, report.LearningRate, report.RunningLoss, report.RunningAccuracy ?? double.NaN, report.TrainingLoss ?? double.NaN,
            report.TrainingAccuracy ?? double.NaN, report.ValidationLoss ?? double.NaN, report.ValidationAccuracy ?? double.NaN, report.Penalty,
        ]);
        writer.Write((ulong)report.Elapsed.Ticks);
    }

    /// <summary>Reads the next epoch of a history, and checks each number for what it may be.</summary>
    /// <param name="reader">Where the numbers come from.</param>
    /// <param name="history">The epochs before it.</param>
    /// <param name="facts">What the run measures.</param>
    /// <param name="trouble">Makes the exception for what cannot be.</param>
    public static EpochReport Read(NumberReader reader, TrainingHistory history, RunFacts facts, Func<string, ModelFileException> trouble)
    {
        Span<double> numbers = stackalloc double[Length - 1];
        reader.Read(numbers);
        var ticks = (long)reader.Next();
        var report = new EpochReport
        {
            Epoch = history.Count + 1,
            BaseLearningRate = Rate(numbers[0], "base rate"),
            LearningRate = Rate(numbers[1], "rate"),
            RunningLoss = Loss(numbers[2], "running loss") ?? throw trouble("The running loss of an epoch is missing."),
            RunningAccuracy = Accuracy(numbers[3], "running accuracy"),
            TrainingLoss = Loss(numbers[4], "training loss"),
            TrainingAccuracy = Accuracy(numbers[5], "training accuracy"),
            ValidationLoss = Loss(numbers[6], "validation loss"),
            ValidationAccuracy = Accuracy(numbers[7], "validation accuracy"),
            Penalty = Rate(numbers[8], "penalty"),
            Elapsed = TimeSpan.FromTicks(ticks),
        };
        RequireMeasured(report.RunningAccuracy.HasValue, facts.IsClassification, "running accuracy");
        RequireMeasured(report.TrainingLoss.HasValue, facts.MeasuresTrainingLoss, "training loss");
        RequireMeasured(report.TrainingAccuracy.HasValue, facts.MeasuresTrainingLoss && facts.IsClassification, "training accuracy");
        RequireMeasured(report.ValidationLoss.HasValue, facts.HasValidation, "validation loss");
        RequireMeasured(report.ValidationAccuracy.HasValue, facts.ValidatesClasses, "validation accuracy");
        if (report.Elapsed < (history.Count == 0 ? TimeSpan.Zero : history[^1].Elapsed)) throw trouble($"The time is {ticks} ticks; time does not go back.");
        return report;

        double Rate(double value, string name) =>
            double.IsFinite(value) && value >= 0.0
                ? value
                : throw trouble($"The {name} is {MessageText.Exact(value)}; it must be a finite number, 0 or above.");
        double? Loss(double value, string name) =>
            double.IsNaN(value) ? null : double.IsFinite(value) ? value : throw trouble($"The {name} is {MessageText.Exact(value)}; it must be finite.");
        double? Accuracy(double value, string name) =>
            double.IsNaN(value)
                ? null
                : value is >= 0.0 and <= 1.0
                ? value
                : throw trouble($"The {name} is {MessageText.Exact(value)}; it must be from 0 to 1.");

        void RequireMeasured(bool isThere, bool mustBe, string name)
        {
            if (isThere != mustBe) throw trouble(mustBe ? $"The {name} is missing." : $"There is a {name}, which this run does not measure.");
        }
    }
}
