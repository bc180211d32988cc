using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Teaching;
using NodeNet.Tests.Handout;
using NodeNet.Training;

namespace NodeNet.Tests.Inspection;

public class WhyTests
{
    private readonly StepLedger _handout = HandoutNetwork.TrainerFor(HandoutNetwork.Create()).Explain([1, 3, 5], [1]);

    [Fact]
    public void The_chain_behind_a_hidden_delta() => _handout.Why("h1").ToString().Should().Be("""
        the net input of h1 should grow: δ_h1 = (0.192 · 0.8) · 0.9309 · (1 − 0.9309) = 0.009885
          its connection to y1 brings back δ · weight = 0.192 · 0.8 = 0.1536
            the net input of y1 should grow: δ_y1 = 2 · (1 − 0.6) · 0.6 · (1 − 0.6) = 0.192
              y1 answered 0.6 and should have answered 1
              the slope of sigmoid at its net input 0.4055 is 0.24
          the slope of sigmoid at its net input 2.6 is 0.06436
        """.ReplaceLineEndings("\n"));

    [Fact]
    public void The_chain_behind_a_weights_change_ends_at_what_was_put_in()
    {
        LedgerReason reason = _handout.Why("x3", "h1", LedgerFormat.Handout);

        reason.Words.Should().Be("the weight w_x3→h1 grows");
        reason.Line!.Value.Should().Be(_handout.Change("x3", "h1").NewValue);
        reason.Because[0].Line!.Value.Should().Be(_handout.Change("x3", "h1").Change);
        reason.Because[1].Because[0].Words.Should().Be("x3 was given 5");
        reason.Because[1].Because[1].Line!.Value.Should().Be(_handout.Examples[0].DeltaOf("h1").Delta);
    }

    [Fact]
    public void What_is_frozen_silent_or_flat_is_said_to_be_so()
    {
        _handout.WhyBias("y1").ToString().Should().Be("the bias b_y1 stays −0.9392: it is frozen");

        Network network = new NetworkBuilder(inputs: 2).AddLayer(1, new ReLU()).AddLayer(1, new Identity()).Build(seed: 1);
        network.HiddenLayers[0].SetWeights([[-1, 1]]);
        StepLedger dead = Given.Trainer(network, 0.1).Explain([1, 0], [1]);
        dead.Why("h1").ToString().Should().Contain("the slope of relu at its net input −1 is 0: flat, so nothing gets through");
        dead.Why("x2", "h1").ToString().Should().Contain("x2 was given 0, x2 is inactive").And.StartWith("the weight w_x2→h1 stays as it is");
    }

    [Fact]
    public void In_a_batch_the_examples_that_ask_for_most_come_first()
    {
        var trainer = new Trainer(
            Given.Line(), new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1, Optimizer = new Momentum(), ClipNorm = 1, L2 = 0.5 });
        StepLedger ledger = trainer.Explain(DataSet.From([[1], [3]], [[1], [10]])); // shares −4 and 18

        string why = ledger.Why("x1", "y1").ToString();

        why.Should().ContainAll(
            "the optimizer remembers: velocity_x1→y1", "the gradient was too long", "L1 and L2 pull", "the mean over the examples");
        why.IndexOf("example 2 asks for more", StringComparison.Ordinal)
            .Should()
            .BeGreaterThan(0).And.BeLessThan(why.IndexOf("example 1 asks for less", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_loss_and_activation_are_computed_together_it_says_so()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(2, new Softmax()).AddLayer(2, new Softmax()).Build(seed: 1);
        StepLedger ledger = new Trainer(network, new CrossEntropy()).Explain([1], [0, 1]);

        ledger.Why("y1").ToString().Should().Contain("with this loss the activation function's slope cancels");
        ledger.Why("h1").ToString().Should().Contain("softmax ties the nodes of its layer together");
    }

    [Fact]
    public void A_deep_network_is_explained_node_by_node_and_each_node_once()
    {
        Network network = new NetworkBuilder(inputs: 2)
            .AddLayer(4, new Tanh())
            .AddLayer(4, new Tanh())
            .AddLayer(4, new Tanh())
            .AddLayer(3, new Sigmoid())
            .Build(seed: 1);
        string why = Given.Trainer(network, 0.1).Explain([1, 2], [1, 0, 1]).Why("h1").ToString();

        why.Split("y2 answered").Should().HaveCount(2, "the second time it says (see above)");
        why.Should().Contain("(see above)");
    }

    [Fact]
    public void In_a_step_that_is_wrong_on_purpose_the_chain_says_where()
    {
        string Why(Mistake mistake) => _handout.With(mistake).Why("h1").ToString();

        Why(Mistake.ForgetsSlope).Should().Be("""
            the net input of h1 should grow: δ_h1 = 0.8 · 0.8 = 0.64
              its connection to y1 brings back δ · weight = 0.8 · 0.8 = 0.64
                the net input of y1 should grow: δ_y1 = 2 · (1 − 0.6) = 0.8
                  y1 answered 0.6 and should have answered 1
                  the slope of sigmoid is forgotten, wrong on purpose
              the slope of sigmoid is forgotten, wrong on purpose
            """.ReplaceLineEndings("\n"));
        Why(Mistake.NetInputInSlope)
            .Should()
            .EndWith("the net input 2.6 in the place of the activation 0.9309 makes −4.16 of the slope of sigmoid, wrong on purpose");
        Why(Mistake.SumsWholeLayer)
            .Should()
            .Contain("the connection h4→y1, which is not its own, is counted too (wrong on purpose): δ · weight = 0.192 · 0.6 = 0.1152")
            .And.Contain("its connection to y1 brings back δ · weight = 0.192 · 0.8 = 0.1536");
        Why(Mistake.UpdatesBeforePropagating).Should().Contain("brings back δ · new weight (wrong on purpose) = 0.192 · 0.8018 = 0.1539");
    }

    [Fact]
    public void A_change_that_is_wrong_on_purpose_says_why_it_goes_the_other_way_or_nowhere()
    {
        _handout.With(Mistake.StepsUphill).Why("x1", "h1").ToString().Should().StartWith("the weight w_x1→h1 shrinks")
            .And.Contain("the step goes uphill, against what the examples ask for, wrong on purpose").And.Contain("the example asks for more");

        StepLedger small = Given.Trainer(Given.Small(), 0.1).Explain([1, 2], [1]);
        small.With(Mistake.LeavesBiases).WhyBias("h1").ToString().Should().Be("the bias b_h1 stays 0: biases are left out, wrong on purpose");
    }

    [Fact]
    public void Unknown_names_are_refused_and_the_known_ones_listed()
    {
        _handout
            .Invoking(l => l.Why("h9"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("No node is called \"h9\"; there are x1, x2, x3, h1, h2, h3, h4, y1.*");
        _handout
            .Invoking(l => l.Why("x1"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("x1 is an input; it has no δ. There are δs for h1, h2, h3, h4, y1.*");
        _handout
            .Invoking(l => l.Why("x1", "y1"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("x1 is not connected to y1; connections lead to it from h1, h2, h3, h4.*");
        _handout.Invoking(l => l.WhyBias("h1")).Should().Throw<ArgumentException>().WithMessage("h1 has no bias.*");
        _handout
            .Invoking(l => l.Why("h1", example: 1))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("example is 1; the step has 1 example, counted from 0.*");
    }
}
