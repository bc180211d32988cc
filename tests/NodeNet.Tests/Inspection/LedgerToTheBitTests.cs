using CsCheck;
using NodeNet.Inspection;
using NodeNet.Training;

namespace NodeNet.Tests.Inspection;

/// <summary>What a ledger shows is what the loops computed: on random networks of every kind, every loss, optimizer and regulariser, every recorded sum is the
/// loops' sum, to the bit.</summary>
public class LedgerToTheBitTests
{
    private const int Cases = 150;

    [Fact]
    public void The_weighted_inputs_in_their_order_add_up_to_the_net_input() => OnEveryExample((_, example) =>
    {
        foreach (NodeForward node in example.Forward)
        {
            double sum = node.Bias;
            foreach (ForwardTerm term in node.Terms)
            {
                term.Product.Should().Be(term.Weight * term.Activation);
                sum += term.Product;
            }
            sum.Should().Be(node.NetInput);
            if (node.Node.Function is { } f) f.Activate(node.NetInput).Should().Be(node.Activation);
        }
    });

    [Fact]
    public void The_loss_terms_add_up_to_the_loss() => OnEveryExample((ledger, example) =>
    {
        double sum = 0.0;
        foreach (LossTerm term in example.LossTerms)
            sum += term.Value;
        (ledger.Setup.IsMeanOverOutputs ? sum / example.LossTerms.Count : sum).Should().Be(example.Loss);
    });

    [Fact]
    public void Each_delta_is_push_times_slope_and_each_push_the_sum_of_its_terms() => OnEveryExample((ledger, example) =>
    {
        foreach (NodeDelta node in example.Deltas)
        {
            double sum = 0.0;
            foreach (DeltaTerm term in node.Terms)
            {
                term.Product.Should().Be(term.Delta * term.Weight);
                term.Delta.Should().Be(example.DeltaOf(term.Connection.Target.Name).Delta);
                sum += term.Product;
            }
            if (!node.Node.IsOutput) sum.Should().Be(node.Push);
            if (node.ActivationSlope is { } slope) (node.Push!.Value * slope).Should().Be(node.Delta);
        }
        foreach (IGrouping<LedgerLayer, NodeDelta> layer in example.Deltas.Where(node => !node.IsFused).GroupBy(node => node.Node.Layer))
        {
            if (layer.Key.WholeLayerFunction is not { } wholeLayer) continue;
            NodeForward[] forward = [.. layer.Select(node => example.ForwardOf(node.Node.Name))];
            var deltas = new double[forward.Length];
            wholeLayer.Deltas(
                [.. forward.Select(node => node.NetInput)], [.. forward.Select(node => node.Activation)], [.. layer.Select(node => node.Push!.Value)], deltas);
            deltas.Should().Equal(layer.Select(node => node.Delta));
        }
    });

    [Fact]
    public void The_examples_shares_add_up_and_every_stage_follows_from_the_one_before() => OnEvery((ledger, _) =>
    {
        foreach (ParameterChange change in ledger.Changes)
        {
            double sum = 0.0;
            for (int i = 0; i < ledger.Examples.Count; i++)
            {
                GradientShare share = ledger.Examples[i].Shares[change.Parameter.Number];
                share.Parameter.Should().BeSameAs(change.Parameter);
                share.Weight.Should().Be(ledger.Examples[i].Weight);
                share.Downhill.Should().Be(share.Weight * (share.Delta * share.Activation));
                change.Shares[i].Should().Be(share.Downhill);
                sum += share.Downhill;
            }
            sum.Should().Be(change.Sum);
            double divisor = ledger.Setup.BatchReduction == BatchReduction.Mean ? ledger.Examples.Sum(example => example.Weight) : 1.0;
            ledger.Divisor.Should().Be(divisor);
            double reduced = change.Sum / divisor;
            reduced.Should().Be(change.Reduced);
            (change.Reduced + change.PenaltyPart).Should().Be(change.Penalized);
            (change.Penalized * ledger.ClipFactor).Should().Be(change.Downhill);
            (change.OldValue + change.Change).Should().Be(change.NewValue);
            if (change.IsFrozen) change.NewValue.Should().Be(change.OldValue);
        }
    });

    [Fact]
    public void The_optimizer_gives_the_recorded_change_and_memory_again() => OnEvery((ledger, _) =>
    {
        foreach (ParameterChange change in ledger.Changes.Where(change => !change.IsFrozen))
        {
            double[] memory = [.. change.MemoryBefore];
            var context = new NodeNet.Optimizers.StepContext(ledger.Setup.StepNumber, ledger.Setup.LearningRate, change.Parameter.IsBias);
            ledger.Setup.Rule.Change(change.Downhill, change.OldValue, memory, context).Should().Be(change.Change);
            memory.Should().Equal(change.MemoryAfter);
        }
    });

    [Fact]
    public void The_new_values_are_those_that_a_step_gives() => OnEvery((ledger, given) =>
    {
        Trainer trainer = given.Trainer();
        double loss = trainer.Step(given.Data);

        ledger.Loss.Should().Be(loss);
        ledger.Setup.StepNumber.Should().Be(trainer.Steps);
        ledger.Changes.Should().HaveCount(trainer.Network.ParameterCount);
        foreach (ParameterChange change in ledger.Changes)
        {
            LedgerParameter parameter = change.Parameter;
            double trained = parameter.IsBias
                ? trainer.Network.Node(parameter.Target.Name).Bias
                : trainer.Network.Connection(parameter.Source!.Name, parameter.Target.Name).Weight;
            trained.Should().Be(change.NewValue);
        }
    });

    [Fact]
    public void StepExplained_does_what_Step_does() => LedgerCase.Any.Sample(given =>
    {
        Trainer stepped = given.Trainer();
        Trainer explained = given.Trainer();
        if (TrySteps(() => stepped.Step(given.Data)) && TrySteps(() => stepped.Step(given.Data)))
        {
            explained.StepExplained(given.Data);
            explained.Explain(given.Data); // and this leaves no trace
            StepLedger second = explained.StepExplained(given.Data);

            stepped.Network.FirstParameterDifference(explained.Network).Should().BeNull();
            second.Setup.IsApplied.Should().BeTrue();
            explained.Steps.Should().Be(stepped.Steps);
        }
    }, iter: Cases);

    private static void OnEveryExample(Action<StepLedger, ExampleLedger> check) => OnEvery((ledger, _) =>
    {
        foreach (ExampleLedger example in ledger.Examples)
            check(ledger, example);
    });

    private static void OnEvery(Action<StepLedger, LedgerCase> check)
    {
        int explained = 0;
        LedgerCase.Any.Sample(given =>
        {
            if (given.TryExplain() is not { } ledger) return;
            check(ledger, given);
            Interlocked.Increment(ref explained);
        }, iter: Cases);
        explained.Should().BeGreaterThan(Cases / 2, "most random cases are healthy");
    }

    /// <summary>Some random losses and activation functions are not made for each other: then a step is refused.</summary>
    private static bool TrySteps(Action step)
    {
        try
        {
            step();
            return true;
        }
        catch (NotFiniteNumberException)
        {
            return false;
        }
    }
}
