using NodeNet.Activations;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Teaching;
using NodeNet.Tests.Handout;
using NodeNet.Training;

namespace NodeNet.Tests.Teaching;

/// <summary>What decides a verdict: digits that tell, cutting, nearness, the learner's own numbers.</summary>
public class MarkingRulesTests
{
    private static readonly Quantity _delta = Quantity.Delta("h1");
    private readonly StepLedger _handout = HandoutNetwork.TrainerFor(HandoutNetwork.Create()).Explain([1, 3, 5], [1]);

    /// <summary>1-2-1 with biases; its numbers are not round.</summary>
    private static Network Two(IActivation activation)
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(2, activation).AddLayer(1, activation).Build(seed: 1);
        network.HiddenLayers[0].SetWeights([[0.7], [-0.4]]);
        network.HiddenLayers[0].SetBiases(0.1, 0.3);
        network.OutputLayer.SetWeights([[0.6, -0.9]]);
        network.OutputLayer.SetBiases(0.2);
        return network;
    }

    private static StepLedger StepOf(IActivation activation) => Given.Trainer(Two(activation), 0.5).Explain([0.8], [0.9]);

    [Theory]
    [InlineData("0.16", Verdict.TooFewDigits, "old value")] // 0.1589 rounded, and the loss before
    [InlineData("0.1600", Verdict.Mistaken, "this is what it was before the step")]
    [InlineData("0.159", Verdict.Rounded, "Right")]
    public void The_loss_that_a_step_led_to_must_be_told_from_the_one_before(string answer, Verdict verdict, string words)
    {
        Trainer trainer = HandoutNetwork.TrainerFor(HandoutNetwork.Create());
        StepLedger before = trainer.Explain([1, 3, 5], [1]);
        trainer.Step([1, 3, 5], [1]);
        StepLedger next = trainer.Explain([1, 3, 5], [1]);
        next.Loss.ToString("G4", System.Globalization.CultureInfo.InvariantCulture).Should().Be("0.1589");

        Marking marking = new Marker(next, before).Check(Quantity.Loss(), answer);

        marking.Verdict.Should().Be(verdict);
        marking.Explanation.Should().Contain(words);
        new Marker(next).Check(Quantity.Loss(), "0.16").Verdict.Should().Be(Verdict.Rounded, "nobody said what was before");
    }

    [Fact]
    public void The_step_before_is_one_of_the_same_network() =>
        FluentActions.Invoking(() => new Marker(_handout, StepOf(new Tanh()))).Should().Throw<ArgumentException>().WithMessage("*another network*");

    [Theory]
    [InlineData("0.5001", Verdict.Rounded)]
    [InlineData("0.500", Verdict.TooFewDigits)]
    [InlineData("0.50", Verdict.TooFewDigits)]
    [InlineData("0.5000", Verdict.TooFewDigits)] // 0.50009885 cut off, and the old weight
    [InlineData("0.50009", Verdict.Rounded)]     // cut off, and not the old weight
    [InlineData("0.50000", Verdict.Mistaken)]    // the old weight and nothing else
    public void A_new_weight_must_be_told_from_the_old_one_cut_off_as_well_as_rounded(string answer, Verdict verdict) =>
        new Marker(_handout).Check(Quantity.NewWeight("x1", "h1"), answer).Verdict.Should().Be(verdict);

    [Fact]
    public void A_carried_new_weight_must_be_told_from_the_old_one_too()
    {
        IReadOnlyList<Marking> marks = new Marker(_handout).Check([(_delta, "0.0123"), (Quantity.NewWeight("x1", "h1"), "0.500")]);

        marks[1].Verdict.Should().Be(Verdict.TooFewDigits); // 0.500123
    }

    [Fact]
    public void However_a_right_number_is_cut_or_rounded_it_is_never_wrong()
    {
        int asked = 0;
        foreach (IActivation activation in (IActivation[])[new Sigmoid(), new Tanh(), new Identity()])
        {
            StepLedger step = StepOf(activation);
            var facts = new StepFacts(step);
            var right = new StepCalculation(facts);
            var marker = new Marker(step);
            foreach (Quantity quantity in QuantityLists.Forward(facts).Concat(QuantityLists.Backward(facts)).Concat(QuantityLists.Update(facts)))
            {
                decimal value = (decimal)right[quantity];
                for (int decimals = 0; decimals <= 8; decimals++)
                {
                    decimal cut = Math.Truncate(value * (decimal)Math.Pow(10, decimals)) / (decimal)Math.Pow(10, decimals);
                    foreach (decimal written in (decimal[])[cut, Math.Round(value, decimals)])
                    {
                        string text = written.ToString("F" + decimals, System.Globalization.CultureInfo.InvariantCulture);
                        Marking marking = marker.Check(quantity, text);
                        (marking.IsRight || marking.Verdict == Verdict.TooFewDigits).Should().BeTrue($"{marking} of {value}");
                        asked++;
                    }
                }
            }
        }
        asked.Should().BeGreaterThan(1000);
    }

    [Theory]
    [InlineData("0.009886", Verdict.RoundedTooEarly)]
    [InlineData("0.009887", Verdict.RoundedTooEarly)]
    [InlineData("0.00988544", Verdict.RoundedTooEarly)]
    [InlineData("0.0098855", Verdict.RoundedTooEarly)]
    [InlineData("0.00989184", Verdict.RoundedTooEarly)] // the slope rounded to 0.0644
    [InlineData("0.009867", Verdict.RoundedTooEarly)]   // the activation taken as 0.931
    [InlineData("0.0098", Verdict.Rounded)]             // cut off
    [InlineData("0.00995", Verdict.NotRecognised)]      // 0.65 % too large
    public void Within_half_a_percent_an_answer_is_nearly_right(string answer, Verdict verdict) =>
        new Marker(_handout).Check(_delta, answer).Verdict.Should().Be(verdict);

    [Fact]
    public void An_answer_that_is_nearer_is_never_judged_worse_unless_a_mistake_gives_it()
    {
        var marker = new Marker(_handout);
        double right = marker.Check(_delta, "").Expected;
        Marking[] marks = [.. Enumerable.Range(1, 400).Select(i => right * (1 + i * 5e-5))
            .Select(answer => marker.Check(_delta, answer.ToString("F9", System.Globalization.CultureInfo.InvariantCulture)))];

        Marking[] unexplained = [.. marks.Where(mark => !mark.Mistakes.Any())];

        unexplained.Length.Should().BeGreaterThan(380);
        unexplained.Select(mark => mark.Points).Should().BeInDescendingOrder();
        unexplained.Select(mark => mark.Verdict).Distinct().Should().Equal(Verdict.RoundedTooEarly, Verdict.NotRecognised);
    }

    [Fact]
    public void A_weight_that_has_not_moved_is_not_near_the_new_one()
    {
        var marker = new Marker(_handout); // 0.8 → 0.8017873
        marker.Check(Quantity.NewWeight("h1", "y1"), "0.8000").Verdict.Should().Be(Verdict.Mistaken);
        marker.Check(Quantity.NewWeight("h1", "y1"), "0.80178").Verdict.Should().Be(Verdict.Rounded);
        marker.Check(Quantity.NewWeight("h1", "y1"), "0.801790").Verdict.Should().Be(Verdict.RoundedTooEarly);
        marker.Check(Quantity.NewWeight("h1", "y1"), "0.801850").Verdict.Should().NotBe(Verdict.RoundedTooEarly);
    }

    [Fact]
    public void A_mistake_in_the_slope_is_worded_by_the_nodes_own_activation_function()
    {
        StepLedger step = StepOf(new Tanh());
        var wrong = new StepCalculation(new StepFacts(step), MistakeKinds.NetInputInSlope);
        var marker = new Marker(step);
        string Said(Quantity quantity) => marker.Check(quantity, FilledFiles.Digits(wrong[quantity], 6)).Explanation;

        Said(Quantity.Delta("h1")).Should().Contain("you took ").And.NotContain("sigmoid");
        Said(Quantity.NewWeight("x1", "h1")).Should().Contain("slope_h1 = 1 − z_h1²").And.NotContain("sigmoid");
        Said(Quantity.Push("h1")).Should().Contain("slope_y1 = 1 − z_y1²");

        var identity = new Marker(StepOf(new Identity()));
        identity.Check(Quantity.Slope("h1"), "0.5").Explanation.Should().NotContain("you took");
    }

    [Fact]
    public void Of_two_digits_that_several_mistakes_give_more_are_asked_for()
    {
        StepLedger step = StepOf(new Sigmoid());
        var marker = new Marker(step);
        int vague = 0;
        foreach (ParameterChange change in step.Changes)
        {
            var quantity = Quantity.Of(QuantityKind.NewWeight, QuantityKind.NewBias, change.Parameter);
            double[] wrong = [.. Mistake.All.Select(mistake => step.With(mistake).Changes[change.Parameter.Number].NewValue)];
            for (int hundredths = 10; hundredths < 100; hundredths++)
            {
                string text = (0.01 * hundredths).ToString("F2", System.Globalization.CultureInfo.InvariantCulture);
                LearnersNumber number = LearnersNumber.Read(text)!.Value;
                if (number.Fits(change.NewValue) || wrong.Where(number.Rounds).Select(value => value.ToString("G9")).Distinct().Count() < 2) continue;
                vague++;
                Marking marking = marker.Check(quantity, text);

                marking.Verdict.Should().Be(Verdict.TooFewDigits, $"{quantity} = {text}");
                marking.Explanation.Should().Be("Too few digits to tell; write more of them.");
            }
        }
        vague.Should().BePositive();
    }

    [Fact]
    public void Who_goes_uphill_with_wrong_changes_of_her_own_has_stepped_uphill_and_nothing_else()
    {
        StepLedger step = StepOf(new Sigmoid());
        var facts = new StepFacts(step);
        // No slope anywhere; changes follow from there, and each is taken away from its weight.
        var pupil = new StepCalculation(facts, MistakeKinds.ForgetsSlope);
        Worksheet sheet = Worksheet.From(step, new WorksheetOptions { Blanks = WorksheetBlanks.Everything });
        var right = new StepCalculation(facts);
        double Written(Quantity q) => q.Kind is QuantityKind.NewWeight or QuantityKind.NewBias
            ? right[q with { Kind = q.IsOfWeight ? QuantityKind.Weight : QuantityKind.Bias }]
                - pupil[q with { Kind = q.IsOfWeight ? QuantityKind.WeightChange : QuantityKind.BiasChange }]
            : q.Kind == QuantityKind.Slope ? right[q] : pupil[q];

        MarkedWorksheet marked = sheet.Mark(sheet.Blanks.Select((blank, i) => (i, FilledFiles.Digits(Written(blank), 7))).ToDictionary(
            pair => pair.i + 1, pair => pair.Item2));

        Marking[] news = [.. marked.Markings.Where(mark => mark.Quantity.Kind is QuantityKind.NewWeight or QuantityKind.NewBias)];
        news.Should().HaveCount(7).And.OnlyContain(mark => mark.Mistakes.SequenceEqual(new[] { Mistake.StepsUphill }));
        news[0].Explanation.Should().Contain("from your own earlier numbers").And.Contain("you took the change away from");
        marked.Mistakes.Single(made => made.Mistake == Mistake.ForgetsSlope).Numbers.Should()
            .Equal(Quantity.Delta("y1"), Quantity.Delta("h1"), Quantity.Delta("h2"));
    }

    [Fact]
    public void A_mistake_counts_in_the_numbers_that_show_it_themselves_and_in_others_only_where_those_are_not_asked()
    {
        StepLedger step = StepOf(new Sigmoid());
        var pupil = new StepCalculation(new StepFacts(step), MistakeKinds.ForgetsSlope);
        IReadOnlyList<Quantity> Numbers(WorksheetBlanks blanks)
        {
            Worksheet sheet = Worksheet.From(step, new WorksheetOptions { Blanks = blanks });
            return sheet.Mark(sheet.Blanks.Select((blank, i) => (i, FilledFiles.Digits(pupil[blank], 7))).ToDictionary(pair => pair.i + 1, pair => pair.Item2))
                .Mistakes.Single().Numbers;
        }

        Numbers(WorksheetBlanks.Where(q => q.Kind is QuantityKind.Delta or QuantityKind.NewWeight)).Should().OnlyContain(q => q.Kind == QuantityKind.Delta);
        Numbers(WorksheetBlanks.Where(q => q.Kind == QuantityKind.NewWeight)).Should().NotBeEmpty();
    }

    [Fact]
    public void A_slip_is_recognised_when_it_is_made_again_with_numbers_that_it_made_wrong()
    {
        StepLedger step = StepOf(new Sigmoid());
        double Wrong(double z) => 1 / (1 + Math.Exp(z)); // e^z for e^(−z)
        double h1 = Wrong(0.7 * 0.8 + 0.1), h2 = Wrong(-0.4 * 0.8 + 0.3), z = 0.6 * h1 - 0.9 * h2 + 0.2;

        foreach (bool withSum in (bool[])[true, false])
        {
            var answers = new List<(Quantity, string)>
            {
                (Quantity.Activation("h1"), FilledFiles.Digits(h1, 6)), (Quantity.Activation("h2"), FilledFiles.Digits(h2, 6)),
                (Quantity.NetInput("y1"), FilledFiles.Digits(z, 6)), (Quantity.Activation("y1"), FilledFiles.Digits(Wrong(z), 6)),
            };
            if (!withSum) answers.RemoveAt(2);

            IReadOnlyList<Marking> marks = new Marker(step).Check(answers);

            marks[^1].Verdict.Should().Be(Verdict.Mistaken);
            marks[^1].Explanation.Should().Contain("from your own earlier numbers, but the net input has the wrong sign");
            if (withSum) marks[2].Verdict.Should().Be(Verdict.CarriedForward);
        }
    }
}
