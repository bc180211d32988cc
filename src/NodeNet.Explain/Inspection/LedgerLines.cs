using NodeNet.Formulas;
using NodeNet.Losses;
using NodeNet.Writers;

namespace NodeNet.Inspection;

/// <summary>Makes a line of each formula of a step, by walking through its moments.</summary>
internal sealed class LedgerLines
{
    private readonly StepLedger _ledger;
    private readonly LedgerFormat _format;
    private readonly Notation _names;
    private readonly OptimizerFormulas _optimizer;
    private readonly List<LedgerLine> _lines = [];
    private int _firstMoment;
    private int _memory;

    private LedgerLines(StepLedger ledger, LedgerFormat format)
    {
        _ledger = ledger;
        _format = format;
        _names = new Notation(format.Profile, ledger.Network);
        _optimizer = new OptimizerFormulas(ledger.Setup, _names.Sign);
    }

    /// <summary>Every line, without regard to the format's filters.</summary>
    public static List<LedgerLine> Of(StepLedger ledger, LedgerFormat format) => Of(ledger, format, (_, _) => true);

    /// <summary>The lines that are shown; of the others no formula is made, which in a network of thousands of weights is what takes the time.</summary>
    /// <param name="ledger">The step.</param>
    /// <param name="format">How lines are written.</param>
    /// <param name="shows">Of a line's last moment and the index of its first, whether it is shown.</param>
    public static List<LedgerLine> Of(StepLedger ledger, LedgerFormat format, Func<LedgerMoment, int, bool> shows)
    {
        var lines = new LedgerLines(ledger, format);
        foreach (LedgerMoment moment in ledger.Moments)
        {
            if (!EndsLine(moment)) continue; // a part of the line to come
            if (shows(moment, lines._firstMoment)) lines.Add(moment);
            lines._firstMoment = moment.Index + 1;
            lines._memory = moment.Kind == MomentKind.Memory ? lines._memory + 1 : 0;
        }
        return lines._lines;
    }

    private static bool EndsLine(LedgerMoment moment) => moment.Kind switch
    {
        MomentKind.Push => moment.Node!.Layer.IsWholeLayer,
        MomentKind.Bias or MomentKind.Term or MomentKind.LossSlope or MomentKind.DeltaTerm or MomentKind.ActivationSlope => false,
        _ => true,
    };

    private void Add(LedgerMoment moment)
    {
        switch (moment.Kind)
        {
            case MomentKind.Input: AddInput(moment); break;
            case MomentKind.NetInput: AddNetInput(moment); break;
            case MomentKind.Activation: AddActivation(moment); break;
            case MomentKind.LossTerm: AddLossTerm(moment); break;
            case MomentKind.Loss: AddLoss(moment); break;
            case MomentKind.Push: AddPush(moment); break;
            case MomentKind.Delta: AddDelta(moment); break;
            case MomentKind.Share: AddShare(moment); break;
            case MomentKind.Sum or MomentKind.Mean or MomentKind.Penalty or MomentKind.Clip: AddStage(moment); break;
            case MomentKind.Memory: AddMemory(moment); break;
            case MomentKind.Change: AddChange(moment); break;
            default: AddNewValue(moment); break;
        }
    }

    private void AddInput(LedgerMoment moment)
    {
        ExampleLedger example = Example(moment);
        (Expression? formula, string? note) = RecipeNotes.OfInput(example, moment.Node!.Position);
        if (example.Disturbed is { } disturbed) (formula, note) = StepFormulas.Disturbed(disturbed[moment.Node!.Position]);
        Close(moment, _names.Activation(moment.Node!), formula, moment.Value, note);
    }

    private void AddNetInput(LedgerMoment moment)
    {
        NodeForward node = Example(moment).ForwardOf(moment.Node!);
        IEnumerable<Expression> products = node.Terms.Select(term => (Expression)term.Weight * term.Activation);
        Close(moment, _names.NetInput(node.Node), new Sum(node.Node.HasBias ? [node.Bias, .. products] : [.. products]), node.NetInput);
    }

    private void AddActivation(LedgerMoment moment)
    {
        ExampleLedger example = Example(moment);
        NodeForward node = example.ForwardOf(moment.Node!);
        Expression formula = node.Node switch
        {
            { Function: { } f } => StepFormulas.Activation(f, node.NetInput, node.WholeActivation),
            _ => StepFormulas.Activation(
                node.Node.Layer.WholeLayerFunction!, node.Node.Position, NetInputs(example, node.Node.Layer), node.WholeActivation),
        };
        if (node.DropoutFactor != 1.0) formula = formula * node.DropoutFactor;
        Close(moment, _names.Activation(node.Node), formula, node.Activation, NoteOf(example, node));
    }

    private string? NoteOf(ExampleLedger example, NodeForward node)
    {
        if (node.DropoutFactor != 1.0) return node.DropoutFactor == 0.0 ? "left out" : "dropout";
        string? identity = node.Node.Function is Activations.Identity ? "identity" : null;
        if (!node.Node.IsOutput || RecipeNotes.OfOutput(example, node.Node.Position, new TextFormulas(_format.Digits, _format.MostTerms)) is not { } answer)
            return identity;
        return identity is null ? answer : $"{identity}; {answer}";
    }

    private void AddLossTerm(LedgerMoment moment)
    {
        ExampleLedger example = Example(moment);
        LossTerm term = example.LossTerms[moment.Node!.Position];
        Expression formula = StepFormulas.Term(_ledger.Setup.LossFunction, term.Output, term.Target, term.Value);
        string? note = RecipeNotes.OfTarget(example, term.Node.Position, new TextFormulas(_format.Digits, _format.MostTerms));
        if (term.IsFused)
        {
            if (note is null && term.Value != 0.0) note = "computed from the net input, so that no digit is lost";
            Expression computed = term.Node.Layer.IsWholeLayer
                ? ((ILayerFusedLoss)_ledger.Setup.LossFunction).TermExpression(
                    term.Node.Position, StepFormulas.Numbers(NetInputs(example, term.Node.Layer)), StepFormulas.Numbers(example.Targets))
                : ((INodeFusedLoss)_ledger.Setup.LossFunction).TermExpression(example.ForwardOf(term.Node).NetInput, term.Target);
            formula = StepFormulas.AsTaught(computed, StepFormulas.TaughtTerm(_ledger.Setup.LossFunction, term.Output, term.Target));
        }
        Close(moment, _names.LossTerm(term.Node), formula, term.Value, note);
    }

    private void AddLoss(LedgerMoment moment)
    {
        ExampleLedger example = Example(moment);
        Expression sum = new Sum([.. example.LossTerms.Select(term => new Numeral(term.Value))]);
        if (example.LossTerms.Count == 1) sum = example.Loss;
        else if (_ledger.Setup.IsMeanOverOutputs) sum = sum / example.LossTerms.Count;
        Close(moment, _names.TotalLoss, sum, example.Loss);
    }

    /// <summary>A line of its own only where the layer needs all pushes before its first δ.</summary>
    private void AddPush(LedgerMoment moment)
    {
        ExampleLedger example = Example(moment);
        Expression push = PushOf(example, example.DeltaOf(moment.Node!));
        Close(moment, _names.Push(moment.Node!), push is Group group ? group.Argument : push, _names.Sign * moment.Value);
    }

    private void AddDelta(LedgerMoment moment)
    {
        ExampleLedger example = Example(moment);
        NodeDelta node = example.DeltaOf(moment.Node!);
        string? note = node.IsFused ? FusedNote() : null;
        Close(moment, _names.Delta(node.Node), node.IsFused ? FusedDelta(example, node) : DeltaFormula(example, node), _names.Sign * node.Delta, note);
    }

    private Expression DeltaFormula(ExampleLedger example, NodeDelta node)
    {
        NodeForward forward = example.ForwardOf(node.Node);
        if (_ledger.Mistakes.Contains(Mistake.ForgetsSlope)) return PushOf(example, node) is Group group ? group.Argument : PushOf(example, node);
        // With this mistake, the net input stands in the place of the activation.
        bool isMistaken = _ledger.Mistakes.Contains(Mistake.NetInputInSlope);
        double activation = isMistaken ? forward.NetInput : forward.WholeActivation;
        if (node.Node.Function is { } f) return ThinnedPushOf(example, node) * StepFormulas.Slope(f, forward.NetInput, activation, node.ActivationSlope!.Value);

        double[] z = NetInputs(example, node.Node.Layer);
        double[] a = isMistaken ? z : [.. node.Node.Layer.Nodes.Select(other => example.ForwardOf(other).WholeActivation)];
        double[] pushes = [
            .. node.Node.Layer.Nodes.Select(example.DeltaOf).Select(other => _names.Sign * (other.Push!.Value * other.DropoutFactor))];
        return StepFormulas.Delta(node.Node.Layer.WholeLayerFunction!, node.Node.Position, z, a, pushes, _names.Sign * node.Delta);
    }

    /// <summary>y − ŷ where that is δ to all its digits; otherwise the form that is computed.</summary>
    private Expression FusedDelta(ExampleLedger example, NodeDelta node)
    {
        ILoss loss = _ledger.Setup.LossFunction;
        double activation = example.ForwardOf(node.Node).Activation;
        double target = example.Targets[node.Node.Position];
        Expression computed = node.Node.Layer.IsWholeLayer
            ? ((ILayerFusedLoss)loss).DeltaExpression(
                node.Node.Position,
                StepFormulas.Numbers(node.Node.Layer.Nodes.Select(other => example.ForwardOf(other).Activation)), StepFormulas.Numbers(example.Targets))
            : ((INodeFusedLoss)loss).DeltaExpression(example.ForwardOf(node.Node).NetInput, target);
        Expression taught = node.Node.Layer.IsWholeLayer
            ? (Expression)target - activation
            : ((INodeFusedLoss)loss).TaughtDeltaExpression(activation, target);
        return StepFormulas.AsTaught(StepFormulas.Signed(computed, _names.IsDownhill), StepFormulas.Signed(taught, _names.IsDownhill));
    }

    private Expression ThinnedPushOf(ExampleLedger example, NodeDelta node) =>
        node.DropoutFactor == 1.0 ? PushOf(example, node) : PushOf(example, node) * node.DropoutFactor;

    private Expression PushOf(ExampleLedger example, NodeDelta node)
    {
        if (!node.Node.IsOutput) return new Group(new Sum([.. node.Terms.Select(term => (Expression)(_names.Sign * term.Delta) * term.Weight)]));
        LossTerm term = example.LossTerms[node.Node.Position];
        return StepFormulas.Push(_ledger.Setup.LossFunction, term.Output, term.Target, node.Push!.Value, example.LossTerms.Count, _format.Profile);
    }

    private void AddShare(LedgerMoment moment)
    {
        GradientShare share = Example(moment).Shares[moment.Parameter!.Number];
        Expression formula = share.Parameter.IsBias ? _names.Sign * share.Delta : (Expression)(_names.Sign * share.Delta) * share.Activation;
        if (share.Weight != 1.0) formula = share.Weight * formula;
        Close(moment, _names.Gradient(share.Parameter), formula, _names.Sign * share.Downhill, _ledger.Examples.Count > 1 ? "this example's share" : null);
    }

    private void AddStage(LedgerMoment moment)
    {
        ParameterChange change = _ledger.Changes[moment.Parameter!.Number];
        double sign = _names.Sign;
        (Expression formula, string note) = moment.Kind switch
        {
            MomentKind.Sum => (new Sum([.. change.Shares.Select(share => new Numeral(sign * share))]), "the examples' shares added up"),
            MomentKind.Mean => ((Expression)(sign * change.Sum) / _ledger.Divisor, "the mean over the examples"),
            MomentKind.Penalty => (WithPenalty(change), "with L1 and L2"),
            _ => ((Expression)(sign * change.Penalized) * ClipFactorOf(change), "the gradient is shortened to ClipNorm"),
        };
        Close(moment, _names.Gradient(change.Parameter), formula, sign * moment.Value, note);
    }

    /// <summary>A step with a mistake may turn the gradient round, or clip each layer for itself.</summary>
    private double ClipFactorOf(ParameterChange change) =>
        _ledger.Mistakes.Count == 0 || change.Penalized == 0.0 ? _ledger.ClipFactor : change.Downhill / change.Penalized;

    /// <summary>Whether a mistake leaves the bias out of training.</summary>
    private bool IsLeft(ParameterChange change) => change.Parameter.IsBias && _ledger.Mistakes.Contains(Mistake.LeavesBiases);

    private Expression WithPenalty(ParameterChange change)
    {
        Expression formula = _names.Sign * change.Reduced;
        Expression slope = _ledger.Setup.Penalty.Slope<Expression>(change.OldValue);
        return _names.IsDownhill ? formula - slope : formula + slope;
    }

    private void AddMemory(LedgerMoment moment)
    {
        ParameterChange change = _ledger.Changes[moment.Parameter!.Number];
        int which = _memory;
        Close(
            moment,
            _names.Memory(change.Parameter, _ledger.Setup.MemoryNames[which]),
            IsLeft(change) ? null : _optimizer.Memory(change, which),
            _optimizer.MemoryValue(change, which),
            "what the optimizer remembers");
    }

    private void AddChange(LedgerMoment moment)
    {
        ParameterChange change = _ledger.Changes[moment.Parameter!.Number];
        string? note = change.IsFrozen ? "frozen" : IsLeft(change) ? "left as it is" : null;
        Expression? formula = note is null ? _optimizer.Change(change) : null;
        if (note is null && _ledger.Mistakes.Contains(Mistake.StepsUphill))
        {
            note = "uphill";
            // The mistake stands where it is made: −α times the gradient of the lines above.
            if (_ledger.Setup.Rule is Optimizers.GradientDescent)
            {
                formula = (Expression)(-_names.Sign * _ledger.Setup.LearningRate) * (-_names.Sign * change.Downhill);
            }
        }
        Close(moment, _names.Change(change.Parameter), formula, change.Change, note);
    }

    private void AddNewValue(LedgerMoment moment)
    {
        ParameterChange change = _ledger.Changes[moment.Parameter!.Number];
        Expression formula = new Sum([change.OldValue, change.Change]);
        bool isShortened = change.NormFactor != 1.0;
        if (isShortened) formula = new Group(formula) * change.NormFactor;
        Close(moment, _names.NewValue(change.Parameter), formula, change.NewValue, isShortened ? "the weights into the node are shortened to MaxNorm" : null);
    }

    private void Close(LedgerMoment last, Subject subject, Expression? formula, double value, string? note = null) =>
        _lines.Add(new LedgerLine(last, _firstMoment, subject, formula, value == 0.0 ? 0.0 : value, note, _format));

    private string FusedNote() =>
        (_ledger.Setup.LossFunction, _names.IsDownhill) switch
        {
            (CrossEntropy { LabelSmoothing: > 0.0 } or BinaryCrossEntropy { LabelSmoothing: > 0.0 }, _) =>
                "of the smoothed target, computed so that no digit is lost",
            (CrossEntropy or BinaryCrossEntropy, true) => "y − ŷ, computed so that no digit is lost",
            (CrossEntropy or BinaryCrossEntropy, false) => "ŷ − y, computed so that no digit is lost",
            _ => "loss and activation function computed together",
        };

    private static double[] NetInputs(ExampleLedger example, LedgerLayer layer) => [.. layer.Nodes.Select(node => example.ForwardOf(node).NetInput)];

    private ExampleLedger Example(LedgerMoment moment) => _ledger.Examples[moment.Example!.Value];
}
