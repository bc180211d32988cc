using System.Globalization;
using NodeNet.Formulas;
using NodeNet.Foundation;
using NodeNet.Training;
using NodeNet.Writers;

namespace NodeNet.Inspection;

/// <summary>Answers why a δ or a change is what it is, by following the numbers back through the ledger.</summary>
internal sealed class LedgerReasons
{
    // Of many examples or connections, those that weigh most.
    private const int Most = 5;

    private const string WrongOnPurpose = "wrong on purpose";

    private readonly StepLedger _ledger;
    private readonly TextFormulas _numbers;
    private readonly Notation _names;
    private readonly Dictionary<(MomentKind, int?, LedgerNode?, LedgerParameter?), LedgerLine> _lines = [];
    private readonly List<LedgerLine> _memory = [];
    private readonly HashSet<(int, LedgerNode)> _told = [];

    public LedgerReasons(StepLedger ledger, LedgerFormat? format)
    {
        format ??= LedgerFormat.Default;
        format.Validate();
        _ledger = ledger;
        _numbers = new TextFormulas(format.Digits, format.MostTerms);
        _names = new Notation(format.Profile, ledger.Network);
        foreach (LedgerLine line in LedgerLines.Of(ledger, format))
        {
            if (line.Kind == MomentKind.Memory) _memory.Add(line);
            else _lines.Add((line.Kind, line.Example, line.Node, line.Parameter), line);
        }
    }

    public LedgerReason OfDelta(LedgerNode node, int example)
    {
        NodeDelta record = _ledger.Examples[example].DeltaOf(node);
        string words = record.Delta switch
        {
            > 0.0 => $"the net input of {Name(node)} should grow",
            < 0.0 => $"the net input of {Name(node)} should shrink",
            _ => $"the net input of {Name(node)} should stay",
        };
        if (!_told.Add((example, node))) return new LedgerReason { Words = $"{words} (see above)", Line = Line(MomentKind.Delta, example, node) };
        return new LedgerReason
        {
            Words = words,
            Line = Line(MomentKind.Delta, example, node),
            Because = [.. node.IsOutput ? OfOutput(record, example) : OfHidden(record, example), .. OfSlope(record, example)],
        };
    }

    public LedgerReason OfChange(ParameterChange change)
    {
        LedgerParameter parameter = change.Parameter;
        string what = (parameter.IsBias ? "the bias " : "the weight ") + _numbers.Write(_names.Value(parameter));
        if (parameter.IsFrozen) return new LedgerReason { Words = $"{what} stays {_numbers.Number(change.OldValue)}: it is frozen" };
        if (parameter.IsBias && Makes(Mistake.LeavesBiases))
        {
            return new LedgerReason { Words = $"{what} stays {_numbers.Number(change.OldValue)}: biases are left out, {WrongOnPurpose}" };
        }

        string verb = change.Change switch { > 0.0 => "grows", < 0.0 => "shrinks", _ => "stays as it is" };
        var because = new List<LedgerReason>
        {
            new()
            {
                Words = $"the change by {_ledger.Setup.Optimizer}",
                Line = Line(MomentKind.Change, null, parameter.Target, parameter),
                Because = [.. Memory(parameter)],
            },
        };
        if (Makes(Mistake.StepsUphill)) because.Add(new LedgerReason { Words = $"the step goes uphill, against what the examples ask for, {WrongOnPurpose}" });
        AddStages(because, parameter);
        int[] order = [.. Enumerable.Range(0, change.Shares.Count).OrderByDescending(i => Math.Abs(change.Shares[i]))];
        foreach (int example in order.Take(Most))
            because.Add(OfShare(example, parameter));
        if (order.Length > Most) because.Add(Others(order.Length - Most, "example"));
        return new LedgerReason { Words = $"{what} {verb}", Line = Line(MomentKind.NewValue, null, parameter.Target, parameter), Because = because };
    }

    private void AddStages(List<LedgerReason> because, LedgerParameter parameter)
    {
        (MomentKind Kind, string Words)[] stages =
        [
            (MomentKind.Clip, "the gradient was too long, so every part of it is shortened"),
            (MomentKind.Penalty, "L1 and L2 pull the weight towards 0"),
            (MomentKind.Mean, "the step follows the mean over the examples"),
            (MomentKind.Sum, _ledger.Setup.BatchReduction == BatchReduction.Mean ? "their sum" : "the step follows the sum over the examples"),
        ];
        foreach ((MomentKind kind, string words) in stages)
        {
            if (_lines.TryGetValue((kind, null, parameter.Target, parameter), out LedgerLine? line))
            {
                because.Add(new LedgerReason { Words = words, Line = line });
            }
        }
    }

    private IEnumerable<LedgerReason> Memory(LedgerParameter parameter) =>
        _memory.Where(line => line.Parameter == parameter).Select(line => new LedgerReason { Words = "the optimizer remembers", Line = line });

    private LedgerReason OfShare(int example, LedgerParameter parameter)
    {
        GradientShare share = _ledger.Examples[example].Shares[parameter.Number];
        string who = _ledger.Examples.Count == 1 ? "the example" : string.Create(CultureInfo.InvariantCulture, $"example {example + 1}");
        string words = share.Downhill switch { > 0.0 => $"{who} asks for more", < 0.0 => $"{who} asks for less", _ => $"{who} asks for nothing" };
        var because = new List<LedgerReason>();
        if (share.Parameter.Source is { } source) because.Add(OfActivation(source, example, share.Activation));
        because.Add(OfDelta(parameter.Target, example));
        return new LedgerReason { Words = words, Line = Line(MomentKind.Share, example, parameter.Target, parameter), Because = because };
    }

    private LedgerReason OfActivation(LedgerNode source, int example, double activation)
    {
        string inactive = activation == 0.0 ? $", {Name(source)} is inactive: the weights that leave it do not change" : "";
        if (source.IsInput) return new LedgerReason { Words = $"{Name(source)} was given {_numbers.Number(activation)}{inactive}" };
        LedgerReason netInput = new() { Words = "its net input", Line = Line(MomentKind.NetInput, example, source) };
        return new LedgerReason
        {
            Words = $"{Name(source)} answered {_numbers.Number(activation)}{inactive}",
            Line = Line(MomentKind.Activation, example, source),
            Because = [netInput],
        };
    }

    private IEnumerable<LedgerReason> OfOutput(NodeDelta record, int example)
    {
        LossTerm term = _ledger.Examples[example].LossTerms[record.Node.Position];
        string fused = record.IsFused ? "; with this loss the activation function's slope cancels" : "";
        yield return new LedgerReason
        {
            Words = $"{Name(record.Node)} answered {_numbers.Number(term.Output)} and should have answered {_numbers.Number(term.Target)}{fused}",
        };
    }

    private IEnumerable<LedgerReason> OfHidden(NodeDelta record, int example)
    {
        if (record.Terms.Count == 0) yield return new LedgerReason { Words = $"{Name(record.Node)} leads to nothing, so it cannot change the loss" };
        foreach (DeltaTerm term in record.Terms.OrderByDescending(term => Math.Abs(term.Product)).Take(Most))
        {
            LedgerNode target = term.Connection.Target;
            Expression product = (Expression)(_names.Sign * term.Delta) * term.Weight;
            yield return new LedgerReason
            {
                Words = $"{Way(record.Node, term)} = {_numbers.Write(product)} = {_numbers.Number(_names.Sign * term.Product)}",
                Because = [OfDelta(target, example)],
            };
        }
        if (record.Terms.Count > Most) yield return Others(record.Terms.Count - Most, "connection");
    }

    /// <summary>Over which connection something comes back, and whether it is the right one with its right weight.</summary>
    private string Way(LedgerNode node, DeltaTerm term)
    {
        LedgerParameter connection = term.Connection;
        bool isNew = Makes(Mistake.UpdatesBeforePropagating) && term.Weight != _ledger.Changes[connection.Number].OldValue;
        string factors = isNew ? $"δ · new weight ({WrongOnPurpose})" : "δ · weight";
        return connection.Source == node ? $"its connection to {Name(connection.Target)} brings back {factors}"
            : $"the connection {Name(connection.Source!)}→{Name(connection.Target)}, which is not its own, is counted too ({WrongOnPurpose}): {factors}";
    }

    private IEnumerable<LedgerReason> OfSlope(NodeDelta record, int example)
    {
        if (record.IsFused) yield break;
        if (Makes(Mistake.ForgetsSlope))
        {
            yield return new LedgerReason { Words = $"the slope of {record.Node.Activation} is forgotten, {WrongOnPurpose}" };
            yield break;
        }
        if (record.ActivationSlope is not { } slope)
        {
            yield return new LedgerReason
            {
                Words = $"{record.Node.Activation} ties the nodes of its layer together, so that δ depends on the pushes of all of them",
            };
            yield break;
        }
        string flat = slope == 0.0 ? ": flat, so nothing gets through" : "";
        NodeForward forward = _ledger.Examples[example].ForwardOf(record.Node);
        string at = _numbers.Number(forward.NetInput);
        bool isMistaken = Makes(Mistake.NetInputInSlope) && record.Node.Function!.Slope(forward.NetInput, forward.Activation) != slope;
        yield return new LedgerReason
        {
            Words = isMistaken
                ? $"the net input {at} in the place of the activation {_numbers.Number(forward.Activation)} makes {_numbers.Number(slope)} of the slope of "
                    + $"{record.Node.Activation}, {WrongOnPurpose}"
                : $"the slope of {record.Node.Activation} at its net input {at} is {_numbers.Number(slope)}{flat}",
        };
    }

    private bool Makes(Mistake mistake) => _ledger.Mistakes.Contains(mistake);

    private static LedgerReason Others(int count, string noun) => new() { Words = $"and {MessageText.Count(count, noun)} more that count for less" };

    private string Name(LedgerNode node) => node.Label is null ? _names.Of(node) : $"{_names.Of(node)} ({MessageText.Line(node.Label)})";

    private LedgerLine Line(MomentKind kind, int? example, LedgerNode node, LedgerParameter? parameter = null) => _lines[(kind, example, node, parameter)];
}
