using NodeNet.Activations;
using NodeNet.Inspection;
using NodeNet.Tests.Handout;

namespace NodeNet.Tests.Inspection;

/// <summary>A line of a ledger shows that something was added: "1.2 + 0.0002966 = 1.2" would say that nothing was learnt.</summary>
public class TellingDigitsTests
{
    private readonly StepLedger _handout = HandoutNetwork.TrainerFor(HandoutNetwork.Create()).Explain([1, 3, 5], [1]);

    [Fact]
    public void A_new_weight_has_as_many_digits_as_tell_it_from_the_old_one()
    {
        LedgerLine line = NewValue(_handout, "x2→h1", LedgerFormat.Default);

        line.Text.Should().Be("w⁺_x2→h1 = 1.2 + 0.00029656 = 1.2003");
        line.Latex.Should().Contain("1.2003").And.Contain("0.00029656");
        line.MathML.Should().Contain("1.2003");
        _handout.ToText().Should().Contain("= 1.2003").And.NotContain("= 1.2\n");
        _handout.ToMarkdown().Should().Contain("= 1.2003");
    }

    [Fact]
    public void Where_the_digits_tell_them_apart_already_there_are_no_more()
    {
        NewValue(_handout, "h1→y1", LedgerFormat.Default).Text.Should().Be("w⁺_h1→y1 = 0.8 + 0.001787 = 0.8018");
        NewValue(_handout, "x2→h1", LedgerFormat.Handout).Text.Should().Be("w⁺_x2→h1 = 1.2 + 0.000296563 = 1.200297");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(16)]
    public void No_sum_ends_with_one_of_its_terms_unless_nothing_was_added(int digits)
    {
        Network network = new NetworkBuilder(3).AddLayer(4, new Tanh()).AddLayer(2, new Sigmoid()).Build(5);
        var trainer = new NodeNet.Training.Trainer(network, new NodeNet.Losses.SumOfSquaredErrors(), new() { LearningRate = 1e-7, L2 = 0.001 });
        var format = new LedgerFormat { Digits = digits };
        StepLedger ledger = trainer.Explain([0.3, -2, 1e-6], [1, 0]);
        int changed = 0;
        foreach (LedgerLine line in ledger.Lines(format).Where(line => line.Kind == MomentKind.NewValue))
        {
            string[] sides = line.Text.Split(" = ");
            ParameterChange change = ledger.Changes[line.Parameter!.Number];
            if (change.NewValue == change.OldValue) continue;
            changed++;
            sides[1].Split(' ')[0].Should().NotBe(sides[2], line.Text);
        }
        changed.Should().BeGreaterThan(10);
    }

    [Fact]
    public void A_frozen_weight_has_the_digits_that_were_asked_for()
    {
        Network network = HandoutNetwork.Create();
        network.Connection("x2", "h1").IsFrozen = true;
        StepLedger ledger = HandoutNetwork.TrainerFor(network).Explain([1, 3, 5], [1]);

        NewValue(ledger, "x2→h1", LedgerFormat.Default).Text.Should().Be("w⁺_x2→h1 = 1.2 + 0 = 1.2");
    }

    private static LedgerLine NewValue(StepLedger ledger, string name, LedgerFormat format) =>
        ledger.Lines(format).Single(line => line.Kind == MomentKind.NewValue && line.Parameter!.Name == name);
}
