using System.Text.Json;
using NodeNet.Drawing;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Teaching;
using NodeNet.Training;

namespace NodeNet.Tests.Replay;

/// <summary>The replay in a real browser: what it shows are the ledger's numbers, and everybody can use it.</summary>
public class ReplayInBrowserTests
{
    private static readonly ReplayOptions _exact = new() { Digits = 17 };

    [BrowserFact]
    public void Going_forward_shows_the_ledgers_numbers_and_going_back_takes_them_away_again()
    {
        StepLedger step = Steps.Handout();
        Visit visit = Browser.Open(step.ToReplay(options: _exact), new View(), ["click", ".numbers summary"], ["walk", "#forward"], ["walk", "#back"]);
        Sight[] forth = visit.Walk(0);
        Sight[] back = visit.Walk(1);

        // Two stops before the nodes, one a node and two of loss, one δ a node, one update a node, and whether it helped.
        forth.Select(sight => sight.Run.Title).Should().HaveCount(2 + 5 + 2 + 5 + 5 + 1);
        foreach (NodeForward node in step.Examples[0].Forward)
        {
            int at = Array.FindIndex(forth, sight => sight.Run.Title == $"Forward through {node.Node.Name}");
            forth[at].Run.Result().Should().Be(node.Activation);
            forth[at].Run.Number(node.Node.Name, "net input").Should().Be(node.NetInput);
            forth[at - 1].Run.Table[node.Node.Name].Should().NotContainKeys("net input", "activation");
        }
        foreach (NodeDelta delta in step.Examples[0].Deltas)
            forth.Single(sight => sight.Run.Title == $"δ of {delta.Node.Name}").Run.Result().Should().Be(delta.Delta);
        foreach (ParameterChange change in step.Changes.Where(change => !change.Parameter.IsBias))
        {
            string name = $"{change.Parameter.Source} → {change.Parameter.Target}";
            forth[0].Run.Number(name, "weight").Should().Be(change.OldValue);
            forth[0].Run.Table[name].Should().NotContainKey("new weight");
            forth[^1].Run.Number(name, "new weight").Should().Be(change.NewValue);
        }

        for (int stop = 0; stop < forth.Length; stop++)
        {
            Sight there = back[^(stop + 1)];
            there.Run.Should().BeEquivalentTo(forth[stop].Run, "stop {0} is the same from either side", stop);
            there.Position.Should().Be(forth[stop].Position);
        }
        visit.Console.Should().BeEmpty();
        visit.Requests.Should().BeEmpty();
    }

    [BrowserFact]
    public void At_every_connection_the_sum_grows_by_its_term()
    {
        StepLedger step = Steps.Handout();
        Visit visit = Browser.Open(step.ToReplay(options: _exact), new View(), ["select", "#pace", "connection"], ["walk", "#forward"]);
        Sight[] stops = visit.Walk(0);

        // 0.5 · 1 = 0.5; 0.5 + 1.2 · 3 = 4.1; 4.1 + (−0.3) · 5 = 2.6
        string[] terms = ["x1 → h1", "x2 → h1", "x3 → h1"];
        Sight[] sums = [.. terms.Select(term => stops.First(sight => sight.Run.Title == term))];
        sums.Select(sum => sum.Run.Result()).Should().Equal(0.5, 0.5 + 1.2 * 3, step.Examples[0].ForwardOf("h1").NetInput);
        // The term is multiplied out before it is added: 4.1 + (−0.3) · 5 = 4.1 − 1.5 = 2.6
        sums[2].Run.Formulas[0].Numbers.Should().Equal("4.1", "−0.3", "5", "4.1", "1.5", "2.5999999999999996");
        stops[^2].Run.Result().Should().Be(step.Change("h4", "y1").NewValue);
    }

    [BrowserFact]
    public void The_loss_curve_has_a_point_where_the_run_stands()
    {
        IReadOnlyList<StepLedger> run = Steps.Xor(2, steps: 4);
        Visit visit = Browser.Open(run.ToReplay(options: _exact), new View(), ["select", "#pace", "step"], ["walk", "#forward"]);
        Sight[] stops = visit.Walk(0);

        // The start, and the end of every step.
        stops.Select(sight => sight.Run.Curve![..sight.Run.Curve!.IndexOf(';')]).Should().Equal(
            run.Prepend(run[0]).Select(step => $"Loss: {ExactText(step.Loss)} in step {step.Setup.StepNumber}"));
        stops[2].Where.Should().StartWith("Training step 2 (2 of 4 here) · all 4 examples · α = 2, sse, gradient descent");
    }

    [BrowserFact]
    public void The_curve_of_a_long_run_is_a_mean_over_neighbouring_steps()
    {
        // 50 epochs of the four examples one by one: 200 losses, each of another example than the one before.
        var trainer = new Trainer(Given.Small(), new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.5, Epochs = 50 });
        RecordedRun run = trainer.TrainRecorded(Given.Xor());

        Visit visit = Browser.Open(run.ToReplay(), new View(), ["read"]);

        visit.Sight(0).Run.Curve.Should().EndWith("(line: mean over 5 steps)");
    }

    [BrowserFact]
    public void Two_runs_stand_side_by_side_and_the_next_difference_is_found()
    {
        StepLedger slow = Steps.Xor(0.5, steps: 1)[0];
        StepLedger fast = Steps.Xor(2, steps: 1)[0];
        Visit visit = Browser.Open(slow.ToReplay(fast, _exact), new View(),
            ["click", "#difference"], ["read"], ["click", "#last"], ["click", "#back"], ["read"], ["click", "#last"], ["read"]);
        Sight difference = visit.Sight(0);
        Sight end = visit.Sight(1);

        // From the same start all is the same until α comes in.
        difference.Runs.Select(run => run.Name).Should().Equal("α = 0.5", "α = 2");
        difference.Runs.Select(run => run.Title).Should().Equal("New bias of h1", "New bias of h1");
        difference.Runs.Select(run => run.Result()).Should().Equal(slow.ChangeOfBias("h1").NewValue, fast.ChangeOfBias("h1").NewValue);
        difference.Runs.Select(run => run.Differs).Should().Equal(false, true);
        difference.Live.Should().Contain("α = 2: New bias of h1");
        end.Runs.Select(run => run.Result()).Should().Equal(slow.Change("h3", "y1").NewValue, fast.Change("h3", "y1").NewValue);
        visit.Sight(2).Runs.Select(run => run.Result()).Should().Equal(slow.LossAfter(), fast.LossAfter());
        end.Where.Should().EndWith("α = 0.5, sse, gradient descent · α = 2, sse, gradient descent");
    }

    [BrowserFact]
    public void A_step_with_a_mistake_stands_beside_the_right_one()
    {
        StepLedger right = Steps.Handout();
        StepLedger wrong = right.With(Mistake.UpdatesBeforePropagating);
        Visit visit = Browser.Open(
            right.ToReplay(wrong), new View(), ["click", "#difference"], ["read"], ["select", "#pace", "node"], ["click", "#forward"], ["read"]);
        Sight difference = visit.Sight(0);

        // 0.192 · 0.8, and with the weight after its update 0.192 · 0.8018
        difference.Runs.Select(run => run.Name).Should().Equal("right", "updates before propagating");
        difference.Runs[0].Formulas[0].Numbers.Should().Equal("0.192", "0.8", "0.1536");
        difference.Runs[1].Formulas[0].Numbers.Should().Equal("0.192", "0.8018", "0.1539");
        difference.Runs[1].Formulas[0].Shown.Should().Contain("new wh1→y1");
        visit.Sight(1).Runs.Select(run => run.Nodes["h1"].Delta).Should().Equal("δ 0.0099", "δ 0.0099");
        visit.Sight(1).Runs.Select(run => run.Result()).Should().Equal(0.009885, 0.009908);
    }

    [BrowserFact]
    public void A_recorded_run_shows_the_steps_that_were_kept_and_the_loss_of_all()
    {
        var trainer = new Trainer(Given.Small(), new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 2, Epochs = 30, BatchSize = 4 });
        RecordedRun run = trainer.TrainRecorded(Given.Xor(), new RunRecording { MostLedgers = 4 });
        Visit visit = Browser.Open(run.ToReplay(options: _exact), new View(), ["select", "#pace", "step"], ["click", "#last"], ["read"]);
        Sight end = visit.Sight(0);

        end.Where.Should().StartWith($"Epoch 30 · Training step 30 ({run.Steps.Count} of {run.Steps.Count} here)");
        end.Run.Curve.Should().Be($"Loss: {ExactText(run.Losses[29])} in step 30; highest {ExactText(run.Losses.Max())}, lowest {ExactText(run.Losses.Min())}");
    }

    [BrowserFact]
    public void The_keyboard_alone_does_everything()
    {
        Visit visit = Browser.Open(Steps.Handout().ToReplay(), new View(),
            ["press", "ArrowRight", 2], ["read"], // on the page itself
            ["press", "ArrowLeft"], ["read"],
            ["press", "Tab", 9], ["read"], // five phases, three settings, then the network: one stop for all its nodes
            ["press", "ArrowDown"], ["press", "ArrowRight"], ["read"],
            ["press", "Enter"], ["read"],
            ["press", "Escape"], ["read"],
            ["press", "Tab", 6], ["read"], // the tables, keys and conventions, first, previous, play, next
            ["press", "Enter", 3], ["press", "PageDown"], ["read"],
            ["press", "End"], ["read"]);

        visit.Sight(0).Run.Title.Should().Be("Forward through h1");
        visit.Sight(1).Run.Title.Should().Be("The example");
        visit.Sight(2).Focus.Should().Be("x1");
        visit.Sight(3).Focus.Should().Be("h2", "it is the nearest to x2 in the next layer");
        visit.Sight(4).Run.About!.Title.Should().Be("The arithmetic of h2");
        visit.Sight(4).Run.About!.Lines[0].Should().Be("Forward through h2not yet");
        visit.Sight(4).Run.About!.Neighbours.Should().Equal("x1 → h2", "x2 → h2", "x3 → h2", "h2 → y1");
        visit.Sight(5).Run.About.Should().BeNull();
        visit.Sight(5).Focus.Should().Be("h2");
        visit.Sight(6).Focus.Should().Be("forward");
        visit.Sight(7).Run.Title.Should().Be("Forward through h4");
        visit.Sight(8).Run.Title.Should().Be("Did it help?");
    }

    [BrowserFact]
    public void A_connection_tells_its_arithmetic_and_leads_to_its_moments()
    {
        Visit visit = Browser.Open(Steps.Handout().ToReplay(), new View(),
            ["click", "#last"], ["click", ".edge[data-from=h1][data-to=y1] .value"], ["read"], ["click", ".about .line"], ["read"]);

        AboutSight about = visit.Sight(0).Run.About!;
        about.Title.Should().Be("The arithmetic of h1 → y1");
        about.Lines.Should().HaveCount(3).And.Contain(line => line.Contains("new wh1→y1 =0.8 +0.001787 =0.8018"));
        about.Neighbours.Should().Equal("h1", "y1");
        visit.Sight(1).Run.Title.Should().Be("h1 → y1", "its first moment is its term in the forward pass");
    }

    [BrowserFact]
    public void What_is_shown_is_said_aloud()
    {
        Visit visit = Browser.Open(Steps.Handout().ToReplay(), new View(), ["press", "ArrowRight", 2], ["read"], ["click", "[data-node=h1]"], ["read"]);

        // Both formulas of the stop.
        const string sum = "net input of h1 equals 0.5 times 1 plus 1.2 times 3 plus negative 0.3 times 5 equals 0.5 plus 3.6 minus 1.5 equals 2.6";
        visit.Sight(0).Live.Should().Be(
            $"Forward through h1. {sum}. activation of h1 equals sigmoid(2.6) equals 1 divided by (1 plus e to the (negative 2.6)) equals 0.9309");
        visit.Sight(0).Run.Formulas[0].Spoken.Should().Be(sum);
        visit.Sight(0).Run.Nodes["h1"].Spoken.Should().Be("net input 2.6, activation 0.9309");
        visit.Sight(1).Live.Should().Be("h1 chosen. Its arithmetic is listed in place of the formula.");
    }

    [BrowserFact]
    public void It_plays_by_itself_to_the_end()
    {
        Visit visit = Browser.Open(Steps.Handout().ToReplay(), new View(ReducedMotion: true),
            ["select", "#pace", "phase"], ["select", "#speed", "150"], ["click", "#play"],
            ["wait",
                "document.getElementById('forward').getAttribute('aria-disabled') === 'true' && "
                    + "document.getElementById('play').getAttribute('aria-pressed') === 'false'"], ["read"],
            ["evaluate", "getComputedStyle(document.querySelector('.node circle')).transitionDuration"]);

        visit.Sight(0).Phase.Should().Be("Did it help?");
        visit.Sight(0).Live.Should().Be("Did it help? The same example once more. Yes: with the new weights the loss is smaller. loss: 0.16 becomes 0.1589");
        visit.Results[1].GetString().Should().Be("0s", "the reader asked for reduced motion");
    }

    [BrowserFact]
    public void Axe_finds_no_serious_fault_in_light_and_dark()
    {
        foreach (bool isDark in new[] { false, true })
        {
            Visit visit = Browser.Open(Steps.Xor(0.5, steps: 2).ToReplay(Steps.Xor(2, steps: 2)), new View(IsDark: isDark),
                ["axe"], ["click", "#difference"], ["click", "[data-node=h2]"], ["click", ".numbers summary"], ["click", "#help summary"], ["axe"]);

            foreach (JsonElement result in visit.Results)
            {
                result.GetProperty("rules").GetInt32().Should().BeGreaterThan(20, "otherwise nothing was checked");
                result.GetProperty("violations").EnumerateArray().Select(violation => violation.GetString()!)
                    .Where(violation => violation.StartsWith("serious", StringComparison.Ordinal) || violation.StartsWith("critical", StringComparison.Ordinal))
                        .Should()
                        .BeEmpty();
            }
        }
    }

    [BrowserFact]
    public void Labels_that_hold_markup_do_no_harm()
    {
        Visit visit = Browser.Open(
            Steps.Hostile().ToReplay(),
            new View(),
            ["click", ".numbers summary"],
            ["walk", "#forward"],
            ["click", "[data-node=h1]"],
            ["read"],
            ["evaluate", "document.querySelectorAll('img').length + document.scripts.length"]);

        visit.Sight(1).Run.About!.Title.Should().Be("The arithmetic of h1 <img src=x onerror=alert(2)>");
        visit.Results[2].GetInt32().Should().Be(2, "there are the data and the script, and no picture");
        visit.Dialogs.Should().BeEmpty();
        visit.Console.Should().BeEmpty();
        visit.Requests.Should().BeEmpty();
    }

    [BrowserFact]
    public void On_a_narrow_screen_nothing_sticks_out()
    {
        Visit visit = Browser.Open(Steps.Xor(0.5, steps: 2).ToReplay(Steps.Xor(2, steps: 2)), new View(Width: 320, Height: 640),
            ["click", "#last"], ["click", "[data-node=y1]"], ["evaluate", "document.documentElement.scrollWidth"]);

        visit.Results[0].GetInt32().Should().BeLessThanOrEqualTo(320);
    }

    [BrowserFact]
    public void Numbers_are_written_for_readers()
    {
        (string Code, string Expected)[] cases =
        [
            ("replay.formatNumber(0.93086157965665317, 4)", "0.9309"),
            ("replay.formatNumber(-0.3, 4)", "−0.3"),
            ("replay.formatNumber(0, 4)", "0"),
            ("replay.formatNumber(1.25e-7, 4)", "1.25×10⁻⁷"),
            ("replay.formatNumber(1e21, 3)", "1×10²¹"),
            ("replay.formatNumber(-Infinity, 3)", "−∞"),
            ("replay.formatNumber(0.1 + 0.2, 17)", "0.30000000000000004"),
            ("replay.formatNumber(null, 4)", "?"),
            ("replay.speakNumber(-1.25e-7, 4)", "negative 1.25 times ten to the minus 7"),
            ("replay.formatAmong(0.123456, 12.5, 3)", "0.1"),
            ("replay.formatAmong(0.000123, 12.5, 3)", "0.0001"),
            ("replay.formatWithin(0.00902, 3, 6)", "0.009"),
            ("replay.formatWithin(0.00000052, 3, 6)", "5×10⁻⁷"),
            ("replay.formatWithin(0.00000052, 3, 4)", "5×10⁻⁷"),
            ("replay.formatWithin(-2.4e-13, 3, 4)", "−2×10⁻¹³"),
            ("replay.formatWithin(1e21, 3, 4)", "1×10²¹"),
            ("replay.formatWithin(-0.00747, 3, 5)", "−0.007"),
            ("replay.formatWithin(1234567, 3, 6)", "1×10⁶"),
            ("String(replay.digitsToTell(1.2002966, 1.2, 4))", "5"),
            ("String(replay.digitsToTell(0.8017873, 0.8, 4))", "4"),
            ("String(replay.digitsToTell(0.5, 0.5, 3))", "3"),
        ];
        Visit visit = Browser.Open(
            Steps.Handout().ToReplay(), new View(), [.. cases.Select(each => new System.Text.Json.Nodes.JsonArray("evaluate", each.Code))]);

        visit.Results.Select(result => result.GetString()).Should().Equal(cases.Select(each => each.Expected));
    }

    /// <summary>A number as the page writes it with all its digits.</summary>
    private static string ExactText(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture).Replace('-', '−');
}
