using NodeNet.Drawing.Reports;
using NodeNet.History;
using NodeNet.Learning;

namespace NodeNet.Drawing;

/// <summary>The report of a search: <c>found.SaveReport("search.html")</c> makes one page of all trials.</summary>
/// <remarks>The page is one HTML file that loads nothing from elsewhere and runs no script. The same search gives the same file, byte for byte.</remarks>
public static class SearchReports
{
    /// <summary>Saves the report of a search: its best score trial by trial, what its settings decide, all trials as lines from setting to setting and as a
    /// table, and the loss of the best.</summary>
    /// <param name="found">What the search has found.</param>
    /// <param name="path">Where to; by convention it ends in ".html". A file that is there is replaced.</param>
    /// <param name="training">How the best learner was trained on the whole table, whose loss is then drawn; null for none.</param>
    /// <param name="title">What the page is called.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void SaveReport(this SearchResult found, string path, TrainingHistory? training = null, string title = "Search") =>
        File.WriteAllText(Guard.NotNull(path), ToReport(found, training, title));

    /// <summary>As <see cref="SaveReport"/>, as text.</summary>
    /// <param name="found">What the search has found.</param>
    /// <param name="training">How the best learner was trained on the whole table; null for none.</param>
    /// <param name="title">What the page is called.</param>
    /// <returns>The page, as HTML.</returns>
    public static string ToReport(this SearchResult found, TrainingHistory? training = null, string title = "Search") =>
        SearchPage.Of(Guard.NotNull(found), training, Guard.NotNull(title));
}
