using NodeNet.Activations;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Teaching;
using NodeNet.Tests.Handout;
using NodeNet.Training;
using NodeNet.Verification;

namespace NodeNet.Tests.Teaching;

/// <summary>The six classic mistakes on small networks, with the numbers that others have published.</summary>
public class MistakeTests
{
    private readonly Network _handout = HandoutNetwork.CreateWithOneLearningOutputWeight();

    private StepLedger Handout(params Mistake[] mistakes) => HandoutNetwork.TrainerFor(_handout).Explain([1, 3, 5], [1], mistakes);

    [Fact]
    public void There_are_six_each_with_its_words()
    {
        Mistake.All.Should().HaveCount(6).And.OnlyHaveUniqueItems(mistake => mistake.Name);
        Mistake.All.Should().OnlyContain(mistake => mistake.Description.Length > 40 && mistake.Right != mistake.Wrong);
    }

    [Fact]
    public void Mazurs_program_updates_before_propagating_and_prints_that_error()
    {
        StepLedger right = MazurNetwork.Trainer().Explain(MazurNetwork.Inputs, MazurNetwork.Targets);

        MistakeComparison comparison = MistakeComparison.Of(right, Mistake.UpdatesBeforePropagating);

        comparison.LossAfterRight.Should().BeApproximately(0.2910277737, 1e-10); // the eight weights that the post prints
        comparison.LossAfterWrong.ShouldPrint("0.291027924");                    // the error that the post prints
    }

    [Fact]
    public void Updating_before_propagating_leaves_the_output_layer_right_and_makes_the_hidden_layer_wrong()
    {
        StepLedger wrong = Handout(Mistake.UpdatesBeforePropagating);

        wrong.Mistakes.Should().Equal(Mistake.UpdatesBeforePropagating);
        wrong.Examples[0].DeltaOf("y1").Delta.Should().BeApproximately(0.192, 1e-15);
        // 0.192 · 0.8017873 · a · (1 − a), the handout's second departure
        wrong.Examples[0].DeltaOf("h1").Delta.Should().BeApproximately(0.009907519484783167, 1e-16);
        wrong.Examples[0].DeltaOf("h1").Terms.Should().ContainSingle().Which.Weight.ShouldPrint("0.8017873");
        wrong.Change("h1", "y1").NewValue.ShouldPrint("0.8017873");
    }

    [Fact]
    public void Summing_the_whole_layer_counts_the_connections_of_the_nodes_beside()
    {
        NodeDelta h1 = Handout(Mistake.SumsWholeLayer).Examples[0].DeltaOf("h1");

        h1.Terms.Select(term => term.Connection.Name).Should().Equal("h1→y1", "h2→y1", "h3→y1", "h4→y1");
        h1.Terms.Select(term => term.Product).ShouldPrint("0.1536, 0.0960, 0.0192, 0.1152");
        h1.Push!.Value.ShouldPrint("0.3840");
    }

    [Fact]
    public void Both_at_once_are_what_the_handout_prints()
    {
        StepLedger wrong = Handout(Mistake.SumsWholeLayer, Mistake.UpdatesBeforePropagating);
        NodeDelta h1 = wrong.Examples[0].DeltaOf("h1");

        h1.Terms.Select(term => term.Product).ShouldPrint("0.1539432, 0.0960000, 0.0192000, 0.1152000");
        h1.Push!.Value.ShouldPrint("0.3843432");
        h1.Delta.ShouldPrint("0.02473567");
        wrong.Network.Weights
            .Where(w => w.Target.Name == "h1")
            .Select(w => wrong.Changes[w.Number].Change)
            .ShouldPrint("0.0002473567, 0.0007420701, 0.0012367836");
        wrong.Network.Weights.Where(w => w.Target.Name == "h1").Select(w => wrong.Changes[w.Number].NewValue).ShouldPrint("0.5002474, 1.2007421, -0.2987632");
    }

    [Fact]
    public void Forgetting_the_slope_makes_delta_the_push()
    {
        ExampleLedger wrong = Handout(Mistake.ForgetsSlope).Examples[0];

        wrong.DeltaOf("y1").Delta.Should().BeApproximately(0.8, 1e-15);       // 2 · (1 − 0.6), without · 0.6 · (1 − 0.6)
        wrong.DeltaOf("h1").Delta.Should().BeApproximately(0.8 * 0.8, 1e-15); // 0.8 · weight 0.8, without · a · (1 − a)
    }

    [Fact]
    public void Stepping_uphill_turns_every_change_round_and_the_loss_grows()
    {
        MistakeComparison comparison = MistakeComparison.Of(HandoutNetwork.TrainerFor(_handout).Explain([1, 3, 5], [1]), Mistake.StepsUphill);

        comparison.Wrong.Change("h1", "y1").Change.ShouldPrint("-0.001787254"); // the handout: +0.001787254
        comparison.LossAfterRight.Should().BeLessThan(comparison.Right.Loss);
        comparison.LossAfterWrong.Should().BeGreaterThan(comparison.Right.Loss);
        comparison.Rows.Where(row => row.Quantity.Kind == QuantityKind.Delta).Should().OnlyContain(row => !row.Differs);
    }

    [Fact]
    public void Leaving_the_biases_changes_nothing_else()
    {
        Trainer trainer = Given.Trainer(Given.Small(), learningRate: 0.1);

        MistakeComparison comparison = MistakeComparison.Of(trainer.Explain([1, 2], [1]), Mistake.LeavesBiases);

        comparison.Rows.Where(row => row.Differs).Select(row => row.Quantity).Should().Equal(
            Quantity.NewBias("h1"), Quantity.NewBias("h2"), Quantity.NewBias("h3"), Quantity.NewBias("y1"));
        comparison.Wrong.ChangeOfBias("h1").Change.Should().Be(0);
    }

    [Fact]
    public void The_net_input_in_the_slope_gives_z_times_1_minus_z()
    {
        // z of h1 is 2.6 and of y1 ln(0.6 / 0.4): the slopes become 2.6 · (1 − 2.6) and 0.405465 · (1 − 0.405465)
        ExampleLedger wrong = Handout(Mistake.NetInputInSlope).Examples[0];

        wrong.DeltaOf("h1").ActivationSlope!.Value.ShouldPrint("-4.16");
        wrong.DeltaOf("y1").ActivationSlope!.Value.ShouldPrint("0.241063");
        wrong.DeltaOf("y1").Delta.ShouldPrint("0.192851"); // 0.8 · 0.2410633
        Handout(Mistake.NetInputInSlope).ToText().Should().Contain("2.6 · (1 − 2.6)");
    }

    [Fact]
    public void A_comparison_is_a_table_in_Markdown_too()
    {
        MistakeComparison comparison = MistakeComparison.Of(HandoutNetwork.TrainerFor(_handout).Explain([1, 3, 5], [1]), Mistake.StepsUphill);

        string[] lines = comparison.ToMarkdown().Split('\n');
        lines[0].Should().Be("| number | right | wrong |  |");
        lines.Count(line => line.EndsWith("| ≠ |", StringComparison.Ordinal))
            .Should()
            .Be(comparison.Rows.Count(row => row.Differs) + 1, "the loss after the step differs too");
    }

    [Fact]
    public void Where_a_mistake_makes_no_difference_the_comparison_says_so_and_why()
    {
        // one node, identity, no bias: y = 2x
        Network line = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity(), bias: false).Build(seed: 0);
        StepLedger right = Given.Trainer(line, 0.1).Explain([3], [1]);

        foreach (Mistake mistake in Mistake.All)
        {
            MistakeComparison comparison = MistakeComparison.Of(right, mistake);
            bool matters = mistake == Mistake.StepsUphill;
            comparison.MakesDifference.Should().Be(matters, mistake.Name);
            if (matters) comparison.WhyNoDifference.Should().BeNull();
            else comparison.ToString().Should().EndWith(comparison.WhyNoDifference).And.Contain("makes no difference");
        }
        MistakeComparison.Of(right, Mistake.LeavesBiases).WhyNoDifference.Should().Contain("no bias changes");
        MistakeComparison.Of(right, Mistake.ForgetsSlope).WhyNoDifference.Should().Contain("every slope in this step is 1");
    }

    [Fact]
    public void The_gradient_check_passes_the_right_step_and_catches_every_mistake()
    {
        Trainer trainer = Given.Trainer(Given.Small(), learningRate: 0.1);
        GradientCheck.Run(trainer.Network, trainer.Loss, [1, 2], [1]).Passed.Should().BeTrue();

        foreach (Mistake mistake in Mistake.All)
            trainer.CheckGradient([1, 2], [1], mistake).Passed.Should().BeFalse(mistake.Name);
    }

    [Fact]
    public void A_ledger_with_a_mistake_is_refused_where_a_right_one_is_needed()
    {
        StepLedger wrong = Handout(Mistake.ForgetsSlope);

        FluentActions.Invoking(() => MistakeComparison.Of(wrong, Mistake.StepsUphill)).Should().Throw<ArgumentException>().WithMessage("*forgets the slope*");
        FluentActions.Invoking(() => Handout(Mistake.All[0]).With()).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Neither_network_nor_trainer_changes()
    {
        Trainer trainer = HandoutNetwork.TrainerFor(_handout);
        Network before = _handout.Clone();

        trainer.Explain([1, 3, 5], [1], Mistake.UpdatesBeforePropagating);

        _handout.HasSameParametersAs(before).Should().BeTrue();
        trainer.Steps.Should().Be(0);
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_refused()
    {
        // Cross-entropy of an output that rounds to 0: without the slope, δ would be 1 / 0.
        Network network = new NetworkBuilder(inputs: 1).AddLayer(2, new Softmax()).Build(seed: 0);
        network.OutputLayer.SetWeights([[-800], [800]]);
        var trainer = new Trainer(network, new CrossEntropy());

        FluentActions.Invoking(() => trainer.Explain([1], [1, 0], Mistake.ForgetsSlope)).Should().Throw<NotFiniteNumberException>();
    }
}
