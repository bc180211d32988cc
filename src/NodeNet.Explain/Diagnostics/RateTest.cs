using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Metrics;
using NodeNet.Training;

namespace NodeNet.Diagnostics;

/// <summary>A short range test of the learning rate: copies of the network are trained as the options say, at the given rate and, only if that leads nowhere,
/// at a tenth, a hundredth and a thousandth of it, at ten, a hundred and a thousand times it, and at the usual rates beyond.</summary>
/// <remarks>
/// <para>The yardstick is the loss of always answering the mean of the targets, which takes no network. A rate at which the network gets clearly below that is
/// neither far too high nor far too low. Otherwise the rate is blamed only if the network does get there at another one: a problem that no rate solves has
/// another cause. Where little can be learned, because the data are mostly chance, a higher rate gets there by memorizing the examples; so the given rate is
/// too low only if it gets less than <see cref="SmallShareOfGain"/> of what the higher one does.</para>
/// <para>Weights drawn at random can be below the yardstick by luck. Then only a rate that is far too low is looked for, and only above
/// <see cref="LuckyShare"/>: below, the network was trained.</para>
/// <para>A plan of few steps is taken for one of <see cref="FewestPlannedSteps"/>: what is judged is the rate, not how long somebody trains. Where the plan is
/// too long to be tried out in full, a steady gain is carried forward to its end before a rate is called too low.</para>
/// </remarks>
internal sealed class RateTest
{
    /// <summary>The network has learned something when its loss is below this share of the yardstick.</summary>
    internal const double LearnedShare = 0.9;

    /// <summary>A lower rate is better only if the loss is below this share of the given rate's.</summary>
    internal const double BetterShare = 0.8;

    /// <summary>A rate hardly moves the network if it gains less than this share of what a higher one does.</summary>
    internal const double SmallShareOfGain = 0.25;

    /// <summary>A starting loss above this share of the yardstick may be luck; a higher rate then has to bring it below this share of where it began.</summary>
    internal const double LuckyShare = 0.5;

    internal const int FewestPlannedSteps = 1000;

    // Of a run: weights times examples, with something added for every example and epoch. A tenth of a second or less on the fast loops.
    private const long Budget = 10_000_000;
    private const long CostOfExample = 100;
    private const long CostOfEpoch = 2_000;
    private const int FewestRows = 200;
    private const int FewestSteps = 20;

    // Tried too where the given rate is more than a thousand times above or below them.
    private static readonly double[] _usualRates = [0.001, 0.01, 0.1, 1.0];

    private readonly DiagnosisContext _context;
    private readonly DataSet _sample;
    private readonly TrainerOptions _options;
    private readonly double _start;
    private readonly double _yardstick;
    private readonly double _planned;
    private readonly double _tested;

    private RateTest(DiagnosisContext context)
    {
        _context = context;
        TrainerOptions options = context.Options;
        int count = context.Training.Count;
        long costOfExample = context.Network.ParameterCount + CostOfExample;
        long rows = Math.Max(FewestRows, Budget / costOfExample);
        if (options.BatchReduction == BatchReduction.Sum) rows = Math.Max(rows, options.BatchSize); // a smaller batch would be a smaller sum
        _sample = context.Sample((int)Math.Min(rows, count));

        double stepsOfEpoch = StepsOfEpoch(_sample.Count, options.BatchSize);
        _planned = Math.Max((double)options.Epochs * StepsOfEpoch(count, options.BatchSize), FewestPlannedSteps);
        double epochs = Math.Max(Budget / (_sample.Count * costOfExample + CostOfEpoch), Math.Ceiling(FewestSteps / stepsOfEpoch));
        epochs = Math.Min(epochs, Math.Ceiling(_planned / stepsOfEpoch));
        _tested = epochs * stepsOfEpoch;
        // Everything that decides how steps are taken stays: no reports, no stopping, nothing that reaches outside.
        _options = options with
        {
            Epochs = (int)epochs,
            StopWhen = null,
            KeepBest = false,
            ValidationFraction = 0.0,
            Loops = Loops.Fast,
            Progress = null,
            Checkpoints = null,
        };
        _start = Evaluation.Of(context.Network, context.Loss, _sample).Loss;
        double ofMean = LossOfMean(context);
        _yardstick = double.IsFinite(ofMean) && ofMean > 1e-6 * Math.Abs(_start) ? ofMean : _start; // all targets the same
    }

    private double Rate => _options.LearningRate;

    public static void Run(DiagnosisContext context, List<Finding> findings)
    {
        if (context.Options.LearningRate == 0.0)
        {
            findings.Add(OfZero());
            return;
        }
        if (findings.Where(StandsInTheWay).Select(finding => finding.Code).Distinct().Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } codes)
        {
            context.Remarks.Add($"The learning rate was not tested: {string.Join(", ", codes)} would decide the outcome.");
            return;
        }
        if (new RateTest(context).Judge() is { } finding) findings.Add(finding);
    }

    /// <summary>Whether the outcome would say more about another finding than about the rate.</summary>
    private static bool StandsInTheWay(Finding finding) => finding.Severity > Severity.Note
        && finding.Code is not (FindingCodes.ConstantInputs or FindingCodes.ClassImbalance or FindingCodes.Leakage);

    private Finding? Judge()
    {
        double given = LossAt(Rate);
        _context.Remarks.Add($"At the learning rate {DiagnosisContext.Number(Rate)}, {MessageText.Count((int)_tested, "step")} on a copy of the network "
            + $"brought the loss of {MessageText.Count(_sample.Count, "example")} from {DiagnosisContext.Number(_start)} to " +
            $"{(double.IsFinite(given) ? DiagnosisContext.Number(given) : "numbers that are not finite")}; always answering the mean has "
                + $"{DiagnosisContext.Number(_yardstick)}.");
        bool startsByLuck = HasLearned(_start) && _start > LuckyShare * _yardstick;
        if (HasLearned(given)) return startsByLuck ? JudgeLow(given, LuckyShare * _start) : null;

        var tried = new List<(double Rate, double Loss)>();
        double[] lower = [Rate * 0.1, Rate * 0.01, Rate * 0.001];
        foreach (double rate in lower.Concat(_usualRates.Where(usual => usual < lower[^1]).Reverse()))
        {
            double loss = LossAt(rate);
            tried.Add((rate, loss));
            if (double.IsFinite(given) ? HasLearned(loss) && loss <= BetterShare * given : loss <= _start) return TooHigh(given, tried);
        }
        if (!double.IsFinite(given)) return TooHigh(given, tried);

        double gain = _start - given;
        bool staysOrFalls = gain >= -0.001 * Math.Abs(_start);
        return staysOrFalls && !HasLearned(AtTheEnd(given)) ? JudgeLow(given, LearnedShare * _yardstick) : null;
    }

    /// <summary>Looks for a higher rate that brings the loss to a goal, and there gains far more than the given rate does.</summary>
    private Finding? JudgeLow(double given, double goal)
    {
        double from = Math.Min(_start, _yardstick); // what the output's bias learns in the first steps, at any rate, does not count
        var tried = new List<(double Rate, double Loss)>();
        double[] higher = [Rate * 10.0, Rate * 100.0, Rate * 1000.0];
        foreach (double rate in higher.Concat(_usualRates.Where(usual => usual > higher[^1])))
        {
            double loss = LossAt(rate);
            tried.Add((rate, loss));
            if (loss <= goal) return from - AtTheEnd(given) < SmallShareOfGain * (from - loss) ? TooLow(given, tried) : null;
        }
        return null;
    }

    /// <summary>The loss at the last planned step, if it continues as in the test.</summary>
    private double AtTheEnd(double given) => _start - (_start - given) * (_planned / _tested);

    private bool HasLearned(double loss) => loss <= LearnedShare * _yardstick; // false for what is not finite

    /// <summary>The loss after the test's steps at a rate, starting from the context's weights; +∞ if training broke off.</summary>
    private double LossAt(double rate)
    {
        if (!double.IsFinite(rate)) return double.PositiveInfinity;
        TrainingResult result = new Trainer(_context.Network.Clone(), _context.Loss, _options with { LearningRate = rate }).Train(_sample);
        return result.Reason == StopReason.NotFinite ? double.PositiveInfinity : result.TrainingLoss;
    }

    private double LossOfMean(DiagnosisContext context)
    {
        Rows targets = _sample.Targets;
        double[] means = [.. Enumerable.Range(0, targets.Width).Select(column => Statistics.Mean(targets.Column(column)))];
        double sum = 0.0;
        for (int row = 0; row < targets.Count; row++)
        {
            for (int column = 0; column < targets.Width; column++)
                sum += context.Loss.Term(means[column], targets[row, column]);
        }
        return sum / (context.Loss.IsMeanOverOutputs ? targets.Count * targets.Width : targets.Count);
    }

    private static double StepsOfEpoch(int examples, int batchSize) => Math.Ceiling((double)examples / Math.Min(batchSize, examples));

    private Finding TooHigh(double given, List<(double Rate, double Loss)> tried)
    {
        (double better, double itsLoss) = tried[^1];
        bool found = double.IsFinite(itsLoss);
        return new Finding
        {
            Code = FindingCodes.RateTooHigh,
            Title = "learning rate far too high",
            Severity = double.IsFinite(given) ? Severity.Warning : Severity.Error,
            Explanation = (double.IsFinite(given)
                    ? $"At the learning rate {DiagnosisContext.Number(Rate)} the network learns nothing: after {MessageText.Count((int)_tested, "step")} "
                        + $"its loss is {DiagnosisContext.Number(given)}, no better than always answering the mean ({DiagnosisContext.Number(_yardstick)}). "
                    : $"At the learning rate {DiagnosisContext.Number(Rate)} training breaks off within {MessageText.Count((int)_tested, "step")}: the "
                        + "numbers grow until they are no longer finite. ") +
                (
                    found
                        ? $"At {DiagnosisContext.Number(better)} the same steps bring it from {DiagnosisContext.Number(_start)} to "
                            + $"{DiagnosisContext.Number(itsLoss)}."
                        : $"So it does at {DiagnosisContext.Number(better)}."),
            Advice = found
                ? $"Use a learning rate of about {DiagnosisContext.Number(better)}, and from there the largest that learns steadily."
                : "Use a far smaller learning rate, clip the gradient (ClipNorm), or use smaller starting weights.",
            Evidence = EvidenceOf(given, tried),
        };
    }

    private Finding TooLow(double given, List<(double Rate, double Loss)> tried)
    {
        (double better, double itsLoss) = tried[^1];
        return new Finding
        {
            Code = FindingCodes.RateTooLow,
            Title = "learning rate far too low",
            Severity = Severity.Warning,
            Explanation =
                $"At the learning rate {DiagnosisContext.Number(Rate)} the network hardly moves: {MessageText.Count((int)_tested, "step")} bring the loss "
                    + $"from {DiagnosisContext.Number(_start)} to {DiagnosisContext.Number(given)}" +
                (
                    HasLearned(given)
                        ? ". "
                        : $", and {_planned:0} steps of this kind would not get it clearly below that of always answering the mean "
                            + $"({DiagnosisContext.Number(_yardstick)}). ") +
                $"At {DiagnosisContext.Number(better)} the same {MessageText.Count((int)_tested, "step")} bring it to {DiagnosisContext.Number(itsLoss)}.",
            Advice = $"Use a learning rate of about {DiagnosisContext.Number(better)}, or train for many more epochs.",
            Evidence = EvidenceOf(given, tried),
        };
    }

    private Evidence[] EvidenceOf(double given, List<(double Rate, double Loss)> tried) =>
    [
        new Evidence("loss before", _start),
        new Evidence($"loss at the rate {DiagnosisContext.Number(Rate)}", given),
        .. tried.Select(run => new Evidence($"loss at the rate {DiagnosisContext.Number(run.Rate)}", run.Loss)),
        new Evidence("loss of always answering the mean", _yardstick),
        new Evidence("steps", _tested),
    ];

    private static Finding OfZero() => new()
    {
        Code = FindingCodes.RateTooLow,
        Title = "learning rate far too low",
        Severity = Severity.Warning,
        Explanation = "The learning rate is 0: steps compute every δ and change nothing.",
        Advice = "Give LearningRate a value above 0, unless looking is all that you want; 0.01 is the default.",
        Evidence = [new Evidence("learning rate", 0.0)],
    };
}
