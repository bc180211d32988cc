using System.Globalization;
using System.Text;
using NodeNet.Drawing.Svg;
using NodeNet.History;
using NodeNet.Learning;

namespace NodeNet.Drawing.Reports;

/// <summary>Puts the report of a search together. Whatever a user has named stays text.</summary>
internal static class SearchPage
{
    private const int MostRows = 1000;

    private const string Style = """
        :root { --ink: #1d2733; --muted: #566270; --faint: #d3dae2; --ground: #ffffff; --panel: #f5f7fa; --line: #7d93ab; --best: #c25a00; --bar: #1f6fb8; }
        @media (prefers-color-scheme: dark) {
            :root { --ink: #e8edf3; --muted: #a7b3c0; --faint: #3a4653; --ground: #12181f; --panel: #1a222b; --line: #7f93a8; --best: #ff9e4a; --bar: #6cb4f5; }
        }
        body { font: 15px/1.5 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif; color: var(--ink); background: var(--ground); margin: 0 auto; }
        body { max-width: 1000px; padding: 1.2rem; overflow-wrap: anywhere; }
        h1 { font-size: 1.5rem; margin: 0 0 .3rem; }
        h2 { font-size: 1.1rem; margin: 2rem 0 .3rem; }
        p { margin: .3rem 0; max-width: 46rem; }
        .note { color: var(--muted); }
        a { color: var(--bar); }
        svg { display: block; width: 100%; height: auto; font: 12px 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif; }
        .wide { overflow-x: auto; }
        .wide:focus-visible, a:focus-visible { outline: 2px solid var(--bar); }
        .many svg { min-width: var(--least); }
        svg text { fill: var(--ink); }
        svg text.quiet { fill: var(--muted); }
        svg .axis { stroke: var(--faint); fill: none; }
        svg .trial { stroke: var(--line); fill: none; opacity: .45; }
        svg .failed { stroke: var(--muted); stroke-dasharray: 2 4; fill: none; opacity: .6; }
        svg .good { stroke: var(--best); fill: none; stroke-width: 1.6; }
        svg .trial:hover, svg .good:hover, svg .failed:hover { stroke: var(--ink); stroke-width: 3; opacity: 1; }
        svg .dot { fill: var(--line); opacity: .75; }
        svg .dot.best { fill: var(--best); opacity: 1; }
        svg .best-line { stroke: var(--best); stroke-width: 2; fill: none; }
        svg .other-line { stroke: var(--bar); stroke-width: 2; stroke-dasharray: 6 4; fill: none; }
        svg .bar { fill: var(--bar); }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: .15rem .7rem; border-bottom: 1px solid var(--faint); }
        th { position: sticky; top: 0; background: var(--panel); }
        td.number, th.number { text-align: right; }
        tr.best td { font-weight: bold; }
        @media print { :root { color-scheme: light; } th { position: static; } }
        """;

    public static string Of(SearchResult found, TrainingHistory? training, string title)
    {
        var page = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; ");
        page.Append("form-action 'none'\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        page.Append($"<title>{Escaped(title)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<main>\n");
        page.Append($"<h1>{Escaped(title)}</h1>\n<p>{Escaped(Capital(found.Search.ToString()))}.</p>\n");
        page.Append($"<p>{BestOf(found)}</p>\n");
        Add(page, "Best score so far", "A dot a trial, in the order of their numbers; the line is the best until then.", SearchCharts.Scores(found));
        IReadOnlyList<SettingImportance> importance = found.Importance();
        if (importance.Count > 0)
        {
            Add(page, "What the settings decide", ImportanceWords, SearchCharts.Importance(importance));
        }
        Add(
            page, "From setting to setting",
            "A line a trial, from axis to axis to its score. The best tenth is drawn stronger; dotted is what diverged or was refused. "
                + "Point at a line to read it.",
            SearchCharts.Coordinates(found), SearchCharts.AxisWidth * (found.Search.Dimensions.Count + 1));
        Add(page, "Score by setting", "A dot a trial, of each setting by itself.", SearchCharts.Single(found));
        if (training is { Epochs: > 0 })
        {
            Add(
                page, "The loss of the best",
                "The best settings, trained on the whole table: the loss after each epoch"
                    + (training[0].ValidationLoss is null ? "." : ", dashed on rows held out."),
                SearchCharts.Loss(training));
        }
        AddTable(page, found);
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private const string ImportanceWords =
        "How much of the spread of the trials' ranks each setting explains alone, less what chance would give: 0 is chance, 1 decides everything. Ranges are "
            + "taken in four groups of as many trials (η² of Kruskal and Wallis' H). What matters only together with another setting is not seen.";

    private static void Add(StringBuilder page, string title, string words, string svg, int leastWidth = 0)
    {
        page.Append($"<section>\n<h2>{title}</h2>\n<p class=\"note\">{Escaped(words)}</p>\n");
        if (leastWidth > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<div class=\"wide many\" style=\"--least: {leastWidth}px\" ");
            page.Append($"tabindex=\"0\" role=\"group\" aria-label=\"{title}\">\n");
        }
        page.Append(svg);
        page.Append(leastWidth > 0 ? "</div>\n</section>\n" : "</section>\n");
    }

    private static string BestOf(SearchResult found)
    {
        SearchTrial best = found.Best;
        string settings = string.Join(", ", found.Search.Dimensions.Zip(best.Settings, (one, text) => $"{one.Name} {text}"));
        string score = double.IsNaN(best.MeanScore)
            ? "no trial has a score" : $"mean score {Score(best)} of {Numbers.Count(best.Scores.Count, "part")}";
        return Escaped($"Best: trial {best.Number.ToString(CultureInfo.InvariantCulture)} ({settings}): {score}. ")
            + "The best of many trials looks better than it is: measure it on rows that the search has not seen.";
    }

    private static void AddTable(StringBuilder page, SearchResult found)
    {
        SearchTrial[] shown = [.. found.Ranking.Take(MostRows)];
        string more = shown.Length < found.Trials.Count
            ? string.Create(CultureInfo.InvariantCulture, $" The best {MostRows} of {found.Trials.Count}; the file of all has the others.") : "";
        page.Append($"<section>\n<h2>All trials</h2>\n<p class=\"note\">The best first.{more} ");
        string csv = Uri.EscapeDataString(Printable(found.ToCsv()));
        page.Append($"<a download=\"trials.csv\" href=\"data:text/csv;charset=utf-8,{csv}\">All trials as CSV</a></p>\n");
        page.Append("<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"All trials\">\n<table>\n<thead><tr><th class=\"number\">trial</th>");
        foreach (SearchDimension dimension in found.Search.Dimensions) page.Append($"<th>{Escaped(dimension.Name)}</th>");
        page.Append("<th class=\"number\">parts</th><th class=\"number\">score</th><th class=\"number\">epochs</th><th>trouble</th></tr></thead>\n<tbody>\n");
        foreach (SearchTrial trial in shown)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr{(trial == found.Best ? " class=\"best\"" : "")}><td class=\"number\">{trial.Number}</td>");
            foreach (string setting in trial.Settings) page.Append($"<td>{Escaped(setting)}</td>");
            string trouble = trial.Trouble ?? (trial.Scores.Any(double.IsNaN) ? "diverged" : "");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"number\">{trial.Scores.Count}</td><td class=\"number\">{Score(trial)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"number\">{trial.Epochs}</td><td>{Escaped(trouble)}</td></tr>\n");
        }
        page.Append("</tbody>\n</table>\n</div>\n</section>\n");
    }

    private static string Score(SearchTrial trial) =>
        double.IsNaN(trial.MeanScore) ? "" : trial.MeanScore.ToString("0.0000", CultureInfo.InvariantCulture);

    // Half a surrogate pair cannot be written in an address.
    private static string Printable(string text) => string.Join('\n', text.Split('\n').Select(SvgText.Printable));

    private static string Escaped(string text) => SvgText.Escape(text);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
