using System.Text;
using NodeNet.Foundation;

namespace NodeNet.Diagnostics;

/// <summary>What the <see cref="Doctor"/> found. Immutable; the same network, data and options give the same report.</summary>
public sealed class Diagnosis
{
    private const int LineLength = 100;

    private readonly string _subject;

    internal Diagnosis(string subject, IEnumerable<Finding> findings, IReadOnlyList<string> remarks)
    {
        _subject = subject;
        Findings = [.. findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Code, StringComparer.Ordinal)];
        Remarks = [.. remarks];
    }

    /// <summary>All findings, the worst first.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>What was looked at only in part or left out, and why; and what the test of the learning rate measured.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>Whether there is no warning and no error. Notes there may be.</summary>
    public bool IsHealthy => Findings.All(finding => finding.Severity == Severity.Note);

    /// <summary>Whether there is a finding of a kind.</summary>
    /// <param name="code">One of <see cref="FindingCodes"/>.</param>
    /// <exception cref="ArgumentException">There is no such code.</exception>
    public bool Has(string code)
    {
        Guard.NotNull(code);
        if (!FindingCodes.All.Contains(code))
        {
            throw new ArgumentException($"No finding has the code \"{code}\"; there are {string.Join(", ", FindingCodes.All)}.", nameof(code));
        }
        return Findings.Any(finding => finding.Code == code);
    }

    /// <summary>The whole report, in lines of at most 100 characters unless a single word is longer.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(Verdict()).Append('\n');
        Wrap(text, "  ", "  ", _subject);
        foreach (Finding finding in Findings)
        {
            text
                .Append('\n')
                .Append(finding.Severity.ToString().ToUpperInvariant())
                .Append(' ')
                .Append(finding.Code)
                .Append(": ")
                .Append(finding.Title)
                .Append('\n');
            Wrap(text, "  ", "  ", finding.Explanation);
            if (finding.Evidence.Count > 0) Wrap(text, "  Measured: ", "    ", EvidenceText(finding.Evidence));
            Wrap(text, "  What to do: ", "    ", finding.Advice);
        }
        if (Remarks.Count > 0) text.Append('\n');
        foreach (string remark in Remarks)
            Wrap(text, "- ", "  ", remark);
        return text.ToString().TrimEnd('\n');
    }

    private string Verdict()
    {
        if (Findings.Count == 0) return "Healthy: nothing was found.";
        string[] counts = [
            .. Findings.GroupBy(finding => finding.Severity).Select(group => MessageText.Count(group.Count(), group.Key.ToString().ToLowerInvariant()))];
        return IsHealthy ? $"Healthy, with {counts[0]}." : $"Not healthy: {string.Join(", ", counts)}.";
    }

    private static string EvidenceText(IReadOnlyList<Evidence> evidence) => MessageText.List([.. evidence.Select(number => number.ToString())], most: 14);

    /// <summary>Adds words, line by line.</summary>
    private static void Wrap(StringBuilder text, string first, string rest, string words)
    {
        int column = first.Length;
        text.Append(first);
        bool atStart = true;
        foreach (string word in MessageText.Line(words).Split(' '))
        {
            if (!atStart && column + 1 + word.Length > LineLength)
            {
                text.Append('\n').Append(rest);
                column = rest.Length;
                atStart = true;
            }
            if (!atStart)
            {
                text.Append(' ');
                column++;
            }
            text.Append(word);
            column += word.Length;
            atStart = false;
        }
        text.Append('\n');
    }
}
