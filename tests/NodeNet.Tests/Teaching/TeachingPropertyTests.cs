using CsCheck;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Teaching;
using NodeNet.Training;

namespace NodeNet.Tests.Teaching;

/// <summary>What must hold on every network and step: sparse, with skips, softmax, batches, penalties, clipping, any loss and optimizer.</summary>
public class TeachingPropertyTests
{
    private sealed record Case(RandomNetworks.Plan Plan, int Loss, int Optimizer, int Batch, bool Sums, bool Penalty, bool Clips, bool HasFrozen)
    {
        public Trainer Trainer()
        {
            Network network = Plan.Build();
            if (HasFrozen) network.OutputLayer.Nodes[0].IsBiasFrozen = true;
            ILoss loss = ((ILoss[])[new SumOfSquaredErrors(), new HalfSumOfSquaredErrors(), new MeanSquaredError(), new Huber(0.5), new MeanAbsoluteError(),
                Plan.EndsInSoftmax && Plan.Sizes[^1] > 1 ? new CrossEntropy() : new SumOfSquaredErrors()])[Loss];
            IOptimizer optimizer = ((IOptimizer[])[new GradientDescent(), new GradientDescent(), new Momentum(0.9), new Adam()])[Optimizer];
            return new Trainer(network, loss, new TrainerOptions
            {
                LearningRate = 0.1,
                Optimizer = optimizer,
                BatchReduction = Sums ? BatchReduction.Sum : BatchReduction.Mean,
                L1 = Penalty ? 0.01 : 0,
                L2 = Penalty ? 0.02 : 0,
                ClipNorm = Clips ? 0.1 : null,
                BatchSize = Batch,
                Shuffle = false,
            });
        }

        public DataSet Data => Plan.Data(Batch);

        /// <summary>The size of the numbers whose last digits may show in a new weight. Adam divides a gradient by its own size: what is lost of a tiny one by
        /// cancelling grows up to 10⁷-fold.</summary>
        public double Size => Optimizer == 3 ? 1e4 : 1;
    }

    private static readonly Gen<Case> _cases =
        from plan in RandomNetworks.Any
        from loss in Gen.Int[0, 5]
        from optimizer in Gen.Int[0, 3]
        from batch in Gen.Int[1, 3]
        from sums in Gen.Bool
        from penalty in Gen.Bool
        from clips in Gen.Bool
        from frozen in Gen.Bool
        select new Case(plan with { Sizes = [.. plan.Sizes.Select(size => Math.Min(size, 3))] }, loss, optimizer, batch, sums, penalty, clips, frozen);

    private static readonly Gen<Mistake> _mistakes = Gen.Int[0, 5].Select(i => Mistake.All[i]);

    [Fact]
    public void The_formulas_of_a_worksheet_give_the_numbers_of_the_ledger() => _cases.Sample(@case =>
    {
        StepLedger ledger = @case.Trainer().Explain(@case.Data);
        var numbers = new StepCalculation(new StepFacts(ledger));

        Agree(numbers, ledger);
    });

    [Fact]
    public void The_formulas_with_a_mistake_give_the_numbers_of_its_ledger() => Gen.Select(_cases, _mistakes, _mistakes).Sample((@case, one, other) =>
    {
        StepLedger right = @case.Trainer().Explain(@case.Data);
        StepLedger? wrong = WithoutOverflow(() => right.With(one, other));
        if (wrong is null) return;

        Agree(new StepCalculation(new StepFacts(right), one.Kind | other.Kind), wrong);
    });

    [Fact]
    public void A_run_with_a_mistake_takes_the_steps_of_the_ledger() => Gen.Select(_cases, _mistakes).Sample((@case, mistake) =>
    {
        Trainer trainer = @case.Trainer();
        StepLedger? wrong = WithoutOverflow(() => trainer.Explain(@case.Data, mistake));
        if (wrong is null) return;

        Network learned = LearningComparison.Of(trainer, @case.Data, epochs: 1, mistake).WrongNetwork;

        foreach (ParameterChange change in wrong.Changes)
        {
            double value = change.Parameter.IsBias
                ? learned.Node(change.Parameter.Target.Name).Bias
                : learned.Connection(change.Parameter.Source!.Name, change.Parameter.Target.Name).Weight;
            Near(value, change.NewValue, @case.Size, change.Parameter.Name);
        }
    });

    [Fact]
    public void A_run_without_mistake_is_that_of_the_trainer() => _cases.Sample(@case =>
    {
        Trainer trainer = @case.Trainer();
        Network learned = LearningComparison.Of(trainer, @case.Data, epochs: 1, Mistake.StepsUphill).RightNetwork;

        trainer.Step(@case.Data);

        foreach (Connection c in trainer.Network.Connections)
            Near(learned.Connection(c.Source.Name, c.Target.Name).Weight, c.Weight, @case.Size, c.Name);
    });

    [Fact]
    public void The_right_number_is_marked_right() => _cases.Sample(@case =>
    {
        StepLedger ledger = @case.Trainer().Explain(@case.Data);
        var marker = new Marker(ledger);

        foreach (NodeDelta delta in ledger.Examples[0].Deltas)
            marker.Check(Quantity.Delta(delta.Node.Name), delta.Delta).IsRight.Should().BeTrue();
        foreach (ParameterChange change in ledger.Changes)
            marker.Check(Quantity.Of(QuantityKind.NewWeight, QuantityKind.NewBias, change.Parameter), change.NewValue).IsRight.Should().BeTrue();
    }, iter: 30);

    [Fact]
    public void Every_mistakes_number_is_recognised_as_that_mistake_and_never_as_right() => Gen.Select(_cases, _mistakes).Sample((@case, mistake) =>
    {
        StepLedger right = @case.Trainer().Explain(@case.Data);
        if (WithoutOverflow(() => MistakeComparison.Of(right, mistake)) is not { } comparison) return;
        var marker = new Marker(right);

        foreach (ComparedNumber row in comparison.Rows)
        {
            Marking marking = marker.Check(row.Quantity, row.Wrong);
            // Numbers that agree to 12 digits are the same number to a marker.
            if (Math.Abs(row.Right - row.Wrong) <= 1e-11 * Math.Abs(row.Right)) continue;
            // A mistake's 0.25 may also be the right 0.24958, rounded: nobody can tell.
            if (marking.Verdict == Verdict.Rounded)
            {
                string written = MessageText.Exact(row.Wrong);
                written.Length.Should().BeLessThan(8);
                int point = written.IndexOf('.', StringComparison.Ordinal);
                Math.Round(row.Right, point < 0 ? 0 : written.Length - point - 1).Should().Be(row.Wrong);
                continue;
            }
            // A short number such as 0 may be the right one without its digits, too: then both are said.
            marking.Verdict.Should().BeOneOf([Verdict.Mistaken, Verdict.TooFewDigits], $"{row} of {mistake}");
            if (marking.Verdict == Verdict.TooFewDigits) MessageText.Exact(row.Wrong).Length.Should().BeLessThan(8);
            marking.Mistakes.Should().Contain(mistake, $"{row}");
        }
    }, iter: 30);

    [Fact]
    public void The_keys_formulas_come_to_the_keys_numbers() => _cases.Where(c => c.Optimizer < 2).Sample(@case =>
    {
        StepLedger ledger = @case.Trainer().Explain(@case.Data);
        var key = new CellEvaluator(Worksheet.From(ledger).KeyToCsv());
        var right = new StepCalculation(new StepFacts(ledger));
        Dictionary<string, Quantity> byName = QuantityLists.Forward(new StepFacts(ledger)).Concat(QuantityLists.Backward(new StepFacts(ledger)))
            .Concat(QuantityLists.Update(new StepFacts(ledger))).ToDictionary(q => q.ToString());

        int formulas = 0;
        foreach ((string name, string content, int row) in key.Values)
        {
            if (!byName.TryGetValue(name, out Quantity? quantity)) continue;
            content.Should().StartWith("=", name);
            formulas++;
            Near(key.Value(row), right[quantity], 1e-3, name);
        }
        formulas.Should().Be(byName.Count);
    }, iter: 30);

    private static void Agree(StepCalculation numbers, StepLedger ledger)
    {
        foreach (ExampleLedger example in ledger.Examples)
        {
            int e = example.Index + 1;
            Near(numbers[Quantity.Loss(e)], example.Loss, 0, "loss");
            foreach (NodeForward node in example.Forward)
            {
                Near(numbers[Quantity.NetInput(node.Node.Name, e)], node.NetInput, 0, node.Node.Name);
                Near(numbers[Quantity.Activation(node.Node.Name, e)], node.Activation, 0, node.Node.Name);
            }
            foreach (NodeDelta delta in example.Deltas)
            {
                if (delta.Push is { } push) Near(numbers[Quantity.Push(delta.Node.Name, e)], push, 0, delta.Node.Name);
                Near(numbers[Quantity.Delta(delta.Node.Name, e)], delta.Delta, 0, delta.Node.Name);
                // What the record says of itself must hold too.
                if (delta.Terms.Count > 0)
                {
                    Near(delta.Push!.Value, delta.Terms.Sum(term => term.Product), 1e-3 * delta.Terms.Max(term => Math.Abs(term.Product)), delta.Node.Name);
                }
                if (delta.ActivationSlope is { } slope && !delta.Node.Layer.IsWholeLayer) Near(delta.Delta, delta.Push!.Value * slope, 0, delta.Node.Name);
            }
        }
        foreach (ParameterChange change in ledger.Changes)
        {
            Near(
                numbers[Quantity.Of(QuantityKind.WeightChange, QuantityKind.BiasChange, change.Parameter)],
                change.Change,
                change.Downhill * 0.1,
                change.Parameter.Name);
            Near(numbers[Quantity.Of(QuantityKind.NewWeight, QuantityKind.NewBias, change.Parameter)], change.NewValue, change.OldValue, change.Parameter.Name);
        }
    }

    private static void Near(double actual, double expected, double size, string what) =>
        Math.Abs(actual - expected)
            .Should()
            .BeLessThanOrEqualTo(1e-12 * Math.Max(Math.Abs(expected), Math.Abs(size)), $"{what}: {actual:R} should be {expected:R}");

    /// <summary>Null where the mistake makes a number that is not finite, which is refused.</summary>
    private static T? WithoutOverflow<T>(Func<T> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (NotFiniteNumberException)
        {
            return null;
        }
    }
}
