using System.Globalization;
using NodeNet.Metrics;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;

namespace NodeNet.Drawing.Charts;

/// <summary>A confusion matrix: squares with counts. What is right is blue, what is wrong orange, the fuller the larger its share of the row.</summary>
internal static class MatrixChart
{
    // More would not be readable as numbers.
    private const int MostNumbers = 20;

    public static Picture Draw(ConfusionMatrix matrix, IReadOnlyList<string>? classes, PictureOptions options)
    {
        Guard.NotNull(matrix);
        int count = matrix.ClassCount;
        if (classes is not null && classes.Count != count)
        {
            throw new ArgumentException(
                $"There are {Numbers.Count(classes.Count, "name")} of classes; the matrix has {Numbers.Count(count, "class")}.", nameof(classes));
        }
        string[] names = [.. classes ?? [.. Enumerable.Range(0, count).Select(c => c.ToString(CultureInfo.InvariantCulture))]];
        string[] shown = [.. names.Select(name => Layout.TextMeasure.Fit(name, Chart.FontSize, 90))];

        var chart = new Chart(options);
        chart.AddCategoryAxis(AxisPosition.Bottom, "predicted", shown);
        chart.AddCategoryAxis(AxisPosition.Left, "actual", shown, startsAtTop: true);
        double widest = shown.Max(name => Layout.TextMeasure.Width(name, Chart.FontSize));
        double side = Math.Clamp(54 * count, 170, 560);
        bool isTilted = widest > side / count - 6;
        if (isTilted) chart.Model.Axes[0].Angle = -30;
        for (int actual = 0; actual < count; actual++)
        {
            int row = Enumerable.Range(0, count).Sum(predicted => matrix[actual, predicted]);
            for (int predicted = 0; predicted < count; predicted++)
            {
                double share = row == 0 ? 0 : (double)matrix[actual, predicted] / row;
                chart.Model.Annotations.Add(Square(matrix[actual, predicted], share, actual, predicted, count <= MostNumbers, options.Theme));
            }
        }
        double left = 66 + widest;
        double bottom = 70 + (isTilted ? widest / 2 : 0);
        return chart.ToPicture("Confusion matrix", Description(matrix, names), side + left, side + bottom);
    }

    private static RectangleAnnotation Square(int number, double share, int actual, int predicted, bool hasNumber, Theme theme)
    {
        string full = actual == predicted ? theme.Positive : theme.Negative;
        // A single mistake among thousands should still be seen.
        double fullness = number == 0 ? 0 : 0.12 + 0.88 * share;
        return new RectangleAnnotation
        {
            MinimumX = predicted - 0.48,
            MaximumX = predicted + 0.48,
            MinimumY = actual - 0.48,
            MaximumY = actual + 0.48,
            Fill = Chart.Colour(Colours.Mix(theme.Surface, full, fullness)),
            Text = hasNumber ? number.ToString(CultureInfo.InvariantCulture) : "",
            TextColor = Chart.Colour(number == 0 ? theme.Muted : fullness > 0.55 ? theme.Background ?? theme.Surface : theme.Ink),
            FontSize = Chart.FontSize + 1,
        };
    }

    private static string Description(ConfusionMatrix matrix, string[] names)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Numbers.Count(matrix.Count, "example")} of {Numbers.Count(matrix.ClassCount, "class")}, {matrix.Accuracy * 100:0.#}% of them taken for what "
                + $"they are.");
        (int Actual, int Predicted, int Count)[] mistakes = [.. Enumerable.Range(0, matrix.ClassCount)
            .SelectMany(
                actual =>
                    Enumerable.Range(0, matrix.ClassCount)
                        .Where(predicted => predicted != actual)
                        .Select(predicted => (actual, predicted, matrix[actual, predicted])))
            .Where(mistake => mistake.Item3 > 0).OrderByDescending(mistake => mistake.Item3).Take(3)];
        if (mistakes.Length > 0)
        {
            text += " The most frequent mistakes: " + string.Join(
                "; ", mistakes.Select(m => string.Create(CultureInfo.InvariantCulture, $"{names[m.Actual]} taken for {names[m.Predicted]} ({m.Count})"))) + ".";
        }

        return text;
    }
}
