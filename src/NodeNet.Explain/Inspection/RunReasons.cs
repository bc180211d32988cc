using System.Globalization;
using NodeNet.Foundation;
using NodeNet.Optimizers;
using NodeNet.Writers;

namespace NodeNet.Inspection;

/// <summary>Answers how a weight got its value over a recorded run: from where to where, by which examples, and its values on the way.</summary>
internal static class RunReasons
{
    // More would be read by nobody; the lists have all.
    private const int MostMovers = 5;
    private const int MostValues = 6;

    public static LedgerReason Of(
        RecordedRun run, LedgerParameter parameter, IReadOnlyList<RecordedValue> values, IReadOnlyList<ExamplePull> movers, LedgerFormat? format)
    {
        format ??= LedgerFormat.Default;
        format.Validate();
        var numbers = new TextFormulas(format.Digits, format.MostTerms);
        string what = (parameter.IsBias ? "the bias " : "the weight ") + numbers.Write(new Notation(format.Profile, run.Network).Value(parameter));
        string to = numbers.Number(values[^1].Value);
        string words = values[0].Value == values[^1].Value ? $"{what} is {to} after {Steps(run)}, as before the first"
            : $"{what} went from {numbers.Number(values[0].Value)} to {to} in {Steps(run)}";
        if (parameter.IsFrozen) return new LedgerReason { Words = $"{words}: it is frozen" };

        var because = movers.Take(MostMovers).Where(mover => mover.Size > 0.0).Select(mover => OfMover(mover, numbers)).ToList();
        int others = movers.Skip(MostMovers).Count(mover => mover.Size > 0.0);
        if (others > 0) because.Add(new LedgerReason { Words = $"and {MessageText.Count(others, "example")} more that pulled less" });
        if (run.Optimizer is { } optimizer and not GradientDescent)
        {
            because.Add(
                new LedgerReason { Words = $"{optimizer.Name} makes its own changes of these pulls, so that they do not add up to the way of the weight" });
        }

        because.Add(
            new LedgerReason { Words = "over time: " + string.Join(", ", Thinned(values).Select(value => $"{numbers.Number(value.Value)} {When(value)}")) });
        return new LedgerReason { Words = words + " (rows count from 0)", Because = because };
    }

    private static LedgerReason OfMover(ExamplePull mover, TextFormulas numbers)
    {
        string where = mover.Pull > 0.0 ? "up" : "down";
        string row = string.Create(CultureInfo.InvariantCulture, $"the example in row {mover.Row}");
        bool isOneWay = mover.Size - Math.Abs(mover.Pull) <= 1e-9 * mover.Size;
        return new LedgerReason
        {
            Words = isOneWay ? $"{row} pulled it {where} by {numbers.Number(mover.Size)}"
                : $"{row} pulled it back and forth by {numbers.Number(mover.Size)}, which leaves {numbers.Number(Math.Abs(mover.Pull))} {where}",
        };
    }

    private static string Steps(RecordedRun run) => MessageText.Count(run.Losses.Count, "step");

    private static string When(RecordedValue value) =>
        value.Step == 0 ? "before the run" : string.Create(CultureInfo.InvariantCulture, $"after step {value.Step}");

    /// <summary>The first, the last, and between them some in equal distances.</summary>
    private static IEnumerable<RecordedValue> Thinned(IReadOnlyList<RecordedValue> values) => values.Count <= MostValues ? values
        : Enumerable.Range(0, MostValues).Select(i => values[(int)((long)i * (values.Count - 1) / (MostValues - 1))]);
}
