using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Playground;

namespace NodeNet.Page.Tests;

/// <summary>Picture, arithmetic, table, slider and live region speak of one moment.</summary>
public class ShownInBrowserTests(Browser browser) : IClassFixture<Browser>
{
    private const string Edge = "g.edge[aria-label*='h1→y1']";

    [BrowserFact]
    public async Task After_a_step_everything_speaks_of_the_step_that_was_taken()
    {
        await using Visit visit = await browser.Open();
        await visit.Lesson(4);
        await visit.Page.SelectOptionAsync("#pace", "Example");
        await visit.Teacher();
        await visit.Click("#lines td button.number >> nth=0"); // of y1: the weight from h1
        await visit.Until("document.querySelector('#lines h3 span')?.textContent === 'h1→y1' && playground.isIdle()");
        await visit.Page.Keyboard.PressAsync("Escape");
        (await visit.Page.TextContentAsync("#where")).Should().Be("epoch 0, before step 1 (row 1)");
        string arithmetic = await visit.Page.InnerTextAsync("#lines");

        await visit.Click("#forward");
        await visit.Until("playground.state().step === 1 && playground.isIdle()");

        (await visit.Page.TextContentAsync("#where")).Should().Be("epoch 1, after step 1 (row 1)");
        (await visit.Page.TextContentAsync("#status")).Should().Be("after step 1 (row 1), epoch 1, loss 0.16 to 0.1589");
        (await visit.Page.GetAttributeAsync("#slider", "aria-valuetext")).Should().Be("step 1 / 1, epoch 1, after step 1 (row 1)");
        (await visit.Page.InnerTextAsync("#numbers")).Should().Contain("loss 0.16 → 0.1589");
        (await visit.Page.InnerTextAsync("#lines")).Should().Be(arithmetic, "this is the step that was taken").And.Contain("0.8017873");
        (await visit.Page.TextContentAsync(Edge + " .value")).Should().Be("0.8018");
        (await visit.Page.TextContentAsync(Edge + " .was")).Should().Be("0.8 + 0.0018");
        (await visit.Page.GetAttributeAsync(Edge, "class")).Should().Contain("new");
        await visit.Click("g.node[aria-label^='y1 ']");
        await visit.Until("document.querySelector('#lines h3 span')?.textContent === 'y1'");
        (await visit.Page.InnerTextAsync("#lines")).Should().Contain("0.192").And.NotContain("0.1914", "δ is that of the step, not of the next");
        (await visit.Page.TextContentAsync("g.node[aria-label^='y1 '] .value")).Should().Be("0.6", "and so is the activation");

        await visit.Click("#back");
        await visit.Until("playground.state().step === 0 && playground.isIdle()");

        (await visit.Page.TextContentAsync("#where")).Should().Be("epoch 0, before step 1 (row 1)");
        (await visit.Page.TextContentAsync("#status")).Should().Be("before step 1 (row 1), epoch 0, loss 0.16");
        (await visit.Evaluate<string>("[...document.querySelectorAll('#net .was')].map(was => was.textContent).join('')")).Should().BeEmpty();
        (await visit.Evaluate<int>("document.querySelectorAll('#net .new').length")).Should().Be(0);
        (await visit.Page.InnerTextAsync("#numbers")).Should().NotContain("→");
    }

    [BrowserFact]
    public async Task The_marked_row_is_the_steps_and_stays_where_a_number_is_changed()
    {
        await using Visit visit = await browser.Open();
        await visit.Page.SelectOptionAsync("#pace", "Example");
        await visit.Click("#forward");
        await visit.Click("#forward");
        await visit.Until("playground.state().step === 2 && playground.isIdle()");
        const string row = "document.querySelector('#table tr.now button').textContent";
        (await visit.Evaluate<string>(row)).Should().Be("2");
        (await visit.Page.TextContentAsync("g.node[aria-label^='x2 '] .value")).Should().Be("1");

        await visit.Click("g.node[aria-label^='h1 ']");
        await visit.Until("document.querySelector('#lines h3 span')?.textContent === 'h1' && playground.isIdle()");
        double[] sum = await visit.Evaluate<double[]>(
            "[...document.querySelectorAll('#lines table:first-of-type tr td:last-child')].slice(0, 4)"
                + ".map(cell => Number(cell.textContent.slice(2).replace('−', '-')))");
        (sum[0] + sum[1] + sum[2]).Should().BeApproximately(sum[3], 1e-6, "the bias in the sum is the old one, as the weights are");

        await visit.Page.FocusAsync("g.edge[aria-label*='x2→h1']");
        await visit.Page.Keyboard.PressAsync("ArrowUp");
        await visit.Until("playground.state().canUndo && playground.isIdle()");

        (await visit.Evaluate<string>(row)).Should().Be("2", "all that depends on the weight changes, and nothing else");
        (await visit.Page.TextContentAsync("#where")).Should().Be("epoch 0, row 2, weights after step 2");
        const string ghosts = "[...document.querySelectorAll('#net .was')].filter(was => was.textContent).length";
        (await visit.Evaluate<int>(ghosts)).Should().Be(1, "the step's changes are gone");
        await visit.Page.SelectOptionAsync("#pace", "Node");
        await visit.Click("#forward");
        await visit.Until("playground.state().shown === 'Inside' && playground.isIdle()");
        (await visit.Evaluate<string>(row)).Should().Be("3");
        (await visit.Page.TextContentAsync("#where")).Should().Be("epoch 0, in step 3 (row 3)");
    }

    [BrowserFact]
    public async Task While_it_plays_the_picture_is_of_one_row_with_the_weights_of_now_and_then_of_the_last_step()
    {
        await using Visit visit = await browser.Open();
        await visit.Page.SelectOptionAsync("#until", "Never");
        await visit.Click("g.node[aria-label^='h1 ']");
        await visit.Click("#play");
        await visit.Until("playground.frames() > 3");
        string playing = await visit.Evaluate<string>(
            "JSON.stringify([document.body.classList.contains('playing'), playground.state().current, document.getElementById('where').textContent])");
        playing.Should().MatchRegex(@"^\[true,\[3\],""epoch \d+, row 4, weights after step \d+""\]$");

        await visit.Click("#play");
        await visit.Until("!document.body.classList.contains('playing') && playground.state().shown === 'Taken' && playground.isIdle()");
        (await visit.Page.TextContentAsync("#where")).Should().MatchRegex("^epoch \\d+, after step \\d+ \\(row 4\\)$");
        (await visit.Page.TextContentAsync("#lines h3 span")).Should().Be("h1");
    }

    [BrowserFact]
    public async Task A_teachers_page_begins_with_nothing_to_undo()
    {
        Network network = new NetworkBuilder(2).AddLayer(2, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 3);
        DataSet data = DataSet.From([[3.0, 1.0], [2.0, 5.0]], [[0.0], [1.0]]);
        string setup = PlaygroundSetup.Of(network, data, 0.25, "half_sse");
        await using Visit visit = await browser.Open(setup: setup);
        const string rows = "JSON.stringify(playground.state().rows)", isOff = "document.getElementById('undo').getAttribute('aria-disabled')";

        (await visit.Evaluate<string>(rows)).Should().Be("[[3,1,0],[2,5,1]]");
        (await visit.Evaluate<string>(isOff)).Should().Be("true");
        await visit.Page.ClickAsync("#undo", new() { Force = true });
        await visit.Idle();
        (await visit.Evaluate<string>(rows)).Should().Be("[[3,1,0],[2,5,1]]");

        await visit.Preset("and");
        await visit.Click("#undo");
        await visit.Until(rows + " === '[[3,1,0],[2,5,1]]' && playground.isIdle()");
        (await visit.Evaluate<string>(isOff)).Should().Be("true");
    }
}
