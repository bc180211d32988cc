using NodeNet.Inspection;

namespace NodeNet.Page;

public sealed partial class Session
{
    private (StepLedger? Of, int Digits, IReadOnlyList<LedgerLine> Lines) _lines = (null, 0, []);

    /// <summary>The formulas of the step that is looked into, each once for a number of digits.</summary>
    public IReadOnlyList<LedgerLine> Lines(StepLedger ledger, int digits)
    {
        if (_lines.Of == ledger && _lines.Digits == digits) return _lines.Lines;
        var format = new LedgerFormat { Digits = digits, ShowConventions = false, Examples = [0], MostTerms = 3 };
        _lines = (ledger, digits, ledger.Lines(format));
        return _lines.Lines;
    }

    /// <summary>What belongs to the stop that is shown: the formulas that end in it, or its number where none does.</summary>
    public IEnumerable<string> Stop(Pace pace)
    {
        if (Moment < 0 || Ledger is not { } ledger) return [];
        int before = pace >= Pace.Example ? -1 : Stops(ledger, pace).LastOrDefault(stop => stop < Moment, -1);
        string[] formulas = [.. Lines(ledger, 4).Where(line => line.LastMoment > before && line.LastMoment <= Moment).Select(line => line.Text)];
        LedgerMoment moment = ledger.Moments[Moment];
        return formulas.Length > 0 ? formulas : [string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{moment.Subject}: {moment.Value:G4}")];
    }

    private static IEnumerable<int> Stops(StepLedger ledger, Pace pace)
    {
        IReadOnlyList<LedgerMoment> moments = ledger.Moments;
        for (int i = 0; i < moments.Count; i++)
        {
            if (pace == Pace.Term || i + 1 == moments.Count || moments[i].Phase != moments[i + 1].Phase) yield return i;
            else if (pace == Pace.Node && Place(moments[i]) != Place(moments[i + 1])) yield return i;
        }
    }

    private static (string?, int?) Place(LedgerMoment moment) =>
        (moment.Phase == LedgerPhase.Update || moment.Kind == MomentKind.Share ? moment.Subject : moment.Node?.Name, moment.Example);
}
