using NodeNet.Activations;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Teaching;
using NodeNet.Tests.Handout;

namespace NodeNet.Tests.Teaching;

/// <summary>A mistake that is made at some nodes and not at others, and what follows from it.</summary>
public class SpreadMistakesTests
{
    private static readonly Marker _handout = new(HandoutNetwork.TrainerFor(HandoutNetwork.CreateWithOneLearningOutputWeight()).Explain([1, 3, 5], [1]));

    private static readonly (string Name, WorksheetBlanks Blanks)[] _blanks =
    [
        ("deltas", WorksheetBlanks.Deltas), ("backward", WorksheetBlanks.BackwardPass), ("everything", WorksheetBlanks.Everything),
        ("update", WorksheetBlanks.Update), ("h1", WorksheetBlanks.OfNode("h1")),
    ];

    private static readonly int[][] _shapes = [[2, 3, 1], [2, 2, 2], [2, 3, 2, 1]];

    [Fact]
    public void A_number_that_is_right_given_a_wrong_one_follows_from_the_first_wrong_one()
    {
        IReadOnlyList<Marking> markings = _handout.Check(
            [(Quantity.Delta("y1"), "0.777"), (Quantity.Push("h1"), "0.6216"), (Quantity.Delta("h1"), "0.040005"),
                (Quantity.WeightChange("x1", "h1"), "0.00040005")]);

        markings.Select(marking => marking.Verdict).Should()
            .Equal(Verdict.NotRecognised, Verdict.CarriedForward, Verdict.CarriedForward, Verdict.CarriedForward);
        markings.Skip(1).Should().OnlyContain(marking => marking.Explanation == "Right from your own earlier numbers: it follows from your δ of y1.");
    }

    [Fact]
    public void No_number_that_was_answered_rightly_is_to_be_checked_first()
    {
        IReadOnlyList<Marking> markings = _handout.Check([(Quantity.Delta("y1"), "0.192"), (Quantity.Delta("h1"), "0.0123456")]);

        markings[1].CheckFirst.Should().Be(Quantity.Activation("h1"), "the δ of y1 is right");
        StepLedger step = Given.Trainer(Small([2, 3, 1], 1), 0.5).Explain([1, 2], [1]);
        Worksheet sheet = Worksheet.From(step, new WorksheetOptions { Blanks = WorksheetBlanks.Deltas });
        double right = sheet.Mark(new Dictionary<int, string>()).Markings[0].Expected;
        sheet.Mark(new Dictionary<int, string> { [1] = FilledFiles.Digits(right, 5), [2] = "0.0123456" }).Markings[1].Explanation.Should()
            .Be("Not right, and not a mistake that I know.", "all that it is computed from is right, or given");
        _handout.Check(Quantity.Delta("h1"), "0.0123456").CheckFirst.Should().Be(Quantity.Delta("y1"), "nobody knows it of an answer alone");
    }

    [Fact]
    public void A_mistake_at_several_nodes_is_one_mistake()
    {
        StepLedger step = Given.Trainer(Small([2, 3, 1], 1), 0.5).Explain([1, 2], [1]);
        var right = new StepCalculation(new StepFacts(step));
        Quantity[] hidden = [Quantity.Delta("h1"), Quantity.Delta("h2"), Quantity.Delta("h3")];
        Worksheet sheet = Worksheet.From(step, new WorksheetOptions { Blanks = WorksheetBlanks.Deltas });

        // The slope is forgotten at the three hidden nodes, and the output's δ is right.
        MarkedWorksheet marked = sheet.Mark(new[] { right[Quantity.Delta("y1")] }.Concat(hidden.Select(delta => right[delta with { Kind = QuantityKind.Push }]))
            .Select((number, i) => (i, FilledFiles.Digits(number, 5))).ToDictionary(pair => pair.i + 1, pair => pair.Item2));

        marked.Markings.Select(marking => marking.Explanation).Should().Equal(
            "Right, rounded.",
            "This number comes out like this: \"forgets the slope\": you stopped at the push; δ is the push times the slope.",
            "This number comes out like this: the same mistake as in the δ of h1, \"forgets the slope\": you stopped at the push; "
                + "δ is the push times the slope.",
            "This number comes out like this: the same mistake as in the δ of h1, \"forgets the slope\": you stopped at the push; "
                + "δ is the push times the slope.");
        marked.Mistakes.Should().ContainSingle();
        marked.Mistakes[0].Mistake.Should().Be(Mistake.ForgetsSlope);
        marked.Mistakes[0].Numbers.Should().Equal(hidden);
        marked.FirstWrong.Should().Be(hidden[0]);
        marked.ToMarkdown().Should().EndWith("\n1 of 4 points\n\nforgets the slope: δ of h1, δ of h2, δ of h3\n");
    }

    [Fact]
    public void A_mistake_at_a_node_that_was_not_asked_for_is_recognised()
    {
        // 0.8 · 0.8 · 0.0643583: the slope forgotten at the output alone.
        Marking marking = _handout.Check(Quantity.Delta("h1"), "0.041189");

        marking.Mistakes.Should().Equal(Mistake.ForgetsSlope);
        marking.Explanation.Should().Contain("\"forgets the slope\", at y1: δ = push");
        _handout.Check(Quantity.Delta("h1"), "0.0412").Verdict.Should().Be(Verdict.NotRecognised, "of three digits too many numbers are made");
    }

    [Fact]
    public void What_follows_from_a_wrong_number_by_way_of_rounded_ones_is_nearly_right()
    {
        // 0.777 · 0.8 = 0.6216, taken as 0.622, times a slope of 0.931 · 0.069, taken as 0.0642.
        IReadOnlyList<Marking> markings = _handout.Check([(Quantity.Delta("y1"), "0.777"), (Quantity.Delta("h1"), "0.039932")]);

        markings[1].Verdict.Should().Be(Verdict.RoundedTooEarly);
        markings[1].Explanation.Should().Contain("from your own earlier numbers, but every number on the way was rounded to 3 significant digits");
    }

    [Fact]
    public void Of_one_digit_nobody_can_tell_whether_it_follows()
    {
        // 0.777 · 0.8 · 0.0643583 = 0.04
        IReadOnlyList<Marking> markings = _handout.Check([(Quantity.Delta("y1"), "0.777"), (Quantity.Delta("h1"), "0.04")]);

        markings[1].Verdict.Should().Be(Verdict.TooFewDigits);
    }

    [Fact]
    public void Wherever_a_mistake_is_made_every_number_is_recognised_and_every_hint_is_true()
    {
        int wrong = 0;
        foreach (int[] shape in _shapes)
        {
            StepLedger step = Given.Trainer(Small(shape, seed: 1), 0.5).Explain([1, 2], [.. Enumerable.Repeat(0.9, shape[^1])]);
            foreach ((string name, WorksheetBlanks blanks) in _blanks)
            {
                Worksheet sheet = Worksheet.From(step, new WorksheetOptions { Blanks = blanks });
                foreach (Mistake mistake in Mistake.All)
                {
                    foreach (string[] at in Places(step))
                        wrong += Check(step, sheet, mistake, at, $"{mistake} at {string.Join(' ', at)} of {string.Join('-', shape)}, {name}");
                }
            }
        }
        wrong.Should().BeGreaterThan(500);
    }

    private static Network Small(int[] shape, int seed)
    {
        var builder = new NetworkBuilder(shape[0]);
        foreach (int nodes in shape.Skip(1)) builder.AddLayer(nodes, new Sigmoid());
        Network network = builder.Build(seed);
        foreach (Node node in network.Layers.Skip(1).SelectMany(layer => layer.Nodes)) node.Bias = 0.1 * seed;
        return network;
    }

    /// <summary>Each node, each layer, all nodes, all hidden ones, and two of a layer.</summary>
    private static IEnumerable<string[]> Places(StepLedger step)
    {
        LedgerLayer[] layers = [.. step.Network.Layers.Skip(1)];
        foreach (LedgerNode node in layers.SelectMany(layer => layer.Nodes)) yield return [node.Name];
        foreach (LedgerLayer layer in layers.Where(layer => layer.Nodes.Count > 1)) yield return [.. layer.Nodes.Select(node => node.Name)];
        yield return [.. layers.SelectMany(layer => layer.Nodes).Select(node => node.Name)];
        yield return [.. layers.SkipLast(1).SelectMany(layer => layer.Nodes).Select(node => node.Name)];
        yield return [.. layers[0].Nodes.Take(2).Select(node => node.Name)];
    }

    /// <summary>A pupil who makes the mistake at these nodes and writes six digits, from which she goes on.</summary>
    /// <returns>How many of the numbers are wrong.</returns>
    private static int Check(StepLedger step, Worksheet sheet, Mistake mistake, string[] at, string what)
    {
        var facts = new StepFacts(step);
        var pupil = new StepCalculation(facts, mistake.Kind, quantity => at.Contains(quantity.Node));
        var answers = new Dictionary<int, string>();
        for (int i = 0; i < sheet.Blanks.Count; i++)
        {
            string written = FilledFiles.Digits(pupil[sheet.Blanks[i]], 6);
            answers[i + 1] = written;
            pupil.Assume(sheet.Blanks[i], LearnersNumber.Read(written)!.Value.Value);
        }

        MarkedWorksheet marked = sheet.Mark(answers);

        Dictionary<Quantity, Marking> all = marked.Markings.ToDictionary(marking => marking.Quantity);
        foreach (Marking marking in marked.Markings)
        {
            marking.Verdict.Should().NotBe(Verdict.NotRecognised, $"{marking} ({what})");
            if (marking.CheckFirst is { } first)
            {
                all[first].Verdict.Should().BeOneOf([Verdict.Mistaken, Verdict.RoundedTooEarly, Verdict.TooFewDigits], $"{marking} ({what})");
            }
        }
        return marked.Markings.Count(marking => !marking.IsRight);
    }
}
