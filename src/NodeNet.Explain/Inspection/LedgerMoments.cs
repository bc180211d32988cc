using NodeNet.Training;

namespace NodeNet.Inspection;

/// <summary>Puts the numbers of a step in the order in which they come about.</summary>
internal sealed class LedgerMoments
{
    private readonly List<LedgerMoment> _moments = [];
    private readonly StepLedger _ledger;

    private LedgerMoments(StepLedger ledger) => _ledger = ledger;

    public static LedgerMoment[] Of(StepLedger ledger)
    {
        var moments = new LedgerMoments(ledger);
        foreach (ExampleLedger example in ledger.Examples)
        {
            moments.AddForward(example);
            moments.AddLoss(example);
            moments.AddBackward(example);
        }
        moments.AddUpdate();
        return [.. moments._moments];
    }

    private void AddForward(ExampleLedger example)
    {
        foreach (LedgerNode input in _ledger.Network.Layers[0].Nodes)
            Add(LedgerPhase.Forward, MomentKind.Input, example, input, null, example.Inputs[input.Position]);

        foreach (IGrouping<LedgerLayer, NodeForward> layer in example.Forward.GroupBy(record => record.Node.Layer))
        {
            foreach (NodeForward record in layer)
            {
                if (_ledger.Network.BiasOf(record.Node) is { } bias)
                    Add(LedgerPhase.Forward, MomentKind.Bias, example, record.Node, bias, record.Bias);
                foreach (ForwardTerm term in record.Terms)
                    Add(LedgerPhase.Forward, MomentKind.Term, example, record.Node, term.Connection, term.Product);
                Add(LedgerPhase.Forward, MomentKind.NetInput, example, record.Node, null, record.NetInput);
                if (!layer.Key.IsWholeLayer) Add(LedgerPhase.Forward, MomentKind.Activation, example, record.Node, null, record.Activation);
            }
            if (!layer.Key.IsWholeLayer) continue;
            foreach (NodeForward record in layer)
                Add(LedgerPhase.Forward, MomentKind.Activation, example, record.Node, null, record.Activation);
        }
    }

    private void AddLoss(ExampleLedger example)
    {
        foreach (LossTerm term in example.LossTerms)
            Add(LedgerPhase.Loss, MomentKind.LossTerm, example, term.Node, null, term.Value);
        Add(LedgerPhase.Loss, MomentKind.Loss, example, null, null, example.Loss);
    }

    private void AddBackward(ExampleLedger example)
    {
        foreach (IGrouping<LedgerLayer, NodeDelta> layer in example.Deltas.GroupBy(record => record.Node.Layer))
        {
            foreach (NodeDelta record in layer)
            {
                if (record.LossSlope is { } lossSlope) Add(LedgerPhase.Backward, MomentKind.LossSlope, example, record.Node, null, lossSlope);
                foreach (DeltaTerm term in record.Terms)
                    Add(LedgerPhase.Backward, MomentKind.DeltaTerm, example, record.Node, term.Connection, term.Product);
                if (record.Push is { } push) Add(LedgerPhase.Backward, MomentKind.Push, example, record.Node, null, push);
                if (record.ActivationSlope is { } slope) Add(LedgerPhase.Backward, MomentKind.ActivationSlope, example, record.Node, null, slope);
                if (!layer.Key.IsWholeLayer) Add(LedgerPhase.Backward, MomentKind.Delta, example, record.Node, null, record.Delta);
            }
            if (!layer.Key.IsWholeLayer) continue;
            foreach (NodeDelta record in layer)
                Add(LedgerPhase.Backward, MomentKind.Delta, example, record.Node, null, record.Delta);
        }
        foreach (GradientShare share in example.Shares)
            Add(LedgerPhase.Backward, MomentKind.Share, example, share.Parameter.Target, share.Parameter, share.Downhill);
    }

    private void AddUpdate()
    {
        bool isBatch = _ledger.Examples.Count > 1;
        if (isBatch) AddStage(MomentKind.Sum, change => change.Sum);
        if (_ledger.Setup.BatchReduction == BatchReduction.Mean && (isBatch || _ledger.Divisor != 1.0)) AddStage(MomentKind.Mean, change => change.Reduced);
        foreach (ParameterChange change in _ledger.Changes.Where(change => _ledger.Setup.Penalty.Counts(change.Parameter.IsBias)))
            Add(LedgerPhase.Update, MomentKind.Penalty, null, change.Parameter.Target, change.Parameter, change.Penalized);
        if (_ledger.ClipFactor != 1.0) AddStage(MomentKind.Clip, change => change.Downhill);
        foreach (ParameterChange change in _ledger.Changes)
        {
            for (int i = 0; i < change.MemoryAfter.Count && !change.IsFrozen; i++)
                Add(LedgerPhase.Update, MomentKind.Memory, null, change.Parameter.Target, change.Parameter, change.MemoryAfter[i]);
            Add(LedgerPhase.Update, MomentKind.Change, null, change.Parameter.Target, change.Parameter, change.Change);
        }
        AddStage(MomentKind.NewValue, change => change.NewValue);
    }

    private void AddStage(MomentKind kind, Func<ParameterChange, double> value)
    {
        foreach (ParameterChange change in _ledger.Changes)
            Add(LedgerPhase.Update, kind, null, change.Parameter.Target, change.Parameter, value(change));
    }

    private void Add(LedgerPhase phase, MomentKind kind, ExampleLedger? example, LedgerNode? node, LedgerParameter? parameter, double value) =>
        _moments.Add(new LedgerMoment(_moments.Count, phase, kind, example?.Index, node, parameter, value));
}
