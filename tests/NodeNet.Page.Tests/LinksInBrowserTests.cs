using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace NodeNet.Page.Tests;

/// <summary>What comes from elsewhere: links, files, and what axe looks for. A class of its own, for classes run side by side.</summary>
public class LinksInBrowserTests(Browser browser) : IClassFixture<Browser>
{
    [BrowserFact]
    public async Task A_link_brings_back_every_bit_and_stays_short()
    {
        await using Visit visit = await browser.Open();
        foreach ((string setup, int most) in ((string, int)[])[("""{"hidden":[4,4]}""", 4000), ("""{"preset":"clouds"}""", 8000)])
        {
            JsonNode wanted = JsonNode.Parse(setup)!;
            if (wanted["preset"] is { } preset) await visit.Preset(preset.GetValue<string>());
            else await visit.Click("#addLayer");
            await visit.Click("#play");
            await visit.Until("playground.state().epoch > 2");
            if (await visit.Page.TextContentAsync("#play") == "Pause") await visit.Click("#play");
            await visit.Until("document.getElementById('play').textContent === 'Play' && playground.isIdle()"); // what was asked for before may still come
            await visit.Click("#share");
            await visit.Until("location.hash.length > 1");
            string hash = await visit.Evaluate<string>("location.hash");
            hash.Length.Should().BeLessThanOrEqualTo(most);
            JsonNode link = (await visit.Ask("""{"do":"link"}"""))["link"]!;

            await using Visit other = await browser.Open(hash: hash);
            JsonNode opened = (await other.Ask("""{"do":"link"}"""))["link"]!;
            opened["start"]!.ToJsonString().Should().Be(link["start"]!.ToJsonString(), "seventeen digits of each weight");
            opened["rows"]!.ToJsonString().Should().Be(link["rows"]!.ToJsonString());
            opened["taken"]!.GetValue<long>().Should().Be(link["taken"]!.GetValue<long>()).And.BeGreaterThan(0, "it stands where the other stood");
            await visit.Evaluate<object>("location.hash = ''");
        }
        await visit.Lesson(5);
        await visit.Page.SelectOptionAsync("#pace", "Node");
        await visit.Click("#forward");
        await visit.Click("#forward");
        await visit.Until("playground.state().moment !== undefined && playground.isIdle()");
        await visit.Click("#share");
        await visit.Until("location.hash.length > 1");
        await using Visit third = await browser.Open(hash: await visit.Evaluate<string>("location.hash"));
        const string place = "JSON.stringify([playground.state().moment, playground.state().lesson.index, document.querySelector('#lines h3')?.textContent,"
            + " document.getElementById('view').value, document.getElementById('pace').value])";
        (await third.Evaluate<string>(place)).Should().Be(await visit.Evaluate<string>(place), "the lesson, what is chosen, the moment, the pace");
        await third.Page.SelectOptionAsync("#lessons", "-1");
        await third.Preset("and");
        string address = await third.Evaluate<string>("location.hash");
        await third.Evaluate<object>("location.hash = ''");
        await third.Page.EvaluateAsync("address => { location.hash = address; }", address);
        await third.Until("playground.state().lesson?.index === 5 && playground.isIdle()");
        (await third.Evaluate<string>(place)).Should().Be(await visit.Evaluate<string>(place), "a link in the address of an open page is followed");
    }

    [BrowserFact]
    public async Task A_hostile_link_file_or_table_ends_in_a_message_and_never_becomes_markup()
    {
        const string evil = "<img src=x onerror=alert(1)>";
        string Hash(string json) =>
            "#" + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(json)).Replace('+', '-').Replace('/', '_').TrimEnd('=') + ".";
        string[] hashes =
            ["#" + evil, "#not.a.link", Hash("{\"activation\":\"" + evil + "\",\"rows\":[[0,0,1]],\"inputs\":2}"), Hash("{\"rows\":1}"),
                Hash("{\"taken\":1e99,\"place\":{\"chosen\":\"" + evil + "\",\"lesson\":1e9,\"view\":[1]}}")];
        await using Visit files = await browser.Open(hash: hashes[^1]); // a page that begins with one, and the others in the address of the open page
        foreach (string hash in hashes)
        {
            await files.Page.EvaluateAsync("hash => { location.hash = hash; }", hash);
            await files.Evaluate<object>("new Promise(done => setTimeout(done, 0))");
            await files.Idle();
            (await files.Evaluate<int>("document.querySelectorAll('img').length")).Should().Be(0);
            (await files.State())["edges"]!.AsArray().Should().NotBeEmpty("the page stands");
        }
        Network network = new NetworkBuilder(2).AddLayer(1, new Activations.Sigmoid()).Build(1);
        network.Node("y1").Label = evil;
        using var model = new MemoryStream();
        network.Save(model);
        foreach ((string name, byte[] bytes) in ((string, byte[])[])[
            ("model.json", model.ToArray()), ("broken.json", "{\"format\": 1"u8.ToArray()),
            ("table.csv", System.Text.Encoding.UTF8.GetBytes($"{evil},y\n1,{evil}\n2,b\n"))])
        {
            await files.Page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = name, MimeType = "text/plain", Buffer = bytes });
            await files.Idle();
            await files.Until(name == "model.json" ? "playground.state().weights === 2" : "document.getElementById('status').textContent !== ''");
            (await files.Evaluate<int>("document.querySelectorAll('img').length")).Should().Be(0);
        }
    }

    [BrowserFact]
    public async Task Every_lesson_is_free_of_faults_that_axe_can_find()
    {
        foreach (bool dark in (bool[])[false, true])
        {
            await using Visit visit = await browser.Open(dark: dark);
            // In the dark the colours alone are others.
            var options = new AxeRunOptions { RunOnly = dark ? new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] } : null };
            foreach (int lesson in Browser.All ? Enumerable.Range(-1, 10) : dark ? [-1, 3] : [-1, 0, 3, 5, 8])
            {
                if (lesson >= 0) await visit.Lesson(lesson);
                if (lesson == 3) await visit.Until("document.querySelector('#land svg') !== null"); // the landscape comes when it is computed
                AxeResult result = await visit.Page.RunAxe(options);
                result.Passes.Should().NotBeEmpty();
                result.Violations.Select(v => $"{v.Id}: {string.Join(" | ", v.Nodes.Select(node => node.Html))}")
                    .Should().BeEmpty($"lesson {lesson + 1}, dark: {dark}");
            }
        }
    }
}
