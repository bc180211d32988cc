using System.Globalization;
using NodeNet.Activations;
using NodeNet.History;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace NodeNet.Drawing.Charts;

/// <summary>Charts of lines: loss and accuracy over epochs, activation functions.</summary>
internal static class Curves
{
    public const double Width = 560;
    public const double Height = 320;
    private const double Thickness = 2.2;

    // An activation function is shown where something happens.
    private const double Reach = 5;
    private const int Samples = 200;

    public static Picture Loss(TrainingHistory history, CurveOptions options)
    {
        CheckNotEmpty(history);
        double[] losses = [.. history.SelectMany(report => new[] { TrainingLoss(report), report.ValidationLoss }).OfType<double>()];
        double[] shown = [.. losses.Select(loss => Shown(loss, options.IsLogarithmic)).Where(double.IsFinite)];
        var chart = new Chart(options);
        AddEpochs(chart, history);
        if (options.IsLogarithmic) chart.AddLogarithmicAxis(AxisPosition.Left, "loss", shown);
        else AddLosses(chart, shown);
        bool hasValidation = AddPair(chart, options, history, report => TrainingLoss(report), report => report.ValidationLoss, options.IsLogarithmic);
        string leftOut = LeftOut(losses, options.IsLogarithmic);
        if (leftOut.Length > 0) chart.AddRemark(leftOut);

        EpochReport first = history[0];
        EpochReport last = history[^1];
        string epochs = Numbers.Count(history.Epochs, "epoch");
        string description = $"{epochs}. The training loss goes from {Text(TrainingLoss(first))} to {Text(TrainingLoss(last))}.";
        if (hasValidation) description += $" The validation loss goes from {Text(first.ValidationLoss)} to {Text(last.ValidationLoss)}.";
        description += string.Create(CultureInfo.InvariantCulture, $" The smallest loss, {Text(history.Best!.Loss)}, is that of epoch {history.Best.Epoch}.");
        if (leftOut.Length > 0) description += $" {leftOut}.";
        return chart.ToPicture("Loss by epoch", description, Width, Height);

        string Text(double? value) => value is { } number ? Numbers.Text(number, options.Digits) : "nothing";
    }

    public static Picture Accuracy(TrainingHistory history, PictureOptions options)
    {
        CheckNotEmpty(history);
        if (history.All(report => report.Accuracy is null))
        {
            throw new ArgumentException("The history has no accuracies: the targets name no classes.", nameof(history));
        }
        var chart = new Chart(options);
        AddEpochs(chart, history);
        LinearAxis axis = chart.AddAxis(AxisPosition.Left, "accuracy", 0, 1.02);
        axis.MajorStep = 0.2;
        axis.LabelFormatter = value => string.Create(CultureInfo.InvariantCulture, $"{value * 100:0}%");
        bool hasValidation = AddPair(chart, options, history, TrainingAccuracy, report => report.ValidationAccuracy, isLogarithmic: false);
        string description =
            $"{Numbers.Count(history.Epochs, "epoch")}. The training accuracy goes from {Text(TrainingAccuracy(history[0]))} to "
                + $"{Text(TrainingAccuracy(history[^1]))}.";
        if (hasValidation)
        {
            description += $" The validation accuracy goes from {Text(history[0].ValidationAccuracy)} to {Text(history[^1].ValidationAccuracy)}.";
        }
        return chart.ToPicture("Accuracy by epoch", description, Width, Height);

        static string Text(double? share) => share is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number * 100:0.#}%") : "nothing";
    }

    public static Picture Activation(IActivation activation, PictureOptions options)
    {
        Guard.NotNull(activation);
        var chart = new Chart(options);
        chart.AddAxis(AxisPosition.Bottom, "net input z", -Reach, Reach);
        LinearAxis axis = chart.AddAxis(AxisPosition.Left, "");
        axis.MinimumPadding = axis.MaximumPadding = 0.06;
        LineSeries values = Line(options.Theme.Positive, isDashed: false, "activation");
        LineSeries slopes = Line(options.Theme.Negative, isDashed: true, "slope");
        for (int i = 0; i <= Samples; i++)
        {
            double z = -Reach + 2 * Reach * i / Samples;
            double a = activation.Activate(z);
            values.Points.Add(new DataPoint(z, Shown(a, false)));
            slopes.Points.Add(new DataPoint(z, Shown(activation.Slope(z, a), false)));
        }
        chart.Model.Series.Add(values);
        chart.Model.Series.Add(slopes);
        chart.Model.IsLegendVisible = true;
        double middle = activation.Activate(0);
        string description =
            $"{activation.Name} and its slope for net inputs from −5 to 5. At 0 the activation is {Numbers.Text(middle, options.Digits)} and the slope "
                + $"{Numbers.Text(activation.Slope(0, middle), options.Digits)}; "
            + $"at −5 the activation is {Numbers.Text(activation.Activate(-Reach), options.Digits)}, at 5 "
            + $"{Numbers.Text(activation.Activate(Reach), options.Digits)}.";
        return chart.ToPicture($"The activation function {activation.Name}", description, Width, Height);
    }

    public static LineSeries Line(string colour, bool isDashed = false, string? title = null) =>
        new() { Title = title, Color = Chart.Colour(colour), StrokeThickness = Thickness, Dashes = isDashed ? [3.5, 2] : null, LineJoin = LineJoin.Round };

    /// <summary>As measured at the end of the epoch, where it was; otherwise as the epoch ran.</summary>
    private static double TrainingLoss(EpochReport report) => report.TrainingLoss ?? report.RunningLoss;

    private static double? TrainingAccuracy(EpochReport report) => report.TrainingLoss is null ? report.RunningAccuracy : report.TrainingAccuracy;

    /// <summary>Adds the training line, and the validation line if there is one.</summary>
    private static bool AddPair(Chart chart, PictureOptions options, TrainingHistory history,
        Func<EpochReport, double?> training, Func<EpochReport, double?> validation, bool isLogarithmic)
    {
        bool hasValidation = history.Any(report => validation(report) is not null);
        Add("training", options.Theme.Positive, isDashed: false, training);
        if (hasValidation) Add("validation", options.Theme.Negative, isDashed: true, validation);
        chart.Model.IsLegendVisible = hasValidation;
        return hasValidation;

        void Add(string name, string colour, bool isDashed, Func<EpochReport, double?> value)
        {
            LineSeries line = Line(colour, isDashed, name);
            foreach (EpochReport report in history)
                line.Points.Add(new DataPoint(report.Epoch, value(report) is { } number ? Shown(number, isLogarithmic) : double.NaN));
            chart.Model.Series.Add(line);
            // A point without neighbours makes no line.
            var dots = new ScatterSeries { MarkerType = MarkerType.Circle, MarkerSize = 3, MarkerFill = Chart.Colour(colour) };
            for (int i = 0; i < line.Points.Count; i++)
            {
                if (IsShown(i) && !IsShown(i - 1) && !IsShown(i + 1)) dots.Points.Add(new ScatterPoint(line.Points[i].X, line.Points[i].Y));
            }
            if (dots.Points.Count > 0)
            {
                chart.Model.Series.Add(dots);
                chart.Model.Axes[^1].MaximumPadding = 0.05; // a dot on the frame would be cut in half
            }

            bool IsShown(int i) => i >= 0 && i < line.Points.Count && !double.IsNaN(line.Points[i].Y);
        }
    }

    /// <summary>An axis of all epochs, also of those that have nothing to show.</summary>
    private static void AddEpochs(Chart chart, TrainingHistory history)
    {
        double first = history[0].Epoch;
        double last = history[^1].Epoch;
        double margin = last > first ? 0.01 * (last - first) : 0.5;
        chart.AddAxis(AxisPosition.Bottom, "epoch", first - margin, last + margin).MinimumMajorStep = 1;
    }

    /// <summary>An axis from 0, or from the smallest loss if that is negative.</summary>
    private static void AddLosses(Chart chart, double[] losses)
    {
        double low = Math.Min(0, losses.DefaultIfEmpty(0).Min());
        double high = losses.DefaultIfEmpty(0).Max();
        double largest = Math.Max(-low, Math.Abs(high));
        chart.AddAxis(AxisPosition.Left, "loss", from: low, to: largest == 0 ? 1 : largest < Chart.Least ? Chart.Least : high <= 0 ? 0 : double.NaN);
    }

    /// <summary>Where a value stands, by its logarithm or itself. NaN for what cannot be shown and leaves a gap in the line.</summary>
    private static double Shown(double value, bool isLogarithmic) =>
        !double.IsFinite(value) || (isLogarithmic && value <= 0) ? double.NaN : isLogarithmic ? Math.Log10(value) : value;

    /// <summary>"Not shown: 2 losses of 0 or below, 1 that is no finite number", or nothing.</summary>
    private static string LeftOut(double[] losses, bool isLogarithmic)
    {
        int notFinite = losses.Count(loss => !double.IsFinite(loss));
        int notPositive = isLogarithmic ? losses.Count(loss => loss <= 0 && double.IsFinite(loss)) : 0;
        if (notFinite + notPositive == 0) return "";
        var parts = new List<string>();
        if (notPositive > 0) parts.Add($"{Numbers.Count(notPositive, "loss")} of 0 or below, which {(notPositive == 1 ? "has" : "have")} no logarithm");
        if (notFinite > 0) parts.Add($"{Numbers.Count(notFinite, "loss")} that {(notFinite == 1 ? "is no finite number" : "are no finite numbers")}");
        return $"Not shown: {string.Join("; ", parts)}";
    }

    private static void CheckNotEmpty(TrainingHistory history)
    {
        Guard.NotNull(history);
        if (history.Count == 0) throw new ArgumentException("The history is empty; there is nothing to draw before the first epoch.", nameof(history));
    }
}
