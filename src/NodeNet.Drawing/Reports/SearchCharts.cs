using System.Globalization;
using NodeNet.Drawing.Svg;
using NodeNet.History;
using NodeNet.Learning;

namespace NodeNet.Drawing.Reports;

/// <summary>The pictures of a search's report, as SVG whose colours are the page's.</summary>
internal static class SearchCharts
{
    private const double Width = 960;
    private const int MostLetters = 22;

    /// <summary>How wide the picture of all settings is for each axis, at least.</summary>
    public const int AxisWidth = 110;

    private const double BestShare = 0.1;

    /// <summary>Each trial's score by its number, and the best so far.</summary>
    public static string Scores(SearchResult found)
    {
        (double low, double high) = ScoreRange(found);
        var plane = new Plane(Width, 260, 0, Math.Max(1, found.Trials.Count - 1), low, high);
        SvgWriter svg = plane.Begin("The score of each trial, and the best so far");
        plane.Axes(svg, "trial", "score");
        double best = double.NegativeInfinity;
        var line = new List<(double X, double Y)>();
        int most = found.Best.Scores.Count;
        foreach (SearchTrial trial in found.Trials)
        {
            if (double.IsNaN(trial.MeanScore)) continue;
            Dot(svg, plane, trial.Number, trial, found);
            if (trial.Scores.Count < most || trial.MeanScore <= best) continue;
            if (line.Count > 0) line.Add((trial.Number, best));
            line.Add((trial.Number, best = trial.MeanScore));
        }
        if (line.Count > 0) line.Add((found.Trials.Count - 1, best));
        plane.Line(svg, "best-line", line);
        return Plane.End(svg);
    }

    /// <summary>A bar for each setting.</summary>
    public static string Importance(IReadOnlyList<SettingImportance> importance)
    {
        const double Row = 26;
        const double Left = 190;
        const double Right = 70;
        var svg = Plane.Begin("What the settings decide", Width, Row * importance.Count + 10);
        int row = 0;
        foreach (SettingImportance one in importance.OrderByDescending(one => one.Share))
        {
            double y = 5 + Row * row++;
            double length = (Width - Left - Right) * one.Share;
            svg.AddText("text", Short(one.Name), ("x", N(Left - 10)), ("y", N(y + 16)), ("text-anchor", "end"));
            svg.Add("rect", ("class", "bar"), ("x", N(Left)), ("y", N(y + 4)), ("width", N(Math.Max(1, length))), ("height", N(Row - 10)));
            svg.AddText("text", one.Share.ToString("0.00", CultureInfo.InvariantCulture), ("x", N(Left + length + 8)), ("y", N(y + 16)));
        }
        return Plane.End(svg);
    }

    /// <summary>A line for each trial, over an axis for each setting and one for the score.</summary>
    public static string Coordinates(SearchResult found)
    {
        const double Top = 44;
        const double Height = 420;
        const double Bottom = Height - 20;
        const double Left = 70;
        IReadOnlyList<SearchDimension> dimensions = found.Search.Dimensions;
        double across = Math.Max(Width, AxisWidth * (dimensions.Count + 1));
        double step = (across - 2 * Left) / dimensions.Count;
        (double low, double high) = ScoreRange(found);
        var svg = Plane.Begin("The settings and the score of each trial", across, Height);
        double Up(double place) => Bottom - (Bottom - Top) * place;

        HashSet<SearchTrial> best = [.. BestOf(found)];
        foreach (SearchTrial trial in found.Ranking.Reverse())
        {
            bool hasScore = !double.IsNaN(trial.MeanScore);
            double score = hasScore && high > low ? (trial.MeanScore - low) / (high - low) : hasScore ? 0.5 : 0.0;
            IEnumerable<string> points = trial.Places.Append(Math.Clamp(score, 0.0, 1.0)).Select((place, d) => $"{N(Left + d * step)},{N(Up(place))}");
            svg.Open("polyline", ("class", best.Contains(trial) ? "good" : hasScore ? "trial" : "failed"), ("points", string.Join(' ', points)));
            svg.AddText("title", Words(trial, found));
            svg.Close();
        }
        for (int d = 0; d <= dimensions.Count; d++)
        {
            double x = Left + d * step;
            bool isScore = d == dimensions.Count;
            IReadOnlyList<string> marks = isScore ? [Numbers.Text(low, 4), Numbers.Text(high, 4)] : dimensions[d].Marks;
            svg.Add("line", ("class", "axis"), ("x1", N(x)), ("x2", N(x)), ("y1", N(Top)), ("y2", N(Bottom)));
            svg.AddText("text", isScore ? "score" : Short(dimensions[d].Name), ("x", N(x)), ("y", "18"), ("text-anchor", "middle"), ("font-weight", "bold"));
            foreach ((string text, double place) in Marked(marks, most: 24))
            {
                double below = place == 0.0 ? 14 : place == 1.0 ? -5 : 4; // beyond the ends, beside the axis elsewhere
                svg.AddText(
                    "text", Short(text), ("class", "quiet"), ("x", N(isScore ? x - 5 : x + 5)), ("y", N(Up(place) + below)),
                    ("text-anchor", isScore ? "end" : "start"));
            }
        }
        return Plane.End(svg);
    }

    /// <summary>The score over each setting, side by side.</summary>
    public static string Single(SearchResult found)
    {
        const int Columns = 3;
        const double Height = 200;
        IReadOnlyList<SearchDimension> dimensions = found.Search.Dimensions;
        (double low, double high) = ScoreRange(found);
        double wide = Width / Columns;
        var svg = Plane.Begin("The score by each setting", Width, Height * ((dimensions.Count - 1) / Columns + 1));
        for (int d = 0; d < dimensions.Count; d++)
        {
            var plane = new Plane(wide, Height, -0.04, 1.04, low, high) { X = wide * (d % Columns), Y = Height * (d / Columns) };
            plane.Axes(svg, Short(dimensions[d].Name), "", [.. Marked(dimensions[d].Marks, most: 6)]);
            foreach (SearchTrial trial in found.Ranking.Reverse())
            {
                if (!double.IsNaN(trial.MeanScore)) Dot(svg, plane, trial.Places[d], trial, found);
            }
        }
        return Plane.End(svg);
    }

    /// <summary>The loss by epochs.</summary>
    public static string Loss(TrainingHistory history)
    {
        (double X, double Y)[] training = [.. history.Select(report => ((double)report.Epoch, report.TrainingLoss ?? report.RunningLoss))];
        (double X, double Y)[] validation = [
            .. history.Where(report => report.ValidationLoss is not null).Select(report => ((double)report.Epoch, report.ValidationLoss!.Value)),
        ];
        double high = training.Concat(validation).Max(point => point.Y);
        var plane = new Plane(Width, 260, 1, Math.Max(2, history.Epochs), 0, high > 0 && double.IsFinite(high) ? high : 1);
        SvgWriter svg = plane.Begin("The loss by epochs");
        plane.Axes(svg, "epoch", "loss");
        plane.Line(svg, "best-line", training);
        plane.Line(svg, "other-line", validation);
        return Plane.End(svg);
    }

    private static void Dot(SvgWriter svg, Plane plane, double x, SearchTrial trial, SearchResult found)
    {
        svg.Open(
            "circle", ("class", trial == found.Best ? "dot best" : "dot"), ("cx", N(plane.Across(x))), ("cy", N(plane.Up(trial.MeanScore))),
            ("r", trial == found.Best ? "5" : "3"));
        svg.AddText("title", Words(trial, found));
        svg.Close();
    }

    private static string Words(SearchTrial trial, SearchResult found)
    {
        string settings = string.Join(", ", found.Search.Dimensions.Zip(trial.Settings, (one, text) => $"{one.Name} {text}"));
        string score = double.IsNaN(trial.MeanScore) ? trial.Trouble ?? "diverged"
            : $"{trial.MeanScore.ToString("0.0000", CultureInfo.InvariantCulture)} of {Numbers.Count(trial.Scores.Count, "part")}";
        return string.Create(CultureInfo.InvariantCulture, $"trial {trial.Number}: {settings}: {score}");
    }

    /// <summary>The range of scores that is drawn: single trials that are far below the others stand at its lower end.</summary>
    private static (double Low, double High) ScoreRange(SearchResult found)
    {
        double[] scores = [.. found.Trials.Select(trial => trial.MeanScore).Where(double.IsFinite).Order()];
        if (scores.Length == 0) return (0, 1);
        double high = scores[^1];
        double middle = scores[scores.Length / 2];
        double low = Math.Max(scores[0], high - 8 * Math.Max(high - middle, 1e-3));
        return low < high ? (low, high) : (low - 0.5, high + 0.5);
    }

    private static IEnumerable<SearchTrial> BestOf(SearchResult found) =>
        found.Ranking.Where(trial => !double.IsNaN(trial.MeanScore)).Take(Math.Max(1, (int)Math.Ceiling(BestShare * found.Trials.Count)));

    /// <summary>Marks with their places, from 0 to 1; of many the first and the last.</summary>
    private static IEnumerable<(string Text, double Place)> Marked(IReadOnlyList<string> marks, int most)
    {
        if (marks.Count == 1) return [(marks[0], 0.5)];
        if (marks.Count > most) return [(marks[0], 0.0), (marks[^1], 1.0)];
        return marks.Select((text, i) => (text, i / (marks.Count - 1.0)));
    }

    private static string Short(string text)
    {
        string printable = SvgText.Printable(text);
        var letters = new StringInfo(printable);
        return letters.LengthInTextElements <= MostLetters ? printable : letters.SubstringByTextElements(0, MostLetters - 1) + "…";
    }

    private static string N(double value) => SvgText.Number(value);
}
