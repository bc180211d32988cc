using System.Text.Json;
using NodeNet.Activations;
using NodeNet.Drawing;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Teaching;
using NodeNet.Tests.Handout;
using NodeNet.Training;

namespace NodeNet.Tests.Replay;

/// <summary>What a class needs of the replay, in a real browser: large letters, a bar that stays, a place to link to, a run that says how it goes.</summary>
public class ReplayInClassTests
{
    [BrowserFact]
    public void The_next_buttons_list_takes_the_focus_to_its_heading()
    {
        Visit visit = Browser.Open(Steps.Handout().ToReplay(), new View(),
            ["evaluate", "document.querySelector('[data-node=h1]').focus()"], ["press", "Enter"],
            ["evaluate", "[...document.querySelectorAll('.ways button')].find(button => button.textContent === 'x3 → h1').focus()"],
            ["press", "Enter"], ["evaluate", "document.activeElement.textContent"], ["press", "Escape"], ["read"]);

        visit.Results[2].GetString().Should().Be("The arithmetic of x3 → h1");
        visit.Sight(3).Focus.Should().Be("h1", "it was reached from there");
    }

    [BrowserFact]
    public void New_numbers_have_the_digits_that_tell_them_from_the_old_ones()
    {
        Visit visit = Browser.Open(Steps.Handout().ToReplay(), new View(),
            ["select", "#pace", "connection"], ["click", "#phases li:nth-child(4) button"], ["press", "ArrowRight"], ["read"], ["click", "#last"], ["read"]);

        // With four digits 1.2003 would be 1.2.
        Sight update = visit.Sight(0);
        update.Run.Title.Should().Be("New weight of x2 → h1");
        update.Run.Formulas[1].Numbers.Should().Equal("1.2", "0.0002966", "1.2003");
        update.Run.Weights["x2→h1"].Should().Be("1.2↑", "the picture has no room for it, and says where it went");
        visit.Sight(1).Run.Formulas[0].Shown.Should().Be("Loss:0.16Loss→0.1589Loss after");
    }

    [BrowserFact]
    public void Lines_are_as_thick_as_their_weights_on_the_scale_of_the_whole_run()
    {
        RecordedRun run = Learned();
        Visit visit = Browser.Open(run.ToReplay(), new View(), ["evaluate", Widths], ["click", "#last"], ["evaluate", Widths]);
        double largest = run.Steps.SelectMany(step => step.Ledger.Changes).Where(change => !change.Parameter.IsBias)
            .Max(change => Math.Max(Math.Abs(change.OldValue), Math.Abs(change.NewValue)));

        foreach ((JsonElement widths, Network network) in new[]
        {
            (visit.Results[0], run.NetworkBefore(run.Steps[0])), (visit.Results[1], run.NetworkAfter(run.Steps[^1])),
        })
        {
            widths.EnumerateObject().Should().HaveCount(9);
            foreach (JsonProperty edge in widths.EnumerateObject())
            {
                string[] ends = edge.Name.Split(':');
                double share = Math.Abs(network.Connection(ends[0], ends[1]).Weight) / largest;
                edge.Value.GetDouble().Should().BeApproximately(0.8 + 3.7 * share, 0.01);
            }
        }
        visit.Results[1].EnumerateObject().Select(edge => edge.Value.GetDouble()).Distinct().Should().HaveCountGreaterThan(5);
    }

    [BrowserTheory]
    [InlineData(1280, 720, 20, 14)]
    [InlineData(1024, 768, 20, 14)]
    [InlineData(390, 844, 16, 12)]
    public void Formulas_and_their_small_parts_can_be_read_from_afar(int width, int height, double formula, double small)
    {
        const string sizes = """
            (() => {
              const sizeOf = (element) => parseFloat(getComputedStyle(element).fontSize);
              const found = { formulas: [], small: [], picture: [], breaks: 0, sticks: 0 };
              const forward = document.getElementById("forward");
              const drawn = document.querySelector(".network svg");
              for (;;) {
                found.formulas.push(...[...document.querySelectorAll(".formulas .value, .formulas .sign")].map(sizeOf));
                found.small.push(...[...document.querySelectorAll(".formulas .symbol, .formulas sub, .say, .now h3")].map(sizeOf));
                const scale = Math.min(drawn.getBoundingClientRect().width / drawn.viewBox.baseVal.width,
                  drawn.getBoundingClientRect().height / drawn.viewBox.baseVal.height);
                found.picture.push(...[...drawn.querySelectorAll("text")].map((text) => sizeOf(text) * scale));
                // MathML has no breaks; what is longer than a line is running text.
                found.breaks += [...document.querySelectorAll(".formulas .chunk")].filter((chunk) => chunk.querySelectorAll("math").length !== 1).length;
                if (document.documentElement.scrollWidth > window.innerWidth) found.sticks++;
                if (forward.getAttribute("aria-disabled") === "true") break;
                forward.click();
              }
              const least = (list) => Math.min(...list);
              return { ...found, formulas: least(found.formulas), small: least(found.small), picture: least(found.picture) };
            })()
            """;
        Visit visit = Browser.Open(Steps.Handout().ToReplay(), new View(width, height), ["evaluate", sizes]);
        JsonElement found = visit.Results[0];

        found.GetProperty("formulas").GetDouble().Should().BeGreaterThanOrEqualTo(formula);
        found.GetProperty("small").GetDouble().Should().BeGreaterThanOrEqualTo(small);
        found.GetProperty("picture").GetDouble().Should().BeGreaterThanOrEqualTo(small - 0.01);
        found.GetProperty("breaks").GetInt32().Should().Be(0, "a line never breaks within a product");
        found.GetProperty("sticks").GetInt32().Should().Be(0);
    }

    [BrowserTheory]
    [InlineData(1280, 720)]
    [InlineData(1024, 768)]
    [InlineData(1400, 1000)]
    [InlineData(390, 844)]
    public void The_bar_stays_and_its_buttons_are_easy_to_hit(int width, int height)
    {
        const string places = """
            (() => {
              const forward = document.getElementById("forward");
              const boxes = [];
              for (;;) {
                const { left, top } = forward.getBoundingClientRect();
                boxes.push(`${left},${top}`);
                if (forward.getAttribute("aria-disabled") === "true") break;
                forward.click();
              }
              const shown = [...document.querySelectorAll("button, select, summary")].filter((element) => element.offsetParent !== null);
              const small = shown.map((element) => element.getBoundingClientRect()).filter((box) => Math.min(box.width, box.height) < 43.99).length;
              return { places: [...new Set(boxes)], stops: boxes.length, buttons: shown.length, small };
            })()
            """;
        Visit visit = Browser.Open(Steps.Handout().ToReplay(), new View(width, height), ["evaluate", places]);
        JsonElement found = visit.Results[0];

        found.GetProperty("stops").GetInt32().Should().Be(20);
        found.GetProperty("places").GetArrayLength().Should().Be(1, "Next is where it was at every stop");
        found.GetProperty("buttons").GetInt32().Should().BeGreaterThan(10);
        found.GetProperty("small").GetInt32().Should().Be(0, "44 pixels are the least that a finger hits");
    }

    [BrowserTheory]
    [InlineData(1280, 720)]
    [InlineData(1024, 768)]
    [InlineData(1400, 1000)]
    public void A_clicked_nodes_arithmetic_is_wholly_in_sight(int width, int height)
    {
        Visit visit = Browser.Open(Steps.Handout().ToReplay(), new View(width, height),
            ["press", "End"], ["click", "[data-node=h1]"],
            ["evaluate", "document.querySelector('.about').getBoundingClientRect().bottom <= document.getElementById('controls').getBoundingClientRect().top"],
            ["evaluate", "document.querySelector('.now').hidden"], ["evaluate", "window.scrollY"]);

        visit.Results[0].GetBoolean().Should().BeTrue("it ends above the bar");
        visit.Results[1].GetBoolean().Should().BeTrue("it stands in place of the formula");
        visit.Results[2].GetDouble().Should().Be(0);
    }

    [BrowserFact]
    public void The_handouts_step_stands_beside_the_one_with_its_two_mistakes_and_a_note_says_why()
    {
        Network network = HandoutNetwork.Create();
        foreach (string hidden in new[] { "h2", "h3", "h4" })
            network.Connection(hidden, "y1").IsFrozen = true;
        StepLedger right = HandoutNetwork.TrainerFor(network).Explain([1, 3, 5], [1]);
        StepLedger printed = right.With(Mistake.UpdatesBeforePropagating, Mistake.SumsWholeLayer);
        var options = new ReplayOptions { Digits = 10, Note = "The frozen bias of y1 stands for the assumed 0.6." };
        Visit visit = Browser.Open(right.ToReplay(printed, options), new View(),
            ["walk", "#forward"], ["evaluate", "document.getElementById('note').textContent"]);
        Sight[] stops = visit.Walk(0);

        // Right: 0.009885, and the loss falls from 0.16 to 0.1591. As printed: 0.384343, 0.02473567, 0.5002474, 1.2007421, −0.2987632.
        Sight delta = stops.Single(sight => sight.Run.Title == "δ of h1");
        delta.Runs[0].Result().Should().BeApproximately(0.009885, 5e-7);
        ShownNumber.Parse(delta.Runs[1].Formulas[0].Result!).Should().BeApproximately(0.384343, 5e-7);
        delta.Runs[1].Result().Should().BeApproximately(0.02473567, 5e-9);
        RunSight update = stops.Single(sight => sight.Run.Title == "Update of what leads to h1").Runs[1];
        update.Formulas.Select(formula => Math.Round(ShownNumber.Parse(formula.Result!), 7)).Should().Equal(0.5002474, 1.2007421, -0.2987632);
        Math.Round(stops[^1].Run.Result(), 4).Should().Be(0.1591);
        visit.Results[1].GetString().Should().Be("The frozen bias of y1 stands for the assumed 0.6.");
    }

    [BrowserTheory]
    [InlineData(1280, 720)]
    [InlineData(1024, 768)]
    [InlineData(1400, 1000)]
    [InlineData(390, 844)]
    public void Long_names_are_inside_the_picture_and_whole_or_told_where_the_pointer_rests(int width, int height)
    {
        const string names = """
            (() => {
              const field = document.querySelector(".network").getBoundingClientRect(), bad = [];
              const texts = [...document.querySelectorAll(".network text")].filter((text) => text.textContent.trim() !== "");
              for (const text of [...texts, ...document.querySelectorAll(".network circle")]) {
                const box = text.getBoundingClientRect();
                const isWide = box.left < field.left - 0.5 || box.right > field.right + 0.5;
                if (box.width > 0 && (isWide || box.top < field.top - 0.5 || box.bottom > field.bottom + 0.5))
                  bad.push(`out: ${text.textContent}`);
              }
              const labels = [...document.querySelectorAll(".network .label")], boxes = labels.map((label) => label.getBoundingClientRect());
              boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
                const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left), high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                if (wide > 0 && high > 2) bad.push("two names meet");
              }));
              const titles = [...document.querySelectorAll(".network .node > title")].map((title) => title.textContent);
              const whole = titles.filter((title) => /^[xy]\d+ (petal length in mm \d\d|species of a flower!)/.test(title)).length;
              const cut = labels.filter((label) => !/ (\d\d|flower!)$/.test(label.textContent) && !label.textContent.endsWith("…"));
              return { bad: [...bad, ...cut.map((label) => `cut: ${label.textContent}`)].join("; "), whole, labels: labels.length };
            })()
            """;
        foreach (int inputs in (int[])[3, 10])
        {
            foreach (bool isDark in width == 1280 ? (bool[])[false, true] : [false]) // places do not depend on colours
            {
                Network network = new NetworkBuilder(inputs).AddLayer(3, new Tanh()).AddLayer(3, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 1);
                foreach (Node node in network.InputLayer.Nodes) node.Label = $"petal length in mm {node.Position + 1:00}";
                network.Node("y1").Label = "species of a flower!";
                double[] row = [.. Enumerable.Range(1, inputs).Select(i => 0.31 * i)];
                StepLedger step = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1 }).Explain(row, [1]);
                Visit visit = Browser.Open(step.ToReplay(), new View(width, height, isDark), ["click", "#last"], ["evaluate", names]);

                visit.Results[0].GetProperty("bad").GetString().Should().BeEmpty($"{inputs} inputs at {width}×{height}");
                visit.Results[0].GetProperty("whole").GetInt32().Should().Be(inputs + 1);
                if (inputs == 3) visit.Results[0].GetProperty("labels").GetInt32().Should().BeGreaterThan(0, "some have room");
            }
        }
    }

    [BrowserFact]
    public void A_number_that_is_too_small_for_its_circle_is_written_with_a_power_of_ten_and_told_exactly()
    {
        Network network = new NetworkBuilder(2).AddLayer(8, new Sigmoid()).AddLayer(1, new Sigmoid()).Build(seed: 1);
        foreach (Node node in network.HiddenLayers[0].Nodes) node.Bias = -15 - (3 * node.Position);
        StepLedger step = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1 }).Explain([0, 0], [1]);
        Visit visit = Browser.Open(step.ToReplay(), new View(), ["click", "#last"], ["read"],
            ["evaluate", "[...document.querySelectorAll('[data-node^=h] > title')].map(title => title.textContent)"]);

        // e^−15 = 3.06e−7, e^−18 = 1.52e−8
        Sight end = visit.Sight(0);
        end.Run.Nodes["h1"].Value.Should().Be("3×10⁻⁷");
        end.Run.Nodes["h2"].Value.Should().Be("2×10⁻⁸");
        end.Run.Nodes.Values.Select(node => node.Value + node.Delta).Should().OnlyContain(text => !text.Contains('≈'));
        string[] titles = [.. visit.Results[1].EnumerateArray().Select(title => title.GetString()!)];
        titles.Should().HaveCount(8);
        ShownNumber.Parse(titles[0]["h1 = ".Length..]).Should().Be(step.Examples[0].ForwardOf("h1").Activation);
    }

    [BrowserFact]
    public void A_presenters_remote_steps_whatever_was_clicked()
    {
        Visit visit = Browser.Open(Steps.Handout().ToReplay(), new View(),
            ["click", "[data-node=h1]"], ["press", "PageDown"], ["press", "ArrowRight"], ["press", "PageDown"], ["read"],
            ["press", "PageUp"], ["read"], ["evaluate", "window.scrollY"],
            ["click", "#digits"], ["press", "Escape"], ["evaluate", "document.getElementById('digits').focus()"], ["press", "ArrowRight"], ["read"]);

        visit.Sight(0).Position.Should().StartWith("4 of 20");
        visit.Sight(1).Position.Should().StartWith("3 of 20");
        visit.Results[2].GetDouble().Should().Be(0, "the page does not scroll");
        visit.Sight(4).Position.Should().StartWith("3 of 20", "a field has the arrows for itself");
    }

    [BrowserFact]
    public void A_run_tells_its_epochs_its_rows_and_how_many_are_right()
    {
        RecordedRun run = Learned();
        Visit visit = Browser.Open(run.ToReplay(), new View(),
            ["click", "#last"], ["click", ".rows summary"], ["read"], ["evaluate", "document.querySelector('.rows summary').textContent"],
            ["evaluate", "[...document.querySelectorAll('.curve text')].map(text => text.textContent)"],
            ["evaluate", "document.querySelector('.rows canvas').getAttribute('aria-label')"],
            ["evaluate", CurveClick(0.5)], ["read"], ["evaluate", CurveClick(0)], ["read"]);
        Network learned = run.NetworkAfter(run.Steps[^1]);

        visit.Sight(0).Where.Should().StartWith("Epoch 300 · Training step 1200 ");
        visit.Results[1].GetString().Should().Be("Rows and predictions: 4 of 4 right after step 1200");
        foreach (int row in Enumerable.Range(0, 4))
        {
            visit.Sight(0).Run.Number($"{row + 1}", "prediction of y1").Should().BeApproximately(learned.Predict(run.Examples.Inputs.ToArrays()[row])[0], 1e-4);
            visit.Sight(0).Run.Table[$"{row + 1}"]["right?"].Should().Be("yes");
        }
        visit.Results[2].EnumerateArray().Select(text => text.GetString()).Should().Contain(["1", "300", "epoch", "loss"]);
        visit.Results[3].GetString().Should().StartWith("What the network answers after step 1200: x1 from −0.25 to 1.25 to the right");

        // A click in the middle of the curve leads to the recorded step nearest to it, one at its beginning to the first.
        long middle = run.Steps.MinBy(step => Math.Abs(step.Number - 600.5))!.Number;
        visit.Sight(5).Where.Should().Contain($"Training step {middle} ");
        visit.Sight(7).Where.Should().Contain("Training step 1 ");
    }

    [BrowserFact]
    public void Of_many_lines_only_the_current_ones_have_their_numbers()
    {
        Network network = new NetworkBuilder(inputs: 8).AddLayer(10, new ReLU()).AddLayer(10, new ReLU()).AddLayer(4, new Softmax()).Build(seed: 1);
        StepLedger step = new Trainer(network, new CrossEntropy(), new TrainerOptions { LearningRate = 0.1 })
            .Explain([1, 0, 0.5, 0.25, -0.5, 1, 1, -1], [0, 1, 0, 0]);
        Visit visit = Browser.Open(step.ToReplay(), new View(), ["press", "ArrowRight", 14], ["read"], ["evaluate", Labels]);

        visit.Sight(0).Run.Title.Should().Be("Forward through h3.2");
        visit.Results[1].EnumerateArray().Select(label => label.GetString())
            .Should().HaveCountGreaterThan(3).And.OnlyContain(label => label!.EndsWith("→h3.2", StringComparison.Ordinal));
    }

    [BrowserFact]
    public void Of_a_large_network_each_node_lights_where_it_is_used_and_a_chosen_node_has_a_table()
    {
        Visit visit = Browser.Open(Steps.Digits().ToReplay(), new View(),
            ["press", "ArrowRight", 2], ["read"], ["evaluate", "document.querySelectorAll('[data-node^=x].used').length"],
            ["press", "ArrowRight", 9], ["read"], ["evaluate", "document.querySelector('[data-node=h10]').classList.contains('current')"],
            ["click", "[data-node=h2]"], ["evaluate", "document.querySelectorAll('.about tbody tr').length"],
            ["evaluate", "[...document.querySelectorAll('#pace option')].map(option => option.value)"]);

        visit.Sight(0).Run.Title.Should().Be("Forward through h1");
        visit.Results[1].GetInt32().Should().Be(10, "the inputs that stand in the formula, which leaves the others out");
        visit.Sight(2).Run.Title.Should().Be("Forward through h10");
        visit.Results[3].GetBoolean().Should().BeTrue("each node of a large layer is a square of its own");
        visit.Results[4].GetInt32().Should().Be(64, "the formula leaves terms out, the table has all");
        visit.Results[5].EnumerateArray().Select(pace => pace.GetString()).Should().Equal("node", "phase", "step");
    }

    [BrowserFact]
    public void Every_control_has_a_name_of_its_own()
    {
        const string names = "[...document.querySelectorAll('button, select, input, summary')].filter(e => e.offsetParent !== null)"
            + ".map(e => (e.labels?.[0]?.firstChild.textContent ?? e.textContent).replace(/[←→▶|]/g, '').trim())";
        Visit visit = Browser.Open(Steps.Handout().ToReplay(), new View(), ["click", "[data-node=h1]"], ["evaluate", names]);

        string[] found = [.. visit.Results[0].EnumerateArray().Select(name => name.GetString()!)];
        found.Should().HaveCountGreaterThan(15).And.OnlyHaveUniqueItems().And.NotContain("");
        found.Should().Contain(["First", "Previous", "Play", "Next", "Last"]);
    }

    [BrowserFact]
    public void The_address_names_the_moment()
    {
        Visit visit = Browser.Open(Steps.Handout().ToReplay(), new View(),
            ["select", "#pace", "connection"], ["select", "#digits", "6"], ["press", "ArrowRight", 7], ["click", "[data-node=h2]"],
            ["wait", "location.hash.includes('chosen')"], ["read"], ["evaluate", "location.hash"], ["reload"], ["read"],
            ["evaluate", "void (location.hash = '#at=3&pace=node&digits=4')"], ["wait", "document.getElementById('digits').value === '4'"], ["read"],
            ["evaluate", "void (location.hash = '#at=99999&pace=sideways&digits=5&chosen=%3Cimg%20src=x%3E')"], ["read"]);
        Sight before = visit.Sight(0);
        Sight again = visit.Sight(2);

        visit.Results[1].GetString().Should().MatchRegex("^#at=\\d+&pace=connection&digits=6&chosen=h2$");
        again.Position.Should().Be(before.Position);
        again.Run.Should().BeEquivalentTo(before.Run);
        visit.Sight(4).Run.About.Should().BeNull();
        visit.Sight(6).Position.Should().Be(visit.Sight(4).Position, "what the address names wrongly is left out");
        visit.Console.Should().BeEmpty();
    }

    /// <summary>XOR learned by 2-3-1, example by example.</summary>
    private static RecordedRun Learned()
    {
        Network network = new NetworkBuilder(inputs: 2)
            .AddLayer(3, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 2);
        RecordedRun run = new Trainer(network, new BinaryCrossEntropy(), new TrainerOptions { LearningRate = 0.5, Epochs = 300, BatchSize = 1 })
            .TrainRecorded(Given.Xor(), new RunRecording { MostLedgers = 20 });
        return run;
    }

    private const string Widths = "Object.fromEntries([...document.querySelectorAll('.run .wire')].map(edge => "
        + "[`${edge.dataset.from}:${edge.dataset.to}`, Number(edge.querySelector('.seen').getAttribute('stroke-width'))]))";

    private const string Labels = "[...document.querySelectorAll('.run .edge[data-from]')]"
        + ".filter(edge => edge.querySelector('.value').style.display !== 'none')"
        + ".map(label => `${label.dataset.from}→${label.dataset.to}`)";

    /// <summary>A click at a share of the curve's width, between its axes.</summary>
    private static string CurveClick(double share) => FormattableString.Invariant($$"""
        (() => {
          const axis = document.querySelector(".curve .axis").getBoundingClientRect();
          const at = { clientX: axis.left + {{share}} * axis.width, clientY: axis.top + 5, bubbles: true };
          document.querySelector(".curve svg").dispatchEvent(new MouseEvent("click", at));
        })()
        """);
}
