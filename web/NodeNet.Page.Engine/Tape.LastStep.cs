using NodeNet.Inspection;

namespace NodeNet.Page;

// The step that led to where the tape stands: what a reader sees who has just taken it.
public sealed partial class Tape
{
    private (long Of, double[] Before, double? Loss)? _last;

    /// <summary>The rows of the step that led here; there must be one.</summary>
    public int[] LastRows() => RowsOf(Step - 1);

    /// <summary>The step that led here, with all its numbers; there must be one, without edits after it.</summary>
    public StepLedger LastStep() => WithPrevious(() => Trainer().Explain(Data.Select(LastRows())));

    /// <summary>The mean loss over all rows before the step that led here; there must be one, without edits after it.</summary>
    public double LossBeforeLastStep()
    {
        double[] before = Previous();
        if (_last!.Value.Loss is { } known) return known;
        double loss = WithPrevious(() => Trainer().Evaluate(Data).Loss);
        _last = (Step, before, loss);
        return loss;
    }

    /// <summary>The mean loss over all rows an epoch ago; null where it was not measured.</summary>
    public double? LossAnEpochAgo() => _losses.TryGetValue(Step - StepsInEpoch, out double loss) ? loss : null;

    /// <summary>The weights and biases before the step that led here: kept where it was walked, and otherwise found by walking to it once more.</summary>
    public double[] Previous()
    {
        if (_last is { } last && last.Of == Step) return last.Before;
        long here = Step;
        GoTo(here - 1, _edits);
        double[] before = Parameters();
        double loss = Loss;
        GoTo(here, _edits);
        _last = (here, before, loss);
        return before;
    }

    private T WithPrevious<T>(Func<T> look)
    {
        double[] before = Previous(), now = Parameters();
        Network.CopyParametersFrom(before);
        try
        {
            return look();
        }
        finally
        {
            Network.CopyParametersFrom(now);
        }
    }
}
