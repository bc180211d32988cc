using NodeNet.Inspection;

namespace NodeNet.Page;

public sealed partial class Session
{
    /// <summary>The most formulas of a stop that are spoken; of a network with thousands of weights nobody hears them all.</summary>
    private const int MostSpoken = 40;

    private (StepLedger? Of, string? Node) _linesOf;
    private readonly Dictionary<int, IReadOnlyList<LedgerLine>> _lines = [];

    /// <summary>The formulas of the step that is looked into, of one node and what leads to it: made once for a number of digits.</summary>
    public IReadOnlyList<LedgerLine> Lines(StepLedger ledger, int digits, string node)
    {
        if (_linesOf != (ledger, node)) _lines.Clear();
        _linesOf = (ledger, node);
        if (!_lines.TryGetValue(digits, out IReadOnlyList<LedgerLine>? lines)) _lines[digits] = lines = ledger.Lines(Format(digits) with { Nodes = [node] });
        return lines;
    }

    /// <summary>The formulas that end in the stop that is shown; none where it is a part of one to come.</summary>
    public IEnumerable<string> Stop(Pace pace)
    {
        if (Ledger is not { } ledger || LastMoment is var last && last < 0 || (Shown == Shown.Taken && pace >= Pace.Example)) return [];
        int before = pace >= Pace.Example ? -1 : StopBefore(ledger, pace, last);
        List<string> formulas = [.. LinesIn(ledger, before + 1, last).Take(MostSpoken + 1).Select(line => line.Text)];
        if (formulas.Count > MostSpoken) formulas[MostSpoken] = "…";
        return formulas;
    }

    private static LedgerFormat Format(int digits) => new() { Digits = digits, ShowConventions = false, Examples = [0], MostTerms = 3 };

    /// <summary>The lines that end in some moments; of a large network some nodes after the other, so that not many more are made than are asked for.</summary>
    private static IEnumerable<LedgerLine> LinesIn(StepLedger ledger, int first, int last)
    {
        LedgerMoment[] moments = [.. ledger.Moments.Skip(first).Take(last + 1 - first)];
        int together = ledger.Network.Parameters.Count > Views.MostEdges ? 8 : int.MaxValue;
        foreach (LedgerPhase phase in moments.Select(moment => moment.Phase).Distinct())
        {
            LedgerFormat format = Format(4) with { Phases = [phase] };
            LedgerMoment[] here = [.. moments.Where(moment => moment.Phase == phase)];
            // The example's loss belongs to no node; a network of that many outputs has few lines in this phase.
            IEnumerable<LedgerFormat> formats = phase == LedgerPhase.Loss ? [format]
                : here.Select(moment => moment.Node!.Name).Distinct().Chunk(together).Select(nodes => format with { Nodes = nodes });
            foreach (LedgerLine line in formats.SelectMany(ledger.Lines).Where(line => line.LastMoment >= first && line.LastMoment <= last))
                yield return line;
        }
    }

    private static int StopAfter(StepLedger ledger, Pace pace, int moment)
    {
        for (moment++; !IsStop(ledger.Moments, pace, moment); moment++) { }
        return moment;
    }

    private static int StopBefore(StepLedger ledger, Pace pace, int moment)
    {
        for (moment--; moment >= 0 && !IsStop(ledger.Moments, pace, moment); moment--) { }
        return moment;
    }

    private static bool IsStop(IReadOnlyList<LedgerMoment> moments, Pace pace, int i)
    {
        if (pace == Pace.Term || i + 1 == moments.Count || moments[i].Phase != moments[i + 1].Phase) return true;
        return pace == Pace.Node && Place(moments[i]) != Place(moments[i + 1]);
    }

    private static (object?, int?) Place(LedgerMoment moment) =>
        (moment.Phase == LedgerPhase.Update || moment.Kind == MomentKind.Share ? moment.Parameter : moment.Node, moment.Example);
}
