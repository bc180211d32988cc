using NodeNet.Foundation;
using NodeNet.History;
using NodeNet.Persistence;

namespace NodeNet.Training;

/// <summary>The report of an epoch as <see cref="Length"/> numbers of 8 bytes, and back. NaN stands for what was not measured.</summary>
internal static class HistoryRecord
{
    /// <summary>How many numbers an epoch has.</summary>
    public const int Length = 10;

    /// <summary>How many numbers a best loss so far has.</summary>
    public const int LengthOfBest = 2;

    /// <summary>Writes a history: its reports, then the best losses so far.</summary>
    public static void WriteAll(NumberWriter writer, TrainingHistory history)
    {
        for (int i = 0; i < history.Count; i++)
            Write(writer, history.Numbers(i));
        for (int i = 0; i < history.BestLosses.Count; i++)
        {
            writer.Write((ulong)history.BestLosses[i].Epoch);
            writer.Write([history.BestLosses[i].Loss]);
        }
    }

    /// <summary>Reads a history, and checks each number for what it may be.</summary>
    /// <param name="reader">Where the numbers come from.</param>
    /// <param name="all">How many epochs there were.</param>
    /// <param name="epochs">Those that have a report.</param>
    /// <param name="bests">How many best losses so far there are.</param>
    /// <param name="sameRateSince">The first of the last epochs that all had the same learning rate.</param>
    /// <param name="facts">What the run measures.</param>
    /// <param name="trouble">Makes the exception for what cannot be, of a place and what is wrong.</param>
    public static TrainingHistory ReadAll(NumberReader reader, int all, IReadOnlyCollection<int> epochs, int bests, int sameRateSince, RunFacts facts,
        Func<string, string, ModelFileException> trouble)
    {
        var reports = new List<EpochNumbers>(epochs.Count);
        foreach (int epoch in epochs)
        {
            long before = reports.Count == 0 ? 0 : reports[^1].ElapsedTicks;
            reports.Add(Read(reader, epoch, before, facts, text => trouble($"$.history[{reports.Count}]", text)));
        }
        var best = new List<(int Epoch, double Loss)>(bests);
        for (int i = 0; i < bests; i++)
        {
            ulong epoch = reader.Next();
            double loss = BitConverter.UInt64BitsToDouble(reader.Next());
            (int Epoch, double Loss) before = i == 0 ? (0, double.PositiveInfinity) : best[i - 1];
            if (epoch <= (ulong)before.Epoch || epoch > (ulong)all || !(loss < before.Loss) || !double.IsFinite(loss))
            {
                throw trouble(
                    $"$.bestSoFar[{i}]",
                    $"Epoch {epoch} with a loss of {MessageText.Exact(loss)} does not follow epoch {before.Epoch} with "
                        + $"{MessageText.Exact(before.Loss)}; each must be later and better.");
            }
            best.Add(((int)epoch, loss));
        }
        if (bests > 0 && reports.Find(report => report.Epoch == best[^1].Epoch) is { } last && !(last.Loss == best[^1].Loss))
        {
            throw trouble(
                $"$.bestSoFar[{bests - 1}]", $"The best loss is {MessageText.Exact(best[^1].Loss)}; there is no such report of epoch {best[^1].Epoch}.");
        }
        return TrainingHistory.Restore(all, best, reports, sameRateSince);
    }

    private static void Write(NumberWriter writer, in EpochNumbers report)
    {
        writer.Write(
        [
            report.BaseLearningRate, report.LearningRate, report.RunningLoss, report.RunningAccuracy, report.TrainingLoss, report.TrainingAccuracy,
            report.ValidationLoss, report.ValidationAccuracy, report.Penalty,
        ]);
        writer.Write((ulong)report.ElapsedTicks);
    }

    private static EpochNumbers Read(NumberReader reader, int epoch, long ticksBefore, RunFacts facts, Func<string, ModelFileException> trouble)
    {
        Span<double> numbers = stackalloc double[Length - 1];
        reader.Read(numbers);
        var ticks = (long)reader.Next();
        var report = new EpochNumbers
        {
            Epoch = epoch,
            BaseLearningRate = Rate(numbers[0], "base rate"),
            LearningRate = Rate(numbers[1], "rate"),
            RunningLoss = Loss(numbers[2], "running loss"),
            RunningAccuracy = Accuracy(numbers[3], "running accuracy"),
            TrainingLoss = Loss(numbers[4], "training loss"),
            TrainingAccuracy = Accuracy(numbers[5], "training accuracy"),
            ValidationLoss = Loss(numbers[6], "validation loss"),
            ValidationAccuracy = Accuracy(numbers[7], "validation accuracy"),
            Penalty = Rate(numbers[8], "penalty"),
            ElapsedTicks = ticks,
        };
        if (double.IsNaN(report.RunningLoss)) throw trouble("The running loss of an epoch is missing.");
        RequireMeasured(report.RunningAccuracy, facts.IsClassification, "running accuracy");
        RequireMeasured(report.TrainingLoss, facts.MeasuresTrainingLoss, "training loss");
        RequireMeasured(report.TrainingAccuracy, facts.MeasuresTrainingLoss && facts.IsClassification, "training accuracy");
        RequireMeasured(report.ValidationLoss, facts.HasValidation, "validation loss");
        RequireMeasured(report.ValidationAccuracy, facts.ValidatesClasses, "validation accuracy");
        if (ticks < ticksBefore) throw trouble($"The time is {ticks} ticks; time does not go back.");
        return report;

        double Rate(double value, string name) =>
            double.IsFinite(value) && value >= 0.0
                ? value
                : throw trouble($"The {name} is {MessageText.Exact(value)}; it must be a finite number, 0 or above.");
        double Loss(double value, string name) =>
            double.IsNaN(value) || double.IsFinite(value) ? value : throw trouble($"The {name} is {MessageText.Exact(value)}; it must be finite.");
        double Accuracy(double value, string name) =>
            double.IsNaN(value) || value is >= 0.0 and <= 1.0 ? value
                : throw trouble($"The {name} is {MessageText.Exact(value)}; it must be from 0 to 1.");

        void RequireMeasured(double value, bool mustBe, string name)
        {
            if (double.IsNaN(value) == mustBe) throw trouble(mustBe ? $"The {name} is missing." : $"There is a {name}, which this run does not measure.");
        }
    }
}
