using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace NodeNet.Page.Tests;

/// <summary>What a hand does to the network: layers, functions, weights that are dragged, frozen and typed, with real clicks, drags and keys.</summary>
public class HandsInBrowserTests(Browser browser) : IClassFixture<Browser>
{
    [BrowserFact]
    public async Task Over_each_layer_are_one_node_more_one_less_and_its_function()
    {
        await using Visit visit = await browser.Open();

        await visit.Click("#more1");
        await Hidden(visit, "4");
        await visit.Click("#less1");
        await visit.Click("#less1");
        await Hidden(visit, "2");
        foreach (string layers in (string[])["2,3", "2,3,3", "2,3,3,3"])
        {
            await visit.Click("#addLayer");
            await Hidden(visit, layers);
        }
        (await visit.Page.IsDisabledAsync("#addLayer")).Should().BeTrue("there are four hidden layers");
        string weights = await visit.Evaluate<string>("JSON.stringify(playground.state().edges.map(edge => edge.weight))");
        await visit.Page.SelectOptionAsync("#activation2", "relu");
        await visit.Until("playground.state().nodes.filter(node => node.layer === 2).every(node => node.activation === 'relu')");
        (await visit.Evaluate<string>("JSON.stringify(playground.state().edges.map(edge => edge.weight))")).Should().Be(weights, "the weights stay");
        (await visit.Evaluate<string>("playground.state().nodes.find(node => node.layer === 1).activation")).Should().Be("tanh");
        await visit.Click("#dropLayer");
        await visit.Click("#less1");
        await Hidden(visit, "1,3,3");
        (await visit.Page.IsDisabledAsync("#less1")).Should().BeTrue("a layer has a node");

        double off = await visit.Evaluate<double>("""
            Math.max(...[1, 2, 3].map(layer => {
              const box = e => e.getBoundingClientRect(), middle = r => (r.left + r.right) / 2;
              const node = playground.state().nodes.find(node => node.layer === layer).name;
              const circle = document.querySelector(`g.node[aria-label^="${node} "] circle`);
              return Math.abs(middle(box(document.getElementById('activation' + layer))) - middle(box(circle)));
            }))
            """);
        off.Should().BeLessThan(2, "each stands over its layer");
    }

    [BrowserFact]
    public async Task The_arithmetic_of_a_node_has_its_curve_its_tangent_and_links_back_along_the_chain()
    {
        await using Visit visit = await browser.Open();
        await visit.Preset("handout");
        await Choose(visit, "y1");

        (await visit.Page.GetAttributeAsync("#function svg", "aria-label")).Should().Be("sigmoid: z 1.474, a 0.8136, slope 0.1516");
        double[] slopes = await visit.Evaluate<double[]>("""
            (() => {
              const points = document.querySelector('#function path.own').getAttribute('d').match(/[-\d.]+/g).map(Number);
              const line = document.querySelector('#function .tangent'), dot = document.querySelector('#function circle');
              const n = name => Number(line.getAttribute(name)), x = Number(dot.getAttribute('cx'));
              let i = 0; while (points[i + 2] < x) i += 2;
              return [(n('y2') - n('y1')) / (n('x2') - n('x1')), (points[i + 3] - points[i + 1]) / (points[i + 2] - points[i]),
                n('y1') + (x - n('x1')) * (n('y2') - n('y1')) / (n('x2') - n('x1')) - Number(dot.getAttribute('cy'))];
            })()
            """);
        slopes[0].Should().BeApproximately(slopes[1], 0.1 * Math.Abs(slopes[1]), "the tangent has the curve's slope where the node stands");
        slopes[2].Should().BeApproximately(0, 0.1, "and goes through its point");

        foreach (string next in (string[])["h1", "x2"])
        {
            await visit.Click($"#lines td button:text-is('{next}')");
            await visit.Until($"document.querySelector('#lines h3 span')?.textContent === '{next}'");
        }
        await visit.Click("g.edge[aria-label*='x2→h1'] text.value");
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Click("#lines .ways button:text-is('h1')");
        await visit.Until("document.querySelector('#lines h3 span')?.textContent === 'h1'");
        await visit.Click("#lines td button[aria-label*='x2→h1']"); // the weight, from its node's list
        await visit.Page.Keyboard.TypeAsync("1.5");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Until("playground.state().edges.find(edge => edge.name === 'x2→h1').weight === 1.5 && playground.isIdle()");
        await visit.Click("#lines .ways button:text-is('h1')");
        await visit.Until("document.querySelector('#lines h3 span')?.textContent === 'h1'");
        await visit.Click("#lines td button:text-is('b')");
        await visit.Until("document.querySelector('#lines h3 span')?.textContent === 'b_h1'");
    }

    [BrowserFact]
    public async Task A_weight_a_bias_an_input_and_a_label_are_dragged_and_each_drag_is_undone_at_once()
    {
        await using Visit visit = await browser.Open();
        string before = await Numbers(visit);
        foreach ((string selector, string value, double start) in ((string, string, double)[])[
            ("g.edge[aria-label*='x1→h1'] text.value", "playground.state().edges[0].weight", double.NaN),
            ("g.bias[aria-label*='h2'] text.value", "playground.state().nodes.find(node => node.name === 'h2').bias", 0),
            ("g.node[aria-label^='x1 '] circle", "playground.state().rows[0][0]", 0),
            ("g.target text.value", "playground.state().rows[0][2]", 0)])
        {
            double from = double.IsNaN(start) ? await visit.Evaluate<double>(value) : start;
            await Drag(visit, selector, 60);
            await visit.Until($"Math.abs({value} - {(from + 0.6).ToString("R", CultureInfo.InvariantCulture)}) < 0.0051");
            await visit.Click("#undo");
            await visit.Until($"Math.abs({value} - {from.ToString("R", CultureInfo.InvariantCulture)}) < 1e-12");
            (await Numbers(visit)).Should().Be(before);
        }
    }

    [BrowserFact]
    public async Task Arrow_keys_change_by_a_tenth_and_the_old_values_stay_beside_the_new_until_the_next_step()
    {
        await using Visit visit = await browser.Open();
        const string ghosts = "[...document.querySelectorAll('#net .was')].filter(was => was.textContent && was.style.display !== 'none').length";

        await visit.Page.FocusAsync("g.edge[aria-label*='x1→h1']");
        await visit.Page.Keyboard.PressAsync("ArrowUp");
        await visit.Until("Math.abs(playground.state().edges[0].weight - 0.5446) < 1e-4");
        await visit.Page.Keyboard.PressAsync("ArrowUp");
        await visit.Until("Math.abs(playground.state().edges[0].weight - 0.6446) < 1e-4");
        (await visit.Page.TextContentAsync("g.edge[aria-label*='x1→h1'] .was")).Should().Be("0.4446 + 0.2", "what it was, not what it was a key ago");
        await visit.Page.FocusAsync("g.bias[aria-label*='y1']");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Until("playground.state().nodes.find(node => node.name === 'y1').bias === -0.1");
        (await visit.Evaluate<int>(ghosts)).Should().Be(2, "both stay");
        await visit.Page.FocusAsync("#table tbody tr:first-child td:nth-child(3) input");
        await visit.Page.Keyboard.PressAsync("ArrowUp");
        await visit.Until("playground.state().rows[0][1] === 0.1");

        await visit.Page.SelectOptionAsync("#pace", "Example");
        await visit.Click("#forward");
        await visit.Until("playground.state().step === 1");
        (await visit.Evaluate<double>("playground.state().nodes.find(node => node.name === 'y1').was")).Should().Be(-0.1, "now it is the step that changed it");
        (await visit.Page.TextContentAsync("g.edge[aria-label*='x1→h1'] .was")).Should().BeEmpty("x1 is 0 in the step's row: it changed nothing there");
    }

    [BrowserFact]
    public async Task Any_weight_and_any_bias_can_be_frozen()
    {
        await using Visit visit = await browser.Open();
        foreach (string selector in (string[])["g.edge[aria-label*='h2→y1'] text.value", "g.bias[aria-label*='h1'] text.value"])
        {
            await visit.Click(selector);
            await visit.Page.Keyboard.PressAsync("Escape");
            await visit.Click("#lines .head button");
            await visit.Until("document.querySelector('#lines .head button')?.getAttribute('aria-pressed') === 'true'");
        }
        JsonNode before = await visit.State();
        await visit.Click("#forward");
        await visit.Until("playground.state().step === 4");
        JsonNode after = await visit.State();

        Named(after, "h2→y1").Should().Be(Named(before, "h2→y1"));
        Named(after, "h1→y1").Should().NotBe(Named(before, "h1→y1"));
        Bias(after, "h1").Should().Be(Bias(before, "h1"));
        Bias(after, "h2").Should().NotBe(Bias(before, "h2"));
        (await visit.Page.TextContentAsync("g.edge[aria-label*='h2→y1'] text.value")).Should().StartWith("*");
        (await visit.Page.TextContentAsync("g.bias[aria-label*='h1'] text.value")).Should().StartWith("b *");

        static double Named(JsonNode state, string name) =>
            state["edges"]!.AsArray().Single(edge => edge!["name"]!.GetValue<string>() == name)!["weight"]!.GetValue<double>();

        static double Bias(JsonNode state, string name) =>
            state["nodes"]!.AsArray().Single(node => node!["name"]!.GetValue<string>() == name)!["bias"]!.GetValue<double>();
    }

    [BrowserFact]
    public async Task Digits_are_chosen_painted_and_learnt_and_a_larger_model_opens_with_the_details_of_the_node_that_is_chosen()
    {
        await using Visit visit = await browser.Open();
        await visit.Preset("digits");
        (await visit.Evaluate<int>("document.querySelectorAll('g.square').length")).Should().Be(64);
        await visit.Click(".image >> nth=3");
        await visit.Until("playground.state().current[0] === 3");
        await visit.Page.FocusAsync("g.square >> nth=0");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        (await visit.Evaluate<string>("document.activeElement.getAttribute('aria-label')")).Should().StartWith("x9 ", "a row of eight lower");
        await visit.Page.SelectOptionAsync("#paint", "paint1");
        await visit.Page.ClickAsync("#plane canvas", new() { Position = new Position { X = 4, Y = 4 } });
        await visit.Until("playground.state().rows[3][0] === 1");
        await visit.Click("#undo");
        await visit.Until("playground.state().rows[3][0] === 0");
        await visit.Click("#play");
        await visit.Until("playground.state().right > 160");
        await visit.Click("#play");
        await visit.Until("document.getElementById('play').textContent === 'Play'");

        Network network = new NetworkBuilder(64).AddLayer(30, new Activations.ReLU()).AddLayer(10, new Activations.Sigmoid()).Build(1);
        using var model = new MemoryStream();
        network.Save(model);
        await visit.Page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "model.json", MimeType = "text/plain", Buffer = model.ToArray() });
        await visit.Until("playground.state().weights === 2220");
        (await visit.Evaluate<int>("document.querySelectorAll('g.edge:not(.bias)').length")).Should().Be(0, "no hairball");
        await visit.Click("g.square[aria-label^='h5 ']");
        await visit.Until("document.querySelectorAll('g.edge:not(.bias)').length === 74");
        await visit.Click("#forward");
        await visit.Until("playground.state().epoch === 1");
        (await visit.Page.TextContentAsync("#lines")).Should().Contain("… 5", "the sum's other terms are counted");
    }

    [BrowserFact]
    public async Task Points_are_painted_into_the_picture_and_taken_away()
    {
        await using Visit visit = await browser.Open();
        await visit.Preset("clouds");
        int rows = await visit.Evaluate<int>("playground.state().rows.length");
        double size = await visit.Evaluate<double>("document.querySelector('#plane canvas').clientWidth");
        foreach ((string kind, int label, float x, float y) in ((string, int, float, float)[])[("paint1", 1, 0.25f, 0.25f), ("paint0", 0, 0.75f, 0.5f)])
        {
            await visit.Page.SelectOptionAsync("#paint", kind);
            await visit.Page.ClickAsync("#plane canvas", new() { Position = new Position { X = (float)(x * size), Y = (float)(y * size) } });
            rows++;
            await visit.Until($"playground.state().rows.length === {rows}");
            double[] painted = await visit.Evaluate<double[]>("playground.state().rows[playground.state().rows.length - 1]");
            double[] all = await visit.Evaluate<double[]>($"playground.state().rows.slice(0, 60).flatMap(row => row.slice(0, 2))");
            double low = all.Min(), high = all.Max(), margin = (high - low) * 0.25;
            (low, high) = (low - margin, high + margin);
            painted[0].Should().BeApproximately(low + (x * (high - low)), (high - low) * 0.03);
            painted[1].Should().BeApproximately(high - (y * (high - low)), (high - low) * 0.03);
            painted[2].Should().Be(label);
        }
        await visit.Page.SelectOptionAsync("#paint", "erase");
        await visit.Page.ClickAsync("#plane canvas", new() { Position = new Position { X = (float)(0.25 * size), Y = (float)(0.25 * size) } });
        await visit.Until($"playground.state().rows.length === {rows - 1}");
    }

    private static Task Hidden(Visit visit, string layers) => visit.Until($"playground.state().setup.hidden.join() === '{layers}'");

    private static async Task Choose(Visit visit, string node)
    {
        await visit.Click($"g.node[aria-label^='{node} ']");
        await visit.Until($"document.querySelector('#lines h3 span')?.textContent === '{node}' && playground.state().function !== undefined");
    }

    private static async Task Drag(Visit visit, string selector, int up)
    {
        LocatorBoundingBoxResult box = (await visit.Page.Locator(selector).First.BoundingBoxAsync())!;
        (float x, float y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await visit.Page.Mouse.MoveAsync(x, y);
        await visit.Page.Mouse.DownAsync();
        for (int i = 1; i <= 6; i++)
            await visit.Page.Mouse.MoveAsync(x, y - (up * i / 6f));
        await visit.Page.Mouse.UpAsync();
    }

    private static Task<string> Numbers(Visit visit) =>
        visit.Evaluate<string>("(({ edges, nodes, rows }) => JSON.stringify([edges.map(e => e.weight), nodes.map(n => n.bias), rows]))(playground.state())");
}
