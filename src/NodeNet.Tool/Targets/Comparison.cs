using System.Globalization;
using NodeNet.Export;

namespace NodeNet.Tool.Targets;

/// <summary>How far the answers of an export are from NodeNet's.</summary>
/// <param name="Rows">How many rows were compared, those that must be refused included.</param>
/// <param name="Difference">The largest difference of an output.</param>
/// <param name="Ulps">The largest distance in steps from one double to the next.</param>
/// <param name="ShareOfBound">The largest share of its bound that a difference has; 0 where none differs.</param>
/// <param name="Wrong">How many answers are beyond their bound, or refused or named otherwise.</param>
/// <param name="FirstWrong">What is wrong with the first of them, or null.</param>
internal sealed record Comparison(int Rows, double Difference, double Ulps, double ShareOfBound, int Wrong, string? FirstWrong)
{
    public static Comparison Of(TargetRun run)
    {
        if (run.Answers.Count != run.Expected.Count) throw new TargetFailedException($"{run.Answers.Count} of {run.Expected.Count} rows are answered");
        var sum = new Comparison(run.Answers.Count, 0.0, 0.0, 0.0, 0, null);
        for (int row = 0; row < run.Answers.Count; row++) sum = sum.With(row, run.Answers[row], run.Expected[row]);
        return sum;
    }

    private Comparison With(int row, TargetAnswer found, ExpectedAnswer expected)
    {
        if (expected.Refused is { } refused) return found.Outputs is null ? this : Failed(row, $"is answered; {refused} is to be refused");
        if (found.Outputs is not { } outputs) return Failed(row, "is refused");
        if (outputs.Length != expected.Outputs.Count) return Failed(row, $"has {outputs.Length} outputs");
        Comparison sum = this;
        for (int i = 0; i < outputs.Length; i++)
        {
            double difference = Math.Abs(outputs[i] - expected.Outputs[i]);
            double bound = expected.Bounds[i];
            if (!(difference <= bound))
                return sum.Failed(row, string.Create(CultureInfo.InvariantCulture, $"{outputs[i]:R}, expected {expected.Outputs[i]:R} within {bound:G2}"));
            sum = sum with
            {
                Difference = Math.Max(sum.Difference, difference),
                Ulps = Math.Max(sum.Ulps, Steps(outputs[i], expected.Outputs[i])),
                ShareOfBound = Math.Max(sum.ShareOfBound, difference == 0.0 ? 0.0 : difference / bound),
            };
        }
        return expected.Label is { } label && found.Label != label ? sum.Failed(row, $"class {found.Label}, expected {label}") : sum;
    }

    private Comparison Failed(int row, string what) => this with
    {
        Wrong = Wrong + 1,
        FirstWrong = FirstWrong ?? string.Create(CultureInfo.InvariantCulture, $"row {row + 1}: {what}"),
    };

    /// <summary>How many doubles apart two numbers are.</summary>
    private static double Steps(double a, double b) => Math.Abs((double)((Int128)Place(a) - Place(b)));

    private static long Place(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return bits < 0 ? long.MinValue - bits : bits;
    }
}
