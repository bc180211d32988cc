using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using NodeNet.Drawing.Replay;
using NodeNet.Inspection;
using NodeNet.Teaching;
using NodeNet.Tests.Inspection;

namespace NodeNet.Tests.Replay;

/// <summary>The formulas that a step is written as: they name numbers of the step's table, and the page fills these in.</summary>
public partial class ReplayFormulaTests
{
    [Fact]
    public void A_nodes_net_input_is_the_sum_of_weight_times_activation()
    {
        (List<ReplayLine> lines, StepNumbers numbers) = Write(Steps.Handout());

        ReplayLine h1 = Line(lines, "Forward through *", "h1");
        h1.Formulas[0].Should().Be("[z h1] = {w x1:h1} · {a x1} + {w x2:h1} · {a x2} + {w x3:h1} · {a x3} = {q x1:h1} + {q x2:h1} + {q x3:h1} = {z h1}");
        Filled(h1.Formulas[0], numbers).Should().Be("[z h1] = 0.5 · 1 + 1.2 · 3 + -0.3 · 5 = 0.5 + 3.5999999999999996 + -1.5 = 2.5999999999999996");
        h1.Formulas[1].Should().Be("[a h1] = sigmoid({z h1}) = 1 / (1 + e^(−{z h1})) = {a h1}");
    }

    [Fact]
    public void A_hidden_nodes_delta_is_what_comes_back_times_its_slope()
    {
        (List<ReplayLine> lines, _) = Write(Steps.Handout());

        Line(lines, "δ of *", "h1").Formulas.Should().Equal(
            "[p h1] = {d y1} · {w h1:y1} = {p h1}",
            "[s h1] = {a h1} · (1 − {a h1}) = {s h1}",
            "[d h1] = {p h1} · {s h1} = {d h1}");
    }

    [Fact]
    public void A_weight_changes_by_the_rate_times_delta_times_activation()
    {
        (List<ReplayLine> lines, _) = Write(Steps.Handout());

        lines.Single(line => line.About == "x1:h1" && line.Phase == "update").Formulas.Should().Equal(
            "[c x1:h1] = {r} · {d h1} · {a x1} = {c x1:h1}",
            "[W x1:h1] = {w x1:h1} + {c x1:h1} = {W x1:h1}");
    }

    [Fact]
    public void A_step_ends_with_what_it_was_good_for()
    {
        StepLedger step = Steps.Handout();
        (List<ReplayLine> lines, StepNumbers numbers) = Write(step);

        lines[^1].Title.Should().Be("Did it help?");
        lines[^1].Formulas.Should().Equal("[L]: {L} → {A}");
        lines[^1].Say.Should().Be("The same example once more. Yes: with the new weights the loss is smaller.");
        numbers.Step["A"].Should().Equal(step.LossAfter());
    }

    [Fact]
    public void A_step_that_made_it_worse_says_so()
    {
        // α = 60 jumps over the valley; a batch's loss is that of all its examples.
        StepLedger step = Steps.Xor(60, steps: 1)[0];
        (List<ReplayLine> lines, StepNumbers numbers) = Write(step);

        step.LossAfter().Should().BeGreaterThan(step.Loss);
        lines[^1].Say.Should().Be("The same examples once more. No: with the new weights the loss is larger.");
        lines[^1].Formulas.Should().Equal("[M]: {M} → {A}");
        numbers.Step["M"].Should().Equal(step.Loss);
    }

    [Fact]
    public void A_step_that_changes_nothing_says_so()
    {
        (List<ReplayLine> lines, _) = Write(Given.Trainer(Given.Line(), learningRate: 0.1).Explain([0], [Given.Line().Predict([0])[0]]));

        lines[^1].Say.Should().EndWith("The loss is what it was.");
    }

    [Fact]
    public void The_tables_columns_stand_in_the_order_of_computing()
    {
        (_, StepNumbers numbers) = Write(Steps.Handout());

        numbers.Shape.Kinds.Where(kind => kind.Of == "node").Select(kind => kind.Name).Should().Equal(
            "bias", "net input", "activation", "target", "loss term", "slope of the loss", "push", "slope", "δ", "change of the bias", "new bias");
        numbers.Shape.Kinds.Where(kind => kind.Of == "edge").Select(kind => kind.Name).Should().Equal(
            "weight", "sum so far", "weighted input", "sum so far, back", "weighted δ", "change of the weight", "new weight");
    }

    [Fact]
    public void A_batch_says_every_examples_part()
    {
        (List<ReplayLine> lines, _) = Write(Steps.Xor(0.5, steps: 1)[0]);

        lines.Single(line => line.About == "x1:h1" && line.Phase == "update").Formulas[0].Should().Be(
            "[G x1:h1] = ({g x1:h1 #0} + {g x1:h1 #1} + {g x1:h1 #2} + {g x1:h1 #3}) / 4 = {G x1:h1}");
    }

    [Fact]
    public void Long_sums_are_shortened_in_the_middle()
    {
        string[] terms = [.. Enumerable.Range(1, 20).Select(number => number.ToString(CultureInfo.InvariantCulture))];

        StepScript.Sum(terms[..12]).Should().Be("1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11 + 12");
        StepScript.Sum(terms).Should().Be("1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + … (9 more) + 19 + 20");
    }

    [Fact]
    public void A_formula_that_does_not_give_the_recorded_number_is_not_claimed()
    {
        Claim.Pick(0.25, new Claim("a · (1 − a)", 0.25)).Should().Be("a · (1 − a)");
        Claim.Pick(1.0, new Claim("a · (1 − a)", 0.25), new Claim("1", 1.0)).Should().Be("1", "a step that forgets the slope has 1 for it");
        Claim.Pick(0.7, new Claim("a · (1 − a)", 0.25)).Should().BeNull();
    }

    [Fact]
    public void A_number_that_differs_from_the_tables_stands_in_the_formula_itself()
    {
        var numbers = new StepNumbers(new ReplayShape(Steps.Handout().Network), examples: 1);

        numbers.Put(ReplayKind.Weight, "x1:h1", 0.5, example: null).Should().Be("{w x1:h1}");
        numbers.Put(ReplayKind.Weight, "x1:h1", 0.5, example: null).Should().Be("{w x1:h1}");
        numbers.Put(ReplayKind.Weight, "x1:h1", 0.25, example: null).Should().Be("{w x1:h1 =0.25}");
    }

    [Fact]
    public void Every_number_that_a_formula_names_is_in_the_table_and_every_sum_so_far_ends_in_the_net_input() =>
        LedgerCase.Any.Sample(each =>
        {
            StepLedger step = each.Trainer().Explain(each.Data);
            (List<ReplayLine> lines, StepNumbers numbers) = Write(step);

            lines.Should().OnlyContain(line => line.Formulas.Count > 0 || line.Title == "Before the step");
            foreach (ReplayLine line in lines)
            {
                foreach (string formula in line.Formulas) Filled(formula, numbers, line.Example).Should().NotContain("{");
            }
            foreach (NodeForward record in step.Examples[0].Forward.Where(record => record.Terms.Count > 0))
            {
                string last = lines.Last(line => line.Example == 0 && line.Phase == "forward" && line.For == record.Node.Name).Formulas[0];
                Filled(last, numbers).Should().EndWith("= " + record.NetInput.ToString("R", CultureInfo.InvariantCulture));
            }
            lines.Count(line => line.Title is "New weight of *" or "New bias of *").Should().Be(step.Changes.Count);
        }, iter: 100);

    private static (List<ReplayLine> Lines, StepNumbers Numbers) Write(StepLedger step)
    {
        var numbers = new StepNumbers(new ReplayShape(step.Network), step.Examples.Count);
        return (StepScript.Of(step, numbers), numbers);
    }

    private static ReplayLine Line(List<ReplayLine> lines, string title, string about) =>
        lines.Single(line => line.Title == title && line.About == about && line.Pace != "connection");

    /// <summary>The formula with its numbers.</summary>
    private static string Filled(string formula, StepNumbers numbers, int example = 0) => Number().Replace(formula, match =>
    {
        if (match.Groups["value"].Success) return match.Groups["value"].Value;
        string kind = match.Groups["kind"].Value;
        int of = match.Groups["example"].Success ? int.Parse(match.Groups["example"].Value, CultureInfo.InvariantCulture) : example;
        double?[] values = numbers.Step.TryGetValue(kind, out double?[]? shared) ? shared : numbers.Examples[of][kind];
        ReplayKind known = numbers.Shape.Kinds.Single(each => each.Code == kind);
        return values[numbers.Shape.PlaceOf(known, match.Groups["id"].Value)]!.Value.ToString("R", CultureInfo.InvariantCulture);
    });

    [GeneratedRegex(@"\{(?<kind>\w+)(?: (?<id>[^ {}#=]+))?(?: #(?<example>\d+))?(?: =(?<value>[^ {}]+))?\}")]
    private static partial Regex Number();
}
