using System.Globalization;
using NodeNet.Foundation;
using NodeNet.Writers;

namespace NodeNet.Inspection;

/// <summary>A ledger as a title, the conventions, and sections of lines: what every rendering writes in its own way.</summary>
internal sealed class LedgerDocument
{
    public LedgerDocument(StepLedger ledger, LedgerFormat? format)
    {
        Format = format ?? LedgerFormat.Default;
        Format.Validate();
        Title = TitleOf(ledger, Format);
        Conventions = Format.ShowConventions ? Inspection.Conventions.Of(ledger, Format) : [];
        var filter = new LineFilter(ledger, Format);
        Lines = LedgerLines.Of(ledger, Format, filter.Shows);
        Sections = [
            .. Lines.GroupBy(line => (line.Example, line.Phase)).Select(group => new Section(Heading(ledger, group.Key.Example, group.Key.Phase), [.. group]))];
    }

    public LedgerFormat Format { get; }

    public string Title { get; }

    public IReadOnlyList<string> Conventions { get; }

    public IReadOnlyList<LedgerLine> Lines { get; }

    public IReadOnlyList<Section> Sections { get; }

    private static string TitleOf(StepLedger ledger, LedgerFormat format)
    {
        var numbers = new TextFormulas(format.Digits, format.MostTerms);
        string title = string.Create(
            CultureInfo.InvariantCulture,
            $"Step {ledger.Setup.StepNumber}{(ledger.Setup.IsApplied ? "" : " (not taken)")}: {MessageText.Count(ledger.Examples.Count, "example")}, loss "
                + $"{numbers.Number(ledger.Loss)}");
        return ledger.Setup.Penalty.IsNone ? title : $"{title}, penalty {numbers.Number(ledger.Penalty)}";
    }

    private static string Heading(StepLedger ledger, int? example, LedgerPhase phase)
    {
        string name = phase switch
        {
            LedgerPhase.Forward => "Forward",
            LedgerPhase.Loss => "Loss",
            LedgerPhase.Backward => "Backward",
            _ => "Update",
        };
        return example is { } index && ledger.Examples.Count > 1
            ? string.Create(CultureInfo.InvariantCulture, $"Example {index + 1}: {name.ToLowerInvariant()}")
            : name;
    }

    internal sealed record Section(string Heading, IReadOnlyList<LedgerLine> Lines);
}
