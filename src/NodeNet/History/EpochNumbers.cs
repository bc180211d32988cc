namespace NodeNet.History;

/// <summary>The numbers of an <see cref="EpochReport"/>, side by side in memory; NaN stands for what was not measured. A run keeps these: a report is made
/// when somebody asks for one.</summary>
internal struct EpochNumbers
{
    public int Epoch;
    public double BaseLearningRate;
    public double LearningRate;
    public double RunningLoss;
    public double RunningAccuracy;
    public double TrainingLoss;
    public double TrainingAccuracy;
    public double ValidationLoss;
    public double ValidationAccuracy;
    public double Penalty;
    public long ElapsedTicks;

    /// <summary>The loss by which the epoch is judged, as <see cref="EpochReport.Loss"/>.</summary>
    public readonly double Loss => !double.IsNaN(ValidationLoss) ? ValidationLoss : !double.IsNaN(TrainingLoss) ? TrainingLoss : RunningLoss;

    public static EpochNumbers Of(EpochReport report) => new()
    {
        Epoch = report.Epoch,
        BaseLearningRate = report.BaseLearningRate,
        LearningRate = report.LearningRate,
        RunningLoss = report.RunningLoss,
        RunningAccuracy = report.RunningAccuracy ?? double.NaN,
        TrainingLoss = report.TrainingLoss ?? double.NaN,
        TrainingAccuracy = report.TrainingAccuracy ?? double.NaN,
        ValidationLoss = report.ValidationLoss ?? double.NaN,
        ValidationAccuracy = report.ValidationAccuracy ?? double.NaN,
        Penalty = report.Penalty,
        ElapsedTicks = report.Elapsed.Ticks,
    };

    public readonly EpochReport Report() => new()
    {
        Epoch = Epoch,
        BaseLearningRate = BaseLearningRate,
        LearningRate = LearningRate,
        RunningLoss = RunningLoss,
        RunningAccuracy = Measured(RunningAccuracy),
        TrainingLoss = Measured(TrainingLoss),
        TrainingAccuracy = Measured(TrainingAccuracy),
        ValidationLoss = Measured(ValidationLoss),
        ValidationAccuracy = Measured(ValidationAccuracy),
        Penalty = Penalty,
        Elapsed = TimeSpan.FromTicks(ElapsedTicks),
    };

    private static double? Measured(double value) => double.IsNaN(value) ? null : value;
}
