using System.Globalization;
using System.Text.Json.Nodes;

namespace NodeNet.Page.Tests;

/// <summary>The numbers in the picture and the arithmetic: every weight has one, and a calculator makes of what is shown what is shown behind it.</summary>
public class NumbersInBrowserTests(Browser browser) : IClassFixture<Browser>
{
    private const string Labelled =
        "[...document.querySelectorAll('#net g.edge[data-from] .value')].filter(text => text.textContent && text.style.display !== 'none').length";

    [BrowserFact]
    public async Task Every_weight_has_its_number_after_learning_and_after_a_step()
    {
        await using Visit visit = await browser.Open();
        await visit.Click("#play");
        await visit.Until("playground.state().right === 4 && document.getElementById('play').textContent === 'Play' && playground.isIdle()");
        await visit.Page.SelectOptionAsync("#pace", "Example");
        foreach ((int width, int height) in ((int, int)[])[(390, 844), (1024, 768), (1280, 720)])
        {
            await visit.Resize(width, height);
            (await visit.Evaluate<int>(Labelled)).Should().Be(9, $"at {width}×{height}");
            await visit.Click("#forward");
            await visit.Idle();
            (await visit.Evaluate<int>(Labelled)).Should().Be(9, $"after a step at {width}×{height}");
            (await visit.Page.Locator("#net .note").CountAsync()).Should().Be(0);
        }
    }

    [BrowserFact]
    public async Task Weights_without_room_for_their_number_are_counted()
    {
        await using Visit visit = await browser.Open();
        await visit.Preset("spiral");

        int weights = await visit.Evaluate<int>("playground.state().weights"), labelled = await visit.Evaluate<int>(Labelled);

        labelled.Should().BeLessThan(weights);
        (await visit.Page.TextContentAsync("#net .note")).Should().StartWith($"{weights - labelled} weights have no number here");
    }

    [BrowserFact]
    public async Task Products_are_those_of_the_factors_that_are_shown()
    {
        await using Visit visit = await browser.Open();
        await visit.Click("#play");
        await visit.Until("playground.state().right === 4 && document.getElementById('play').textContent === 'Play' && playground.isIdle()");
        int checkedRows = 0;
        foreach (string node in (string[])["h1", "h2", "h3", "y1"])
        {
            await visit.Click($"g.node[data-node={node}]");
            await visit.Until($"document.querySelector('#lines h3 span')?.textContent === '{node}' && playground.isIdle()");
            string[] rows = await visit.Evaluate<string[]>("""
                [...document.querySelectorAll('#lines tr')].filter(tr => tr.children[1].textContent.includes('·'))
                  .map(tr => tr.children[1].textContent + '|' + tr.children[2].textContent)
                """);
            foreach (string row in rows)
            {
                string[] parts = row.Split('|');
                double[] factors = [.. parts[0].Split(" · ").Select(Read)];
                double result = Read(parts[1][2..]);
                int digits = parts[1][0] == '=' ? 7 : parts[1][2..].TrimStart('−', '0', '.').Count(char.IsAsciiDigit);
                Rounded(factors[0] * factors[1], digits).Should().Be(Rounded(result, digits), row);
                checkedRows++;
            }
        }
        checkedRows.Should().BeGreaterThan(9);

        static double Read(string text) => double.Parse(text.Trim('(', ')').Replace('−', '-'), CultureInfo.InvariantCulture);

        static string Rounded(double value, int digits) => value.ToString("G" + Math.Max(1, digits), CultureInfo.InvariantCulture);
    }

    [BrowserFact]
    public async Task Cross_entropy_stands_as_in_textbooks_beside_its_pictures()
    {
        await using Visit visit = await browser.Open();
        await visit.Page.SelectOptionAsync("#lossname", "binary_cross_entropy");
        await visit.Until("playground.state().setup.loss === 'binary_cross_entropy' && playground.isIdle()");
        await visit.Click("g.node[data-node=y1]");
        await visit.Until("playground.state().lines.length > 0 && playground.isIdle()");

        JsonNode state = await visit.State();
        state["lines"]!.AsArray().Select(line => line!["text"]!.GetValue<string>())
            .Should().Contain("L_y1 = −(0 · ln(0.5) + (1 − 0) · ln(1 − 0.5)) = 0.6931472").And.Contain("δ_y1 = 0 − 0.5 = −0.5");
        foreach (string picture in (string[])["#plane", "#loss", "#function"])
            (await visit.Page.IsVisibleAsync(picture)).Should().BeTrue(picture);

        await visit.Page.SelectOptionAsync("#output", "tanh");
        await visit.Until("document.getElementById('status').textContent.includes('Use sigmoid outputs; or mse if')");
    }

    [BrowserFact]
    public async Task The_digits_are_told_by_name_in_the_network_the_numbers_and_over_the_picture()
    {
        await using Visit visit = await browser.Open();
        await visit.Preset("digits");
        await visit.Click(".image >> nth=9");
        await visit.Until("playground.state().current[0] === 9 && playground.isIdle()");

        string[] names = await visit.Evaluate<string[]>("[...document.querySelectorAll('#net g.node .name')].slice(-10).map(text => text.textContent)");
        names.Should().Equal("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        (await visit.Page.TextContentAsync("#plane figcaption")).Should().MatchRegex("^row 10: label \\d$");
        (await visit.Page.TextContentAsync("#numbers .says")).Should().MatchRegex("^the network says \\d, label \\d$");
        double over = await visit.Evaluate<double>("""
            Math.max(...[...document.querySelectorAll('#net g.node:not(.square)')].map(g =>
              g.querySelector('.value').getComputedTextLength() - 2 * Number(g.querySelector('circle').getAttribute('r'))))
            """);
        over.Should().BeLessThan(1, "every number fits its circle");
    }

    [BrowserFact]
    public async Task At_200_percent_the_first_screen_shows_the_network_and_a_phones_lesson_its_task()
    {
        await using Visit visit = await browser.Open(640, 360);
        (await visit.Evaluate<bool>("""
            [...document.querySelectorAll('#net circle')]
              .every(circle => circle.getBoundingClientRect().bottom <= document.getElementById('bar').getBoundingClientRect().top)
            """)).Should().BeTrue();

        await visit.Resize(390, 844);
        await visit.Lesson(5);
        await visit.Click("#tabs button:nth-child(4)");
        (await visit.Evaluate<bool>("""
            [...document.querySelectorAll('#tasks li')]
              .every(task => task.getBoundingClientRect().bottom < document.getElementById('bar').getBoundingClientRect().top)
            """)).Should().BeTrue();
    }
}
