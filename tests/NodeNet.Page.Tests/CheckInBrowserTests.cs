using System.Globalization;
using System.Text.Json.Nodes;

namespace NodeNet.Page.Tests;

/// <summary>The fields under Check, and what lessons say of answers.</summary>
public class CheckInBrowserTests(Browser browser) : IClassFixture<Browser>
{
    [BrowserFact]
    public async Task After_playing_the_check_is_about_the_weights_that_are_drawn_and_says_so()
    {
        await using Visit visit = await browser.Open();
        await visit.Ask("""{"do":"goto","step":416}""");
        await visit.Click("#check");
        await visit.Click("g.node[aria-label^='h1 ']");
        await visit.Until("document.querySelector('#panel h3')?.textContent.endsWith('h1') && playground.isIdle()");
        (await visit.Page.TextContentAsync("#about")).Should().Be("row 4, weights after step 416");

        JsonNode state = await visit.State();
        state["shown"]!.GetValue<string>().Should().Be("Row");
        double[] row = [.. state["rows"]![state["current"]![0]!.GetValue<int>()]!.AsArray().Select(cell => cell!.GetValue<double>())];
        double Weight(string name) => state["edges"]!.AsArray().Single(edge => edge!["name"]!.GetValue<string>() == name)!["weight"]!.GetValue<double>();
        double bias = state["nodes"]!.AsArray().Single(node => node!["name"]!.GetValue<string>() == "h1")!["bias"]!.GetValue<double>();
        double z = Weight("x1→h1") * row[0] + Weight("x2→h1") * row[1] + bias;

        string[] names = await visit.Evaluate<string[]>("[...document.querySelectorAll('#panel .answer label > span')].map(span => span.textContent)");
        names.Should().Equal("zh1 =", "ah1 =", "slopeh1 =", "δh1 =", "w⁺x1→h1 =", "w⁺x2→h1 =");
        await visit.Page.FillAsync("#panel .answer:nth-of-type(1) input", "=" + z.ToString("G6", CultureInfo.InvariantCulture));
        await visit.Click("#mark");
        await visit.Until("document.querySelector('#panel .answer .verdict').textContent !== ''");
        (await visit.Page.TextContentAsync("#panel .answer:nth-of-type(1) .verdict")).Should().Be("✓ Right, rounded.");

        // A step more: the same question about the new weights.
        await visit.Click("#forward");
        await visit.Until("document.getElementById('about').textContent.includes('weights after step 420')");
    }

    [BrowserFact]
    public async Task Each_verdict_has_its_sign_and_a_mistake_is_told_once()
    {
        await using Visit visit = await browser.Open();
        await visit.Preset("handout");
        await visit.Click("#check");
        await visit.Click("g.node[aria-label^='h1 ']");
        await visit.Until("document.querySelector('#panel h3')?.textContent.endsWith('h1') && playground.isIdle()");
        StepsAnswers answers = new(visit);

        await answers.Write("z", "3.1"); // not a known mistake
        await answers.Write("a", "0.9569"); // the sigmoid of 3.1: right from there
        await visit.Click("#mark");
        await visit.Until("document.querySelectorAll('#panel .verdict')[1].textContent !== ''");
        (await answers.Verdict("z")).Should().Be("✗ Not right.");
        (await answers.Verdict("a")).Should().Be("→ Right from your own earlier numbers.");

        await answers.Write("z", "0.9308616"); // that is the activation
        await visit.Click("#mark");
        await visit.Until("document.querySelectorAll('#panel .verdict')[0].textContent.includes('comes out')");
        (await answers.Verdict("z")).Should().Be(
            "✗ Not right; it comes out like this: this is the activation; the net input comes before the activation function.");
    }

    [BrowserFact]
    public async Task A_prediction_stays_beside_what_happened_and_is_not_ticked_for_being_made()
    {
        await using Visit visit = await browser.Open();
        await visit.Lesson(6);
        await visit.Click("#tasks li:first-child button:nth-of-type(2)"); // it rises
        await visit.Until("document.querySelector('#tasks .verdict').textContent === 'You said: “It rises”.'");
        (await visit.Evaluate<string>("getComputedStyle(document.querySelector('#tasks li .words'), '::after').content")).Should().Be("none");
        await visit.Page.SelectOptionAsync("#pace", "Example");
        await visit.Click("#forward");
        await visit.Until("document.querySelector('#tasks .verdict').textContent === '✗ You said: “It rises”. It fell.'");
        (await visit.Page.GetAttributeAsync("#tasks li:first-child button:nth-of-type(2)", "aria-pressed")).Should().Be("true");

        await visit.Page.FillAsync("#tasks li:nth-child(3) input", "0.16");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Until("document.querySelectorAll('#tasks .verdict')[2].textContent.startsWith('… Too few digits')");
        (await visit.Evaluate<bool>("playground.state().lesson.tasks[2].done")).Should().BeFalse();
    }

    [BrowserFact]
    public async Task Two_losses_have_two_names_and_new_weights_one()
    {
        await using Visit visit = await browser.Open();
        await visit.Click("#forward");
        await visit.Until("playground.state().step === 4 && playground.isIdle()");
        (await visit.Page.TextContentAsync("#numbers")).Should().Contain("loss, all rows 0.");
        await visit.Page.SelectOptionAsync("#view", "mistakes");
        await visit.Page.CheckAsync("#panel input >> nth=2");
        await visit.Click("g.node[aria-label^='h1 ']");
        await visit.Until("document.querySelectorAll('#wrong tbody tr').length > 4 && playground.isIdle()");
        string[] names = await visit.Evaluate<string[]>("[...document.querySelectorAll('#wrong tbody th')].map(cell => cell.textContent)");
        names.Should().Contain(["Δwx1→h1", "w⁺x1→h1", "b⁺h1", "this row’s loss, after"]).And.NotContain(name => name.Contains('′'));
    }

    private sealed class StepsAnswers(Visit visit)
    {
        private static readonly string[] _names = ["z", "a"];

        private static string Of(string name) => $"#panel .answer:nth-of-type({Array.IndexOf(_names, name) + 1})";

        public Task Write(string name, string text) => visit.Page.FillAsync(Of(name) + " input", text);

        public async Task<string> Verdict(string name) => (await visit.Page.TextContentAsync(Of(name) + " .verdict"))!;
    }
}
